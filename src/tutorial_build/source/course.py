"""The course: its modules, the order of their pages, and every script, read and checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from tutorial_build.errors import ContentError, WrongFileError, collect
from tutorial_build.memo import memo_of
from tutorial_build.source import pairs
from tutorial_build.source.exercises import check_exercises
from tutorial_build.source.quiz import QUIZ, read_quiz
from tutorial_build.source.script import Tutorial, read_what_can
from tutorial_build.source.text import read_text
from tutorial_build.source.yaml_file import Both, Document, Entry, Names, Several

COURSE_FILE = "examples/course.yml"


def _page(value: Any) -> Any:
    """`slug`, or `slug: "es // en"`, or `slug: {title: …, teaches: …, needs: […]}`."""
    if isinstance(value, str):
        return {"slug": value}
    if isinstance(value, dict) and len(value) == 1:
        ((slug, planned),) = value.items()
        return {"slug": slug} | (planned if isinstance(planned, dict) else {"title": planned})
    raise ValueError("a page is a slug, or 'slug: \"es // en\"' while it is still to come")


class Page(Entry):
    """A page of a module: written, or with a title while it is still to come.

    `teaches` is one sentence on what a page to come will teach.
    """

    slug: str
    title: Both = ""
    teaches: Both = ""
    needs: Names = ()

    @property
    def is_written(self) -> bool:
        return not self.title


class Module(Entry):
    """A group of pages."""

    name: str = Field(alias="module")
    title: Both
    branch: Literal["fundamentals", "architectures", "optimisation"] = "fundamentals"
    pages: Several[Annotated[Page, BeforeValidator(_page)]]

    @property
    def address(self) -> str:
        return self.name.replace("_", "-")

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(page.slug for page in self.pages)


class Route(Entry):
    """A way through the course: the slugs of its pages in reading order."""

    name: str = Field(alias="route")
    title: Both
    pages: Names | Literal["all"]


class CourseFile(Entry):
    """What examples/course.yml says."""

    modules: tuple[Module, ...]
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True)
class Course:
    """What course.yml says, the tutorials that could be read, and the errors of the others.

    An error stands under the slug of its page, or under a path where the course has no such page.
    `partly` holds what could be read of a script some cells of which are wrong.
    """

    modules: tuple[Module, ...]
    tutorials: dict[str, Tutorial]
    errors: dict[str, ContentError]
    routes: tuple[Route, ...] = ()
    partly: dict[str, Tutorial] = field(default_factory=dict)

    @property
    def pages(self) -> dict[str, Page]:
        """Every page, written or planned, in the order of the course."""
        return {page.slug: page for module in self.modules for page in module.pages}

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(self.pages)

    @property
    def outline(self) -> tuple[object, ...]:
        """All that a page can see of the others: order, titles, headers, and which are wrong."""
        headers = [[lesson.header for lesson in t.lessons] for t in self.tutorials.values()]
        return self.modules, self.routes, list(self.tutorials), headers, list(self.errors)

    def needs(self, slug: str) -> tuple[str, ...]:
        """The pages that come before a page; following them never leads back to it."""
        if slug in self.tutorials:
            return self.tutorials[slug].header.needs
        return () if slug in self.errors else self.pages[slug].needs

    def title(self, slug: str, lang: str) -> str:
        """Title of a written or planned page."""
        if slug in self.tutorials:
            return self.tutorials[slug].into(lang).title
        return pairs.side(self.pages[slug].title or slug.replace("_", " "), lang)

    def path(self, slug: str) -> str:
        """Path of a page's script below the project."""
        return f"examples/{self._module(slug).name}/{slug}.py"

    def address(self, slug: str) -> str:
        return f"{self._module(slug).name}/{slug}".replace("_", "-")

    def _module(self, slug: str) -> Module:
        return next(module for module in self.modules if slug in module.slugs)


def read_course(root: Path) -> Course:
    """Read course.yml and every script it names.

    What is wrong with one page is listed in `errors`, under its slug where it has one; the others
    are read.

    Raises:
        ContentError: If course.yml itself cannot be read.
    """
    if not (root / COURSE_FILE).exists():
        raise ContentError(COURSE_FILE, 1, "no such file; list the modules in it")
    text = read_text(root / COURSE_FILE, COURSE_FILE)
    found = _course_file(text)
    errors: dict[str, ContentError] = {}
    modules = tuple(_modules(found, errors))
    slugs = tuple(page.slug for module in modules for page in module.pages)
    course = Course(modules, {}, errors, tuple(_routes(found, slugs)))
    errors |= {error.path: error for error in _strays(root, course)}
    for slug in [page.slug for page in course.pages.values() if page.is_written]:
        try:
            if not (root / course.path(slug)).exists():
                message = "does not exist; write it or give the page a planned title"
                raise found.error(f"{course.path(slug)} {message}", *_place(found, slug))
            path = root / course.path(slug)
            tutorial, wrong = _read(path, root, _stamp(path))
        except ContentError as error:
            errors[slug] = error
            continue
        if wrong:
            errors[slug], course.partly[slug] = WrongFileError(wrong), tutorial
        else:
            course.tutorials[slug] = tutorial
    _check_needs(course, found)
    return course


