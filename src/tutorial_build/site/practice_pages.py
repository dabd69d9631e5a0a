"""Finish the practice pages, which mkdocs-jupyter makes from the notebooks.

It leaves formulas to a script from elsewhere; here they become MathML like on every other page.
Its style sheet is kept out by the theme, which has one of its own for all notebooks.
"""

import html
import re
from pathlib import Path

from tutorial_build.page.markup import formulas

_FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$\n]+\$")
_LEFT_ALONE = re.compile(
    r"(<(?:pre|code|script|style|head)\b.*?</(?:pre|code|script|style|head)>|<[^>]+>)", re.DOTALL
)


def finish_practice_pages(site: Path) -> None:
    """Set the formulas of the practice pages of both languages."""
    for pattern in ("practice/*/index.html", "practice/*.html"):
        for page in [*site.glob(pattern), *site.glob(f"en/{pattern}")]:
            text = page.read_text(encoding="utf-8")
            page.write_text(set_formulas(text), encoding="utf-8")


def set_formulas(text: str) -> str:
    """Turn `$…$` in a page's text into MathML; tags and code stay as they are."""
    parts = _LEFT_ALONE.split(text)
    for number in range(0, len(parts), 2):
        parts[number] = _FORMULA.sub(lambda m: formulas(html.unescape(m[0])), parts[number])
    return "".join(parts)
