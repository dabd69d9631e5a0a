"""The course as it can be shown: every page with its results, run where it was stale."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.page import render as pages
from tutorial_build.page.page import View
from tutorial_build.results import store as frozen
from tutorial_build.results.checkout import Project
from tutorial_build.results.update import Report, State, check_alts, run_tutorials, state_of, store
from tutorial_build.source.course import Course, read_course
from tutorial_build.source.script import Tutorial


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
                if view.results is not None:
                    check_alts(view.tutorial, view.results)
                pages.check(view)
            except ContentError as error:
                made.fail(view.tutorial, error)
        if state.lacks:
            why = project.explain(state.lacks)
            made.warnings.append(f"{view.tutorial.path}:1: changed, but not run: {why}")
    return made


def _standing(project: Project, tutorial: Tutorial, state: State) -> View:
    if state.name == "fresh" and state.results is not None:
        day = frozen.verified_day(project.build, project.frozen(tutorial))
        return View(tutorial, "frozen", state.results, verified=day)
    if state.name == "stored":
        return View(tutorial, "ran", state.results)
    if state.results is None:
        return View(tutorial, "missing", None, state.lacks)
    return View(tutorial, "outdated", frozen.align(state.results, tutorial), state.lacks)


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
