"""Inline values: `{{ expression:format }}` in prose, a quiz or a header."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tutorial_build.source.prose import VALUE

INLINE = re.compile(rf"(?<!\\){VALUE}")


class Inline(NamedTuple):
    """An inline value `{{ expression:format }}`."""

    expression: str
    format: str


def inlines(text: str) -> Iterator[Inline]:
    """Yield the inline values of a prose text."""
    yield from map(parse_inline, INLINE.findall(text))


def substitute(text: str, show: Callable[[Inline], str]) -> str:
    """Put what `show` says in place of each `{{ expression:format }}`; `\\{{` becomes `{{`."""
    shown = INLINE.sub(lambda match: show(parse_inline(match[1])), text)
    return shown.replace(r"\{{", "{{")


def parse_inline(body: str) -> Inline:
    """What stands between the braces."""
    expression, _, spec = body.partition(":")
    return Inline(expression.strip(), spec.strip())


def is_plain(expression: str) -> bool:
    """Whether an inline expression is a name, attribute, constant index or `len()` of one."""
    try:
        node = ast.parse(expression, mode="eval").body
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "len" and not node.keywords:
            (node,) = node.args
        while isinstance(node, ast.Attribute | ast.Subscript):
            if isinstance(node, ast.Subscript):
                ast.literal_eval(node.slice)
            node = node.value
    except (SyntaxError, ValueError):
        return False
    return isinstance(node, ast.Name)
