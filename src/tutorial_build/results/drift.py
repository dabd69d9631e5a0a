"""Sentences that were changed in one language alone.

Beside the frozen results of a page stands a file with a digest of each Spanish text and of its
English partner, in page order. A text whose partner is another one than there has drifted, until
the partner changes too or somebody says that both still fit.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from tutorial_build.errors import ContentError
from tutorial_build.results.checkout import Checkout
from tutorial_build.source.cells import Code, Pair
from tutorial_build.source.pairs import LANGUAGES, both, pieces, side
from tutorial_build.source.script import Tutorial

Digests = tuple[str, str]  # of the Spanish text and of the English one
_NAMES = {"es": "Spanish", "en": "English"}
_LINE = re.compile(r"^([0-9a-f]{8}) ([0-9a-f]{8})$", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n\s*\n")


class Said(NamedTuple):
    """A text in both languages, and where the Spanish stands."""

    path: str
    line: int
    es: str
    en: str

    @property
    def digests(self) -> Digests:
        return _digest(self.es), _digest(self.en)


def drifted(checkout: Checkout, tutorial: Tutorial) -> Iterator[ContentError]:
    """Name each text of which one language was changed since both were known to fit."""
    gone = _gone(checkout, tutorial)
    for said in texts(tutorial):
        if changed := _changed(said.digests, gone):
            other = _NAMES["en" if changed == "es" else "es"]
            message = (
                f"the {_NAMES[changed]} of this changed and the {other} did not; change it too, "
                f"or say that both still fit: tutorial lint --reviewed {tutorial.slug}"
            )
            yield ContentError(said.path, said.line, message)


def remember(checkout: Checkout, tutorial: Tutorial, *, reviewed: bool = False) -> bool:
    """Write down which texts fit each other; returns whether that is news.

    What has drifted stays as it was, unless it was `reviewed`.
    """
    path = checkout.fitting(tutorial)
    wanted = _fitting(checkout, tutorial, reviewed=reviewed)
    text = "".join(f"{es} {en}\n" for es, en in wanted).encode()
    if path.is_file() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    return True


def is_remembered(checkout: Checkout, tutorial: Tutorial) -> bool:
    """Whether what is written down is what `remember` would write."""
    return _fitting(checkout, tutorial) == remembered(checkout, tutorial)


def _fitting(checkout: Checkout, tutorial: Tutorial, *, reviewed: bool = False) -> list[Digests]:
    """The pairs that fit: those of the page, and in place of a drifted one what it was before."""
    gone = [] if reviewed else _gone(checkout, tutorial)
    kept: list[Digests] = []
    for said in texts(tutorial):
        pair = said.digests
        kept += [old for old in gone if _changed(pair, [old])] or [pair]
    return list(dict.fromkeys(kept))


def _gone(checkout: Checkout, tutorial: Tutorial) -> list[Digests]:
    """What is written down and stands on the page no more."""
    here = {said.digests for said in texts(tutorial)}
    return [pair for pair in remembered(checkout, tutorial) if pair not in here]


def remembered(checkout: Checkout, tutorial: Tutorial) -> list[Digests]:
    """What is written down; a line that is none of ours is passed over."""
    path = checkout.fitting(tutorial)
    return _LINE.findall(path.read_text(encoding="utf-8")) if path.is_file() else []


def texts(tutorial: Tutorial) -> Iterator[Said]:
    """Every text of a page that stands in both languages, in page order."""
    header = tutorial.header
    for text in (header.title, header.description, *(goal.text for goal in header.objectives)):
        yield _said(tutorial.path, 1, text)
    for cell in tutorial.cells:
        if isinstance(cell, Pair):
            yield from _paragraphs(cell, tutorial.path)
        else:
            yield from _code(cell, tutorial.path)
    if quiz := tutorial.quiz:
        for line, text in quiz.texts:
            yield _said(quiz.path, line, text)


def _code(cell: Code, path: str) -> Iterator[Said]:
    """The title, the options, the strings and the comments of a code cell."""
    options = cell.options
    pairs = (cell.title, *options.alt, options.caption, options.predict, options.cause, options.fix)
    for text in filter(None, pairs):
        yield _said(path, cell.head, text)
    for start, text in pieces(cell.source):
        if len(sides := both(text)) == len(LANGUAGES):
            yield Said(path, cell.lines[cell.source.count("\n", 0, start)], *sides)


def _said(path: str, line: int, text: str) -> Said:
    return Said(path, line, *(side(text, lang) for lang in LANGUAGES))


def _paragraphs(cell: Pair, path: str) -> Iterator[Said]:
    """The paragraphs of a prose cell one by one, where both languages have the same number."""
    spanish, english = (_PARAGRAPHS.split(prose.text) for prose in (cell.es, cell.en))
    if len(spanish) != len(english):
        yield Said(path, cell.es.line, cell.es.text, cell.en.text)
        return
    line = cell.es.line + 1
    for es, en in zip(spanish, english, strict=True):
        yield Said(path, line, es, en)
        line += es.count("\n") + 2


def _changed(pair: Digests, gone: list[Digests]) -> str:
    """The language that was changed alone; "" where none was."""
    if any(en == pair[1] for _, en in gone):
        return "es"
    return "en" if any(es == pair[0] for es, _ in gone) else ""


def _digest(text: str) -> str:
    """The digest of a text, however its lines are broken."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]
