"""The glossary: a page per language, made from docs/glossary.yml."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from tutorial_build.page import schema
from tutorial_build.page.markup import fill_page
from tutorial_build.source.glossary import GLOSSARY_FILE, Term
from tutorial_build.source.pairs import OTHER

Lessons = list[tuple[str, str]]  # of each its title and its file
MARKED = re.compile(r'data-term="([^"]+)"')
SHOWN = 4  # lessons named of one term


def taught(lessons: Iterable[tuple[str, str, str]]) -> dict[str, Lessons]:
    """Each term's lessons, in course order, from the titles, files and texts of all of them."""
    found: dict[str, Lessons] = defaultdict(list)
    for title, file, text in lessons:
        for name in dict.fromkeys(MARKED.findall(text)):
            found[name].append((title, file))
    return found


def glossary_page(
    terms: Sequence[Term], lang: str, lessons: Mapping[str, Lessons] = MappingProxyType({})
) -> str:
    """Markdown of the glossary: its terms under their letters, each with an anchor of its own.

    Args:
        terms: Of the course.
        lang: Of the page.
        lessons: Those that use each term, see `taught`.
    """
    ordered = sorted(terms, key=lambda term: _sort_key(term.name[lang], lang))
    groups = groupby(ordered, key=lambda term: _letter(term.name[lang], lang))
    letters = [(letter, list(members)) for letter, members in groups]
    facts = {"count": len(terms), "other": OTHER[lang], "source": GLOSSARY_FILE}
    facts["schema"] = schema.terms(ordered, lang)
    facts["lessons"] = {name: found[:SHOWN] for name, found in lessons.items()}
    return fill_page("glossary", lang, letters=letters, **facts)


def _sort_key(name: str, lang: str) -> str:
    """Accents folded; in Spanish ñ is a letter of its own, after n."""
    name = name.casefold()
    if lang == "es":
        name = name.replace("ñ", "n\uffff")
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _letter(name: str, lang: str) -> str:
    key = _sort_key(name, lang)
    return "Ñ" if key.startswith("n\uffff") else key[0].upper()
