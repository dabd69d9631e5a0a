"""A page: a tutorial in one language, joined once with what its run left."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, repeat
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.page.words import number, shown_from
from tutorial_build.results.records import Results, Sidecar, Standing
from tutorial_build.run.needs import Lack
from tutorial_build.run.protocol import CellRun, Claim, Data, Json, Picture
from tutorial_build.source.cells import Code, Prose
from tutorial_build.source.inline import Inline, substitute
from tutorial_build.source.prose import scan
from tutorial_build.source.script import Lesson

_MARKDOWN = {ord(sign): f"&#{ord(sign)};" for sign in "`~{}[]*_\\|$!"} | {ord("\n"): " "}
_CODE = dict.fromkeys(map(ord, "`\n"))


@dataclass(frozen=True)
class Figure:
    """A figure as a page or the gallery shows it; its files lie in `folder`."""

    picture: Picture
    alt: str
    caption: str
    folder: Path


@dataclass(frozen=True)
class Said:
    """A markdown cell, its inline values in place."""

    cell: Prose
    text: str


@dataclass(frozen=True)
class Ran:
    """A code cell with what it left; `rank` counts all code cells of the page."""

    cell: Code
    rank: int
    left: CellRun
    folder: Path

    @property
    def figures(self) -> list[Figure]:
        options, pictures = self.cell.options, self.left.pictures
        pairs = zip(pictures, chain(options.alt, repeat("")), strict=False)
        return [Figure(picture, alt, options.caption, self.folder) for picture, alt in pairs]

    @property
    def data(self) -> Data | None:
        """What feeds the cell's interactive figure."""
        return next((out for out in self.left.outputs if isinstance(out, Data)), None)


@dataclass(frozen=True)
class Page:
    """A tutorial as it will be shown in one language.

    `lacks` says what it needs to run here, `errors` where and why it failed, `verified` the day
    this checkout last compared its frozen results with a run.
    """

    lesson: Lesson
    standing: Standing
    cells: tuple[Said | Ran, ...] = ()
    sidecar: Sidecar | None = None
    seconds: float = 0.0
    lacks: tuple[Lack, ...] = ()
    errors: tuple[ContentError, ...] = ()
    verified: str = ""
    quiz_values: dict[str, Json] | None = None
    uses: frozenset[str] = frozenset()  # what runs used of the library
    download_bytes: int = 0  # of its data sets; 0 where nobody knows

    @property
    def lang(self) -> str:
        return self.lesson.lang

    @cached_property
    def ran(self) -> tuple[Ran, ...]:
        """The code cells."""
        return tuple(cell for cell in self.cells if isinstance(cell, Ran))

    @property
    def figures(self) -> list[Figure]:
        return [figure for cell in self.ran for figure in cell.figures]

    @property
    def claims(self) -> list[Claim]:
        return [claim for cell in self.ran for claim in cell.left.claims]

    @property
    def day(self) -> str:
        """When its results were last known to be right; "" where it has none."""
        return max(self.verified, self.sidecar.date) if self.sidecar else ""

    @property
    def widgets(self) -> dict[str, Json]:
        """The data of each interactive figure, by its name."""
        return {cell.data.widget: cell.data.value for cell in self.ran if cell.data}


def join(
    lesson: Lesson,
    standing: Standing,
    results: Results | None = None,
    *,
    lacks: tuple[Lack, ...] = (),
    verified: str = "",
    download_bytes: int = 0,
) -> Page:
    """Put what a run left beside the cells that left it.

    Raises:
        ContentError: If an inline value cannot be shown as its format says.
    """
    run = results and results.page.run(lesson.lang)
    values = iter(run.values if run else [])
    cells = tuple(_joined(lesson, results, values))
    quiz = lesson.quiz.values if lesson.quiz and results else ()
    return Page(
        lesson,
        standing,
        cells,
        results.page.sidecar if results else None,
        results.page.seconds(lesson.lang) if results else 0.0,
        lacks,
        verified=verified,
        quiz_values={value.expression: next(values, None) for value in quiz},
        uses=frozenset(results.uses if results else ()),
        download_bytes=download_bytes,
    )


def _joined(
    lesson: Lesson, results: Results | None, values: Iterator[Json]
) -> Iterator[Said | Ran]:
    left = iter(results.cells(lesson) if results else [])
    rank = -1
    for cell in lesson.cells:
        if isinstance(cell, Prose):
            known = {expression: next(values, None) for expression in cell.expressions}
            with shown_from(lesson.path, cell.line):
                text = with_values(cell.text, known, lesson.lang)
            yield Said(cell, text)
        else:
            rank += 1
            made = next(left, CellRun()) if cell.runs else CellRun()
            said = cell.sentences if made.claims else {}  # one run may serve both languages
            claims = [replace(claim, says=said.get(claim.id, claim.says)) for claim in made.claims]
            folder = results.folder if results else Path()
            yield Ran(cell, rank, replace(made, claims=claims), folder)


def with_values(text: str, known: dict[str, Json], lang: str) -> str:
    """A prose text with its inline values; a value that is a text stays one in Markdown and code.

    Raises:
        ValueError: If a format does not fit its value, or a text cannot stand in code.
    """
    ways = {"code": _in_code, "fence": _in_code, "math": _as_it_is, "formula": _as_it_is}
    parts = []
    for span in scan(text, *ways):
        way = ways.get(span.kind, _in_prose)
        parts.append(substitute(span.text, partial(way, partial(show_value, known, lang))))
    return "".join(parts)


def _in_prose(show: Callable[[Inline], str], inline: Inline) -> str:
    """An inline value in which nothing is Markdown, HTML or a template; its minus is a minus."""
    shown = re.sub(r"^-(?=[\d.]|inf)", "−", show(inline))
    return html.escape(shown, quote=False).translate(_MARKDOWN)


def _as_it_is(show: Callable[[Inline], str], inline: Inline) -> str:
    return show(inline)


def _in_code(show: Callable[[Inline], str], inline: Inline) -> str:
    if (shown := show(inline)).translate(_CODE) != shown:
        raise ValueError(f"inline value {{{{ {inline.expression} }}}} is {shown!r}, within code")
    return shown


def show_value(known: dict[str, Json], lang: str, inline: Inline) -> str:
    """An inline value as its format writes it; an ellipsis where there is none yet.

    Raises:
        ValueError: If the format does not fit the value.
    """
    value = known.get(inline.expression)
    try:
        return "…" if value is None else number(value, inline.format, lang)
    except (ValueError, OverflowError) as error:
        shown = f"{{{{ {inline.expression}:{inline.format} }}}}"
        raise ValueError(f"inline value {shown} is {value!r}: {error}") from None
