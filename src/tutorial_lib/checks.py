"""Claims of a page about its own numbers, and checks of a learner's answers."""

import math
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tutorial_lib.answers import brief, copied, in_words, named, parameters, unchanged
from tutorial_lib.compare import difference, near, plain, single, unanswered, wrong_kind
from tutorial_lib.runtime import language, say, tell

CHANGED = "tu función cambió su argumento // your function changed its argument"
CHANGES = "llamada otra vez con lo mismo da otra cosa // called again with the same, it differs"


class ClaimError(AssertionError):
    """A claim that does not hold; the message is an `es // en` pair."""


class CheckError(AssertionError):
    """An answer that is not right yet: what came, and a hint."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback."""
        return [str(self)]


def claim(
    id: str,
    value: Any,
    *,
    equals: Any = None,
    between: tuple[float, float] | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    abs: float | None = None,
    rel: float | None = None,
    says: str = "",
) -> None:
    """Assert one thing a reader might doubt, and show that it holds.

    Exactly one of `equals`, `between`, `at_least` and `at_most` says what is expected. Of a
    sequence, an array or a tensor every element must fulfil it.

    Args:
        id: A short name, unique on its page.
        value: A number, text, sequence, NumPy array or tensor.
        equals: The expected value; one number stands for every element of `value`.
        between: The lowest and the highest value allowed, both included.
        abs: With `equals`, the largest distance allowed.
        rel: With `equals`, the same as a fraction of the expected value. Of `abs` and `rel`, the
            wider one counts; without both, `equals` is exact.
        says: What holds, as a sentence for readers; may be an `es // en` pair.

    Raises:
        ClaimError: If the claim does not hold. NaN fulfils no claim.
        ValueError: If there is not exactly one expectation, or a tolerance without `equals`.

    Example:
        >>> claim("pi", 3.14159, equals=3.1416, abs=1e-4)
        ✓ pi: 3.1416 (se esperaba 3.1416 ± 0.0001)
    """
    kinds = {"equals": equals, "between": between, "at_least": at_least, "at_most": at_most}
    expected = _expectation(id, abs, rel, **kinds)
    got = plain(value)
    es, en = words = expected.words()
    shown = _short(got, abs)
    if not expected.holds(got):
        raise ClaimError(f"✗ {id}: {shown} ({es}) // ✗ {id}: {shown} ({en})")
    record = getattr(sys.modules["__main__"], "__claims__", None)
    if record is None:
        name = f"{id}, {say(says)}" if says else id
        tell(f"✓ {name}: {shown} ({en if language() == 'en' else es})")
    else:
        facts = {"id": id, "value": got, expected.kind: expected.want, "abs": abs, "rel": rel}
        facts |= {"shown": shown, "expectation": dict(zip(("es", "en"), words, strict=True))}
        record.append(facts | ({"says": say(says)} if says else {}))


def check(
    what: str,
    value: Any,
    *,
    equals: Any = None,
    between: tuple[float, float] | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    abs: float | None = None,
    rel: float | None = None,
    hint: str = "",
) -> None:
    """Tell a learner that an answer is right, or what came instead, and a hint.

    The expectations are those of `claim`, with what a learner takes for granted: without `abs` and
    `rel` floats may be apart by a fraction of 1e-5; an array of one element is a number, a list is
    none; True is no 1. Thresholds are said, what an answer should equal is not. `what` and `hint`
    may be `es // en` pairs.

    Args:
        what: What is looked at, in the learner's words.
        value: The learner's answer; or a function without arguments that gives it, whose errors
            are then answers that are not right.
        hint: What to look at when the answer is wrong.

    Raises:
        CheckError: If the answer is not right, with a message in the language of the run.

    Example:
        >>> check("la pendiente", 2.001, equals=2, abs=0.01)
        ✓ la pendiente
    """
    what = say(what)
    kinds = {"equals": equals, "between": between, "at_least": at_least, "at_most": at_most}
    expected = _expectation(what, abs, rel, **kinds)
    if callable(value) and not callable(equals):
        try:
            value = value()
        except (Exception, SystemExit) as error:
            raise CheckError(_with_hint(f"✗ {what}: {in_words(error)}", hint)) from error
    if expected.kind == "equals":
        wrong = difference(value, equals, abs=abs, rel=rel)
    else:
        wrong = _outside(value, expected)
    if wrong:
        raise CheckError(_with_hint(f"✗ {what}: {wrong}", hint))
    tell(f"✓ {what}")


