import nbformat
import pytest

from tutorial_build.errors import ContentError
from tutorial_build.page.page import join
from tutorial_build.results.records import Standing, State
from tutorial_build.results.update import everything, run_tutorials, state_of
from tutorial_build.run.protocol import Text
from tutorial_build.site import downloads
from tutorial_build.source.exercises import asked_names, check_exercises, exercises, for_learners

from .conftest import replace_in

EXERCISE = """\
# %% [markdown] lang="es" exercise="E1"
# ### E1 · Suma { #e1 }
# Suma `a` y `b`.

# %% [markdown] lang="en" exercise="E1"
# ### E1 · Add { #e1 }
# Add `a` and `b`.

# %%
#| exercise: E1
#| role: setup
a, b, seen = 20, 22, []

# %%
#| exercise: E1
#| role: starter
total = ...

# %%
#| exercise: E1
#| role: solution
seen.append("solution")
total = a + b
print(total)

# %%
#| exercise: E1
#| role: check
from tutorial_lib.checks import check

check("empieza de cero // starts afresh", len(seen), at_most=1)
check("la suma // the sum", total, equals=42, hint="usa + // use +")

# %%
#| exercise: E1
#| role: wrong
#| message: "llegó -2. Pista: usa + // got -2. Hint: use +"
total = a - b

# %%
#| exercise: E1
#| role: wrong
#| message: llegó 440 // got 440
seen.append("another namespace")
total = a * b
"""


def add_exercise(checkout):
    """Put the exercise at the end of alpha."""
    path = checkout.path("alpha")
    path.write_text(path.read_text(encoding="utf-8") + EXERCISE, encoding="utf-8")
    return checkout


@pytest.fixture
def exercise(checkout):
    """The small course with one exercise in alpha."""
    return add_exercise(checkout)


def without(cells, role):
    """The exercise without the cells of a role."""
    parts = cells.split("# %%")
    kept = [part for part in parts if f"\n#| role: {role}\n" not in part]
    assert len(kept) < len(parts)
    return "# %%".join(kept)


def test_an_exercise_is_whole(tutorial_of):
    tutorial = tutorial_of(EXERCISE)
    assert not list(check_exercises(tutorial))
    ((name, cells),) = exercises(tutorial.into("en")).items()
    assert name == "E1"
    roles = ["", "setup", "starter", "solution", "check", "wrong", "wrong"]
    assert [cell.role for cell in cells] == roles
    assert cells[0].text == "### E1 · Add { #e1 }\nAdd `a` and `b`."


def test_cells_of_each_exercise_are_found_apart(tutorial_of):
    tutorial = tutorial_of(
        "# %%\n1\n" + EXERCISE + EXERCISE.replace("E1", "E2").replace("#e1", "#e2")
    )
    found = exercises(tutorial.into("es"))
    assert {name: len(cells) for name, cells in found.items()} == {"E1": 7, "E2": 7}


WRONG_ANSWERS = "{} wrong answers; add cells with role: wrong and message: until there are 2"
LACKS = {
    "statement": (
        EXERCISE[EXERCISE.index("# %%\n") :],
        "has no statement; add a markdown pair",
    ),
    "starter": (
        without(EXERCISE, "starter"),
        "has no starting point; add a cell with role: starter",
    ),
    "solution": (
        without(EXERCISE, "solution"),
        "has no solution; add a cell with role: solution",
    ),
    "check": (without(EXERCISE, "check"), "has no check; add a cell with role: check"),
    "wrong": (without(EXERCISE, "wrong"), f"has {WRONG_ANSWERS.format(0)}"),
    "one wrong": (EXERCISE.rpartition("# %%\n")[0], f"has {WRONG_ANSWERS.format(1)}"),
}


@pytest.mark.parametrize("part", LACKS)
def test_an_exercise_that_lacks_a_part_is_named_by_its_first_line(tutorial_of, part):
    cells, message = LACKS[part]
    (error,) = check_exercises(tutorial_of(cells))
    assert str(error) == f"examples/m1_first/demo.py:8: exercise E1 {message}"


def test_a_setup_is_not_needed(tutorial_of):
    assert not list(check_exercises(tutorial_of(without(EXERCISE, "setup"))))


