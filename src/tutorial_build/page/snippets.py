""" "Copy with what it needs": a cell with everything before it, imports first.

A page carries the pieces of its code once; docs/theme/assets/js/snippets.js puts them together in
the same way as `needed` when a reader asks for one.
"""

import ast
import json
import textwrap
from dataclasses import dataclass

from tutorial_build.source.script import Code, Tutorial
from tutorial_build.source.syntax import parse

IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError")


@dataclass(frozen=True)
class Piece:
    """The code of one cell, imports apart; `scope` is its exercise, or "" for the page.

    `caught` is the body of a cell that raises on purpose, so that what follows still runs.
    """

    imports: tuple[str, ...]
    body: str
    scope: str
    caught: str = ""


def pieces(tutorial: Tutorial, lang: str) -> list[Piece | None]:
    """One piece for each code cell of the page; None where it is not Python to run."""
    return [_piece(cell, lang) for cell in tutorial.code]


def needed(found: list[Piece | None], number: int) -> str:
    """The code of cell `number` with all it needs: what came before in its scope."""
    wanted = found[number]
    if wanted is None:
        return ""
    before = [piece for piece in found[:number] if piece and piece.scope == wanted.scope]
    imports = dict.fromkeys(line for piece in [*before, wanted] for line in piece.imports)
    bodies = [*(piece.caught or piece.body for piece in before), wanted.body]
    return "\n".join([*imports, ""]) + "\n".join(body for body in bodies if body)


def caught(code: str, raises: str) -> str:
    """Code that must raise, so that a file that holds it still runs to its end."""
    kind = raises.partition(":")[0]
    body = textwrap.indent(code, "    ")
    return f'try:\n{body}\nexcept {kind} as error:\n    print(f"{kind}: {{error}}")'


def snippet_data(tutorial: Tutorial, lang: str) -> str:
    """The pieces as JSON for the page's script; `<` is escaped so that no tag can end it."""
    rows = [
        [list(piece.imports), piece.body, piece.scope, piece.caught] if piece else None
        for piece in pieces(tutorial, lang)
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="g-snippets">{text}</script>'


def _piece(cell: Code, lang: str) -> Piece | None:
    if "recipe" in cell.tags or cell.role in ("check", "wrong", "starter"):
        return None
    code = cell.localised(lang)
    lines = code.split("\n")
    imports: list[str] = []
    gone: set[int] = set()
    missing = cell.options.get("raises", "").startswith(IMPORT_ERRORS)  # its import is the point
    for node in [] if missing else parse(code).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append("\n".join(lines[node.lineno - 1 : node.end_lineno]))
            gone.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    kept_lines = [line for number, line in enumerate(lines, 1) if number not in gone]
    body = "\n".join(kept_lines).strip("\n")
    safe = caught(body, cell.options["raises"]) if "raises" in cell.options else ""
    return Piece(tuple(imports), body, cell.exercise or "", safe)
