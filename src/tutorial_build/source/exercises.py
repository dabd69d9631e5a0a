"""What an exercise needs before its page can be built."""

from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code, Prose
from tutorial_build.source.script import Lesson, Tutorial

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


def exercises(lesson: Lesson) -> dict[str, list[Prose | Code]]:
    """The cells of each exercise, in page order."""
    found: dict[str, list[Prose | Code]] = {}
    for cell in lesson.cells:
        if cell.exercise:
            found.setdefault(cell.exercise, []).append(cell)
    return found
