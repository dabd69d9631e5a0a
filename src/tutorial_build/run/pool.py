"""Run tutorials: one fresh process for each run, with limits, several at a time."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import psutil

from tutorial_build.errors import ContentError
from tutorial_build.run.protocol import Job, Step
from tutorial_build.run.worker import run_child
from tutorial_build.source import pairs
from tutorial_build.source.script import Code, Prose, Tutorial

SECONDS = 120  # time limit of a run whose header names none
MEMORY_MB = 4096
TICK = 0.1  # seconds between two looks at the clock and the memory
PRELOAD = ("numpy", "matplotlib.pyplot")  # what every run needs, imported before the first fork
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "agg",
    "PYTHONDONTWRITEBYTECODE": "1",  # src/ is watched by `serve`
}
LIBRARY_VARIABLES = ("TUTORIAL_DATA", "TUTORIAL_CACHE", "HOME")


Origin = tuple[str, int]  # the file and line that a line of a localised script came from


@dataclass(frozen=True)
class Request:
    """A run that is wanted: a tutorial in a language."""

    tutorial: Tutorial
    lang: str
    expected_seconds: float = 1e9


@dataclass
class _Running:
    request: Request
    job: Job
    origins: list[Origin]
    process: Any
    connection: Connection
    started: float = field(default_factory=time.monotonic)
    step: int = 0
    peak_mb: float = 0.0


def run_all(
    requests: Iterable[Request],
    figures: Path,
    *,
    root: Path,
    preload: Iterable[str] = (),
    workers: int | None = None,
    method: str | None = None,
) -> Iterator[tuple[Request, dict[str, Any] | ContentError]]:
    """Run every request, longest first, and yield each with its record or its error.

    Args:
        requests: What to run.
        figures: Folder that receives the figures; its files are named by content.
        root: The project; `src` below it is where the library is imported from.
        preload: Packages that the requests import, imported once before processes fork.
        workers: Processes at a time; as many as cores by default.
        method: How processes start; `forkserver` on Linux, else `spawn`.
    """
    method = method or ("forkserver" if sys.platform == "linux" else "spawn")
    context: Any = multiprocessing.get_context(method)
    waiting = sorted(requests, key=lambda request: request.expected_seconds)
    active: list[_Running] = []
    if method == "forkserver":
        context.set_forkserver_preload([*PRELOAD, *sorted(set(preload) - set(PRELOAD))])
    with tempfile.TemporaryDirectory(prefix="tutorial-") as scratch:
        try:
            while waiting or active:
                while waiting and len(active) < (workers or os.cpu_count() or 1):
                    active.append(_start(waiting.pop(), context, Path(scratch), figures, root))
                wait([running.connection for running in active], timeout=TICK)
                for running in list(active):
                    outcome = _look(running)
                    if outcome is not None:
                        active.remove(running)
                        _end(running)
                        yield running.request, outcome
        finally:
            for running in active:
                _end(running)


def make_job(request: Request, folder: Path, figures: Path) -> tuple[Job, list[Origin]]:
    """The localised script as a file's text with its steps, and each line's origin."""
    lines: list[str] = []
    origins: list[Origin] = []
    steps: list[Step] = []

    def add(text: str, origin: list[int], path: str = request.tutorial.path) -> int:
        lines.extend(text.split("\n"))
        origins.extend((path, line) for line in origin)
        return len(lines) - len(origin) + 1

    for cell in request.tutorial.cells:
        if isinstance(cell, Prose):
            for inline in cell.inlines:
                start = add(f"# {{{{ {inline.expression} }}}}", [cell.lines[request.lang]])
                steps.append(Step("value", inline.expression, start))
        elif isinstance(cell, Code) and cell.runs:
            add(f"# %% {pairs.side(cell.title, request.lang)}".rstrip(), [cell.line - 1])
            code, numbers = _localised(cell, request.lang)
            start = add(code, [cell.line + number - 1 for number in numbers])
            steps.append(Step("code", code, start, cell.options))
    if quiz := request.tutorial.quiz:
        for inline in quiz.inlines:
            origin = [quiz.line(inline.expression)]
            start = add(f"# {{{{ {inline.expression} }}}}", origin, quiz.path)
            steps.append(Step("value", inline.expression, start))
    return (
        Job(
            name=request.tutorial.slug,
            lang=request.lang,
            text="\n".join(lines) + "\n",
            steps=tuple(steps),
            data=tuple(request.tutorial.data),
            folder=str(folder),
            figures=str(figures),
            environment={k: os.environ[k] for k in LIBRARY_VARIABLES if k in os.environ},
            limit=float(request.tutorial.header.get("seconds", SECONDS)),
        ),
        origins,
    )


def _localised(cell: Code, lang: str) -> tuple[str, tuple[int, ...]]:
    if cell.options.get("answer") and cell.role == "solution":  # a reader's file has one language
        return cell.source, tuple(range(1, cell.source.count("\n") + 2))
    return pairs.localise(cell.source, lang)


def _start(request: Request, context: Any, scratch: Path, figures: Path, root: Path) -> _Running:
    folder = scratch / f"{request.tutorial.slug}-{request.lang}"
    folder.mkdir()
    figures.mkdir(parents=True, exist_ok=True)
    job, origins = make_job(request, folder, figures)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=run_child, args=(theirs, job, [str(root / "src")]))
    with _environment(scratch), _without_main():
        process.start()
    theirs.close()
    return _Running(request, job, origins, process, ours)


def _look(running: _Running) -> dict[str, Any] | ContentError | None:
    """Read what a run has sent; return its record or error when it is over."""
    try:
        while running.connection.poll():
            message = running.connection.recv()
            if message[0] == "step":
                running.step = message[1]
                if message[1] == 0:  # starting the process is not the script's time
                    running.started = time.monotonic()
            elif message[0] == "error":
                return _error(running, message[1], message[2])
            else:
                return {**message[1], "peak_mb": round(running.peak_mb)}
    except (EOFError, OSError):  # it ended between two messages, or within one
        running.process.join(5)
        return _error(running, None, _death(running.process.exitcode, running.job))
    limit = running.job.limit
    if time.monotonic() - running.started > limit:
        return _error(
            running,
            None,
            f"still running after {limit:g} s; make it shorter or set 'seconds'",
        )
    running.peak_mb = max(running.peak_mb, _resident_mb(running.process.pid))
    if running.peak_mb > MEMORY_MB:
        return _error(running, None, f"needs more than {MEMORY_MB} MB of memory; use less data")
    return None


def _error(running: _Running, line: int | None, message: str) -> ContentError:
    steps = running.job.steps
    where = line if line is not None else (steps[running.step].line if steps else 1)
    path, origin = running.origins[min(where, len(running.origins)) - 1]
    return ContentError(path, origin, f"[{running.job.lang}] {message}")


def _death(code: int | None, job: Job) -> str:
    remedy = "run the script alone to see why"
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"the process ended by signal {name} in this cell; {remedy}"
    log = Path(job.folder).with_suffix(".log")
    last = log.read_text(errors="replace").strip().splitlines()[-1:] if log.exists() else []
    return f"{' '.join(['the process ended with exit code', str(code), *last])}; {remedy}"


def _resident_mb(pid: int) -> float:
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return sum(float(member.memory_info().rss) for member in family) / 2**20
    except psutil.Error:
        return 0.0


def _end(running: _Running) -> None:
    """End the process and whatever it started, and remove its folder."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):  # the group is named after its first process, dead or alive
            os.killpg(running.process.pid, signal.SIGKILL)
    running.process.kill()
    running.process.join()
    running.process.close()
    running.connection.close()
    shutil.rmtree(running.job.folder, ignore_errors=True)


@contextlib.contextmanager
def _environment(scratch: Path) -> Iterator[None]:
    """What must be set before Python or torch starts in the child."""
    wanted = {**ENVIRONMENT, "TORCHINDUCTOR_CACHE_DIR": str(scratch / "compiled")}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Keep multiprocessing from importing our own `__main__` (mkdocs, pytest) in the child."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
