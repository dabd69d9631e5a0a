"""The course: its modules, the order of their pages, and every script, read and checked."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from tutorial_build import pairs
from tutorial_build.errors import ContentError
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
    """What course.yml says, the tutorials that could be read, and the errors of the others."""

    modules: tuple[Module, ...]
    tutorials: dict[str, Tutorial]
    errors: dict[str, ContentError]

    def title(self, slug: str, lang: str) -> str:
        """Title of a written or planned page."""
        if slug in self.tutorials:
            return self.tutorials[slug].title(lang)
        planned = next((m.pages[slug] for m in self.modules if slug in m.pages), None)
        return pairs.side(planned or slug.replace("_", " "), lang)

    def address(self, slug: str) -> str:
        module = next(m for m in self.modules if slug in m.pages)
        return f"{module.name}/{slug}".replace("_", "-")


def read_course(root: Path) -> Course:
    """Read course.yml and every script it names.

    A script that is wrong is listed in `errors` under its slug; the others are read.

    Raises:
        ContentError: If course.yml itself is wrong or does not match the folder.
    """
    modules = tuple(_modules(root))
    tutorials: dict[str, Tutorial] = {}
    errors: dict[str, ContentError] = {}
    for module in modules:
        for slug, planned in module.pages.items():
            if planned is None:
                try:
                    path = root / "examples" / module.name / f"{slug}.py"
                    tutorials[slug] = read_script(path, root)
                except ContentError as error:
                    errors[slug] = error
    known = {slug for module in modules for slug in module.pages}
    for slug, tutorial in list(tutorials.items()):
        for need in tutorial.needs:
            if need not in known:
                message = f"needs names {need!r}, which course.yml does not have; correct the slug"
                errors[slug] = ContentError(tutorial.path, 1, message)
                tutorials.pop(slug, None)
    return Course(modules, tutorials, errors)


def _modules(root: Path) -> list[Module]:
    path = root / COURSE_FILE
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["modules"]
        modules = [
            Module(
                entry["module"],
                entry["title"],
                {
                    slug: planned
                    for page in entry["pages"]
                    for slug, planned in ({page: None} if isinstance(page, str) else page).items()
                },
            )
            for entry in entries
        ]
    except FileNotFoundError:
        raise ContentError(COURSE_FILE, 1, "no such file; list the modules in it") from None
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        message = f"not a list of modules with module, title and pages ({error}); see CONTRIBUTING"
        raise ContentError(COURSE_FILE, 1, " ".join(message.split())) from None
    _check_files(root, modules, path.read_text(encoding="utf-8").splitlines(), entries)
    return modules


def _check_files(
    root: Path, modules: list[Module], lines: list[str], entries: list[dict[str, list[object]]]
) -> None:
    def line(word: str, last: bool = False) -> int:
        found = [n for n, text in enumerate(lines, 1) if f" {word}" in text.replace(":", " ")]
        return (found or [1])[-1 if last else 0]

    pages = [page for entry in entries for page in entry["pages"]]
    slugs = [page if isinstance(page, str) else next(iter(page)) for page in pages]  # type: ignore[call-overload]
    for slug in slugs:
        if slugs.count(slug) > 1:
            message = f"slug {slug!r} stands twice; give one of the pages another name"
            raise ContentError(COURSE_FILE, line(slug, last=True), message)
    files = {path.stem: path for path in sorted((root / "examples").glob("*/*.py"))}
    for module in modules:
        for slug, planned in module.pages.items():
            path = root / "examples" / module.name / f"{slug}.py"
            if planned is None and not path.exists():
                name = path.relative_to(root).as_posix()
                message = f"{name} does not exist; write it or give the page a planned title"
                raise ContentError(COURSE_FILE, line(slug), message)
            if planned is None and files.pop(slug, None) != path:
                message = f"two scripts are called {slug!r}; rename one"
                raise ContentError(COURSE_FILE, line(slug), message)
    for path in files.values():
        name = path.relative_to(root).as_posix()
        message = "this script is not in examples/course.yml; add its slug to its module"
        raise ContentError(name, 1, message)
