"""What the search knows: the sections of every page, and the terms in both languages.

It is a script and not JSON, because a page that is read from a disk may fetch nothing else.
docs/theme/assets/js/search/find.js says how it is asked.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape

from tutorial_build.source.glossary import Term
from tutorial_build.source.pairs import OTHER

Section = list[str]  # anchor, heading, text, names that stand in code alone
# Takes a text and what makes the sections of it; may know them already.
Remember = Callable[[str, Callable[[], list[Section]]], list[Section]]

# Pages that point to others: of these only the beginning is known.
LISTS = ("claims.md", "figures.md", "map.md")
# By the beginning of the path, what kind of page it is; others are lessons, or begin a module.
KINDS = {
    "api/": "api",
    "names.md": "api",
    "glossary.md": "glossary",
    "index.md": "module",
    "errors.md": "errors",
    "equivalences.md": "help",
    "faq.md": "help",
    "resources.md": "help",
    **dict.fromkeys(LISTS, "module"),
}

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# What stands around the text of a page, and what is not to be read as text.
_ASIDE = re.compile(
    r"<!--.*?-->|<(svg|math|script|style|nav|dl)\b.*?</\1>"
    r'|<span\b class="g-def".*?</span\b>|<div\b class="g-quiz">.*?\n</div\b>'
    r'|<div\b class="g-(?:foot|quiz-key|output)".*?</div\b>|<p\b class="g-downloads".*?</p\b>'
    r'|<details\b class="g-objectives".*?</details\b>'
    r"|!\[[^\]]*\]\([^)]*\)(?:\{[^}\n]*\})?",
    re.DOTALL,
)
_CODE = re.compile(
    r"<pre\b><code\b>.*?</code\b></pre\b>|^[ \t]*```.*?^[ \t]*```$", re.DOTALL | re.MULTILINE
)
_STRINGS_AND_COMMENTS = re.compile(r'<span\b class="(?:s\w?|c\w?)">.*?</span\b>')
_NAME = re.compile(r"[^\W\d]\w{2,}")
_HEADING = re.compile(r"^#{1,3} (.*?)(?:\s*\{([^}\n]*)\})?$", re.MULTILINE)
_ANCHOR = re.compile(r"#([\w-]+)")
# A page to come, in the list of its module.
_SOON = re.compile(r'<li\b class="g-soon" id="([\w-]+)"><span\b>(.*?)</span\b>')
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^)\n]*\)(?:\{[^}\n]*\})?")
_RUNNING = re.compile(
    r"</?(?:a|b|code|dfn|em|i|mark|span|strong|sub|sup)\b[^>]*>|[*`]|\\(?=_|[^\w\s])"
)
_MARKS = re.compile(
    r"^[ \t]*(?:!!!|\?\?\?\+?) [\w-]+|\{ ?[.#:][^}\n]*\}|</?[a-z][^>]*>|\||-{3,}|^#+ |^[ \t]*- ",
    re.MULTILINE,
)


def search_index(
    pages: Mapping[str, str],
    terms: Sequence[Term],
    lang: str,
    address: Callable[[str], str],
    remember: Remember,
) -> str:
    """The script that holds what the search knows of a language.

    Args:
        pages: Markdown by path.
        terms: The glossary.
        lang: Which language its pages have.
        address: The address of a page on the site, by its path.
        remember: Keeps the sections of a page.
    """
    known = [
        {"to": address(path), "kind": _kind(path), "parts": parts}
        for path, text in sorted(pages.items())
        if (parts := remember(path + text, lambda: sections(path, text)))  # noqa: B023
    ]
    said = [[list(term.forms[OTHER[lang]]), term.forms[lang][0]] for term in terms]
    index = json.dumps({"pages": known, "terms": said}, ensure_ascii=False, separators=(",", ":"))
    return f"gradiente.index = {index}\n"


def _kind(path: str) -> str:
    rest = "module" if path.endswith("/index.md") else "lesson"
    return next((kind for start, kind in KINDS.items() if path.startswith(start)), rest)


def sections(path: str, markdown: str) -> list[Section]:
    """The parts of a page between headings that have an anchor; the first has none."""
    text = _SOON.sub(r"\n### \2 { #\1 }\n", _ASIDE.sub("", _FRONT_MATTER.sub("", markdown)))
    pieces = _pieces(text)
    return list(pieces)[: 1 if path in LISTS else None]


def _pieces(text: str) -> Iterator[Section]:
    heads = [head for head in _HEADING.finditer(_CODE.sub(_blank, text)) if _is_place(head)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        body = text[head.end() : end]
        prose = _plain(_CODE.sub(" ", body))
        anchor = _ANCHOR.search(head[2] or "")
        yield [anchor[1] if anchor else "", _plain(head[1]), prose, " ".join(_names(body, prose))]


def _blank(code: re.Match[str]) -> str:
    """As many characters that are no heading."""
    return " " * len(code[0])


def _is_place(head: re.Match[str]) -> bool:
    return head[0].startswith("# ") or bool(_ANCHOR.search(head[2] or ""))


def _names(body: str, prose: str) -> list[str]:
    """The names in the code of a section that its text does not have, in order."""
    code = " ".join(match[0] for match in _CODE.finditer(body))
    names = _NAME.findall(unescape(re.sub("<[^>]+>", "", _STRINGS_AND_COMMENTS.sub("", code))))
    return [name for name in dict.fromkeys(names) if name not in prose]


def _plain(text: str) -> str:
    text = _RUNNING.sub("", _LINK.sub(r"\1", text))
    return " ".join(unescape(_MARKS.sub(" ", text)).split())
