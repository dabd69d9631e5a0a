"""Small data sets drawn by seeded functions; NumPy only."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def make_line(
    n: int = 100, *, bias: float = 1.0, weight: float = 2.0, noise: float = 0.1, seed: int = 42
) -> tuple[Floats, Floats]:
    r"""Points scattered around a line, $y = b + w x + \varepsilon$ with $x$ in `[0, 1)`.

    NumPy's older generator, `RandomState`, draws the points: its numbers will never change, and
    many published results for this problem rest on them.

    Args:
        n: How many points, at least 1.
        bias: The height of the line at `x = 0`.
        weight: The slope of the line.
        noise: The standard deviation of the error.
        seed: The same seed gives the same points.

    Returns:
        `x` and `y`, both `(N, 1)`, float64.

    Raises:
        ValueError: If `n` is below 1.

    Example:
        >>> x, y = make_line(3, noise=0.0)
        >>> bool(np.all(y == 1 + 2 * x))
        True
    """
    if n < 1:
        raise ValueError(f"expected n of at least 1, got {n}")
    rng = np.random.RandomState(seed)
    x = rng.rand(n, 1)  # (N, 1)
    y = bias + weight * x + noise * rng.randn(n, 1)  # (N, 1)
    return x, y
