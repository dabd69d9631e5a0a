import importlib.util
import json
import subprocess
import sys

import pytest

from tutorial_build.authors import doctor


@pytest.fixture
def quick(monkeypatch):
    """Without loading torch."""
    monkeypatch.setattr(doctor, "_device", lambda: "cpu")


@pytest.mark.usefixtures("quick")
def test_it_says_what_there_is_and_how_to_get_the_rest(checkout):
    facts = json.loads(checkout.cli("doctor", "--json").out)
    assert facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert facts["numpy"][0].isdigit()
    assert facts["tutorials"] == "2 read, 0 wrong"
    for name in checkout.project.library.datasets:
        assert facts[f"data {name}"].startswith("missing; set TUTORIAL_DATA to ")


@pytest.mark.usefixtures("quick")
def test_data_that_is_there_is_found(checkout, tmp_path, monkeypatch):
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))
    name, entry = next(iter(checkout.project.library.datasets.items()))
    for file in entry["files"]:
        (tmp_path / file["path"]).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file["path"]).write_bytes(b"")
    facts = doctor.machine_facts(checkout.project, checkout.course)
    assert facts[f"data {name}"] == "found"
    others = set(checkout.project.library.datasets) - {name}
    assert all(facts[f"data {other}"].startswith("missing; ") for other in others)


@pytest.mark.usefixtures("quick")
def test_it_prints_a_line_a_fact(checkout):
    facts = json.loads(checkout.cli("doctor", "--json").out)
    lines = checkout.cli("doctor").out.splitlines()
    assert [line[: len(name)] for line, name in zip(lines, facts, strict=True)] == list(facts)


@pytest.mark.usefixtures("quick")
def test_a_package_that_is_missing_is_named_with_its_remedy(checkout, monkeypatch):
    monkeypatch.setattr(doctor, "PACKAGES", ("no-such-package",))
    facts = doctor.machine_facts(checkout.project, checkout.course)
    assert facts["no-such-package"] == "missing; pip install -e . -c constraints.txt"


@pytest.mark.usefixtures("quick")
def test_a_wrong_script_is_counted(checkout):
    checkout.edit("alpha", "# objectives:\n", "# objective:\n")
    assert json.loads(checkout.cli("doctor", "--json").out)["tutorials"] == "1 read, 1 wrong"


def test_without_torch_there_is_no_device(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert doctor._device() == "no torch"


def test_a_torch_that_is_broken_is_told_apart(monkeypatch):
    broken = subprocess.CompletedProcess([], 1, stdout="", stderr="ImportError")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: True)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: broken)
    assert doctor._device() == "torch cannot be imported"


@pytest.mark.slow
def test_with_torch_there_is_one():
    torch = pytest.importorskip("torch")
    found = torch.accelerator.current_accelerator()
    assert doctor._device() == str(found or "cpu")
