"""Links of scripts that lead nowhere, each at its line."""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Prose
from tutorial_build.source.course import Course
from tutorial_build.source.parity import anchors
from tutorial_build.source.prose import scan
from tutorial_build.source.script import Lesson
from tutorial_build.source.text import read_text

# Pages and folders that a build makes; what is in them the build itself has to say.
GENERATED = ("claims.md", "errors.md", "figures.md", "glossary.md", "map.md", "names.md")
_FOLDERS = ("api/", "practice/")
_ENGINE = ("quiz", "claim-", "widget-")  # how anchors start that are not in a script
_ID = re.compile(r'\bid="([^"]+)"')


class Links:
    """Where links may lead: the pages of the course in one language, and their anchors."""

    def __init__(self, course: Course, root: Path, lang: str) -> None:
        self._folder = root / "docs" / lang
        self._lang = lang
        self._course = course
        self._known: dict[str, set[str] | None] = {}

    def dead(self, lesson: Lesson) -> Iterator[ContentError]:
        """Yield each link of a lesson to a page or an anchor that is not there."""
        for cell in lesson.cells:
            if not isinstance(cell, Prose):
                continue
            for span in scan(cell.text, "link"):
                if span.kind == "link" and (wrong := self._wrong(lesson, span.value)):
                    line = cell.line + 1 + cell.text.count("\n", 0, span.start)
                    yield ContentError(lesson.path, line, f"{wrong}; correct the link")

    def _wrong(self, lesson: Lesson, address: str) -> str:
        target, _, anchor = address.partition("#")
        here = f"{lesson.address}.md"
        page = posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
        if "://" in address or address.startswith("mailto:") or page.startswith(_FOLDERS):
            return ""
        page = page if target else here
        if page in GENERATED or page.startswith(f"{lesson.address}/"):  # its downloads
            return ""
        known = self._anchors(page)
        if known is None:
            return f"no page {target!r}"
        if not anchor or anchor.startswith(_ENGINE) or anchor in known:
            return ""
        return f"no anchor {anchor!r} in {page}"

    def _anchors(self, page: str) -> set[str] | None:
        """The anchors of a page; None where there is no such page."""
        if page not in self._known:
            self._known[page] = self._find(page)
        return self._known[page]

    def _find(self, page: str) -> set[str] | None:
        if lesson := self._lessons.get(page):
            texts = [cell.text for cell in lesson.cells if isinstance(cell, Prose)]
        elif (path := self._folder / page).is_file():
            texts = [read_text(path, page)]
        else:
            return None
        return {anchor for text in texts for anchor in (*anchors(text), *_ID.findall(text))}

    @cached_property
    def _lessons(self) -> dict[str, Lesson]:
        lessons = (tutorial.into(self._lang) for tutorial in self._course.tutorials.values())
        return {f"{lesson.address}.md": lesson for lesson in lessons}
