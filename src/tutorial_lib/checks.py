"""Claims: statements of a page about its own numbers, checked each time the page runs."""

import sys
from collections.abc import Callable
from typing import Any

from tutorial_lib.runtime import say


class ClaimError(AssertionError):
    """A claim that does not hold; the message is an `es // en` pair."""


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
) -> None:
    """Assert one thing a reader might doubt, and show that it holds.

    Exactly one of `equals`, `between`, `at_least` and `at_most` says what is expected. Of a
    sequence, an array or a tensor every element must fulfil it.

    Args:
        id: A short name, unique on its page.
        value: A number, text, sequence, NumPy array or tensor.
        equals: The expected value; one number stands for every element of `value`.
        between: The lowest and the highest value allowed, both included.
        at_least: The lowest value allowed.
        at_most: The highest value allowed.
        abs: With `equals`, the largest distance allowed.
        rel: With `equals`, the same as a fraction of the expected value. Of `abs` and `rel`, the
            wider one counts; without both, `equals` is exact.

    Raises:
        ClaimError: If the claim does not hold. NaN fulfils no claim.
        ValueError: If there is not exactly one expectation, or a tolerance without `equals`.

    Example:
        >>> claim("pi", 3.14159, equals=3.1416, abs=1e-4)
        ✓ pi: 3.14159 (se esperaba 3.1416 ± 0.0001)
    """
    kinds = {"equals": equals, "between": between, "at_least": at_least, "at_most": at_most}
    given = {kind: plain(want) for kind, want in kinds.items() if want is not None}
    if len(given) != 1:
        raise ValueError(
            f"claim {id!r}: expected one of equals, between, at_least and at_most, "
            f"got {list(given) or 'none'}"
        )
    [(kind, want)] = given.items()
    if kind != "equals" and (abs is not None or rel is not None):
        raise ValueError(f"claim {id!r}: abs and rel belong to equals, not to {kind}")
    got = plain(value)
    if not _HOLDS[kind](got, want, abs or 0.0, rel or 0.0):
        raise ClaimError(_describe(id, got, kind, want, abs, rel, failed=True))
    record = getattr(sys.modules["__main__"], "__claims__", None)
    if record is None:
        print(say(_describe(id, got, kind, want, abs, rel, failed=False)))
    else:
        record.append({"id": id, "value": got, kind: want, "abs": abs, "rel": rel})


def plain(value: Any) -> Any:
    """A tensor, an array or a sequence of them as plain Python numbers and lists."""
    if hasattr(value, "detach"):
        value = value.detach()  # a tensor that belongs to a graph
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, list | tuple | range):
        return [plain(item) for item in value]
    return value


def _equal(got: Any, want: Any, abs_tol: float, rel_tol: float) -> bool:
    if isinstance(got, list):
        if not isinstance(want, list):
            return len(got) > 0 and all(_equal(item, want, abs_tol, rel_tol) for item in got)
        pairs = zip(got, want, strict=False)
        return len(got) == len(want) and all(_equal(g, w, abs_tol, rel_tol) for g, w in pairs)
    if isinstance(want, list):
        return False
    if isinstance(got, int | float) and isinstance(want, int | float):
        # The first comparison lets infinities be equal; the second is False for NaN.
        return got == want or abs(got - want) <= max(abs_tol, rel_tol * abs(want))
    return bool(got == want)


def _every(test: Callable[[Any, Any], bool]) -> Callable[..., bool]:
    """A check of every element; tolerances do not count."""

    def holds(got: Any, want: Any, *_: float) -> bool:
        if isinstance(got, list):
            return len(got) > 0 and all(holds(item, want) for item in got)
        return test(got, want)

    return holds


_HOLDS: dict[str, Callable[..., bool]] = {
    "equals": _equal,
    "between": _every(lambda got, want: bool(want[0] <= got <= want[1])),
    "at_least": _every(lambda got, want: bool(got >= want)),
    "at_most": _every(lambda got, want: bool(got <= want)),
}


def _describe(
    id: str, got: Any, kind: str, want: Any, abs: float | None, rel: float | None, *, failed: bool
) -> str:
    """The `es // en` sentence that holds value, expectation and tolerance."""
    low, high = map(_short, want if kind == "between" else (want, want))
    es, en = {
        "equals": (f"se esperaba {low}", f"expected {low}"),
        "between": (f"se esperaba entre {low} y {high}", f"expected between {low} and {high}"),
        "at_least": (f"se esperaba al menos {low}", f"expected at least {low}"),
        "at_most": (f"se esperaba como mucho {low}", f"expected at most {low}"),
    }[kind]
    tolerance = "" if abs is None else f" ± {_short(abs)}"
    tolerance += "" if rel is None else f" ± {_short(rel * 100)} %"
    head = f"{'✗' if failed else '✓'} {id}: {_short(got)}"
    return f"{head} ({es}{tolerance}) // {head} ({en}{tolerance})"


def _short(value: Any) -> str:
    """A number with at most six significant digits; a long list by its first elements."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        shown = ", ".join(_short(item) for item in value[:6])
        return f"[{shown}, …]" if len(value) > 6 else f"[{shown}]"
    return str(value)
