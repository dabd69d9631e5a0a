"""The pieces of a run that need no process of their own."""

import numpy as np
import pytest

from tutorial_build.run import worker
from tutorial_build.run.protocol import RunError, Text
from tutorial_build.run.worker import OUTPUT_LIMIT, OutputError, Recorder
from tutorial_build.source.cells import Value


def test_printed_parts_are_one_text(tmp_path):
    recorder = Recorder(tmp_path)
    for part in ("a", "", "b\n"):
        recorder.write(part)
    assert recorder.take() == [Text("ab\n")]
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
    got = worker._value(Value("x", "demo.py", 1), {"x": value})
    assert (got, type(got)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ([1], "list"),
        (None, "NoneType"),
        (np.ones(2), "ndarray"),
        ({"a": 1}, "dict"),
        (1j, "complex"),
    ],
)
def test_an_inline_value_that_is_not_plain_is_refused(value, kind):
    message = (
        rf"^inline value \{{\{{ x \}}\}} is {kind}, expected a number or a text; "
        "take one element or format it in a cell$"
    )
    with pytest.raises(RunError, match=message) as caught:
        worker._value(Value("x", "demo.py", 7), {"x": value})
    assert caught.value.line == 7
