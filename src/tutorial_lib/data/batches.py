"""Mini-batches of data that fit in memory."""

from collections.abc import Iterator
from typing import Any

import numpy as np

Array = Any  # a NumPy array or a torch tensor: this module serves both and does not need torch


class Batches:
    """An iterable of `(x, y)` mini-batches, cut from whole arrays by row numbers.

    `DataLoader` fetches and transforms examples one by one and stacks them again. Here the whole
    set is one array, prepared once, and a batch is one indexing operation.

    Args:
        x: Inputs, `(N, ...)`, array or tensor; y, the targets, are as many.
        shuffle: Draw a new order for each epoch.
        drop_last: Leave a shorter last batch out: BatchNorm cannot train on a single example.
        seed: Fixes all the orders: the same seed gives the same epochs.

    Example:
        >>> batches = Batches(np.arange(5), np.arange(5), batch_size=2)
        >>> [x.tolist() for x, y in batches]
        [[0, 1], [2, 3], [4]]
    """

    def __init__(
        self,
        x: Array,
        y: Array,
        *,
        batch_size: int,
        shuffle: bool = False,
        drop_last: bool = False,
        seed: int = 0,
    ) -> None:
        if len(x) == 0 or len(x) != len(y):
            raise ValueError(f"expected N > 0 inputs and N targets, got {len(x)} and {len(y)}")
        # A table of pandas has a shape, but finds rows by their labels.
        if not all(hasattr(part, "shape") and not hasattr(part, "iloc") for part in (x, y)):
            kinds = f"{type(x).__name__} and {type(y).__name__}"
            raise ValueError(f"expected arrays or tensors, got {kinds}; np.asarray makes an array")
        if batch_size < 1 or batch_size % 1 or seed < 0:
            raise ValueError(
                "expected batch_size of at least 1 and seed of at least 0, whole numbers, "
                f"got {batch_size} and {seed}"
            )
        if drop_last and len(x) < batch_size:
            raise ValueError(f"expected a full batch of {batch_size}, got {len(x)} examples in all")
        self.x, self.y = x, y
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.drop_last = drop_last
        self.seed = seed
        self.epoch = 0  # how many epochs were started; with the seed it fixes the next order

    def __len__(self) -> int:
        """How many batches an epoch has."""
        full, rest = divmod(len(self.x), self.batch_size)
        return full + (rest > 0 and not self.drop_last)

    def __iter__(self) -> Iterator[tuple[Array, Array]]:
        """One epoch."""
        order = np.arange(len(self.x))
        if self.shuffle:
            # A generator of its own: nothing else that is drawn can change the order.
            np.random.default_rng((self.seed, self.epoch)).shuffle(order)
        self.epoch += 1
        for i in range(len(self)):
            rows = order[i * self.batch_size : (i + 1) * self.batch_size]
            yield self.x[rows], self.y[rows]
