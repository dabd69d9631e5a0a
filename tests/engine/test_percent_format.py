"""Scripts open in Jupyter and in editors as what they are, and fit on a screen."""

import os
import re
import shutil

import jupytext.cli
import pytest

from tutorial_build.authors.scaffold import new_script
from tutorial_build.source.cells import Code
from tutorial_build.source.script import read_script

from .conftest import ALPHA, BETA, REPOSITORY, script
from .test_exercises import EXERCISE

COLUMNS = 100
EXAMPLES = sorted((REPOSITORY / "examples").glob("*/*.py"))
GOLDEN = sorted(
    path
    for path in (REPOSITORY / "tests" / "golden").glob("**/*.py")
    if path.read_text(encoding="utf-8").startswith("# ---\n")
)


def name(path):
    return path.relative_to(REPOSITORY).as_posix()


def round_trip(text):
    """What jupytext makes of a script, and the cells it saw."""
    book = jupytext.reads(text, fmt="py:percent")
    return jupytext.writes(book, fmt="py:percent"), [cell.cell_type for cell in book.cells]


def test_there_are_scripts_to_open():
    assert len(EXAMPLES) > 10
    assert len(GOLDEN) > 7


@pytest.mark.parametrize("scripts", [EXAMPLES, GOLDEN], ids=["examples", "golden"])
def test_jupytext_writes_every_script_back_byte_for_byte(scripts):
    offenders = []
    for path in scripts:
        text = path.read_bytes().decode("utf-8")
        written, _ = round_trip(text)
        lines = zip(text.split("\n"), written.split("\n"), strict=False)
        changed = [n for n, (old, new) in enumerate(lines, 1) if old != new]
        if written != text:
            offenders.append(f"{name(path)}: lines {changed[:5]} change")
    assert not offenders, "\n".join(offenders)


@pytest.mark.parametrize("text", [new_script(), new_script(example=True)], ids=["new", "example"])
def test_a_notebook_saved_beside_a_new_script_changes_no_byte_of_it(tmp_path, text):
    (tmp_path / "m1_first").mkdir()
    path = tmp_path / "m1_first" / "demo.py"
    path.write_text(text, encoding="utf-8")
    assert saved_in_jupyter(path, tmp_path) == text


def test_a_notebook_saved_beside_a_script_changes_no_byte_of_it(tmp_path):
    offenders = []
    for path in EXAMPLES:
        copy = shutil.copytree(path.parent, tmp_path / path.parent.name, dirs_exist_ok=True)
        if saved_in_jupyter(copy / path.name, tmp_path) != path.read_text(encoding="utf-8"):
            offenders.append(name(path))
    assert not offenders, "\n".join(offenders)


def saved_in_jupyter(path, folder):
    """What stands in a script once its paired notebook was made, and saved again."""
    shutil.copy(REPOSITORY / "examples/jupytext.toml", folder)
    for name in (path, path.with_suffix(".ipynb")):
        os.utime(name)
        assert jupytext.cli.jupytext(["--sync", "--quiet", str(name)]) == 0
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("scripts", [EXAMPLES, GOLDEN], ids=["examples", "golden"])
def test_jupytext_sees_the_cells_that_we_see(scripts):
    offenders = []
    for path in scripts:
        cells = read_script(path, REPOSITORY).cells
        kinds = [["code"] if isinstance(cell, Code) else ["markdown"] * 2 for cell in cells]
        wanted = ["raw", *(kind for cell in kinds for kind in cell)]  # the header is raw
        if round_trip(path.read_text(encoding="utf-8"))[1] != wanted:
            offenders.append(name(path))
    assert not offenders, "\n".join(offenders)


@pytest.mark.parametrize(
    "text",
    [new_script(), new_script(example=True), script(ALPHA), script(BETA), script(EXERCISE)],
    ids=["a new page", "an example", "alpha", "beta", "exercise"],
)
def test_jupytext_writes_other_scripts_back_too(text):
    assert round_trip(text)[0] == text


def columns(line):
    """How wide a line is; an address cannot be broken, so it does not count."""
    return len(re.sub(r"https?://\S+", "", line))


def test_no_line_of_a_script_is_wider_than_a_screen():
    offenders = [
        f"{name(path)}:{number}: {columns(line)} columns"
        for path in EXAMPLES
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if columns(line) > COLUMNS
    ]
    assert not offenders, "\n".join(offenders)


def test_an_address_does_not_count():
    address = "https://example.org/" + "a" * 200
    assert columns(f"# [uno]({address}") == len("# [uno](")
    assert columns("#" * 101) == 101
