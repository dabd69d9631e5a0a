"""What a reader takes away: the clean script, the notebook, and the wheel they install."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from hatchling.builders.wheel import WheelBuilder
from markupsafe import Markup

from tutorial_build.page.markup import formulas
from tutorial_build.page.page import Page, Said
from tutorial_build.page.snippets import caught
from tutorial_build.page.words import word
from tutorial_build.run.protocol import Json
from tutorial_build.source.cells import Code
from tutorial_build.source.prose import Span, scan

Part = tuple[str, str, str]  # "prose" or "code", its text, the error that it must raise


def build_wheel(root: Path, folder: Path) -> Path:
    """Build the project's wheel; the same sources give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (path,) = WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])
    return Path(path)


def install_source(wheel_url: str, sha256: str, lang: str) -> str:
    """Code of the first cell of a notebook: the language of the run, and the library."""
    return "\n".join(
        [
            f"# {word('install_cell', lang)}",
            "import importlib.util",
            "import os",
            "",
            f'os.environ["TUTORIAL_LANG"] = "{lang}"',
            'if importlib.util.find_spec("tutorial_lib") is None:',
            f'    %pip install -q "tutorial-lib @ {wheel_url}#sha256={sha256}"',
        ]
    )


def script(page: Page, page_url: str) -> str:
    """The whole page as one Python file in one language, prose as comments."""
    lines = [f"# {page.lesson.title}", f"# {page_url}", "import os", ""]
    lines += [f'os.environ.setdefault("TUTORIAL_LANG", "{page.lang}")', ""]
    for kind, text, raises in _parts(page, page_url):
        if kind == "prose":
            lines.append("# %% [markdown]")
            lines += [f"# {line}".rstrip() for line in text.split("\n")]
        else:
            lines += ["# %%", caught(text, raises) if raises else text]
        lines.append("")
    return "\n".join(lines)


def notebook(page: Page, page_url: str, install: str) -> str:
    """The whole page as a notebook without outputs."""
    title = f"# {page.lesson.title}\n\n{page_url}"
    head: list[Part] = [("prose", title, ""), ("code", install, "")]
    return to_notebook([*head, *_parts(page, page_url)], page.lang)


def practice(page: Page, page_url: str, install: str, *, shown: bool = False) -> str | None:
    """The exercises of a page with what they give and their starting points, no solutions.

    With `shown`, formulas are set: the notebook is shown on the site, not downloaded.
    """
    if not any(part.cell.exercise for part in page.cells):
        return None
    lang, lesson_title = page.lang, Markup(page.lesson.title)  # in Markdown nothing is escaped
    title = word("practice_title", lang, title=lesson_title)
    about = word("practice_intro", lang, title=lesson_title, url=page_url)
    parts: list[Part] = [("prose", f"# {title}\n\n{about}", ""), ("code", install, "")]
    for part in page.cells:
        cell = part.cell
        if isinstance(part, Said) and cell.exercise and not cell.role:
            text = portable(part.text, page_url)
            parts.append(("prose", formulas(text) if shown else text, ""))
        elif isinstance(cell, Code) and cell.role in ("setup", "starter", "check"):
            parts.append(("code", cell.source, ""))
    return to_notebook(parts, lang)


def to_notebook(parts: list[Part], lang: str) -> str:
    """Notebook format 4.5; a cell that must raise is tagged so that runs go on."""
    cells: list[dict[str, Json]] = []
    for number, (kind, text, raises) in enumerate(parts, 1):
        cell = {
            "cell_type": "markdown" if kind == "prose" else "code",
            "id": f"cell-{number:03}",
            "metadata": {"tags": ["raises-exception"]} if raises else {},
            "source": text.splitlines(keepends=True),
        }
        cells.append(cell if kind == "prose" else cell | {"execution_count": None, "outputs": []})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "lang": lang}
    book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def portable(text: str, page_url: str) -> str:
    """Prose for readers without our theme: plain headings, quotes for callouts, full links."""
    return _quote_callouts("".join(_plain(span, page_url) for span in scan(text)))


def _plain(span: Span, page_url: str) -> str:
    if span.kind == "target" and span.value:
        return span.text.replace(span.value, _full(span.value, page_url), 1)
    return "" if span.kind == "attributes" else span.text


def _full(target: str, page_url: str) -> str:
    """Where a link of a page's Markdown leads, which is written from one file to another."""
    if re.match(r"[a-z]+:", target):
        return target
    url = urljoin(page_url if target.startswith("#") else page_url.rstrip("/"), target)
    return re.sub(r"(/index)?\.md(?=#|$)", "/", url)


def _quote_callouts(text: str) -> str:
    parts = []
    done = 0
    for span in scan(text):
        if span.kind == "callout" and span.start >= done and not span.text[0].isspace():
            title, *lines = text[span.end : span.until].split("\n")
            inside = _quote_callouts("\n".join(line[4:] for line in lines))
            quoted = "**{}**\n\n{}".format(title.strip(' "'), inside).split("\n")
            parts += [text[done : span.start], "\n".join(f"> {line}".rstrip() for line in quoted)]
            done = span.until
    return "".join([*parts, text[done:]])


def _parts(page: Page, page_url: str) -> Iterator[Part]:
    for shown in page.cells:
        cell = shown.cell
        if isinstance(shown, Said):
            if not shown.cell.role:
                yield "prose", portable(shown.text, page_url), ""
        elif isinstance(cell, Code) and cell.is_downloaded:
            if cell.title:
                yield "prose", f"**{cell.title}**", ""
            quiet = ";" if cell.options.data else ""  # a notebook would print all its numbers
            yield "code", cell.source + quiet, cell.options.raises


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
