"""A page whose script or run is wrong: each error at its cell, with the rest of the page."""

import pytest

from tutorial_build.page.render import render

from .conftest import seen

# One run serves both languages: of two, either may be the first to fail.
PRINTS = "# %%\nprint('one')\n\n# %%\nprint('two')\n\n# %%\nprint('three')\n"
FAILS = PRINTS.replace("print('two')", "print('before')\nprint(1 / 0)")
ERROR = "ZeroDivisionError: division by zero; mend the cell or announce it with raises:"


@pytest.fixture
def shown(checkout):
    """Write a page and return what it shows in a language."""

    def show(cells, lang="en"):
        checkout.write("beta", cells)
        made = checkout.prepare()
        page = made.pages["beta"][lang]
        return seen(render(page, made.course)), [str(error) for error in made.errors]

    return show


def test_an_error_stands_at_its_cell_and_what_came_before_above_it(shown):
    page, errors = shown(FAILS)
    (error,) = errors
    assert error.endswith(ERROR)
    summary, one, before, at_cell, traceback = page.texts[".g-output"]
    assert (summary, at_cell) == (error, error)
    assert (one, before) == ("one", "before")
    assert traceback.strip().endswith("\nZeroDivisionError: division by zero")


def test_cells_below_an_error_say_that_they_did_not_run(shown):
    page, _ = shown(FAILS, "es")
    assert page.texts[".g-recipe"] == ["Sin ejecutar: hay un error más arriba"]
    assert "three" not in page.texts[".g-output"]


def test_earlier_results_are_shown_where_the_run_left_none(shown):
    shown(PRINTS)
    page, _ = shown(PRINTS.replace("print('two')", "import os\n\nos._exit(3)"))
    outputs = page.texts[".g-output"]
    assert "one" in outputs
    assert "three" not in outputs


def test_a_cell_that_cannot_be_read_leaves_the_others_with_their_results(shown):
    shown(PRINTS)
    page, errors = shown(PRINTS.replace("print('two')", "x = ("))
    assert page.texts[".g-output"] == [*errors, "one", *errors, "three"]


def test_a_build_shows_the_notice_alone(checkout):
    checkout.write("beta", FAILS)
    made = checkout.build()
    assert len(made.errors) == 1
    assert "ZeroDivisionError" not in checkout.page("beta")
    assert "print" not in checkout.page("beta")
