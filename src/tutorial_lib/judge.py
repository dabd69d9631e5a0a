"""The one judge of exercises: in a notebook, on the command line, and when the course runs itself.

The setup runs again in a namespace of its own, which gets of the learner's names only those that
the answer is to make, and there the check runs. So what it expects never comes from anything that
the learner changed, and it leaves no name behind.
"""

import io
import random
import sys
from _thread import interrupt_main
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stdout
from signal import SIGINT, default_int_handler, signal
from threading import Timer, current_thread, main_thread
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from tutorial_lib.answers import in_words, line_of, moved
from tutorial_lib.checks import CheckError
from tutorial_lib.compare import unanswered
from tutorial_lib.runtime import say, tell

LIMIT = 10.0  # seconds that a check may take
PATIENCE = 3.0  # seconds until it says that it is still going
UNUSABLE = "lo que dejó tu respuesta no sirve // what your answer left cannot be used"
MISSING = "falta `{}`: ejecuta antes tu respuesta // `{}` is missing: run your answer first"
HOME = "__exercise__"  # the name of the namespace in which a check runs


class Exercise(NamedTuple):
    """What the judge needs of an exercise: its sources, and the names that the answer makes."""

    setup: str | CodeType
    check: str | CodeType
    names: tuple[str, ...]


def judge(
    exercise: Exercise,
    answer: Mapping[str, Any],
    *,
    limit: float = LIMIT,
    patience: float = PATIENCE,
) -> None:
    """Put an answer to the check of an exercise; the check prints a line for each thing right.

    Args:
        answer: The namespace in which the learner's answer ran.
        limit: Seconds that the check may take.
        patience: Seconds until the learner is told that it is still going.

    Raises:
        CheckError: If the answer is not right: one line in the language of the run, also where the
            answer fails or never ends.
    """
    _demand(exercise.names, answer)
    with _nothing_disturbed():
        home = _laid_out(exercise, answer)
        try:
            with deadline(limit, patience):
                exec(exercise.check, home)
        except CheckError:
            raise
        except (Exception, SystemExit) as error:
            place = "" if line_of(error) else f"{say(UNUSABLE)}: "
            refusal = CheckError(f"✗ {place}{in_words(error)}")
            raise refusal.with_traceback(error.__traceback__) from error


def _demand(names: tuple[str, ...], answer: Mapping[str, Any]) -> None:
    """Raise CheckError at the first name that the answer has not made yet."""
    for name in names:
        if name not in answer:
            raise CheckError(f"✗ {say(MISSING).format(name)}")
        if answer[name] is not None and (slip := unanswered(answer[name])):
            raise CheckError(f"✗ `{name}`: {slip}")


def _laid_out(exercise: Exercise, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The namespace of the check: the setup afresh, and what the answer was to make.

    A function of the learner finds its own helpers, and everything of the setup as it was.
    """
    module = ModuleType(HOME)
    sys.modules[HOME] = module  # where a class of the setup says that it is from
    home = module.__dict__
    with redirect_stdout(io.StringIO()):
        exec(exercise.setup, home)
    fresh = {name: value for name, value in home.items() if not name.startswith("__")}
    scope: dict[str, Any] = {}
    own = {name: moved(value, answer, scope) for name, value in answer.items()}
    home.update({name: own[name] for name in exercise.names})
    scope.update(own | fresh | {name: own[name] for name in exercise.names})
    return home


@contextmanager
def _nothing_disturbed() -> Iterator[None]:
    """Put the random states back, and close the figures that were opened; none is shown."""
    with ExitStack() as after:
        after.callback(random.setstate, random.getstate())
        after.callback(sys.modules.pop, HOME, None)
        if numpy := sys.modules.get("numpy"):
            after.callback(numpy.random.set_state, numpy.random.get_state())
        if torch := sys.modules.get("torch"):
            after.callback(torch.set_rng_state, torch.get_rng_state())
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            after.callback(_close_others, pyplot, pyplot.get_fignums())
            after.callback(setattr, pyplot, "show", pyplot.show)
            pyplot.show = lambda *_, **__: None  # type: ignore[attr-defined]
        yield


def _close_others(pyplot: Any, kept: list[int]) -> None:
    for number in set(pyplot.get_fignums()).difference(kept):
        pyplot.close(number)


@contextmanager
def deadline(limit: float, patience: float) -> Iterator[None]:
    """Interrupt what takes longer than `limit` seconds, where this is the main thread."""
    if current_thread() is not main_thread():
        yield
        return
    late: list[bool] = []

    def interrupt() -> None:
        late.append(True)
        interrupt_main()

    words = f"sigue en marcha; espero hasta {limit:g} s // still going; waiting up to {limit:g} s"
    timers = Timer(patience, tell, [f"… {say(words)}"]), Timer(limit, interrupt)
    before = signal(SIGINT, default_int_handler)
    for timer in timers:
        timer.daemon = True
        timer.start()
    try:
        yield
    except KeyboardInterrupt as error:
        if not late:
            raise
        line = line_of(error)
        where = f"{say('línea // line')} {line}: " if line else ""
        words = f"no acabó en {limit:g} s // it did not end within {limit:g} s"
        raise CheckError(f"✗ {where}{say(words)}") from error
    finally:
        for timer in timers:
            timer.cancel()
        signal(SIGINT, default_int_handler if before is None else before)
