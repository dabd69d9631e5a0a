"""The glossary: one file of terms, a page per language, and definitions in the text at first use.

How a definition shows in the text: the term is a `<dfn>` that takes the focus, so a mouse, a
keyboard and a finger reach it; behind it stands its definition, `hidden`, which the term names
with `aria-describedby`, so a screen reader says it although nobody sees it. glossary.css shows
the definition on hover and on focus. No script is needed; without CSS the text reads as before,
and the search index leaves the definitions out (`data-search-exclude`). An `<abbr title>` would
reach neither touch nor keyboard, a button would promise an action, and a link would lead away
from the sentence.

What is not prose keeps its words: front matter, code, math, headings, links, tables, titles of
callouts, HTML tags, figure captions, whatever the engine or a widget wrote into an element of
class `g-…` (but for exercises), and what is folded away, where a definition would be missed.
Code that is indented without a fence is taken for prose; the course has none.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from tutorial_build.errors import ContentError
from tutorial_build.pairs import LANGUAGES

GLOSSARY_FILE = "docs/glossary.yml"
USES = ("es", "es (en)", "en", "mixed")
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
_OTHER = {"es": ("en", "En inglés"), "en": ("es", "In Spanish")}
_GENDER = {"es": {"m": "masculino", "f": "femenino"}, "en": {"m": "masculine", "f": "feminine"}}


@dataclass(frozen=True)
class Term:
    """An entry of the glossary; every text stands under its language.

    `forms` are the words that are recognised in a text, `ignore` phrases in which such a word
    means something else. `use` says how Spanish prose writes the term, as in language.md.
    """

    id: str
    name: dict[str, str]
    use: str
    gender: str
    forms: dict[str, list[str]]
    ignore: dict[str, list[str]]
    definition: dict[str, str]


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
    other, label = _OTHER[lang]
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


# A word with its hyphens, points and underscores: `token` is no part of `token-by-token`.
_WORD = r"[^\W_]+(?:[-_.][^\W_]+)*"
_SPACE = r"(?:[ \t\u00a0]+|[ \t]*\n[ \t]*)"

_PLACES = re.compile(
    rf"""
    \A---\n.*?\n---\n                                            # front matter
    | ^[ \t>]*(?P<fence>`{{3,}}|~{{3,}}).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | ^(?P<indent>[ \t]*)\?{{3}}[ ][^\n]*                        # folded callout, with its content
      (?:\n(?:[ \t]*$|(?P=indent)(?:[ ]{{4}}|\t)[^\n]*))*
    | ^[ \t>]*(?:!!!|\?{{3}}|[#]|\|)[^\n]*                       # callout title, heading, table row
    | ^[^\n]+\n[ \t>]*(?:=+|-{{2,}})[ \t]*$                      # underlined heading
    | \\.
    | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
    | \$\$.+?\$\$ | (?<![\w$])\$(?!\s)[^$\n]+?(?<!\s)\$(?!\w)
    | \{{\{{.*?\}}\}} | \{{[^{{}}\n]*\}}                         # inline value, attribute list
    | !?\[(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*\]            # link or image
      (?:\((?:\\.|[^()\\]|\([^()]*\))*\)|[ ]?\[[^\]]*\]|:[^\n]*)
    | https?://\S+
    | <!--.*?-->
    | </[a-zA-Z][^<>]*>
    | <(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>
    | (?P<word>{_WORD})
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_NO_PROSE_TAG = re.compile(
    r"a|abbr|button|code|details|dfn|figcaption|h[1-6]|kbd|label|math|nav|pre|samp|script|style"
    r"|summary|svg|table|template|textarea",
    re.IGNORECASE,
)
_NO_PROSE_CLASS = re.compile(r"""class=["'](?:[^"']*\s)?g-(?!exercise\b)""")

_Index = dict[str, list[tuple[str, Term | None]]]


def mark_first_uses(markdown: str, terms: Sequence[Term], lang: str) -> str:
    """Give the first use of each term in the prose of a page its definition.

    The longest term wins, so that "gradient descent" does not count as a use of "gradient".
    """
    index = _index(terms, lang)
    seen = set()
    parts = []
    copied = position = 0
    while found := _PLACES.search(markdown, position):
        start, position = found.span()
        if found["tag"]:
            position = _element_end(markdown, found)
        elif found["word"]:
            term, position = _longest(index, markdown, found)
            if term and term.id not in seen:
                seen.add(term.id)
                parts += [markdown[copied:start], _defined(markdown[start:position], term, lang)]
                copied = position
    return "".join([*parts, markdown[copied:]])


def _defined(text: str, term: Term, lang: str) -> str:
    """The term as written, with its definition; no span inside: the search would index it."""
    other, _ = _OTHER[lang]
    name = term.name[other]
    name = f'<b lang="{other}">{name}</b>: ' if name != term.name[lang] else ""
    anchor = f"g-def-{term.id}"
    return (
        f'<dfn class="g-term" tabindex="0" data-term="{term.id}" aria-describedby="{anchor}">{text}'
        f'</dfn><span class="g-def" id="{anchor}" role="tooltip" data-search-exclude hidden>{name}'
        f"{term.definition[lang]}</span>"
    )


def _index(terms: Sequence[Term], lang: str) -> _Index:
    """First word → the forms that start with it, longest first; ignored phrases have no term."""
    index: _Index = {}
    for term in terms:
        for form in term.forms[lang]:
            index.setdefault(_first_word(form), []).append((form, term))
        for form in term.ignore[lang]:
            index.setdefault(_first_word(form), []).append((form, None))
    for forms in index.values():
        forms.sort(key=lambda entry: -len(entry[0]))
    return index


def _longest(index: _Index, text: str, word: re.Match[str]) -> tuple[Term | None, int]:
    """The term that starts at a word, if any, and where the search goes on."""
    for form, term in index.get(word[0].casefold(), ()):
        if found := _pattern(form).match(text, word.start()):
            return term, found.end()
    return None, word.end()


@cache
def _pattern(form: str) -> re.Pattern[str]:
    words = _SPACE.join(re.escape(word) for word in form.split())
    return re.compile(rf"{words}(?![^\W_]|[-_.][^\W_])", re.IGNORECASE)


def _first_word(form: str) -> str:
    found = re.match(_WORD, form)
    return found[0] if found else ""


def _element_end(text: str, start: re.Match[str]) -> int:
    """Where to go on after a tag: behind its element if that is no prose, else behind the tag."""
    tag = start["tag"]
    if not (_NO_PROSE_TAG.fullmatch(tag) or _NO_PROSE_CLASS.search(start["attributes"])):
        return start.end()
    depth = 1
    for found in re.compile(rf"<(/?){tag}\b[^<>]*>", re.IGNORECASE).finditer(text, start.end()):
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return start.end()


_SENTENCE_END = r"[.?!…]+[”\"')]*(?=\s|$)"
_TEXTS = ("id", "en", "es", "definition.en", "definition.es")
_LISTS = ("forms.en", "forms.es", "ignore.en", "ignore.es")
_REQUIRED = ("id", "en", "es", "use", "forms.en", "forms.es", "definition.en", "definition.es")
_FIELDS = {*_TEXTS, *_LISTS, "use", "gender", "forms", "ignore", "definition"}


@dataclass(frozen=True)
class _Entry:
    """An entry as it stands in the file; nested fields have a point, as in `forms.es`."""

    fields: dict[str, Any]
    lines: dict[str, int]
    line: int

    def error(self, field: str, message: str) -> ContentError:
        name = f"term {self.fields['id']!r}: " if self.fields.get("id") else ""
        return ContentError(GLOSSARY_FILE, self.lines.get(field, self.line), name + message)


def read_glossary(root: Path) -> tuple[Term, ...]:
    """Read and check docs/glossary.yml.

    Raises:
        ContentError: At the first entry that is not complete, or not what an entry may be.
    """
    try:
        text = (root / GLOSSARY_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(GLOSSARY_FILE, 1, "no such file; list the terms in it") from None
    entries = _entries(text)
    for entry in entries:
        _check(entry)
    _check_unique(entries)
    return tuple(_term(entry.fields) for entry in entries)


def _entries(text: str) -> list[_Entry]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(GLOSSARY_FILE, line, f"not YAML ({error.problem}); correct it") from None
    if not isinstance(root, yaml.SequenceNode):
        raise ContentError(GLOSSARY_FILE, 1, "not a list of terms; start each with '- id:'")
    entries = []
    for node in root.value:
        entry = _Entry({}, {}, node.start_mark.line + 1)
        if not isinstance(node, yaml.MappingNode):
            raise entry.error("", "not a term; write its fields as 'id:', 'en:', 'es:' and so on")
        _collect(node, "", entry)
        entries.append(entry)
    return entries


def _collect(node: yaml.MappingNode, prefix: str, entry: _Entry) -> None:
    """Note the value and the line of every field, those of inner mappings too."""
    for key, value in node.value:
        field = f"{prefix}{key.value}"
        entry.lines[field] = key.start_mark.line + 1
        if isinstance(value, yaml.MappingNode) and not prefix:
            _collect(value, f"{field}.", entry)
        elif isinstance(value, yaml.SequenceNode):
            entry.fields[field] = [getattr(item, "value", "") for item in value.value]
        else:
            entry.fields[field] = value.value


def _check(entry: _Entry) -> None:
    fields = entry.fields
    for field in entry.lines:
        if field not in _FIELDS:
            known = ", ".join(sorted(f for f in _FIELDS if "." not in f))
            raise entry.error(field, f"unknown field {field!r}; a term has {known}")
    for field in _REQUIRED:
        if not (fields.get(field) or (field.startswith("forms.") and field in fields)):
            raise entry.error(field.split(".")[0], f"no {field!r}; write it")
    for field in _TEXTS:
        if not isinstance(fields[field], str):
            raise entry.error(field, f"{field!r} is not a text; write one")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fields["id"]):
        raise entry.error("id", "an id is lower-case words joined by hyphens; rename it")
    if fields["use"] not in USES:
        raise entry.error("use", f"use is {fields['use']!r}; choose one of {', '.join(USES)}")
    if fields.get("gender", "m") not in ("m", "f"):
        raise entry.error("gender", f"gender is {fields['gender']!r}; choose m or f")
    for field in _LISTS:
        _check_forms(entry, field)
    for lang in LANGUAGES:
        _check_definition(entry, f"definition.{lang}")


def _check_forms(entry: _Entry, field: str) -> None:
    forms = entry.fields.get(field, [])
    if not isinstance(forms, list):
        raise entry.error(field, f"{field!r} is not a list; write [form, form]")
    for form in forms:
        if form != form.lower() or form != " ".join(form.split()) or not _first_word(form):
            raise entry.error(field, f"{field!r} has {form!r}; write lower-case words, one space")


def _check_definition(entry: _Entry, field: str) -> None:
    text = re.sub(r"`[^`]+`", "code", entry.fields[field])
    ends = len(re.findall(_SENTENCE_END, text))
    if ends != 2:
        raise entry.error(field, f"{field!r} has {ends} full stops; write two sentences")
    if not re.search(rf"{_SENTENCE_END}$", text):
        raise entry.error(field, f"{field!r} does not end in a full stop; end it")
    if found := re.search(r"[<>&$*_|{}\[\]\\`\n]", text):
        raise entry.error(field, f"{field!r} has {found[0]!r}; write plain text, `code` at most")


def _check_unique(entries: list[_Entry]) -> None:
    """An id stands once, and a form opens one definition only."""
    owners: dict[tuple[str, str], str] = {}
    for entry in entries:
        name = entry.fields["id"]
        if ("id", name) in owners:
            raise entry.error("id", "this id stands twice; rename one of the terms")
        owners["id", name] = name
        for field in _LISTS:
            for form in entry.fields.get(field, []):
                key = (field.split(".")[1], form)
                if key in owners:
                    raise entry.error(field, f"form {form!r} is one of {owners[key]!r} already")
                owners[key] = name


def _term(fields: dict[str, Any]) -> Term:
    return Term(
        id=fields["id"],
        name={lang: fields[lang] for lang in LANGUAGES},
        use=fields["use"],
        gender=fields.get("gender", ""),
        forms={lang: fields[f"forms.{lang}"] for lang in LANGUAGES},
        ignore={lang: fields.get(f"ignore.{lang}", []) for lang in LANGUAGES},
        definition={lang: fields[f"definition.{lang}"] for lang in LANGUAGES},
    )
