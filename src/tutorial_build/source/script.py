"""Read a tutorial script: header, cells, and the pairing of the two languages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from tutorial_build.errors import ContentError, WrongFileError, collect
from tutorial_build.source import pairs, parity
from tutorial_build.source.cells import ANSWERS, Code, Options, Pair, Prose, Value
from tutorial_build.source.inline import inlines
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.quiz import Quiz
from tutorial_build.source.text import read_text
from tutorial_build.source.yaml_file import Both, Document, Entry, Names

PAGE = "page"  # the part of a tutorial that is no exercise
PROSE_ROLES = ("", "hint", "hurry")
_OPTION = "#|"  # opens a line of cell options
_CELL = re.compile(r"# %%(?P<markdown> \[markdown\])?(?: (?P<rest>.*))?")
_PROSE_OPTION = re.compile(r'(\w+)="([^"]*)"')


def _verb_and_text(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1:
        ((verb, text),) = value.items()
        return {"verb": verb, "text": text}
    raise ValueError("an objective is one line, '- verb: \"es // en\"'")


class Objective(Entry):
    """What a reader will be able to do; the verb is one of Bloom's."""

    verb: Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
    text: Both


_Objective = Annotated[Objective, BeforeValidator(_verb_and_text)]


class Minutes(Entry):
    """How long a page takes."""

    read: int
    practise: int


class Header(Entry):
    """The fields above the first cell."""

    title: Both
    description: Both
    objectives: Annotated[tuple[_Objective, ...], Field(min_length=1)]
    minutes: Minutes
    needs: Names = ()
    data: Names = ()
    files: Names = ()  # beside the script; a run finds them in its working folder
    seconds: float = Field(120, gt=0)  # time limit of a run
    trains: bool = False  # so its numbers are other ones on another machine


@dataclass(frozen=True)
class _Script:
    """What does not depend on the language."""

    path: str
    header: Header

    @property
    def slug(self) -> str:
        return Path(self.path).stem

    @property
    def module(self) -> str:
        return Path(self.path).parent.name

    @property
    def name(self) -> str:
        """The last part of the page's address, such as `fashion-mnist`."""
        return self.slug.replace("_", "-")

    @property
    def address(self) -> str:
        """Address of the page below its language, such as `m5-networks/fashion-mnist`."""
        return f"{self.module}/{self.slug}".replace("_", "-")

    @property
    def data(self) -> tuple[str, ...]:
        return self.header.data

    @property
    def trains(self) -> bool:
        return self.header.trains

    def files(self, root: Path) -> dict[str, Path]:
        """The declared files beside the script, by name."""
        return {name: (root / self.path).parent / name for name in self.header.files}


@dataclass(frozen=True)
class Lesson(_Script):
    """A tutorial in one language."""

    lang: str
    cells: tuple[Prose | Code, ...]
    quiz: Quiz | None = None

    @property
    def title(self) -> str:
        return self.header.title

    @property
    def code(self) -> tuple[Code, ...]:
        return tuple(cell for cell in self.cells if isinstance(cell, Code))

    @cached_property
    def parts(self) -> dict[str, tuple[Code | Value, ...]]:
        """What runs do, in page order: the page with its inline values, and each exercise apart."""
        found: dict[str, list[Code | Value]] = {PAGE: []}
        for cell in self.cells:
            if isinstance(cell, Prose):
                found[PAGE] += [Value(e, self.path, cell.line) for e in cell.expressions]
            elif cell.runs:
                found.setdefault(cell.exercise or PAGE, []).append(cell)
        found[PAGE] += self.quiz.values if self.quiz else ()
        return {part: tuple(steps) for part, steps in found.items()}

    @property
    def executed(self) -> tuple[Code, ...]:
        """The cells that runs execute, in page order."""
        return tuple(cell for cell in self.code if cell.runs)

    def answers(self, exercise: str) -> tuple[Code, ...]:
        """Other answers to an exercise, right and wrong ones, that its check must tell apart."""
        return tuple(c for c in self.code if c.exercise == exercise and c.role in ANSWERS)


@dataclass(frozen=True)
class Tutorial(_Script):
    """A script as it stands in its file: code once, prose in both languages."""

    cells: tuple[Pair | Code, ...]
    quiz: Quiz | None = None

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(
            Lesson(
                self.path,
                self.header.into(lang),
                lang,
                tuple(cell.into(lang) for cell in self.cells),
                self.quiz and self.quiz.into(lang),
            )
            for lang in LANGUAGES
        )

    def into(self, lang: str) -> Lesson:
        """The tutorial in one language; made once."""
        return self.lessons[LANGUAGES.index(lang)]


def read_script(path: Path, root: Path) -> Tutorial:
    """Parse and check a script.

    Raises:
        ContentError: `path:line:` and what is wrong, of each cell one thing.
    """
    tutorial, wrong = read_what_can(path, root)
    if wrong:
        raise WrongFileError(wrong)
    return tutorial


def read_what_can(path: Path, root: Path) -> tuple[Tutorial, list[ContentError]]:
    """A script without the cells that are wrong, and what is wrong with them, in their order.

    Raises:
        ContentError: If the file or its header cannot be read.
    """
    name = path.relative_to(root).as_posix()
    lines = read_text(path, name).split("\n")
    header, start = _read_header(lines, name)
    wrong: list[ContentError] = []
    cells: list[Pair | Code] = []
    for cell in _paired(_split(lines, start, name), name):
        with collect(wrong):
            cells.append(_checked(cell, name))
    if not wrong and not any(isinstance(cell, Code) for cell in cells):
        message = "the script has no code cell; add one, starting with '# %%'"
        wrong.append(ContentError(name, 1, message))
    return Tutorial(name, header, tuple(cells)), wrong


