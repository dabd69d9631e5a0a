"""Inside the process of one run: execute the steps of a localised script, record what comes out.

The engine's parent sends a job and reads messages; nothing here knows about pages or frozen
results. The script is a real file, executed as `__main__`, so that pickling,
`inspect.getsource` and multiprocessing work in it.
"""

import ast
import contextlib
import faulthandler
import io
import json
import math
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import types
from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from tutorial_build.run import announced
from tutorial_build.run.machine import machine_facts
from tutorial_build.run.protocol import (
    CellRun,
    Claim,
    Data,
    Failed,
    Finished,
    Html,
    Job,
    Json,
    Output,
    RunError,
    Text,
)
from tutorial_build.run.terminal import as_shown
from tutorial_build.run.trace import Trace
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.exercises import is_solution

OWN_FOLDER = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")  # what a run must not share
OUTPUT_LIMIT = 1_000_000  # characters printed by one run
GRACE = 60  # seconds after which a run over its time ends itself, where no parent has ended it
MUTANT_LIMIT = 5  # seconds of a mutant, and of its check
LONGEST = 300  # digits of an inline whole number; a float has no more
DATA_LIMIT = 100_000  # bytes of JSON that one interactive figure may get

Scope = dict[str, Any]


class OutputError(BaseException):
    """Too much output; no `except Exception` of a script shall hide it."""


class Recorder(io.TextIOBase):
    """Stands in for standard output; keeps texts and figures in the order they came."""

    def __init__(self, figures: Path) -> None:
        self.outputs: list[Output] = []
        self.printed: list[str] = []  # since the last output of another kind
        self.figures = figures
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._count(text)
        self.printed.append(text)
        return len(text)

    def _count(self, text: str) -> None:
        self.size += len(text)
        if self.size > OUTPUT_LIMIT:
            limit = OUTPUT_LIMIT // 1_000_000
            raise OutputError(f"printed more than {limit} MB; print a part or a summary")

    def _add(self, output: Output | None) -> None:
        """Record an output after what was printed before it."""
        if text := as_shown("".join(self.printed)):
            self.outputs.append(Text(text))
        self.printed.clear()
        if output is not None:
            self.outputs.append(output)

    def display(self, value: Any) -> None:
        """Record the value of a last expression as a notebook shows it."""
        from matplotlib.figure import Figure

        rich = getattr(value, "_repr_html_", None)
        html = rich() if callable(rich) and not isinstance(value, type) else None
        if isinstance(value, Figure):
            self.add_figure(value)
        elif isinstance(html, str):
            self._count(html)
            self._add(Html(as_shown(html)))
        elif value is not None:
            self.write(repr(value) + "\n")

    def add_data(self, data: Data) -> None:
        self._add(data)

    def add_figure(self, figure: Any) -> None:
        from matplotlib.pyplot import close

        from tutorial_build.run.figures import save_figure

        self._add(save_figure(figure, self.figures))
        close(figure)

    def add_figures(self) -> None:
        """Record every open figure."""
        from matplotlib import pyplot

        for number in pyplot.get_fignums():
            self.add_figure(pyplot.figure(number))

    def take(self) -> list[Output]:
        self._add(None)
        taken, self.outputs = self.outputs, []
        return taken


def run_child(connection: Connection, job: Job, library: str) -> None:
    """Entry of the process: run the job, send the rank of each step before it, then the end."""
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own, so that the parent can end workers too
        signal.alarm(math.ceil(job.limit) + GRACE)  # in case there is no parent any more
        multiprocessing.set_start_method("fork" if sys.platform == "linux" else None, force=True)
    log = job.folder.with_suffix(".log").open("w")
    faulthandler.enable(log)
    for stream in (1, 2):  # what C code and other programs print is not part of the page
        os.dup2(log.fileno(), stream)
    os.chdir(job.folder)
    own = dict.fromkeys(OWN_FOLDER, str(job.folder))
    os.environ.update(own | job.environment, TUTORIAL_LANG=job.lang)
    tempfile.tempdir = None  # it was found before
    sys.path[:0] = [str(job.folder), library]
    trace = Trace(Path(library), job.script, job.folder.with_suffix(".used"))
    start = time.perf_counter()
    made = Finished([], [])
    try:
        with contextlib.redirect_stderr(log):
            trace.start([step.tree for step in job.steps if isinstance(step, Code)])
            _run_steps(connection, job, made)
            made.uses = trace.stop()
    except RunError as error:
        connection.send(Failed(error.line, str(error), made, error.traceback))
    else:
        seconds = time.perf_counter() - start
        at_least = round(psutil.Process().memory_info().rss / 2**20)
        facts = machine_facts()
        connection.send(replace(made, seconds=seconds, facts=facts, peak_mb=at_least))


