"""A built HTML file as the tests read it: elements, anchors and words."""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("alt", "aria-label", "content", "placeholder", "title")  # attributes a reader meets


@dataclass(frozen=True)
class Element:
    """A start tag and where it stands."""

    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...] = field(repr=False, default=())

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def lang(self) -> str:
        """The language of its text, which the nearest `lang` decides."""
        near = (e["lang"] for e in (self, *reversed(self.parents)))
        return next((lang for lang in near if lang), "")


class HtmlPage(HTMLParser):
    """Reads a file once; Python's own parser is enough, since the browser tests see the rest."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.source = path.read_text(encoding="utf-8")
        self.elements: list[Element] = []
        self.texts: list[tuple[str, Element]] = []
        self._open: list[Element] = []
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open:
            self.texts.append((data, self._open[-1]))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag that have these attributes; `class_` for class, `_` for `-`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and all(element[name] == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{self.path}: {len(found)} {tag} with {attributes}"
        return found[0]

    @cached_property
    def anchors(self) -> set[str]:
        return {element["id"] for element in self.elements if element["id"]}

    def words(self, lang: str) -> list[str]:
        """Texts and spoken attributes in a language, without code, styles and scripts.

        An entry of the table of contents whose heading is in a language of its own is left out:
        it repeats the heading, but not its language.
        """
        silent = {"code", "pre", "script", "style", "math"}
        own = {f"#{e['id']}" for e in self.elements if e["id"] and e["lang"]}
        inside = [(text, (*e.parents, e)) for text, e in self.texts if e.lang == lang]
        said = [
            (element[name], element.parents)
            for element in self.elements
            for name in SPOKEN
            if element[name] and element.lang == lang
        ]
        return [
            " ".join(text.split())
            for text, parents in [*inside, *said]
            if not silent & {parent.tag for parent in parents}
            and not any(link in own for link in _entries(parents))
        ]


def _entries(parents: tuple[Element, ...]) -> list[str]:
    """Where the entries of the table of contents among some elements lead."""
    within = any("md-nav--secondary" in parent["class"].split() for parent in parents)
    return [parent["href"] for parent in parents if within and parent.tag == "a"]
