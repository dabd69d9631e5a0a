"""What a hand-written page shows of the course, in place of marks such as `<!-- modules -->`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from markupsafe import Markup

from tutorial_build.errors import ContentError
from tutorial_build.page import schema
from tutorial_build.page.markup import fill, show_figure, to_json
from tutorial_build.page.page import Figure, Page
from tutorial_build.page.widgets import widget_block
from tutorial_build.page.words import duration
from tutorial_build.source.course import Course, Module
from tutorial_build.source.pairs import side
from tutorial_build.source.text import read_text

MARK = re.compile(r"<!-- (pages|facts|modules|figure|interactive)(?:: (.+?))? -->")
FRONT_MATTER = re.compile(r"---\n(.*?)^---$", re.DOTALL | re.MULTILINE)
MB = 1e6


@dataclass(frozen=True)
class OnHand:
    """The course as hand-written pages of one language see it.

    Args:
        course: The course.
        lang: `es` or `en`.
        folder: The hand-written pages of that language.
        page: The page of a slug with its results, or None where it cannot be shown.
        offline: Address of the site as a file.
        offline_bytes: Its size; 0 where there is none.
    """

    course: Course
    lang: str
    folder: Path
    page: Callable[[str], Page | None]
    offline: str = ""
    offline_bytes: int = 0

    def fill_in(self, text: str, name: str) -> str:
        """A page with what its marks ask for.

        Raises:
            ContentError: At a mark that names what is not there.
        """

        def put(found: re.Match[str]) -> str:
            try:
                return self._part(found[1], found[2] or Path(name).parent.as_posix())
            except (LookupError, ValueError):
                line = text.count("\n", 0, found.start()) + 1
                message = f"nothing for the mark '{found[0]}'; correct what it names"
                raise ContentError(f"docs/{self.lang}/{name}", line, message) from None

        about: schema.Thing = {}
        if name == "index.md":
            about = schema.course(self._minutes(self.course.slugs))
        elif name == "faq.md":
            about = schema.questions(text)
        return MARK.sub(put, _with_field(text, "schema", about) if about else text)

    def _part(self, kind: str, which: str) -> str:
        match kind:
            case "facts":
                return self._facts()
            case "modules":
                return self._modules()
            case "pages":
                return fill("pages", self.lang, pages=self._lessons(self._module(which)))
            case "figure":
                slug, rank = which.split()
                return self._figure(slug, int(rank))
            case _:
                slug, widget = which.split()
                return self._interactive(slug, widget)

    def _module(self, address: str) -> Module:
        return {module.address: module for module in self.course.modules}[address]

    def _facts(self) -> str:
        """How much there is, and what it costs."""
        return fill(
            "facts",
            self.lang,
            written=len(self.course.tutorials),
            count=len(self.course.slugs),
            time=duration(self._minutes(self.course.slugs)),
            offline=self.offline,
            mb=f"{self.offline_bytes / MB:.1f}" if self.offline_bytes else "",
        )

    def _modules(self) -> str:
        """Modules with their lessons, and behind them those that have none yet."""
        modules = [self._overview(module) for module in self.course.modules]
        return fill("modules", self.lang, modules=modules)

    def _overview(self, module: Module) -> dict[str, object]:
        written = sum(page.is_written for page in module.pages)
        standing = "part" if written < len(module.pages) else "whole"
        return {
            "address": module.address,
            "title": Markup(side(module.title, self.lang)),
            "about": self._about(module),
            "time": duration(self._minutes(module.slugs)),
            "written": written,
            "standing": f"module_{standing if written else 'soon'}",
            "lessons": self._lessons(module),
            "figure": next(iter(self._figures(module.slugs)), None),
        }

    def _about(self, module: Module) -> str:
        """What the module's own page says of it to those who search."""
        path = self.folder / module.address / "index.md"
        if not path.is_file():
            return ""
        found = FRONT_MATTER.match(read_text(path, f"docs/{self.lang}/{module.address}/index.md"))
        return str(yaml.safe_load(found[1]).get("description", "")) if found else ""

    def _minutes(self, slugs: Iterable[str]) -> int:
        written = self.course.tutorials
        known = (written[slug].header.minutes for slug in slugs if slug in written)
        return sum(minutes.read + minutes.practise for minutes in known)

    def _lessons(self, module: Module) -> list[dict[str, str]]:
        """The pages of a module: title, file where there is one, and what it is about."""
        course, lang = self.course, self.lang
        lessons = {slug: tutorial.into(lang) for slug, tutorial in course.tutorials.items()}
        return [
            {
                "name": page.slug.replace("_", "-"),
                "title": Markup(course.title(page.slug, lang)),
                "file": f"{page.slug.replace('_', '-')}.md" if page.is_written else "",
                "about": Markup(
                    lessons[page.slug].header.description
                    if page.slug in lessons
                    else side(page.teaches, lang)
                ),
            }
            for page in module.pages
        ]

    def _figures(self, slugs: Iterable[str]) -> Iterable[Figure]:
        for slug in slugs:
            if page := self.page(slug):
                yield from page.figures

    def _figure(self, slug: str, rank: int) -> str:
        """One figure of a lesson, without a frame; nothing where the lesson cannot be shown."""
        page = self._known(slug)
        if page is None or not page.cells:
            return ""
        folder = self.course.address(slug)
        return show_figure("picture", page.figures[rank - 1], folder, self.lang)

    def _interactive(self, slug: str, name: str) -> str:
        """An interactive figure of a lesson."""
        page = self._known(slug)
        if page is None or not page.cells:
            return ""
        cell = {cell.cell.options.data: cell for cell in page.ran}[name]
        folder = self.course.address(slug)
        still: list[str] = [
            show_figure("figure", figure, folder, self.lang) for figure in cell.figures
        ]
        return widget_block(cell, folder, still, self.lang)

    def _known(self, slug: str) -> Page | None:
        if slug not in self.course.pages:
            raise LookupError(slug)
        return self.page(slug)


def _with_field(text: str, name: str, value: schema.Thing) -> str:
    """A page with one more field of front matter; a page without any stays as it is."""
    found = FRONT_MATTER.match(text)
    return f"---\n{found[1]}{name}: {to_json(value)}\n---{text[found.end() :]}" if found else text