@lru_cache(maxsize=2)
def _course_file(text: str) -> Document[CourseFile]:
    return Document(text, CourseFile, COURSE_FILE)


def _modules(found: Document[CourseFile], errors: dict[str, ContentError]) -> Iterator[Module]:
    """The modules, without pages whose slug stands there already."""
    seen: set[str] = set()
    for m, module in enumerate(found.value.modules):
        kept = []
        for p, page in enumerate(module.pages):
            if page.slug in seen:
                message = f"slug {page.slug!r} stands twice; give one of the pages another name"
                error = found.error(message, "modules", m, "pages", p)
                errors[f"{module.name}/{page.slug}"] = error
            else:
                kept.append(page)
                seen.add(page.slug)
        yield module.model_copy(update={"pages": tuple(kept)})


def _routes(found: Document[CourseFile], known: tuple[str, ...]) -> Iterator[Route]:
    """The routes; `pages: all` is every page in the order of the course."""
    for r, route in enumerate(found.value.routes):
        pages = known if route.pages == "all" else route.pages
        for p, slug in enumerate(pages):
            if slug not in known:
                message = f"route {route.name!r} has {slug!r}, which is no page; correct the slug"
                raise found.error(message, "routes", r, "pages", p)
        yield route.model_copy(update={"pages": pages})


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a script or its quiz is saved."""
    found = (p.stat() for p in (path, path.with_suffix(QUIZ)) if p.exists())
    return tuple(number for s in found for number in (s.st_mtime_ns, s.st_size))


@lru_cache(maxsize=512)
def _read(path: Path, root: Path, _: tuple[int, ...]) -> tuple[Tutorial, tuple[ContentError, ...]]:
    """What can be read of a tutorial, and what is wrong with the rest.

    In `serve`, only those that were saved are looked at again.
    """
    quiz = path.with_suffix(QUIZ)
    texts = [file.read_bytes() if file.exists() else b"" for file in (path, quiz)]
    key = (path.relative_to(root).as_posix(), texts)
    make = partial(_parse, path, quiz, root)
    return memo_of(root).get("tutorials", key, make, keep=lambda made: not made[1])


def _parse(path: Path, quiz: Path, root: Path) -> tuple[Tutorial, tuple[ContentError, ...]]:
    tutorial, wrong = read_what_can(path, root)
    if not wrong:
        wrong += check_exercises(tutorial)
    with collect(wrong):
        tutorial = replace(tutorial, quiz=read_quiz(quiz, root))
    return tutorial, tuple(wrong)


def _strays(root: Path, course: Course) -> Iterator[ContentError]:
    """Scripts that are no page of the course, and quizzes of no script."""
    for file in sorted((root / "examples").glob("*/*.py")):
        name, page = file.relative_to(root).as_posix(), course.pages.get(file.stem)
        if page and course.path(page.slug) != name:
            other = Path(course.path(page.slug)).parent.name
            message = f"module {other} has a page {page.slug!r} already; rename this one"
            yield ContentError(name, 1, message)
        elif not page or not page.is_written:
            message = "this script is not in examples/course.yml; add its slug to its module"
            yield ContentError(name, 1, message)
    for file in sorted((root / "examples").glob(f"*/*{QUIZ}")):
        if not file.with_name(file.name.replace(QUIZ, ".py")).exists():
            name = file.relative_to(root).as_posix()
            yield ContentError(name, 1, "no script of this name; rename the quiz")


def _place(found: Document[CourseFile], slug: str) -> tuple[str | int, ...]:
    """Where a page stands in course.yml."""
    modules = found.value.modules
    m = next(m for m, module in enumerate(modules) if slug in module.slugs)
    return ("modules", m, "pages", modules[m].slugs.index(slug))


def _check_needs(course: Course, found: Document[CourseFile]) -> None:
    """List who needs what is no page, and one of every circle; as errors they need nothing."""

    def fail(slug: str, message: str, *inner: str | int) -> None:
        if tutorial := course.tutorials.pop(slug, None):
            course.errors[slug] = ContentError(tutorial.path, 1, message)
        else:
            course.errors[slug] = found.error(message, *_place(found, slug), *inner)

    for slug in course.slugs:
        needs = course.needs(slug)
        if odd := [need for need in needs if need not in course.slugs]:
            message = f"{slug!r} needs {odd[0]!r}, which is no page; correct the slug"
            fail(slug, message, "needs", needs.index(odd[0]))
    while circle := _circle(course):
        slug = min(circle, key=lambda slug: (slug in course.tutorials, course.slugs.index(slug)))
        place = circle.index(slug)
        way = " → ".join([*circle[place:], *circle[:place], slug])
        fail(slug, f"pages need each other in a circle ({way}); take out one of these needs")


def _circle(course: Course) -> list[str]:
    """Pages of which each comes before the next, and the last before the first; or none."""
    try:
        TopologicalSorter({slug: course.needs(slug) for slug in course.slugs}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][1:]
        return circle
    return []
