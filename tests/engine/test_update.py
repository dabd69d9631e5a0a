"""How tutorials stand, and what becomes of their runs."""

import shutil

import pytest
from filelock import FileLock, Timeout

from tutorial_build.errors import ContentError
from tutorial_build.results import store
from tutorial_build.results.records import SHARED, Results, Standing, State
from tutorial_build.results.update import (
    align,
    collect,
    everything,
    keep,
    locked,
    normalise,
    run_tutorials,
    state_of,
)
from tutorial_build.run.keys import Library
from tutorial_build.run.needs import Lack
from tutorial_build.run.protocol import CellRun, Claim, Data, Finished, Html, Text

from .conftest import REPOSITORY, SmallCourse, files_below


def standings(checkout):
    return {
        slug: str(state_of(checkout.project, tutorial).standing)
        for slug, tutorial in checkout.course.tutorials.items()
    }


def test_frozen_results_whose_facts_are_as_they_were_are_fresh(checkout):
    assert standings(checkout) == {"alpha": "fresh", "beta": "fresh"}
    state = state_of(checkout.project, checkout.tutorial("alpha"))
    assert state.stale == {}
    assert state.results.folder == checkout.project.frozen(checkout.tutorial("alpha"))


def test_a_code_edit_makes_a_page_stale_and_its_run_is_kept(checkout):
    checkout.edit("beta", "6 * 7", "6 * 8")
    assert standings(checkout) == {"alpha": "fresh", "beta": "stale"}
    state = state_of(checkout.project, checkout.tutorial("beta"))
    assert state.stale == {"page": ["code page"]}
    assert state.results is not None  # those of the earlier code
    checkout.prepare()
    assert standings(checkout) == {"alpha": "fresh", "beta": "ran"}
    checkout.edit("beta", "6 * 8", "6 * 7")  # undone: the frozen results count again
    assert standings(checkout) == {"alpha": "fresh", "beta": "fresh"}


def test_without_results_a_page_that_can_run_is_stale(unfrozen):
    assert standings(unfrozen) == {"alpha": "stale", "beta": "stale"}
    assert state_of(unfrozen.project, unfrozen.tutorial("beta")) == State(
        Standing.STALE, None, {"page": []}
    )


def test_a_page_that_cannot_run_here_is_outdated_or_missing(checkout):
    checkout.edit("beta", "print(6 * 7)", "import no_such_package")
    remedy = "make .venv/dev, or pip install -e . -c constraints.txt"
    state = state_of(checkout.project, checkout.tutorial("beta"))
    assert state.standing is Standing.OUTDATED
    assert state.lacks == (Lack("package", "no_such_package", remedy),)
    assert state.results is not None
    shutil.rmtree(checkout.root / "examples/_frozen/m1_first/beta")
    assert state_of(checkout.project, checkout.tutorial("beta")) == State(
        Standing.MISSING, None, {"page": []}, state.lacks
    )


def test_a_fresh_page_needs_nothing_of_what_a_run_needs(checkout, monkeypatch):
    # A typo is fixed on a machine that could run nothing.
    monkeypatch.setattr("tutorial_build.run.needs.packages", lambda *_: {"no_such_package"})
    assert standings(checkout) == {"alpha": "fresh", "beta": "fresh"}
    checkout.edit("beta", "6 * 7", "6 * 8")
    assert standings(checkout) == {"alpha": "fresh", "beta": "outdated"}


def test_asking_how_a_page_stands_writes_nothing_but_what_it_remembers(checkout):
    checkout.edit("beta", "6 * 7", "6 * 8")
    before = files_below(checkout.root)
    standings(checkout)
    after = files_below(checkout.root)
    assert {n: c for n, c in after.items() if not n.startswith("build/memo/")} == before


def test_equal_code_runs_once_for_both_languages(checkout):
    found = {}
    tutorials = checkout.course.tutorials.values()
    states = [(t, everything(t, State(Standing.STALE))) for t in tutorials]
    for tutorial, results in run_tutorials(checkout.project, states):
        found[tutorial.slug] = set(results.page.runs)
        assert set(results.page.sidecar.seconds) == set(results.page.runs)
    assert found == {"alpha": {"es", "en"}, "beta": {SHARED}}


def test_what_is_kept_is_read_back(checkout):
    tutorial = checkout.tutorial("beta")
    state = state_of(checkout.project, tutorial)
    kept = keep(checkout.project, tutorial, state.results)
    assert kept.folder == checkout.project.store(tutorial)
    assert kept.parts == state.results.parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  \nb\t\n\n", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("<f at 0x7f1234567890>", "<f at 0x…>"),
        ("0xff stays", "0xff stays"),
        ("  indented", "  indented"),
    ],
)
def test_what_differs_without_meaning_is_removed(text, expected):
    assert normalise(text) == expected


