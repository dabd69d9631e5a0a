"""Node, which runs the arithmetic of the widgets on cases made here."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = REPOSITORY / "docs" / "theme" / "assets" / "js" / "widgets"

Calls = list[tuple[str, list[Any]]]


@pytest.fixture(scope="session")
def node() -> Callable[[str, Calls], list[Any]]:
    """Call functions of a script: `node("i-1", [("loss", [means, [0, 0]])])` → their results."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("no node on this machine; install it to test the widgets' arithmetic")

    def call(script: str, calls: Calls) -> list[Any]:
        job = json.dumps({"script": str(SCRIPTS / f"{script}.js"), "calls": calls})
        command = [program, str(Path(__file__).with_name("run.cjs"))]
        done = subprocess.run(command, input=job, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        results: list[Any] = json.loads(done.stdout)
        return results

    return call
