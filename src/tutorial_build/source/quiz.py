"""Read the quiz of a page: `SLUG.quiz.yml` beside its script."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import yaml

from tutorial_build.errors import ContentError
from tutorial_build.source.inline import Inline, inlines, is_plain
from tutorial_build.source.pairs import LANGUAGES, PairError, is_pair, side

KINDS = ("single", "multiple", "numeric", "order", "line")
AT_LEAST = 4  # questions of a quiz
QUIZ = ".quiz.yml"


@dataclass(frozen=True)
class Choice:
    """One thing a reader can pick: a choice, a mistaken number, a step or a line of code."""

    text: str
    reason: str
    right: bool = False


@dataclass(frozen=True)
class Item:
    """One question; `answer` and `tolerance` belong to a numeric one."""

    id: str
    kind: str
    question: str
    line: int
    choices: tuple[Choice, ...] = ()
    answer: str = ""
    tolerance: float = 0.0
    reason: str = ""

    @property
    def texts(self) -> Iterator[str]:
        yield from (self.question, self.answer, self.reason)
        for choice in self.choices:
            yield from (choice.text, choice.reason)


@dataclass(frozen=True)
class Quiz:
    """The questions of a page, in order."""

    path: str
    items: tuple[Item, ...]

    @cached_property
    def inlines(self) -> list[Inline]:
        """The values of the run that the quiz needs, each expression once."""
        found = {i.expression: i for _, i in self._places()}
        return list(found.values())

    def line(self, expression: str) -> int:
        """The line of the question that needs a value."""
        return next(item.line for item, i in self._places() if i.expression == expression)

    def _places(self) -> Iterator[tuple[Item, Inline]]:
        for item in self.items:
            for text in item.texts:
                yield from ((item, inline) for inline in inlines(text))


class _Lines(yaml.SafeLoader):
    """YAML whose mappings know their line."""


def _mapping(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    fields: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    return fields | {"__line__": node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_quiz(path: Path, root: Path) -> Quiz | None:
    """Read and check a quiz; None where there is no such file.

    Raises:
        ContentError: `path:line:` and the first thing that is wrong.
    """
    name = path.relative_to(root).as_posix()
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Lines)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ContentError(name, 1, f"not UTF-8 ({error.reason}); save the file as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        message = f"not YAML: {problem}; mend this line or put the text in quotes"
        raise ContentError(name, mark.line + 1 if mark else 1, message) from None
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise ContentError(name, 1, "a quiz is a list of questions; start each with '- id:'")
    items = tuple(_Reader(name, entry).item() for entry in content)
    if len(items) < AT_LEAST:
        raise ContentError(name, 1, f"the quiz has {len(items)} questions; write {AT_LEAST}")
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise ContentError(name, item.line, f"id {item.id!r} stands twice; rename one of them")
        seen.add(item.id)
    return Quiz(name, items)


def quiz_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each question, choice and reason in a sound quiz file."""

    def walk(node: Any, prose: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
            if key.value in prose:
                yield value.start_mark.line + 1, value.value
            else:  # the lines of a faulty program are code
                yield from walk(value, ("reason",) if key.value == "lines" else prose)
        for item in node.value if isinstance(node, yaml.SequenceNode) else []:
            yield from walk(item, prose)

    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    yield from walk(root, ("question", "text", "reason"))


@dataclass
class _Reader:
    """Turns one mapping into a question, naming the first thing that is wrong with it."""

    path: str
    entry: dict[str, Any]
    line: int = field(init=False)

    def __post_init__(self) -> None:
        self.line = self.entry["__line__"]

    def item(self) -> Item:
        kind = str(self.entry.get("kind"))
        if kind not in KINDS:
            self.fail(f"kind {kind!r} is not known; use one of {', '.join(KINDS)}")
        part = {"order": "steps", "line": "lines", "numeric": "mistakes"}.get(kind, "choices")
        fields = ["id", "kind", "question", part]
        fields += ["answer", "tolerance", "reason"] if kind == "numeric" else []
        self.only(self.entry, fields)
        name = self.entry.get("id")
        if not isinstance(name, str) or not name.replace("-", "").isalnum():
            self.fail(f"id {name!r} is not a name; use letters, digits and hyphens")
        question = self.both(self.entry, "question")
        choices = self.choices(kind, part)
        if kind != "numeric":
            return Item(name, kind, question, self.entry["__line__"], choices)
        tolerance = self.entry.get("tolerance")
        if not isinstance(tolerance, int | float) or tolerance < 0:
            self.fail("a numeric question needs a tolerance of 0 or more, such as 0.01")
        answer = str(self.entry.get("answer", ""))
        if len(list(inlines(answer))) != 1 or not answer.strip().endswith("}}"):
            self.fail('the answer comes from the run; write answer: "{{ name:.3f }}"')
        self.text(answer)
        reason = self.both(self.entry, "reason")
        line = self.entry["__line__"]
        return Item(name, kind, question, line, choices, answer, float(tolerance), reason)

    def choices(self, kind: str, part: str) -> tuple[Choice, ...]:
        """The choices, mistakes, steps or lines of code, with their reasons."""
        parts = self.entry.get(part, [] if kind == "numeric" else None)
        if not isinstance(parts, list) or not all(isinstance(p, dict) for p in parts):
            self.fail(f"{part} is a list; start each with '- text:'")
        mark = {"line": ["faulty"], "order": [], "numeric": []}.get(kind, ["right"])
        found = []
        for entry in parts:
            self.line = entry["__line__"]
            self.only(entry, ["text", "reason", *mark])
            if entry.get("text") in (None, ""):
                self.fail('no text; write text: "es // en"')
            text = str(entry["text"])
            self.text(text)
            right = entry.get(mark[0], False) if mark else False
            if not isinstance(right, bool):
                self.fail(f"{mark[0]} is true or left out, got {right!r}")
            found.append(Choice(text, self.both(entry, "reason"), right))
        self.line = self.entry["__line__"]
        self.count(kind, found)
        return tuple(found)

    def count(self, kind: str, choices: list[Choice]) -> None:
        """Check that there is something to choose from, and the right number of right ones."""
        right = sum(choice.right for choice in choices)
        if kind == "numeric":
            return
        if len(choices) < 3:
            self.fail(f"{len(choices)} to choose from; write at least 3")
        if kind == "order" and len({choice.text for choice in choices}) < len(choices):
            self.fail("two steps are the same, so their order says nothing; change one")
        if kind in ("single", "line") and right != 1:
            word = "faulty" if kind == "line" else "right"
            self.fail(f"{right} are marked '{word}: true', expected 1")
        if kind == "multiple" and not 1 < right < len(choices):
            self.fail(f"{right} of {len(choices)} are right; expected two or more, and not all")

    def both(self, entry: dict[str, Any], name: str) -> str:
        """A text that must be there in both languages."""
        text = entry.get(name)
        if not is_pair(text):
            self.fail(f'{name} needs both languages; write {name}: "es // en"')
        self.text(str(text))
        return str(text)

    def text(self, text: str) -> None:
        """Check the pair and the inline values of a text."""
        try:
            found = [sorted(i.expression for i in inlines(side(text, lang))) for lang in LANGUAGES]
        except PairError as error:
            self.fail(str(error))
        if found[0] != found[1]:
            self.fail(f"the inline values differ: es has {found[0]}, en has {found[1]}")
        for expression in found[0]:
            if not is_plain(expression):
                self.fail(f"inline value {expression!r} must be a name, attribute or index")

    def only(self, entry: dict[str, Any], fields: list[str]) -> None:
        for name in entry:
            if name not in (*fields, "__line__"):
                self.fail(f"unknown field {name!r}; use {', '.join(fields)}")

    def fail(self, message: str) -> NoReturn:
        raise ContentError(self.path, self.line, message)
