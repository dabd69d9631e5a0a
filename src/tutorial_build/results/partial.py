"""What there is of a tutorial whose run failed: what came before the error, else older results."""

import shutil
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import SHARED, Part, Results, Run, Sidecar
from tutorial_build.results.update import align, expressions, normalised
from tutorial_build.run.keys import runs_once
from tutorial_build.run.pool import FailedRunError
from tutorial_build.run.protocol import CellRun, Plain
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.script import Lesson, Tutorial


def what_is_left(
    checkout: Checkout, tutorial: Tutorial, older: Results | None, error: FailedRunError
) -> Results:
    """Results as far as they go; in the part that failed, those of this run come first.

    The cells from the error on have none. The figures are copied, so that they outlive the run.
    """
    known = align(older, tutorial) if older else _nothing(tutorial)
    part = known.parts.get(error.request.part) or _none(tutorial, error.request.part)
    runs = {lesson.lang: _until(lesson, part, tutorial, error) for lesson in tutorial.lessons}
    failed = Part(part.facts, runs, part.sidecar)
    folder = checkout.build / "failed" / tutorial.slug
    results = Results({**known.parts, error.request.part: failed}, folder)
    _copy(results, (error.figures, known.folder))
    return results


def _until(lesson: Lesson, part: Part, tutorial: Tutorial, error: FailedRunError) -> Run:
    """What the run in a language left up to the error, and nothing from there on."""
    steps = lesson.parts[error.request.part]
    old, wanted = part.run(lesson.lang), expressions(steps)
    count = sum(isinstance(step, Code) for step in steps)
    before = sum(isinstance(step, Code) and step.head <= error.line for step in steps) - 1
    cells, values = old.cells[: max(0, before)], _known(old, steps, error)
    own = error.request.lesson.lang == lesson.lang or runs_once(tutorial, error.request.part)
    if own and error.left.cells and not error.request.answer:
        cells = [replace(c, outputs=list(map(normalised, c.outputs))) for c in error.left.cells]
        values = list(error.left.values)
    cells += [CellRun()] * (count - len(cells))
    return Run(cells, wanted, values + [None] * (len(wanted) - len(values)))


def _known(old: Run, steps: tuple[Code | Value, ...], error: FailedRunError) -> list[Plain | None]:
    """The inline values above the error."""
    places = [(step.path, step.line) for step in steps if isinstance(step, Value)]
    known = takewhile(
        lambda pair: pair[0][0] == error.path and pair[0][1] < error.line,
        zip(places, old.values, strict=True),
    )
    return [value for _, value in known]


def _nothing(tutorial: Tutorial) -> Results:
    return Results({name: _none(tutorial, name) for name in tutorial.lessons[0].parts})


def _none(tutorial: Tutorial, name: str) -> Part:
    """A part of which nothing is known."""
    runs = {}
    for lesson in tutorial.lessons:
        steps = lesson.parts[name]
        wanted = expressions(steps)
        cells = [CellRun() for step in steps if isinstance(step, Code)]
        runs[lesson.lang] = Run(cells, wanted, [None] * len(wanted))
    return Part({}, runs, Sidecar("", {SHARED: 0.0}, 0, {}))


def _copy(results: Results, folders: tuple[Path, ...]) -> None:
    """Copy the figures of results to their folder, each from the first that has it."""
    shutil.rmtree(results.folder, ignore_errors=True)
    results.folder.mkdir(parents=True)
    for name in results.files:
        source = next(folder / name for folder in folders if (folder / name).is_file())
        shutil.copyfile(source, results.folder / name)
