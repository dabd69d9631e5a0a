import os
import random
import subprocess
import sys

import numpy as np
import pytest
import torch

from tutorial_lib import runtime
from tutorial_lib.runtime import language, pick_device, say, seed_everything, versions


def draw():
    return random.random(), np.random.rand(), torch.rand(1).item()


def test_one_seed_fixes_the_three_generators():
    seed_everything(7)
    first = draw()
    seed_everything(7)
    assert draw() == first
    seed_everything(8)
    assert all(a != b for a, b in zip(draw(), first, strict=True))


def test_seeds_work_without_torch(monkeypatch):
    monkeypatch.setattr(runtime, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "torch", None)  # importing it would fail
    seed_everything(7)
    assert np.random.rand() == np.random.RandomState(7).rand()


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_is_named(seed):
    with pytest.raises(ValueError, match=rf"expected a seed in \[0, 2\*\*32\), got {seed}"):
        seed_everything(seed)


@pytest.mark.parametrize("seed", [np.random.default_rng(42).integers(1000), torch.tensor(7)])
def test_a_seed_may_be_an_integer_of_numpy_or_torch(seed):
    seed_everything(seed)
    first = draw()
    seed_everything(int(seed))
    assert draw() == first


@pytest.mark.parametrize("seed", [42.0, 1.5, float("nan"), "7", None])
def test_what_is_no_integer_is_no_seed_and_changes_nothing(seed):
    state = random.getstate()
    with pytest.raises(ValueError, match=r"expected a seed in \[0, 2\*\*32\), got"):
        seed_everything(seed)
    assert random.getstate() == state


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_a_console_that_lacks_a_mark_stops_nothing(encoding):
    code = """
from tutorial_lib import check, check_raises, claim
claim("pi", 3.14, equals=3.14, says="π")
check("año", 1, equals=1)
check_raises("raíz", lambda: (-1.0).hex("x"), TypeError)
print("to the end")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=True,
    )
    lines = done.stdout.decode(encoding).splitlines()
    mark = "✓" if encoding == "utf-8" else "ok"
    assert [line.split()[0] for line in lines] == [mark, mark, mark, "to"]


def test_the_device_is_the_cpu_without_an_accelerator(monkeypatch):
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
    assert pick_device() == torch.device("cpu")


def test_the_device_is_the_accelerator_where_there_is_one(monkeypatch):
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: torch.device("mps"))
    assert pick_device() == torch.device("mps")


def test_versions_leave_out_what_is_not_installed(monkeypatch):
    monkeypatch.setattr(runtime, "PACKAGES", ("numpy", "a-package-nobody-has"))
    assert versions() == {"python": sys.version.split()[0], "numpy": np.__version__}


def test_the_language_is_spanish_unless_told(monkeypatch):
    assert language() == "es"
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert language() == "en"
    monkeypatch.setenv("TUTORIAL_LANG", "fr")
    with pytest.raises(ValueError, match="expected TUTORIAL_LANG to be 'es' or 'en', got 'fr'"):
        language()


def test_say_takes_the_side_of_the_run(monkeypatch):
    assert say("pérdida // loss") == "pérdida"
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert say("pérdida // loss") == "loss"


def test_text_without_the_mark_serves_both():
    assert say("MSE") == "MSE"
    assert say("5//2") == "5//2"  # no spaces: not the mark
    assert say(r"7 \// 2 // 7 over 2") == "7 // 2"


def test_two_marks_are_an_error():
    with pytest.raises(ValueError, match="expected one ' // ' between Spanish and English"):
        say("a // b // c")
