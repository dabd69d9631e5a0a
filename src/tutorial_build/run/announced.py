"""Errors and warnings of a cell: announced ones are recorded, any other ends the run."""

import re
import sys
import traceback
import types
import warnings
from typing import Any

from tutorial_build.run.protocol import RunError, Step


def expected_error(step: Step, raised: BaseException | None) -> dict[str, str]:
    """The record of an error that `raises` announced; any other outcome is a RunError."""
    kind, _, fragment = step.options.get("raises", "").partition(":")
    text = "" if raised is None else str(raised)
    found = "nothing" if raised is None else f"{type(raised).__name__}: {text}".split("\n")[0]
    if not kind:
        assert raised is not None
        raise RunError(line_of(raised, step), f"{found}; mend the cell or announce it with raises=")
    if type(raised).__name__ != kind or fragment.strip() not in text:
        message = f'expected raises="{step.options["raises"]}", got {found}; correct one of them'
        raise RunError(line_of(raised, step) if raised else step.line, message)
    return {"type": kind, "message": plain(text)}


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def line_of(error: BaseException, step: Step) -> int:
    """The last line of the script that the traceback goes through."""
    path = sys.modules["__main__"].__file__
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
    return frames[-1].lineno or step.line if frames else step.line


def watch_warnings(caught: list[warnings.WarningMessage]) -> None:
    """Collect the warnings that the script's own code causes; packages' imports do not count."""
    warnings.resetwarnings()
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("always", category=DeprecationWarning, module="__main__")
    warnings.filterwarnings("always", category=UserWarning)

    def remember(message: Any, category: Any, filename: str, lineno: int, *_: Any) -> None:
        frame: types.FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename.startswith("<frozen importlib"):
                return
            frame = frame.f_back
        caught.append(warnings.WarningMessage(message, category, filename, lineno))

    warnings.showwarning = remember  # type: ignore[assignment]


def expected_warning(step: Step, caught: list[warnings.WarningMessage]) -> dict[str, str]:
    kind, _, fragment = step.options.get("warns", "").partition(":")
    for warning in caught:
        name, text = warning.category.__name__, str(warning.message)
        if name != kind or fragment.strip() not in text:
            line = warning.lineno if warning.filename.endswith(".py") else step.line
            inside = warning.filename == sys.modules["__main__"].__file__
            message = f"unexpected {name}: {text}; mend the cause or announce it with warns="
            raise RunError(line if inside else step.line, " ".join(message.split()))
    if not caught:
        message = f'expected warns="{step.options["warns"]}", got none; correct or remove it'
        raise RunError(step.line, message)
    return {"type": kind, "message": plain(str(caught[0].message))}
