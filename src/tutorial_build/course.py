"""The course: its modules, the order of their pages, and every script, read and checked."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from tutorial_build import pairs
from tutorial_build.errors import ContentError
from tutorial_build.reader.exercises import check_exercises
from tutorial_build.reader.quiz import QUIZ, read_quiz
from tutorial_build.script import Tutorial, read_script

COURSE_FILE = "examples/course.yml"


@dataclass(frozen=True)
class Module:
    """A group of pages; `pages` maps each slug to its planned title, or None when written."""

    name: str
    title: str
    pages: dict[str, str | None]

    @property
    def address(self) -> str:
        return self.name.replace("_", "-")


@dataclass(frozen=True)
class Course:
    """What course.yml says, the tutorials that could be read, and the errors of the others.

    An error stands under the slug of its page, or under a path where the course has no such page.
    """

    modules: tuple[Module, ...]
    tutorials: dict[str, Tutorial]
    errors: dict[str, ContentError]

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
    modules, errors = _read_modules(root)
    tutorials: dict[str, Tutorial] = {}
    course = Course(tuple(modules), tutorials, errors | _mismatches(root, modules))
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
    return course


def _read_modules(root: Path) -> tuple[list[Module], dict[str, ContentError]]:
    """The modules of course.yml, without the pages whose slug stands there already."""
    try:
        text = (root / COURSE_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(COURSE_FILE, 1, "no such file; list the modules in it") from None
    lines = text.splitlines()
    modules: list[Module] = []
    errors: dict[str, ContentError] = {}
    try:
        for entry in yaml.safe_load(text)["modules"]:
            module = Module(entry["module"], entry["title"], {})
            _check_title(module.title, lines)
            for page in entry["pages"] or []:
                for slug, planned in ({page: None} if isinstance(page, str) else page).items():
                    if planned is not None:
                        _check_title(planned, lines)
                    if any(slug in known.pages for known in [*modules, module]):
                        message = f"slug {slug!r} stands twice; give one of the pages another name"
                        line = _line(slug, lines, last=True)
                        errors[f"{module.name}/{slug}"] = ContentError(COURSE_FILE, line, message)
                    else:
                        module.pages[slug] = planned
            modules.append(module)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        message = f"not a list of modules with module, title and pages ({error}); see CONTRIBUTING"
        raise ContentError(COURSE_FILE, 1, message) from None
    return modules, errors


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


def _line(word: str, lines: list[str], last: bool = False) -> int:
    """The line of course.yml that holds a slug or title."""
    found = [n for n, text in enumerate(lines, 1) if word in re.split(r"[\s\"':]+", text)]
    found = found or [n for n, text in enumerate(lines, 1) if word in text] or [1]
    return found[-1 if last else 0]
