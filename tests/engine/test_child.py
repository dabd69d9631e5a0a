"""The pieces of a run that need no process of their own."""

import sys
import types
import warnings

import numpy as np
import pytest

from tutorial_build import child, expected, machine
from tutorial_build.child import OUTPUT_LIMIT, OutputError, Recorder
from tutorial_build.job import RunError, Step


@pytest.fixture(autouse=True)
def main(monkeypatch):
    """A script's module in the place of ours."""
    module = types.ModuleType("__main__")
    module.__file__ = "script.py"
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


def test_printed_parts_are_one_text(tmp_path):
    recorder = Recorder(tmp_path)
    for part in ("a", "", "b\n"):
        recorder.write(part)
    assert recorder.take() == [{"type": "text", "text": "ab\n"}]
    assert recorder.take() == []


def test_a_megabyte_is_the_most_that_a_run_prints(tmp_path):
    recorder = Recorder(tmp_path)
    recorder.write("x" * OUTPUT_LIMIT)
    recorder.take()
    with pytest.raises(OutputError, match=r"^printed more than 1 MB; print a part or a summary$"):
        recorder.write("y")


def test_no_handler_of_a_script_hides_too_much_output():
    assert not issubclass(OutputError, Exception)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3, 3), (0.5, 0.5), ("a", "a"), (True, True), (np.float64(2.5), 2.5), (np.array([[7]]), 7)],
)
def test_an_inline_value_is_plain(value, expected):
    got = child._value(Step("value", "x", 1), {"x": value})
    assert (got, type(got)) == (expected, type(expected))


@pytest.mark.parametrize("value", [[1], None, np.ones(2), {"a": 1}, 1j])
def test_an_inline_value_that_is_not_plain_is_refused(value):
    message = r"inline value \{\{ x \}\} is \w+, expected a number or a text; take one element"
    with pytest.raises(RunError, match=message) as caught:
        child._value(Step("value", "x", 7), {"x": value})
    assert caught.value.line == 7


def step(**options):
    return Step("code", "pass", 3, options)


def test_an_announced_error_matches_its_type_and_a_fragment():
    announced = step(raises="ValueError: shape")
    record = expected.expected_error(announced, ValueError("bad shape (2, 3)"))
    assert record == {"type": "ValueError", "message": "bad shape (2, 3)"}
    for other in (ValueError("bad size"), TypeError("bad shape"), None):
        with pytest.raises(RunError, match=r'^expected raises="ValueError: shape", got '):
            expected.expected_error(announced, other)


def test_a_subclass_is_not_the_announced_error():
    with pytest.raises(RunError, match="got UnicodeError: x; correct one of them"):
        expected.expected_error(step(raises="ValueError: x"), UnicodeError("x"))


def test_colours_of_a_terminal_are_left_out_of_messages():
    record = expected.expected_error(step(raises="ValueError: no"), ValueError("\x1b[1mno\x1b[0m"))
    assert record["message"] == "no"


def caught(message, category=UserWarning, filename="script.py", lineno=9):
    return warnings.WarningMessage(category(message), category, filename, lineno)


def test_a_warning_is_announced_or_an_error():
    announced = step(warns="UserWarning: care")
    record = expected.expected_warning(announced, [caught("take care"), caught("care again")])
    assert record == {"type": "UserWarning", "message": "take care"}
    with pytest.raises(RunError, match=r"^unexpected FutureWarning: soon; mend the cause") as error:
        expected.expected_warning(announced, [caught("take care"), caught("soon", FutureWarning)])
    assert error.value.line == 9


def test_a_warning_of_a_package_is_placed_at_the_cell():
    with pytest.raises(RunError) as error:
        expected.expected_warning(step(), [caught("x", filename="site-packages/numpy/core.py")])
    assert error.value.line == 3


def test_a_run_says_what_it_ran_on():
    stack = machine.stack()
    assert stack["python"] == ".".join(map(str, sys.version_info[:3]))
    assert stack["numpy"] == np.__version__
    assert stack["cpu"]
