"""Interactive figures: their place in a page, the file with their data, what they need.

A code cell with `data="I-1"` ends in a dict of plain values. The page holds a block with what is
seen without scripts, and a link to the data, which stand in a script of their own so that they can
also be read from disk. docs/theme/assets/js/widgets/ draws them.
"""

import html
import json
from typing import Any

from tutorial_build.errors import ContentError
from tutorial_build.page.words import word
from tutorial_build.results.store import Results
from tutorial_build.source.pairs import side
from tutorial_build.source.script import Code, Tutorial

# Each has a script of its name in the theme.
WIDGETS = ("I-1", "I-2", "I-3", "I-4", "I-6", "replay")


def check_widgets(tutorial: Tutorial) -> None:
    """Raise ContentError at the first cell whose interactive figure could not be shown."""
    seen: set[str] = set()
    for cell in tutorial.code:
        name = cell.options.get("data")
        if name is None:
            continue
        line = cell.line - 1
        if name not in WIDGETS:
            known = ", ".join(WIDGETS)
            message = f"no interactive figure is called {name!r}; use {known}"
            raise ContentError(tutorial.path, line, message)
        if name in seen:
            message = f"a second interactive figure {name} on one page; keep one of them"
            raise ContentError(tutorial.path, line, message)
        if not cell.alts:
            message = f'interactive figure {name} needs alt="es // en", for readers without scripts'
            raise ContentError(tutorial.path, line, message)
        seen.add(name)


def widget_data(tutorial: Tutorial, results: Results | None, lang: str) -> dict[str, Any]:
    """The data of each interactive figure of a page, by its name."""
    if results is None:
        return {}
    cells = [step for step in tutorial.steps if isinstance(step, Code)]
    return {
        output["widget"]: output["value"]
        for rank in range(len(cells))
        for output in results.outputs(lang, rank)
        if output["type"] == "data"
    }


def widget_block(cell: Code, folder: str, figures: list[str], lang: str) -> str:
    """What a page holds for an interactive figure.

    Args:
        cell: The cell that made its data.
        folder: The page's folder, where the data lie, as seen from the page.
        figures: Markdown of the figures the cell drew, seen until the data are there and without
            scripts; where there are none, the alternative text is read instead.
        lang: `es` or `en`.
    """
    name = cell.options["data"]
    fallback = figures or [f"<p>{html.escape(side(cell.alts[0], lang))}</p>"]
    return "\n\n".join(
        [
            f'<div class="g-widget" id="widget-{name}" data-widget="{name}" markdown>',
            '<div class="g-widget-fallback" markdown>',
            *fallback,
            f"<noscript><p>{word('needs_script', lang)}</p></noscript>",
            "</div>",
            f"[{word('widget_data', lang)}]({folder}/{name}.js){{ .g-widget-data hidden }}",
            "</div>",
        ]
    )


def data_file(name: str, value: Any) -> bytes:
    """The script that hands a page the data of one figure."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"gradiente.data({json.dumps(name)}, {text})\n".encode()
