"""Put a reader's answer to the check of an exercise."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutorial_build.errors import ContentError
from tutorial_build.results.checkout import Project
from tutorial_build.run.pool import Request, run_all
from tutorial_build.source.exercises import exercises
from tutorial_build.source.script import Code, Prose, Tutorial


@dataclass(frozen=True)
class Verdict:
    """What came of checking an answer: what was printed, and what is wrong, if anything."""

    printed: str
    wrong: str = ""


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
    printed = ""
    for cell in outcome["cells"]:
        printed += "".join(output.get("text", "") for output in cell["outputs"])
        if "error" in cell:
            return Verdict(printed, _explain(cell["error"], name))
    return Verdict(printed)


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


def _explain(error: dict[str, Any], name: str) -> str:
    """The check's own message, or where the answer broke and how."""
    if error["type"] == "CheckError":
        return str(error["message"])
    place = f"{name}:{error['line']}" if error["line"] else name
    return f"{place}: {error['type']}: {error['message']}"