def check_function(
    what: str,
    function: Callable[..., Any],
    equals: Callable[..., Any] | Sequence[Any],
    inputs: Sequence[tuple[Any, ...] | dict[str, Any]],
    *,
    abs: float | None = None,
    rel: float | None = None,
    repeats: bool = True,
    hint: str = "",
) -> None:
    """Check a learner's function on several inputs, each a fresh copy.

    What it gives is compared as `check` does. It must also leave its arguments as they were, and
    give the same when it is called again.

    Args:
        function: The learner's.
        equals: The author's function, or what each input should give.
        inputs: Arguments by position, `(x, y)`, or by name, `{"x": x, "lr": 0.1}`; two or more, in
            which every parameter has two values, so that none can be ignored.
        repeats: Whether it must give the same twice; not so where it draws at random.

    Raises:
        CheckError: If the function is not right, with a message in the language of the run.
        ValueError: If the inputs would let a wrong function pass.

    Example:
        >>> check_function("el doble", lambda x: x + x, lambda x: 2 * x, [(3,), (-1.5,)])
        ✓ el doble
    """
    what = say(what)
    if not callable(function):
        wrong = unanswered(function) or wrong_kind(function, check)
        raise CheckError(_with_hint(f"✗ {what}: {wrong}", hint))
    names = parameters(function)
    calls = [named(given, names) for given in inputs]
    wants = [_called(equals, c) for c in inputs] if callable(equals) else [*equals]
    _demand_variety(what, calls, wants)
    for given, shown_as, want in zip(inputs, calls, wants, strict=True):
        if wrong := _called_wrong(function, given, shown_as, want, abs, rel, repeats):
            raise CheckError(_with_hint(f"✗ {what}: {wrong}", hint))
    tell(f"✓ {what}")


def _called_wrong(
    function: Callable[..., Any],
    given: tuple[Any, ...] | dict[str, Any],
    names: dict[str, Any],
    want: Any,
    abs: float | None,
    rel: float | None,
    repeats: bool,
) -> str:
    """What is wrong with a function on one input; nothing where it is right."""
    mine = copied(given)
    try:
        got = _call(function, mine)
        again = _called(function, given) if repeats else got
    except (Exception, SystemExit) as error:
        wrong: str | None = in_words(error)
    else:
        pairs = zip(names, _values(given), _values(mine), strict=True)
        changed = [name for name, before, after in pairs if not unchanged(before, after)]
        if changed:
            return f"{say(CHANGED)} `{changed[0]}`"
        wrong = difference(got, want, abs=abs, rel=rel)
        if not wrong and difference(again, got):
            wrong = say(CHANGES)
    if not wrong:
        return ""
    call = ", ".join(f"{name} = {brief(value)}" for name, value in names.items())
    return f"{say('con // with')} {call}: {wrong}"


def _call(function: Callable[..., Any], given: tuple[Any, ...] | dict[str, Any]) -> Any:
    return function(**given) if isinstance(given, dict) else function(*given)


def _called(function: Callable[..., Any], given: tuple[Any, ...] | dict[str, Any]) -> Any:
    """What a function gives for a fresh copy of an input."""
    return _call(function, copied(given))


def _values(given: tuple[Any, ...] | dict[str, Any]) -> list[Any]:
    return [*given.values()] if isinstance(given, dict) else [*given]


def _demand_variety(what: str, calls: list[dict[str, Any]], wants: list[Any]) -> None:
    """Raise ValueError where the inputs would let a function pass that ignores one of them."""
    if len(calls) < 2 or all(difference(want, wants[0]) is None for want in wants):
        raise ValueError(f"{what!r}: give two inputs or more, with different results")
    for name in calls[0]:
        first, *others = (call.get(name) for call in calls)
        if all(unchanged(first, other) for other in others):
            raise ValueError(f"{what!r}: {name!r} has one value in every input; give it a second")


def check_raises(
    what: str, call: Callable[[], object], error: type[Exception], *, hint: str = ""
) -> None:
    """Check that a learner's function, called by `call` with a bad argument, refuses it.

    Raises:
        CheckError: If there is no error, or one of another kind.

    Example:
        >>> check_raises("la raíz de -1", lambda: (-1.0).hex("x"), TypeError)
        ✓ la raíz de -1
    """
    what = say(what)
    try:
        call()
    except error:
        tell(f"✓ {what}")
        return
    except (Exception, SystemExit) as other:
        came = f"{say('llegó // got')} {in_words(other)}"
    else:
        came = say("no hubo error // there was no error")
    wanted = f"{say('se esperaba // expected')} {error.__name__}"
    raise CheckError(_with_hint(f"✗ {what}: {wanted}; {came}", hint))


