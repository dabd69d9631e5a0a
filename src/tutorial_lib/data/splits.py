"""Which examples train and which validate."""

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


def split_indices(n: int, *, val_fraction: float, seed: int) -> tuple[Indices, Indices]:
    """Shuffle the row numbers `0 … n - 1` and cut them in two.

    Args:
        n: How many examples, at least 2.
        val_fraction: The share of the validation part, in `(0, 1)`; rounded to whole examples,
            at least one on each side.
        seed: The same seed gives the same split.

    Returns:
        The rows for training and the rows for validation, int64, without overlap.

    Raises:
        ValueError: If `n` or `val_fraction` is out of range.

    Example:
        >>> train, val = split_indices(10, val_fraction=0.2, seed=0)
        >>> len(train), len(val)
        (8, 2)
    """
    if n < 2:
        raise ValueError(f"expected at least 2 examples to split, got {n}")
    if not 0 < val_fraction < 1:
        raise ValueError(f"expected val_fraction in (0, 1), got {val_fraction}")
    order = np.random.default_rng(seed).permutation(n)
    n_val = min(max(round(n * val_fraction), 1), n - 1)
    return order[n_val:], order[:n_val]
