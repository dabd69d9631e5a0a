"""Inside the process of a run: wrong answers that a check must refuse, and a reader's answer."""

import traceback
from collections.abc import Callable, Iterable
from typing import Any, Protocol


class Part(Protocol):
    """What this module needs to know of a step."""

    @property
    def source(self) -> str: ...

    @property
    def line(self) -> int: ...

    @property
    def options(self) -> dict[str, Any]: ...


def wrong_answer_parts(wrong: Part, steps: Iterable[Any]) -> list[Any]:
    """What a wrong answer needs in a namespace of its own: the setup, itself, the check."""
    own = [s for s in steps if s.options.get("exercise") == wrong.options["exercise"]]
    setup, check = ([s for s in own if s.options["role"] == role] for role in ("setup", "check"))
    return [*setup, wrong, *check]


def must_refuse(parts: Iterable[Any], run: Callable[[Any], object], fragment: str) -> None:
    """Run the parts: the check must refuse the answer with that fragment in its message.

    Raises:
        ValueError: If nothing refuses it, or something else does.
    """
    try:
        for part in parts:
            run(part)
    except (Exception, SystemExit) as error:
        if type(error).__name__ == "CheckError" and fragment in str(error):
            return
        came = f"{type(error).__name__}: {error}"
    else:
        raise ValueError("this wrong answer passes the check; make the check stricter")
    raise ValueError(f"expected a CheckError with {fragment!r}, got {came}; correct one of them")


def answer_error(error: BaseException, path: str, steps: Iterable[Part]) -> dict[str, Any]:
    """What went wrong with a reader's answer; `line` is in it, 0 where it is elsewhere."""
    (answer,) = (s for s in steps if s.options.get("answer") and s.options["role"] == "solution")
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
    lines = [(frame.lineno or 0) - answer.line + 1 for frame in frames]
    inside = [line for line in lines if 1 <= line <= answer.source.count("\n") + 1]
    line = inside[-1] if inside else 0
    return {"type": type(error).__name__, "message": str(error), "line": line}
