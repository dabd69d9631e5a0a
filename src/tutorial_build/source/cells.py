"""The cells of a script: prose in two languages, code once."""

import ast
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic import model_validator as validator

from tutorial_build.source import pairs
from tutorial_build.source.syntax import parse
from tutorial_build.source.yaml_file import Both, Entry, Text

Tag = Literal["claim", "hidden", "hurry", "page", "recipe", "volatile"]
Role = Literal["setup", "starter", "solution", "check", "right", "wrong"]


def _several(value: object) -> object:
    return value if isinstance(value, list) else [value]


ANSWERS = ("right", "wrong")  # roles of answers that an exercise's check must tell apart


class Options(Entry):
    """What stands on the `#|` lines of a code cell."""

    tags: tuple[Tag, ...] = ()
    raises: str = ""
    warns: str = ""
    cause: Both = ""
    fix: Both = ""
    alt: Annotated[tuple[Both, ...], BeforeValidator(_several)] = ()
    caption: Both = ""
    predict: Both = ""
    central: str = ""  # of a cell with claims: the id of the one that is the idea of the page
    data: str = ""
    exercise: str = ""
    role: Role | Literal[""] = ""
    message: Text = ""
    survives: dict[str, str] = Field(default_factory=dict)  # of a check: mutants that are right
    lang: str = "python"  # of a recipe

    @validator(mode="after")
    def _together(self) -> "Options":
        if bool(self.exercise) != bool(self.role):
            raise ValueError("an exercise cell needs both 'exercise: E1' and 'role:'")
        if bool(self.cause) != bool(self.fix):
            raise ValueError("an error on the page of common errors needs both 'cause:' and 'fix:'")
        if self.predict and (self.exercise or self.data):
            where = "not in an exercise or of a figure that asks itself"
            raise ValueError(f"'predict:' asks on the page, {where}")
        return self


NO_OPTIONS = Options()


@dataclass(frozen=True)
class Prose:
    """A markdown cell in one language; `line` is that of its header.

    `expressions` are the values it needs, each once, in the order of the Spanish text: runs of both
    languages read them in the same order.
    """

    line: int
    text: str
    exercise: str = ""
    role: str = ""
    lang: str = ""
    expressions: tuple[str, ...] = ()

    @property
    def in_hurry(self) -> bool:
        return self.role == "hurry"


@dataclass(frozen=True)
class Pair:
    """A markdown cell in both languages."""

    es: Prose
    en: Prose

    def into(self, lang: str) -> Prose:
        return self.es if lang == "es" else replace(self.en, expressions=self.es.expressions)


@dataclass(frozen=True)
class Code:
    """A code cell. As read, `source` and `title` hold both languages.

    `lines` are the lines of the file that the lines of `source` come from, `head` that of the
    cell's header.
    """

    head: int
    source: str
    lines: tuple[int, ...] = ()
    title: str = ""
    options: Options = NO_OPTIONS

    @property
    def line(self) -> int:
        return self.lines[0] if self.lines else self.head + 1

    @property
    def tags(self) -> tuple[str, ...]:
        return self.options.tags

    @property
    def exercise(self) -> str:
        return self.options.exercise

    @property
    def role(self) -> str:
        return self.options.role

    @property
    def runs(self) -> bool:
        """Whether a run executes this cell and keeps what it leaves."""
        return "recipe" not in self.tags and self.role not in ("starter", *ANSWERS)

    @property
    def is_downloaded(self) -> bool:
        """Whether the script and the notebook of the page hold this cell."""
        return self.runs and not {"hurry", "page"} & set(self.tags)

    @property
    def in_hurry(self) -> bool:
        """Whether it stands in the fold for who is in a hurry."""
        return "hurry" in self.tags

    @property
    def is_python(self) -> bool:
        return "recipe" not in self.tags or self.options.lang == "python"

    @property
    def tree(self) -> ast.Module:
        """The syntax tree; it is shared, so nobody changes it."""
        return parse(self.source)

    @property
    def is_shown(self) -> bool:
        """Whether the page shows the code of this cell."""
        return not ({"hidden", "page"} & set(self.tags) or self.only_claims)

    @property
    def only_claims(self) -> bool:
        """Whether the cell does nothing but claim: its claims then say all that its code says."""
        body = self.tree.body if "claim" in self.tags else []
        kept = [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom)]
        calls = [n.value for n in kept if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
        named = all(ast.unparse(call.func).endswith("claim") for call in calls)
        return len(calls) == len(kept) > 0 and named

    @property
    def sentences(self) -> dict[str, str]:
        """Id → sentence of its claims that have one."""
        found = {}
        for call in (node for node in ast.walk(self.tree) if isinstance(node, ast.Call)):
            match call.args, [key.value for key in call.keywords if key.arg == "says"]:
                case [ast.Constant(value=str(name)), *_], [ast.Constant(value=str(says))]:
                    found[name] = says
        return found

    def into(self, lang: str) -> "Code":
        source, numbers = pairs.localise(self.source, lang)
        return Code(
            self.head,
            source,
            tuple(self.lines[number - 1] for number in numbers),
            pairs.side(self.title, lang),
            self.options.into(lang),
        )


@dataclass(frozen=True)
class Value:
    """An expression of the prose or the quiz that a run evaluates where it stands."""

    expression: str
    path: str
    line: int
