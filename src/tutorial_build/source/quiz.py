"""Read the quiz of a page: `SLUG.quiz.yml` beside its script."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints
from pydantic import model_validator as validator

from tutorial_build.errors import ContentError
from tutorial_build.source import pairs
from tutorial_build.source.cells import Value
from tutorial_build.source.inline import inlines
from tutorial_build.source.text import read_text
from tutorial_build.source.yaml_file import Both, Document, Entry, Text, at

AT_LEAST = 4  # questions of a quiz
QUIZ = ".quiz.yml"
# Where the things to choose from stand in each kind of question, and what marks the right ones.
CHOICES = {
    "single": "choices",
    "multiple": "choices",
    "numeric": "mistakes",
    "order": "steps",
    "line": "lines",
}
MARKS = {"single": "right", "multiple": "right", "line": "faulty"}


class Choice(Entry):
    """One thing to pick: a choice, a mistaken number, a step, or a line of a program."""

    text: Text
    reason: Both
    right: bool = False
    faulty: bool = False  # of a line: that is the right one to pick
    group: str = ""  # of a step: neighbours of one group may change places


class Question(Entry):
    """One question; `answer`, `tolerance` and `reason` belong to a numeric one."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$")]
    kind: Literal["single", "multiple", "numeric", "order", "line"]
    question: Both
    choices: tuple[Choice, ...] = ()
    mistakes: tuple[Choice, ...] = ()
    steps: tuple[Choice, ...] = ()
    lines: tuple[Choice, ...] = ()
    answer: Text = ""
    tolerance: float = Field(0.0, ge=0)
    reason: Both = ""

    @property
    def among(self) -> tuple[Choice, ...]:
        """What there is to choose from."""
        found: tuple[Choice, ...] = getattr(self, CHOICES[self.kind])
        return found

    @property
    def slots(self) -> list[int]:
        """Of each step the place where its group begins; steps of one place may be exchanged."""
        found: list[int] = []
        for rank, step in enumerate(self.among):
            joins = rank > 0 and step.group and step.group == self.among[rank - 1].group
            found.append(found[-1] if joins else rank)
        return found

    @property
    def texts(self) -> dict[tuple[str | int, ...], str]:
        """Every text, by the keys and ranks that lead to it."""
        found: dict[tuple[str | int, ...], str] = {("question",): self.question}
        found |= {("answer",): self.answer, ("reason",): self.reason}
        for rank, choice in enumerate(self.among):
            place = (CHOICES[self.kind], rank)
            found |= {(*place, "text"): choice.text, (*place, "reason"): choice.reason}
        return {place: text for place, text in found.items() if text}

    def into(self, lang: str) -> Self:
        lines = [
            line.into(lang).model_copy(update={"text": pairs.localise(line.text, lang)[0]})
            for line in self.lines
        ]
        return super().into(lang).model_copy(update={"lines": tuple(lines)})

    @validator(mode="after")
    def _has_its_parts(self) -> Self:
        numeric = {"answer", "tolerance", "reason"} if self.kind == "numeric" else set()
        wanted = {"id", "kind", "question", CHOICES[self.kind]} | numeric
        if odd := sorted(self.model_fields_set - wanted):
            raise at(f"a question of kind {self.kind!r} has no {odd[0]!r}; take it out", odd[0])
        if lost := sorted(wanted - self.model_fields_set - {"mistakes"}):
            raise ValueError(f"a question of kind {self.kind!r} needs {lost[0]!r}; add it")
        for rank, choice in enumerate(self.among):
            known = {"text", "reason", "group" if self.kind == "order" else MARKS.get(self.kind)}
            if odd := sorted(choice.model_fields_set - known):
                place = (CHOICES[self.kind], rank, odd[0])
                raise at(f"{odd[0]!r} marks nothing here; take it out", *place)
        return self

    @validator(mode="after")
    def _can_be_answered(self) -> Self:
        count, right = len(self.among), sum(c.right or c.faulty for c in self.among)
        if self.kind == "numeric":
            if len(list(inlines(self.answer))) != 1 or not self.answer.strip().endswith("}}"):
                message = 'the answer comes from the run; write answer: "{{ name:.3f }}"'
                raise ValueError(message)
            return self
        if count < 3:
            raise ValueError(f"{count} to choose from; write at least 3")
        if self.kind == "order" and len({step.text for step in self.steps}) < count:
            raise ValueError("two steps are the same, so their order says nothing; change one")
        if self.kind in ("single", "line") and right != 1:
            raise ValueError(f"{right} are marked '{MARKS[self.kind]}: true', expected 1")
        if self.kind == "multiple" and not 1 < right < count:
            raise ValueError(f"{right} of {count} are right; expected two or more, and not all")
        return self


@dataclass(frozen=True)
class Quiz:
    """The questions of a page, in order.

    Args:
        path: The file.
        items: The questions.
        lines: Where each starts.
        values: What the quiz needs of the run, each expression once.
        texts: Line and text of everything that is read as prose, for the rules of language.
    """

    path: str
    items: tuple[Question, ...]
    lines: tuple[int, ...]
    values: tuple[Value, ...]
    texts: tuple[tuple[int, str], ...]

    def into(self, lang: str) -> "Quiz":
        """The quiz in one language."""
        return replace(self, items=tuple(item.into(lang) for item in self.items))


def read_quiz(path: Path, root: Path) -> Quiz | None:
    """Read and check a quiz; None where there is no such file.

    Raises:
        ContentError: `path:line:` and the first thing that is wrong.
    """
    if not path.exists():
        return None
    name = path.relative_to(root).as_posix()
    text = read_text(path, name)
    found: Document[tuple[Question, ...]] = Document(text, tuple[Question, ...], name)
    items = found.value
    if len(items) < AT_LEAST:
        raise ContentError(name, 1, f"the quiz has {len(items)} questions; write {AT_LEAST}")
    lines = tuple(found.line(rank) for rank in range(len(items)))
    values: dict[str, Value] = {}
    texts = []
    for rank, item in enumerate(items):
        if item.id in [before.id for before in items[:rank]]:
            raise found.error(f"id {item.id!r} stands twice; rename one of them", rank)
        for place, text in item.texts.items():
            if place[::2] != ("lines", "text"):  # that is code
                texts.append((found.line(rank, *place, "es"), text))
            for inline in inlines(text):
                value = Value(inline.expression, name, lines[rank])
                values.setdefault(inline.expression, value)
    return Quiz(name, items, lines, tuple(values.values()), tuple(texts))
