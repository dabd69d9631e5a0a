"""Texts of code that one of the languages would get from the other: no pair, or a broken one."""

import ast
import re
from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code
from tutorial_build.source.pairs import ESCAPED, both, pieces
from tutorial_build.source.syntax import parse

# A mark that lacks a space between letters or beside one; `https://` and `7//2` are none.
_BROKEN = re.compile(r"(?<![:/\\])(?:(?<=[^\W\d_])//(?=[^\W\d_])|(?<=\S)//(?= )|(?<= )//(?=\S))")
_REMEDY = "write 'es // en'"
_WORDS = re.compile(r"\b[^\W\d_]{2,} [^\W\d_]{2,}\b|[áéíóúüñ¿¡]", re.IGNORECASE)


def check_texts(cell: Code, path: str) -> Iterator[ContentError]:
    """Yield the comments, printed texts and broken marks of a cell that serve one language only."""
    for start, text in pieces(cell.source):
        line = cell.lines[cell.source.count("\n", 0, start)]
        if len(both(text)) > 1:
            continue
        if broken := broken_mark(text):
            yield ContentError(path, line, broken)
        elif text.startswith("#") and _WORDS.search(text):
            yield ContentError(path, line, f"the comment {text!r} is in one language; {_REMEDY}")
    tree = parse(cell.source.replace(ESCAPED, "//")) if cell.is_python else ast.Module([], [])
    for node in ast.walk(tree):
        for text in _printed(node):
            if len(both(text)) == 1 and _WORDS.search(text):
                line = cell.lines[getattr(node, "lineno", 1) - 1]
                message = f"prints {text.strip()!r} in one language; {_REMEDY}"
                yield ContentError(path, line, message)


def broken_mark(text: str) -> str:
    """What is wrong with a text that should be a pair and lacks a space beside its mark, or ""."""
    found = _BROKEN.search(text)
    if not found:
        return ""
    shown = text[max(0, found.start() - 12) : found.end() + 12]
    return f"{shown!r} has no space on both sides of //; {_REMEDY}, or \\//"


def _printed(node: ast.AST) -> Iterator[str]:
    """The texts that a call of `print` holds, without their replacement fields."""
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "print"):
        return
    for argument in node.args:
        parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
        yield "{}".join(
            part.value
            for part in parts
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
