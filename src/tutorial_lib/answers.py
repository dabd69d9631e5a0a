"""A learner's answer as a thing that runs: its errors in words, its functions elsewhere."""

import inspect
from collections.abc import Callable, Mapping
from copy import deepcopy
from types import FunctionType
from typing import Any

from tutorial_lib.compare import KINDS, difference, kind, shown
from tutorial_lib.runtime import say

LONGEST = 200  # characters of an error's message that are repeated
FIRST_LINE = "__first_line__"  # in the namespace of an answer that stands inside a longer file
SETUP = "<setup>"  # the file name of a setup that runs in the namespace of an answer


def line_of(error: BaseException) -> int:
    """The line of the answer in which an error arose; 0 where it arose elsewhere."""
    line, step = 0, error.__traceback__
    while step:
        names = step.tb_frame.f_globals
        if names.get("__name__") == "__main__" and step.tb_frame.f_code.co_filename != SETUP:
            line = step.tb_lineno - names.get(FIRST_LINE, 1) + 1
        step = step.tb_next
    return line


def in_words(error: BaseException) -> str:
    """An error as one line, `línea 3: ZeroDivisionError: division by zero`."""
    message = "" if isinstance(error, SystemExit) else " ".join(str(error).split())
    if len(message) > LONGEST:
        message = f"{message[:LONGEST]}…"
    line = line_of(error)
    where = f"{say('línea // line')} {line}: " if line else ""
    return f"{where}{type(error).__name__}" + (f": {message}" if message else "")


def moved(value: Any, home: Mapping[str, Any], scope: dict[str, Any]) -> Any:
    """A function that was defined in `home` as one that looks names up in `scope`."""
    if not isinstance(value, FunctionType) or value.__globals__ is not home:
        return value
    made = FunctionType(
        value.__code__, scope, value.__name__, value.__defaults__, value.__closure__
    )
    made.__kwdefaults__ = value.__kwdefaults__
    made.__dict__.update(value.__dict__)
    return made


def named(given: tuple[Any, ...] | dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Arguments by the name that a function gives them, or by their rank."""
    if isinstance(given, dict):
        return given
    ranks = [*names, *map(str, range(len(names) + 1, len(given) + 1))]
    return dict(zip(ranks, given, strict=False))


def copied(given: Any) -> Any:
    """A copy of arguments that a function may do with as it likes."""
    if isinstance(given, dict):
        return {name: copied(value) for name, value in given.items()}
    if isinstance(given, tuple):
        return tuple(map(copied, given))
    try:
        return deepcopy(given)
    except (RuntimeError, TypeError):  # a tensor inside a graph, a module, a generator
        return given


def unchanged(before: Any, after: Any) -> bool:
    """Whether a value is as it was; of a model, its state."""
    if hasattr(before, "state_dict"):
        before, after = before.state_dict(), after.state_dict()
    return before is after or difference(after, before, abs=0.0) is None


def brief(value: Any) -> str:
    """An argument in a message: a number as it is, an array by its shape, a function by name."""
    kind_of = kind(value)
    if kind_of == "function":
        return getattr(value, "__name__", type(value).__name__)
    if kind_of in ("array", "tensor"):
        return f"{kind_of} {tuple(value.shape)}"
    return shown(value) if kind_of in KINDS else type(value).__name__


def parameters(function: Callable[..., Any]) -> list[str]:
    """The names of a function's parameters; none where Python cannot say."""
    try:
        return [*inspect.signature(function).parameters]
    except (TypeError, ValueError):
        return []
