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
import linecache
import math
import multiprocessing
import os
import random
import signal
import sys
import time
import types
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tutorial_build.run import refusals as answers
from tutorial_build.run.announced import expected_error, expected_warning, line_of, watch_warnings
from tutorial_build.run.machine import machine_facts
from tutorial_build.run.protocol import Job, RunError, Step
from tutorial_build.source import pairs

OUTPUT_LIMIT = 1_000_000  # characters printed by one run
GRACE = 60  # seconds after which a run over its time ends itself, where no parent has ended it
DATA_LIMIT = 100_000  # bytes of JSON that one interactive figure may get


class Recorder(io.TextIOBase):
    """Stands in for standard output; keeps texts and figures in the order they came."""

    def __init__(self, figures: Path) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.figures = figures
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.size += len(text)
        if self.size > OUTPUT_LIMIT:
            raise OutputError(
                f"printed more than {OUTPUT_LIMIT // 1_000_000} MB; print a part or a summary"
            )
        if self.outputs and self.outputs[-1]["type"] == "text":
            self.outputs[-1]["text"] += text
        elif text:
            self.outputs.append({"type": "text", "text": text})
        return len(text)

    def add_figure(self, figure: Any) -> None:
        from matplotlib.pyplot import close

        from tutorial_build.run.figures import save_figure

        self.outputs.append({"type": "figure", **save_figure(figure, self.figures)})
        close(figure)

    def take(self) -> list[dict[str, Any]]:
        taken, self.outputs = self.outputs, []
        return taken


class OutputError(BaseException):
    """Too much output; no `except Exception` of a script shall hide it."""


def run_child(connection: Connection, job: Job, extra_path: list[str]) -> None:
    """Entry of the process: run the job, send `("step", n)` before each step, then the end."""
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own, so that the parent can end workers too
        signal.alarm(math.ceil(job.limit) + GRACE)  # in case there is no parent any more
        multiprocessing.set_start_method("fork" if sys.platform == "linux" else None, force=True)
    log = Path(job.folder).with_suffix(".log").open("w")
    faulthandler.enable(log)
    for stream in (1, 2):  # what C code and other programs print is not part of the page
        os.dup2(log.fileno(), stream)
    os.chdir(job.folder)
    os.environ.update(job.environment, TUTORIAL_LANG=job.lang)
    sys.path[:0] = [path for path in extra_path if path not in sys.path]
    start = time.perf_counter()
    try:
        with contextlib.redirect_stderr(log):
            cells, values = _run_steps(connection, job)
    except RunError as error:
        connection.send(("error", error.line, error.message))
        return
    connection.send(
        (
            "done",
            {
                "cells": cells,
                "values": values,
                "seconds": time.perf_counter() - start,
                "stack": machine_facts(),
            },
        )
    )


def _run_steps(connection: Connection, job: Job) -> tuple[list[dict[str, Any]], list[Any]]:
    main = _make_main(job)
    recorder = Recorder(Path(job.figures))
    _capture_figures(recorder)
    _scatter_seeds()
    exercises: dict[str, dict[str, Any]] = {}
    cells: list[dict[str, Any]] = []
    values: list[Any] = []
    with contextlib.redirect_stdout(recorder):
        for number, step in enumerate(job.steps):
            connection.send(("step", number))
            if step.kind == "value":
                values.append(_value(step, main.__dict__))
                continue
            if step.options.get("role") == "wrong":
                cells.append(_run_wrong(step, job, recorder))
                continue
            name = step.options.get("exercise")
            scope = exercises.setdefault(name, _fresh()) if name else main.__dict__
            cells.append(_run_cell(step, scope, job, recorder))
    return cells, values


def _fresh() -> dict[str, Any]:
    """An empty namespace in which an exercise runs."""
    return {"__name__": "__main__", "__builtins__": __builtins__}


def _make_main(job: Job) -> types.ModuleType:
    path = Path(job.folder) / f"{job.name}.py"
    path.write_text(job.text, encoding="utf-8")
    linecache.checkcache(str(path))
    main = types.ModuleType("__main__")
    main.__file__ = str(path)
    # What tutorial_lib looks for: where claims go, and which data sets the header declares.
    main.__dict__.update(__claims__=[], __declared_data__=list(job.data))
    sys.modules["__main__"] = main
    sys.argv = [str(path)]
    sys.path.insert(0, job.folder)
    return main


def _scatter_seeds() -> None:
    """Seed every generator differently on each run, so that what is unseeded shows."""
    entropy = int.from_bytes(os.urandom(4), "little")
    random.seed(entropy)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(entropy)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(entropy)
        sys.modules["torch"].set_num_threads(1)


