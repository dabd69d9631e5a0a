"""The tables of docs/format.md, made from what the parser itself knows.

`python -m tutorial_build.authors.format_tables` writes them; a test says when they are out of date.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from tutorial_build.results.checkout import find_checkout
from tutorial_build.source.cells import Options, Role, Tag
from tutorial_build.source.course import Page
from tutorial_build.source.quiz import CHOICES, MARKS, Choice, Question
from tutorial_build.source.script import Header
from tutorial_build.source.text import table
from tutorial_build.source.yaml_file import Both, Entry, Text

FORMAT_FILE = "docs/format.md"
MODELS: dict[str, type[Entry]] = {
    "header": Header,
    "options": Options,
    "quiz": Question,
    "choice": Choice,
    "planned": Page,
}
VALUES = {"tags": get_args(Tag), "roles": get_args(Role)}
_TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_tables(text: str) -> str:
    """The text with each of its tables as the parser has it now."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{_table(found[2])}\n\n{found[3]}", text)


def _table(name: str) -> str:
    if name == "kinds":
        rows = ([f"`{kind}`", f"`{place}`", _mark(kind)] for kind, place in CHOICES.items())
        return _rows(("kind", "choose from", "what is right"), rows)
    means: dict[str, str] = table(__package__, "format_tables")[name]
    if name in VALUES:
        return _rows((name[:-1], "meaning"), ([f"`{v}`", means[v]] for v in VALUES[name]))
    return _rows(("field", "holds", "meaning"), _fields(MODELS[name], means))


def _mark(kind: str) -> str:
    marks = {
        "numeric": "`answer`, within `tolerance`",
        "order": "in the order of the file, each `group` in any",
    }
    return marks.get(kind) or f"marked `{MARKS[kind]}: true`"


def _fields(model: type[Entry], means: dict[str, str]) -> Iterator[list[str]]:
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        needed = ", needed" if field.is_required() else ""
        yield [f"`{name}`", f"{_kind(hints[name])}{needed}", means[name]]


def _kind(hint: Any) -> str:
    """What a field holds, in words."""
    known = {Both: "a pair", Text: "a text or a pair", str: "a text", bool: "`true`"}
    known |= {int: "a whole number", float: "a number"}
    if hint in known:
        return known[hint]
    if get_origin(hint) is dict:
        return "names, each with a text"
    inner, *_ = get_args(hint) or [None]
    if get_origin(hint) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(hint))
    if get_origin(hint) is tuple:
        return f"a list: {_kind(inner)}"
    if get_origin(hint) is Annotated or inner is not None:
        return _kind(inner)
    return "fields"


def _rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = [*head]
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, ["---"] * len(titles), *rows))


if __name__ == "__main__":
    path = find_checkout().root / FORMAT_FILE
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
