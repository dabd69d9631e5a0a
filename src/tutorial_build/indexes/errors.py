"""Index of common errors: what pages raise on purpose, with the cause and how to mend it."""

import re
from collections.abc import Iterator
from itertools import groupby
from textwrap import shorten

from tutorial_build.page.markup import escape
from tutorial_build.page.page import View
from tutorial_build.page.words import word
from tutorial_build.source import pairs
from tutorial_build.source.parity import anchors
from tutorial_build.source.script import Code, Prose

TITLE_CHARS = 60
LOCALISED = ("CheckError", "ClaimError")  # every other error speaks English
Raised = tuple[Code, str, str, str]  # the cell, type and message of its error, the anchor above it


def errors_page(views: list[View], lang: str) -> str:
    """Markdown of the common errors, by type and message: the cause, how to mend it, the page.

    A message that several pages show stands here once, with what each page says about it.
    """
    lines = [f"# {word('errors', lang)}", "", word("errors_intro", lang)]
    found = [(view, *error) for view in views for error in raised(view, lang)]
    found.sort(key=lambda error: (error[2].lower(), error[3].lower()))
    for kind, errors in groupby(found, lambda error: error[2]):
        lines += ["", f"## `{kind}` {{ #{kind.lower()} }}"]
        for message, same in groupby(errors, lambda error: error[3].strip().split("\n")[0]):
            pages = list(same)
            title = shorten(message, TITLE_CHARS, placeholder=" …", break_on_hyphens=False)
            lang_mark = "" if kind in LOCALISED else " lang=en"
            lines += ["", f"### {_plain(escape(title))} {{ #{_id(pages[0][1])}{lang_mark} }}", ""]
            output = f'<pre tabindex="0">{escape(f"{kind}: {message}")}</pre>'
            lines += [f'<div class="g-output g-error">{output}</div>']
            for view, cell, _, _, anchor in pages:
                for part in ("cause", "fix"):
                    text = _plain(pairs.side(cell.options[part], lang))
                    lines += ["", f"**{word(part, lang)}:** {text}"]
                page = f"{view.tutorial.address}.md#{anchor}"
                lines += ["", f"[{view.tutorial.title(lang)}]({page})"]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text whose `__init__` and `*` stay as they are; what stands in backticks is code."""
    parts = re.split(r"(`[^`]+`)", text)
    parts[::2] = [re.sub(r"([_*])", r"\\\1", part) for part in parts[::2]]
    return "".join(parts)


def raised(view: View, lang: str) -> Iterator[Raised]:
    """The cells of a page that raise on purpose and say the cause and how to mend it."""
    if view.results is None:
        return
    records = iter(view.results.run(lang)["cells"])
    anchor = ""
    for cell in view.tutorial.cells:
        if isinstance(cell, Prose):
            anchor = (anchors(cell.text[lang]) or [anchor])[-1]
            continue
        record = next(records) if cell.runs else {}
        if "error" in record and "cause" in cell.options:
            yield cell, record["error"]["type"], record["error"]["message"], anchor


def _id(cell: Code) -> str:
    kind, _, fragment = cell.options["raises"].partition(":")
    words = "".join(c if c.isalnum() else " " for c in fragment.lower()).split()
    return "-".join([kind.lower(), *words[:6]])
