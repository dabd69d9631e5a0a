"""Finish the practice pages, which mkdocs-jupyter makes from the notebooks.

It puts its whole style sheet into every page, so that is kept once for the site; and it leaves
formulas to a script from elsewhere, so they become MathML like on every other page.
"""

import hashlib
import html
import os
import re
from pathlib import Path

from tutorial_build.markup import formulas

SMALL = 2_000  # characters; shorter style elements stay where they are

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$\n]+\$")
_LEFT_ALONE = re.compile(
    r"(<(?:pre|code|script|style|head)\b.*?</(?:pre|code|script|style|head)>|<[^>]+>)", re.DOTALL
)


def finish_practice_pages(site: Path) -> None:
    """Share the styles and set the formulas of the practice pages of both languages."""
    for pattern in ("practice/*/index.html", "practice/*.html"):
        for page in [*site.glob(pattern), *site.glob(f"en/{pattern}")]:
            text = page.read_text(encoding="utf-8")
            finished = _set_formulas(_share_styles(text, page, site))
            page.write_text(finished, encoding="utf-8")


def _share_styles(text: str, page: Path, site: Path) -> str:
    def link(match: re.Match[str]) -> str:
        if len(match[1]) < SMALL:
            return match[0]
        name = f"notebook-{hashlib.sha256(match[1].encode()).hexdigest()[:8]}.css"
        target = site / "assets" / "stylesheets" / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(match[1], encoding="utf-8")
        href = Path(os.path.relpath(target, page.parent)).as_posix()
        return f'<link rel="stylesheet" href="{href}">'

    return _STYLE.sub(link, text)


def _set_formulas(text: str) -> str:
    """Turn `$…$` in the page's text into MathML; tags and code stay as they are."""
    parts = _LEFT_ALONE.split(text)
    for number in range(0, len(parts), 2):
        parts[number] = _FORMULA.sub(lambda m: formulas(html.unescape(m[0])), parts[number])
    return "".join(parts)
