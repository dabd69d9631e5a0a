"""Figures of pictures: images, predictions, weights, feature maps."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import TextPath
from numpy.typing import ArrayLike

from tutorial_lib.plots.base import (
    COLORS,
    NEUTRALS,
    WIDTH,
    Array,
    as_array,
    diverging_map,
    no_grid,
    number,
    percent,
    styled,
)
from tutorial_lib.runtime import say

TITLE_SIZE = 10.5  # points


@styled
def plot_images(images: ArrayLike, titles: Sequence[str], *, columns: int = 5) -> Figure:
    """Images in a grid, each under its title.

    Args:
        images: Gray, shape `(N, H, W)`, all on one scale from the smallest to the largest value;
            or color, shape `(N, H, W, 3)`, uint8 or fractions in `[0, 1]`.
        titles: N texts; may be pairs.
        columns: Images in a row; fewer where the titles need the room.

    Raises:
        ValueError: If images have another shape or the titles are not N.
    """
    images = as_array(images)
    if not _are_images(images) or len(titles) != len(images):
        raise ValueError(
            "expected images (N, H, W) or (N, H, W, 3) with N > 0 and N titles, "
            f"got {images.shape} and {len(titles)} titles"
        )
    return _image_grid(images, [say(title) for title in titles], columns)[0]


@styled
def plot_weights(weights: ArrayLike, *, size_px: int = 28, columns: int = 5) -> Figure:
    """The weights of neurons as pictures: blue pushes up, orange pushes down, nothing is 0.

    Args:
        weights: Shape `(N, size_px * size_px)`, one row for each neuron, or `(N, H, W)`.
        size_px: Side of the input image in pixels.
        columns: Pictures in a row.

    Raises:
        ValueError: If the rows do not have `size_px * size_px` values.
    """
    weights = as_array(weights)
    if weights.ndim == 2 and weights.shape[1] == size_px**2:
        weights = weights.reshape(-1, size_px, size_px)
    if weights.ndim != 3 or len(weights) == 0:
        raise ValueError(
            f"expected weights (N, {size_px**2}) for images of {size_px}×{size_px} pixels, "
            f"got {weights.shape}"
        )
    return _signed_grid(weights, [""] * len(weights), columns, "peso // weight")


@styled
def plot_feature_maps(
    maps: ArrayLike, titles: Sequence[str] | None = None, *, columns: int = 8
) -> Figure:
    """What each channel of a layer answers at each place: blue above 0, orange below.

    Args:
        maps: One example's activations, shape `(C, H, W)`; all share one scale.
        titles: C texts, may be pairs; no titles when left out.
        columns: Maps in a row.

    Raises:
        ValueError: If maps are not `(C, H, W)` or the titles are not C.
    """
    maps = as_array(maps)
    texts = [say(title) for title in titles or [""] * len(maps)]
    if maps.ndim != 3 or len(maps) == 0 or len(texts) != len(maps):
        raise ValueError(
            "expected maps (C, H, W) with C > 0 and C titles, "
            f"got {maps.shape} and {len(texts)} titles"
        )
    return _signed_grid(maps, texts, columns, "activación // activation")


@styled
def plot_predictions(
    images: ArrayLike,
    targets: ArrayLike,
    predicted: ArrayLike,
    class_names: Sequence[str],
    *,
    probs: ArrayLike | None = None,
    columns: int = 5,
) -> Figure:
    """Images with the answer of a model: right ones ticked, wrong ones framed and corrected.

    Args:
        images: Gray, shape `(N, H, W)`, or color, `(N, H, W, 3)`.
        targets: True classes, shape `(N,)`, integers in `[0, C)`.
        predicted: Predicted classes, shape `(N,)`, integers in `[0, C)`.
        class_names: C names; may be pairs.
        probs: Probability of the predicted class, shape `(N,)`, in `[0, 1]`.
        columns: Images in a row; fewer where the texts need the room.

    Raises:
        ValueError: If the shapes do not fit each other or a class has no name.
    """
    images, targets, predicted = as_array(images), as_array(targets), as_array(predicted)
    count = len(images)
    sizes = [len(targets), len(predicted), count if probs is None else len(as_array(probs))]
    if not _are_images(images) or sizes != [count] * 3:
        raise ValueError(
            "expected images (N, H, W) or (N, H, W, 3) with N > 0, and N targets, predictions and "
            f"probabilities, got {images.shape} and {', '.join(map(str, sizes))}"
        )
    names = [say(name) for name in class_names]
    if (
        not 0
        <= min(targets.min(), predicted.min())
        <= max(targets.max(), predicted.max())
        < len(names)
    ):
        raise ValueError(f"expected classes from 0 to {len(names) - 1}, one for each name")
    right = targets == predicted
    texts = []
    for i, hit in enumerate(right):
        sure = "" if probs is None else f" {percent(float(as_array(probs)[i]))}"
        second = "" if hit else "\n" + say(f"es {names[targets[i]]} // is {names[targets[i]]}")
        texts.append(f"{'✓' if hit else '✗'} {names[predicted[i]]}{sure}{second}")
    fig, axes = _image_grid(images, texts, columns)
    for ax, hit in zip(axes, right, strict=True):
        if not hit:
            for spine in ax.spines.values():
                spine.set(color=COLORS["red"], linewidth=3)
    return fig


def _are_images(images: Array) -> bool:
    return len(images) > 0 and (images.ndim == 3 or (images.ndim == 4 and images.shape[3] == 3))


def _image_grid(images: Array, titles: list[str], columns: int) -> tuple[Figure, list[Axes]]:
    fig, axes = _grid(titles, columns)
    low, high = float(images.min()), float(images.max())
    for ax, image in zip(axes, images, strict=True):
        ax.imshow(image, cmap="gray", vmin=low, vmax=high, interpolation="none")
    return fig, axes


def _signed_grid(pictures: Array, titles: list[str], columns: int, label: str) -> Figure:
    """Pictures of numbers with a sign on one scale, symmetric about 0, explained by a bar."""
    fig, axes = _grid(titles, columns, below=0.75)
    largest = float(np.abs(pictures).max()) or 1.0
    cmap = diverging_map(COLORS["orange"], COLORS["blue"])
    for ax, picture in zip(axes, pictures, strict=True):
        drawn = ax.imshow(picture, cmap=cmap, vmin=-largest, vmax=largest, interpolation="none")
    pad = 0.15 / fig.get_figheight()
    bar = fig.colorbar(drawn, ax=axes, location="bottom", shrink=0.5, aspect=30, pad=pad)
    bar.set_ticks([-largest, 0, largest], labels=[number(-largest), "0", number(largest)])
    bar.set_label(say(label))
    return fig


def _columns(titles: list[str], wanted: int) -> int:
    """The wanted columns, or as many as fit beside each other, in rows of even length."""
    lines = [line for title in titles for line in title.split("\n") if line.strip()]
    widths = [TextPath((0, 0), line, size=TITLE_SIZE).get_extents().width / 72 for line in lines]
    fitting = max(1, int((WIDTH - 0.2) / (max(widths, default=0.1) + 0.1)))
    if wanted <= fitting:
        return wanted
    rows = -(-len(titles) // fitting)
    return -(-len(titles) // rows)


def _grid(titles: list[str], columns: int, *, below: float = 0.0) -> tuple[Figure, list[Axes]]:
    """Axes for as many pictures as titles; the frame keeps dark pictures apart from the page.

    Args:
        titles: A text over each picture; may be empty and have several lines.
        columns: Pictures in a row, at most.
        below: Room under the grid, in inches.
    """
    columns = max(1, min(_columns(titles, columns), len(titles)))
    rows = -(-len(titles) // columns)
    lines = max(title.count("\n") + 1 if title else 0 for title in titles)
    side = min(1.9, (WIDTH - 0.2) / columns - 0.06)
    height = rows * (side + 0.06 + (0.21 * lines + 0.1 if lines else 0)) + 0.12 + below
    tight = ConstrainedLayoutEngine(w_pad=0.03, h_pad=0.03, wspace=0.02, hspace=0.02)
    fig, grid = plt.subplots(rows, columns, figsize=(WIDTH, height), squeeze=False, layout=tight)
    for ax in grid.flat:
        no_grid(ax, spines=True)
        for spine in ax.spines.values():
            spine.set(color=NEUTRALS["grid"], linewidth=0.8)
    for ax in grid.flat[len(titles) :]:
        ax.set_visible(False)
    axes = list(grid.flat[: len(titles)])
    for ax, title in zip(axes, titles, strict=True):
        ax.set_title(title, loc="center", weight="normal", fontsize=TITLE_SIZE, pad=5)
    return fig, axes
