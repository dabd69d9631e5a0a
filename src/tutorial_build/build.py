"""Bring every tutorial to a state that can be shown: frozen, stored, run now, or outdated."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from tutorial_build import compare, frozen, pages
from tutorial_build.course import Course, read_course
from tutorial_build.errors import ContentError, disk_error
from tutorial_build.frozen import Results
from tutorial_build.keys import runs_once, tutorial_key
from tutorial_build.pairs import LANGUAGES
from tutorial_build.project import Project
from tutorial_build.run import Request, run_all
from tutorial_build.script import Code, Tutorial
from tutorial_build.view import View

Report = Callable[[str], None]


@dataclass
class Build:
    """The course as it can be shown, with what went wrong and what a reader should know."""

    course: Course
    views: dict[str, View] = field(default_factory=dict)
    errors: list[ContentError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    executed: list[str] = field(default_factory=list)

    def fail(self, tutorial: Tutorial, error: ContentError) -> None:
        """Show a notice in place of a page, and remember why."""
        self.errors.append(error)
        self.views[tutorial.slug] = View(tutorial, "failed", error=str(error))


@dataclass(frozen=True)
class State:
    """How a tutorial stands: `fresh`, `stored`, `stale`, `missing` or `outdated`."""

    name: str
    key: str
    results: Results | None = None
    lacks: tuple[tuple[str, str], ...] = ()


def state_of(project: Project, tutorial: Tutorial, *, own: bool = False) -> State:
    """Compare the key of a tutorial with the results on disk.

    With `own`, results of this checkout count before the frozen ones.
    """
    project.check_data(tutorial)
    key = tutorial_key(tutorial, project.library)
    stored = _stored(project, tutorial)
    results = frozen.load(project.frozen(tutorial), project.root)
    if results is not None and results.key == key:
        frozen.check_cells(results, tutorial, project.root)
    if results is not None and results.key == key and not (own and _fits(stored, key)):
        return State("fresh", key, results)
    if _fits(stored, key):
        return State("stored", key, stored)
    if lacks := project.lacks(tutorial):
        return State("outdated", key, results, lacks)
    return State("missing" if results is None else "stale", key, results)


def prepare(
    project: Project, *, fresh: bool = False, own: bool = False, report: Report = lambda _: None
) -> Build:
    """Read the course and run what is stale.

    Args:
        project: The checkout.
        fresh: Run everything that can run.
        own: Prefer results of this checkout to the frozen ones.
        report: Told of each run.
    """
    course = read_course(project.root)
    made = Build(course)
    for slug, error in course.errors.items():
        if "/" in slug:  # the course has no such page
            made.errors.append(error)
        else:
            made.fail(_placeholder(course.path(slug), project.root), error)
    states: dict[str, State] = {}
    for slug, tutorial in course.tutorials.items():
        try:
            states[slug] = state_of(project, tutorial, own=own)
        except ContentError as error:
            made.fail(tutorial, error)
    wanted = [
        course.tutorials[slug]
        for slug, state in states.items()
        if (fresh and not project.lacks(course.tutorials[slug]))
        or state.name in ("stale", "missing")
    ]
    for tutorial, outcome in run_tutorials(project, wanted, states, report):
        made.executed.append(tutorial.slug)
        try:
            if isinstance(outcome, ContentError):
                raise outcome
            made.views[tutorial.slug] = View(tutorial, "ran", store(project, tutorial, outcome))
        except ContentError as error:
            made.fail(tutorial, error)
    for slug, state in states.items():
        standing = _standing(project, course.tutorials[slug], state)
        view = made.views.setdefault(slug, standing)
        if view.state != "failed":
            try:
                pages.check(view)
            except ContentError as error:
                made.fail(view.tutorial, error)
        if state.lacks:
            why = project.explain(state.lacks)
            made.warnings.append(f"{view.tutorial.path}:1: changed, but not run: {why}")
    return made


def store(project: Project, tutorial: Tutorial, outcome: Results) -> Results | None:
    """Keep the results of a run in this checkout, and read them back from there."""
    folder = project.store(tutorial)
    try:
        frozen.save(outcome, folder)
    except OSError as error:
        raise disk_error(error, folder.relative_to(project.root).as_posix()) from None
    return frozen.load(folder, project.root)


def run_tutorials(
    project: Project,
    tutorials: Iterable[Tutorial],
    states: dict[str, State],
    report: Report = lambda _: None,
) -> Iterator[tuple[Tutorial, Results | ContentError]]:
    """Run tutorials, each in one or two languages, and yield their results or first error.

    The figures of the results lie in a scratch folder: save or compare them before going on.
    """
    requests: list[Request] = []
    for tutorial in tutorials:
        seconds = _expected_seconds(states[tutorial.slug].results)
        langs = LANGUAGES[:1] if runs_once(tutorial) else LANGUAGES
        requests += [Request(tutorial, lang, seconds) for lang in langs]
    packages = {name for request in requests for name in project.packages(request.tutorial)}
    records: dict[str, dict[str, Any]] = {}
    failed: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="figures-") as scratch:
        runs = run_all(requests, Path(scratch), root=project.root, preload=packages)
        for request, outcome in runs:
            tutorial, slug = request.tutorial, request.tutorial.slug
            if slug in failed:
                continue
            if isinstance(outcome, ContentError):
                failed.add(slug)
                yield tutorial, outcome
                continue
            report(f"{slug} {request.lang} ran {outcome['seconds']:.1f} s")
            made = records.setdefault(slug, {})
            made[request.lang] = outcome
            if len(made) < len([r for r in requests if r.tutorial is tutorial]):
                continue
            yield tutorial, _finish(project, tutorial, states[slug].key, made, Path(scratch))


def _finish(
    project: Project, tutorial: Tutorial, key: str, made: dict[str, Any], figures: Path
) -> Results | ContentError:
    """Check that both languages' runs agree and that figures have alt texts; collect results."""
    cells = [step for step in tutorial.steps if isinstance(step, Code)]
    records = made if len(made) == 2 else {"both": made["es"]}
    results = frozen.collect(tutorial, key, records, project.packages(tutorial), figures)
    try:
        pages.check_alts(tutorial, results)
    except ContentError as error:
        return error
    if len(made) == 2:
        for number, text in compare.languages_disagree(results.runs["es"], results.runs["en"]):
            line = cells[number - 1].line if number else 1
            message = f"the runs of both languages disagree: {text}; seed what is random"
            return ContentError(tutorial.path, line, message)
    results.sidecar["commit"] = project.commit
    return results


