"""The exercises of the course by page and name, and the check of an answer to one of them.

Where they come from: the course's own scripts in a checkout of it, else `exercises.json`, which the
wheel carries. Neither the pages' prose nor their solutions are needed.
"""

import json
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from tutorial_lib.judge import HOME, Exercise, judge
from tutorial_lib.runtime import language, say

COURSE = Path("examples", "course.yml")
Table = dict[str, dict[str, dict[str, Any]]]  # page → exercise → its setup, check and names


def check_exercise(page: str, name: str) -> None:
    """Check the answer that stands in this notebook, or in the script that runs.

    Args:
        page: The page of the exercise, such as `autograd`.
        name: Its name there, such as `E2`.

    Raises:
        CheckError: If the answer is not right: one line that says what to look at.
        ValueError: If there is no such exercise.
    """
    judge(compiled(find_exercise(page, name)), sys.modules["__main__"].__dict__)


def compiled(exercise: Exercise) -> Exercise:
    """An exercise with code for its sources.

    Where a text is interrupted, Python ends by that signal later, even if it was caught.
    """
    setup, check = (compile(str(source), HOME, "exec") for source in exercise[:2])
    return Exercise(setup, check, exercise.names)


def find_exercise(page: str, name: str) -> Exercise:
    """An exercise in the language of the run; ValueError where there is none."""
    known = exercises(language())
    page = page.replace("-", "_")
    if page not in known:
        words = say("no hay ejercicios de {!r}; hay de {} // no exercises of {!r}; there are {}")
        raise ValueError(words.format(page, ", ".join(known)))
    if name not in known[page]:
        words = say("no hay ejercicio {!r}; hay {} // no exercise {!r}; there are {}")
        raise ValueError(words.format(name, ", ".join(known[page])))
    return Exercise(**known[page][name])


def exercises(lang: str) -> Table:
    """Every exercise in one language."""
    here, package = Path.cwd(), Path(__file__).parent
    for folder in (here, *here.parents, *package.parents):
        if (folder / COURSE).is_file() and (written := _of_checkout(folder, lang)):
            return written
    carried = files("tutorial_lib").joinpath("exercises.json")
    found: dict[str, Table] = {}
    if carried.is_file():
        found = json.loads(carried.read_text(encoding="utf-8"))
    return found.get(lang, {})


def _of_checkout(folder: Path, lang: str) -> Table:
    """What the scripts of a checkout say; nothing where the engine's packages are missing."""
    try:
        course = import_module("tutorial_build.source.course")
        engine = import_module("tutorial_build.source.exercises")
    except ModuleNotFoundError:
        return {}
    tutorials = course.read_course(folder).tutorials.values()
    return engine.for_learners(tutorials, lang)  # type: ignore[no-any-return]
