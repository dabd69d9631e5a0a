"""Figures of a line fitted to points: the split, one error, the steps of a descent."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from tutorial_lib.plots import require
from tutorial_lib.plots.axes import Panels, drawn_on, name_sides, panels
from tutorial_lib.plots.base import COLORS, HEIGHT, look, role, styled
from tutorial_lib.plots.labels import key_line, label_ends, note, spread
from tutorial_lib.plots.values import Array, as_numbers, as_pairs, number
from tutorial_lib.runtime import say

Line = tuple[float, float]  # (bias, weight)
_COLORS = ("green", "purple", "red", "sky")  # blue and orange are the examples


@styled
def plot_split(
    x_train: ArrayLike,
    y_train: ArrayLike,
    x_val: ArrayLike,
    y_val: ArrayLike,
    *,
    xlabel: str = "$x$",
    ylabel: str = "$y$",
    lines: Mapping[str, Line] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Training and validation examples of one feature, and any lines through them.

    Each x has shape `(N, 1)` or `(N,)`, and its y as many targets. Of each line, `lines` gives the
    name and `(bias, weight)`.
    """
    train = as_pairs("x_train and y_train", x_train, y_train)
    val = as_pairs("x_val and y_val", x_val, y_val)
    fig, ax = drawn_on(ax)
    sets = (
        (train, "entrenamiento // training", role("training")),
        (val, "validación // validation", role("validation")),
    )
    for (x, y), name, mark in sets:
        ax.scatter(x, y, s=34, alpha=0.85, lw=0, label=f"{say(name)} ({len(x)})", **mark)
    ax.set(xlabel=say(xlabel), ylabel=say(ylabel))
    _draw_lines(ax, np.concatenate([train[0], val[0]]), lines or {})
    key_line(ax)
    return fig


@styled
def plot_error(
    x: ArrayLike,
    y: ArrayLike,
    bias: float,
    weight: float,
    index: int,
    *,
    xlabel: str = "$x$",
    ylabel: str = "$y$",
    ax: Axes | None = None,
) -> Figure:
    """A line through points, and the error of one example as a vertical segment.

    The error is prediction minus target, $b + w x_i - y_i$.

    Feature and target, x and y, have shape `(N, 1)` or `(N,)`.
    """
    x, y = as_pairs("x and y", x, y)
    if not 0 <= index < len(x):
        raise ValueError(f"expected an index from 0 to {len(x) - 1}, got {index}")
    prediction = float(bias) + float(weight) * x[index]
    fig, ax = drawn_on(ax)
    ax.scatter(x, y, s=30, color=COLORS["blue"], alpha=0.6, lw=0)
    ax.scatter(x[index], y[index], s=60, color=COLORS["blue"], zorder=4)
    ax.set(xlabel=say(xlabel), ylabel=say(ylabel))
    ax.margins(y=0.13)
    _draw_lines(ax, x, {r"$\hat{y} = b + wx$": (bias, weight)})
    ax.plot([x[index]] * 2, [y[index], prediction], color=COLORS["red"], lw=3, zorder=3)
    ax.plot(x[index], prediction, "o", ms=8, color=COLORS["green"], zorder=4)
    _name_error(ax, float(x[index]), float(y[index]), prediction)
    return fig


def _name_error(ax: Axes, x: float, y: float, prediction: float) -> None:
    """Write target, prediction and error beside their segment, on the side with more room."""
    texts = (
        say("valor real // target") + f" $y$ = {number(y)}",
        f"error = {number(prediction - y)}",
        say("predicción // prediction") + rf" $\hat{{y}}$ = {number(prediction)}",
    )
    to_fraction = ax.transData + ax.transAxes.inverted()
    (across, top), (_, bottom) = to_fraction.transform([(x, y), (x, prediction)])
    right = across < 0.5
    away = 0.06 if y > prediction else -0.06  # beyond the ends, clear of the line
    heights = spread([top + away, (top + bottom) / 2, bottom - away], 0.085)
    for text, height in zip(texts, heights, strict=True):
        weight = "bold" if text.startswith("error") else "normal"
        shift, system = (13 if right else -13, 0), ("data", "axes fraction")
        note(ax, text, (x, height), shift, xycoords=system, weight=weight)


@styled
def plot_line_steps(
    x: ArrayLike,
    y: ArrayLike,
    lines: Mapping[int, Line],
    *,
    xlabel: str = "$x$",
    ylabel: str = "$y$",
    axes: Panels = None,
) -> Figure:
    """One small panel for each step count, such as 1, 10, 100, with the line as it stood then.

    Feature and target, x and y, have shape `(N, 1)` or `(N,)`; of each line after so many steps,
    `lines` gives `(bias, weight)`.
    """
    x, y = as_pairs("x and y", x, y)
    if not lines:
        raise ValueError("expected at least one line, got an empty dictionary")
    height = max(HEIGHT, 2.5 * ((len(lines) + 1) // 2))
    fig, drawn = panels(len(lines), min(len(lines), 2), height, axes, sharex=True, sharey=True)
    for ax, (steps, (bias, weight)) in zip(drawn, lines.items(), strict=True):
        ax.scatter(x, y, s=14, color=COLORS["blue"], alpha=0.8, lw=0)
        left, right = _ends(x)
        low, high = (float(bias) + float(weight) * end for end in (left, right))
        ax.axline((left, low), (right, high), color=COLORS[_COLORS[0]])
        ax.set_xlim(left, right)
        unit = say("paso // step") if steps == 1 else say("pasos // steps")
        ax.set_title(f"{steps} {unit}")
    name_sides(fig, drawn, xlabel, ylabel)
    return fig


@styled
def plot_histogram(
    values: ArrayLike,
    *,
    xlabel: str,
    bins: int = 20,
    mark: Mapping[str, float] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """How often each value occurs, and vertical lines with the names and positions in `mark`."""
    values = as_numbers("values", values)
    require.finite("values", values)
    fig, ax = drawn_on(ax)
    edge = plt.rcParams["axes.facecolor"]
    ax.hist(values, bins=bins, color=COLORS["blue"], edgecolor=edge, linewidth=1)
    ax.grid(False, axis="x")
    ax.set(xlabel=say(xlabel), ylabel=say("número de ejemplos // number of examples"))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.margins(y=0.14)
    for rank, (name, position) in enumerate((mark or {}).items()):
        ax.axvline(float(position), color=COLORS["orange"], lw=2)
        side = 1 if position < sum(ax.get_xlim()) / 2 else -1  # the one with more room
        text, height = f"{say(name)} {number(float(position))}", 0.98 - 0.1 * rank
        system = ("data", "axes fraction")
        note(ax, text, (float(position), height), (8 * side, 0), xycoords=system, va="top")
    return fig


def _draw_lines(ax: Axes, x: Array, lines: Mapping[str, Line]) -> None:
    """Draw each line over the range of x and name it at its right end."""
    left, right = _ends(x)
    ends = []
    for place, (name, (bias, weight)) in enumerate(lines.items()):
        style = look(place, _COLORS)
        y = [float(bias) + float(weight) * end for end in (left, right)]
        ax.plot([left, right], y, zorder=3, **style)
        ends.append((right, y[1], name, style["color"]))
    ax.set_xlim(left, right)
    label_ends(ax, ends)


def _ends(x: Array) -> tuple[float, float]:
    """The range of x and a little more, so that no point touches the frame."""
    low, high = float(x.min()), float(x.max())
    room = 0.03 * (high - low) or 1.0
    return low - room, high + room
