"""Check that the two languages of a markdown cell say the same things in the same places."""

import re

from tutorial_build.errors import ContentError

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) .*$", re.MULTILINE)
_ANCHOR = re.compile(r"\{\s*#([\w-]+)\s*\}")

_SHAPES = {
    "headings": re.compile(r"^(#{1,6}) ", re.MULTILINE),
    "anchors": _ANCHOR,
    "images": re.compile(r"!\[[^\]]*\]\(([^)\s]+)"),
    "links": re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)"),
    "admonitions": re.compile(r"^\s*(?:!!!|\?\?\?\+?) (\w+)", re.MULTILINE),
    "bullets": re.compile(r"^(\s*)[-*] ", re.MULTILINE),
    "numbered items": re.compile(r"^(\s*)\d+\. ", re.MULTILINE),
    "table rows": re.compile(r"^\s*(\|)", re.MULTILINE),
    "formulas": re.compile(r"(\$\$)"),
    "inline values": re.compile(r"(?<!\\)\{\{\s*(.+?)\s*\}\}"),
}
_COUNTED = ("bullets", "numbered items", "table rows", "formulas")  # their text says nothing
_UNORDERED = ("links", "inline values")  # a sentence may name them in another order


def check(text: dict[str, str], lines: dict[str, int], path: str) -> None:
    """Raise ContentError where the two sides of a markdown pair differ in structure."""
    for lang, side in text.items():
        plain = _FENCE.sub("", side)
        for match in _HEADING.finditer(plain):
            if len(match[1]) == 1:
                message = "a level-1 heading; the title comes from the header, start with '##'"
                raise ContentError(path, _line(side, match[0], lines[lang]), message)
            if not _ANCHOR.search(match[0]):
                message = "a heading without an anchor; end it with { #name }, equal in es and en"
                raise ContentError(path, _line(side, match[0], lines[lang]), message)
    for what, pattern in _SHAPES.items():
        spanish, english = (pattern.findall(_FENCE.sub("", text[lang])) for lang in ("es", "en"))
        if what in _UNORDERED:
            spanish, english = sorted(spanish), sorted(english)
        if spanish != english:
            show = len if what in _COUNTED and len(spanish) != len(english) else repr
            raise ContentError(
                path,
                lines["en"],
                f"the {what} differ from the 'es' partner's: es has {show(spanish)}, "
                f"en has {show(english)}; make them the same",
            )


def anchors(text: str) -> list[str]:
    """The explicit anchors of a prose text, in order."""
    return _ANCHOR.findall(_FENCE.sub("", text))


def _line(text: str, found: str, first: int) -> int:
    return first + 1 + text.count("\n", 0, text.index(found))
