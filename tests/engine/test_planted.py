"""A hundred changes, each of which verify must see, and fifty clean runs that it must pass."""

import copy
import itertools
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from tutorial_build.authors.prove import KINDS, plant
from tutorial_build.results import compare
from tutorial_build.run.figures import save_figure
from tutorial_build.run.protocol import Announced, Claim, Data, Html, Text

from .test_compare import NOWHERE, cell, run
from .test_figures import IN_SPACE, LOOKS
from .test_verify import course, exercise, proved  # noqa: F401

# What a cell prints: was → is.
PRINTED = [
    ("loss 0.25", "loss 0.26"), ("loss 0.25", "loss -0.25"), ("3", "4"), ("3", "3.0"),
    ("0.9125", "0.912500"), ("1234567", "1234568"), ("1234567.0", "1299999.0"), ("1e-3", "1e-4"),
    ("3.2e-10", "-3.2e-10"), ("1e-10", "9e-10"), ("loss 1", "cost 1"), ("a\nb", "a\nc"),
    ("a\nb", "a"), ("a", "a\nb"), ("tensor([1, 2])", "tensor([2, 1])"), ("nan", "0.5"),
    ("torch.float32", "torch.float64"), ("True", "False"), ("(3, 4)", "(4, 3)"), ("1 2", "1 2 3"),
]  # fmt: skip
VALUES = [
    (1.5, 1.6), (3, 4), (3, 3.0), (float("nan"), 1.5), (float("inf"), 1.5), ("relu", "gelu"),
    (True, False), (True, 1), (1.5, "1.5"), (1e-10, 9e-10), (1234567.0, 1299999.0), (0.0, 0.1),
]  # fmt: skip
DATA = [
    ({"x": [1, 2]}, {"x": [1, 3]}), ({"x": [1, 2]}, {"x": [2, 1]}), ({"x": 1}, {"y": 1}),
    ({"x": [1]}, {"x": [1, 1]}), ({"x": "a"}, {"x": "b"}), ({"x": 1.0}, {"x": 1.1}),
    ({"x": None}, {"x": 0}), ({"x": True}, {"x": 1}), ({"x": [[1]]}, {"x": [1]}),
]  # fmt: skip
CLAIM = Claim("a", 0.5, between=[0, 1], says="es poco")
CLAIMS = [
    {"value": 0.6}, {"id": "b"}, {"between": [0, 9]}, {"between": None, "at_most": 1},
    {"says": "es mucho"}, {"abs": 1.0}, {"rel": 0.5}, {"shown": "0,5"},
]  # fmt: skip
ANNOUNCED = [
    ({"error": Announced("ValueError", "a")}, {}),
    ({"error": Announced("ValueError", "a")}, {"error": Announced("TypeError", "a")}),
    ({"error": Announced("ValueError", "shape 3")}, {"error": Announced("ValueError", "shape 4")}),
    ({}, {"warning": Announced("UserWarning", "a")}),
]
OUTPUTS = [
    (cell(Text("1")), cell(Html("1"))), (cell(Text("1")), cell()), (cell(), cell(Text("1"))),
    (cell(Data("I-1", 1)), cell(Data("I-2", 1))), (cell(Text("1"), Text("2")), cell(Text("1"))),
]  # fmt: skip


def pairs():
    """What each change is called → a run before and after it."""
    for old, new in PRINTED:
        yield f"printed {old!r} → {new!r}", run(cell(Text(old))), run(cell(Text(new)))
    for old, new in VALUES:
        yield f"inline value {old!r} → {new!r}", run(x=old), run(x=new)
    for old, new in DATA:
        yield f"data {old} → {new}", run(cell(Data("I-1", old))), run(cell(Data("I-1", new)))
    for change in CLAIMS:
        one, other = CLAIM, replace(CLAIM, **change)
        yield f"claim {change}", run(cell(claims=[one])), run(cell(claims=[other]))
    for old, new in ANNOUNCED:
        yield f"announced {old} → {new}", run(cell(**old)), run(cell(**new))
    for old, new in OUTPUTS:
        yield f"outputs {old.outputs} → {new.outputs}", run(old), run(new)


def looks(folder):
    for kind, draw in (LOOKS | IN_SPACE).items():
        drawn = []
        for change in (False, True):
            axes = Figure(figsize=(4, 3)).add_subplot(projection="3d" if kind in IN_SPACE else None)
            draw(axes, change)
            drawn.append(run(cell(save_figure(axes.figure, folder))))
        yield f"figure: {kind}", *drawn


@pytest.mark.slow
def test_a_hundred_planted_changes_are_seen_on_every_stack(tmp_path, exercise):  # noqa: F811
    changes = [*pairs(), *looks(tmp_path)]
    rules = (compare.ONE_STACK, compare.OTHER_STACK)
    missed = [
        f"{what}, {'one' if rule is compare.ONE_STACK else 'another'} stack"
        for (what, old, new), rule in itertools.product(changes, rules)
        if not compare.differences(old, new, NOWHERE if "figure" not in what else None, rule)
    ]
    false = [
        what
        for what, old, _ in changes
        if compare.differences(old, copy.deepcopy(old), None, compare.ONE_STACK)
    ]
    assert exercise.cli("run", "alpha").code == 0
    planted = list(plant(exercise.project, exercise.tutorial("alpha")))
    missed += [kind for kind, caught in planted if not caught]
    assert (missed, false) == ([], [])
    assert len(changes) + len(planted) >= 100
    interactive = {"data of an interactive figure"}  # which this page does not have
    assert {kind for kind, _ in planted} == KINDS.keys() - interactive


def _settings():
    """Fifty surroundings in which the same results must come out."""
    threads, zones = ("1", "2", "7"), ("UTC", "America/Lima", "Asia/Kathmandu", "Pacific/Apia")
    locales = ("C", "C.UTF-8", "tr_TR.UTF-8", "es_PE.UTF-8")
    every = [
        {"OMP_NUM_THREADS": count, "TZ": zone, "LC_ALL": locale}
        for count, zone, locale in itertools.product(threads, zones, locales)
    ]
    return [
        *every,
        {"ATEN_CPU_CAPABILITY": "default"},
        {"PYTHONHASHSEED": "7", "MPLBACKEND": "svg"},
    ]


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_fifty_clean_verifications_are_exact(course, tmp_path):  # noqa: F811
    settings = _settings()
    wrong = []
    for number, setting in enumerate(settings):
        home = tmp_path / f"home {number}"
        home.mkdir()
        umask = (0o022, 0o077, 0o002)[number % 3]
        done = subprocess.run(
            [sys.executable, "-m", "tutorial_build.cli", "verify", "--all", "--require-all"],
            cwd=course.root,
            env={**os.environ, "HOME": str(home), **setting},
            capture_output=True,
            text=True,
            check=False,
            umask=umask,
        )
        if done.returncode or done.stdout.count("= frozen") != 2:
            wrong.append((setting, oct(umask), done.stdout, done.stderr))
    assert wrong == []
    assert len(settings) == 50
