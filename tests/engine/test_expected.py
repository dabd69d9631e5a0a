"""Errors and warnings that a cell announces, and those it does not."""

import sys
import types
import warnings

import pytest

from tutorial_build.run.announced import expected_error, expected_warning
from tutorial_build.run.protocol import RunError, Step


@pytest.fixture(autouse=True)
def main(monkeypatch):
    """A script's module in the place of ours."""
    module = types.ModuleType("__main__")
    module.__file__ = "script.py"
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


def step(**options):
    return Step("code", "pass", 3, options)


def test_an_announced_error_matches_its_type_and_a_fragment():
    announced = step(raises="ValueError: shape")
    record = expected_error(announced, ValueError("bad shape (2, 3)"))
    assert record == {"type": "ValueError", "message": "bad shape (2, 3)"}
    for other in (ValueError("bad size"), TypeError("bad shape"), None):
        with pytest.raises(RunError, match=r'^expected raises="ValueError: shape", got '):
            expected_error(announced, other)


def test_a_subclass_is_not_the_announced_error():
    with pytest.raises(RunError, match="got UnicodeError: x; correct one of them"):
        expected_error(step(raises="ValueError: x"), UnicodeError("x"))


def test_colours_of_a_terminal_are_left_out_of_messages():
    record = expected_error(step(raises="ValueError: no"), ValueError("\x1b[1mno\x1b[0m"))
    assert record["message"] == "no"


def caught(message, category=UserWarning, filename="script.py", lineno=9):
    return warnings.WarningMessage(category(message), category, filename, lineno)


def test_a_warning_is_announced_or_an_error():
    announced = step(warns="UserWarning: care")
    record = expected_warning(announced, [caught("take care"), caught("care again")])
    assert record == {"type": "UserWarning", "message": "take care"}
    with pytest.raises(RunError, match=r"^unexpected FutureWarning: soon; mend the cause") as error:
        expected_warning(announced, [caught("take care"), caught("soon", FutureWarning)])
    assert error.value.line == 9


def test_a_warning_of_a_package_is_placed_at_the_cell():
    with pytest.raises(RunError) as error:
        expected_warning(step(), [caught("x", filename="site-packages/numpy/core.py")])
    assert error.value.line == 3
