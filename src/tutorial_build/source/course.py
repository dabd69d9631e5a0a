"""The course: its modules, the order of their pages, and every script, read and checked."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from tutorial_build.errors import ContentError
from tutorial_build.source import pairs
from tutorial_build.source.exercises import check_exercises
from tutorial_build.source.quiz import QUIZ, read_quiz
from tutorial_build.source.script import Tutorial, read_script

COURSE_FILE = "examples/course.yml"
BRANCHES = ("fundamentals", "architectures", "optimisation")


@dataclass(frozen=True)
class Module:
    """A group of pages; `pages` maps each slug to its planned title, or None when written.

    `needs` holds what planned pages need; written pages say it in their scripts.
    """

    name: str
    title: str
    pages: dict[str, str | None]
    branch: str = BRANCHES[0]
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return self.name.replace("_", "-")


@dataclass(frozen=True)
class Route:
    """A way through the course: the slugs of its pages in reading order."""

    name: str
    title: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """What course.yml says, the tutorials that could be read, and the errors of the others.

    An error stands under the slug of its page, or under a path where the course has no such page.
    """

    modules: tuple[Module, ...]
    tutorials: dict[str, Tutorial]
    errors: dict[str, ContentError]
    routes: tuple[Route, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every page, written or planned, in the order of the course."""
        return tuple(slug for module in self.modules for slug in module.pages)

    def needs(self, slug: str) -> tuple[str, ...]:
        """The pages that come before a page; following them never leads back to it."""
        if slug in self.tutorials:
            return tuple(self.tutorials[slug].needs)
        return next((m.needs[slug] for m in self.modules if slug in m.needs), ())

    def title(self, slug: str, lang: str) -> str:
        """Title of a written or planned page."""
        if slug in self.tutorials:
            return self.tutorials[slug].title(lang)
        planned = next((m.pages[slug] for m in self.modules if slug in m.pages), None)
        return pairs.side(planned or slug.replace("_", " "), lang)

    def path(self, slug: str) -> str:
        """Path of a page's script below the project."""
        module = next(m for m in self.modules if slug in m.pages)
        return f"examples/{module.name}/{slug}.py"

    def address(self, slug: str) -> str:
        module = next(m for m in self.modules if slug in m.pages)
        return f"{module.name}/{slug}".replace("_", "-")


def read_course(root: Path) -> Course:
    """Read course.yml and every script it names.

    What is wrong with one page is listed in `errors`, under its slug where it has one; the others
    are read.

    Raises:
        ContentError: If course.yml itself cannot be read.
    """
    modules, routes, errors = _read_modules(root)
    tutorials: dict[str, Tutorial] = {}
    course = Course(tuple(modules), tutorials, errors | _mismatches(root, modules), routes)
    for module in modules:
        for slug, planned in module.pages.items():
            if planned is None and slug not in course.errors:
                try:
                    tutorial = read_script(root / course.path(slug), root)
                    check_exercises(tutorial)
                    quiz = read_quiz((root / tutorial.path).with_suffix(QUIZ), root)
                    tutorials[slug] = replace(tutorial, quiz=quiz)
                except ContentError as error:
                    course.errors[slug] = error
    known = {slug for module in modules for slug in module.pages}
    for slug, tutorial in list(tutorials.items()):
        for need in tutorial.needs:
            if need not in known:
                message = f"needs names {need!r}, which course.yml does not have; correct the slug"
                course.errors[slug] = ContentError(tutorial.path, 1, message)
                tutorials.pop(slug, None)
    _break_cycles(course, root)
    return course


def _break_cycles(course: Course, root: Path) -> None:
    """List every page that needs itself in the end, and let it need nothing."""
    lines = (root / COURSE_FILE).read_text(encoding="utf-8").splitlines()
    while cycle := _cycle(course):
        ordered = [slug for slug in course.slugs if slug in cycle]
        planned = next((slug for slug in ordered if slug not in course.tutorials), None)
        slug = planned or ordered[0]
        place = cycle.index(slug)
        way = " → ".join([*cycle[place:], *cycle[:place], slug])
        message = f"pages need each other in a circle ({way}); take out one of these needs"
        if planned:
            course.errors[slug] = ContentError(COURSE_FILE, _line(slug, lines), message)
            next(m for m in course.modules if slug in m.needs).needs.pop(slug)
        else:
            course.errors[slug] = ContentError(course.tutorials.pop(slug).path, 1, message)


def _cycle(course: Course) -> list[str]:
    """Pages of which each comes before the next, and the last before the first; or none."""
    done: set[str] = set()

    def search(slug: str, way: list[str]) -> list[str]:
        if slug in way:
            return way[way.index(slug) :][::-1]  # it was walked from a page to what it needs
        if slug in done:
            return []
        for need in course.needs(slug):
            if found := search(need, [*way, slug]):
                return found
        done.add(slug)
        return []

    return next((found for slug in course.slugs if (found := search(slug, []))), [])


