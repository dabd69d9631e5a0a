"""Read a tutorial script: header, cells, and the pairing of the two languages."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tutorial_build.errors import ContentError
from tutorial_build.source import pairs, parity
from tutorial_build.source.inline import INLINE, Inline, inlines, is_plain, parse_inline
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.syntax import parse

if TYPE_CHECKING:
    from tutorial_build.source.quiz import Quiz

VERBS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
ROLES = ("setup", "starter", "solution", "check", "wrong")
TAGS = ("claim", "hidden", "recipe", "volatile")
HEADER_FIELDS = ("title", "description", "objectives", "minutes", "needs", "data", "seconds")
CODE_OPTIONS = (
    "tags raises cause fix warns alt caption data exercise role message lang".split()  # noqa: SIM905
)
PROSE_OPTIONS = ("lang", "exercise", "role")

_CELL = re.compile(r"^# %%(?P<markdown> \[markdown\])?(?P<rest>.*)$")
_QUOTED = r"\"(?:\\.|[^\"\\])*\""
_OPTION = re.compile(rf"(\w+)=({_QUOTED}|\[(?:{_QUOTED}|[^\]\"])*\])")


@dataclass(frozen=True)
class Prose:
    """A markdown cell in both languages."""

    lines: dict[str, int]
    text: dict[str, str]
    exercise: str | None = None
    role: str | None = None

    @cached_property
    def inlines(self) -> list[Inline]:
        """The values this cell needs, each expression once, in order of appearance."""
        found = {inline.expression: inline for inline in inlines(self.text["es"])}
        return list(found.values())


@dataclass(frozen=True)
class Code:
    """A code cell; `source` still holds both languages."""

    line: int
    source: str
    title: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def tags(self) -> list[str]:
        return list(self.options.get("tags", []))

    @property
    def exercise(self) -> str | None:
        return self.options.get("exercise")

    @property
    def role(self) -> str | None:
        return self.options.get("role")

    @property
    def runs(self) -> bool:
        """Whether a run executes this cell."""
        return "recipe" not in self.tags and self.role != "starter"

    @property
    def is_python(self) -> bool:
        return "recipe" not in self.tags or self.options.get("lang", "python") == "python"

    @property
    def alts(self) -> list[str]:
        alt = self.options.get("alt", [])
        return [alt] if isinstance(alt, str) else list(alt)

    def localised(self, lang: str) -> str:
        return pairs.localise(self.source, lang)[0]


@dataclass(frozen=True)
class Tutorial:
    """A script: what its header says and its cells in page order."""

    path: str
    header: dict[str, Any]
    cells: tuple[Prose | Code, ...]
    quiz: "Quiz | None" = None

    @property
    def slug(self) -> str:
        return Path(self.path).stem

    @property
    def module(self) -> str:
        return Path(self.path).parent.name

    @property
    def address(self) -> str:
        """Address of the page below its language, such as `m5-networks/fashion-mnist`."""
        return f"{self.module}/{self.slug}".replace("_", "-")

    @property
    def data(self) -> list[str]:
        return list(self.header.get("data") or [])

    @property
    def needs(self) -> list[str]:
        return list(self.header.get("needs") or [])

    def title(self, lang: str) -> str:
        return pairs.side(self.header["title"], lang)

    @property
    def steps(self) -> list[Code | Inline]:
        """What a run does, in page order: executed code cells and inline values."""
        found: list[Code | Inline] = []
        for cell in self.cells:
            if isinstance(cell, Prose):
                found += cell.inlines
            elif cell.runs:
                found.append(cell)
        return found + (self.quiz.inlines if self.quiz else [])

    @property
    def code(self) -> list[Code]:
        return [cell for cell in self.cells if isinstance(cell, Code)]


def read_script(path: Path, root: Path) -> Tutorial:
    """Parse and check a script.

    Raises:
        ContentError: `path:line:` and the first thing that is wrong.
    """
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(name, 1, f"not UTF-8 ({error.reason}); save the file as UTF-8") from None
    lines = text.splitlines()
    header, start = _read_header(lines, name)
    cells = _pair_prose(list(_split_cells(lines, start, name)), name)
    for cell in cells:
        if isinstance(cell, Code):
            _check_code(cell, name)
        else:
            parity.check(cell.text, cell.lines, name)
            _check_inlines(cell, name)
    if not any(isinstance(cell, Code) for cell in cells):
        raise ContentError(name, 1, "the script has no code cell; add one, starting with '# %%'")
    return Tutorial(name, header, tuple(cells))


def _read_header(lines: list[str], name: str) -> tuple[dict[str, Any], int]:
    if not lines or lines[0] != "# ---" or "# ---" not in lines[1:]:
        raise ContentError(name, 1, "no header; start with '# ---', fields, '# ---'")
    end = lines.index("# ---", 1)
    try:
        header = yaml.safe_load("\n".join(line.removeprefix("#")[1:] for line in lines[1:end]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        message = f"the header is not YAML: {problem}; mend this line or put the text in quotes"
        raise ContentError(name, line, message) from None
    if not isinstance(header, dict):
        raise ContentError(name, 1, "the header holds no fields; write 'title: \"es // en\"'")
    at = {line.removeprefix("# ").split(":")[0]: n for n, line in enumerate(lines[:end], 1)}
    for key in header:
        if key not in HEADER_FIELDS:
            known = ", ".join(HEADER_FIELDS)
            raise ContentError(name, at.get(key, 1), f"unknown header field {key!r}; use {known}")
    for key in ("title", "description", "objectives", "minutes"):
        if not header.get(key):
            raise ContentError(name, 1, f"the header has no {key!r}; add it")
    _check_header(header, name, {key: at.get(key, 1) for key in header})
    return header, end + 1


def _check_header(header: dict[str, Any], name: str, at: dict[str, int]) -> None:
    """Check the kind of value that each field holds; `at` is the line of each."""
    for text in ("title", "description"):
        _check_both(header[text], name, at[text], text)
    objectives = header["objectives"]
    for objective in objectives if isinstance(objectives, list) else [objectives]:
        if not isinstance(objective, dict) or set(objective) - set(VERBS) or len(objective) != 1:
            message = f"an objective is '- verb: \"es // en\"', verb one of {', '.join(VERBS)}"
            raise ContentError(name, at["objectives"], message)
        _check_both(next(iter(objective.values())), name, at["objectives"], "an objective")
    minutes = header["minutes"]
    if not isinstance(minutes, dict) or set(minutes) != {"read", "practise"}:
        message = "minutes needs two numbers; write 'minutes: {read: 20, practise: 10}'"
        raise ContentError(name, at["minutes"], message)
    for key in ("needs", "data"):
        if not isinstance(header.get(key) or [], list):
            raise ContentError(name, at[key], f"{key} is a list; write '{key}: [a, b]'")
    seconds = header.get("seconds", 1)
    if not isinstance(seconds, int | float) or seconds <= 0:
        message = "seconds needs a number above 0; write 'seconds: 120'"
        raise ContentError(name, at["seconds"], message)


def _check_both(text: Any, name: str, line: int, what: str) -> None:
    if not pairs.is_pair(text):
        raise ContentError(name, line, f'{what} needs both languages; write "es // en"')


def _split_cells(lines: list[str], start: int, name: str) -> Iterator[Any]:
    """Yield Code cells, and (lang, line, text, options) for each markdown cell."""
    heads = [n for n in range(start, len(lines)) if lines[n].startswith("# %%")]
    for n in range(start, heads[0] if heads else len(lines)):
        if lines[n].strip():
            raise ContentError(name, n + 1, "text before the first cell; start it with '# %%'")
    for n, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        head = _CELL.match(lines[n])
        if head is None:
            raise ContentError(name, n + 1, "not a cell header; write '# %%' or '# %% [markdown]'")
        title, options = _read_options(head["rest"], bool(head["markdown"]), name, n + 1)
        body = lines[n + 1 : end]
        if head["markdown"]:
            complaint = "code in a markdown cell; start a code cell above it"
            yield options.get("lang"), n + 1, _uncomment(body, name, n + 2, complaint), options
            continue
        if "recipe" in options.get("tags", []):  # comments, so that the script works by itself
            complaint = "a recipe is not run; write '# ' before it"
            body = _uncomment(body, name, n + 2, complaint).split("\n")
        source = "\n".join(body).rstrip()
        blank = len(source) - len(source.lstrip("\n"))
        yield Code(n + 2 + blank, source.lstrip("\n"), title, options)


def _uncomment(body: list[str], name: str, first: int, complaint: str) -> str:
    for n, line in enumerate(body):
        if line.strip() and not line.startswith("#"):
            raise ContentError(name, first + n, complaint)
    return "\n".join(line[2:] if line.startswith("# ") else line[1:] for line in body).strip("\n")


def _read_options(rest: str, prose: bool, name: str, line: int) -> tuple[str, dict[str, Any]]:
    options: dict[str, Any] = {}
    first = _OPTION.search(rest)
    title = rest[: first.start()].strip() if first else rest.strip()
    left = _OPTION.sub("", rest[first.start() :]).strip() if first else ""
    if left or "=" in title:
        message = f'cannot read the cell option {left or title!r}; write key="value"'
        raise ContentError(name, line, message)
    for key, literal in _OPTION.findall(rest):
        if key not in (PROSE_OPTIONS if prose else CODE_OPTIONS):
            known = ", ".join(PROSE_OPTIONS if prose else CODE_OPTIONS)
            raise ContentError(name, line, f"unknown cell option {key!r}; use {known}")
        try:
            options[key] = ast.literal_eval(literal)
        except (SyntaxError, ValueError):
            message = f"cannot read the cell option {f'{key}={literal}'!r}; quote each text in it"
            raise ContentError(name, line, message) from None
    for tag in options.get("tags", []):
        if tag not in TAGS:
            raise ContentError(name, line, f"unknown tag {tag!r}; use {', '.join(TAGS)}")
    if prose and (options.get("lang") not in LANGUAGES or title):
        message = 'a markdown cell needs lang="es" or lang="en", and no title; correct its header'
        raise ContentError(name, line, message)
    if title:
        _check_both(title, name, line, "a cell title")
    return title, options


def _pair_prose(parts: list[Any], name: str) -> list[Prose | Code]:
    cells: list[Prose | Code] = []
    waiting: tuple[str, int, str, dict[str, Any]] | None = None
    for part in [*parts, None]:
        if waiting is None and isinstance(part, tuple) and part[0] == "es":
            waiting = part
        elif waiting is not None and isinstance(part, tuple) and part[0] == "en":
            _, line, spanish, options = waiting
            if {**options, "lang": "en"} != part[3]:
                message = "this cell and its 'es' partner have different options; make them equal"
                raise ContentError(name, part[1], message)
            lines, text = {"es": line, "en": part[1]}, {"es": spanish, "en": part[2]}
            cells.append(Prose(lines, text, options.get("exercise"), options.get("role")))
            waiting = None
        elif waiting is not None or isinstance(part, tuple):
            lang, line = (waiting or part)[:2]
            raise ContentError(
                name,
                line,
                f"this '{lang}' cell has no partner; write the es cell and then the en cell, "
                "with no code between them",
            )
        elif part is not None:
            cells.append(part)
    return cells


def _check_code(cell: Code, name: str) -> None:
    pairs.check(cell.source, name, cell.line)
    for text in [*cell.alts, *([cell.options["caption"]] if "caption" in cell.options else [])]:
        _check_both(text, name, cell.line - 1, "alt or caption")
    if "cause" in cell.options or "fix" in cell.options:  # for the page of common errors
        for option in ("cause", "fix"):
            _check_both(
                cell.options.get(option), name, cell.line - 1, f"{option}= of a raises cell"
            )
    if (cell.exercise is None) != (cell.role is None) or (cell.role and cell.role not in ROLES):
        message = f'an exercise cell needs exercise="E1" and role, one of {", ".join(ROLES)}'
        raise ContentError(name, cell.line - 1, message)
    if not cell.is_python:
        return
    for lang in LANGUAGES:
        text, lines = pairs.localise(cell.source, lang)
        try:
            parse(text)
        except SyntaxError as error:
            line = cell.line + lines[min(error.lineno or 1, len(lines)) - 1] - 1
            raise ContentError(name, line, f"syntax error: {error.msg}; mend the code") from None


def _check_inlines(cell: Prose, name: str) -> None:
    for lang in LANGUAGES:
        for match in INLINE.finditer(cell.text[lang]):
            line = cell.lines[lang] + 1 + cell.text[lang].count("\n", 0, match.start())
            if not is_plain(parse_inline(match[1]).expression):
                raise ContentError(
                    name,
                    line,
                    f"inline value {match[0]!r} must be a name, attribute, constant index or "
                    "len() of one; compute it in a cell and name it",
                )
