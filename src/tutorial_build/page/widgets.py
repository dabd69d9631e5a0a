"""Interactive figures: their place in a page, the file with their data, what they need.

A code cell with `data: I-1` ends in a dict of plain values. The page holds a block with what is
seen without scripts, and a link to the data, which stand in a script of their own so that they can
also be read from disk. docs/theme/assets/js/widgets/ draws them.
"""

import json

from tutorial_build.errors import ContentError
from tutorial_build.page.markup import fill
from tutorial_build.page.page import Ran
from tutorial_build.run.protocol import Json
from tutorial_build.source.script import Lesson

# Each has a script of its name in the theme.
WIDGETS = ("I-1", "I-2", "I-3", "I-4", "I-6", "replay")


def check_widgets(lesson: Lesson) -> None:
    """Raise ContentError at the first cell whose interactive figure could not be shown."""
    seen: set[str] = set()
    for cell in lesson.code:
        name = cell.options.data
        if not name:
            continue
        message = ""
        if name not in WIDGETS:
            known = ", ".join(WIDGETS)
            message = f"no interactive figure is called {name!r}; use {known}"
        elif name in seen:
            message = f"a second interactive figure {name} on one page; keep one of them"
        elif not cell.options.alt:
            message = f"interactive figure {name} needs alt:, for readers without scripts"
        if message:
            raise ContentError(lesson.path, cell.head, message)
        seen.add(name)


def widget_block(cell: Ran, folder: str, figures: list[str], lang: str) -> str:
    """What a page holds for an interactive figure.

    Args:
        cell: The cell that made its data.
        folder: The page's folder, where the data lie, as seen from the page.
        figures: Markdown of the figures the cell drew, seen until the data are there and without
            scripts; where there are none, the alternative text is read instead.
        lang: `es` or `en`.
    """
    options = cell.cell.options
    facts = {"name": options.data, "alt": options.alt[0], "folder": folder, "figures": figures}
    return fill("widget", lang, **facts)


def data_file(name: str, value: Json) -> bytes:
    """The script that hands a page the data of one figure."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"gradiente.data({json.dumps(name)}, {text})\n".encode()
