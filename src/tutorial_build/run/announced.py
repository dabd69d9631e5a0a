"""Errors and warnings of a cell: announced ones are recorded, any other ends the run."""

import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tutorial_build.run.needs import INSTALL, LEARNER
from tutorial_build.run.protocol import Announced, Mistake, RunError
from tutorial_build.run.terminal import as_shown
from tutorial_build.source.cells import Code

MESSAGE_LIMIT = 10_000  # characters of an error's message


def expected_error(cell: Code, raised: BaseException | None) -> Announced | None:
    """The record of an error that `raises` announced; any other outcome is a RunError."""
    announced = cell.options.raises
    if raised is None and not announced:
        return None
    kind, _, fragment = announced.partition(":")
    name, text = type(raised).__name__, said(raised)
    if name == kind and fragment.strip() in text:
        return Announced(kind, text)
    found = "nothing" if raised is None else f"{name}: {text}".split("\n")[0]
    message = f"{found}; mend the cell or announce it with raises:"
    package = raised.name or "" if isinstance(raised, ModuleNotFoundError) else ""
    if package.partition(".")[0] in LEARNER:
        message = f"needs {package}: {INSTALL}"
    elif name == "BdbQuit":
        message = "breakpoint() needs a terminal; use tutorial run --debug"
    elif announced:
        message = f'expected raises: "{announced}", got {found}; correct one of them'
    raise RunError(line_of(raised, cell), message, traceback_of(raised))


def said(error: object) -> str:
    """The message of an error or a warning, as far as it can be said."""
    try:
        return as_shown(str(error))[:MESSAGE_LIMIT]
    except Exception as failed:  # its own __str__
        return f"no message, since asking for it raises {type(failed).__name__}"


def line_of(error: BaseException | None, cell: Code) -> int:
    """The last line of the script that the traceback goes through, or the cell's first."""
    return next(reversed(_lines_of(error)), cell.line)


def traceback_of(error: BaseException | None) -> str:
    """The traceback from the script on, as Python prints it."""
    if error is None:
        return ""
    frame, path = error.__traceback__, sys.modules["__main__"].__file__
    while frame and frame.tb_frame.f_code.co_filename != path:
        frame = frame.tb_next
    return "".join(traceback.format_exception(type(error), error, frame))


def mistake(error: BaseException, answer: Code) -> Mistake:
    """What is wrong with a reader's answer, and in which line of it."""
    lines = [line - answer.line + 1 for line in _lines_of(error)]
    inside = [line for line in lines if 1 <= line <= answer.source.count("\n") + 1]
    return Mistake(type(error).__name__, said(error), inside[-1] if inside else 0)


def _lines_of(error: BaseException | None) -> list[int]:
    path = sys.modules["__main__"].__file__
    frames = traceback.walk_tb(None if error is None else error.__traceback__)
    return [line for frame, line in frames if frame.f_code.co_filename == path]


@contextmanager
def script_warnings() -> Iterator[list[warnings.WarningMessage]]:
    """Collect the warnings that the script's own code causes; packages' imports do not count."""
    caught = []

    def remember(message: Any, category: Any, filename: str, lineno: int, *_: Any) -> None:
        files = (frame.f_code.co_filename for frame, _ in traceback.walk_stack(sys._getframe()))
        if not any(file.startswith("<frozen importlib") for file in files):
            caught.append(warnings.WarningMessage(message, category, filename, lineno))

    ignored = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
    with warnings.catch_warnings():
        warnings.resetwarnings()
        for kind in ignored:
            warnings.simplefilter("ignore", kind)
        warnings.filterwarnings("always", category=DeprecationWarning, module="__main__")
        warnings.filterwarnings("always", category=UserWarning)
        warnings.showwarning = remember  # type: ignore[assignment]
        yield caught


def expected_warning(cell: Code, caught: list[warnings.WarningMessage]) -> Announced | None:
    """The record of a warning that `warns` announced; any other outcome is a RunError."""
    announced = cell.options.warns
    kind, _, fragment = announced.partition(":")
    for warning in caught:
        name, text = warning.category.__name__, said(warning.message)
        if name != kind or fragment.strip() not in text:
            inside = warning.filename == sys.modules["__main__"].__file__
            message = f"unexpected {name}: {text}; mend the cause or announce it with warns:"
            raise RunError(warning.lineno if inside else cell.line, " ".join(message.split()))
    if announced and not caught:
        message = f'expected warns: "{announced}", got none; correct or remove it'
        raise RunError(cell.line, message)
    return Announced(kind, said(caught[0].message)) if caught else None
