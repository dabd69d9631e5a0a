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
from tutorial_build.source.cells import Pair
from tutorial_build.source.pairs import LANGUAGES, side
from tutorial_build.source.script import Tutorial

Digests = tuple[str, str]  # of the Spanish text and of the English one
_NAMES = {"es": "Spanish", "en": "English"}
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
    known = remembered(checkout, tutorial)
    for said in texts(tutorial):
        if changed := _changed(said.digests, known):
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
    known = remembered(checkout, tutorial)
    kept: list[Digests] = []
    for said in texts(tutorial):
        if reviewed or not _changed(said.digests, known):
            kept.append(said.digests)
        else:
            kept += [pair for pair in known if set(pair) & set(said.digests)]
    path = checkout.fitting(tutorial)
    text = "".join(f"{es} {en}\n" for es, en in dict.fromkeys(kept))
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return True


def is_remembered(checkout: Checkout, tutorial: Tutorial) -> bool:
    """Whether every text that fits its partner is written down."""
    known = remembered(checkout, tutorial)
    return all(s.digests in known or _changed(s.digests, known) for s in texts(tutorial))


def remembered(checkout: Checkout, tutorial: Tutorial) -> list[Digests]:
    """What is written down; a line that is none of ours is passed over."""
    path = checkout.fitting(tutorial)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    words = (line.split() for line in lines)
    return [(pair[0], pair[1]) for pair in words if len(pair) == 2]


def texts(tutorial: Tutorial) -> Iterator[Said]:
    """Every text of a page that stands in both languages: paragraphs, options, the quiz."""
    for cell in tutorial.cells:
        if isinstance(cell, Pair):
            yield from _paragraphs(cell, tutorial.path)
        else:
            options = cell.options
            pairs = (cell.title, *options.alt, options.caption, options.predict)
            for text in filter(None, (*pairs, options.cause, options.fix)):
                yield _said(tutorial.path, cell.head, text)
    if quiz := tutorial.quiz:
        for line, text in quiz.texts:
            yield _said(quiz.path, line, text)


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


def _changed(pair: Digests, known: list[Digests]) -> str:
    """The language that was changed alone; "" where none was."""
    if pair in known:
        return ""
    if any(en == pair[1] for _, en in known):
        return "es"
    return "en" if any(es == pair[0] for es, _ in known) else ""


def _digest(text: str) -> str:
    """The digest of a text, however its lines are broken."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]
