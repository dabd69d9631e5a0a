"""What a page shows of its runs, checked without running: formats, numbers typed by hand."""

import re
from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.page.page import join
from tutorial_build.page.render import render
from tutorial_build.results.records import Results, Standing
from tutorial_build.run.protocol import Html, Json, Text
from tutorial_build.source.cells import Pair
from tutorial_build.source.course import Course
from tutorial_build.source.inline import INLINE, parse_inline
from tutorial_build.source.prose import scan
from tutorial_build.source.script import Tutorial

# Two decimals or more: shorter numbers are equal by chance.
_NUMBER = re.compile(r"(?<![\w.,#/-])[-−]?\d+\.\d{2,}(?![\w.]*\d)")
_PRINTED = re.compile(r"-?\d+\.\d{2,}")


def check_page(
    course: Course, tutorial: Tutorial, results: Results | None
) -> Iterator[ContentError]:
    """Yield the first thing of each language that a build could not show."""
    for lesson in tutorial.lessons:
        try:
            render(join(lesson, Standing.FRESH, results), course)
        except ContentError as error:
            yield error


def check_formats(tutorial: Tutorial, results: Results | None) -> Iterator[ContentError]:
    """Yield the inline values of the prose whose format no value has, or that lack one."""
    known = _values(results)
    for path, line, text in _proses(tutorial):
        for match in INLINE.finditer(text):
            inline = parse_inline(match[1])
            at = line + text.count("\n", 0, match.start())
            if not any(_fits(value, inline.format) for value in (1.5, 1, "text")):
                message = f"{match[0]} has the format {inline.format!r}, which does not exist; "
                yield ContentError(path, at, f"{message}write such as :.3f, :d or :.1%")
            elif isinstance(known.get(inline.expression), float) and not inline.format:
                message = f"{match[0]} has no format, so it shows every digit; write "
                yield ContentError(path, at, f"{message}{{{{ {inline.expression}:.3f }}}}")


def check_numbers(tutorial: Tutorial, results: Results) -> Iterator[ContentError]:
    """Yield the numbers typed in prose that a run made, and that no code says."""
    values = [value for value in _values(results).values() if isinstance(value, float)]
    runs = (run for part in results.parts.values() for run in part.runs.values())
    outputs = (output for run in runs for cell in run.cells for output in cell.outputs)
    texts = [output.text for output in outputs if isinstance(output, Text | Html)]
    printed = {number for text in texts for number in _PRINTED.findall(text)}
    code = {number for cell in tutorial.lessons[0].code for number in _PRINTED.findall(cell.source)}
    for path, line, text in _proses(tutorial):
        for span in scan(text):
            for match in _NUMBER.finditer(span.text) if span.kind == "text" else ():
                number = match[0].replace("−", "-")
                digits = len(number.partition(".")[2])
                made = number in printed or any(f"{v:.{digits}f}" == number for v in values)
                if made and number.removeprefix("-") not in code:
                    message = f"the number {match[0]} comes from the run; write an inline value"
                    at = line + text.count("\n", 0, span.start + match.start())
                    yield ContentError(path, at, message)


def _values(results: Results | None) -> dict[str, Json]:
    """The inline values of the page by their expressions; one that varies has the last."""
    found: dict[str, Json] = {}
    for run in results.page.runs.values() if results else ():
        found |= zip(run.expressions, run.values, strict=True)
    return found


def _proses(tutorial: Tutorial) -> Iterator[tuple[str, int, str]]:
    """Path, first line and text of each prose cell in each language."""
    for cell in tutorial.cells:
        if isinstance(cell, Pair):
            for prose in (cell.es, cell.en):
                yield tutorial.path, prose.line + 1, prose.text


def _fits(value: Json, spec: str) -> bool:
    try:
        format(value, spec)
    except ValueError:
        return False
    return True
