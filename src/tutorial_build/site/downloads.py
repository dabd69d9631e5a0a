"""What a reader takes away: the clean script, the notebook, and the wheel they install."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.wheel import WheelBuilder

from tutorial_build.page.render import fill_values
from tutorial_build.page.snippets import caught
from tutorial_build.page.words import word
from tutorial_build.results.store import Results
from tutorial_build.source import pairs
from tutorial_build.source.script import Code, Prose, Tutorial

Part = tuple[str, str, dict[str, Any]]  # "prose" or "code", its text, the cell's options

_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?) \w+(?: \"(?P<title>[^\"]*)\")?$")


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


def script(tutorial: Tutorial, results: Results | None, lang: str, page_url: str) -> str:
    """The whole page as one Python file in one language, prose as comments."""
    lines = [f"# {tutorial.title(lang)}", f"# {page_url}", "import os", ""]
    lines += [f'os.environ.setdefault("TUTORIAL_LANG", "{lang}")', ""]
    for kind, text, options in _parts(tutorial, results, lang, page_url):
        if kind == "prose":
            lines.append("# %% [markdown]")
            lines += [f"# {line}".rstrip() for line in text.split("\n")]
        else:
            lines += ["# %%", _safe(text, options)]
        lines.append("")
    return "\n".join(lines)


def notebook(
    tutorial: Tutorial, results: Results | None, lang: str, page_url: str, install: str
) -> str:
    """The whole page as a notebook without outputs."""
    parts: list[Part] = [
        ("prose", f"# {tutorial.title(lang)}\n\n{page_url}", {}),
        ("code", install, {}),
    ]
    return to_notebook([*parts, *_parts(tutorial, results, lang, page_url)], lang)


def practice(tutorial: Tutorial, lang: str, page_url: str, install: str) -> str | None:
    """The exercises of a page with what they give and their starting points, no solutions."""
    if not any(cell.exercise for cell in tutorial.cells):
        return None
    title = word("practice_title", lang, title=tutorial.title(lang))
    about = word("practice_intro", lang, title=tutorial.title(lang), url=page_url)
    intro = f"# {title}\n\n{about}"
    parts: list[Part] = [("prose", intro, {}), ("code", install, {})]
    for cell in tutorial.cells:
        if isinstance(cell, Prose) and cell.exercise and cell.role is None:
            parts.append(("prose", portable(cell.text[lang], page_url), {}))
        elif isinstance(cell, Code) and cell.role in ("setup", "starter", "check"):
            parts.append(("code", cell.localised(lang), {}))
    return to_notebook(parts, lang)


def to_notebook(parts: list[Part], lang: str) -> str:
    """Notebook format 4.5; a cell that must raise is tagged so that runs go on."""
    import nbformat  # here, because loading it takes longer than most commands

    cells = []
    for number, (kind, text, options) in enumerate(parts, 1):
        make: Any = nbformat.v4.new_markdown_cell if kind == "prose" else nbformat.v4.new_code_cell
        tags = {"tags": ["raises-exception"]} if "raises" in options else {}
        cells.append(make(text, id=f"cell-{number:03}", metadata=tags))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "lang": lang}
    book = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(book)
    written: str = nbformat.writes(book)
    return written


def portable(text: str, page_url: str) -> str:
    """Prose for readers without our theme: plain headings, quotes for callouts, full links."""
    lines = re.sub(r"\s*\{\s*#[\w-]+\s*\}", "", text).split("\n")
    return _full_links("\n".join(_quote_callouts(lines)), page_url)


def _quote_callouts(lines: list[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        head = _ADMONITION.match(line)
        if head:
            inside = True
            yield f"> **{head['title'] or ''}**"
            yield ">"
        elif inside and (line.startswith("    ") or not line.strip()):
            yield f"> {line[4:]}".rstrip()
        else:
            inside = False
            yield line


def _full_links(text: str, page_url: str) -> str:
    def full(match: re.Match[str]) -> str:
        target = match[1]
        if re.match(r"[a-z]+:", target):
            return match[0]
        if target.startswith("#"):
            return f"]({page_url}{target})"
        path, _, anchor = target.partition("#")
        parts = page_url.rstrip("/").split("/")[:-1]
        for part in path.removesuffix(".md").split("/"):
            parts = parts[:-1] if part == ".." else [*parts, part]
        if parts[-1] == "index":
            parts.pop()
        end = "/" if path.endswith(".md") else ""
        return f"]({'/'.join(parts)}{end}{'#' + anchor if anchor else ''})"

    return re.sub(r"\]\(([^)\s]+)\)", full, text)


def _parts(tutorial: Tutorial, results: Results | None, lang: str, page_url: str) -> Iterator[Part]:
    texts = fill_values(tutorial, results, lang)
    for cell in tutorial.cells:
        if isinstance(cell, Prose):
            text = next(texts)
            if cell.role is None:
                yield "prose", portable(text, page_url), {}
        elif cell.runs and cell.role != "wrong":
            title = pairs.side(cell.title, lang)
            if title:
                yield "prose", f"**{title}**", {}
            code = cell.localised(lang)
            quiet = ";" if "data" in cell.options else ""  # a notebook would print all its numbers
            yield "code", code + quiet, cell.options


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _safe(code: str, options: dict[str, Any]) -> str:
    return caught(code, options["raises"]) if "raises" in options else code
