"""Exercises that check themselves: what each needs, and a reader's answer put to its check."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutorial_build import pairs
from tutorial_build.errors import ContentError
from tutorial_build.project import Project
from tutorial_build.run import Request, run_all
from tutorial_build.script import Code, Prose, Tutorial

WRONG_ANSWERS = 2  # an exercise needs this many, so that its check is known to refuse something


@dataclass(frozen=True)
class Verdict:
    """What came of checking an answer: what was printed, and what is wrong, if anything."""

    printed: str
    wrong: str = ""


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


def check_answer(
    project: Project, tutorial: Tutorial, exercise: str, answer: Path, lang: str
) -> Verdict:
    """Run a reader's file between the setup and the check of an exercise, in a fresh process.

    Raises:
        ContentError: If the file cannot be read.
    """
    name = str(answer)
    try:
        source = answer.read_text(encoding="utf-8")
        ast.parse(source)
    except UnicodeDecodeError as error:
        raise ContentError(name, 1, f"not UTF-8 ({error.reason}); save it as UTF-8") from None
    except SyntaxError as error:
        return Verdict("", f"{name}:{error.lineno or 1}: SyntaxError: {error.msg}")
    wanted = _with_answer(tutorial, exercise, source)
    figures = project.build / "answers"
    ((_, outcome),) = run_all([Request(wanted, lang)], figures, root=project.root, workers=1)
    if isinstance(outcome, ContentError):
        return Verdict("", f"{name}: {outcome.message}")
    printed = "".join(_texts(outcome["cells"]))
    errors = [cell["error"] for cell in outcome["cells"] if "error" in cell]
    return Verdict(printed, _explain(errors[0], name) if errors else "")


def _with_answer(tutorial: Tutorial, exercise: str, source: str) -> Tutorial:
    """The exercise alone, its solution replaced; errors in these cells are results."""
    cells: list[Prose | Code] = []
    for cell in exercises(tutorial)[exercise]:
        if isinstance(cell, Code) and cell.role == "setup":
            cells.append(cell)
        elif isinstance(cell, Code) and cell.role == "check":
            cells.append(Code(cell.line, cell.source, options={**cell.options, "answer": True}))
        elif isinstance(cell, Code) and cell.role == "solution":
            options = {"exercise": exercise, "role": "solution", "answer": True}
            cells.append(Code(1, source, options=options))
    return Tutorial("answer.py", tutorial.header, tuple(cells))


def _texts(cells: list[dict[str, Any]]) -> Iterator[str]:
    for cell in cells:
        yield from (output["text"] for output in cell["outputs"] if "text" in output)


def _explain(error: dict[str, Any], name: str) -> str:
    """The check's own message, or where the answer broke and how."""
    if error["type"] == "CheckError":
        return str(error["message"])
    place = f"{name}:{error['line']}" if error["line"] else name
    return f"{place}: {error['type']}: {error['message']}"
