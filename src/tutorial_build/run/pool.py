"""Run tutorials: one fresh process for each run, with limits, several at a time."""

import contextlib
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import psutil

from tutorial_build.errors import ContentError
from tutorial_build.run.needs import cache_folder
from tutorial_build.run.protocol import Failed, Finished, Job, Origin
from tutorial_build.run.worker import run_child
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.exercises import asked_names, is_listed, is_solution
from tutorial_build.source.script import PAGE, Lesson

MEMORY_MB = 4096
_FRAME = re.compile(r'File "(.+?)", line (\d+)')
TICK = 0.1  # seconds between two looks at the clock and the memory
# What every run needs, imported before the first fork.
PRELOAD = ("numpy", "matplotlib.pyplot", "tutorial_build.run.worker")
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "agg",
    "PYTHONDONTWRITEBYTECODE": "1",  # src/ is watched by `serve`
}


@dataclass(frozen=True)
class Request:
    """A run that is wanted: a part of a lesson, with another answer in place of its solution."""

    lesson: Lesson
    part: str = PAGE
    answer: Code | None = None
    expected_seconds: float = 1e9
    mutants: tuple[str, ...] = ()

    @property
    def solution(self) -> Code | None:
        """The answer that must be accepted after a wrong one."""
        if self.answer is None or self.answer.role != "wrong":
            return None
        return next(c for c in self.lesson.parts[self.part] if is_solution(c))

    @property
    def name(self) -> str:
        """What it runs, in words: `autograd es`, or `autograd E2 es` of an exercise."""
        part = "" if self.part == PAGE else f"{self.part} "
        return f"{self.lesson.slug} {part}{self.lesson.lang}"


class FailedRunError(ContentError):
    """Where a run ended, and what it had left until there; `figures` is where its figures are.

    `traceback` has the lines of the script as they are in its file.
    """

    def __init__(self, origin: Origin, message: str, request: Request) -> None:
        super().__init__(*origin, f"[{request.lesson.lang}] {message}")
        self.request = request
        self.left = Finished([], [])
        self.figures = Path()
        self.traceback = ""


@dataclass
class _Running:
    request: Request
    job: Job
    process: Any
    connection: Connection
    started: float = field(default_factory=time.monotonic)
    step: int = 0
    told: int = 0  # the step reported last
    peak_mb: float = 0.0


def run_all(
    requests: Iterable[Request],
    figures: Path,
    *,
    root: Path,
    preload: Iterable[str] = (),
    workers: int | None = None,
    method: str | None = None,
    stopped: Callable[[], bool] = lambda: False,
    report: Callable[[Request, int], None] = lambda *_: None,
) -> Iterator[tuple[Request, Finished | ContentError]]:
    """Run every request, longest first, and yield each with what came out or its error.

    Args:
        requests: What to run.
        figures: Folder that receives the figures; its files are named by content.
        root: The project; `src` below it is where the library is imported from.
        preload: Packages that the requests import, imported once before processes fork.
        workers: Processes at a time; as many as cores by default.
        method: How processes start; `forkserver` on Linux, else `spawn`.
        stopped: Asked all the time; once it says so, every run ends and nothing more is yielded.
        report: Told the rank of each step of each run, among those of its part.
    """
    method = method or ("forkserver" if sys.platform == "linux" else "spawn")
    context: Any = multiprocessing.get_context(method)
    waiting = sorted(requests, key=lambda request: request.expected_seconds)
    active: list[_Running] = []
    if method == "forkserver":
        _preload(context, preload)
    with tempfile.TemporaryDirectory(prefix="tutorial-") as scratch:
        try:
            while (waiting or active) and not stopped():
                while waiting and len(active) < (workers or os.cpu_count() or 1):
                    report(waiting[-1], 0)  # before the first process starts, which takes seconds
                    active.append(_start(waiting.pop(), context, Path(scratch), figures, root))
                wait([running.connection for running in active], timeout=TICK)
                for running in list(active):
                    outcome = _look(running)
                    if running.step != running.told:
                        running.told = running.step
                        report(running.request, running.step)
                    if outcome is not None:
                        active.remove(running)
                        _end(running)
                        yield running.request, outcome
        finally:
            for running in active:
                _end(running)


def warm_up(preload: Iterable[str]) -> None:
    """Start the process that all runs fork from, with these packages, where there is one."""
    if sys.platform != "linux":
        return
    _preload(multiprocessing.get_context("forkserver"), preload)
    scratch = tempfile.TemporaryDirectory(prefix="tutorial-")
    with scratch as folder, _as_a_child_finds_it(Path(folder)):
        forkserver.ensure_running()


def _preload(context: Any, packages: Iterable[str]) -> None:
    context.set_forkserver_preload([*PRELOAD, *sorted(set(packages) - set(PRELOAD))])