def _run_steps(connection: Connection, job: Job, made: Finished) -> None:
    """Run the steps and put down what they leave."""
    from matplotlib import pyplot

    recorder = Recorder(job.figures)
    pyplot.show = lambda *_, **__: recorder.add_figures()
    _scatter_seeds()
    scope = _make_main(job)
    with contextlib.redirect_stdout(recorder):
        for number, step in enumerate(job.steps):
            connection.send(number)
            if isinstance(step, Value):
                made.values.append(_value(step, scope))
            else:
                _run_cell(step, scope, recorder, job, made)
            if made.mistake:
                break
        if job.ways and any(_is_check(step) for step in job.steps):
            _try_other_ways(job, scope, made)
        for rank, code in enumerate(job.mutants):
            _try_mutant(job, rank, code, made)


def _make_main(job: Job) -> Scope:
    """Write the script, make its module the main one, and return its namespace."""
    job.script.write_text(job.text, encoding="utf-8")
    main = types.ModuleType("__main__")
    main.__file__ = str(job.script)
    # What tutorial_lib looks for: where claims go, and which data sets the header declares.
    main.__dict__.update(__claims__=[], __declared_data__=list(job.data))
    sys.modules["__main__"] = main
    sys.argv = [str(job.script)]
    return main.__dict__


def _scatter_seeds() -> None:
    """Seed every generator differently on each run, so that what is unseeded shows."""
    entropy = int.from_bytes(os.urandom(4), "little")
    random.seed(entropy)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(entropy)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(entropy)
        sys.modules["torch"].set_num_threads(1)


def _run_cell(cell: Code, scope: Scope, recorder: Recorder, job: Job, made: Finished) -> None:
    """Run a cell and keep what it left; of a reader's answer, a mistake as well."""
    claims: list[dict[str, Any]] = []
    scope["__claims__"] = claims
    main = sys.modules["__main__"]
    raised: BaseException | None = None
    with announced.script_warnings() as caught:
        try:
            if cell.role == "check":
                _judge(job, scope)
            else:
                _execute(cell, scope, recorder)
        except RunError:
            raise
        except OutputError as error:
            raise RunError(announced.line_of(error, cell), str(error)) from None
        except BaseException as error:  # also those of which a script says that none may catch them
            raised = error
        finally:
            sys.modules["__main__"] = main
    left = CellRun(recorder.take(), [_claim(claim, cell) for claim in claims])
    made.cells.append(left)
    if not (job.is_answer and cell.role in ("solution", "check")):
        left.error = announced.expected_error(cell, raised)
        left.warning = announced.expected_warning(cell, caught)
    elif raised is not None:
        (answer,) = (s for s in job.steps if isinstance(s, Code) and s.role == "solution")
        made.mistake = announced.mistake(raised, answer)


def _claim(facts: dict[str, Any], cell: Code) -> Claim:
    """The record of a claim, with plain values only."""
    try:
        plain = {name: _plain(facts[name]) for name in ("value", "equals") if name in facts}
    except TypeError as error:
        message = f"claim {facts['id']} is of {error}; claim numbers, texts or lists of them"
        raise RunError(cell.line, message) from None
    return Claim(**facts | plain)


def _plain(value: Any) -> Json:
    """A value as it can be stored, without the class of a script; a TypeError names another."""
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, str):
        return as_shown(str.__str__(value))
    raise TypeError(type(value).__name__)


def _execute(cell: Code, scope: Scope, recorder: Recorder) -> None:
    """Execute a cell and show its last value.

    An interactive figure takes that value; a Figure just above it is shown without scripts.
    """
    path = sys.modules["__main__"].__file__ or cell.source
    tree = ast.parse(cell.source)
    ast.increment_lineno(tree, cell.line - 1)
    name = cell.options.data
    last = tree.body[-2:] if name else tree.body[-1:]
    if name and not (last and isinstance(last[-1], ast.Expr)):
        message = f"interactive data {name}: the cell ends in no value; end it with a dict"
        raise RunError(cell.line, message)
    shown = [node for node in last if isinstance(node, ast.Expr)]
    tree.body = tree.body[: len(tree.body) - len(shown)]
    exec(compile(tree, path, "exec", dont_inherit=True), scope)
    for node in shown:
        value = eval(compile(ast.Expression(node.value), path, "eval", dont_inherit=True), scope)
        if name and node is shown[-1]:
            recorder.add_data(_interactive(value, name, node.lineno))
        else:
            recorder.display(value)


def _judge(job: Job, scope: Scope, limit: float | None = None) -> None:
    """Put the answer in a namespace to its check."""
    judge = import_module("tutorial_lib.judge")
    scope["__first_line__"] = next(step.line for step in job.steps if is_solution(step))
    setup = [step for step in job.steps if isinstance(step, Code) and step.role == "setup"]
    sources = (_compiled(job, cells) for cells in (setup, filter(_is_check, job.steps)))
    judge.judge(
        judge.Exercise(*sources, job.names), scope, limit=limit or job.limit, patience=job.limit
    )


