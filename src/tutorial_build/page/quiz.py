"""A quiz as HTML that works without scripts; assets/js/quiz.js makes it answer."""

import hashlib
import random
import re
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from typing import Any

from markupsafe import Markup

from tutorial_build.page.markup import fill
from tutorial_build.page.page import Page, show_value
from tutorial_build.page.words import shown_from
from tutorial_build.run.protocol import Json
from tutorial_build.source.inline import inlines, substitute
from tutorial_build.source.prose import scan
from tutorial_build.source.quiz import Question, Quiz

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*")


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
    parts = _parts(page.quiz_values or {}, page.lang)
    return fill("quiz_key", page.lang, items=quiz.items, **parts)


def shuffled(item: Question) -> list[int]:
    """The steps in an order that is not the right one, the same in every build."""
    ranks = list(range(len(item.among)))
    seed = int.from_bytes(hashlib.sha256(item.id.encode()).digest()[:4])
    generator = random.Random(seed)
    while [item.slots[rank] for rank in ranks] == sorted(item.slots):
        generator.shuffle(ranks)
    return ranks


def _parts(known: dict[str, Json], lang: str) -> dict[str, Any]:
    """What the templates call."""
    return {
        "written": partial(_write, known, lang),
        "numeric": partial(_number, known, lang),
        "measure": partial(_measure, known),
        "letters": _letters,
        "decimals": _decimals,
    }


def _letters(item: Question) -> dict[int, str]:
    return {rank: "ABCDEFGHIJ"[place] for place, rank in enumerate(shuffled(item))}


def _measure(known: dict[str, Json], item: Question) -> Json:
    """By what a script judges a number, where the run left one."""
    value = known.get(next((i.expression for i in inlines(item.answer)), ""))
    return value if item.kind == "numeric" and isinstance(value, int | float) else None


def _decimals(item: Question) -> int:
    """How many decimals the answer to a numeric question has; 0 where its format says none."""
    found = re.search(r"\.(\d+)[f%]", item.answer)
    return int(found[1]) if found and item.kind == "numeric" else 0


def _write(known: dict[str, Json], lang: str, text: str) -> Markup:
    """A text of the quiz as HTML, its values in place."""
    return fill("quiz_text", pieces=_pieces(substitute(text, partial(show_value, known, lang))))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text: code, formulas, strong and emphasised words, and plain ones."""
    for span in scan(text, "code", "math", "formula"):
        if span.kind == "text":
            yield from zip(cycle(("text", "strong", "em")), _EMPHASIS.split(span.text))
        else:
            yield span.kind, span.text


def _number(known: dict[str, Json], lang: str, text: str) -> str:
    """The number in a text, as a program reads it."""
    shown = substitute(text, partial(show_value, known, lang))
    close = re.sub(r"(?<=\d)[,\u202f](?=\d{3})", "", shown.replace("−", "-"))  # thousands
    found = re.search(r"-?\d+(?:\.\d+)?", close)
    return found[0] if found else ""
