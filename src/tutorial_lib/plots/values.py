"""What a figure is given, as arrays, and what it writes, as numbers in words."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tutorial_lib.plots import require
from tutorial_lib.runtime import language, say

Array = NDArray[Any]


def as_array(values: ArrayLike) -> Array:
    """The values as a numpy array; a tensor is detached and copied to the CPU first."""
    if hasattr(values, "detach"):
        tensor: Any = values.detach().cpu()
        small = tensor.is_floating_point() and tensor.element_size() < 4
        return np.asarray(tensor.float() if small else tensor)  # numpy has no bfloat16
    if isinstance(values, Sequence) and any(hasattr(value, "detach") for value in values):
        return np.stack([as_array(value) for value in values])
    return np.asarray(values)


def as_numbers(name: str, values: ArrayLike) -> Array:
    """The values flattened to shape `(N,)`, with N > 0."""
    array = as_array(values).ravel()
    if array.size == 0:
        raise ValueError(f"expected {name} with at least one number, got none")
    return array.astype(float)


def as_pairs(names: str, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Both flattened to shape `(N,)`; `names` is how a message calls them, as in 'x and y'."""
    shapes = as_array(x).shape, as_array(y).shape
    flat_x, flat_y = as_array(x).ravel().astype(float), as_array(y).ravel().astype(float)
    require.finite(names, np.append(flat_x, flat_y))
    if flat_x.size != flat_y.size or flat_x.size == 0:
        raise ValueError(
            f"expected {names} with the same number of values, at least one, "
            f"got shapes {shapes[0]} and {shapes[1]}"
        )
    return flat_x, flat_y


def as_classes(values: ArrayLike) -> Array:
    """The values as integers, from whole numbers of any type."""
    array = as_array(values)
    others = array[array % 1 != 0]
    if others.size:
        raise ValueError(f"expected classes as whole numbers, got {others[0]:g}")
    return array.astype(int)


def texts(labels: Iterable[object]) -> list[str]:
    """Labels in the language of the run; they may be pairs, or numbers in an array or tensor."""
    plain: Iterable[object] = labels.tolist() if hasattr(labels, "tolist") else labels
    return [say(str(label)) for label in plain]


def number(value: float) -> str:
    """A number short enough for a label: 11, 7.5, 0.0081, 1.2e-07."""
    if not np.isfinite(value) or value == 0:
        return f"{value:g}".replace("-", "−")
    text = f"{value:.1e}" if abs(value) < 1e-3 or abs(value) >= 1e5 else f"{value:.3g}"
    if 1000 <= abs(value) < 1e5:
        text = f"{value:.0f}"
    return text.replace("-", "−")


def numbers(values: Iterable[float]) -> list[str]:
    """The numbers with as many decimals each, three significant digits in the largest."""
    values = [float(value) for value in values]
    largest = max((abs(value) for value in values if np.isfinite(value)), default=0.0)
    if largest >= 1e5 or 0 < largest < 1e-3:
        return [number(value) for value in values]
    whole = all(value == int(value) for value in values if np.isfinite(value))
    decimals = 0 if whole or largest >= 100 else 1 if largest >= 10 else 2 if largest >= 1 else 3
    return [f"{value:.{decimals}f}".replace("-", "−") for value in values]


def percent(fraction: float, *, decimals: int = 0) -> str:
    """A fraction in `[0, 1]` as a percentage, written as the language of the run writes it."""
    space = "\u202f" if language() == "es" else ""
    return f"{100 * fraction:.{decimals}f}{space}%"


def thousands(count: int) -> str:
    """A whole number with its thousands set apart as the language of the run does it."""
    return f"{count:,}".replace(",", "\u202f") if language() == "es" else f"{count:,}"
