""" "Copy with what it needs": a cell with everything before it, imports first.

A page carries the pieces that it does not show already; docs/theme/assets/js/snippets.js puts all
together when a reader asks for one: the imports of the cells before it in its scope, their bodies,
its own. What only claims is left out.
"""

import ast
import json
import textwrap

from tutorial_build.page.markup import fill
from tutorial_build.run.protocol import Json
from tutorial_build.source.cells import ANSWERS, Code
from tutorial_build.source.script import Lesson

IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError")


def snippet_data(lesson: Lesson) -> str:
    """The pieces as JSON for the page's script; `<` is escaped so that no tag can end it."""
    rows = [_piece(cell) for cell in lesson.code]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return fill("snippets", data=text.replace("<", "\\u003c"))


def caught(code: str, raises: str) -> str:
    """Code that must raise, so that a file that holds it still runs to its end."""
    kind = raises.partition(":")[0]
    body = textwrap.indent(code, "    ")
    return f'try:\n{body}\nexcept {kind} as error:\n    print(f"{kind}: {{error}}")'


def _piece(cell: Code) -> Json:
    """Imports, body, scope (the exercise, or "") and the body made safe; None for no piece.

    The body is None where it is all that the page shows of the cell.
    """
    is_apart = cell.role in ("starter", "check", *ANSWERS) or cell.only_claims
    if is_apart or not {"recipe", "page", "hurry"}.isdisjoint(cell.tags):
        return None
    lines = cell.source.split("\n")
    imports: list[str] = []
    gone: set[int] = set()
    raises = cell.options.raises
    missing = raises.startswith(IMPORT_ERRORS)  # its import is the point
    for node in [] if missing else cell.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append("\n".join(lines[node.lineno - 1 : node.end_lineno]))
            gone.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    kept = [line for number, line in enumerate(lines, 1) if number not in gone]
    body = "\n".join(kept).strip("\n")
    safe = caught(body, raises) if raises else ""
    return [imports, body if gone or not cell.is_shown else None, cell.exercise, safe]
