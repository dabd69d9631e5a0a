"""Check that the two languages of a markdown cell say the same things in the same places."""

from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Pair
from tutorial_build.source.inline import INLINE, is_plain, parse_inline
from tutorial_build.source.prose import scan


def check(pair: Pair, path: str) -> None:
    """Raise ContentError where one side is not as prose must be, or both differ in structure."""
    for prose in (pair.es, pair.en):
        for place, fault in _faults(prose.text):
            raise ContentError(path, prose.line + 1 + prose.text.count("\n", 0, place), fault)
    spanish, english = _shape(pair.es.text), _shape(pair.en.text)
    for what, es, en in zip(spanish, spanish.values(), english.values(), strict=True):
        if es != en:
            show = repr if any(es + en) else len
            message = f"the {what} differ from the 'es' partner's: es has {show(es)}, "
            message += f"en has {show(en)}; make them the same"
            raise ContentError(path, pair.en.line, message)


def anchors(text: str) -> list[str]:
    """The explicit anchors of a prose text, in order."""
    return [span.value for span in scan(text) if span.kind == "attributes" and span.value]


def _faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with one side, and where."""
    for span in scan(text, "heading"):
        if span.value in ("#", "="):
            message = "a level-1 heading; the title comes from the header, start with '##'"
            yield span.start, message
        elif span.value and not anchors(text[span.start :].partition("\n")[0]):
            message = "a heading without an anchor; end it with { #name }, equal in es and en"
            yield span.start, message
    for match in INLINE.finditer(text):
        if not is_plain(parse_inline(match[1]).expression):
            message = f"inline value {match[0]!r} must be a name, attribute, constant index or "
            yield match.start(), f"{message}len() of one; compute it in a cell and name it"


def _shape(text: str) -> dict[str, list[str]]:
    """What must be the same in both languages; of some things only how many there are."""
    found = list(scan(text))
    kinds = ("heading", "image", "link", "callout", "item", "row", "formula")
    shape = {f"{kind}s": [s.value for s in found if s.kind == kind] for kind in kinds}
    shape["links"].sort()  # a sentence may name them in another order, and its values too
    values = sorted(value.strip() for value in INLINE.findall(text))
    return shape | {"anchors": anchors(text), "inline values": values}
