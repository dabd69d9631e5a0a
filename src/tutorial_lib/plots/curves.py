"""Figures of numbers along training: curves, histories, bars."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from tutorial_lib.plots.base import (
    COLORS,
    HEIGHT,
    WIDTH,
    Array,
    as_numbers,
    label_ends,
    number,
    numbers,
    plate,
    styled,
)
from tutorial_lib.runtime import say


@styled
def plot_curve(
    values: ArrayLike,
    *,
    xlabel: str,
    ylabel: str,
    log: bool = False,
    marks: Mapping[str, float] | None = None,
    x: ArrayLike | None = None,
) -> Figure:
    """One quantity along steps or epochs.

    Args:
        values: Shape `(T,)`.
        xlabel: What is counted on the x axis; may be a pair.
        ylabel: Name of the quantity, with its unit; may be a pair.
        log: Whether the y axis is logarithmic.
        marks: Points to name on the curve: name (may be a pair) and position on the x axis.
        x: Positions of the values, shape `(T,)`; 1 to T when left out.

    Raises:
        ValueError: If there are no values, or x does not fit them.
    """
    positions, values = _points("values", values, x, log=log)
    fig, ax = plt.subplots()
    ax.plot(positions, values, color=COLORS["blue"])
    _finish(ax, xlabel, ylabel, log=log)
    for name, position in (marks or {}).items():
        nearest = int(abs(positions - float(position)).argmin())
        _mark(ax, positions, values, nearest, say(name))
    return fig


@styled
def plot_curves(
    series: Mapping[str, ArrayLike],
    *,
    xlabel: str,
    ylabel: str,
    log: bool = False,
    x: ArrayLike | None = None,
) -> Figure:
    """Several quantities on one pair of axes, each named at its right end.

    Args:
        series: Name (may be a pair) and values of each curve, shape `(T,)`; lengths may differ.
        xlabel: What is counted on the x axis; may be a pair.
        ylabel: Name of the quantity, with its unit; may be a pair.
        log: Whether the y axis is logarithmic.
        x: Positions of the values, shape `(T,)`; 1 to T when left out.

    Raises:
        ValueError: If there are no curves, no values, or x does not fit them.
    """
    if not series:
        raise ValueError("expected at least one curve, got an empty dictionary")
    curves = {name: _points(say(name), values, x, log=log) for name, values in series.items()}
    fig, ax = plt.subplots()
    _draw_named(ax, curves, log=log)
    _finish(ax, xlabel, ylabel, log=log)
    return fig


@styled
def plot_history(history: Any, *, best_epoch: int | None = None) -> Figure:
    """Training and validation loss for each epoch, and accuracy where the history holds it.

    Args:
        history: A `History`, its rows (a list of dictionaries) or a dictionary of columns. Drawn
            are the columns `train_loss`, `val_loss`, `train_accuracy`, `val_accuracy`, those that
            are there, against `epoch` or 1 to T.
        best_epoch: An epoch to mark, as it is numbered in the history.

    Raises:
        ValueError: If the history is empty or has no such column.
    """
    columns = _columns(history)
    wanted = {
        "pérdida // loss": ("train_loss", "val_loss"),
        "exactitud // accuracy": ("train_accuracy", "val_accuracy"),
    }
    there = {label: [c for c in names if c in columns] for label, names in wanted.items()}
    panels = {label: names for label, names in there.items() if names}
    if not panels:
        raise ValueError(f"expected a column 'train_loss' or 'val_loss', got {sorted(columns)}")
    height = HEIGHT if len(panels) == 1 else 5.6
    fig, axes = plt.subplots(len(panels), 1, figsize=(WIDTH, height), sharex=True, squeeze=False)
    for ax, (ylabel, names) in zip(axes[:, 0], panels.items(), strict=True):
        _history_panel(ax, columns, names, best_epoch)
        _finish(ax, "época // epoch" if ax is axes[-1, 0] else "", ylabel)
    if best_epoch is not None:
        _name_best(axes[0, 0], best_epoch)
    return fig


@styled
def plot_bars(
    labels: Sequence[str],
    values: ArrayLike,
    *,
    ylabel: str,
    highlight: str | int | None = None,
) -> Figure:
    """One bar for each label, its value written at its end.

    Short lists stand upright, long ones or long labels lie, so that labels stay level.

    Args:
        labels: C names; may be pairs.
        values: Shape `(C,)`.
        ylabel: Name of the quantity, with its unit; may be a pair.
        highlight: Label or index of one bar to set off from the others.

    Raises:
        ValueError: If labels and values differ in number, or there is no such label.
    """
    values = as_numbers("values", values)
    if len(labels) != len(values):
        raise ValueError(
            f"expected as many labels as values, got {len(labels)} labels and {len(values)} values"
        )
    chosen = _which(labels, highlight)
    names = [say(label) for label in labels]
    colors = [COLORS["orange"] if i == chosen else COLORS["blue"] for i in range(len(names))]
    if len(names) <= 6 and max(map(len, names)) * len(names) <= 60:
        return _upright_bars(names, values, colors, say(ylabel))
    return _lying_bars(names, values, colors, say(ylabel))


def _upright_bars(names: list[str], values: Array, colors: list[str], label: str) -> Figure:
    fig, ax = plt.subplots()
    bars = ax.bar(names, values, color=colors, width=0.6)
    ax.bar_label(bars, numbers(values), padding=4, weight="bold")
    ax.grid(False, axis="x")
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel(label)
    ax.margins(y=0.14)
    ax.axhline(0, color=plt.rcParams["axes.edgecolor"], lw=0.9)
    return fig


def _lying_bars(names: list[str], values: Array, colors: list[str], label: str) -> Figure:
    fig, ax = plt.subplots(figsize=(WIDTH, max(HEIGHT, 0.36 * len(names) + 0.9)))
    bars = ax.barh(names, values, color=colors, height=0.62)
    ax.bar_label(bars, numbers(values), padding=5)
    ax.invert_yaxis()
    ax.grid(False, axis="y")
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(label)
    ax.margins(x=0.12)
    ax.axvline(0, color=plt.rcParams["axes.edgecolor"], lw=0.9)
    return fig


def _which(labels: Sequence[str], highlight: str | int | None) -> int | None:
    """The index of the label to set off."""
    names = [say(label) for label in labels]
    if not isinstance(highlight, str):
        if highlight is not None and not 0 <= highlight < len(labels):
            raise ValueError(f"expected a bar from 0 to {len(labels) - 1}, got {highlight}")
        return highlight
    if highlight in labels:
        return list(labels).index(highlight)
    if say(highlight) in names:
        return names.index(say(highlight))
    raise ValueError(f"no label '{highlight}'; there are {names}")


def _columns(history: Any) -> dict[str, list[float]]:
    """The columns of a history in any of the forms it comes in."""
    if isinstance(history, Mapping):
        return {name: list(values) for name, values in history.items()}
    rows = list(getattr(history, "rows", history))
    if not rows:
        raise ValueError("expected a history with at least one epoch, got an empty one")
    names = [name for name in rows[0] if all(name in row for row in rows)]
    return {name: [row[name] for row in rows] for name in names}


def _history_panel(
    ax: Axes, columns: Mapping[str, list[float]], names: Sequence[str], best_epoch: int | None
) -> None:
    words = {"train": "entrenamiento // training", "val": "validación // validation"}
    curves = {}
    for name in names:
        curves[words[name.split("_")[0]]] = _points(name, columns[name], columns.get("epoch"))
    _draw_named(ax, curves, colors={words["train"]: "blue", words["val"]: "orange"})
    if best_epoch is None:
        return
    x, y = curves.get(words["val"]) or curves[words["train"]]
    at = int(abs(x - best_epoch).argmin())
    ax.axvline(x[at], color=plt.rcParams["axes.edgecolor"], lw=1.2, ls=(0, (4, 3)), zorder=1.5)
    ax.plot(x[at], y[at], "o", color=COLORS["red"], ms=9, zorder=5, clip_on=False)


def _name_best(ax: Axes, best_epoch: int) -> None:
    """Write above the axes which epoch the dashed line marks."""
    ax.annotate(
        say(f"mejor época: {best_epoch} // best epoch: {best_epoch}"),
        xy=(best_epoch, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 4),
        textcoords="offset points",
        ha="center",
        va="bottom",
        weight="bold",
        annotation_clip=False,
    )


def _points(
    name: str, values: ArrayLike, x: ArrayLike | None, *, log: bool = False
) -> tuple[Array, Array]:
    """Positions (1 to T when not given) and values; what is NaN or infinite is left out."""
    y = as_numbers(name, values)
    positions = as_numbers("x", range(1, len(y) + 1) if x is None else x)
    if len(positions) != len(y):
        raise ValueError(f"expected x with {len(y)} values, got {len(positions)}")
    finite = np.isfinite(y)
    if not finite.any():
        raise ValueError(f"expected {name} with at least one finite number, got {len(y)} others")
    if log and (y[finite] <= 0).any():
        least = number(float(y[finite].min()))
        raise ValueError(f"expected {name} above 0 for a logarithmic axis, got {least}")
    return positions[finite], y[finite]


def _draw_named(
    ax: Axes,
    curves: Mapping[str, tuple[Array, Array]],
    *,
    log: bool = False,
    colors: Mapping[str, str] | None = None,
) -> None:
    """Draw each curve and write its name at its right end."""
    ends = []
    for (name, (x, y)), cycled in zip(curves.items(), itertools.cycle(COLORS)):
        color = COLORS[(colors or {}).get(name, cycled)]
        ax.plot(x, y, color=color)
        ends.append((float(x[-1]), float(y[-1]), name, color))
    if log:
        ax.set_yscale("log")
    first = min(float(x[0]) for x, _ in curves.values())
    last = max(float(x[-1]) for x, _ in curves.values())
    ax.set_xlim(first - 0.02 * (last - first or 1), last if last > first else last + 0.5)
    label_ends(ax, ends)


def _finish(ax: Axes, xlabel: str, ylabel: str, *, log: bool = False) -> None:
    """Name the axes; whole numbers where steps are counted."""
    ax.set(xlabel=say(xlabel), ylabel=say(ylabel))
    if log:
        ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))


def _mark(ax: Axes, x: Array, y: Array, at: int, name: str) -> None:
    """Set a dot on a curve and a name above it, on the side away from the curve."""
    ax.plot(x[at], y[at], "o", color=COLORS["red"], ms=9, zorder=5, clip_on=False)
    far = at / max(len(x) - 1, 1)
    falls = y[max(at - 1, 0)] >= y[min(at + 1, len(y) - 1)]
    right = far < 0.15 or (falls and far < 0.8)
    ax.annotate(
        name,
        xy=(float(x[at]), float(y[at])),
        xytext=(8 if right else -8, 10),
        textcoords="offset points",
        ha="left" if right else "right",
        weight="bold",
        bbox=plate(),
        zorder=6,
    )