def make_job(request: Request, folder: Path, figures: Path) -> Job:
    """The localised script as a file's text, with its steps and where each line came from."""
    lesson = request.lesson
    rows: list[tuple[str, Origin]] = []
    steps: list[Code | Value] = []
    for step in lesson.parts[request.part]:
        if isinstance(step, Value):
            rows.append((f"# {{{{ {step.expression} }}}}", (step.path, step.line)))
            steps.append(replace(step, line=len(rows)))
        else:
            cell = request.answer if request.answer and step.role == "solution" else step
            rows.append((f"# %% {cell.title}".rstrip(), (lesson.path, cell.head)))
            steps.append(replace(step, head=len(rows), source=cell.source, lines=()))
            texts = cell.source.split("\n")
            rows += zip(texts, ((lesson.path, line) for line in cell.lines), strict=True)
    own = os.environ.get("TUTORIAL_DATA")
    passed = {"TUTORIAL_DATA": str(Path(own).expanduser())} if own else {}
    return Job(
        name=lesson.slug,
        lang=lesson.lang,
        text="".join(f"{text}\n" for text, _ in rows),
        origins=[origin for _, origin in rows],
        steps=tuple(steps),
        is_answer=request.answer is not None,
        names=asked_names(lesson, request.part),
        ways=not is_listed(lesson.slug, request.part, "runs_once"),
        solution=request.solution,
        mutants=request.mutants,
        data=lesson.data,
        folder=folder,
        figures=figures,
        environment={"TUTORIAL_CACHE": str(cache_folder()), **passed},
        limit=lesson.header.seconds,
    )


def _start(request: Request, context: Any, scratch: Path, figures: Path, root: Path) -> _Running:
    folder = Path(tempfile.mkdtemp(prefix=f"{request.lesson.slug}-", dir=scratch))
    for path in request.lesson.files(root).values():
        shutil.copy(path, folder)
    figures.mkdir(parents=True, exist_ok=True)
    job = make_job(request, folder, figures)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=run_child, args=(theirs, job, str(root / "src")))
    with _as_a_child_finds_it(scratch):
        process.start()
    theirs.close()
    return _Running(request, job, process, ours)


def _look(running: _Running) -> Finished | ContentError | None:
    """Read what a run has sent; return its end or error when it is over."""
    limit = running.job.limit
    try:
        while running.connection.poll():
            match running.connection.recv():
                case Finished() as finished:
                    peak_mb = max(finished.peak_mb, round(running.peak_mb))
                    return replace(finished, peak_mb=peak_mb)
                case Failed() as failed:
                    return _failure(running, failed)
                case step:
                    running.step = step
                    if step == 0:  # starting the process is not the script's time
                        running.started = time.monotonic()
    except (EOFError, OSError):  # it ended between two messages, or within one
        running.process.join(5)
        return _error(running, _death(running.process.exitcode, running.job))
    except Exception as error:  # it sent what only the script knows
        return _error(running, f"what it left cannot be read ({error}); use plain values")
    if time.monotonic() - running.started > limit:
        message = f"still running after {limit:g} s; make it shorter or set 'seconds'"
        return _error(running, message)
    running.peak_mb = max(running.peak_mb, _resident_mb(running.process.pid))
    if running.peak_mb > MEMORY_MB:
        return _error(running, f"needs more than {MEMORY_MB} MB of memory; use less data")
    return None


def _failure(running: _Running, failed: Failed) -> FailedRunError:
    """An error with what came before it."""
    error = _error(running, failed.message, failed.line)
    error.left, error.figures = failed.left, running.job.figures
    error.traceback = _FRAME.sub(partial(_as_in_its_file, running.job), failed.traceback)
    return error


def _error(running: _Running, message: str, line: int = 0) -> FailedRunError:
    """An error where a line of the localised script came from; by default the step's first."""
    job = running.job
    line = line or job.steps[running.step].line
    return FailedRunError(_origin(job, line), message, running.request)


def _origin(job: Job, line: int) -> Origin:
    return job.origins[min(line, len(job.origins)) - 1]


def _as_in_its_file(job: Job, frame: re.Match[str]) -> str:
    """Path and line of a frame, those of the localised script as they are in its file."""
    if frame[1] != str(job.script):
        return frame[0]
    path, line = _origin(job, int(frame[2]))
    return f'File "{path}", line {line}'


def _death(code: int | None, job: Job) -> str:
    remedy = "run the script alone to see why"
    if code is not None and code < 0:
        return f"the process ended by signal {signal.Signals(-code).name} in this cell; {remedy}"
    log = job.folder.with_suffix(".log")
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
def _as_a_child_finds_it(scratch: Path) -> Iterator[None]:
    """What must be set before Python or torch starts, and no `__main__` of ours to import."""
    before, main = dict(os.environ), sys.modules["__main__"]
    wanted = {**ENVIRONMENT, "TORCHINDUCTOR_CACHE_DIR": str(scratch / "compiled")}
    wanted["MPLCONFIGDIR"] = str(cache_folder() / "matplotlib")  # its fonts, and nobody's settings
    os.environ.update(wanted)
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        for name in wanted.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)
