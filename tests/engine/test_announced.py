"""Errors and warnings that a cell announces, and those it does not."""

import re
import sys
import tomllib
import types
import warnings
from bdb import BdbQuit

import pytest

from tutorial_build.run.announced import expected_error, expected_warning
from tutorial_build.run.needs import LEARNER
from tutorial_build.run.protocol import Announced, RunError
from tutorial_build.source.cells import Code, Options

from .conftest import REPOSITORY


@pytest.fixture(autouse=True)
def main(monkeypatch):
    """A script's module in the place of ours."""
    module = types.ModuleType("__main__")
    module.__file__ = "script.py"
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


def step(**options):
    return Code(2, "pass", options=Options(**options))


def test_an_announced_error_matches_its_type_and_a_fragment():
    announced = step(raises="ValueError: shape")
    record = expected_error(announced, ValueError("bad shape (2, 3)"))
    assert record == Announced("ValueError", "bad shape (2, 3)")


@pytest.mark.parametrize(
    ("raised", "got"),
    [
        (ValueError("bad size"), "ValueError: bad size"),
        (TypeError("bad shape"), "TypeError: bad shape"),
        (UnicodeError("bad shape"), "UnicodeError: bad shape"),  # a subclass is not announced
        (None, "nothing"),
    ],
)
def test_another_outcome_than_the_announced_error_is_named(raised, got):
    message = f'^expected raises: "ValueError: shape", got {got}; correct one of them$'
    with pytest.raises(RunError, match=message) as error:
        expected_error(step(raises="ValueError: shape"), raised)
    assert error.value.line == 3


def test_an_error_that_nobody_announced_is_named():
    message = r"^ValueError: one; mend the cell or announce it with raises:$"
    with pytest.raises(RunError, match=message):
        expected_error(step(), ValueError("one\ntwo"))


def test_colours_of_a_terminal_are_left_out_of_messages():
    record = expected_error(step(raises="ValueError: no"), ValueError("\x1b[1mno\x1b[0m"))
    assert record == Announced("ValueError", "no")


def caught(message, category=UserWarning, filename="script.py", lineno=9):
    return warnings.WarningMessage(category(message), category, filename, lineno)


def test_a_warning_is_announced_or_an_error():
    announced = step(warns="UserWarning: care")
    record = expected_warning(announced, [caught("take care"), caught("care again")])
    assert record == Announced("UserWarning", "take care")
    message = "^unexpected FutureWarning: soon; mend the cause or announce it with warns:$"
    with pytest.raises(RunError, match=message) as error:
        expected_warning(announced, [caught("take care"), caught("soon", FutureWarning)])
    assert error.value.line == 9


def test_an_announced_warning_that_does_not_come_is_named():
    message = '^expected warns: "UserWarning: care", got none; correct or remove it$'
    with pytest.raises(RunError, match=message) as error:
        expected_warning(step(warns="UserWarning: care"), [])
    assert error.value.line == 3


def test_a_warning_of_a_package_is_placed_at_the_cell():
    message = r"^unexpected UserWarning: x; mend the cause or announce it with warns:$"
    with pytest.raises(RunError, match=message) as error:
        expected_warning(step(), [caught("x", filename="site-packages/numpy/core.py")])
    assert error.value.line == 3


def test_a_package_of_the_learners_that_is_missing_has_its_own_remedy():
    missing = ModuleNotFoundError("No module named 'torch'", name="torch.nn")
    with pytest.raises(RunError, match=r"^needs torch.nn: make \.venv/dev, or pip install -e \. "):
        expected_error(step(), missing)
    other = ModuleNotFoundError("No module named 'x'", name="x")
    with pytest.raises(RunError, match=r"named 'x'; mend the cell or announce it with raises:$"):
        expected_error(step(), other)


def test_a_breakpoint_without_a_terminal_says_where_there_is_one():
    with pytest.raises(
        RunError, match=r"^breakpoint\(\) needs a terminal; use tutorial run --debug$"
    ):
        expected_error(step(), BdbQuit())


def test_the_packages_of_the_learners_are_the_dependencies_of_the_project():
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    wanted = tomllib.loads(text)["project"]["dependencies"]
    names = {re.match(r"[\w-]+", dependency)[0] for dependency in wanted}
    imported = {"scikit-learn": "sklearn", "pillow": "PIL"}
    assert {imported.get(name, name) for name in names} == set(LEARNER)
