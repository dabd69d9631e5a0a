"""Drawn shapes of 24 × 24 pixels: many of eight kinds to learn from, few of five new ones."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tutorial_lib.runtime import say

Plane = NDArray[np.float64]  # one coordinate of every pixel
Mask = NDArray[np.bool_]  # which pixels are inside
Shape = Callable[[Plane, Plane], Mask]
SIZE_PX = 24


def _bar(length: Plane, across: Plane) -> Mask:
    """A bar of length 2 along one coordinate."""
    return (abs(length) < 1) & (abs(across) < 0.25)


def _star(x: Plane, y: Plane) -> Mask:
    """A star with five points, the first one upwards."""
    return np.hypot(x, y) < 0.65 + 0.35 * np.cos(5 * (np.arctan2(y, x) - np.pi / 2))


# Each shape says which points are inside, in coordinates where it fills about [-1, 1] twice.
_SOURCE: dict[str, Shape] = {
    "disco // disc": lambda x, y: np.hypot(x, y) < 1,
    "anillo // ring": lambda x, y: abs(np.hypot(x, y) - 0.8) < 0.2,
    "cuadrado // square": lambda x, y: np.maximum(abs(x), abs(y)) < 0.85,
    "marco // frame": lambda x, y: abs(np.maximum(abs(x), abs(y)) - 0.7) < 0.2,
    "triángulo // triangle": lambda x, y: (y > -0.7) & (y < 0.9 - 1.9 * abs(x)),
    "cruz // cross": lambda x, y: _bar(x, y) | _bar(y, x),
    "barra // bar": lambda x, y: _bar(y, x),
    "medio disco // half disc": lambda x, y: (np.hypot(x, y) < 1) & (y > -0.1),
}
_TARGET: dict[str, Shape] = {
    "estrella // star": _star,
    "luna // crescent": lambda x, y: (np.hypot(x, y) < 1) & (np.hypot(x - 0.45, y) > 0.75),
    "ele // L": lambda x, y: _bar(y, x + 0.5) | _bar(x / 0.75, y + 0.75),
    "te // T": lambda x, y: _bar(y, x) | _bar(x / 0.85, y - 0.75),
    "flecha // arrow": lambda x, y: _bar(y, x) | ((y > 0.1) & (y < 1 - 1.2 * abs(x))),
}


def shape_classes(group: Literal["source", "target"] = "source") -> list[str]:
    """The names of the eight source shapes or the five target shapes, in order."""
    return [say(pair) for pair in _shapes(group)]


def make_shapes(
    per_class: int = 100,
    *,
    group: Literal["source", "target"] = "source",
    noise: float = 0.15,
    seed: int = 0,
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Bright shapes on a dark ground, each at its own place, size and angle, with noise.

    Of eight `source` shapes, or of five other `target` shapes, there are `per_class` images
    `(N, 1, 24, 24)`, float32 in `[0, 1]`; classes `(N,)`, int64, take turns.
    """
    if per_class < 1:
        raise ValueError(f"expected per_class of at least 1, got {per_class}")
    shapes = list(_shapes(group).values())
    rng = np.random.default_rng(seed)
    classes = np.arange(per_class * len(shapes)) % len(shapes)
    images = [_draw(shapes[kind], noise, rng) for kind in classes]
    return np.stack(images)[:, None].astype(np.float32), classes


def _shapes(group: str) -> dict[str, Shape]:
    if group not in ("source", "target"):
        raise ValueError(f"expected group 'source' or 'target', got {group!r}")
    return _SOURCE if group == "source" else _TARGET


def _draw(shape: Shape, noise: float, rng: np.random.Generator) -> Plane:
    """One image `(24, 24)` of a shape, at a random place, size and angle."""
    grid = (np.arange(SIZE_PX) + 0.5) / SIZE_PX * 2 - 1  # pixel centres in [-1, 1]
    x, y = np.meshgrid(grid, -grid)
    size, turn = rng.uniform(0.5, 0.75), rng.uniform(-0.5, 0.5)  # radians: up to 29 degrees
    centre_x, centre_y = rng.uniform(-0.2, 0.2, 2)
    x, y = (x - centre_x) / size, (y - centre_y) / size
    x, y = np.cos(turn) * x + np.sin(turn) * y, np.cos(turn) * y - np.sin(turn) * x
    image = rng.uniform(0.6, 1.0) * shape(x, y)
    return np.clip(image + noise * rng.standard_normal(image.shape), 0, 1)