def _compiled(job: Job, cells: Iterable[Any]) -> types.CodeType:
    """Several cells as one piece of code, each with its lines in the script."""
    whole = ast.Module([], [])
    for cell in cells:
        tree = ast.parse(cell.source)
        ast.increment_lineno(tree, cell.line - 1)
        whole.body += tree.body
    return compile(whole, str(job.script), "exec", dont_inherit=True)


def _is_check(step: Code | Value) -> bool:
    return isinstance(step, Code) and step.role == "check"


def _try_other_ways(job: Job, scope: Scope, made: Finished) -> None:
    """Judge an answer as it comes about in a notebook: run twice, and right after a wrong one.

    Raises:
        RunError: If the verdict is another one then.
    """
    answer = next(step for step in job.steps if is_solution(step))
    was = "refused" if made.mistake else "accepted"
    error = _verdict(job, answer, scope)
    if (error is None) == (made.mistake is not None):
        came = "accepted" if error is None else f"refused: {error}"
        message = f"this answer was {was}, and run again in the same namespace it is {came}"
        raise RunError(answer.line, f"{message}; let the answer's cell make what it changes")
    if not job.solution or not (error := _verdict(job, job.solution, scope)):
        return
    if _verdict(job, job.solution, _after_setup(job)) is None:  # else its own run says it better
        message = "after this wrong answer, in the same namespace, the solution is refused"
        raise RunError(answer.line, f"{message}: {error}; let it make what it changes")


def _try_mutant(job: Job, rank: int, code: str, made: Finished) -> None:
    """Note whether the check accepts a mutant of the solution, or whether it is no slip at all."""
    try:
        mutant = Code(0, code, tuple(range(1, code.count("\n") + 2)))
        error = _verdict(job, mutant, _after_setup(job), limit=MUTANT_LIMIT)
    except RunError as wrong:
        error = wrong
    if error is None:
        made.survivors.append(rank)
    elif "no slip" in str(error):
        made.void.append(rank)


def _after_setup(job: Job) -> Scope:
    """Another namespace in which the setup has run."""
    scope: Scope = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(_compiled(job, (s for s in job.steps if getattr(s, "role", "") == "setup")), scope)
    return scope


def _verdict(
    job: Job, answer: Code, scope: Scope, limit: float | None = None
) -> BaseException | None:
    """Run an answer once more and judge it; what it shows is not kept."""
    from matplotlib import pyplot

    silence, pyplot.show = pyplot.show, lambda *_, **__: pyplot.close("all")
    try:
        with contextlib.redirect_stdout(io.StringIO()), announced.script_warnings():
            with import_module("tutorial_lib.judge").deadline(limit or job.limit, job.limit):
                exec(_compiled(job, [answer]), scope)
            _judge(job, scope, limit)
    except (Exception, SystemExit, OutputError) as error:
        return error
    finally:
        pyplot.show = silence
        pyplot.close("all")
    return None


def _interactive(value: Any, name: str, line: int) -> Data:
    """The record of a value that feeds an interactive figure, as plain JSON values."""
    if not isinstance(value, dict):
        kind = type(value).__name__
        raise RunError(line, f"interactive data {name} is {kind}, expected a dict")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        message = f"interactive data {name} is not JSON: {error}; use plain numbers and lists"
        raise RunError(line, message) from None
    if (size := len(text.encode())) > DATA_LIMIT:
        most = f"at most {DATA_LIMIT // 1000} kB; send fewer points"
        raise RunError(line, f"interactive data {name} is {-(-size // 1000)} kB, {most}")
    return Data(name, json.loads(text))


def _value(step: Value, scope: Scope) -> Json:
    """The value of an inline expression as a plain Python number, text or truth value."""
    name = f"inline value {{{{ {step.expression} }}}}"
    try:
        value = eval(step.expression, scope)
    except Exception as error:
        message = f"{name}: {type(error).__name__}: {error}; define it in a cell above"
        raise RunError(step.line, message) from None
    with contextlib.suppress(ValueError, RuntimeError):  # an array of several elements
        value = value.item() if hasattr(value, "item") else value
    if not isinstance(value, bool | int | float | str):
        expected = "expected a number or a text; take one element or format it in a cell"
        raise RunError(step.line, f"{name} is {type(value).__name__}, {expected}")
    plain = _plain(value)
    if isinstance(plain, int) and abs(plain) >= 10**LONGEST:
        raise RunError(step.line, f"{name} has more than {LONGEST} digits; format it in a cell")
    return plain
