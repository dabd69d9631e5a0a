"""What an exercise needs before its page can be built."""

from tutorial_build.errors import ContentError
from tutorial_build.source.pairs import PairError, side
from tutorial_build.source.script import Code, Prose, Tutorial

WRONG_ANSWERS = 2  # an exercise needs this many, so that its check is known to refuse something


def check_exercises(tutorial: Tutorial) -> None:
    """Raise ContentError at the first exercise that lacks a part."""
    for name, cells in exercises(tutorial).items():
        line = cells[0].lines["es"] if isinstance(cells[0], Prose) else cells[0].line - 1
        roles = [cell.role for cell in cells]
        for role, what in (
            (None, "statement; add a markdown pair"),
            ("starter", 'starting point; add a cell with role="starter"'),
            ("solution", 'solution; add a cell with role="solution"'),
            ("check", 'check; add a cell with role="check"'),
        ):
            if role not in roles:
                raise ContentError(tutorial.path, line, f"exercise {name} has no {what}")
        wrong = [cell for cell in cells if isinstance(cell, Code) and cell.role == "wrong"]
        for cell in wrong:
            _check_message(cell, tutorial.path)
        if len(wrong) < WRONG_ANSWERS:
            message = (
                f"exercise {name} has {len(wrong)} wrong answers; add cells with "
                f'role="wrong" message="es // en" until there are {WRONG_ANSWERS}'
            )
            raise ContentError(tutorial.path, line, message)


def exercises(tutorial: Tutorial) -> dict[str, list[Prose | Code]]:
    """The cells of each exercise, in page order."""
    found: dict[str, list[Prose | Code]] = {}
    for cell in tutorial.cells:
        if cell.exercise:
            found.setdefault(cell.exercise, []).append(cell)
    return found


def _check_message(cell: Code, path: str) -> None:
    message = cell.options.get("message", "")
    try:
        sides = [side(message, lang) for lang in ("es", "en")]
    except PairError as error:
        raise ContentError(path, cell.line - 1, f"message: {error}") from None
    if not all(sides):
        wanted = 'a wrong answer needs what its check says of it; add message="es // en"'
        raise ContentError(path, cell.line - 1, wanted)
