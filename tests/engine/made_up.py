"""Results that no run left, pages joined with them, and terms of no glossary."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tutorial_build.page.page import Page, join
from tutorial_build.results.records import SHARED, Part, Results, Run, Sidecar, Standing
from tutorial_build.run.protocol import CellRun, Claim, Json, Output, Picture
from tutorial_build.source.glossary import Term
from tutorial_build.source.script import PAGE, Tutorial
from tutorial_lib.checks import claim


def picture(name: str = "a") -> Picture:
    """A figure of 400 by 300 pixels; its files are not there."""
    files = {"light": f"{name}.webp", "dark": f"{name}d.webp"}
    return Picture(**files, thumb="t.webp", thumb_dark="td.webp", width=400, height=300, drawing={})


def results(*cells: CellRun | list[Output], values: dict[str, Json] | None = None) -> Results:
    """Results of a page without exercises, whose run served both languages.

    Args:
        cells: What each executed cell left, or its outputs alone.
        values: The inline values by their expressions, in page order.
    """
    left = [cell if isinstance(cell, CellRun) else CellRun(cell) for cell in cells]
    run = Run(left, list(values or {}), list((values or {}).values()))
    stack = {"cpu": "a processor", "python": "3.11.0"}
    sidecar = Sidecar("2025-01-02", {SHARED: 1.0}, 100, stack)
    return Results({PAGE: Part({"schema": "0"}, {SHARED: run}, sidecar)})


def with_page(results: Results, **changes: Any) -> Results:
    """The same results with other fields of the page."""
    return replace(results, parts={**results.parts, PAGE: replace(results.page, **changes)})


def page_of(
    tutorial: Tutorial,
    *cells: CellRun | list[Output],
    lang: str = "en",
    standing: Standing = Standing.FRESH,
    values: dict[str, Json] | None = None,
    **about: Any,
) -> Page:
    """A tutorial in one language, joined with made-up results."""
    return join(tutorial.into(lang), standing, results(*cells, values=values), **about)


def term(name: str, es: Sequence[str], en: Sequence[str], *, ignore: Sequence[str] = ()) -> Term:
    """A term of the glossary; the first of its forms is its name."""
    return Term(
        id=name,
        es=es[0],
        en=en[0],
        use="es",
        gender="m",
        forms={"es": [form.lower() for form in es], "en": [form.lower() for form in en]},
        ignore={"es": ignore, "en": ignore},
        definition={"es": "Es esto. Por ejemplo, `x`.", "en": "It is this. For example, `x`."},
    )


def claimed(id: str, value: Any, **expected: Any) -> Claim:
    """A claim as the library hands it over when it holds."""
    main = sys.modules["__main__"]
    main.__dict__["__claims__"] = []
    claim(id, value, **expected)
    (record,) = main.__dict__.pop("__claims__")
    return Claim(**record)
