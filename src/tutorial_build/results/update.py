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

from tutorial_build.errors import ContentError, disk_error, one_line
from tutorial_build.results import compare, store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import SHARED, Part, Results, Run, Sidecar, Standing, State
from tutorial_build.run.keys import Library, changes, facts_of, runs_once, serialise, trees_of
from tutorial_build.run.needs import check_declared, lacks, packages
from tutorial_build.run.pool import Request, run_all
from tutorial_build.run.protocol import CellRun, Data, Finished, Html, Output, Picture, Text
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import Tutorial

Report = Callable[[str], None]
Step = Callable[[Request, int], None]  # a run has come to the step of that rank
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
FACTS = {"python", "system", "libc", "machine", "cpu", "threads"}  # of every run


def state_of(checkout: Checkout, tutorial: Tutorial, *, own: bool = False) -> State:
    """Compare the facts of each part of a tutorial with the results on disk.

    With `own`, results of this checkout count before the frozen ones.
    """
    check_declared(tutorial, checkout.library)
    stored = _stored(checkout, tutorial)
    frozen = store.load(checkout.frozen(tutorial), checkout.root)
    for results in (stored, frozen) if own else (frozen, stored):
        if results and not stale_parts(tutorial, results, checkout.library):
            store.check_cells(results, tutorial.lessons[0], checkout.root)
            return State(Standing.FRESH if results is frozen else Standing.RAN, results)
    older = [(stale_parts(tutorial, r, checkout.library), r) for r in (stored, frozen) if r]
    stale, results = min(older, key=lambda pair: len(pair[0]), default=(_all_parts(tutorial), None))
    if missing := lacks(tutorial, checkout.library, results.uses if results else ()):
        standing = Standing.OUTDATED if frozen else Standing.MISSING
        return State(standing, frozen, stale, missing)
    return State(Standing.STALE, results, stale)


def stale_parts(tutorial: Tutorial, results: Results, library: Library) -> dict[str, list[str]]:
    """Each part that has to run → the names of the facts that changed; none if it never ran."""
    found = {}
    for part in tutorial.lessons[0].parts:
        kept = results.parts.get(part)
        changed = changes(tutorial, part, kept.facts, library) if kept else []
        if changed or not kept:
            found[part] = changed
    return found


def keep(checkout: Checkout, tutorial: Tutorial, results: Results) -> Results:
    """Keep the results of a run in this checkout, and return them as they are there."""
    folder = checkout.store(tutorial)
    try:
        return store.save(results, folder)
    except OSError as error:
        raise disk_error(error, folder.relative_to(checkout.root).as_posix()) from None


@dataclass
class _Wanted:
    """A tutorial whose runs are under way: how many are to come, and by part what has finished."""

    tutorial: Tutorial
    state: State
    waiting: int
    runs: dict[str, dict[str, Finished]]
    uses: dict[str, set[str]]


def run_tutorials(
    checkout: Checkout,
    states: Iterable[tuple[Tutorial, State]],
    report: Report = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
    step: Step = lambda *_: None,
) -> Iterator[tuple[Tutorial, Results | ContentError]]:
    """Run the stale parts of tutorials and yield the results of each whole, or its first error.

    The figures of the results lie in a scratch folder: save or compare them before going on.
    """
    wanted: dict[str, _Wanted] = {}
    requests: list[Request] = []
    preload: set[str] = set()
    for tutorial, state in states:
        asked = [r for part in state.stale for r in _requests(tutorial, part, state.results)]
        found = {part: set[str]() for part in state.stale}
        wanted[tutorial.slug] = _Wanted(tutorial, state, len(asked), {p: {} for p in found}, found)
        requests += asked
        preload |= packages(tutorial, checkout.library, state.uses)
    with tempfile.TemporaryDirectory(prefix="figures-") as scratch:
        folder = Path(scratch)
        runs = run_all(
            requests, folder, root=checkout.root, preload=preload, stopped=stopped, report=step
        )
        for request, outcome in runs:
            want = wanted.get(request.lesson.slug)
            if want is None:  # another of its runs failed
                continue
            if isinstance(outcome, Finished):
                outcome = judge_answer(request, outcome) or outcome
            if isinstance(outcome, ContentError):
                yield wanted.pop(request.lesson.slug).tutorial, outcome
                continue
            want.waiting -= 1
            want.uses[request.part] |= outcome.uses
            if request.answer is None:
                report(f"{request.name} ran {outcome.seconds:.1f} s")
                want.runs[request.part][request.lesson.lang] = outcome
            if want.waiting == 0:
                yield want.tutorial, _outcome(checkout, want, folder)


def _outcome(checkout: Checkout, want: _Wanted, folder: Path) -> Results | ContentError:
    try:
        with one_line(want.tutorial.path):
            results = _whole(checkout, want, folder)
            return _mistake(want.tutorial, results) or results
    except ContentError as error:
        return error


def everything(tutorial: Tutorial, state: State) -> State:
    """The state in which every part of a tutorial has to run."""
    return replace(state, stale=_all_parts(tutorial))


def _all_parts(tutorial: Tutorial) -> dict[str, list[str]]:
    return {part: [] for part in tutorial.lessons[0].parts}


def _requests(tutorial: Tutorial, part: str, kept: Results | None) -> Iterator[Request]:
    """The runs of a part: in one or two languages, an exercise with its other answers as well."""
    old = kept.parts.get(part) if kept else None
    seconds = max(old.sidecar.seconds.values()) if old else 1e9
    for lesson in tutorial.lessons[:1] if runs_once(tutorial, part) else tutorial.lessons:
        for answer in (None, *lesson.answers(part)):
            yield Request(lesson, part, answer, seconds)


