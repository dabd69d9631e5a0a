"""The engine's own words on a page, in each language, and how numbers and dates are written."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from tutorial_build.errors import ContentError
from tutorial_build.source.text import table

NARROW_SPACE = "\u202f"


def word(name: str, lang: str, **fields: Any) -> Markup:
    """The engine's text of that name; what is filled in is escaped unless it is HTML already."""
    return Markup(table(__package__, "words")[name][lang]).format(**fields)


@contextmanager
def shown_from(path: str, line: int) -> Iterator[None]:
    """Turn the ValueError of what cannot be shown into a ContentError that names its place."""
    try:
        yield
    except ValueError as error:
        raise ContentError(path, line, f"{error}; correct it") from None


def date(iso: str, lang: str) -> str:
    """Write an ISO date as the language does."""
    return format_date(datetime.date.fromisoformat(iso), "long", locale=lang)


def duration(minutes: int) -> str:
    """Hours and minutes, as both languages write them."""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest else [])])


def number(value: Any, spec: str, lang: str) -> str:
    """Format an inline value; percent sign and thousands follow the language.

    The decimal point is a point in both languages, as in the output of the code. Spanish puts a
    narrow space between thousands from five digits on.
    """
    text = format(value, spec) if spec else str(value)
    if lang == "es":
        text = re.sub(r"(\d)%", rf"\1{NARROW_SPACE}%", text)
        if "," in spec:
            text = re.sub(r"(?<!\d)(\d),(\d{3})(?![\d,])", r"\1\2", text)
            text = text.replace(",", NARROW_SPACE)
    return text