def test_a_wrong_answer_needs_the_message_it_must_get(tutorial_of):
    tutorial = tutorial_of(EXERCISE.replace("#| message: llegó 440 // got 440\n", ""))
    head = 8 + EXERCISE[: EXERCISE.rindex("# %%\n")].count("\n")
    (error,) = check_exercises(tutorial)
    assert str(error) == (
        f"examples/m1_first/demo.py:{head}: a wrong answer needs what its check says of it; "
        'add message: "es // en"'
    )


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        ('""', 'no message; write message: "es // en"'),
        (
            "uno // two // tres",
            "'uno // two // tres' holds ' // ' 2 times; write \\// for a slash",
        ),
    ],
)
def test_the_message_of_a_wrong_answer_is_a_text(tutorial_of, message, complaint):
    line = 8 + EXERCISE[: EXERCISE.index("#| message: llegó 440")].count("\n")
    with pytest.raises(ContentError) as caught:
        tutorial_of(EXERCISE.replace("llegó 440 // got 440", message))
    assert str(caught.value) == f"examples/m1_first/demo.py:{line}: {complaint}"


def test_a_page_without_check_is_an_error_and_the_others_are_built(exercise):
    path = exercise.path("alpha")
    path.write_text(without(path.read_text(encoding="utf-8"), "check"), encoding="utf-8")
    made = exercise.build()
    assert [error.message for error in made.errors] == [
        "exercise E1 has no check; add a cell with role: check"
    ]
    assert "42" in exercise.page("beta")


def test_check_and_wrong_answers_run_apart_and_never_reach_the_page(exercise):
    made = exercise.build()
    assert not made.errors
    *_, solution, check, first, second = made.pages["alpha"]["en"].ran
    assert [cell.cell.role for cell in (check, first, second)] == ["check", "wrong", "wrong"]
    assert solution.left.outputs == [Text("42")]
    assert check.left.outputs == [Text("✓ starts afresh\n✓ the sum")]
    assert first.left.outputs == second.left.outputs == []
    page = exercise.page("alpha", "en")
    assert "Add `a` and `b`." in page
    assert "starts afresh" not in page
    assert "a * b" not in page
    assert "tutorial check alpha E1 answer.py --lang en" in page


def test_a_wrong_answer_may_give_something_else_on_each_run(exercise):
    exercise.edit("alpha", "total = a - b", "import random\n\ntotal = random.random()")
    exercise.edit("alpha", "llegó -2. Pista: usa + // got -2. Hint: use +", "usa + // use +")
    assert exercise.cli("freeze", "alpha").code == 0
    assert exercise.cli("verify", "alpha").code == 0


REFUSED_OTHERWISE = {
    "it passes the check": (
        ("total = a * b", "total = b + a"),
        "this wrong answer passes the check; make the check stricter",
    ),
    "it is refused for something else": (
        ("total = a * b", "total = a / b"),
        "expected a CheckError with 'got 440', got CheckError: ✗ the sum: "
        "got 0.909091. Hint: use +; correct one of them",
    ),
    "it fails": (
        ("total = a * b", "total = a * c"),
        "expected a CheckError with 'got 440', got NameError: name 'c' is not defined; "
        "correct one of them",
    ),
}


@pytest.mark.parametrize("why", REFUSED_OTHERWISE)
def test_a_wrong_answer_that_is_not_refused_as_announced_is_named_by_line(exercise, why):
    change, message = REFUSED_OTHERWISE[why]
    exercise.edit("alpha", *change)
    (error,) = exercise.build().errors
    lines = exercise.path("alpha").read_text(encoding="utf-8").split("\n")
    assert lines[error.line - 1] == 'seen.append("another namespace")'
    assert english(error.message) == message


def english(message):
    """A message of the run that came first, in English: both languages run side by side."""
    lang, _, text = message.partition("] ")
    assert lang in ("[es", "[en")
    for spanish, other in (
        ("llegó", "got"),
        ("se esperaba", "expected"),
        ("la suma", "the sum"),
        ("Pista: usa", "Hint: use"),
    ):
        text = text.replace(spanish, other)
    return text


def test_a_message_that_one_language_does_not_get_is_named(exercise):
    exercise.edit("alpha", "llegó 440 // got 440", "llegó 440 // got 44 0")
    (error,) = exercise.build().errors
    assert error.message == (
        "[en] expected a CheckError with 'got 44 0', got CheckError: ✗ the sum: "
        "got 440. Hint: use +; correct one of them"
    )


def test_a_solution_that_fails_its_check_is_an_error(exercise):
    exercise.edit("alpha", "total = a + b", "total = a + b + 1")
    (error,) = exercise.build().errors
    assert english(error.message) == (
        "CheckError: ✗ the sum: got 43. Hint: use +; mend the cell or announce it with raises:"
    )
    lines = exercise.path("alpha").read_text(encoding="utf-8").split("\n")
    assert lines[error.line - 1].startswith('check("la suma')


RIGHT = """
# %%
#| exercise: E1
#| role: right
total = sum([a, b])
"""


def add_right(checkout, answer="sum([a, b])"):
    path = checkout.path("alpha")
    cell = RIGHT.replace("sum([a, b])", answer)
    path.write_text(path.read_text(encoding="utf-8") + cell, encoding="utf-8")


