"""The glossary: a page per language, and definitions in the text at first use.

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
from collections.abc import Iterator, Sequence
from functools import cache

from tutorial_build.source.glossary import WORD, Term, first_word

OTHER = {"es": ("en", "En inglés"), "en": ("es", "In Spanish")}
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
    | (?P<word>{WORD})
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
    seen = set()
    parts = []
    copied = 0
    for start, end, term in uses(markdown, terms, lang):
        if term.id not in seen:
            seen.add(term.id)
            parts += [markdown[copied:start], _defined(markdown[start:end], term, lang)]
            copied = end
    return "".join([*parts, markdown[copied:]])


def uses(markdown: str, terms: Sequence[Term], lang: str) -> Iterator[tuple[int, int, Term]]:
    """Yield start, end and term of each use in the prose of a page."""
    index = _index(terms, lang)
    position = 0
    while found := _PLACES.search(markdown, position):
        start, position = found.span()
        if found["tag"]:
            position = _element_end(markdown, found)
        elif found["word"]:
            term, position = _longest(index, markdown, found)
            if term:
                yield start, position, term


def _defined(text: str, term: Term, lang: str) -> str:
    """The term as written, with its definition; no span inside: the search would index it."""
    other, _ = OTHER[lang]
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
            index.setdefault(first_word(form), []).append((form, term))
        for form in term.ignore[lang]:
            index.setdefault(first_word(form), []).append((form, None))
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
