"""What an author's editor and shell are given: tasks, problem matchers, a port."""

import json
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
import typer

from tutorial_build import cli
from tutorial_build.errors import ContentError

REPOSITORY = Path(__file__).parents[1]


def tasks():
    text = (REPOSITORY / ".vscode/tasks.json").read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def matchers():
    found = tasks()
    inner = [task["problemMatcher"] for task in found["tasks"] if "problemMatcher" in task]
    return [matcher["pattern"]["regexp"] for matcher in (found["problemMatcher"], *inner)]


def test_an_error_of_a_command_leads_to_its_line():
    line = str(ContentError("examples/m1_first/alpha.quiz.yml", 41, "a thing; do this"))
    found = re.search(matchers()[0], line)
    assert found
    assert found.groups() == ("examples/m1_first/alpha.quiz.yml", "41", "a thing; do this")


@pytest.mark.parametrize("level", ["ERROR   -  ", "WARNING -  "])
def test_an_error_of_serve_does_too(level):
    for pattern in matchers():
        found = re.search(pattern, f"{level}docs/es/index.md:3: a thing; do this")
        assert found
        assert found.groups() == ("docs/es/index.md", "3", "a thing; do this")


def test_other_lines_lead_nowhere():
    for pattern in matchers():
        for line in ("INFO    -  Building documentation...", "alpha es ran 0.1 s", "a: b: c"):
            assert not re.search(pattern, line)


def test_every_task_is_a_command_that_exists():
    known = set(typer.main.get_command(cli.app).commands)
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for task in tasks()["tasks"]:
        program, name, *_ = task["command"].split()
        if program == "make":
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), name
        else:
            assert (program, name in known) == (".venv/bin/tutorial", True), name


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_a_busy_port_is_one_line_before_anything_is_built():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = subprocess.run(
            ["make", "--silent", "serve", f"PORT={port}"],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stdout == f"port {port} is busy; choose another one: make serve PORT=8010\n"
