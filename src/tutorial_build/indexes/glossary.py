"""The glossary: a page per language, made from docs/glossary.yml."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from tutorial_build.page import schema
from tutorial_build.page.markup import fill_page
from tutorial_build.source.glossary import GLOSSARY_FILE, Term
from tutorial_build.source.pairs import OTHER


def glossary_page(terms: Sequence[Term], lang: str) -> str:
    """Markdown of the glossary: its terms under their letters, each with an anchor of its own."""
    ordered = sorted(terms, key=lambda term: _sort_key(term.name[lang], lang))
    groups = groupby(ordered, key=lambda term: _letter(term.name[lang], lang))
    letters = [(letter, list(members)) for letter, members in groups]
    facts = {"count": len(terms), "other": OTHER[lang], "source": GLOSSARY_FILE}
    facts["schema"] = schema.terms(ordered, lang)
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
