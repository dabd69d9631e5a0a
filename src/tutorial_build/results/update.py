"""How each tutorial stands, and the runs that bring it up to date."""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from tutorial_build.errors import ContentError, disk_error
from tutorial_build.results import compare, store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import SHARED, Results, Run, Sidecar, Standing, State
from tutorial_build.run.keys import runs_once, serialise, tutorial_key
from tutorial_build.run.needs import check_data, lacks, packages
from tutorial_build.run.pool import Request, run_all
from tutorial_build.run.protocol import CellRun, Finished, Html, Output, Text
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.script import Lesson, Tutorial

Report = Callable[[str], None]
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
FACTS = {"python", "system", "libc", "machine", "cpu", "threads"}  # of every run


def state_of(checkout: Checkout, tutorial: Tutorial, *, own: bool = False) -> State:
    """Compare the key of a tutorial with the results on disk.

    With `own`, results of this checkout count before the frozen ones.
    """
    check_data(tutorial, checkout.library)
    key = tutorial_key(tutorial, checkout.library)
    stored = _stored(checkout, tutorial)
    frozen = store.load(checkout.frozen(tutorial), checkout.root)
    if frozen and frozen.key == key:
        store.check_cells(frozen, tutorial, checkout.root)
        if not (own and stored and stored.key == key):
            return State(Standing.FRESH, key, frozen)
    if stored and stored.key == key:
        return State(Standing.RAN, key, stored)
    if missing := lacks(tutorial, checkout.library):
        standing = Standing.OUTDATED if frozen else Standing.MISSING
        return State(standing, key, frozen, missing)
    return State(Standing.STALE, key, frozen)


def keep(checkout: Checkout, tutorial: Tutorial, results: Results) -> Results:
    """Keep the results of a run in this checkout, and return them as they are there."""
    folder = checkout.store(tutorial)
    try:
        return store.save(results, folder)
    except OSError as error:
        raise disk_error(error, folder.relative_to(checkout.root).as_posix()) from None


@dataclass
class _Wanted:
    """A tutorial whose runs are under way: those that wait are None."""

    tutorial: Tutorial
    key: str
    runs: dict[str, Finished | None]


def run_tutorials(
    checkout: Checkout,
    states: Iterable[tuple[Tutorial, State]],
    report: Report = lambda _: None,
) -> Iterator[tuple[Tutorial, Results | ContentError]]:
    """Run tutorials, each in one or two languages, and yield their results or first error.

    The figures of the results lie in a scratch folder: save or compare them before going on.
    """
    wanted: dict[str, _Wanted] = {}
    requests: list[Request] = []
    for tutorial, state in states:
        lessons = tutorial.lessons[:1] if runs_once(tutorial) else tutorial.lessons
        seconds = max(state.results.sidecar.seconds.values()) if state.results else 1e9
        requests += [Request(lesson, seconds) for lesson in lessons]
        waiting = dict.fromkeys(lesson.lang for lesson in lessons)
        wanted[tutorial.slug] = _Wanted(tutorial, state.key, waiting)
    preload = {n for want in wanted.values() for n in packages(want.tutorial, checkout.library)}
    with tempfile.TemporaryDirectory(prefix="figures-") as scratch:
        folder = Path(scratch)
        for request, outcome in run_all(requests, folder, root=checkout.root, preload=preload):
            slug, lang = request.lesson.slug, request.lesson.lang
            want = wanted.get(slug)
            if want is None:  # its other language failed
                continue
            if isinstance(outcome, ContentError):
                yield wanted.pop(slug).tutorial, outcome
                continue
            report(f"{slug} {lang} ran {outcome.seconds:.1f} s")
            want.runs[lang] = outcome
            runs = {lang: run for lang, run in want.runs.items() if run}
            if len(runs) == len(want.runs):
                used = packages(want.tutorial, checkout.library)
                results = collect(want.tutorial, want.key, runs, used, folder)
                results.sidecar.commit = checkout.commit
                yield want.tutorial, _mistake(want.tutorial, results) or results


