import json
import os
import subprocess
import sys
from subprocess import PIPE

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.run.keys import Library, tutorial_key
from tutorial_build.site import downloads
from tutorial_build.source.course import read_course
from tutorial_build.source.exercises import check_exercises
from tutorial_build.source.script import Code

from .conftest import REPOSITORY, replace_in

DATA = os.environ.get("TUTORIAL_DATA", "")  # before `bare_machine` takes it away

EXERCISE = """\
# %% [markdown] lang="es" exercise="E1"
# ### E1 · Suma { #e1 }
# Suma `a` y `b`.

# %% [markdown] lang="en" exercise="E1"
# ### E1 · Add { #e1 }
# Add `a` and `b`.

# %% exercise="E1" role="setup"
a, b, seen = 20, 22, []

# %% exercise="E1" role="starter"
total = ...

# %% exercise="E1" role="solution"
seen.append("solution")
total = a + b
print(total)

# %% exercise="E1" role="check"
from tutorial_lib.checks import check

check("empieza de cero // starts afresh", len(seen), at_most=1)
check("la suma // the sum", total, equals=42, hint="usa + // use +")

# %% exercise="E1" role="wrong" message="llegó -2. Pista: usa + // got -2. Hint: use +"
total = a - b

# %% exercise="E1" role="wrong" message="llegó 440 // got 440"
seen.append("another namespace")
total = a * b
"""


@pytest.fixture
def exercise(checkout):
    """The small course with one exercise in alpha."""
    path = checkout.path("alpha")
    path.write_text(path.read_text(encoding="utf-8") + EXERCISE, encoding="utf-8")
    return checkout


def without(cells, role):
    """The exercise without the cells of a role."""
    parts = cells.split("# %% ")
    return "# %% ".join(part for part in parts if f'role="{role}"' not in part.split("\n")[0])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (EXERCISE.partition('# %% exercise="E1" role="setup"')[2], "has no statement"),
        (without(EXERCISE, "starter"), "has no starting point; add a cell with role="),
        (without(EXERCISE, "solution"), "has no solution; add a cell with role="),
        (without(EXERCISE, "check"), "has no check; add a cell with role="),
        (without(EXERCISE, "wrong"), "has 0 wrong answers; add cells with role="),
        (EXERCISE.rpartition("# %% ")[0], "has 1 wrong answers; add cells with role="),
    ],
)
def test_an_exercise_lacks_a_part(tutorial_of, cells, message):
    tutorial = tutorial_of(
        cells if cells.startswith("# %%") else '# %% exercise="E1" role="setup"' + cells
    )
    with pytest.raises(
        ContentError, match=rf"^examples/m1_first/demo\.py:8: exercise E1 {message}"
    ):
        check_exercises(tutorial)


@pytest.mark.parametrize("message", ["", ' message=""', ' message="una // two // tres"'])
def test_a_wrong_answer_needs_the_message_it_must_get(tutorial_of, message):
    tutorial = tutorial_of(EXERCISE.replace(' message="llegó 440 // got 440"', message))
    line = 8 + EXERCISE[: EXERCISE.index('seen.append("another')].count("\n") - 1
    with pytest.raises(ContentError, match=rf"demo\.py:{line}: .*message"):
        check_exercises(tutorial)


def test_a_page_without_check_is_an_error_and_the_others_are_built(exercise):
    path = exercise.path("alpha")
    path.write_text(without(path.read_text(encoding="utf-8"), "check"), encoding="utf-8")
    made = exercise.build()
    assert [error.message for error in made.errors] == [
        'exercise E1 has no check; add a cell with role="check"'
    ]
    assert "42" in exercise.page("beta")


def test_check_and_wrong_answers_run_apart_and_never_reach_the_page(exercise):
    made = exercise.build()
    assert not made.errors
    run = made.views["alpha"].results.run("en")
    *_, check, first, second = run["cells"]
    assert check["outputs"][0]["text"] == "✓ starts afresh\n✓ the sum"
    assert first["outputs"] == second["outputs"] == []
    page = exercise.page("alpha", "en")
    assert "starts afresh" not in page
    assert "a * b" not in page
    assert "tutorial check alpha E1 answer.py" in page


def test_a_wrong_answer_may_give_something_else_on_each_run(exercise):
    exercise.edit("alpha", "total = a - b", "import random\n\ntotal = random.random()")
    exercise.edit("alpha", "llegó -2. Pista: usa + // got -2. Hint: use +", "usa + // use +")
    assert exercise.cli("freeze", "alpha").code == 0
    assert exercise.cli("verify", "alpha").code == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "total = a * b",
            "total = b + a",
            ["this wrong answer passes the check; make the check stricter"],
        ),
        (
            "total = a * b",
            "total = a / b",
            [
                "expected a CheckError with ",
                " 440', got CheckError: ✗ ",
                " 0.909091. ",
                " usa +",
                " use +",
            ],
        ),
        (
            "total = a * b",
            "total = a * c",
            [" 440', got NameError: name 'c' is not defined; correct one of them"],
        ),
        (
            "llegó 440 // got 440",
            "llegó 440 // got 44 0",
            ["[en] expected a CheckError with 'got 44 0', got CheckError: ✗ the sum"],
        ),
    ],
)
def test_a_wrong_answer_that_is_not_refused_as_announced_is_named_by_line(
    exercise, old, new, message
):
    exercise.edit("alpha", old, new)
    (error,) = exercise.build().errors
    lines = exercise.path("alpha").read_text(encoding="utf-8").split("\n")
    assert lines[error.line - 1] == 'seen.append("another namespace")'
    other = " use +" if error.message.startswith("[es]") else " usa +"
    for part in message:
        assert part in error.message or part == other