def _capture_figures(recorder: Recorder) -> None:
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    def show(*_: Any, **__: Any) -> None:
        for number in plt.get_fignums():
            recorder.add_figure(plt.figure(number))

    plt.show = show


def _run_wrong(step: Step, job: Job, recorder: Recorder) -> dict[str, Any]:
    """Try a wrong answer in a namespace of its own; the check must refuse it as announced."""
    scope = _fresh()
    parts = answers.wrong_answer_parts(step, job.steps)
    fragment = pairs.side(step.options["message"], job.lang)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            answers.must_refuse(parts, lambda s: _execute(s, scope, recorder), fragment)
        except ValueError as error:
            raise RunError(step.line, str(error)) from None
    recorder.take()
    return {"outputs": [], "claims": []}  # what a wrong answer gives may be chance


def _run_cell(step: Step, scope: dict[str, Any], job: Job, recorder: Recorder) -> dict[str, Any]:
    main = sys.modules["__main__"]
    claims_before = len(main.__dict__["__claims__"])
    record: dict[str, Any] = {}
    caught: list[warnings.WarningMessage] = []
    raised: BaseException | None = None
    with warnings.catch_warnings():
        watch_warnings(caught)
        try:
            _execute(step, scope, recorder)
        except RunError:
            raise
        except OutputError as error:
            raise RunError(line_of(error, step), str(error)) from None
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            raised = error
    if "answer" in step.options:
        caught.clear()  # a reader's business
    if raised is not None and "answer" in step.options:
        record["error"] = answers.answer_error(raised, str(main.__file__), job.steps)
    elif raised is not None or "raises" in step.options:
        record["error"] = expected_error(step, raised)
    if caught or "warns" in step.options:
        record["warning"] = expected_warning(step, caught)
    record["outputs"] = recorder.take()
    record["claims"] = main.__dict__["__claims__"][claims_before:]
    return record


def _execute(step: Step, scope: dict[str, Any], recorder: Recorder) -> None:
    path = sys.modules["__main__"].__file__ or step.source
    tree = ast.parse(step.source)
    ast.increment_lineno(tree, step.line - 1)
    # An interactive figure takes the last value; a Figure just above it is shown without scripts.
    name = step.options.get("data")
    shown: list[ast.Expr] = []
    for last in reversed(tree.body[-2:] if name else tree.body[-1:]):
        if not isinstance(last, ast.Expr):
            break
        shown.insert(0, last)
    del tree.body[len(tree.body) - len(shown) :]
    if name and not shown:
        message = f"interactive data {name}: the cell ends in no value; end it with a dict"
        raise RunError(step.line, message)
    exec(compile(tree, path, "exec", dont_inherit=True), scope)
    for rank, node in enumerate(shown, 1):
        value = eval(compile(ast.Expression(node.value), path, "eval", dont_inherit=True), scope)
        if name and rank == len(shown):
            recorder.outputs.append(_interactive(value, step, node.lineno))
        else:
            _display(value, recorder)


def _interactive(value: Any, step: Step, line: int) -> dict[str, Any]:
    """The record of a value that feeds an interactive figure, as plain JSON values."""
    name = step.options["data"]
    if not isinstance(value, dict):
        kind = type(value).__name__
        raise RunError(line, f"interactive data {name} is {kind}, expected a dict")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        message = f"interactive data {name} is not JSON: {error}; use plain numbers and lists"
        raise RunError(line, message) from None
    size = len(text.encode())
    if size > DATA_LIMIT:
        message = (
            f"interactive data {name} is {-(-size // 1000)} kB, "
            f"at most {DATA_LIMIT // 1000} kB; send fewer points"
        )
        raise RunError(line, message)
    return {"type": "data", "widget": name, "value": json.loads(text)}


def _display(value: Any, recorder: Recorder) -> None:
    from matplotlib.figure import Figure

    if value is None:
        return
    html = getattr(value, "_repr_html_", None)
    if isinstance(value, Figure):
        recorder.add_figure(value)
    elif callable(html) and not isinstance(value, type):
        recorder.outputs.append({"type": "html", "text": html()})
    else:
        recorder.write(repr(value) + "\n")


def _value(step: Step, scope: dict[str, Any]) -> Any:
    """The value of an inline expression as a plain Python number, text or truth value."""
    try:
        value = eval(step.source, scope)
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        message = f"inline value {{{{ {step.source} }}}}: {found}; define it in a cell above"
        raise RunError(step.line, message) from None
    with contextlib.suppress(ValueError, RuntimeError):  # an array of several elements
        value = value.item() if hasattr(value, "item") else value
    if not isinstance(value, bool | int | float | str):
        message = (
            f"inline value {{{{ {step.source} }}}} is {type(value).__name__}, "
            "expected a number or a text; take one element or format it in a cell"
        )
        raise RunError(step.line, message)
    return value
