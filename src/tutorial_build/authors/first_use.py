"""The rule that Spanish prose gives the English of a term at its first use on a page.

It holds for the terms that docs/glossary.yml marks `use: es (en)`, in prose as the glossary
understands it: no code, headings, links, tables or what is folded away. Exercises and the fold for
who is in a hurry are left out.
"""

import re
from collections.abc import Iterator, Sequence

from tutorial_build.errors import ContentError
from tutorial_build.page.first_uses import FirstUses
from tutorial_build.source.cells import Prose
from tutorial_build.source.glossary import Term
from tutorial_build.source.script import Lesson

_IN_PARENTHESES = re.compile(r"[*_”»]*\s*\(([^()]*)\)")


def check_terms(spanish: Lesson, terms: Sequence[Term]) -> Iterator[ContentError]:
    """Yield each first use on the Spanish page that lacks its English."""
    known = FirstUses(terms, "es")
    for cell in spanish.cells:
        if not isinstance(cell, Prose) or cell.exercise or cell.in_hurry:
            continue
        text = cell.text
        for start, end, term in known.uses(text):
            form = " ".join(text[start:end].split())
            english = _english(form, term)
            if not english or term.id in known.seen:
                continue
            known.seen.add(term.id)
            if not (_follows(text[end:], english) or _opens(text[:start], english)):
                line = cell.line + 1 + text.count("\n", 0, start)
                message = (
                    f"first use of {form!r} in prose lacks its English; write **{form}** "
                    f"({english[0]}) here, or, where it means something else, another word"
                )
                yield ContentError(spanish.path, line, message)


def _english(form: str, term: Term) -> list[str]:
    """The English forms of which one must follow a Spanish form, the best first.

    None where the glossary says that the form needs no English, or where it is English itself.
    """
    spanish, english = term.forms["es"], term.forms["en"]
    if term.use != "es (en)" or form.casefold() in {*term.plain, *english}:
        return []
    rank = spanish.index(form.casefold()) if len(spanish) == len(english) else 0
    return [word for word in [*english[rank:], *english[:rank]] if word not in term.plain]


def _follows(rest: str, english: Sequence[str]) -> bool:
    """Whether parentheses that hold one of these words follow at once."""
    found = _IN_PARENTHESES.match(rest)
    words = re.sub(r"[*_`]", "", " ".join(found[1].split())).casefold() if found else ""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words) for word in english)


def _opens(before: str, english: Sequence[str]) -> bool:
    """Whether the Spanish stands in parentheses behind its English: **MSE** (error cuadrático…)."""
    words = "|".join(re.escape(word) for word in english)
    return bool(re.search(rf"(?<!\w)(?:{words})[*_`”»]*\s*\([*_]*$", before, re.IGNORECASE))
