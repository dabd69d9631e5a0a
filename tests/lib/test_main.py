import os
import subprocess
import sys

import pytest

from tutorial_lib import __main__ as self_test
from tutorial_lib.data import fetch


@pytest.mark.slow
def test_the_self_test_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "tutorial_lib"], capture_output=True, text=True, check=True
    )
    assert "derivada de x³ en 2     12 ✓\n" in done.stdout
    assert "producto de matrices    8 ✓\n" in done.stdout
    assert "semilla 42 dos veces    0.8823 0.9150 0.3829 ✓\n" in done.stdout
    assert "✗" not in done.stdout
    assert done.stderr == ""


def test_without_torch_it_says_how_to_get_it_and_still_differentiates(monkeypatch, capsys):
    monkeypatch.setattr(self_test, "find_spec", lambda _: None)
    assert self_test.main() == 1
    out = capsys.readouterr().out
    assert "python -m pip install torch torchvision" in out
    assert "derivada de x³ en 2     12 ✓" in out


def test_it_speaks_english_too(monkeypatch, capsys):
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert self_test.main() == 0
    out = capsys.readouterr().out
    assert "free memory             " in out
    assert "seed 42 twice           0.8823" in out


def test_it_lists_the_data_that_are_there(monkeypatch, capsys, tmp_path):
    entry = {"url": [], "files": [{"path": "a.txt", "sha256": "0"}]}
    missing = {"url": [], "files": [{"path": "b.txt", "sha256": "0"}]}
    monkeypatch.setattr(self_test, "catalogue", lambda: {"here": entry, "gone": missing})
    monkeypatch.setattr(fetch, "catalogue", lambda: {"here": entry, "gone": missing})
    (tmp_path / "a.txt.gz").write_bytes(b"")
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))
    self_test.main()
    lines = capsys.readouterr().out.splitlines()
    assert "here                    está en esta máquina" in lines
    assert "gone                    –" in lines


@pytest.mark.parametrize("error", [AttributeError, ValueError, OSError])
def test_free_memory_may_be_unknown(monkeypatch, error):
    def unknown(_):
        raise error

    monkeypatch.setattr(os, "sysconf", unknown, raising=False)
    assert self_test.free_memory() == "desconocida"
