import random
import sys

import numpy as np
import pytest
import torch
from matplotlib import pyplot

from tutorial_lib.checks import CheckError
from tutorial_lib.judge import HOME, Exercise, judge

SETUP = """
import math
from tutorial_lib.checks import check

point, calls = 3.0, []

def cube(x):
    calls.append(x)
    return x**3
"""


@pytest.fixture
def ran():
    """Run an answer after the setup, as a notebook does; its namespace."""

    def run(answer, setup=SETUP):
        names = {"__name__": "__main__"}
        exec(setup, names)
        exec(answer, names)
        return names

    return run


def refusal(names, check, *asked, setup=SETUP, **options):
    with pytest.raises(CheckError) as error:
        judge(Exercise(setup, check, asked), names, **options)
    return str(error.value)


def test_a_right_answer_is_told_and_nothing_is_left_behind(ran, capsys):
    names = ran("slope = 3 * point**2")
    before = dict(names)
    judge(Exercise(SETUP, "check('s', slope, equals=3 * point**2); left = 1", ("slope",)), names)
    assert capsys.readouterr().out == "✓ s\n"
    assert names == before
    assert HOME not in sys.modules


@pytest.mark.parametrize(
    "answer",
    [
        "point = 1; slope = 3",
        "def cube(x): return 0\nslope = 0",
        "sum = list = tuple = 3; slope = 0",
    ],
)
def test_what_is_expected_comes_from_no_name_that_the_learner_changed(ran, answer):
    check = "check('s', slope, equals=cube(point) + sum([0]))"
    assert refusal(ran(answer), check, "slope").startswith("✗ s: llegó")


def test_a_function_sees_its_helpers_and_the_setup_afresh(ran, capsys):
    names = ran("def half(x): return x / 2\ndef f(x): return half(cube(x))\npoint = cube = None")
    check = "check('f', lambda: f(2), equals=4); check('calls', calls, equals=[2])"
    judge(Exercise(SETUP, check, ("f",)), names)
    assert capsys.readouterr().out == "✓ f\n✓ calls\n"
    assert names["calls"] == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("", "✗ falta `f`: ejecuta antes tu respuesta"),
        ("f = ...", "✗ `f`: todavía hay «...» en su lugar"),
        ("f = None", "✗ lo que dejó tu respuesta no sirve: TypeError: 'NoneType' object is not"),
        ("def f(x):\n    y = x - x\n    return x / y", "✗ línea 3: ZeroDivisionError: float"),
        ("def f(x):\n    exit()", "✗ línea 2: SystemExit"),
        ("def f(x): print(x)", "✗ f: llegó None: ¿falta un return, o hay un print en su lugar?"),
        ("def f(x): return f(x)", "✗ línea 1: RecursionError: maximum recursion depth"),
    ],
)
def test_whatever_goes_wrong_is_one_line_with_the_line_of_the_answer(ran, answer, message):
    said = refusal(ran(answer), "check('f', f(point), equals=1)", "f")
    assert said.startswith(message)
    assert "\n" not in said


def test_an_error_within_check_names_the_line_too(ran):
    names = ran("def f(x):\n    return [][0]")
    said = refusal(names, "check('f', lambda: f(1), equals=1, hint='h')", "f")
    assert said == "✗ f: línea 2: IndexError: list index out of range. Pista: h"


def test_an_endless_loop_ends_and_says_meanwhile_that_it_goes_on(ran, capsys):
    names = ran("def f(x):\n    while True:\n        x += 1")
    said = refusal(names, "f(1)", "f", limit=0.4, patience=0.1)
    assert said in ("✗ línea 2: no acabó en 0.4 s", "✗ línea 3: no acabó en 0.4 s")
    assert capsys.readouterr().out == "… sigue en marcha; espero hasta 0.4 s\n"


def test_the_language_is_that_of_the_run(ran, monkeypatch):
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert refusal(ran("f = ..."), "", "f") == "✗ `f`: there is still '...' in its place"


def test_nothing_is_disturbed(ran, capsys):
    setup = (
        "import random, numpy, torch\nfrom matplotlib import pyplot\nprint('setup')\n"
        "random.seed(0); numpy.random.seed(0); torch.manual_seed(0); pyplot.figure(); pyplot.show()"
    )
    names = ran("", "")
    figures, show = pyplot.get_fignums(), pyplot.show
    for source in (random.random, np.random.rand, lambda: torch.rand(1).item()):
        random.seed(7), np.random.seed(7), torch.manual_seed(7)
        wanted = source()
        random.seed(7), np.random.seed(7), torch.manual_seed(7)
        judge(Exercise(setup, "random.random(); torch.rand(3)", ()), names)
        assert source() == wanted
    assert (pyplot.get_fignums(), pyplot.show) == (figures, show)
    assert capsys.readouterr().out == ""


def test_judged_twice_it_gives_the_same(ran, capsys):
    names = ran("calls.append(1); total = len(calls)")
    for _ in range(2):
        judge(Exercise(SETUP, "check('t', total, equals=1)", ("total",)), names)
    assert capsys.readouterr().out == "✓ t\n✓ t\n"
