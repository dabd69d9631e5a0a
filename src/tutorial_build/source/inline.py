"""Inline values: `{{ expression:format }}` in prose, a quiz or a header."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

INLINE = re.compile(r"(?<!\\)\{\{(.+?)\}\}")


@dataclass(frozen=True)
class Inline:
    """An inline value `{{ expression:format }}`."""

    expression: str
    format: str


def inlines(text: str) -> Iterator[Inline]:
    """Yield the inline values of a prose text."""
    for match in INLINE.finditer(text):
        yield parse_inline(match[1])


def substitute(text: str, show: Callable[[Inline], str]) -> str:
    """Put what `show` says in place of each `{{ expression:format }}`; `\\{{` becomes `{{`."""
    shown = INLINE.sub(lambda match: show(parse_inline(match[1])), text)
    return shown.replace(r"\{{", "{{")


def parse_inline(body: str) -> Inline:
    expression, _, spec = body.strip().partition(":")
    return Inline(expression.strip(), spec.strip())


def is_plain(expression: str) -> bool:
    """Whether an inline expression is a name, attribute, constant index or `len()` of one."""
    try:
        node = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return False
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id == "len"
        if not named or len(node.args) != 1 or node.keywords:
            return False
        node = node.args[0]
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Subscript):
            try:
                ast.literal_eval(node.slice)
            except ValueError:
                return False
        node = node.value
    return isinstance(node, ast.Name)
