"""Which examples train and which validate."""

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Indices = NDArray[np.int64]


def split_indices(n: int, *, val_fraction: float, seed: int) -> tuple[Indices, Indices]:
    """Shuffle the row numbers `0 … n - 1` and cut them in two.

    Args:
        n: How many examples, at least 2.
        val_fraction: The share of the validation part, in `(0, 1)`; rounded to whole examples,
            at least one on each side.

    Returns:
        The rows for training and the rows for validation, int64.

    Example:
        >>> train, val = split_indices(10, val_fraction=0.2, seed=0)
        >>> len(train), len(val)
        (8, 2)
    """
    try:
        n = operator.index(n)
    except TypeError:
        raise ValueError(f"expected a number of examples, got {type(n).__name__}") from None
    if n < 2:
        raise ValueError(f"expected at least 2 examples to split, got {n}")
    _require_fraction(val_fraction)
    order = np.random.default_rng(seed).permutation(n)
    n_val = min(max(round(n * val_fraction), 1), n - 1)
    return order[n_val:], order[:n_val]


def split_stratified(
    labels: ArrayLike, *, val_fraction: float, seed: int
) -> tuple[Indices, Indices]:
    """Cut each class in two, so that both sides have the classes in the same shares.

    Args:
        labels: The class of each example, `(N,)`; each class needs at least 2 examples. The rest
            is as in `split_indices`.

    Example:
        >>> train, val = split_stratified([0, 0, 0, 0, 1, 1, 1, 1], val_fraction=0.25, seed=0)
        >>> len(train), len(val)
        (6, 2)
    """
    _require_fraction(val_fraction)
    labels = _column(labels, "labels")
    classes, counts = np.unique(labels, return_counts=True)
    if len(classes) == 0 or counts.min() < 2:
        found = dict(zip(classes.tolist(), counts.tolist(), strict=True))
        raise ValueError(f"expected at least 2 examples of each class, got {found}")
    rng = np.random.default_rng(seed)
    train, val = [], []
    for label in classes:
        rows = rng.permutation(np.flatnonzero(labels == label))
        n_val = min(max(round(len(rows) * val_fraction), 1), len(rows) - 1)
        train.append(rows[n_val:])
        val.append(rows[:n_val])
    return rng.permutation(np.concatenate(train)), rng.permutation(np.concatenate(val))


def split_groups(
    groups: Sequence[object] | ArrayLike, *, val_fraction: float, seed: int
) -> tuple[Indices, Indices]:
    """Put whole groups on one side: all the sonnets of an author, all the pages of a novel.

    What examples of one group share (a style, a name, a scanner) would otherwise leak into the
    validation part and make a model look better than it is.

    Args:
        groups: The group of each example, `(N,)`; at least 2 different ones.
        val_fraction: The share of the examples that the validation part should have, in `(0, 1)`.
            Shuffled groups join it as long as that brings it closer. The rows rise.

    Example:
        >>> train, val = split_groups(["ana", "ana", "luz", "luz"], val_fraction=0.5, seed=0)
        >>> len(train), len(val)
        (2, 2)
    """
    _require_fraction(val_fraction)
    names, group_of, sizes = np.unique(
        _column(groups, "groups"), return_inverse=True, return_counts=True
    )
    if len(names) < 2:
        raise ValueError(f"expected at least 2 groups to split, got {len(names)}")
    wanted = val_fraction * len(group_of)
    chosen: list[int] = []
    filled = 0
    for group in np.random.default_rng(seed).permutation(len(names)):
        closer = abs(filled + sizes[group] - wanted) < abs(filled - wanted)
        if not chosen or (closer and len(chosen) < len(names) - 1):
            chosen.append(int(group))
            filled += int(sizes[group])
    in_val = np.isin(group_of, chosen)
    return np.flatnonzero(~in_val), np.flatnonzero(in_val)


def _column(values: Any, name: str) -> NDArray[np.generic]:
    """One value per example; NaN would be equal to nothing, not even to itself."""
    # A tensor may stand on an accelerator, belong to a graph, or have a type that NumPy lacks.
    held: list[Any] = values.tolist() if hasattr(values, "tolist") else list(values)
    if missing := sum(value is None or value != value for value in held):
        raise ValueError(f"expected {name} without NaN or None, got {missing} of {len(held)}")
    column = np.asarray(held)
    if column.ndim != 1:
        raise ValueError(f"expected {name} (N,), got {column.shape}")
    return column


def _require_fraction(val_fraction: float) -> None:
    if not 0 < val_fraction < 1:
        raise ValueError(f"expected val_fraction in (0, 1), got {val_fraction}")
