"""Index of common errors: what pages raise on purpose, with the cause and how to mend it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from markupsafe import Markup

from tutorial_build.page.markup import fill_page
from tutorial_build.page.page import Page, Said
from tutorial_build.source.cells import Options
from tutorial_build.source.parity import anchors
from tutorial_build.source.prose import scan

TITLE_CHARS = 60


@dataclass(frozen=True)
class Raised:
    """An error that a page shows, with the place on the page above it."""

    page: Page
    options: Options
    kind: str
    message: str
    anchor: str

    @property
    def id(self) -> str:
        kind, _, fragment = self.options.raises.partition(":")
        words = "".join(c if c.isalnum() else " " for c in fragment.lower()).split()
        return "-".join([kind.lower(), *words[:6]])

    @property
    def line(self) -> str:
        return self.message.strip().split("\n")[0]

    @property
    def title(self) -> str:
        return shorten(self.line, TITLE_CHARS, placeholder=" …", break_on_hyphens=False)

    @property
    def is_localised(self) -> bool:
        """Whether it speaks the language of the page; every other error speaks English."""
        return self.kind in ("CheckError", "ClaimError")


def errors_page(pages: list[Page], lang: str) -> str:
    """Markdown of the common errors, by type and message: the cause, how to mend it, the page.

    A message that several pages show stands here once, with what each page says about it.
    """
    found = [error for page in pages for error in raised(page)]
    found.sort(key=lambda error: (error.kind.lower(), error.message.lower()))
    kinds = [
        (kind, [list(same) for _, same in groupby(errors, lambda error: error.line)])
        for kind, errors in groupby(found, lambda error: error.kind)
    ]
    return fill_page("errors", lang, kinds=kinds, plain=_plain)


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


def _plain(text: str) -> Markup:
    """Text whose `__init__` and `*` stay as they are; what stands in backticks is code."""
    marks = re.compile("(?=[_*])")
    spans = scan(text, "code")
    return Markup("".join(s.text if s.kind == "code" else marks.sub(r"\\", s.text) for s in spans))