def test_a_solution_that_fails_its_check_is_an_error(exercise):
    exercise.edit("alpha", "total = a + b", "total = a + b + 1")
    (error,) = exercise.build().errors
    assert "CheckError: ✗" in error.message
    assert "43. " in error.message


def test_wrong_answers_and_their_messages_are_part_of_the_key(exercise):
    def key():
        return tutorial_key(exercise.tutorial("alpha"), Library(exercise.project.library.folder))

    keys = [key()]
    for old, new in (
        ("total = a * b", "total = b * a"),
        ("got 440", "got 44"),
        ("equals=42", "equals=42.0"),
    ):
        exercise.edit("alpha", old, new)
        keys.append(key())
    assert len(set(keys)) == 4


def test_downloads_hold_the_check_and_no_wrong_answer(exercise):
    tutorial = exercise.tutorial("alpha")
    script = downloads.script(tutorial, None, "en", "http://x/")
    assert 'check("the sum", total, equals=42, hint="use +")' in script
    assert "a * b" not in script
    book = downloads.practice(tutorial, "en", "http://x/", "")
    sources = ["".join(cell["source"]) for cell in json.loads(book)["cells"]]
    assert [source.split("\n")[0] for source in sources[2:]] == [
        "### E1 · Add",
        "a, b, seen = 20, 22, []",
        "total = ...",
        "from tutorial_lib.checks import check",
    ]


@pytest.mark.parametrize(
    ("answer", "code", "out", "err"),
    [
        ("total = a + b\n", 0, "✓ empieza de cero\n✓ la suma\n", ""),
        (
            "total = a - b  # una // two // tres\n",
            1,
            "✓ empieza de cero\n",
            "✗ la suma: se esperaba 42; llegó -2. Pista: usa +\n",
        ),
        ("\ntotal = a + c\n", 1, "", "answer.py:2: NameError: name 'c' is not defined\n"),
        ("pass\n", 1, "✓ empieza de cero\n", "answer.py: NameError: name 'total' is not defined\n"),
        ("total = (\n", 1, "", "answer.py:1: SyntaxError: '(' was never closed\n"),
        ("import os\nos._exit(3)\n", 1, "", "answer.py: [es] the process ended with exit code 3"),
    ],
)
def test_an_answer_is_checked_from_a_terminal(exercise, answer, code, out, err):
    (exercise.root / "answer.py").write_text(answer, encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert (done.code, done.out) == (code, out)
    assert done.err.startswith(err)
    assert bool(done.err) == bool(err)


def test_an_answer_is_checked_in_english(exercise):
    (exercise.root / "answer.py").write_text("total = ...\n", encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py", "--lang", "en")
    assert "✗ the sum: expected 42; there is still '...' in its place. Hint: use +" in done.err


@pytest.mark.slow
def test_an_answer_without_end_is_stopped(exercise):
    replace_in(exercise.path("alpha"), "# ---\n# %%", "# seconds: 4\n# ---\n# %%")
    (exercise.root / "answer.py").write_text("while True:\n    pass\n", encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert done.code == 1
    assert "answer.py: [es] still running after 4 s" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gamma", "E1", "answer.py"), "no tutorial 'gamma'"),
        (("alpha", "E7", "answer.py"), "no exercise 'E7'; there are E1"),
        (("alpha", "E1", "nothing.py"), "no file 'nothing.py'"),
        (("alpha", "E1", "answer.py", "--lang", "fr"), "expected the language es or en, got 'fr'"),
    ],
)
def test_a_misuse_is_told_apart_from_a_wrong_answer(exercise, arguments, message):
    (exercise.root / "answer.py").write_text("total = 42\n", encoding="utf-8")
    done = exercise.cli("check", *arguments)
    assert done.code == 2
    assert message in " ".join(done.err.replace("│", "").split())


@pytest.fixture(scope="session")
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


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("slug", sorted(read_course(REPOSITORY).tutorials))
def test_a_practice_notebook_runs_once_its_starters_are_filled_in(slug, lang, python, tmp_path):
    tutorial = read_course(REPOSITORY).tutorials[slug]
    if tutorial.data and not DATA:
        pytest.skip(f"TUTORIAL_DATA is not set; {slug} needs {', '.join(tutorial.data)}")
    book = downloads.practice(tutorial, lang, "http://x/", "")
    solutions = {}
    for cell in tutorial.cells:
        if isinstance(cell, Code) and cell.role in ("starter", "solution"):
            solutions.setdefault(cell.exercise, {})[cell.role] = cell.localised(lang)
    filled = {pair["starter"]: pair["solution"] for pair in solutions.values()}
    sources = ["".join(c["source"]) for c in json.loads(book)["cells"] if c["cell_type"] == "code"]
    code = "\n".join(filled.pop(source, source) for source in sources)
    assert not filled
    (tmp_path / "practice.py").write_text(code, encoding="utf-8")
    settings = {"TUTORIAL_LANG": lang, "TUTORIAL_DATA": DATA, "MPLBACKEND": "agg"}
    done, said = python(tmp_path / "practice.py", settings)
    assert done == 0, said
    assert said.count("✓") >= len(solutions)