@contextmanager
def locked(project: Project, report: Report = lambda _: None) -> Iterator[None]:
    """One build at a time in a checkout; a second one waits."""
    project.build.mkdir(exist_ok=True)
    lock = FileLock(project.build / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report("another build is running in this checkout; waiting for it")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _stored(project: Project, tutorial: Tutorial) -> Results | None:
    """Results of this checkout; damaged ones are thrown away, since a run makes them again."""
    try:
        return frozen.load(project.store(tutorial), project.root)
    except ContentError:
        shutil.rmtree(project.store(tutorial), ignore_errors=True)
        return None


def _fits(results: Results | None, key: str) -> bool:
    return results is not None and results.key == key


def _standing(project: Project, tutorial: Tutorial, state: State) -> View:
    if state.name == "fresh" and state.results is not None:
        day = frozen.verified_day(project.build, project.frozen(tutorial))
        return View(tutorial, "frozen", state.results, verified=day)
    if state.name == "stored":
        return View(tutorial, "ran", state.results)
    if state.results is None:
        return View(tutorial, "missing", None, state.lacks)
    return View(tutorial, "outdated", frozen.align(state.results, tutorial), state.lacks)


def _expected_seconds(results: Results | None) -> float:
    return max(results.sidecar["seconds"].values()) if results else 1e9


def _placeholder(path: str, root: Path) -> Tutorial:
    """Stands for a script that cannot be read, so that its page keeps its address."""
    name = Path(path).stem.replace("_", " ")
    try:
        text = (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    title = re.search(r'^# title: "(.+ // .+)"$', text, re.MULTILINE)
    header = {"title": title[1] if title else name, "description": title[1] if title else name}
    return Tutorial(path, header, ())
