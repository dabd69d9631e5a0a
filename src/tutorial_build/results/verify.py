"""Run tutorials again and compare with the frozen results: nobody has to believe them."""

import contextlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tutorial_build.errors import ContentError
from tutorial_build.results import compare, store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import SHARED, Results, Run, Standing, State
from tutorial_build.results.update import run_tutorials, state_of
from tutorial_build.run.machine import same_stack
from tutorial_build.run.needs import explain, lacks
from tutorial_build.source.script import Tutorial


@dataclass(frozen=True)
class Verdict:
    """What came of verifying one tutorial.

    `grade` is `exact` (everything equals the frozen results), `claims` (another stack: every claim
    holds), `failed`, or `not run`; the last two have `problems`.
    """

    tutorial: Tutorial
    grade: str
    problems: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    results: Results | None = None


def verify(checkout: Checkout, tutorials: Iterable[Tutorial]) -> Iterator[Verdict]:
    """Run the tutorials, in random order, and yield a verdict for each."""
    wanted: dict[str, tuple[Tutorial, State]] = {}
    for tutorial in random.sample(chosen := list(tutorials), len(chosen)):
        try:
            state = state_of(checkout, tutorial)
        except ContentError as error:
            yield Verdict(tutorial, "failed", (str(error),))
            continue
        if missing := lacks(tutorial, checkout.library):
            yield Verdict(tutorial, "not run", (explain(missing),))
        elif state.standing is not Standing.FRESH:
            found = checkout.frozen(tutorial).exists()
            what = "the frozen results are stale" if found else "nothing frozen"
            problem = f"{tutorial.path}:1: {what}; run 'tutorial freeze {tutorial.slug}'"
            yield Verdict(tutorial, "failed", (problem,))
        else:
            wanted[tutorial.slug] = tutorial, state
    for tutorial, outcome in run_tutorials(checkout, wanted.values()):
        kept = wanted[tutorial.slug][1].results
        if isinstance(outcome, ContentError) or kept is None:
            yield Verdict(tutorial, "failed", (str(outcome),))
            continue
        verdict = judge(tutorial, kept, outcome)
        if not verdict.problems:
            store.remember_verified(checkout.build, checkout.frozen(tutorial))
        yield verdict


def verified_before(checkout: Checkout, tutorials: Iterable[Tutorial]) -> dict[str, str]:
    """Slug → the day, of the tutorials whose results were verified in this checkout as they are."""
    days: dict[str, str] = {}
    for tutorial in tutorials:
        with contextlib.suppress(ContentError):  # `verify` names what is wrong
            if state_of(checkout, tutorial).standing is Standing.FRESH:
                day = store.verified_day(checkout.build, checkout.frozen(tutorial))
                days |= {tutorial.slug: day} if day else {}
    return days


def judge(tutorial: Tutorial, kept: Results, new: Results) -> Verdict:
    """Compare fresh results with the frozen ones: exact, claims (another stack) or failed."""
    cells = tutorial.lessons[0].executed
    comparable = same_stack(kept.sidecar.stack, new.sidecar.stack)
    rule, folders = compare.Rule(as_printed=comparable), (kept.folder, new.folder)
    grade, rows, problems = "exact", [], []
    for lang, run in new.runs.items():
        found = compare.differences(kept.run(lang), run, folders, rule)
        if found and not comparable:
            grade = "claims"
            found = [(0, text) for text in compare.claims_differ(kept.run(lang), run)]
        for rank, text in found:
            line = cells[rank - 1].line if rank else 1
            problems.append(f"{tutorial.path}:{line}: [{lang}] {text}")
        end = "≠ frozen" if found else "= frozen" if grade == "exact" else "hold, on another stack"
        rows.append(_row(tutorial, lang, run, new.sidecar.seconds[lang], end))
    grade = "failed" if problems else grade
    return Verdict(tutorial, grade, tuple(problems), tuple(rows), new)


def _row(tutorial: Tutorial, lang: str, run: Run, seconds: float, end: str) -> str:
    counts = ", ".join(f"{count} {what}" for what, count in compare.count(run).items())
    langs = "es+en" if lang == SHARED else lang
    return f"{tutorial.name} {langs} ran {seconds:.1f} s: {counts} {end}"
