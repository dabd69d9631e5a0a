"""Index of common errors: what pages raise on purpose, and messages that none raises yet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from markupsafe import Markup

from tutorial_build.page.markup import fill_page
from tutorial_build.page.page import Page, Said
from tutorial_build.source.messages import Message
from tutorial_build.source.pairs import side
from tutorial_build.source.parity import anchors
from tutorial_build.source.prose import scan

TITLE_CHARS = 60
UNTYPED = "message"  # what an address says where a message has no type


@dataclass(frozen=True)
class Explained:
    """A message with its cause and how to mend it; `link` leads to the page that shows it."""

    kind: str
    message: str
    fragment: str  # what it says apart from names and numbers
    cause: str
    fix: str
    link: str = ""

    @property
    def id(self) -> str:
        words = "".join(c if c.isalnum() else " " for c in self.fragment.lower()).split()
        return "-".join([self.kind.lower() or UNTYPED, *words[:6]])

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


def errors_page(pages: list[Page], lang: str, messages: Sequence[Message] = ()) -> str:
    """Markdown of the common errors, by type and message: the cause, how to mend it, the page.

    A message that several pages show stands here once, with what each page says about it.

    Args:
        pages: What raises them.
        lang: The language of the page.
        messages: Those that no page raises.
    """
    found = [error for page in pages for error in raised(page)]
    found += [_told(message, lang) for message in messages]
    found.sort(key=lambda error: (not error.kind, error.kind.lower(), error.message.lower()))
    kinds = [
        (kind, [list(same) for _, same in groupby(errors, lambda error: error.line)])
        for kind, errors in groupby(found, lambda error: error.kind)
    ]
    return fill_page("errors", lang, kinds=kinds, plain=_plain, untyped=UNTYPED)


def raised(page: Page) -> Iterator[Explained]:
    """The cells of a page that raise on purpose and say the cause and how to mend it."""
    lesson, anchor = page.lesson, ""
    for shown in page.cells:
        if isinstance(shown, Said):
            anchor = (anchors(shown.cell.text) or [anchor])[-1]
            continue
        error, options = shown.left.error, shown.cell.options
        if error and options.cause:
            fragment = options.raises.partition(":")[2]
            link = f"[{lesson.title}]({lesson.address}.md#{anchor})"
            yield Explained(error.type, error.message, fragment, options.cause, options.fix, link)


def _told(message: Message, lang: str) -> Explained:
    kind, text = message.parts
    return Explained(kind, text, text, side(message.cause, lang), side(message.fix, lang))


def _plain(text: str) -> Markup:
    """Text whose `__init__` and `*` stay as they are; what stands in backticks is code."""
    marks = re.compile("(?=[_*])")
    spans = scan(text, "code")
    return Markup("".join(s.text if s.kind == "code" else marks.sub(r"\\", s.text) for s in spans))
