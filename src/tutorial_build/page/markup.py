"""Small pieces of Markdown and HTML: fences, folds, escaped text, formulas."""

import html
import re
from functools import cache

import latex2mathml.converter
import nh3
from markupsafe import Markup

from tutorial_build.page.words import fill
from tutorial_build.source.prose import Span, scan


def fence(code: str, language: str) -> str:
    """A fenced block that no backticks in the code can close."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{language}\n{code}\n{ticks}"


def clean_html(text: str) -> str:
    """Rich output without anything that could run, kept on one line so Markdown leaves it."""
    tags = nh3.ALLOWED_TAGS - {"img", "a"}
    attributes = {"table": {"class"}, "th": {"scope", "colspan"}, "td": {"colspan"}}
    cleaned: str = nh3.clean(text, tags=tags, attributes=attributes)
    if "<pre" in cleaned:
        return cleaned.replace("\n", "&#10;")
    return re.sub(r"\s*\n\s*", " ", cleaned)


def formulas(text: str) -> str:
    r"""Turn `$…$` and `$$…$$` outside code into MathML, which needs no script; `\$` is a dollar.

    Raises:
        ValueError: If a formula cannot be read.
    """
    shown = "".join(_shown(span) for span in scan(text, "math", "formula", "escape"))
    # Browsers may break a line after a formula: punctuation stays with it.
    return re.sub(r"</math></span>([.,;:!?)»]+)", r"</math>\1</span>", shown)


def _shown(span: Span) -> str:
    if span.kind in ("text", "escape"):
        return "$" if span.text == r"\$" else span.text
    display = "inline" if span.kind == "math" else "block"
    return f'<span class="g-math">{_mathml(span.text.strip("$").strip(), display)}</span>'


@cache
def _mathml(source: str, display: str) -> str:
    try:
        math = latex2mathml.converter.convert(source, display=display)
    except Exception as error:  # the package's errors share no base class and have no message
        reason = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error"))
        raise ValueError(f"formula ${source}$: {reason.lower()}") from None
    if unread := re.search(r"<mi>(\\\w+|&)</mi>", math):
        raise ValueError(f"formula ${source}$: {unread[1]} is not known here")
    return re.sub(r"[*_`~\[\]](?=[^<>]*<)", _entity, math)


def escape(text: str) -> str:
    """Text inside `<pre>`: nothing in it is Markdown, a template or HTML."""
    escaped = html.escape(text, quote=False)
    return re.sub(r"[`~{}\t]", _entity, escaped)


def fold(style: str, summary: str, content: str) -> str:
    return fill("fold", "", style=style, summary=summary, content=Markup(content))


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