def _read_header(lines: list[str], name: str) -> tuple[Header, int]:
    if lines[0] != "# ---" or "# ---" not in lines[1:]:
        raise ContentError(name, 1, "no header; start with '# ---', fields, '# ---'")
    end = lines.index("# ---", 1)
    return Document(_bare(lines[1:end], "#"), Header, name, first_line=2).value, end + 1


def _split(lines: list[str], start: int, name: str) -> Iterator[Code | Prose | ContentError]:
    """Yield the cells, or what is wrong; `start` is the rank of the first line below the header."""
    cuts = [n for n in range(start, len(lines)) if lines[n].startswith("# %%")] + [len(lines)]
    if early := [n for n in range(start, cuts[0]) if lines[n].strip()]:
        message = "text before the first cell; start it with '# %%'"
        yield ContentError(name, early[0] + 1, message)
    for n, end in pairwise(cuts):
        try:
            yield _cell(lines[n:end], name, n + 1)
        except ContentError as error:
            yield error


def _cell(lines: list[str], name: str, head: int) -> Code | Prose:
    found = _CELL.fullmatch(lines[0])
    if found is None:
        raise ContentError(name, head, "not a cell header; write '# %%' or '# %% [markdown]'")
    read = _prose if found["markdown"] else _code
    return read((found["rest"] or "").strip(), lines[1:], name, head)


def _prose(rest: str, body: list[str], name: str, head: int) -> Prose:
    options = dict(_PROSE_OPTION.findall(rest))
    if _PROSE_OPTION.sub("", rest).strip() or set(options) - {"lang", "exercise", "role"}:
        message = f"cannot read the cell header {rest!r}; a markdown cell has lang, exercise, role"
        raise ContentError(name, head, message)
    if options.get("lang") not in LANGUAGES or options.get("role", "") not in PROSE_ROLES:
        message = 'a markdown cell needs lang="es" or lang="en", and no role but "hint" or "hurry"'
        raise ContentError(name, head, message)
    _refuse_options(body, name, head + 1)
    text = _uncomment(body, name, head + 1, "code in a markdown cell; start a code cell above it")
    expressions = tuple(dict.fromkeys(inline.expression for inline in inlines(text)))
    return Prose(head, text, **options, expressions=expressions)


def _code(title: str, body: list[str], name: str, head: int) -> Code:
    if title and not pairs.is_pair(title):
        known = "options stand on '#|' lines" if "=" in title else 'write "es // en"'
        message = f"a cell title needs both languages, got {title!r}; {known}"
        raise ContentError(name, head, message)
    options = list(takewhile(lambda line: line.startswith(_OPTION), body))
    text = _bare(options, _OPTION) or "{}"
    found: Document[Options] = Document(text, Options, name, head + 1)
    body, first = body[len(options) :], head + 1 + len(options)
    _refuse_options(body, name, first)
    if "recipe" in found.value.tags:  # comments, so that the script works by itself
        text = _uncomment(body, name, first, "a recipe is not run; write '# ' before it")
        body = text.split("\n")
    blank = next((n for n, line in enumerate(body) if line.strip()), 0)
    source = "\n".join(body[blank:]).rstrip()
    lines = range(first + blank, first + blank + source.count("\n") + 1)
    return Code(head, source, tuple(lines), title, found.value)


def _refuse_options(body: list[str], name: str, first: int) -> None:
    """Options that would be taken for a comment, or shown to readers."""
    for n, line in enumerate(body):
        if line.startswith(_OPTION):
            message = "options stand right below '# %%', those of a markdown cell in its header"
            raise ContentError(name, first + n, f"{message}; move this line")


def _uncomment(body: list[str], name: str, first: int, complaint: str) -> str:
    for n, line in enumerate(body):
        if line.strip() and not line.startswith("#"):
            raise ContentError(name, first + n, complaint)
    return _bare(body, "#").strip("\n")


def _bare(lines: list[str], mark: str) -> str:
    return "\n".join(line.removeprefix(mark).removeprefix(" ") for line in lines)


def _paired(
    cells: Iterable[Code | Prose | ContentError], name: str
) -> Iterator[Pair | Code | ContentError]:
    """Yield prose in pairs; beside a cell that is wrong, prose without a partner is no mistake."""
    waiting = list(cells)[::-1]
    before: Code | Prose | ContentError | None = None
    while waiting:
        cell, after = waiting.pop(), waiting[-1] if waiting else None
        if not isinstance(cell, Prose):
            yield cell
        elif cell.lang == "es" and isinstance(after, Prose) and after.lang == "en":
            yield Pair(cell, after)
            waiting.pop()
        elif not any(isinstance(near, ContentError) for near in (before, after)):
            message = "write the es cell and then the en cell, with no code between them"
            message = f"this {cell.lang!r} cell has no partner; {message}"
            cell = ContentError(name, cell.line, message)
            yield cell
        before = cell


def _checked(cell: Pair | Code | ContentError, name: str) -> Pair | Code:
    if isinstance(cell, ContentError):
        raise cell
    if isinstance(cell, Pair):
        if (cell.en.exercise, cell.en.role) != (cell.es.exercise, cell.es.role):
            message = "this cell and its 'es' partner have different options; make them equal"
            raise ContentError(name, cell.en.line, message)
        parity.check(cell, name)
    else:
        _check_code(cell, name)
    return cell


def _check_code(cell: Code, name: str) -> None:
    pairs.check(cell.source, name, cell.line)
    for code in map(cell.into, LANGUAGES if cell.is_python else ()):
        try:
            _ = code.tree
        except SyntaxError as error:
            line = code.lines[min(error.lineno or 1, len(code.lines)) - 1]
            raise ContentError(name, line, f"syntax error: {error.msg}; mend the code") from None