def test_another_right_answer_is_accepted_and_never_shown(exercise):
    add_right(exercise)
    made = exercise.build()
    assert not made.errors
    assert made.pages["alpha"]["en"].ran[-1].left.outputs == []
    assert "sum([a, b])" not in exercise.page("alpha", "en")


@pytest.mark.parametrize(
    ("answer", "came"),
    [
        ("a + b + 1", "CheckError: ✗ the sum: got 43. Hint: use +"),
        ("a + c", "NameError: name 'c' is not defined"),
    ],
)
def test_a_right_answer_that_is_refused_is_named_by_line(exercise, answer, came):
    add_right(exercise, answer)
    (error,) = exercise.build().errors
    lines = exercise.path("alpha").read_text(encoding="utf-8").split("\n")
    assert lines[error.line - 1] == f"total = {answer}"
    assert english(error.message) == (
        f"this right answer is refused: {came}; make the check accept it"
    )


def test_an_answer_that_is_right_only_the_first_time_is_named(exercise):
    add_right(exercise, "0 if seen else a + b\nseen.append(1)")
    (error,) = exercise.build().errors
    assert english(error.message).startswith(
        "this answer was accepted, and run again in the same namespace it is refused: ✗ the sum: "
        "got 0. Hint: use +; "
    )


def test_a_wrong_answer_after_which_the_solution_is_refused_is_named(exercise):
    exercise.edit("alpha", "total = a - b", "total = a - b\na = b")
    (error,) = exercise.build().errors
    lines = exercise.path("alpha").read_text(encoding="utf-8").split("\n")
    assert lines[error.line - 1] == "total = a - b"
    assert english(error.message).startswith(
        "after this wrong answer, in the same namespace, the solution is refused: ✗ the sum: got 44"
    )


def test_what_an_answer_is_to_make_is_what_its_check_reads(tutorial_of):
    lesson = tutorial_of(EXERCISE).into("es")
    assert asked_names(lesson, "E1") == ("total",)


def test_learners_get_setup_check_and_names_of_every_exercise_and_no_solution(tutorial_of):
    found = for_learners([tutorial_of(EXERCISE)], "en")["demo"]["E1"]
    assert found.keys() == {"setup", "check", "names"}
    assert (found["setup"], found["names"]) == ("a, b, seen = 20, 22, []", ("total",))
    assert 'check("the sum"' in found["check"]


def stale(checkout):
    """What `alpha` has to run, and why."""
    return state_of(checkout.project, checkout.tutorial("alpha")).stale


OF_THE_EXERCISE = {
    "its setup": ("seen = 20, 22, []", "seen = 20, 22, list()"),
    "its solution": ("total = a + b\n", "total = b + a\n"),
    "its check": ("equals=42", "equals=42.0"),
    "a wrong answer": ("total = a * b", "total = b * a"),
    "the message of a wrong answer": ("got 440", "got 44"),
}


@pytest.mark.parametrize("what", OF_THE_EXERCISE)
def test_an_exercise_is_stale_alone_after_an_edit_of(exercise, what):
    assert exercise.cli("freeze", "alpha").code == 0
    exercise.edit("alpha", *OF_THE_EXERCISE[what])
    assert stale(exercise) == {"E1": ["code E1"]}
    before = exercise.frozen_files()
    assert exercise.cli("freeze", "alpha").code == 0
    changed = {name for name, data in exercise.frozen_files().items() if before[name] != data}
    assert changed <= {"m1_first/alpha/results.json", "m1_first/alpha/sidecar.json"}
    assert stale(exercise) == {}


def test_a_new_right_answer_runs_its_exercise_and_nothing_else(exercise):
    assert exercise.cli("freeze", "alpha").code == 0
    add_right(exercise)
    assert stale(exercise) == {"E1": ["code E1"]}


def test_a_starter_a_statement_and_a_hint_run_nothing(exercise):
    assert exercise.cli("freeze", "alpha").code == 0
    exercise.edit("alpha", "total = ...", "total = ...  # tu suma // your sum")
    exercise.edit("alpha", "# Suma `a` y `b`.", "# Súmalos.")
    assert stale(exercise) == {}


def test_the_page_is_stale_without_its_exercise(exercise):
    assert exercise.cli("freeze", "alpha").code == 0
    exercise.edit("alpha", "abs=1.0", "abs=0.9")
    assert stale(exercise) == {"page": ["code page"]}


