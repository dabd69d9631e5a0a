"""The checks that figures share."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def finite(what: str, values: NDArray[Any]) -> None:
    if others := (~np.isfinite(values)).sum():
        raise ValueError(f"expected finite {what}, got {others} others")


def fractions(what: str, values: ArrayLike, remedy: str = "") -> None:
    array = np.asarray(values)
    if not ((array > -1e-6) & (array < 1 + 1e-6)).all():  # also where one is NaN
        raise ValueError(
            f"expected {what} in [0, 1], got {array.min():g} to {array.max():g}{remedy}"
        )
