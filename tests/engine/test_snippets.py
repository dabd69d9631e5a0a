""" "Copy with what it needs": the pieces of a page, and that every cell runs when copied so.

The rule that puts pieces together is the page's own script, so node runs it here too.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tutorial_build.page.snippets import caught, snippet_data
from tutorial_build.source.course import read_course

from .conftest import REPOSITORY

SCRIPT = REPOSITORY / "docs" / "theme" / "assets" / "js" / "snippets.js"
needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="needs node: apt install nodejs"
)

PAGE = """\
# %%
import os
x = 1
# %%
#| raises: "ZeroDivisionError: by"
import sys
import os
x / 0
# %%
from math import (
    pi,
)
print('uno // one', pi)
# %%
#| exercise: E1
#| role: setup
import re
y = 2
# %%
#| exercise: E1
#| role: starter
y = ...
# %%
#| exercise: E1
#| role: solution
y + 1
# %%
#| exercise: E1
#| role: check
assert y
# %%
#| exercise: E1
#| role: wrong
#| message: no // no
y = 3
# %%
#| tags: [recipe]
#| lang: bash
# pip install x
# %%
#| tags: [page]
z = "only for the page"
# %%
#| tags: [hidden]
import json
# %%
x + 2
"""
SOLUTION, RECIPE, DRAWN, LAST = 5, 8, 9, 11


def pieces(lesson):
    """What a page carries, as its script reads it."""
    data = snippet_data(lesson)
    assert data.startswith('<script type="application/json" class="g-snippets">')
    return json.loads(data.partition(">")[2].removesuffix("</script>"))


def filled(lesson):
    """The pieces, with the text of each block in the place that waits for it."""
    found = pieces(lesson)
    for cell, piece in zip(lesson.code, found, strict=True):
        if piece and piece[1] is None:
            piece[1] = cell.source
    return found


def put_together(pages, folder):
    """For each page, each of its cells with all it needs, as the script in the reader's browser
    puts them together; "" for a cell that cannot be copied so."""
    body = SCRIPT.read_text(encoding="utf-8")
    rule = body[body.index("function needed") : body.index("function addButton")]
    program = folder / "rule.js"
    program.write_text(
        f"{rule}\nconst pages = {json.dumps(pages)}\nconsole.log(JSON.stringify("
        "pages.map(pieces => pieces.map((p, n) => p ? needed(pieces, n) : ''))))",
        encoding="utf-8",
    )
    done = subprocess.run(["node", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture
def copied(tutorial_of, tmp_path):
    """Each cell of a page in English, copied with what it needs."""

    def copy(cells):
        ((*found,),) = put_together([filled(tutorial_of(cells).into("en"))], tmp_path)
        return found

    return copy


def test_a_piece_is_imports_body_scope_and_what_is_caught(tutorial_of):
    spanish, english = (pieces(lesson) for lesson in tutorial_of(PAGE).lessons)
    assert english[0] == [["import os"], "x = 1", "", ""]
    assert english[1] == [
        ["import sys", "import os"],
        "x / 0",
        "",
        caught("x / 0", "ZeroDivisionError"),
    ]
    assert english[2] == [["from math import (\n    pi,\n)"], "print('one', pi)", "", ""]
    assert spanish[2][1] == "print('uno', pi)"
    assert english[SOLUTION] == [[], None, "E1", ""]  # its block says it
    assert english[10] == [["import json"], "", "", ""]


def test_what_no_reader_copies_is_no_piece(tutorial_of):
    found = pieces(tutorial_of(PAGE).into("es"))
    kept = [number for number, piece in enumerate(found) if piece]
    assert kept == [0, 1, 2, 3, SOLUTION, 10, LAST]
    assert "only for the page" not in json.dumps(found)


@needs_node
def test_imports_come_first_and_once_and_raising_cells_are_caught(copied):
    assert copied(PAGE)[2] == (
        "import os\nimport sys\nfrom math import (\n    pi,\n)\nx = 1\n"
        "try:\n    x / 0\nexcept ZeroDivisionError as error:\n"
        '    print(f"ZeroDivisionError: {error}")\n'
        "print('one', pi)"
    )


@needs_node
def test_hidden_cells_are_needed_and_those_of_the_page_are_not(copied):
    copy = copied(PAGE)[LAST]
    assert "import json\n" in copy
    assert copy.endswith("print('one', pi)\nx + 2")


@needs_node
def test_a_raising_cell_can_itself_be_copied(copied):
    assert copied(PAGE)[1] == "import os\nimport sys\nx = 1\nx / 0"


@needs_node
def test_an_import_that_must_fail_stays_where_it_is(copied):
    cells = "# %%\n#| raises: 'ModuleNotFoundError: torhc'\nimport torhc\nx = 1\n# %%\nimport os\n"
    assert copied(cells)[1] == (
        "import os\ntry:\n    import torhc\n    x = 1\nexcept ModuleNotFoundError as error:\n"
        '    print(f"ModuleNotFoundError: {error}")'
    )


@needs_node
def test_an_exercise_needs_only_its_own_cells(copied):
    assert copied(PAGE)[SOLUTION] == "import re\ny = 2\ny + 1"


@needs_node
def test_a_recipe_and_what_only_the_page_has_are_not_copied(copied):
    found = copied(PAGE)
    assert found[RECIPE] == found[DRAWN] == ""


def test_no_tag_in_the_code_can_end_the_data(tutorial_of):
    lesson = tutorial_of("# %%\nimport os\nx = '</script>'\n").into("es")
    assert snippet_data(lesson).count("</script>") == 1
    assert pieces(lesson)[0][1] == "x = '</script>'"


def test_what_only_claims_is_no_piece(tutorial_of):
    lesson = tutorial_of("# %%\nx = 1\n# %%\n#| tags: [claim]\nclaim('one', x, equals=1)\n").into(
        "es"
    )
    assert pieces(lesson) == [[[], None, "", ""], None]


@needs_node
def test_what_is_copied_from_every_cell_of_every_page_is_whole_python(tmp_path):
    lessons = [lesson for t in read_course(REPOSITORY).tutorials.values() for lesson in t.lessons]
    pages = put_together([filled(lesson) for lesson in lessons], tmp_path)
    offenders, copies = [], 0
    for lesson, page in zip(lessons, pages, strict=True):
        for cell, copy in zip(lesson.code, page, strict=True):
            copies += bool(copy)
            try:
                compile(copy, "copy", "exec")
            except SyntaxError as error:
                offenders.append(f"{lesson.path}:{cell.line} in {lesson.lang}: {error}")
    assert copies > 500
    assert not offenders, "\n".join(offenders)


@needs_node
@pytest.mark.slow
def test_the_last_cell_of_a_page_runs_with_all_it_needs(tmp_path):
    # Each earlier cell copies a part of this, in the same order.
    tutorials = read_course(REPOSITORY).tutorials
    offenders = []
    for slug in ("gradient_descent", "autograd"):
        lesson = tutorials[slug].into("en")
        (page,) = put_together([filled(lesson)], tmp_path)
        apart = [copy for cell, copy in zip(lesson.code, page, strict=True) if not cell.exercise]
        last = [copy for copy in apart if copy][-1]
        done = subprocess.run(
            [sys.executable, "-c", last],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "MPLBACKEND": "agg", "TUTORIAL_LANG": "en", "OMP_NUM_THREADS": "1"},
            timeout=120,
            check=False,
        )
        if done.returncode:
            offenders.append(f"{slug}: {done.stderr}")
    assert not offenders, "\n".join(offenders)