def test_what_only_a_wrong_answer_used_makes_its_exercise_stale(exercise):
    answer = "from tutorial_lib.data.splits import split_indices\n\n"
    answer += "split_indices(9, val_fraction=0.5, seed=1)\n"
    exercise.edit("alpha", "total = a - b\n", f"{answer}total = a - b\n")
    assert exercise.cli("freeze", "alpha").code == 0
    used = "call tutorial_lib.data.splits split_indices"
    parts = state_of(exercise.project, exercise.tutorial("alpha")).results.parts
    assert {name for name, part in parts.items() if used in part.facts} == {"E1"}
    library = exercise.root / "src/tutorial_lib"
    replace_in(library / "data/splits.py", "if n < 2:", "if 2 > n:")
    assert stale(exercise) == {"E1": [used]}


def test_a_run_of_a_page_names_the_runs_of_its_exercises(exercise):
    done = exercise.cli("run", "alpha")
    assert done.code == 0
    said = {line.partition(" ran ")[0] for line in done.out.splitlines() if " ran " in line}
    assert said == {"alpha es", "alpha en", "alpha E1 es", "alpha E1 en"}
    assert "42\n✓ empieza de cero\n✓ la suma\n" in done.out


FIGURE = """
# %%
#| alt: uno // one
import matplotlib.pyplot as plt

plt.figure(figsize=(2, 1))
plt.plot([1, 2])
plt.show()
"""


def test_a_page_keeps_its_figures_while_an_exercise_alone_runs(checkout):
    path = checkout.path("alpha")
    path.write_text(path.read_text(encoding="utf-8") + FIGURE, encoding="utf-8")
    add_exercise(checkout)
    assert checkout.cli("freeze", "alpha").code == 0
    checkout.edit("alpha", "print(total)", "print(total, total)")
    made = checkout.build()
    assert not made.errors
    (figure,) = made.pages["alpha"]["es"].figures
    assert figure.folder == checkout.root / "build/store/m1_first/alpha"
    assert (figure.folder / figure.picture.light).is_file()
    assert made.pages["alpha"]["es"].ran[-4].left.outputs == [Text("42 42")]


def test_an_exercise_that_cannot_run_here_leaves_the_page_as_it_was(exercise):
    exercise.edit("alpha", 'seen.append("solution")', "import no_such_package")
    made = exercise.build()
    assert not made.errors
    assert made.pages["alpha"]["en"].standing is Standing.OUTDATED
    assert "la suma es 3.6559" in exercise.page("alpha")
    assert made.pages["alpha"]["en"].ran[-4].left.outputs == []  # it never ran


# What a solution may do to its process, and what the page and another exercise see of it.
DISTURB = """\
# %%
import random

import matplotlib.pyplot as plt
import numpy as np

print(np.random.RandomState(0).rand())

# %%
#| exercise: E1
#| role: solution
import os
import random
import sys

import matplotlib.pyplot as plt
import numpy as np

np.random.seed(0)
random.seed(0)
plt.rcParams["lines.linewidth"] = 99
plt.figure()
np.mean = None
os.environ["LEFT"] = "1"
sys.modules["colorsys"] = None
"""
SEEN = """
print(plt.get_fignums(), plt.rcParams["lines.linewidth"], np.mean([1, 3]))
print(os.environ.get("LEFT"), sys.modules.get("colorsys", "here") is not None)
print(np.random.get_state()[1][0] == 0)
"""
AFTER = (
    f"\n# %%\nimport os, sys\n{SEEN}"
    "\n# %%\n#| exercise: E2\n#| role: solution\n"
    f"import os, sys\nimport matplotlib.pyplot as plt\nimport numpy as np\n{SEEN}"
)


def test_an_exercise_disturbs_neither_the_page_nor_another_exercise(checkout):
    checkout.write("alpha", DISTURB + AFTER)
    ((_, results),) = run_tutorials(
        checkout.project,
        [(tutorial := checkout.tutorial("alpha"), everything(tutorial, State(Standing.STALE)))],
    )
    untouched = "[] 1.5 2.0\nNone True\nFalse"
    assert results.page.cells("es")[1].outputs == [Text(untouched)]
    assert results.parts["E2"].cells("es")[0].outputs == [Text(untouched)]


def test_downloads_hold_the_check_and_no_wrong_answer(exercise):
    page = join(exercise.tutorial("alpha").into("en"), Standing.STALE)
    script = downloads.script(page, "http://x/", "http://x/assets/library.whl")
    assert 'check("the sum", total, equals=42, hint="use +")' in script
    assert "a * b" not in script
    book = nbformat.reads(downloads.practice(page, "http://x/", ""), 4)
    assert [cell.source.split("\n")[0] for cell in book.cells[2:]] == [
        "### E1 · Add",
        "a, b, seen = 20, 22, []",
        "total = ...",
        "from tutorial_lib import check_exercise",
    ]
