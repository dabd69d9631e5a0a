"""The course as it can be shown: every page with its results, run where it was stale."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tutorial_build.errors import ContentError, one_line
from tutorial_build.page.page import Page, join
from tutorial_build.results import store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.drift import drifted
from tutorial_build.results.partial import what_is_left
from tutorial_build.results.records import Results, Standing, State
from tutorial_build.results.update import (
    Report,
    align,
    check_alts,
    everything,
    keep,
    run_tutorials,
    state_of,
)
from tutorial_build.run.needs import explain, lacks
from tutorial_build.run.pool import FailedRunError
from tutorial_build.source.course import Course, read_course
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import Header, Lesson, Minutes, Tutorial


@dataclass
class Build:
    """The course as it can be shown, with what went wrong and what a reader should know.

    `pages` holds each page in both languages, under its slug.
    """

    course: Course
    pages: dict[str, dict[str, Page]] = field(default_factory=dict)
    errors: list[ContentError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    executed: list[str] = field(default_factory=list)

    def fail(self, lessons: Iterable[Lesson], error: ContentError) -> None:
        """Show a notice in place of a page, and remember why."""
        self.errors.append(error)
        for lesson in lessons:
            page = Page(lesson, Standing.FAILED, errors=error.each)
            self.pages.setdefault(lesson.slug, {})[lesson.lang] = page

    def fail_at(self, tutorial: Tutorial, error: ContentError, results: Results | None) -> None:
        """Keep what can be shown of a page whose script or run is wrong: `serve` shows it."""
        self.fail(tutorial.lessons, error)
        with suppress(ContentError):  # then the notice stands alone
            for lang, page in self.pages[tutorial.slug].items():
                joined = join(page.lesson, Standing.FAILED, results)
                shown = replace(joined, sidecar=None, errors=error.each)
                self.pages[tutorial.slug][lang] = shown


def prepare(
    checkout: Checkout, *, fresh: bool = False, own: bool = False, report: Report = lambda _: None
) -> Build:
    """Read the course and run what is stale.

    Args:
        checkout: The course.
        fresh: Run everything that can run.
        own: Prefer results of this checkout to the frozen ones.
        report: Told of each run.
    """
    course = read_course(checkout.root)
    made = Build(course)
    for slug, error in course.errors.items():
        if "/" in slug:  # the course has no such page
            made.errors.append(error)
        else:
            _show_wrong(checkout, made, slug)
    states: dict[str, State] = {}
    for slug, tutorial in course.tutorials.items():
        try:
            with one_line(tutorial.path):
                states[slug] = state_of(checkout, tutorial, own=own)
        except ContentError as error:
            made.fail(tutorial.lessons, error)
    wanted = []
    for slug, state in states.items():
        tutorial = course.tutorials[slug]
        if fresh and not lacks(tutorial, checkout.library, state.uses):
            wanted.append((tutorial, everything(tutorial, state)))
        elif state.standing is Standing.STALE:
            wanted.append((tutorial, state))
    states |= _run(checkout, made, wanted, report)
    for slug, state in states.items():
        if slug not in made.pages:
            _show(checkout, made, course.tutorials[slug], state)
    return made


def _run(
    checkout: Checkout, made: Build, wanted: list[tuple[Tutorial, State]], report: Report
) -> dict[str, State]:
    """Run tutorials; the new state of each that did not fail."""
    states: dict[str, State] = {}
    before = {tutorial.slug: state for tutorial, state in wanted}
    for tutorial, outcome in run_tutorials(checkout, wanted, report):
        made.executed.append(tutorial.slug)
        if isinstance(outcome, ContentError):
            show_failure(checkout, made, tutorial, before[tutorial.slug], outcome)
            continue
        try:
            with one_line(tutorial.path):
                kept = keep(checkout, tutorial, outcome)
            states[tutorial.slug] = State(Standing.RAN, kept)
        except ContentError as error:
            made.fail(tutorial.lessons, error)
    return states


def show_failure(
    checkout: Checkout, made: Build, tutorial: Tutorial, state: State, error: ContentError
) -> None:
    """Show what a run left before its error, beside what is known from before."""
    results = state.results and align(state.results, tutorial)
    if isinstance(error, FailedRunError):
        results = what_is_left(checkout, tutorial, state.results, error)
    made.fail_at(tutorial, error, results)


def _show_wrong(checkout: Checkout, made: Build, slug: str) -> None:
    """Show what could be read of a script that is wrong, with earlier results."""
    course, error = made.course, made.course.errors[slug]
    if (partly := course.partly.get(slug)) is None:
        made.fail(_placeholders(course.path(slug), checkout.root), error)
        return
    results = None
    with suppress(ContentError):
        results = state_of(checkout, partly).results
    made.fail_at(partly, error, results and align(results, partly))


def prepare_page(checkout: Checkout, course: Course, slug: str) -> tuple[Build, State | None]:
    """One page as it can be shown without running it, and how it stands."""
    made = Build(course)
    if slug in course.errors:
        _show_wrong(checkout, made, slug)
        return made, None
    tutorial = course.tutorials[slug]
    try:
        with one_line(tutorial.path):
            state = state_of(checkout, tutorial)
    except ContentError as wrong:
        made.fail(tutorial.lessons, wrong)
        return made, None
    _show(checkout, made, tutorial, state)
    return made, state


def _show(checkout: Checkout, made: Build, tutorial: Tutorial, state: State) -> None:
    """Join a tutorial with its results; say what could not be run, or drifted apart."""
    made.warnings += map(str, drifted(checkout, tutorial))
    results, verified = state.results, ""
    if state.standing is Standing.FRESH:
        verified = store.verified_day(checkout.build, checkout.frozen(tutorial))
    if state.stale and results:
        results = align(results, tutorial)
    if state.lacks:
        why = explain(state.lacks)
        made.warnings.append(f"{tutorial.path}:1: changed, but not run: {why}")
    try:
        with one_line(tutorial.path):
            if results:
                check_alts(tutorial, results)
            joined = partial(
                join,
                standing=state.standing,
                results=results,
                lacks=state.lacks,
                verified=verified,
                download_bytes=checkout.download_bytes(tutorial),
            )
            made.pages[tutorial.slug] = {lesson.lang: joined(lesson) for lesson in tutorial.lessons}
    except ContentError as error:
        made.fail(tutorial.lessons, error)


def _placeholders(path: str, root: Path) -> list[Lesson]:
    """Stand for a script that cannot be read, so that its page keeps its address."""
    try:
        text = (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    found = re.search(r'^# title: "(.+ // .+)"$', text, re.MULTILINE)
    title = found[1] if found else Path(path).stem.replace("_", " ")
    header = Header.model_construct(
        title=title, description=title, objectives=(), minutes=Minutes(read=0, practise=0)
    )
    return [Lesson(path, header.into(lang), lang, ()) for lang in LANGUAGES]
