"""A quiz as HTML that works without scripts; assets/js/quiz.js makes it answer."""

import hashlib
import html
import random
import re
from functools import partial
from typing import Any

from markupsafe import Markup

from tutorial_build.page.markup import formulas
from tutorial_build.page.page import Page, show_value
from tutorial_build.page.words import fill, shown_from
from tutorial_build.run.protocol import Json
from tutorial_build.source.inline import inlines, substitute
from tutorial_build.source.prose import Span, scan
from tutorial_build.source.quiz import Question, Quiz


def quiz_section(quiz: Quiz, page: Page) -> str:
    """The section with every question, as Markdown.

    Raises:
        ContentError: At the question whose text cannot be shown.
    """
    known = page.quiz_values or {}
    for line, item in zip(quiz.lines, quiz.items, strict=True):
        with shown_from(quiz.path, line):
            for text in item.texts.values():
                _write(known, page.lang, text)
    return fill("quiz", page.lang, items=quiz.items, **_parts(known, page.lang))


def quiz_answers(quiz: Quiz, page: Page) -> str:
    """The right answers, for the end of a page on paper."""
    return fill(
        "quiz_key", page.lang, items=quiz.items, **_parts(page.quiz_values or {}, page.lang)
    )


def shuffled(item: Question) -> list[int]:
    """The steps in an order that is not the right one, the same in every build."""
    ranks = list(range(len(item.among)))
    seed = int.from_bytes(hashlib.sha256(item.id.encode()).digest()[:4])
    generator = random.Random(seed)
    while ranks == sorted(ranks):
        generator.shuffle(ranks)
    return ranks


def _parts(known: dict[str, Json], lang: str) -> dict[str, Any]:
    """What the templates call."""
    return {
        "written": partial(_write, known, lang),
        "numeric": lambda text: _number(_write(known, lang, text)),
        "measure": partial(_measure, known),
        "letters": _letters,
        "escaped": lambda text: Markup(html.escape(text, quote=False)),
    }


def _letters(item: Question) -> dict[int, str]:
    return {rank: "ABCDEFGHIJ"[place] for place, rank in enumerate(shuffled(item))}


def _measure(known: dict[str, Json], item: Question) -> Markup:
    """By what a script judges a number."""
    value = known.get(next((i.expression for i in inlines(item.answer)), ""))
    if item.kind != "numeric" or not isinstance(value, int | float):
        return Markup("")
    return Markup(' data-value="{!r}" data-tolerance="{!r}"').format(value, item.tolerance)


def _write(known: dict[str, Json], lang: str, text: str) -> Markup:
    """A text of the quiz as HTML: values in place, code, emphasis, formulas."""
    plain = substitute(text, partial(show_value, known, lang))
    return Markup("".join(map(_html, scan(plain, "code", "math", "formula"))))


def _html(span: Span) -> str:
    if span.kind in ("math", "formula"):
        return formulas(span.text)
    text = html.escape(span.text, quote=False)
    if span.kind == "code":
        return f"<code>{text.strip('`')}</code>"
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)


def _number(text: str) -> str:
    """The number in a text, as a program reads it."""
    found = re.search(r"-?\d+(?:\.\d+)?", text.replace("−", "-").replace("\u202f", ""))
    return found[0] if found else ""
