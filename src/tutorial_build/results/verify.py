"""Run tutorials again and compare with the frozen results: nobody has to believe them."""

import contextlib
import copy
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tutorial_build.errors import ContentError
from tutorial_build.results import compare
from tutorial_build.results import store as frozen
from tutorial_build.results.checkout import Project
from tutorial_build.results.store import Results
from tutorial_build.results.update import State, run_tutorials, state_of
from tutorial_build.run.machine import same_stack
from tutorial_build.source.course import Course
from tutorial_build.source.script import Code, Tutorial


@dataclass(frozen=True)
class Verdict:
    """What came of verifying one tutorial.

    `grade` is `exact` (everything equals the frozen results), `claims` (another stack: every claim
    holds), `failed`, or `not run`.
    """

    tutorial: Tutorial
    grade: str
    rows: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    results: Results | None = None

    @property
    def ok(self) -> bool:
        return self.grade in ("exact", "claims")


def verify(project: Project, course: Course, slugs: Iterable[str]) -> Iterator[Verdict]:
    """Run the tutorials named, in random order, and yield a verdict for each."""
    tutorials = [course.tutorials[slug] for slug in slugs]
    random.shuffle(tutorials)
    states: dict[str, State] = {}
    for tutorial in list(tutorials):
        name = f"{tutorial.path}:1"
        try:
            states[tutorial.slug] = state = state_of(project, tutorial)
            kept = frozen.load(project.frozen(tutorial), project.root)
        except ContentError as error:
            tutorials.remove(tutorial)
            yield Verdict(tutorial, "failed", problems=(str(error),))
            continue
        lacks = project.lacks(tutorial)
        if lacks:
            tutorials.remove(tutorial)
            yield Verdict(tutorial, "not run", problems=(project.explain(lacks),))
        elif kept is None or kept.key != state.key:
            tutorials.remove(tutorial)
            what = "nothing frozen" if kept is None else "the frozen results are stale"
            problem = f"{name}: {what}; run 'tutorial freeze {tutorial.slug}'"
            yield Verdict(tutorial, "failed", problems=(problem,))
    for tutorial, outcome in run_tutorials(project, tutorials, states):
        if isinstance(outcome, ContentError):
            yield Verdict(tutorial, "failed", problems=(str(outcome),))
            continue
        kept = frozen.load(project.frozen(tutorial), project.root)
        assert kept is not None
        verdict = judge(tutorial, kept, outcome)
        if verdict.ok:
            frozen.remember_verified(project.build, project.frozen(tutorial))
        yield verdict


def verified_before(project: Project, course: Course, slugs: Iterable[str]) -> dict[str, str]:
    """Slug → the day, of the tutorials whose results were verified in this checkout as they are."""
    days = {}
    for slug in slugs:
        tutorial = course.tutorials[slug]
        with contextlib.suppress(ContentError):  # `verify` names what is wrong
            if state_of(project, tutorial).name == "fresh":
                days[slug] = frozen.verified_day(project.build, project.frozen(tutorial))
    return {slug: day for slug, day in days.items() if day}


def judge(tutorial: Tutorial, kept: Results, new: Results) -> Verdict:
    """Compare fresh results with the frozen ones: exact, claims (another stack) or failed."""
    cells = [step for step in tutorial.steps if isinstance(step, Code)]
    comparable = same_stack(kept.sidecar["stack"], new.sidecar["stack"])
    grade, rows, problems = "exact", [], []
    for lang, run in new.runs.items():
        folders = (kept.folder, new.folder)
        found = compare.differences(kept.run(lang), run, folders, as_printed=comparable)
        if found and not comparable:
            grade = "claims"
            found = [(0, text) for text in compare.claims_differ(kept.run(lang), run)]
        problems += [f"{_place(tutorial, cells, n)}: [{lang}] {text}" for n, text in found]
        rows.append(_row(tutorial, lang, run, new.sidecar["seconds"][lang], grade, bool(found)))
    grade = "failed" if problems else grade
    return Verdict(tutorial, grade, tuple(rows), tuple(problems), new)


def plant(project: Project, tutorial: Tutorial, count: int = 10) -> Iterator[tuple[str, Verdict]]:
    """Alter digits of the committed results, one at a time, and judge each by the last run here.

    Yields what was altered with its verdict, which must be `failed`.
    """
    made = frozen.load(project.store(tutorial), project.root)
    kept = frozen.load(project.frozen(tutorial), project.root)
    assert made is not None
    assert kept is not None
    for what, planted in planted_digits(kept, count):
        yield what, judge(tutorial, planted, made)


def planted_digits(kept: Results, count: int) -> Iterator[tuple[str, Results]]:
    """Copies of results with one printed digit altered, from the first to the last."""
    places = [
        (lang, cell, rank, match.start())
        for lang, run in kept.runs.items()
        for cell, made in enumerate(run["cells"])
        for rank, output in enumerate(made["outputs"])
        for match in re.finditer(r"\d", output.get("text", ""))
    ]
    for lang, cell, rank, place in places[:: max(1, len(places) // count)][:count]:
        runs = copy.deepcopy(kept.runs)
        output = runs[lang]["cells"][cell]["outputs"][rank]
        text = output["text"]
        other = str((int(text[place]) + 1) % 10)
        output["text"] = text[:place] + other + text[place + 1 :]
        start = text.rfind("\n", 0, place) + 1
        line = text[start:].split("\n")[0]
        what = f"{line!r}: digit {place - start + 1}, {text[place]}, became {other}"
        yield what, replace(kept, runs=runs)


def _place(tutorial: Tutorial, cells: list[Code], number: int) -> str:
    return f"{tutorial.path}:{cells[number - 1].line if number else 1}"


def _row(
    tutorial: Tutorial, lang: str, run: dict[str, object], seconds: float, grade: str, failed: bool
) -> str:
    made = compare.count(run)
    counts = ", ".join(f"{count} {what}" for what, count in made.items())
    end = "≠ frozen" if failed else "= frozen" if grade == "exact" else "hold, on another stack"
    name = tutorial.slug.replace("_", "-")
    langs = "es+en" if lang == "both" else lang
    return f"{name} {langs} ran {seconds:.1f} s: {counts} {end}"