def _read_modules(
    root: Path,
) -> tuple[list[Module], tuple[Route, ...], dict[str, ContentError]]:
    """The modules and routes of course.yml, without pages whose slug stands there already."""
    try:
        text = (root / COURSE_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(COURSE_FILE, 1, "no such file; list the modules in it") from None
    lines = text.splitlines()
    modules: list[Module] = []
    errors: dict[str, ContentError] = {}
    try:
        content = yaml.safe_load(text)
        for entry in content["modules"]:
            branch = entry.get("branch", BRANCHES[0])
            module = Module(entry["module"], entry["title"], {}, branch)
            _check_title(module.title, lines)
            if branch not in BRANCHES:
                message = f"branch {branch!r} is not one of {', '.join(BRANCHES)}; correct it"
                line = _line(str(branch), lines, after=_line(module.name, lines))
                raise ContentError(COURSE_FILE, line, message)
            for page in entry["pages"] or []:
                for slug, planned in ({page: None} if isinstance(page, str) else page).items():
                    planned, needs = _planned(slug, planned, lines)
                    if any(slug in known.pages for known in [*modules, module]):
                        message = f"slug {slug!r} stands twice; give one of the pages another name"
                        line = _line(slug, lines, last=True)
                        errors[f"{module.name}/{slug}"] = ContentError(COURSE_FILE, line, message)
                    else:
                        module.pages[slug] = planned
                        if planned is not None:
                            module.needs[slug] = needs
            modules.append(module)
        errors |= _unknown_needs(modules, lines)
        routes = tuple(_route(entry, modules, lines) for entry in content.get("routes") or [])
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        message = f"not a list of modules with module, title and pages ({error}); see CONTRIBUTING"
        raise ContentError(COURSE_FILE, 1, message) from None
    return modules, routes, errors


def _planned(slug: str, entry: Any, lines: list[str]) -> tuple[str | None, tuple[str, ...]]:
    """Title and needs of a page still to come: `"es // en"` or `{title: …, needs: […]}`."""
    if entry is None:
        return None, ()
    title, needs = (
        (entry["title"], entry.get("needs", [])) if isinstance(entry, dict) else (entry, [])
    )
    _check_title(title, lines)
    if not isinstance(needs, list) or not all(isinstance(need, str) for need in needs):
        message = f"needs of {slug!r} is not a list of slugs; write 'needs: [tensors]'"
        raise ContentError(COURSE_FILE, _line(slug, lines), message)
    return title, tuple(needs)


def _unknown_needs(modules: list[Module], lines: list[str]) -> dict[str, ContentError]:
    """Planned pages that need a page the course does not have; they are left without needs."""
    known = {slug for module in modules for slug in module.pages}
    errors: dict[str, ContentError] = {}
    for module in modules:
        for slug, needs in module.needs.items():
            if unknown := [need for need in needs if need not in known]:
                message = f"{slug!r} needs {unknown[0]!r}, which is no page; correct the slug"
                line = _line(unknown[0], lines, after=_line(slug, lines))
                errors[slug] = ContentError(COURSE_FILE, line, message)
        module.needs.update(dict.fromkeys(errors.keys() & module.needs.keys(), ()))
    return errors


def _route(entry: Any, modules: list[Module], lines: list[str]) -> Route:
    """A route; `pages: all` is every page in the order of the course."""
    known = [slug for module in modules for slug in module.pages]
    pages = known if entry["pages"] == "all" else list(entry["pages"])
    start = _line(entry["route"], lines)
    _check_title(entry["title"], lines)
    for slug in pages:
        if slug not in known:
            line = _line(str(slug), lines, after=start)
            message = f"route {entry['route']!r} has {slug!r}, which is no page; correct the slug"
            raise ContentError(COURSE_FILE, line, message)
    return Route(entry["route"], entry["title"], tuple(pages))


def _mismatches(root: Path, modules: list[Module]) -> dict[str, ContentError]:
    """Pages without a script, under their slug, and scripts without a page, under their path."""
    errors: dict[str, ContentError] = {}
    lines = (root / COURSE_FILE).read_text(encoding="utf-8").splitlines()
    known = {slug: module.name for module in modules for slug in module.pages}
    listed = set()
    for module in modules:
        for slug, planned in module.pages.items():
            path = root / "examples" / module.name / f"{slug}.py"
            if planned is None:
                listed.add(path)
            if planned is None and not path.exists():
                name = path.relative_to(root).as_posix()
                message = f"{name} does not exist; write it or give the page a planned title"
                errors[slug] = ContentError(COURSE_FILE, _line(slug, lines), message)
    for path in sorted(set((root / "examples").glob("*/*.py")) - listed):
        name = path.relative_to(root).as_posix()
        message = "this script is not in examples/course.yml; add its slug to its module"
        if known.get(path.stem, path.parent.name) != path.parent.name:
            message = f"module {known[path.stem]} has a page {path.stem!r} already; rename this one"
        errors[name] = ContentError(name, 1, message)
    for path in sorted((root / "examples").glob(f"*/*{QUIZ}")):
        if not path.with_name(path.name.replace(QUIZ, ".py")).exists():
            name = path.relative_to(root).as_posix()
            errors[name] = ContentError(name, 1, "no script of this name; rename the quiz")
    return errors


def _check_title(title: object, lines: list[str]) -> None:
    if not pairs.is_pair(title):
        line = _line(str(title).strip(), lines)
        raise ContentError(COURSE_FILE, line, f'{title!r} needs both languages; write "es // en"')


def _line(word: str, lines: list[str], last: bool = False, after: int = 1) -> int:
    """The line of course.yml that holds a slug or title, from line `after` on."""
    if after > 1:
        found = [n for n, text in enumerate(lines, 1) if n >= after and word in text]
        return found[0] if found else after
    found = [n for n, text in enumerate(lines, 1) if word in re.split(r"[\s\"':]+", text)]
    found = found or [n for n, text in enumerate(lines, 1) if word in text] or [1]
    return found[-1 if last else 0]
