"""The glossary: a page per language, made from docs/glossary.yml."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from tutorial_build.page.words import word
from tutorial_build.source.glossary import Term
from tutorial_build.source.pairs import LANGUAGES


def glossary_page(terms: Sequence[Term], lang: str) -> str:
    """Markdown of the glossary: its terms under their letters, each with an anchor of its own."""
    ordered = sorted(terms, key=lambda term: _sort_key(term.name[lang], lang))
    letters = groupby(ordered, key=lambda term: _letter(term.name[lang], lang))
    groups = [(letter, list(members)) for letter, members in letters]
    links = " ".join(f"[{letter}](#{_letter_id(letter)})" for letter, _ in groups)
    label = word("letters", lang)
    parts = [
        f'---\ntitle: "{word("glossary", lang)}"\n'
        f'description: "{word("glossary_description", lang, count=len(terms))}"\nhide: [toc]\n---',
        f"# {word('glossary', lang)}",
        word("glossary_intro", lang, count=len(terms)),
        f'<nav class="g-letters" aria-label="{label}" markdown="span">{links}</nav>',
    ]
    for letter, members in groups:
        parts.append(f"## {letter} {{ #{_letter_id(letter)} }}")
        for term in members:
            parts += [
                f"### {term.name[lang]} {{ #{term.id} }}",
                f'<p class="g-other">{_other_name(term, lang)}</p>',
                term.definition[lang],
            ]
    return "\n\n".join(parts) + "\n"


def _other_name(term: Term, lang: str) -> str:
    other = next(name for name in LANGUAGES if name != lang)
    gender = f" · {word(f'gender_{term.gender}', lang)}" if term.gender else ""
    return f'{word("in_other", lang)}: <span lang="{other}">{term.name[other]}</span>{gender}'


def _sort_key(name: str, lang: str) -> str:
    """Accents folded; in Spanish ñ is a letter of its own, after n."""
    name = name.casefold()
    if lang == "es":
        name = name.replace("ñ", "n\uffff")
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _letter(name: str, lang: str) -> str:
    key = _sort_key(name, lang)
    return "Ñ" if key.startswith("n\uffff") else key[0].upper()


def _letter_id(letter: str) -> str:
    return f"letter-{letter.lower()}"
