"""Running a tutorial as far as a cell, and on this terminal."""

import sys

import pytest

from tutorial_build.authors.scaffold import new_script
from tutorial_build.authors.until import until
from tutorial_build.errors import ContentError

from .conftest import replace_in

CELLS = """\
# %% Uno // One
print("one")

# %% [markdown] lang="es"
# Dos.

# %% [markdown] lang="en"
# Two.

# %% Dos: seguir // Two: go on
print("two")
1 / 0
"""


@pytest.mark.parametrize("place", ["One", "uno", "8", "9", "13"])
def test_a_run_ends_behind_the_cell_that_is_named(checkout, place):
    checkout.write("alpha", CELLS)
    done = checkout.cli("run", "alpha", "--until", place)
    assert (done.code, done.out) == (0, "one\n")
    assert not (checkout.root / "build/store/m1_first/alpha").exists()


def test_the_cell_itself_runs(checkout):
    checkout.write("alpha", CELLS)
    done = checkout.cli("run", "examples/m1_first/alpha.py", "--until", "go on")
    assert done.code == 1
    assert "alpha.py:19: [es] ZeroDivisionError: division by zero" in done.err


def test_a_cell_that_is_not_there_is_named_with_those_that_are(checkout):
    checkout.write("alpha", CELLS)
    done = checkout.cli("run", "alpha", "--until", "Three")
    assert done.err == (
        "examples/m1_first/alpha.py:1: no cell 'Three'; give a line, or a piece of a title: "
        "'Uno // One', 'Dos: seguir // Two: go on'\n"
    )


def test_a_cell_of_an_exercise_runs_with_what_stands_above_it_there(checkout):
    checkout.path("alpha").write_text(new_script(example=True), encoding="utf-8")
    tutorial = checkout.tutorial("alpha")
    solution = next(cell for cell in tutorial.lessons[0].code if cell.role == "solution")
    cut, part = until(tutorial, str(solution.head))
    assert part == solution.exercise
    assert {cell.exercise for cell in cut.cells} == {part}
    assert cut.cells[-1].role == "solution"
    assert checkout.cli("run", "alpha", "--until", str(solution.head)).out == "68.3\n"


def test_nothing_runs_above_the_first_cell(tutorial_of):
    with pytest.raises(ContentError, match=r"demo\.py:1: no cell '2'; give a line"):
        until(tutorial_of(CELLS), "2")


@pytest.mark.parametrize("arguments", [["--debug"], ["alpha", "beta", "--debug"], ["--until", "1"]])
def test_one_tutorial_is_tried_out_at_a_time(checkout, arguments):
    done = checkout.cli("run", *arguments)
    assert done.code == 2
    assert "name the one tutorial to run" in done.err


def test_a_breakpoint_stops_on_this_terminal_at_the_line_of_the_script(checkout, monkeypatch):
    checkout.write("alpha", CELLS.replace("1 / 0", "x = 3\nbreakpoint()\nprint(x)"))
    stopped = []
    monkeypatch.setattr("sys.breakpointhook", lambda: stopped.append(_caller()))
    done = checkout.cli("run", "alpha", "--debug")
    assert (done.code, done.out) == (0, "one\ntwo\n3\n")
    assert stopped == [(str(checkout.path("alpha")), 20, 3)]


def _caller():
    frame = sys._getframe(2)
    return frame.f_code.co_filename, frame.f_lineno, frame.f_globals["x"]


def test_an_announced_error_does_not_end_a_run_on_this_terminal(checkout):
    checkout.write("alpha", CELLS)
    replace_in(checkout.path("alpha"), "go on\n", 'go on\n#| raises: "ZeroDivisionError"\n')
    done = checkout.cli("run", "alpha", "--debug")
    assert (done.code, done.out) == (0, "one\ntwo\nZeroDivisionError: division by zero\n")


def test_any_other_error_ends_it_with_its_traceback(checkout):
    checkout.write("alpha", CELLS)
    done = checkout.cli("run", "alpha", "--debug")
    assert done.code == 1
    assert done.err.startswith("Traceback")
    assert done.err.endswith(
        "examples/m1_first/alpha.py:19: ZeroDivisionError: division by zero; mend the cell\n"
    )


def test_a_run_finds_what_a_build_would_find(checkout):
    checkout.edit("alpha", "# La suma es {{ total:.2f }}.", "# La suma es {{ total:d }}.")
    checkout.edit("alpha", "# The sum is {{ total:.2f }}.", "# The sum is {{ total:d }}.")
    done = checkout.cli("run", "alpha")
    assert done.code == 1
    assert "alpha.py:27: inline value {{ total:d }} is 3.6" in done.err
