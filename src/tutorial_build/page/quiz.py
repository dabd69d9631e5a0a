"""A quiz as HTML that works without scripts; assets/js/quiz.js makes it answer."""

import hashlib
import html
import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tutorial_build.errors import ContentError
from tutorial_build.page.markup import formulas
from tutorial_build.page.words import number, word
from tutorial_build.source.inline import Inline, inlines, substitute
from tutorial_build.source.pairs import localise, side
from tutorial_build.source.quiz import Choice, Item, Quiz

_MARKS = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*|\*(.+?)\*")

Write = Callable[[str], str]


def quiz_section(quiz: Quiz, values: list[Any], lang: str) -> str:
    """The section with every question, as Markdown.

    Raises:
        ContentError: At the question whose text cannot be shown.
    """
    known = dict(zip((i.expression for i in quiz.inlines), values, strict=False))
    parts = [f"## {word('quiz', lang)} {{ #quiz }}", "", '<div class="g-quiz">']
    for place, item in enumerate(quiz.items, 1):
        with_place = partial(_item, item, place, known, lang)
        parts += _guarded(quiz, item, with_place)
    return "\n".join([*parts, "</div>"])


def quiz_answers(quiz: Quiz, values: list[Any], lang: str) -> str:
    """The right answers, for the end of a page on paper."""
    known = dict(zip((i.expression for i in quiz.inlines), values, strict=False))
    write = partial(_write, known, lang)
    lines = [f'<div class="g-quiz-key"><p><strong>{word("quiz_key", lang)}</strong></p><ol>']
    for item in quiz.items:
        right = [choice for choice in item.choices if choice.right]
        if item.kind == "numeric":
            text = f"{write(item.answer)}. {write(item.reason)}"
        elif item.kind == "order":
            letters = _letters(item)
            text = ", ".join(letters[n] for n in range(len(item.choices)))
        else:
            text = " ".join(f"{_sentence(c, item, write, lang)} {write(c.reason)}" for c in right)
        lines.append(f"<li>{text}</li>")
    return "".join([*lines, "</ol></div>"])


def _guarded(quiz: Quiz, item: Item, lines: Callable[[], Iterator[str]]) -> list[str]:
    try:
        return list(lines())
    except ValueError as error:
        raise ContentError(quiz.path, item.line, f"{error}; correct it") from None


def _item(item: Item, place: int, known: dict[str, Any], lang: str) -> Iterator[str]:
    write = partial(_write, known, lang)
    data = f'data-kind="{item.kind}"'
    if item.kind == "numeric":
        value = known.get(next(i.expression for i in inlines(item.answer)))
        if isinstance(value, int | float):
            data += f' data-value="{value!r}" data-tolerance="{item.tolerance!r}"'
    yield f'<fieldset class="g-item" id="quiz-{item.id}" {data}>'
    yield f'<legend><span class="g-number">{place}</span> {write(item.question)}</legend>'
    yield f'<p class="g-how">{word(f"quiz_{item.kind}", lang)}</p>'
    yield from _controls(item, write, lang)
    yield f'<details class="g-answers"><summary>{word("quiz_answer", lang)}</summary>'
    yield from _reasons(item, write, lang)
    yield "</details>"
    yield "</fieldset>"


def _controls(item: Item, write: Write, lang: str) -> Iterator[str]:
    """What a reader fills in."""
    if item.kind == "numeric":
        field = '<input type="text" inputmode="decimal" autocomplete="off">'
        yield f"<p><label>{word('quiz_number', lang)} {field}</label></p>"
        return
    if item.kind == "order":
        yield '<ol class="g-steps" type="A">'
        for rank, letter in _letters(item).items():
            data = f'data-rank="{rank}" data-letter="{letter}"'
            yield f"<li {data}><span>{write(item.choices[rank].text)}</span></li>"
        yield "</ol>"
        return
    kind = "checkbox" if item.kind == "multiple" else "radio"
    style = "g-lines" if item.kind == "line" else "g-choices"
    yield f'<ul class="{style}">'
    for rank, choice in enumerate(item.choices):
        field = f'<input type="{kind}" name="quiz-{item.id}" value="{rank}">'
        yield f"<li><label>{field} <span>{_shown(choice, item, write, lang)}</span></label></li>"
    yield "</ul>"


def _reasons(item: Item, write: Write, lang: str) -> Iterator[str]:
    """Every choice with its reason; scripts read it to answer."""
    if item.kind == "numeric":
        yield f'<p class="g-right" data-reason>{write(item.answer)}. {write(item.reason)}</p>'
    yield "<ol>" if item.kind == "order" else "<ul>"
    for rank, choice in enumerate(item.choices):
        data = f'data-rank="{rank}"'
        if item.kind == "numeric":
            data += f' data-value="{html.escape(_number(write(choice.text)))}"'
        mark = word("quiz_right" if choice.right else "quiz_wrong", lang)
        mark = "" if item.kind in ("order", "numeric") else f'<b class="g-verdict">{mark}</b> '
        style = ' class="g-right"' if choice.right else ""
        reason = f'<span class="g-reason">{write(choice.reason)}</span>'
        yield f"<li {data}{style}>{mark}{_sentence(choice, item, write, lang)} {reason}</li>"
    yield "</ol>" if item.kind == "order" else "</ul>"


def shuffled(item: Item) -> list[int]:
    """The steps in an order that is not the right one, the same in every build."""
    ranks = list(range(len(item.choices)))
    seed = int.from_bytes(hashlib.sha256(item.id.encode()).digest()[:4])
    generator = random.Random(seed)
    while ranks == sorted(ranks):
        generator.shuffle(ranks)
    return ranks


def _letters(item: Item) -> dict[int, str]:
    return {rank: "ABCDEFGHIJ"[place] for place, rank in enumerate(shuffled(item))}


def _shown(choice: Choice, item: Item, write: Write, lang: str) -> str:
    if item.kind == "line":
        return f"<code>{html.escape(localise(choice.text, lang)[0], quote=False)}</code>"
    return write(choice.text)


def _sentence(choice: Choice, item: Item, write: Write, lang: str) -> str:
    text = _shown(choice, item, write, lang)
    done = item.kind == "line" or text.endswith((".", "?", "!"))
    return text if done else f"{text}."


def _write(known: dict[str, Any], lang: str, text: str) -> str:
    """A text of the quiz in one language as HTML: values in place, code, emphasis, formulas."""
    plain = substitute(side(text, lang), lambda inline: _value(known, lang, inline))
    parts = re.split(r"(`[^`]+`|\$[^$\n]+\$)", plain)
    shown = []
    for part in parts:
        is_math = len(part) > 2 and part[0] == part[-1] == "$"
        shown.append(formulas(part) if is_math else _MARKS.sub(_mark, html.escape(part, False)))
    return "".join(shown)


def _mark(match: re.Match[str]) -> str:
    code, strong, emphasis = match.groups()
    if code:
        return f"<code>{code}</code>"
    return f"<strong>{strong}</strong>" if strong else f"<em>{emphasis}</em>"


def _value(known: dict[str, Any], lang: str, inline: Inline) -> str:
    value = known.get(inline.expression)
    return "…" if value is None else number(value, inline.format, lang)


def _number(text: str) -> str:
    """The number in a text, as a program reads it."""
    found = re.search(r"-?\d+(?:\.\d+)?", text.replace("−", "-").replace("\u202f", ""))
    return found[0] if found else ""
