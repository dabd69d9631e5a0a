import shutil

from tutorial_build.results import update as build
from tutorial_build.results.update import State, run_tutorials, state_of
from tutorial_build.site.prepare import prepare

from .conftest import Checkout


def states(checkout):
    return {
        slug: state_of(checkout.project, tutorial).name
        for slug, tutorial in checkout.course.tutorials.items()
    }


def test_frozen_results_with_the_right_key_are_fresh(checkout):
    assert states(checkout) == {"alpha": "fresh", "beta": "fresh"}


def test_a_code_edit_makes_a_page_stale_and_its_run_is_stored(checkout):
    checkout.edit("beta", "6 * 7", "6 * 8")
    assert states(checkout) == {"alpha": "fresh", "beta": "stale"}
    checkout.prepare()
    assert states(checkout) == {"alpha": "fresh", "beta": "stored"}
    checkout.edit("beta", "6 * 8", "6 * 7")  # undone: the frozen results count again
    assert states(checkout) == {"alpha": "fresh", "beta": "fresh"}


def test_without_results_a_page_is_missing(unfrozen):
    assert states(unfrozen) == {"alpha": "missing", "beta": "missing"}


def test_a_page_that_cannot_run_here_is_outdated(checkout):
    checkout.edit("beta", "print(6 * 7)", "import no_such_package")
    state = state_of(checkout.project, checkout.tutorial("beta"))
    assert (state.name, state.lacks) == ("outdated", (("package", "no_such_package"),))


def test_a_fresh_page_needs_nothing_of_what_a_run_needs(checkout, monkeypatch):
    # A typo is fixed on a machine that could run nothing.
    monkeypatch.setattr(
        "tutorial_build.results.checkout.Project.lacks", lambda *_: (("package", "numpy"),)
    )
    assert states(checkout) == {"alpha": "fresh", "beta": "fresh"}
    assert checkout.prepare(fresh=True).executed == []


def test_views_say_where_their_results_come_from(checkout):
    checkout.edit("beta", "6 * 7", "6 * 8")
    made = checkout.prepare()
    assert {slug: view.state for slug, view in made.views.items()} == {
        "alpha": "frozen",
        "beta": "ran",
    }
    made = checkout.prepare()
    assert {slug: view.state for slug, view in made.views.items()} == {
        "alpha": "frozen",
        "beta": "ran",
    }


def test_an_outdated_page_warns_and_shows_what_there_is(checkout):
    checkout.edit("beta", "print(6 * 7)", "import no_such_package\nprint(6 * 7)")
    made = checkout.build()
    assert (made.errors, made.executed) == ([], [])
    assert made.warnings == [
        "examples/m1_first/beta.py:1: changed, but not run: no package no_such_package; "
        "install the learner packages with: pip install -e . -c constraints.txt"
    ]
    assert made.views["beta"].state == "outdated"
    shutil.rmtree(checkout.root / "examples/_frozen/m1_first/beta")
    assert checkout.prepare().views["beta"].state == "missing"


def test_own_results_may_come_before_frozen_ones(checkout):
    prepare(checkout.project, fresh=True)
    assert prepare(checkout.project).views["alpha"].state == "frozen"
    assert prepare(checkout.project, own=True).views["alpha"].state == "ran"


def test_each_run_is_reported(unfrozen):
    said = []
    prepare(unfrozen.project, report=said.append)
    assert sorted(line.rpartition(" ran ")[0] for line in said) == [
        "alpha en",
        "alpha es",
        "beta es",
    ]


def test_equal_code_runs_once_for_both_languages(checkout):
    tutorial = checkout.tutorial("beta")
    ((_, results),) = run_tutorials(
        checkout.project, [tutorial], {"beta": State("missing", "0" * 16)}
    )
    assert set(results.runs) == {"both"}
    assert results.run("es") is results.run("en")


def test_a_page_that_fails_does_not_stop_the_others(unfrozen):
    unfrozen.edit("alpha", "return a + b", "return a / 0")
    made = unfrozen.prepare()
    assert sorted(made.executed) == ["alpha", "beta"]
    assert {slug: view.state for slug, view in made.views.items()} == {
        "alpha": "failed",
        "beta": "ran",
    }


def test_a_figure_whose_alt_text_was_removed_is_an_error_without_a_run(checkout):
    cells = '# %% alt="a // b"\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n'
    checkout.write("alpha", cells)
    assert checkout.cli("freeze").code == 0
    checkout.edit("alpha", ' alt="a // b"', "")
    made = checkout.prepare()
    assert made.executed == []
    assert [str(error) for error in made.errors] == [
        'examples/m1_first/alpha.py:8: 1 figures and 0 alt texts; add alt="es // en"'
    ]


def test_the_lock_is_given_back_after_an_error(checkout):
    for _ in range(2):
        try:
            with build.locked(checkout.project):
                raise ValueError("x")
        except ValueError:
            pass


def test_two_checkouts_do_not_share_anything(template, tmp_path):
    roots = [tmp_path / name for name in ("one", "two")]
    for root in roots:
        shutil.copytree(template, root)
    one, two = map(Checkout, roots)
    one.edit("beta", "6 * 7", "6 * 8")
    one.prepare()
    assert not (two.root / "build").exists()
    assert two.prepare().executed == []
