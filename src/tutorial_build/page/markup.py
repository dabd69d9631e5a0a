"""Small pieces of Markdown and HTML: fences, folds, escaped text, formulas."""

import html
import re
from functools import cache

import latex2mathml.converter
import nh3

_CODE_OR_MATH = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$|(?P<ticks>`+).+?(?P=ticks))"
    r"|\\(?P<dollar>\$)|\$\$(?P<block>.+?)\$\$"
    r"|(?<![\\$\w])\$(?!\s)(?P<inline>[^$\n]+?)(?<!\s)\$(?!\w)(?P<after>[.,;:!?)»]*)",
    re.MULTILINE | re.DOTALL,
)


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

    def convert(match: re.Match[str]) -> str:
        if match["code"] or match["dollar"]:
            return match["dollar"] or match[0]
        display = "block" if match["block"] is not None else "inline"
        math = _mathml((match["block"] or match["inline"]).strip(), display)
        # Browsers may break a line after a formula: punctuation stays with it.
        return f'<span class="g-math">{math}{match["after"] or ""}</span>'

    return _CODE_OR_MATH.sub(convert, text)


@cache
def _mathml(source: str, display: str) -> str:
    try:
        math = latex2mathml.converter.convert(source, display=display)
    except Exception as error:  # the package's errors share no base class and have no message
        reason = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error"))
        raise ValueError(f"formula ${source}$: {reason.lower()}") from None
    if unread := re.search(r"<mi>(\\\w+|&)</mi>", math):
        raise ValueError(f"formula ${source}$: {unread[1]} is not known here")
    return re.sub(r"(?<=>)([^<]*[*_`~\[\]][^<]*)(?=<)", _entities, math)


def escape(text: str) -> str:
    """Text inside `<pre>`: nothing in it is Markdown, a template or HTML."""
    escaped = html.escape(text, quote=False)
    return re.sub(r"[`~{}\t]", lambda match: f"&#{ord(match[0])};", escaped)


def fold(style: str, summary: str, content: str) -> str:
    head = f'<details class="{style}" markdown>\n<summary>{summary}</summary>'
    return f"{head}\n\n{content}\n\n</details>"


def _entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(c)};" if c in "*_`~[]" else c for c in match[1])
