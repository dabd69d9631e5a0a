"""Practice notebooks: filled in with the solutions, each runs to its end and is right."""

import json
import os
import subprocess
import sys
from subprocess import PIPE

import nbformat
import pytest

from tutorial_build.page.page import join
from tutorial_build.results.records import Standing
from tutorial_build.site import downloads
from tutorial_build.source.course import read_course

from .conftest import REPOSITORY

DATA = os.environ.get("TUTORIAL_DATA", "")  # before `bare_machine` takes it away


@pytest.fixture
def python():
    """Run a script in a fresh process: its exit code and what it printed."""
    command = [sys.executable, REPOSITORY / "tests" / "warm_python.py"]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as warm:

        def run(script, settings):
            output = script.with_suffix(".txt")
            print(json.dumps([str(script), str(output), settings]), file=warm.stdin, flush=True)
            return int(warm.stdout.readline()), output.read_text(encoding="utf-8")

        yield run
        warm.stdin.close()


def answers(lesson):
    """Starting point → solution of every exercise."""
    found = {}
    for cell in lesson.code:
        if cell.role in ("starter", "solution"):
            found.setdefault(cell.exercise, {})[cell.role] = cell.source
    return {pair["starter"]: pair["solution"] for pair in found.values()}


def filled_in(lesson):
    """The code of the practice notebook with the solutions in place; "" where there is none."""
    book = downloads.practice(join(lesson, Standing.STALE), "http://x/", "")
    if book is None:
        return ""
    solutions = answers(lesson)
    cells = [cell.source for cell in nbformat.reads(book, 4).cells if cell.cell_type == "code"]
    code = "\n".join(solutions.pop(source, source) for source in cells)
    assert not solutions, f"{lesson.path}: a starting point is not in the notebook"
    return code


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_practice_notebooks_run_once_their_starters_are_filled_in(lang, python, tmp_path):
    offenders, left_out = [], []
    for slug, tutorial in read_course(REPOSITORY).tutorials.items():
        lesson = tutorial.into(lang)
        if lesson.data and not DATA:
            left_out.append(slug)
            continue
        (tmp_path / slug).mkdir()
        script = tmp_path / slug / "practice.py"
        script.write_text(filled_in(lesson), encoding="utf-8")
        settings = {"TUTORIAL_LANG": lang, "TUTORIAL_DATA": DATA, "MPLBACKEND": "agg"}
        done, said = python(script, settings)
        if done != 0 or said.count("✓") < len(answers(lesson)):
            offenders.append(f"{slug}: exit code {done}, {said}")
    assert not offenders, "\n".join(offenders)
    if left_out:
        pytest.skip(f"TUTORIAL_DATA is not set; the others ran, but not {', '.join(left_out)}")
