"""The glossary: a page per language, made from docs/glossary.yml."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from tutorial_build.page.first_uses import OTHER
from tutorial_build.source.glossary import Term

TITLE = {"es": "Glosario", "en": "Glossary"}

_DESCRIPTION = {
    "es": "Los {count} términos del curso, con su definición en dos frases y su nombre en inglés.",
    "en": "The {count} terms of the course, each defined in two sentences, with its Spanish name.",
}
_INTRO = {
    "es": "Los {count} términos del curso, por orden alfabético. En los textos, la primera vez que "
    "aparece uno lleva una línea de puntos: pon el puntero encima, tócalo o llega a él con el "
    "tabulador y verás su definición.",
    "en": "The {count} terms of the course in alphabetical order. In the texts, the first use of a "
    "term has a dotted line: point at it, tap it or reach it with the Tab key to see its "
    "definition.",
}
_LETTERS = {"es": "Letras", "en": "Letters"}
_GENDER = {"es": {"m": "masculino", "f": "femenino"}, "en": {"m": "masculine", "f": "feminine"}}


def glossary_page(terms: Sequence[Term], lang: str) -> str:
    """Markdown of the glossary: its terms under their letters, each with an anchor of its own."""
    ordered = sorted(terms, key=lambda term: _sort_key(term.name[lang], lang))
    letters = groupby(ordered, key=lambda term: _letter(term.name[lang], lang))
    groups = [(letter, list(members)) for letter, members in letters]
    links = " ".join(f"[{letter}](#{_letter_id(letter)})" for letter, _ in groups)
    parts = [
        f'---\ntitle: "{TITLE[lang]}"\n'
        f'description: "{_DESCRIPTION[lang].format(count=len(terms))}"\nhide: [toc]\n---',
        f"# {TITLE[lang]}",
        _INTRO[lang].format(count=len(terms)),
        f'<nav class="g-letters" aria-label="{_LETTERS[lang]}" markdown="span">{links}</nav>',
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
    other, label = OTHER[lang]
    gender = f" · {_GENDER[lang][term.gender]}" if term.gender else ""
    return f'{label}: <span lang="{other}">{term.name[other]}</span>{gender}'


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
