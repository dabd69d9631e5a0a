"""Markdown and HTML: templates filled in, fences, folds, escaped text, formulas."""

import html
import json
import re
from functools import cache, partial
from itertools import pairwise
from typing import Any

import latex2mathml.converter
import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tutorial_build.page.page import Figure
from tutorial_build.page.words import date, word
from tutorial_build.run.dark import page_names
from tutorial_build.run.protocol import Json
from tutorial_build.source.prose import scan

OVERLINE = "&#x02015;"
_ENTITY = {ord(sign): f"&#{ord(sign)};" for sign in "`~{}\t"}  # what Markdown or a template reads


@cache
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.filters |= {"literal": escape, "formulas": formulas, "clean_html": clean_html}
    found.filters |= {"alternative": alternative, "date": date, "fence": fence, "json": to_json}
    return found


def fill(template: str, lang: str = "", **facts: Any) -> Markup:
    """A template filled in; in it, `say` gives the words of the language."""
    found = _templates().get_template(f"{template}.jinja")
    return Markup(found.render(say=partial(word, lang=lang), lang=lang, **facts).strip("\n"))


def fill_page(template: str, lang: str, **facts: Any) -> str:
    """The same for a whole page."""
    return f"{fill(template, lang, **facts)}\n"


def fence(code: str, language: str) -> Markup:
    """A fenced block that no backticks in the code can close."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    ticks = "`" * max(3, longest + 1)
    return Markup(f"{ticks}{language}\n{code}\n{ticks}")


def show_figure(template: str, figure: Figure, folder: str, lang: str) -> Markup:
    """A figure whose files lie in `folder`, as seen from the page."""
    light, dark = page_names(figure.picture)
    return fill(template, lang, figure=figure, folder=folder, light=light, dark=dark)


def fold(style: str, summary: str, content: str) -> Markup:
    """Markdown that opens at a click."""
    return fill("fold", style=style, summary=summary, content=content)


def pieces(text: str) -> list[str]:
    """A text cut before each heading; the first piece has none, and may be empty."""
    headings = (span.start for span in scan(text, "heading") if span.kind == "heading")
    cuts = [0, *(start for start in headings if text[start] == "#"), len(text)]
    return [text[start:end].strip("\n") for start, end in pairwise(cuts)]


def alternative(text: str) -> Markup:
    """Alternative text for the brackets of a Markdown image."""
    return Markup(re.sub(r"[\[\]\\]", r"\\\g<0>", text))


def to_json(value: Json) -> Markup:
    """A value as YAML reads it too."""
    return Markup(json.dumps(value, ensure_ascii=False))


def clean_html(text: str) -> Markup:
    """Rich output without anything that could run, kept on one line so Markdown leaves it."""
    tags = nh3.ALLOWED_TAGS - {"img", "a"}
    attributes = {"table": {"class"}, "th": {"scope", "colspan"}, "td": {"colspan"}}
    cleaned: str = nh3.clean(text, tags=tags, attributes=attributes)
    if "<pre" in cleaned:
        return Markup(cleaned.replace("\n", "&#10;"))
    return Markup(re.sub(r"\s*\n\s*", " ", cleaned))


def escape(text: str) -> Markup:
    """Text inside `<pre>`: nothing in it is Markdown, a template or HTML."""
    return Markup(html.escape(text, quote=False).translate(_ENTITY))


def formulas(text: str) -> Markup:
    r"""Turn `$…$` and `$$…$$` outside code into MathML, which needs no script; `\$` is a dollar.

    Raises:
        ValueError: If a formula cannot be read.
    """
    parts: list[str] = []
    done = 0
    for span in scan(text, "math", "formula", "escape"):
        if span.kind in ("math", "formula"):
            display = "inline" if span.kind == "math" else "block"
            math = _mathml(span.text.strip("$").strip(), display)
            # Browsers may break a line after a formula: punctuation stays with it.
            done = len(text) - len(text[span.end :].lstrip(".,;:!?)»"))
            parts.append(fill("formula", math=math, after=text[span.end : done]))
        else:
            parts.append("$" if span.text == r"\$" else text[max(done, span.start) : span.end])
    return Markup("".join(parts))


@cache
def _mathml(source: str, display: str) -> Markup:
    try:
        math = latex2mathml.converter.convert(source, display=display)
    except Exception as error:  # the package's errors share no base class and have no message
        reason = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error"))
        raise ValueError(f"formula ${source}$: {reason.lower()}") from None
    if unread := re.search(r"<mi>(\\\w+|&)</mi>", math):
        raise ValueError(f"formula ${source}$: {unread[1]} is not known here")
    math = math.replace(OVERLINE, "&#x000AF;")  # which is in the font that every page has
    return Markup(re.sub(r"[*_`~\[\]](?=[^<>]*<)", lambda sign: f"&#{ord(sign[0])};", math))
