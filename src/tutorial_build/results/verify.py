"""Run tutorials again and compare with the frozen results: nobody has to believe them."""

import contextlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tutorial_build.errors import ContentError
from tutorial_build.results import compare, store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Results, Standing, State
from tutorial_build.results.update import everything, line_of, run_tutorials, state_of
from tutorial_build.run.machine import other_facts
from tutorial_build.run.needs import explain, lacks
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import Tutorial


@dataclass(frozen=True)
class Verdict:
    """What came of verifying one tutorial.

    `grade` is `exact` (everything equals the frozen results), `claims` (another stack: words and
    whole numbers equal, other numbers nearly, every claim holds), `failed`, or `not run`; the last
    two have `problems`.
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
        if missing := lacks(tutorial, checkout.library, state.uses):
            yield Verdict(tutorial, "not run", (explain(missing),))
        elif state.standing is not Standing.FRESH:
            found = checkout.frozen(tutorial).exists()
            what = "the frozen results are stale" if found else "nothing frozen"
            problem = f"{tutorial.path}:1: {what}; run 'tutorial freeze {tutorial.slug}'"
            yield Verdict(tutorial, "failed", (problem,))
        else:
            wanted[tutorial.slug] = tutorial, everything(tutorial, state)
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
    problems, warnings, tolerated = [], [], 0
    counts: Counter[str] = Counter()
    stacks: set[str] = set()
    for name, part in new.parts.items():
        before = kept.parts[name]
        stacks_of = before.sidecar.stack, part.sidecar.stack
        rule = compare.rule_between(*stacks_of, trains=tutorial.trains)
        folders = (kept.folder, new.folder)
        same = before.runs.keys() == part.runs.keys()
        for lang in part.runs if same else LANGUAGES:
            one, other = before.run(lang), part.run(lang)
            counts.update(compare.count(other))
            for rank, text in compare.differences(one, other, folders, rule):
                line = line_of(tutorial, name, rank)
                problems.append(f"{tutorial.path}:{line}: [{lang}] {text}")
            if not rule.as_printed:
                stacks |= set(other_facts(*stacks_of))
                tolerated += len(compare.differences(one, other, None))
        if more := part.facts.keys() - before.facts.keys():
            which = f"{tutorial.slug} {name} used more than when it was frozen"
            warnings.append(f"{which}: {', '.join(sorted(more))}; freeze it again")
    seconds = sum(sum(part.sidecar.seconds.values()) for part in new.parts.values())
    what = ", ".join(f"{count} {what}" for what, count in counts.items())
    elsewhere = f"hold with {tolerated} differences, on another stack ({'; '.join(sorted(stacks))})"
    foreign = tolerated > 0
    end = "≠ frozen" if problems else elsewhere if foreign else "= frozen"
    grade = "failed" if problems else "claims" if foreign else "exact"
    row = f"{tutorial.name} ran {seconds:.1f} s: {what} {end}"
    return Verdict(tutorial, grade, tuple(problems), (row, *warnings), new)
