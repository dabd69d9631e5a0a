"""Figures of pictures and tables: images, weights, confusion matrices."""

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
    TINT,
    WIDTH,
    Array,
    as_array,
    diverging_map,
    no_grid,
    number,
    percent,
    styled,
    tint_map,
)
from tutorial_lib.runtime import say

TITLE_SIZE = 10.5  # points


@styled
def plot_images(images: ArrayLike, titles: Sequence[str], *, columns: int = 5) -> Figure:
    """Gray images in a grid, each under its title.

    Args:
        images: Shape `(N, H, W)`; all share one scale from the smallest to the largest value.
        titles: N texts; may be pairs.
        columns: Images in a row; fewer where the titles need the room.

    Raises:
        ValueError: If images are not `(N, H, W)` or the titles are not N.
    """
    images = as_array(images)
    if images.ndim != 3 or len(images) == 0 or len(titles) != len(images):
        raise ValueError(
            "expected images (N, H, W) with N > 0 and N titles, "
            f"got {images.shape} and {len(titles)} titles"
        )
    texts = [say(title) for title in titles]
    lines = max((text.count("\n") + 1 for text in texts if text), default=0)
    fig, axes = _grid(len(images), min(columns, _fitting(texts)), lines=lines)
    low, high = float(images.min()), float(images.max())
    for ax, image, title in zip(axes, images, texts, strict=True):
        ax.imshow(image, cmap="gray", vmin=low, vmax=high, interpolation="none")
        ax.set_title(title, loc="center", weight="normal", fontsize=TITLE_SIZE, pad=5)
    return fig


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
    fig, axes = _grid(len(weights), columns, below=0.75)
    largest = float(np.abs(weights).max()) or 1.0
    cmap = diverging_map(COLORS["orange"], COLORS["blue"])
    for ax, picture in zip(axes, weights, strict=True):
        drawn = ax.imshow(picture, cmap=cmap, vmin=-largest, vmax=largest, interpolation="none")
    bar = fig.colorbar(
        drawn, ax=axes, location="bottom", fraction=0.05, shrink=0.5, aspect=30, pad=0.03
    )
    bar.set_ticks([-largest, 0, largest], labels=[number(-largest), "0", number(largest)])
    bar.set_label(say("peso // weight"))
    return fig


@styled
def plot_confusion(
    matrix: ArrayLike, class_names: Sequence[str], *, normalize: bool = True
) -> Figure:
    """A confusion matrix: rows are true classes, columns predicted ones.

    Args:
        matrix: Counts, shape `(C, C)`.
        class_names: C names; may be pairs.
        normalize: Show the fraction of each row, as a percentage, in place of counts.

    Raises:
        ValueError: If the matrix is not `(C, C)` for C names.
    """
    counts = as_array(matrix)
    if counts.shape != (len(class_names),) * 2 or len(class_names) == 0:
        raise ValueError(
            f"expected a matrix (C, C) and C class names, got {counts.shape} "
            f"and {len(class_names)} names"
        )
    rows = counts.sum(axis=1, keepdims=True)
    shares = counts / np.where(rows == 0, 1, rows)  # an empty class is a row of zeros
    side = min(7.0, max(4.3, 0.62 * len(counts) + 1.4))
    fig, ax = plt.subplots(figsize=(WIDTH, side))
    _tint_cells(ax, shares)
    for (i, j), share in np.ndenumerate(shares):
        text = percent(share) if normalize else f"{counts[i, j]:.0f}"
        if share >= 0.005 or not normalize:  # a rounded 0 % would only be noise
            weight = "bold" if i == j else "normal"
            ax.text(j, i, text, ha="center", va="center", weight=weight, fontsize=10)
    _name_classes(ax, [say(name) for name in class_names])
    if normalize:
        whole = percent(1)
        ax.set_ylabel(
            say(f"clase real (cada fila suma {whole}) // true class (each row sums to {whole})")
        )
    return fig


def _tint_cells(ax: Axes, shares: Array) -> None:
    """Tint hits in blue and mistakes in red, by their share of the row."""
    hits = np.eye(len(shares), dtype=bool)
    for cells, color, strongest in (
        (np.where(hits, shares, np.nan), "blue", TINT),
        (np.where(hits, np.nan, np.sqrt(shares)), "red", 0.9),
    ):
        cmap = tint_map(COLORS[color], strongest=strongest)
        ax.imshow(cells, cmap=cmap, vmin=0, vmax=1, interpolation="none")


def _name_classes(ax: Axes, names: list[str]) -> None:
    no_grid(ax)
    for edge in range(1, len(names)):  # gaps between the cells
        for line in (ax.axvline, ax.axhline):
            line(edge - 0.5, color=NEUTRALS["background"], lw=2)
    crowded = max(map(len, names)) * len(names) > 60
    ax.set_xticks(range(len(names)), names, rotation=40 if crowded else 0)
    for label in ax.get_xticklabels() if crowded else []:
        label.set(ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(length=0)
    ax.set(xlabel=say("clase predicha // predicted class"), ylabel=say("clase real // true class"))


def _fitting(titles: list[str]) -> int:
    """How many of the widest title fit side by side."""
    lines = [line for title in titles for line in title.split("\n") if line.strip()]
    widths = [TextPath((0, 0), line, size=TITLE_SIZE).get_extents().width / 72 for line in lines]
    return max(1, int((WIDTH - 0.2) / (max(widths, default=0.1) + 0.1)))


def _grid(
    count: int, columns: int, *, lines: int = 0, below: float = 0.0
) -> tuple[Figure, list[Axes]]:
    """A grid for `count` pictures; the frame keeps dark pictures apart from the page.

    Args:
        count: Number of pictures.
        columns: Pictures in a row, at most.
        lines: Lines of text over each picture.
        below: Room under the grid, in inches.
    """
    columns = max(1, min(columns, count))
    rows = -(-count // columns)
    side = min(1.9, (WIDTH - 0.2) / columns - 0.06)
    height = rows * (side + 0.06 + (0.21 * lines + 0.1 if lines else 0)) + 0.12 + below
    tight = ConstrainedLayoutEngine(w_pad=0.03, h_pad=0.03, wspace=0.02, hspace=0.02)
    fig, grid = plt.subplots(rows, columns, figsize=(WIDTH, height), squeeze=False, layout=tight)
    for ax in grid.flat:
        no_grid(ax, spines=True)
        for spine in ax.spines.values():
            spine.set(color=NEUTRALS["grid"], linewidth=0.8)
    for ax in grid.flat[count:]:
        ax.set_visible(False)
    return fig, list(grid.flat[:count])