CELLS = (
    "# %%\nprint(1)\n"
    '# %% [markdown] lang="es"\n# {{ x }}\n# %% [markdown] lang="en"\n# {{ x }}\n'
    "# %%\n#| tags: [volatile]\nprint(2)\n# %%\n#| tags: [recipe]\n# run()\n"
)
STACK = {"python": "3.11.0", "cpu": "c", "numpy": "2", "torch": "2", "cpu_capability": "A"}


def collected(tutorial, uses=()):
    claim = Claim("a", 1, equals=1)
    cells = [
        CellRun([Text("1  \n"), Html("<b>x</b> \n"), Data("I-1", {"x": " "})], [claim]),
        CellRun([Text("2\n")]),
    ]
    run = Finished(cells, [3], 1.234, STACK, peak_mb=100)
    library = Library(REPOSITORY / "src/tutorial_lib")
    return collect(tutorial, "page", {"es": run}, set(uses), library)


def test_fresh_records_are_normalised_and_what_may_differ_goes_to_the_sidecar(tutorial_of):
    made = collected(tutorial_of(CELLS))
    run = made.run("en")
    assert set(made.runs) == {SHARED}
    first, second = run.cells
    assert first.outputs == [Text("1"), Html("<b>x</b>"), Data("I-1", {"x": " "})]
    assert first.claims == [Claim("a", 1, equals=1)]
    assert len({first.code, second.code, ""}) == 3
    assert second.outputs == []
    assert made.cells("es")[1].outputs == [Text("2")]
    assert (run.expressions, run.values) == (["x"], [3])
    assert made.sidecar.seconds == {SHARED: 1.23}
    assert made.sidecar.peak_mb == 100
    assert made.sidecar.date == store.today()
    assert made.facts.keys() == {"schema", "code page"}


def test_of_the_stack_only_what_a_page_uses_is_kept(tutorial_of):
    # Without torch its CPU capability says nothing.
    bare = {"python": "3.11.0", "cpu": "c"}
    assert collected(tutorial_of(CELLS)).sidecar.stack == bare
    own = tutorial_of(CELLS.replace("print(1)", "import numpy"))
    assert collected(own).sidecar.stack == bare | {"numpy": "2"}
    used = {"import tutorial_lib.models"}  # which imports torch
    assert collected(own, used).sidecar.stack == STACK
    assert collected(own, used).facts.keys() == {"schema", "code page", *used}


def test_earlier_results_find_their_cells_after_an_edit(tutorial_of):
    made = Results({"page": collected(tutorial_of(CELLS))})
    edited = tutorial_of("# %%\nprint(0)\n" + CELLS.replace("# {{ x }}", "# {{ y }} {{ x }}"))
    aligned = align(made, edited).page
    for lang in ("es", "en"):
        run = aligned.run(lang)
        assert run.cells == [CellRun(), *made.page.run(lang).cells]
        assert (run.expressions, run.values) == (["y", "x"], [None, 3])
    assert aligned.cells("es")[1].outputs[0] == Text("1")
    assert aligned.sidecar.volatile == {}  # it goes by the rank of a cell, which may be another now


def test_a_lock_is_held_and_given_back_after_an_error(checkout):
    def fail_while_locked():
        with locked(checkout.project):
            with pytest.raises(Timeout):
                FileLock(checkout.root / "build/.lock").acquire(timeout=0)
            raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            fail_while_locked()
    FileLock(checkout.root / "build/.lock").acquire(timeout=0)


def test_a_damaged_store_counts_as_none(checkout):
    checkout.edit("beta", "6 * 7", "6 * 8")
    checkout.prepare()
    folder = checkout.root / "build/store/m1_first/beta"
    (folder / "sidecar.json").write_text("{}")
    assert standings(checkout)["beta"] == "stale"


def test_damaged_frozen_results_are_an_error(checkout):
    (checkout.root / "examples/_frozen/m1_first/beta/results.json").write_text("{")
    with pytest.raises(ContentError, match=r"^examples/_frozen/m1_first/beta/results\.json:1: "):
        state_of(checkout.project, checkout.tutorial("beta"))


def test_two_checkouts_do_not_share_anything(template, tmp_path):
    roots = [tmp_path / name for name in ("one", "two")]
    for root in roots:
        shutil.copytree(template, root)
    one, two = map(SmallCourse, roots)
    one.edit("beta", "6 * 7", "6 * 8")
    one.prepare()
    assert not (two.root / "build").exists()
    assert two.prepare().executed == []
