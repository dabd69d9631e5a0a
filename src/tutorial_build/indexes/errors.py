"""Index of common errors: what pages raise on purpose, with the cause and how to mend it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from tutorial_build.page.markup import escape
from tutorial_build.page.page import Page, Said
from tutorial_build.page.words import word
from tutorial_build.source.cells import Options
from tutorial_build.source.parity import anchors
from tutorial_build.source.prose import scan

TITLE_CHARS = 60
LOCALISED = ("CheckError", "ClaimError")  # every other error speaks English


@dataclass(frozen=True)
class Raised:
    """An error that a page shows, with the place on the page above it."""

    page: Page
    options: Options
    kind: str
    message: str
    anchor: str


def errors_page(pages: list[Page], lang: str) -> str:
    """Markdown of the common errors, by type and message: the cause, how to mend it, the page.

    A message that several pages show stands here once, with what each page says about it.
    """
    lines = [f"# {word('errors', lang)}", "", word("errors_intro", lang)]
    found = [error for page in pages for error in raised(page)]
    found.sort(key=lambda error: (error.kind.lower(), error.message.lower()))
    for kind, errors in groupby(found, lambda error: error.kind):
        lines += ["", f"## `{kind}` {{ #{kind.lower()} }}"]
        for message, same in groupby(errors, lambda error: error.message.strip().split("\n")[0]):
            lines += _entry(kind, message, list(same), lang)
    return "\n".join(lines) + "\n"


def _entry(kind: str, message: str, same: list[Raised], lang: str) -> Iterator[str]:
    title = shorten(message, TITLE_CHARS, placeholder=" …", break_on_hyphens=False)
    lang_mark = "" if kind in LOCALISED else " lang=en"
    yield from ("", f"### {_plain(escape(title))} {{ #{_id(same[0])}{lang_mark} }}", "")
    output = f'<pre tabindex="0">{escape(f"{kind}: {message}")}</pre>'
    yield f'<div class="g-output g-error">{output}</div>'
    for error in same:
        lesson = error.page.lesson
        for part, text in (("cause", error.options.cause), ("fix", error.options.fix)):
            yield from ("", f"**{word(part, lang)}:** {_plain(text)}")
        yield from ("", f"[{lesson.title}]({lesson.address}.md#{error.anchor})")


def raised(page: Page) -> Iterator[Raised]:
    """The cells of a page that raise on purpose and say the cause and how to mend it."""
    anchor = ""
    for shown in page.cells:
        if isinstance(shown, Said):
            anchor = (anchors(shown.cell.text) or [anchor])[-1]
            continue
        error, options = shown.left.error, shown.cell.options
        if error and options.cause:
            yield Raised(page, options, error.type, error.message, anchor)


def _plain(text: str) -> str:
    """Text whose `__init__` and `*` stay as they are; what stands in backticks is code."""
    marks = re.compile("(?=[_*])")
    spans = scan(text, "code")
    return "".join(s.text if s.kind == "code" else marks.sub(r"\\", s.text) for s in spans)


def _id(error: Raised) -> str:
    kind, _, fragment = error.options.raises.partition(":")
    words = "".join(c if c.isalnum() else " " for c in fragment.lower()).split()
    return "-".join([kind.lower(), *words[:6]])