def _outside(value: Any, expected: "Expectation") -> str:
    """What is to be said of a number that is not within the thresholds; nothing where it is."""
    es, en = expected.words()
    number = single(value)
    wrong = unanswered(value) or wrong_kind(number, 0.0)
    if not wrong and not expected.holds(plain(number)):
        wrong = f"{say('llegó // got')} {_short(plain(number))}"
    return wrong and f"{en if language() == 'en' else es}; {wrong}"


class Expectation(NamedTuple):
    """What a value should fulfil."""

    kind: str  # equals, between, at_least or at_most
    want: Any
    abs: float | None
    rel: float | None

    def holds(self, got: Any) -> bool:
        """Whether a plain value, or every element of it, fulfils this."""
        if isinstance(got, list) and not (self.kind == "equals" and isinstance(self.want, list)):
            return len(got) > 0 and all(map(self.holds, got))
        if self.kind == "equals":
            return self._equals(got, self.want)
        if not isinstance(got, int | float):
            return False
        low, high = self.want if self.kind == "between" else (self.want, self.want)
        above, below = low <= got, got <= high  # both False for NaN
        return bool({"between": above and below, "at_least": above, "at_most": below}[self.kind])

    def _equals(self, got: Any, want: Any) -> bool:
        if isinstance(got, list) and isinstance(want, list):
            return len(got) == len(want) and all(map(self._equals, got, want))
        if isinstance(got, int | float) and isinstance(want, int | float):
            return near(got, want, (self.abs or 0.0, self.rel or 0.0))
        return bool(got == want)

    def words(self) -> tuple[str, str]:
        """The expectation in Spanish and in English."""
        low, high = (
            _short(want, self.abs, zeros=False)
            for want in (self.want if self.kind == "between" else (self.want, self.want))
        )
        es, en = {
            "equals": (f"se esperaba {low}", f"expected {low}"),
            "between": (f"se esperaba entre {low} y {high}", f"expected between {low} and {high}"),
            "at_least": (f"se esperaba al menos {low}", f"expected at least {low}"),
            "at_most": (f"se esperaba como máximo {low}", f"expected at most {low}"),
        }[self.kind]
        tolerance = f" ± {_short(self.abs)}" if self.abs else ""
        percent = f" ± {_short(self.rel * 100)}" if self.rel else ""
        spanish = f"{percent}\u202f%" if percent else ""  # a narrow space before the sign
        english = f"{percent}%" if percent else ""
        return f"{es}{tolerance}{spanish}", f"{en}{tolerance}{english}"


def _expectation(name: str, abs: float | None, rel: float | None, **kinds: Any) -> Expectation:
    """The one expectation that was given."""
    given = {kind: plain(want) for kind, want in kinds.items() if want is not None}
    if len(given) != 1:
        raise ValueError(
            f"{name!r}: expected one of equals, between, at_least and at_most, "
            f"got {list(given) or 'none'}"
        )
    [(kind, want)] = given.items()
    if kind != "equals" and (abs is not None or rel is not None):
        raise ValueError(f"{name!r}: abs and rel belong to equals, not to {kind}")
    return Expectation(kind, want, abs, rel)


def _with_hint(message: str, hint: str) -> str:
    end = "" if message.endswith("?") else "."
    return f"{message}{end} {say('Pista // Hint')}: {say(hint)}" if hint else message


def _short(value: Any, tolerance: float | None = None, *, zeros: bool = True) -> str:
    """A number with the decimals that its tolerance tells apart, else with six digits.

    A long list is shown by its first elements; without `zeros`, those at the end are left out.
    """
    if isinstance(value, list):
        shown = ", ".join(_short(item, tolerance, zeros=zeros) for item in value[:6])
        return f"[{shown}, …]" if len(value) > 6 else f"[{shown}]"
    if not isinstance(value, float):
        return str(value)
    if tolerance and 0 < tolerance < 1 and 1e-3 <= max(value, -value) < 1e6:
        text = f"{value:.{min(12, math.ceil(-math.log10(tolerance)))}f}"
        return text if zeros else text.rstrip("0").rstrip(".")
    return f"{value:.6g}"
