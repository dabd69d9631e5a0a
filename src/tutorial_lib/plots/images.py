"""Figures of pictures: images, predictions, weights, feature maps."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import TextPath
from numpy.typing import ArrayLike

from tutorial_lib.plots import require
from tutorial_lib.plots.axes import Panels, no_grid, panels
from tutorial_lib.plots.base import COLORS, NEUTRALS, WIDTH, diverging_map, styled
from tutorial_lib.plots.values import Array, as_array, as_classes, number, percent, texts
from tutorial_lib.runtime import say

TITLE_SIZE = 10.5  # points


@styled
def plot_images(
    images: ArrayLike,
    titles: Sequence[object] | None = None,
    *,
    columns: int = 5,
    mean: ArrayLike | None = None,
    sd: ArrayLike | None = None,
    axes: Panels = None,
) -> Figure:
    """Images in a grid, each under its title.

    Gray images share one scale, from their smallest value to their largest. Colors are fractions in
    `[0, 1]` or levels in `[0, 255]`, whichever the largest value says.

    Args:
        images: Gray, shape `(N, H, W)` or `(N, 1, H, W)`, or color, `(N, 3, H, W)`, as the loaders
            give them; the channels may also stand last, as in Matplotlib. Of any number type.
        titles: N texts or numbers; no titles when left out.
        mean: With `sd`, undoes a standardization, `images * sd + mean`: a number or one a channel.
    """
    pictures = _pictures(images, mean, sd)
    names = [""] * len(pictures) if titles is None else texts(titles)
    if len(names) != len(pictures):
        raise ValueError(f"expected {len(pictures)} titles, one for each image, got {len(names)}")
    return _image_grid(pictures, names, columns, axes)[0]


@styled
def plot_weights(
    weights: ArrayLike, *, size_px: int | None = None, columns: int = 5, axes: Panels = None
) -> Figure:
    """The weights of neurons as pictures: blue pushes up, orange pushes down, nothing is 0.

    Args:
        weights: One row for each neuron, shape `(N, H * W)`; or `(N, H, W)`; or the filters of a
            first layer for gray images, `(N, 1, H, W)`.
        size_px: Side of the input image in pixels; that of a square when left out.
    """
    pictures: Array = as_array(weights)
    shape = pictures.shape
    if pictures.ndim == 2:
        side = size_px or math.isqrt(shape[1])
        if side**2 != shape[1]:
            raise ValueError(
                f"expected weights (N, {side**2}) for images of {side}×{side} pixels, got {shape}"
            )
        pictures = pictures.reshape(-1, side, side)
    elif pictures.ndim == 4 and shape[1] == 1:
        pictures = pictures[:, 0]
    if pictures.ndim != 3 or pictures.size == 0:
        raise ValueError(f"expected weights (N, H * W), (N, H, W) or (N, 1, H, W), got {shape}")
    return _signed_grid(pictures, [""] * len(pictures), columns, axes, "peso // weight")


@styled
def plot_feature_maps(
    maps: ArrayLike,
    titles: Sequence[str] | None = None,
    *,
    columns: int = 8,
    axes: Panels = None,
) -> Figure:
    """What each channel of a layer answers at each place: blue above 0, orange below.

    Args:
        maps: One example's activations, shape `(C, H, W)` or `(1, C, H, W)`; all share one scale.
        titles: C texts, may be pairs; no titles when left out.
    """
    pictures: Array = as_array(maps)
    if pictures.ndim == 4 and len(pictures) == 1:
        pictures = pictures[0]
    count = len(pictures) if pictures.ndim == 3 else 0
    names = [""] * count if titles is None else texts(titles)
    if count == 0 or len(names) != count:
        raise ValueError(
            "expected maps (C, H, W) with C > 0 and C titles, "
            f"got {as_array(maps).shape} and {len(names)} titles"
        )
    return _signed_grid(pictures, names, columns, axes, "activación // activation")


@styled
def plot_predictions(
    images: ArrayLike,
    targets: ArrayLike,
    predicted: ArrayLike,
    class_names: Sequence[str],
    *,
    probs: ArrayLike | None = None,
    columns: int = 5,
    mean: ArrayLike | None = None,
    sd: ArrayLike | None = None,
    axes: Panels = None,
) -> Figure:
    """Images with the answer of a model: right ones ticked, wrong ones framed and corrected.

    Args:
        images: As `plot_images` takes them.
        targets: True classes, shape `(N,)`, integers in `[0, C)`.
        predicted: Predicted classes, shape `(N,)`, integers in `[0, C)`.
        probs: Probability of the predicted class, shape `(N,)`, in `[0, 1]`.
    """
    pictures = _pictures(images, mean, sd)
    targets, predicted = as_classes(targets), as_classes(predicted)
    shapes = [targets.shape, predicted.shape]
    shapes += [] if probs is None else [as_array(probs).shape]
    if shapes != [(len(pictures),)] * len(shapes):
        raise ValueError(
            f"expected targets, predictions and probabilities of shape ({len(pictures)},), one for "
            f"each image, got {', '.join(map(str, shapes))}"
        )
    if probs is not None:
        require.fractions("probs", as_array(probs))
    names = texts(class_names)
    classes = np.concatenate([targets, predicted])
    if not 0 <= classes.min() <= classes.max() < len(names):
        raise ValueError(
            f"expected classes from 0 to {len(names) - 1}, one for each name, "
            f"got {classes.min()} to {classes.max()}"
        )
    right = targets == predicted
    answers = []
    for i, hit in enumerate(right):
        sure = "" if probs is None else f" {percent(float(as_array(probs)[i]))}"
        second = "" if hit else "\n" + say(f"es {names[targets[i]]} // is {names[targets[i]]}")
        answers.append(f"{'✓' if hit else '✗'} {names[predicted[i]]}{sure}{second}")
    fig, drawn = _image_grid(pictures, answers, columns, axes)
    for ax, hit in zip(drawn, right, strict=True):
        if not hit:
            for spine in ax.spines.values():
                spine.set(color=COLORS["red"], linewidth=3)
    return fig


def _pictures(images: ArrayLike, mean: ArrayLike | None, sd: ArrayLike | None) -> Array:
    """Gray images `(N, H, W)`, or color ones `(N, H, W, 3)` as fractions in `[0, 1]`."""
    pictures: Array = as_array(images)
    shape = pictures.shape
    if pictures.ndim == 3:
        pictures = pictures[..., None]
    elif pictures.ndim == 4 and shape[1] in (1, 3):
        pictures = pictures.transpose(0, 2, 3, 1)
    if pictures.ndim != 4 or pictures.size == 0 or pictures.shape[3] not in (1, 3):
        raise ValueError(
            "expected images (N, H, W), (N, 1, H, W) or (N, 3, H, W) with N > 0, or with the "
            f"channels last, got {shape}"
        )
    require.finite("images", pictures)
    if mean is not None or sd is not None:
        pictures = _restored(pictures, mean, sd)
    return pictures[..., 0] if pictures.shape[3] == 1 else _fractions(pictures)


def _restored(pictures: Array, mean: ArrayLike | None, sd: ArrayLike | None) -> Array:
    """The images `(N, H, W, C)` as they were before they were standardized."""
    if mean is None or sd is None:
        raise ValueError("expected mean and sd, got only one of them")
    shift, factor = as_array(mean).ravel(), as_array(sd).ravel()
    channels = pictures.shape[3]
    if not {shift.size, factor.size} <= {1, channels}:
        raise ValueError(
            f"expected mean and sd as a number or {channels}, one for each channel, "
            f"got {shift.size} and {factor.size}"
        )
    return pictures * factor + shift


def _fractions(pictures: Array) -> Array:
    """Colors as fractions in `[0, 1]`; a photograph up to 2 of 255 levels would be black."""
    low, high = pictures.min(), pictures.max()
    top = 255 if pictures.dtype.kind in "iu" or high > 2 else 1
    slack = 0.01 * top * (pictures.dtype.kind == "f")  # of rounding
    if not -slack <= low <= high <= top + slack:
        raise ValueError(
            f"expected colors in [0, 1] or in [0, 255], got {number(low)} to {number(high)}; give "
            "the mean and sd of images that were standardized"
        )
    return np.clip(pictures.astype(float) / top, 0, 1)


def _image_grid(
    images: Array, titles: list[str], columns: int, axes: Panels
) -> tuple[Figure, list[Axes]]:
    fig, drawn = _grid(titles, columns, axes)
    low, high = float(images.min()), float(images.max())  # of gray ones
    for ax, image in zip(drawn, images, strict=True):
        ax.imshow(image, cmap="gray", vmin=low, vmax=high, interpolation="none")
    return fig, drawn


def _signed_grid(
    pictures: Array, titles: list[str], columns: int, axes: Panels, label: str
) -> Figure:
    """Pictures of numbers with a sign on one scale, symmetric about 0, explained by a bar."""
    require.finite("numbers", pictures)
    fig, drawn = _grid(titles, columns, axes, below=0.75)
    largest = float(np.abs(pictures).max()) or 1.0
    cmap = diverging_map(COLORS["orange"], COLORS["blue"])
    for ax, picture in zip(drawn, pictures, strict=True):
        scale = ax.imshow(picture, cmap=cmap, vmin=-largest, vmax=largest, interpolation="none")
    pad = 0.15 / fig.get_figheight()
    bar = fig.colorbar(scale, ax=drawn, location="bottom", shrink=0.5, aspect=30, pad=pad)
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


def _grid(
    titles: list[str], columns: int, axes: Panels, *, below: float = 0.0
) -> tuple[Figure, list[Axes]]:
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
    fig, drawn = panels(len(titles), columns, height, axes, layout=tight)
    for ax, title in zip(drawn, titles, strict=True):
        no_grid(ax, spines=True)
        for spine in ax.spines.values():
            spine.set(color=NEUTRALS["grid"], linewidth=0.8)
        ax.set_title(title, loc="center", weight="normal", fontsize=TITLE_SIZE, pad=5)
    return fig, drawn
