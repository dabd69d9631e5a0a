"""What a build runs, shows and says of each page."""

import shutil

from tutorial_build.results.records import Standing
from tutorial_build.run.protocol import Text
from tutorial_build.site.prepare import prepare


def standings(made):
    """How each page stands; both languages stand alike."""
    found = {slug: {page.standing for page in pages.values()} for slug, pages in made.pages.items()}
    assert all(len(standing) == 1 for standing in found.values()), found
    return {slug: str(standing.pop()) for slug, standing in found.items()}


def test_pages_say_where_their_results_come_from(checkout):
    checkout.edit("beta", "6 * 7", "6 * 8")
    for executed in (["beta"], []):  # the second time the results of this checkout are there
        made = checkout.prepare()
        assert made.executed == executed
        assert standings(made) == {"alpha": "fresh", "beta": "ran"}
        assert made.pages["beta"]["en"].ran[0].left.outputs == [Text("48")]


def test_a_page_that_was_run_for_both_languages_shows_each_its_own(unfrozen):
    made = unfrozen.prepare()
    for lang, text in (("es", "la suma es 3.6559"), ("en", "the sum is 3.6559")):
        page = made.pages["alpha"][lang]
        assert page.lesson is made.course.tutorials["alpha"].into(lang)
        assert page.ran[0].left.outputs == [Text(text)]
        assert page.seconds == page.sidecar.seconds[lang]


def test_an_outdated_page_warns_and_shows_what_there_is(checkout):
    checkout.edit("beta", "print(6 * 7)", "import no_such_package\n\n# %%\nprint(6 * 7)")
    made = checkout.build()
    assert (made.errors, made.executed) == ([], [])
    assert made.warnings == [
        "examples/m1_first/beta.py:1: changed, but not run: no package no_such_package; "
        "make .venv/dev, or pip install -e . -c constraints.txt"
    ]
    assert standings(made) == {"alpha": "fresh", "beta": "outdated"}
    new, old = made.pages["beta"]["es"].ran
    assert new.left.outputs == []
    assert old.left.outputs == [Text("42")]
    shutil.rmtree(checkout.root / "examples/_frozen/m1_first/beta")
    made = checkout.prepare()
    assert standings(made) == {"alpha": "fresh", "beta": "missing"}
    assert len(made.warnings) == 1
    assert all(not cell.left.outputs for cell in made.pages["beta"]["es"].ran)


def test_a_fresh_page_needs_nothing_of_what_a_run_needs(checkout, monkeypatch):
    # A typo is fixed on a machine that could run nothing.
    monkeypatch.setattr("tutorial_build.run.needs.packages", lambda *_: {"no_such_package"})
    made = checkout.prepare(fresh=True)
    assert (made.executed, made.warnings, made.errors) == ([], [], [])
    assert standings(made) == {"alpha": "fresh", "beta": "fresh"}


def test_own_results_may_come_before_frozen_ones(checkout):
    prepare(checkout.project, fresh=True)
    assert standings(prepare(checkout.project)) == {"alpha": "fresh", "beta": "fresh"}
    assert standings(prepare(checkout.project, own=True)) == {"alpha": "ran", "beta": "ran"}


def test_each_run_is_reported(unfrozen):
    said = []
    prepare(unfrozen.project, report=said.append)
    assert sorted(line.rpartition(" ran ")[0] for line in said) == [
        "alpha en",
        "alpha es",
        "beta es",
    ]


def test_a_page_that_fails_does_not_stop_the_others(unfrozen):
    unfrozen.edit("alpha", "return a + b", "return a / 0")
    made = unfrozen.prepare()
    assert sorted(made.executed) == ["alpha", "beta"]
    assert standings(made) == {"alpha": "failed", "beta": "ran"}
    (error,) = made.errors
    assert {page.errors for page in made.pages["alpha"].values()} == {(error,)}


def test_a_page_whose_script_cannot_be_read_keeps_its_title_and_address(checkout):
    checkout.edit("alpha", "# objectives:\n", "# objective:\n")
    made = checkout.prepare()
    assert standings(made) == {"alpha": "failed", "beta": "fresh"}
    found = {
        lang: (page.lesson.title, page.lesson.address, page.cells)
        for lang, page in made.pages["alpha"].items()
    }
    assert found == {
        "es": ("Alpha es", "m1-first/alpha", ()),
        "en": ("Alpha en", "m1-first/alpha", ()),
    }


def test_a_figure_whose_alt_text_was_removed_is_an_error_without_a_run(checkout):
    cells = "# %%\n#| alt: a // b\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
    checkout.write("alpha", cells)
    assert checkout.cli("freeze").code == 0
    checkout.edit("alpha", "#| alt: a // b\n", "")
    made = checkout.prepare()
    assert made.executed == []
    assert [str(error) for error in made.errors] == [
        "examples/m1_first/alpha.py:8: 1 figures and 0 alt texts; add alt:"
    ]
    assert standings(made)["alpha"] == Standing.FAILED