def collect(
    tutorial: Tutorial, key: str, runs: dict[str, Finished], used: set[str], folder: Path
) -> Results:
    """Make results of fresh runs: normalise them and move what may differ to the sidecar."""
    named = FACTS | used | ({"cpu_capability"} if "torch" in used else set())
    facts = next(iter(runs.values())).facts
    sidecar = Sidecar(
        date=store.today(),
        seconds={},
        peak_mb=max(run.peak_mb for run in runs.values()),
        stack={name: value for name, value in facts.items() if name in named},
    )
    made = {}
    for lang, run in runs.items():
        name = lang if len(runs) > 1 else SHARED
        lesson = tutorial.into(lang)
        sidecar.seconds[name] = round(run.seconds, 2)
        cells = []
        for rank, (code, left) in enumerate(zip(lesson.executed, run.cells, strict=True)):
            outputs = [_normalised(output) for output in left.outputs]
            if "volatile" in code.tags:
                sidecar.volatile.setdefault(name, {})[str(rank)] = outputs
                outputs = []
            cells.append(replace(left, outputs=outputs, code=cell_digest(code)))
        made[name] = Run(cells, _expressions(lesson), run.values)
    return Results(key, made, sidecar, folder)


def align(results: Results, tutorial: Tutorial) -> Results:
    """Results of an earlier version, each put with the cell it belongs to; new cells get none."""
    runs = {}
    for lesson in tutorial.lessons:
        run = results.run(lesson.lang)
        known = {cell.code: cell for cell in run.cells}
        values = dict(zip(run.expressions, run.values, strict=True))
        cells = [known.get(cell_digest(code), CellRun()) for code in lesson.executed]
        wanted = _expressions(lesson)
        runs[lesson.lang] = Run(cells, wanted, [values.get(name) for name in wanted])
    return replace(results, runs=runs, sidecar=replace(results.sidecar, volatile={}))


def cell_digest(cell: Code) -> str:
    """A short digest of a cell's code, by which earlier results find their cell."""
    return hashlib.sha256(json.dumps(serialise(cell.tree)).encode()).hexdigest()[:8]


def normalise(text: str) -> str:
    """Remove what differs from run to run without meaning: addresses, colours, line ends."""
    text = ANSI.sub("", text.replace("\r\n", "\n"))
    text = ADDRESS.sub("0x…", text)
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def locked(checkout: Checkout, report: Report = lambda _: None) -> AbstractContextManager[object]:
    """One build at a time in a checkout: a context that a second one waits for."""
    checkout.build.mkdir(exist_ok=True)
    lock = FileLock(checkout.build / ".lock")
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        report("another build is running in this checkout; waiting for it")
        return lock.acquire()


def check_alts(tutorial: Tutorial, results: Results) -> None:
    """Raise ContentError where a cell shows more figures than it has alt texts."""
    lesson = tutorial.lessons[0]
    for code, left in zip(lesson.executed, results.cells(lesson.lang), strict=True):
        alts = code.options.alt
        if len(left.pictures) > len(alts):
            message = f"{len(left.pictures)} figures and {len(alts)} alt texts; add alt:"
            raise ContentError(tutorial.path, code.head, message)


def _mistake(tutorial: Tutorial, results: Results) -> ContentError | None:
    """A figure without alternative text, or where the runs of both languages disagree."""
    try:
        check_alts(tutorial, results)
    except ContentError as error:
        return error
    if len(results.runs) == 2:
        for rank, text in compare.languages_disagree(*results.runs.values()):
            line = tutorial.lessons[0].executed[rank - 1].line if rank else 1
            message = f"the runs of both languages disagree: {text}; seed what is random"
            return ContentError(tutorial.path, line, message)
    return None


def _expressions(lesson: Lesson) -> list[str]:
    return [step.expression for step in lesson.steps if isinstance(step, Value)]


def _normalised(output: Output) -> Output:
    if isinstance(output, Text | Html):
        return replace(output, text=normalise(output.text))
    return output


def _stored(checkout: Checkout, tutorial: Tutorial) -> Results | None:
    """Results of this checkout; damaged ones are thrown away, since a run makes them again."""
    try:
        return store.load(checkout.store(tutorial), checkout.root)
    except ContentError:
        shutil.rmtree(checkout.store(tutorial), ignore_errors=True)
        return None