def judge_answer(request: Request, made: Finished) -> ContentError | None:
    """What is wrong with how a check judged an answer that the author gave beside the solution."""
    answer, mistake = request.answer, made.mistake
    if answer is None:
        return None
    came = f"{mistake.type}: {mistake.message}" if mistake else ""
    fragment = answer.options.message
    if answer.role == "right" and mistake:
        text = f"this right answer is refused: {came}; make the check accept it"
    elif answer.role == "wrong" and not mistake:
        text = "this wrong answer passes the check; make the check stricter"
    elif fragment not in came or (fragment and mistake and mistake.type != "CheckError"):
        text = f"expected a CheckError with {fragment!r}, got {came}; correct one of them"
    else:
        return None
    return ContentError(request.lesson.path, answer.line, f"[{request.lesson.lang}] {text}")


def _whole(checkout: Checkout, want: _Wanted, folder: Path) -> Results:
    """Results of the parts that ran, and of those that did not have to."""
    old, parts = want.state.results, {}
    for part in want.tutorial.lessons[0].parts:
        if part in want.runs:
            parts[part] = collect(
                want.tutorial, part, want.runs[part], want.uses[part], checkout.library
            )
            parts[part].sidecar.commit = checkout.commit
        elif old:
            parts[part] = old.parts[part]
            for name in Results({part: old.parts[part]}).files:
                shutil.copyfile(old.folder / name, folder / name)
    return Results(parts, folder)


def collect(
    tutorial: Tutorial, part: str, runs: dict[str, Finished], uses: set[str], library: Library
) -> Part:
    """Make results of fresh runs: normalise them and move what may differ to the sidecar."""
    code = trees_of(tutorial, part)
    used = library.packages(code, uses)
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
        steps = tutorial.into(lang).parts[part]
        sidecar.seconds[name] = round(run.seconds, 2)
        cells = []
        codes = (step for step in steps if isinstance(step, Code))
        for rank, (code_cell, left) in enumerate(zip(codes, run.cells, strict=True)):
            outputs = [normalised(output) for output in left.outputs]
            if "volatile" in code_cell.tags:
                sidecar.volatile.setdefault(name, {})[str(rank)] = outputs
                outputs = []
            cells.append(replace(left, outputs=outputs, code=cell_digest(code_cell)))
        made[name] = Run(cells, expressions(steps), run.values)
    return Part(facts_of(tutorial, part, library.complete(uses, code), library), made, sidecar)


def align(results: Results, tutorial: Tutorial) -> Results:
    """Results of an earlier version, each put with the cell it belongs to; new cells get none."""
    parts = {}
    for name, part in results.parts.items():
        runs = {}
        for lesson in tutorial.lessons:
            steps, run = lesson.parts.get(name, ()), part.run(lesson.lang)
            known = {cell.code: cell for cell in run.cells}
            values = dict(zip(run.expressions, run.values, strict=True))
            codes = (step for step in steps if isinstance(step, Code))
            cells = [known.get(cell_digest(code), CellRun()) for code in codes]
            wanted = expressions(steps)
            runs[lesson.lang] = Run(cells, wanted, [values.get(name) for name in wanted])
        parts[name] = replace(part, runs=runs, sidecar=replace(part.sidecar, volatile={}))
    return replace(results, parts=parts)


def cell_digest(cell: Code) -> str:
    """A short digest of a cell's code, by which earlier results find their cell."""
    return hashlib.sha256(json.dumps(serialise(cell.tree)).encode()).hexdigest()[:8]


def normalise(text: str) -> str:
    """Remove what differs from run to run without meaning: addresses, spaces at line ends."""
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
    for code, left in zip(lesson.executed, results.cells(lesson), strict=True):
        alts = code.options.alt
        if alts and not any(isinstance(output, Picture | Data) for output in left.outputs):
            message = "alt: and no figure; show one with plt.show(), or delete the alt"
            raise ContentError(tutorial.path, code.head, message)
        if len(left.pictures) > len(alts):
            message = f"{len(left.pictures)} figures and {len(alts)} alt texts; add alt:"
            raise ContentError(tutorial.path, code.head, message)


def _mistake(tutorial: Tutorial, results: Results) -> ContentError | None:
    """A figure without alternative text, or where the runs of both languages disagree."""
    try:
        check_alts(tutorial, results)
    except ContentError as error:
        return error
    twice = {name: part for name, part in results.parts.items() if len(part.runs) == 2}
    for name, part in twice.items():
        for rank, text in compare.languages_disagree(*map(part.run, LANGUAGES)):
            message = f"the runs of both languages disagree: {text}; seed what is random"
            return ContentError(tutorial.path, line_of(tutorial, name, rank), message)
    return None


def line_of(tutorial: Tutorial, part: str, rank: int) -> int:
    """The line of the executed cell of a part that a difference names; 1 for inline values."""
    cells = [step for step in tutorial.lessons[0].parts[part] if isinstance(step, Code)]
    return cells[rank - 1].line if rank else 1


def expressions(steps: Iterable[Code | Value]) -> list[str]:
    """The inline values among steps, in order."""
    return [step.expression for step in steps if isinstance(step, Value)]


def normalised(output: Output) -> Output:
    """An output without what differs from run to run."""
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
