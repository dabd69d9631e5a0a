"""Definitions of the terms of the glossary, in the text at first use.

How a definition shows in the text: the term is a `<dfn>` that takes the focus, so a mouse, a
keyboard and a finger reach it; behind it stands its definition, `hidden`, which the term names
with `aria-describedby`, so a screen reader says it although nobody sees it. glossary.css shows
the definition on hover and on focus. No script is needed; without CSS the text reads as before,
and the search index leaves the definitions out (`data-search-exclude`). An `<abbr title>` would
reach neither touch nor keyboard, a button would promise an action, and a link would lead away
from the sentence.

What is not prose keeps its words: code, math, headings, links, tables, titles of callouts, blocks
of HTML, and what is folded away, where a definition would be missed. Code that is
indented without a fence is taken for prose; the course has none.
"""

import re
from collections.abc import Iterator, Sequence

from tutorial_build.page.markup import fill
from tutorial_build.source.glossary import Term
from tutorial_build.source.pairs import OTHER
from tutorial_build.source.prose import Span, scan

_SPACE = r"(?:[ \t\u00a0]+|[ \t]*\n[ \t]*)"
_FORM = r"(?<![^\W_])(?<![^\W_][-_.])(?:{})(?![^\W_]|[-_.][^\W_])"  # no part of a longer word
_IN_OTHER = r"[*_”»]*\s*\([*_]*({})(?![^\W_])"  # the same in the other language, in parentheses
_RUNNING = {"b", "i", "em", "strong", "span", "small", "sub", "sup"}  # tags of running text


class FirstUses:
    """Gives the first use of each term on a page its definition, in one text after another."""

    def __init__(self, terms: Sequence[Term], lang: str) -> None:
        self.lang = lang
        self.seen: set[str] = set()
        self.known = {form: term for term in terms for form in term.forms[lang]}
        others = [form for term in terms for form in term.ignore[lang]]
        # The longest wins, so that "gradient descent" does not count as a use of "gradient".
        forms = sorted([*self.known, *others], key=len, reverse=True)
        words = "|".join(_SPACE.join(map(re.escape, form.split())) for form in forms)
        self.pattern = re.compile(_FORM.format(words))

    def mark(self, text: str) -> str:
        """The next text of the page, with a definition behind each term it uses first."""
        parts = []
        done = 0
        for start, end, term in self.uses(text):
            if term.id not in self.seen and start >= done:
                self.seen.add(term.id)
                parts += [text[done:start], _defined(text[start:end], term, self.lang)]
                done = end
                if found := _in_other(term, OTHER[self.lang]).match(text, end):
                    spoken = fill("foreign", OTHER[self.lang], text=found[1])
                    parts += [text[end : found.start(1)], spoken]
                    done = found.end(1)
        return "".join([*parts, text[done:]])

    def uses(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield start, end and term of each use in the prose of a text."""
        lower = text.replace("İ", "I").lower()  # as long as the text, and faster than IGNORECASE
        for start, end in _prose(text):
            for found in self.pattern.finditer(lower, start, end):
                if term := self.known.get(" ".join(found[0].split())):
                    yield *found.span(), term


def mark_first_uses(markdown: str, terms: Sequence[Term], lang: str) -> str:
    """Give the first use of each term in the prose of a whole page its definition."""
    return FirstUses(terms, lang).mark(markdown)


def _prose(text: str) -> Iterator[tuple[int, int]]:
    """Yield where prose starts and ends."""
    hidden = 0  # up to here
    for span in scan(text):
        if span.kind == "text" and span.end > hidden:
            yield max(span.start, hidden), span.end
        elif span.kind != "text" and span.start >= hidden:
            hidden = _hidden(span, text)


def _hidden(span: Span, text: str) -> int:
    """Where prose may go on behind a mark and what it opens."""
    if span.kind == "tag":
        return span.end if span.value.lower() in _RUNNING else span.until
    if span.kind in ("heading", "row", "callout") and not span.text.lstrip().startswith("??? "):
        return f"{text}\n".index("\n", span.end)  # the end of its line
    return span.until


def _in_other(term: Term, other: str) -> re.Pattern[str]:
    """The word of the other language that follows a term: **época** (epoch)."""
    forms = sorted(term.forms[other], key=len, reverse=True)
    return re.compile(_IN_OTHER.format("|".join(map(re.escape, forms))), re.IGNORECASE)


def _defined(text: str, term: Term, lang: str) -> str:
    """The term as written, with its definition."""
    other = OTHER[lang]
    name = term.name[other]
    return fill("term", lang, text=text, term=term, other=name, other_lang=other)
