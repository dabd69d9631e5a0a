"""Whether an answer is the value that it should be, and what came instead.

What is said gives nothing away: it names what came, never what was expected.
"""

import math
from collections.abc import Iterator
from typing import Any

from tutorial_lib.runtime import say

Slack = tuple[float, float]  # how far numbers may be apart, absolute and relative

OF_FLOATS: Slack = (1e-8, 1e-5)  # where nothing else is asked; whole numbers are exact then
SHOWN = 6  # elements of a list
KINDS = {
    "number": "un número // a number",
    "truth": "True o False // True or False",
    "text": "un texto // a text",
    "list": "una lista // a list",
    "dict": "un diccionario // a dictionary",
    "array": "un array // an array",
    "tensor": "un tensor // a tensor",
    "function": "una función // a function",
}


def plain(value: Any) -> Any:
    """A tensor, an array or a sequence of them as plain Python numbers and lists."""
    if hasattr(value, "detach"):
        value = value.detach()  # a tensor that belongs to a graph
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, list | tuple | range):
        return [plain(item) for item in value]
    return value


def difference(
    got: Any, want: Any, *, abs: float | None = None, rel: float | None = None
) -> str | None:
    """What came instead of `want`, in the language of the run; None where it is the same.

    An array or a tensor of one element is a number, a list is none, a truth value is no number.
    """
    if slip := unanswered(got):
        return slip
    if wrong := wrong_kind(got, want):
        return wrong
    slack = OF_FLOATS if abs is None and rel is None else (abs or 0.0, rel or 0.0)
    if same(got, want, slack):
        return None
    return _came(got, want, slack)


def unanswered(got: Any) -> str:
    """What is to be said where there is no answer yet; nothing where there is one."""
    if any(item is ... for item in _leaves(got)):
        return say("todavía hay «...» en su lugar // there is still '...' in its place")
    if got is None:
        return say(
            "llegó None: ¿falta un return, o hay un print en su lugar? // "
            "got None: is a return missing, or is there a print in its place?"
        )
    return ""


def wrong_kind(got: Any, want: Any) -> str:
    """What is to be said where a list came and a tensor was asked for, and the like."""
    came, asked = kind(got), kind(want)
    allowed = {
        "number": ("number",),
        "list": ("list", "array", "tensor"),
        "array": ("array", "tensor", "list"),
    }
    if asked not in KINDS or came in allowed.get(asked, (asked,)) or _holds_one(got, want):
        return ""
    shown = say(KINDS[came]) if came in KINDS else type(got).__name__
    if came in ("number", "truth", "text"):
        shown += f", {got!r}" if came == "text" else f", {plain(got)}"
    words = say("llegó {}, y se pide {} // got {} where {} is asked for")
    return words.format(shown, say(KINDS[asked]))


def kind(value: Any) -> str:
    """What a value is to a learner; the name of its type where it is nothing usual."""
    if hasattr(value, "detach") and hasattr(value, "dim"):
        return kind(value.item()) if value.dim() == 0 else "tensor"
    if hasattr(value, "tolist") and hasattr(value, "ndim"):
        return kind(value.item()) if value.ndim == 0 else "array"
    if isinstance(value, bool):
        return "truth"
    for name, types in (
        ("number", (int, float, complex)),
        ("text", (str,)),
        ("list", (list, tuple, range)),
        ("dict", (dict,)),
    ):
        if isinstance(value, types):
            return name
    return "function" if callable(value) else type(value).__name__


def _holds_one(got: Any, want: Any) -> bool:
    """Whether a number is asked for or came, and an array or a tensor holds just one."""
    pair = {kind(single(got)), kind(single(want))}
    return len(pair) == 1 and pair <= {"number", "truth"}


def single(value: Any) -> Any:
    """The element of an array or a tensor of one element; anything else as it is."""
    if kind(value) in ("array", "tensor") and math.prod(value.shape) == 1:
        return value.item()
    return value


def same(got: Any, want: Any, slack: Slack) -> bool:
    """Whether every number is within `slack`, absolute or relative, and all else equal."""
    want = plain(single(want))
    if isinstance(want, list | tuple | range):
        items = plain(got) if kind(got) in ("array", "tensor") else got
        if not isinstance(items, list | tuple | range) or len(items) != len(want):
            return False
        return all(same(item, wanted, slack) for item, wanted in zip(items, want, strict=True))
    if isinstance(want, dict):
        if not isinstance(got, dict) or got.keys() != want.keys():
            return False
        return all(same(got[key], want[key], slack) for key in want)
    got = plain(single(got))
    if isinstance(got, bool) or isinstance(want, bool):
        return got is want
    if isinstance(got, int | float) and isinstance(want, int | float):
        whole = isinstance(got, int) and isinstance(want, int)
        return near(got, want, (0.0, 0.0) if whole and slack == OF_FLOATS else slack)
    return bool(got == want)


def near(got: float, want: float, slack: Slack) -> bool:
    """Whether two numbers are no farther apart than the wider of two tolerances."""
    absolute, relative = slack
    # The first comparison lets infinities be equal; the second is False for NaN.
    return got == want or max(got - want, want - got) <= max(absolute, relative * max(want, -want))


def _came(got: Any, want: Any, slack: Slack) -> str:
    """What came, with as many digits as it takes to see that it is something else."""
    got, want = single(got), single(want)
    if kind(got) in ("array", "tensor") and shape_of(plain(got)) != shape_of(plain(want)):
        words = say("llegó la forma {}, y se pide otra // got the shape {}, another is asked for")
        return words.format(tuple(got.shape))
    if _is_opposite(got, want, slack):
        return f"{say('el signo es el contrario; llegó // the sign is the opposite; got')} " + (
            shown(got)
        )
    if isinstance(got, str):
        return f"{say('llegó el texto // got the text')} {got!r}"
    found, wanted = plain(got), plain(want)
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted) > SHOWN:
        words = say("el elemento {} no es; llegó {} // element {} is not right; got {}")
        pairs = enumerate(zip(found, wanted, strict=True))
        rank, (item, other) = next(p for p in pairs if not same(*p[1], slack))
        return words.format(f"[{rank}]", _told_apart(item, other))
    return f"{say('llegó // got')} {_told_apart(found, wanted)}"


def _told_apart(got: Any, want: Any) -> str:
    """A value with the digits that tell it from another."""
    texts = ((shown(got, digits), shown(want, digits)) for digits in (6, 9, 12, 17))
    return next((text for text, other in texts if text != other), shown(got, 17))


def _is_opposite(got: Any, want: Any, slack: Slack) -> bool:
    numbers = [*_leaves(plain(want))]
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        return False
    return any(numbers) and same(got, _negated(plain(want)), slack)


def _negated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _negated(item) for key, item in value.items()}
    return [*map(_negated, value)] if isinstance(value, list) else -value


def _leaves(value: Any) -> Iterator[Any]:
    """What lists and dictionaries hold, at any depth."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of nested lists, judged by their first elements."""
    if not isinstance(value, list):
        return ()
    return (len(value), *(shape_of(value[0]) if value else ()))


def shown(value: Any, digits: int = 6) -> str:
    """A value as a message shows it: floats with some digits, a long list by its beginning."""
    value = plain(value)
    if isinstance(value, list):
        inside = ", ".join(shown(item, digits) for item in value[:SHOWN])
        return f"[{inside}, …]" if len(value) > SHOWN else f"[{inside}]"
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    text = " ".join(str(value).split())
    return text if len(text) <= 200 else f"{text[:200]}…"
