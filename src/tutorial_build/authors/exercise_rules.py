"""What docs/writing.md asks of an exercise, as far as it shows without running anything."""

import ast
import re
from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code, Prose
from tutorial_build.source.exercises import asked_names, exercises, is_listed
from tutorial_build.source.names import names_made, names_needed
from tutorial_build.source.script import Tutorial

HINTS = 3
RIGHT_ANSWERS = 2  # besides the solution
CHECKS = ("check", "check_function", "check_raises")
DO = re.compile(r"\*\*(?:Haz|Do):\*\*")


def check_rules(tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield what exercises lack; those that exercises.toml lists are still to be rewritten."""
    for name, cells in exercises(tutorial.lessons[0]).items():
        if not is_listed(tutorial.slug, name, "to_rewrite"):
            for line, message in _lacking(cells):
                yield ContentError(tutorial.path, line, f"exercise {name} {message}")
            for lesson in tutorial.lessons:
                statement, asked = exercises(lesson)[name][0], asked_names(lesson, name)
                if isinstance(statement, Prose) and (message := _unsaid(statement.text, asked)):
                    yield ContentError(tutorial.path, statement.line, f"exercise {name} {message}")


def _lacking(cells: list[Prose | Code]) -> Iterator[tuple[int, str]]:
    first = cells[0].head if isinstance(cells[0], Code) else cells[0].line
    hints = sum(isinstance(cell, Prose) and cell.role == "hint" for cell in cells)
    if hints != HINTS:
        yield first, f"has {hints} hints; give {HINTS}: the idea, the function, the first line"
    code = [cell for cell in cells if isinstance(cell, Code)]
    right = sum(cell.role == "right" for cell in code)
    if right < RIGHT_ANSWERS:
        yield first, f"has {right} right answers beside its solution; add cells with role: right"
    setup = "\n".join(cell.source for cell in code if cell.role == "setup")
    for check in (cell for cell in code if cell.role == "check"):
        if _judgements(check.tree) < 2:
            yield check.head, "is judged once; check a second input, or use check_function"
        only = names_made(check.source) - names_made(setup)
        for cell in code:
            if cell.role not in ("setup", "check") and (used := only & names_needed(cell.source)):
                word = sorted(used)[0]
                yield cell.head, f"uses {word!r}, which only its check makes; make it in the setup"


def _unsaid(statement: str, asked: tuple[str, ...]) -> str:
    """What the Do of a statement leaves out of what is judged."""
    _, *do = DO.split(statement, maxsplit=1)
    if not do:
        return "has no **Do:**; say there what is judged"
    code = " ".join(re.findall(r"`[^`]+`", do[0]))
    missing = [name for name in asked if not re.search(rf"\b{name}\b", code)]
    return f"judges `{missing[0]}`, which its **Do:** does not name" if missing else ""


def _judgements(tree: ast.Module) -> int:
    """How many things a check looks at; one in a loop, or of a function, counts as several."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For)]
    several = {call for loop in loops for call in ast.walk(loop)}
    return sum(
        2 if node in several or node.func.id == "check_function" else 1
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CHECKS
    )
