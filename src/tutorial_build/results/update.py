"""How each tutorial stands, and the runs that bring it up to date."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from tutorial_build.errors import ContentError, disk_error
from tutorial_build.results import compare
from tutorial_build.results import store as frozen
from tutorial_build.results.checkout import Project
from tutorial_build.results.store import Results
from tutorial_build.run.keys import runs_once, tutorial_key
from tutorial_build.run.pool import Request, run_all
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import Code, Tutorial

Report = Callable[[str], None]


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
        check_alts(tutorial, results)
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


def _expected_seconds(results: Results | None) -> float:
    return max(results.sidecar["seconds"].values()) if results else 1e9


def check_alts(tutorial: Tutorial, results: Results) -> None:
    """Raise ContentError where a cell shows more figures than it has alt texts."""
    cells = [step for step in tutorial.steps if isinstance(step, Code)]
    for rank, cell in enumerate(cells):
        count = sum(output["type"] == "figure" for output in results.outputs("es", rank))
        if count > len(cell.alts):
            message = f'{count} figures and {len(cell.alts)} alt texts; add alt="es // en"'
            raise ContentError(tutorial.path, cell.line - 1, message)
