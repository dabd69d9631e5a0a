"""What an exercise needs before its page can be built."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code, Prose, Value
from tutorial_build.source.names import names_changed, names_defined, names_made, names_needed
from tutorial_build.source.script import Lesson, Tutorial
from tutorial_build.source.text import table

WRONG_ANSWERS = 2  # an exercise needs this many, so that its check is known to refuse something
PARTS = {
    "": "statement; add a markdown pair",
    "starter": "starting point; add a cell with role: starter",
    "solution": "solution; add a cell with role: solution",
    "check": "check; add a cell with role: check",
}


def check_exercises(tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield what exercises lack."""
    for name, cells in exercises(tutorial.lessons[0]).items():
        line = cells[0].head if isinstance(cells[0], Code) else cells[0].line
        roles = [cell.role for cell in cells]
        for role, what in PARTS.items():
            if role not in roles:
                yield ContentError(tutorial.path, line, f"exercise {name} has no {what}")
        for cell in cells:
            if isinstance(cell, Code) and cell.role == "wrong" and not cell.options.message:
                message = 'a wrong answer needs what its check says of it; add message: "es // en"'
                yield ContentError(tutorial.path, cell.head, message)
        if (wrong := roles.count("wrong")) < WRONG_ANSWERS:
            message = (
                f"exercise {name} has {wrong} wrong answers; add cells with "
                f"role: wrong and message: until there are {WRONG_ANSWERS}"
            )
            yield ContentError(tutorial.path, line, message)


def for_learners(tutorials: Iterable[Tutorial], lang: str) -> dict[str, dict[str, dict[str, Any]]]:
    """What a judge needs of every exercise, by page and name; no solution is in it."""
    lessons = [tutorial.into(lang) for tutorial in tutorials]
    return {
        lesson.slug: {name: for_judge(lesson, name) for name in exercises(lesson)}
        for lesson in lessons
        if exercises(lesson)
    }


def for_judge(lesson: Lesson, exercise: str) -> dict[str, Any]:
    """The sources of an exercise and the names that its answer makes."""
    sources = {
        role: "\n\n".join(
            cell.source for cell in lesson.code if (cell.exercise, cell.role) == (exercise, role)
        )
        for role in ("setup", "check")
    }
    return {**sources, "names": asked_names(lesson, exercise)}


def is_solution(step: Code | Value) -> TypeGuard[Code]:
    """Whether a step of a run is the author's answer."""
    return isinstance(step, Code) and step.role == "solution"


def is_listed(slug: str, exercise: str, what: str) -> bool:
    """Whether exercises.toml excuses an exercise from a rule of docs/writing.md."""
    return exercise in table(__package__, "exercises")[what].get(slug, ())


def exercises(lesson: Lesson) -> dict[str, list[Prose | Code]]:
    """The cells of each exercise, in page order."""
    found: dict[str, list[Prose | Code]] = {}
    for cell in lesson.cells:
        if cell.exercise:
            found.setdefault(cell.exercise, []).append(cell)
    return found


def asked_names(lesson: Lesson, exercise: str) -> tuple[str, ...]:
    """The names that an answer makes for its check, as the solution and the starter show.

    Of what the setup gives those belong to it that the answer changes: a function that it writes
    again, and a thing whose attribute or item it sets.
    """
    cells = [cell for cell in lesson.code if cell.exercise == exercise]
    setup, check, answers = (
        "\n".join(cell.source for cell in cells if cell.role in roles)
        for roles in (("setup",), ("check",), ("starter", "solution"))
    )
    made = names_made(answers) | names_changed(answers)
    rewritten = names_defined(answers) & names_made(setup)
    return tuple(sorted(made & names_needed(check) | rewritten))
