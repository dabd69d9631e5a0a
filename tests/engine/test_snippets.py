""" "Copy with what it needs": the rule, and that every cell of every page runs when copied so."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tutorial_build.page.snippets import needed, pieces, snippet_data
from tutorial_build.source.course import read_course
from tutorial_build.source.script import Code, Tutorial

ROOT = Path(__file__).parents[2]
COURSE = read_course(ROOT)
SCRIPT = ROOT / "docs" / "theme" / "assets" / "js" / "snippets.js"


def tutorial(*cells):
    return Tutorial("examples/m/x.py", {"title": "a // b"}, cells)


PAGE = tutorial(
    Code(1, "import os\nx = 1"),
    Code(3, "import sys\nimport os\nx / 0", "", {"raises": "ZeroDivisionError: by"}),
    Code(6, "from math import (\n    pi,\n)\nprint('uno // one', pi)"),
    Code(9, "import re\ny = 2", "", {"exercise": "E1", "role": "setup"}),
    Code(12, "y + 1", "", {"exercise": "E1", "role": "solution"}),
    Code(14, "pip install x", "", {"tags": ["recipe"], "lang": "bash"}),
)


def test_imports_come_first_and_once_and_raising_cells_are_caught():
    found = pieces(PAGE, "en")
    assert needed(found, 2) == (
        "import os\nimport sys\nfrom math import (\n    pi,\n)\nx = 1\n"
        "try:\n    x / 0\nexcept ZeroDivisionError as error:\n"
        '    print(f"ZeroDivisionError: {error}")\n'
        "print('one', pi)"
    )


def test_a_raising_cell_can_itself_be_copied():
    assert needed(pieces(PAGE, "es"), 1) == "import os\nimport sys\nx = 1\nx / 0"


def test_an_import_that_must_fail_stays_where_it_is():
    cell = Code(1, "import torhc\nx = 1", "", {"raises": "ModuleNotFoundError: torhc"})
    found = pieces(tutorial(cell, Code(5, "import os")), "en")
    assert needed(found, 1) == (
        "import os\ntry:\n    import torhc\n    x = 1\nexcept ModuleNotFoundError as error:\n"
        '    print(f"ModuleNotFoundError: {error}")'
    )


def test_an_exercise_needs_only_its_own_cells():
    assert needed(pieces(PAGE, "es"), 4) == "import re\ny = 2\ny + 1"


def test_a_recipe_is_not_copied():
    assert needed(pieces(PAGE, "es"), 5) == ""


def test_no_tag_in_the_code_can_end_the_data():
    data = snippet_data(tutorial(Code(1, "x = '</script>'")), "es")
    assert data.count("</script>") == 1
    assert json.loads(data.partition(">")[2].removesuffix("</script>"))[0][1] == "x = '</script>'"


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("slug", COURSE.tutorials)
def test_what_is_copied_from_every_cell_of_every_page_is_whole_python(slug, lang):
    found = pieces(COURSE.tutorials[slug], lang)
    for number, piece in enumerate(found):
        if piece:
            compile(needed(found, number), f"{slug}:{number}", "exec")


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["gradient_descent", "autograd"])
def test_the_last_cell_of_a_page_runs_with_all_it_needs(slug, tmp_path, python):
    # Each earlier cell copies a part of this, in the same order.
    found = pieces(COURSE.tutorials[slug], "en")
    page = [n for n, piece in enumerate(found) if piece and not piece.scope]
    done = python(needed(found, page[-1]), tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node: apt install nodejs")
def test_the_script_of_the_page_follows_the_same_rule(tmp_path):
    data = snippet_data(PAGE, "en").partition(">")[2].removesuffix("</script>")
    body = SCRIPT.read_text(encoding="utf-8")
    rule = body[body.index("function needed") : body.index("function addButton")]
    program = tmp_path / "rule.js"
    program.write_text(
        f"{rule}\nconst pieces = {data}\n"
        "console.log(JSON.stringify(pieces.map((p, n) => p ? needed(pieces, n) : '')))",
        encoding="utf-8",
    )
    done = subprocess.run(["node", program], capture_output=True, text=True, check=True)
    found = pieces(PAGE, "en")
    assert json.loads(done.stdout) == [needed(found, n) for n in range(len(found))]


@pytest.fixture
def python():
    import os
    import sys

    def run(code, folder):
        environment = {**os.environ, "MPLBACKEND": "agg", "TUTORIAL_LANG": "en"}
        return subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            cwd=folder,
            env=environment | {"OMP_NUM_THREADS": "1"},
            timeout=120,
            check=False,
        )

    return run
