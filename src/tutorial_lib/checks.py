"""Claims of a page about its own numbers, and checks of a learner's answers."""

import math
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from tutorial_lib.runtime import language, say, tell


class ClaimError(AssertionError):
    """A claim that does not hold; the message is an `es // en` pair."""


class CheckError(AssertionError):
    """An answer that is not right yet: what was expected, what came, and a hint."""


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
    """Tell a learner that an answer is right, or what was expected, what came, and a hint.

    The expectations are those of `claim`; `what` and `hint` may be `es // en` pairs.

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
    es, en = expected.words()
    wanted = en if language() == "en" else es
    if callable(value) and not callable(equals):
        try:
            value = value()
        except Exception as error:
            message = f"✗ {what}: {wanted}; {_error_came(error)}"
            raise CheckError(_with_hint(message, hint)) from error
    got = plain(value)
    if not expected.holds(got):
        raise CheckError(_with_hint(f"✗ {what}: {wanted}; {_came(got, expected)}", hint))
    tell(f"✓ {what}")


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
    except Exception as other:
        came = _error_came(other)
    else:
        came = say("no hubo error // there was no error")
    wanted = f"{say('se esperaba // expected')} {error.__name__}"
    raise CheckError(_with_hint(f"✗ {what}: {wanted}; {came}", hint))


def plain(value: Any) -> Any:
    """A tensor, an array or a sequence of them as plain Python numbers and lists."""
    if hasattr(value, "detach"):
        value = value.detach()  # a tensor that belongs to a graph
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, list | tuple | range):
        return [plain(item) for item in value]
    return value


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
            slack = max(self.abs or 0.0, (self.rel or 0.0) * max(want, -want))
            # The first comparison lets infinities be equal; the second is False for NaN.
            return got == want or max(got - want, want - got) <= slack
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


def _came(got: Any, expected: Expectation) -> str:
    """What came, in the language of the run; frequent slips are called by their name."""
    if got is ...:
        return say("todavía hay «...» en su lugar // there is still '...' in its place")
    if got is None:
        return say("llegó None: ¿falta un return? // got None: is a return missing?")
    want = expected.want
    if expected.kind == "equals" and isinstance(want, list) and _shape(got) != _shape(want):
        words = say("llegó la forma {}, no {} // got the shape {}, not {}")
        return words.format(_shape(got), _shape(want))
    if isinstance(got, str) and not isinstance(want, str):
        return f"{say('llegó el texto // got the text')} {got!r}"
    return f"{say('llegó // got')} {_short(got)}"


def _error_came(error: Exception) -> str:
    return f"{say('llegó // got')} {type(error).__name__}: {error}"


def _with_hint(message: str, hint: str) -> str:
    end = "" if message.endswith("?") else "."
    return f"{message}{end} {say('Pista // Hint')}: {say(hint)}" if hint else message


def _shape(value: Any) -> tuple[int, ...]:
    """The shape of nested lists, judged by their first elements."""
    if not isinstance(value, list):
        return ()
    return (len(value), *(_shape(value[0]) if value else ()))


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
