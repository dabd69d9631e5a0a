"""What a reader takes away: the clean script, the notebook, and the wheel they install."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from hatchling.builders.wheel import WheelBuilder
from markupsafe import Markup

from tutorial_build.page.markup import fill, formulas
from tutorial_build.page.page import Page, Said
from tutorial_build.page.snippets import caught
from tutorial_build.page.words import word
from tutorial_build.run.protocol import Json
from tutorial_build.source.cells import Code
from tutorial_build.source.exercises import for_learners
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.prose import Span, scan
from tutorial_build.source.script import Tutorial

EXERCISES = "tutorial_lib/exercises.json"  # where the wheel carries them
Part = tuple[str, str, str]  # "prose" or "code", its text, the error that it must raise


def build_wheel(root: Path, folder: Path, tutorials: Iterable[Tutorial] = ()) -> Path:
    """Build the project's wheel, with the exercises of tutorials for `tutorial check`.

    The same sources give the same bytes and the same name, others another name: an older notebook
    does not get a newer wheel by its address.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tutorials = [*tutorials]
    carried = folder / "exercises.json"
    found = {lang: for_learners(tutorials, lang) for lang in LANGUAGES}
    carried.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    target = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    target["force-include"] = {str(carried): EXERCISES}
    builder = WheelBuilder(str(root), config=settings)
    (made,) = map(Path, builder.build(directory=str(folder), versions=["standard"]))
    carried.unlink()
    name, version, tags = made.name.split("-", 2)
    # A build tag begins with a digit.
    return made.rename(folder / f"{name}-{version}-0{digest(made)[:12]}-{tags}")


def install_source(wheel_url: str, sha256: str, lang: str) -> str:
    """Code of the first cell of a notebook: the language of the run, the library, and proof of it.

    It says in one line which library is there, or what to do where it could not be installed.
    """
    missing = str(word("not_installed", lang))
    return "\n".join(
        [
            f"# {word('install_cell', lang)}",
            "import importlib",
            "import os",
            "from importlib.util import find_spec",
            "",
            f'os.environ["TUTORIAL_LANG"] = "{lang}"',
            'if find_spec("tutorial_lib") is None:',
            f'    %pip install -q "tutorial-lib @ {wheel_url}#sha256={sha256}"',
            "    importlib.invalidate_caches()",
            'if find_spec("tutorial_lib") is None:',
            f"    print({missing!r})",
            "else:",
            "    from tutorial_lib.runtime import library_version",
            "",
            '    print("tutorial_lib", library_version())',
        ]
    )


def script(page: Page, page_url: str, wheel_url: str) -> str:
    """The whole page as one Python file in one language, prose as comments."""
    lines = [f"# {page.lesson.title}", f"# {page_url}"]
    lines += [
        f"# {word('script_needs', page.lang)}",
        f'#   pip install "tutorial-lib @ {wheel_url}"',
    ]
    lines += ["import os", "import sys", ""]
    lines += [f'os.environ.setdefault("TUTORIAL_LANG", "{page.lang}")']
    lines += [f'if hasattr(sys.stdout, "reconfigure"):  # {word("script_signs", page.lang)}']
    lines += ['    sys.stdout.reconfigure(errors="replace")', ""]
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
    """The exercises of a page with what they give, hints and starting points, no solutions.

    With `shown`, formulas are set: the notebook is shown on the site, not downloaded.
    """
    if not any(part.cell.exercise for part in page.cells):
        return None
    lang, lesson_title = page.lang, Markup(page.lesson.title)  # in Markdown nothing is escaped
    title = word("practice_title", lang, title=lesson_title)
    about = word("practice_intro", lang, title=lesson_title, url=page_url)
    parts: list[Part] = [("prose", f"# {title}\n\n{about}", ""), ("code", install, "")]
    hints = 0
    for part in page.cells:
        cell = part.cell
        if isinstance(part, Said) and cell.exercise:
            text = portable(part.text, page_url)
            text = formulas(text) if shown else text
            hints = hints + 1 if cell.role else 0
            if hints:
                text = str(fill("hint", title=word("hint", lang, number=hints), text=Markup(text)))
            parts.append(("prose", text, ""))
        elif isinstance(cell, Code) and cell.role in ("setup", "starter"):
            parts.append(("code", cell.source, ""))
        elif isinstance(cell, Code) and cell.role == "check":
            parts.append(("code", check_source(page.lesson.slug, cell.exercise), ""))
    return to_notebook(parts, lang)


def check_source(slug: str, exercise: str) -> str:
    """Code of the cell that checks the answer standing above it in a notebook."""
    call = f'check_exercise("{slug}", "{exercise}")'
    return f"from tutorial_lib import check_exercise\n\n{call}"


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
            for said in filter(None, (cell.title, cell.options.predict)):
                yield "prose", f"**{said}**", ""
            quiet = ";" if cell.options.data else ""  # a notebook would print all its numbers
            yield "code", cell.source + quiet, cell.options.raises


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
