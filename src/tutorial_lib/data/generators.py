"""Small data sets drawn by seeded functions, without torch."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Classes = NDArray[np.int64]


def make_line(
    n: int = 100, *, bias: float = 1.0, weight: float = 2.0, noise: float = 0.1, seed: int = 42
) -> tuple[Floats, Floats]:
    r"""Points scattered around a line, $y = b + w x + \varepsilon$ with $x$ in `[0, 1)`.

    NumPy's older generator, `RandomState`, draws the points: its numbers will never change, and
    many published results for this problem rest on them.

    Example:
        >>> x, y = make_line(3, noise=0.0)
        >>> bool(np.all(y == 1 + 2 * x))
        True
    """
    _require_points(n)
    rng = np.random.RandomState(seed)
    x = rng.rand(n, 1)  # (N, 1)
    y = bias + weight * x + noise * rng.randn(n, 1)  # (N, 1)
    return x, y


def make_sine(
    n: int = 40, *, low: float = -3.0, high: float = 3.0, noise: float = 0.2, seed: int = 0
) -> tuple[Floats, Floats]:
    r"""Points scattered around $y = \sin x$, with $x$ rising from `low` to `high`."""
    _require_points(n)
    if not low < high:
        raise ValueError(f"expected low < high, got {low} and {high}")
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(low, high, (n, 1)), axis=0)  # (N, 1)
    return x, np.sin(x) + noise * rng.standard_normal((n, 1))


def make_moons(n: int = 400, *, noise: float = 0.25, seed: int = 7) -> tuple[Floats, Classes]:
    """Two half circles that reach into each other: scikit-learn's `make_moons`."""
    from sklearn import datasets

    _require_points(n)
    x, y = datasets.make_moons(n, noise=noise, random_state=seed)
    return x, y.astype(np.int64)


def make_xor(n: int = 4, *, noise: float = 0.0, seed: int = 0) -> tuple[Floats, Classes]:
    """The four corners of a square, where the class is 1 if exactly one coordinate is 1.

    No straight line separates the two classes. Points take the corners in turn.

    Example:
        >>> x, y = make_xor()
        >>> x.tolist()
        [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
        >>> y.tolist()
        [0, 1, 1, 0]
    """
    _require_points(n)
    corner = np.arange(n) % 4
    bits = np.stack([corner // 2, corner % 2], axis=1)  # (N, 2)
    rng = np.random.default_rng(seed)
    return bits + noise * rng.standard_normal((n, 2)), bits[:, 0] ^ bits[:, 1]


# In each pair, a word of praise and one of blame.
_OPPOSITES = (
    ("bueno", "malo"),
    ("alegre", "triste"),
    ("brillante", "torpe"),
    ("amable", "cruel"),
    ("valiente", "cobarde"),
    ("honesto", "falso"),
    ("útil", "inútil"),
    ("sabio", "necio"),
)
_SUBJECTS = ("el libro", "el final", "el autor", "el viaje", "el plan", "el actor")


def make_order_task(n: int = 400, *, seed: int = 0) -> tuple[list[str], Classes]:
    """Sentences "no es X sino Y", of praise (1) or blame (0) by their last word.

    Each sentence has its mirror with X and Y exchanged, in the other class: both have the same
    words, so only a model that sees their order can tell them apart. So `n` is even.

    Example:
        >>> sentences, y = make_order_task(2, seed=1)
        >>> sorted(sentences[0].split()) == sorted(sentences[1].split())
        True
    """
    if n < 2 or n % 2:
        raise ValueError(f"expected an even n of at least 2, got {n}")
    rng = np.random.default_rng(seed)
    sentences: list[str] = []
    for _ in range(n // 2):
        subject = _SUBJECTS[rng.integers(len(_SUBJECTS))]
        praise = _OPPOSITES[rng.integers(len(_OPPOSITES))][0]
        blame = _OPPOSITES[rng.integers(len(_OPPOSITES))][1]
        sentences.append(f"{subject} no es {praise} sino {blame}")
        sentences.append(f"{subject} no es {blame} sino {praise}")
    return sentences, np.arange(n) % 2


def make_csv(path: str | Path, n: int = 200, *, seed: int = 0) -> Path:
    """Write a table of students: hours studied, hours slept, and whether they passed (0 or 1).

    Below its header stand `n` rows; the folder of `path`, which is returned, must exist.
    """
    _require_points(n)
    rng = np.random.default_rng(seed)
    studied = rng.uniform(0, 10, n).round(1)
    slept = rng.uniform(4, 9, n).round(1)
    passed = studied + slept + rng.standard_normal(n) > 11.5
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["studied_hours", "slept_hours", "passed"])
        writer.writerows(zip(studied, slept, passed.astype(int), strict=True))
    return Path(path)


def _require_points(n: int) -> None:
    if n < 1:
        raise ValueError(f"expected n of at least 1, got {n}")
