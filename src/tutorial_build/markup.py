"""Small pieces of Markdown and HTML: fences, folds, escaped text, formulas."""

import html
import re

import latex2mathml.converter
import nh3

_CODE_OR_MATH = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$|(?P<ticks>`+).+?(?P=ticks))"
    r"|\$\$(?P<block>.+?)\$\$"
    r"|(?<![\\$\w])\$(?!\s)(?P<inline>[^$\n]+?)(?<!\s)\$(?!\w)",
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
    return re.sub(r"\s*\n\s*", "", cleaned)


def formulas(text: str) -> str:
    """Turn `$…$` and `$$…$$` outside code into MathML, which needs no script."""

    def convert(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        display = match["block"] is not None
        source = (match["block"] or match["inline"]).strip()
        math = latex2mathml.converter.convert(source, display="block" if display else "inline")
        math = re.sub(r"(?<=>)([^<]*[*_`~\[\]][^<]*)(?=<)", _entities, math)
        return f'<span class="g-math">{math}</span>'

    return _CODE_OR_MATH.sub(convert, text).replace(r"\$", "$")


def escape(text: str) -> str:
    """Text inside `<pre>`: nothing in it is Markdown, a template or HTML."""
    escaped = html.escape(text, quote=False)
    return re.sub(r"[`~{}]", lambda match: f"&#{ord(match[0])};", escaped)


def fold(style: str, summary: str, content: str) -> str:
    head = f'<details class="{style}" markdown>\n<summary>{summary}</summary>'
    return f"{head}\n\n{content}\n\n</details>"


def _entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(c)};" if c in "*_`~[]" else c for c in match[1])
