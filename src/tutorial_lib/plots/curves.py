"""Figures of numbers along training: curves, histories, bars."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from tutorial_lib.plots.axes import Panels, drawn_on, panels
from tutorial_lib.plots.base import COLORS, HEIGHT, ROLES, WIDTH, look, styled
from tutorial_lib.plots.labels import label_ends, note
from tutorial_lib.plots.values import Array, as_array, as_numbers, number, numbers, texts
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
    ax: Axes | None = None,
) -> Figure:
    """One quantity, `(T,)`, along steps or epochs: at positions `x`, `(T,)`, else at 1 to T.

    Of each point to name on the curve, `marks` has the name and the position on the x axis.
    """
    positions, values = _points("values", values, x, log=log)
    fig, ax = drawn_on(ax)
    ax.plot(positions, values, color=COLORS["blue"])
    if log:
        ax.set_yscale("log")
    _finish(ax, xlabel, ylabel)
    for name, position in (marks or {}).items():
        nearest = int(abs(positions - float(position)).argmin())
        _mark(ax, positions, values, nearest, name)
    return fig


@styled
def plot_curves(
    series: Mapping[str, ArrayLike],
    *,
    xlabel: str,
    ylabel: str,
    log: bool = False,
    x: ArrayLike | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Several quantities on one pair of axes, each named at its right end; `x` as in `plot_curve`.

    More than six take their colors again, with other dashes. Without `x`, lengths may differ.
    """
    if not series:
        raise ValueError("expected at least one curve, got an empty dictionary")
    curves = {name: _points(say(name), values, x, log=log) for name, values in series.items()}
    fig, ax = drawn_on(ax)
    if log:
        ax.set_yscale("log")
    _draw_named(ax, curves)
    _finish(ax, xlabel, ylabel)
    return fig


@styled
def plot_history(history: Any, *, best_epoch: int | None = None, axes: Panels = None) -> Figure:
    """Training and validation loss for each epoch, and accuracy where the history holds it.

    Epochs in which something was not measured, or was infinite, are passed over.

    Args:
        history: A `History`, its rows (a list of dictionaries) or a dictionary of columns. Drawn
            are the columns `train_loss`, `val_loss`, `train_accuracy`, `val_accuracy`, those that
            are there, against `epoch` or 1 to T.
        best_epoch: An epoch to mark, as it is numbered in the history.
        axes: One for the loss alone, or two, for the loss and the accuracy.
    """
    columns = _columns(history)
    parts = []
    for ylabel, measure in (("pérdida // loss", "loss"), ("exactitud // accuracy", "accuracy")):
        names = [f"{split}_{measure}" for split in ("train", "val")]
        measured = {name: _with_gaps(columns[name]) for name in names if name in columns}
        if found := {name: y for name, y in measured.items() if np.isfinite(y).any()}:
            parts.append((ylabel, found))
    if not parts:
        raise ValueError(
            "expected a column 'train_loss' or 'val_loss' with a finite number, "
            f"got {sorted(columns)}"
        )
    if axes is not None and np.asarray(axes, dtype=object).size == 1:
        parts = parts[:1]
    height = HEIGHT if len(parts) == 1 else 5.6
    fig, drawn = panels(len(parts), 1, height, axes, sharex=True)
    for ax, (ylabel, measured) in zip(drawn, parts, strict=True):
        _history_panel(ax, measured, columns.get("epoch"), best_epoch)
        _finish(ax, "época // epoch" if ax is drawn[-1] else "", ylabel)
    if best_epoch is not None:
        name = f"mejor época: {best_epoch} // best epoch: {best_epoch}"
        note(drawn[0], name, (best_epoch, 1), (0, 4), xycoords=("data", "axes fraction"))
    return fig


@styled
def plot_bars(
    labels: Sequence[str],
    values: ArrayLike,
    *,
    ylabel: str,
    highlight: str | int | None = None,
    ax: Axes | None = None,
) -> Figure:
    """One bar for each label, which may be equal to another, with its value written at its end.

    Short lists stand upright, long ones or long labels lie, so that labels stay level. `highlight`
    is the index of a bar to set off from the others, or the label of those to set off.
    """
    values = as_numbers("values", values)
    if len(labels) != len(values):
        raise ValueError(
            f"expected as many labels as values, got {len(labels)} labels and {len(values)} values"
        )
    names = texts(labels)
    chosen = _which(names, highlight)
    colors = [COLORS["orange"] if i in chosen else COLORS["blue"] for i in range(len(names))]
    upright = len(names) <= 6 and max(map(len, names)) * len(names) <= 60
    height = HEIGHT if upright else max(HEIGHT, 0.36 * len(names) + 0.9)
    fig, ax = drawn_on(ax, figsize=(WIDTH, height))
    draw = _upright_bars if upright else _lying_bars
    heights = np.where(np.isfinite(values), values, 0)
    draw(ax, names, heights, numbers(values), colors, say(ylabel))
    return fig


def _upright_bars(
    ax: Axes, names: list[str], heights: Array, amounts: list[str], colors: list[str], label: str
) -> None:
    bars = ax.bar(
        range(len(names)),
        heights,
        tick_label=names,
        color=colors,
        width=0.6,
    )
    ax.bar_label(bars, amounts, padding=4, weight="bold")
    ax.grid(False, axis="x")
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel(label)
    ax.margins(y=0.14)
    ax.axhline(0, color=plt.rcParams["axes.edgecolor"], lw=0.9)


def _lying_bars(
    ax: Axes, names: list[str], heights: Array, amounts: list[str], colors: list[str], label: str
) -> None:
    bars = ax.barh(
        range(len(names)),
        heights,
        tick_label=names,
        color=colors,
        height=0.62,
    )
    ax.bar_label(bars, amounts, padding=5)
    ax.invert_yaxis()
    ax.grid(False, axis="y")
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(label)
    ax.margins(x=0.12)
    ax.axvline(0, color=plt.rcParams["axes.edgecolor"], lw=0.9)


def _which(names: Sequence[str], highlight: str | int | None) -> set[int]:
    """The indices of the bars to set off."""
    if highlight is None:
        return set()
    if isinstance(highlight, str):
        found = {i for i, name in enumerate(names) if name == say(highlight)}
        if not found:
            raise ValueError(f"no label {say(highlight)!r}; there are {list(names)}")
        return found
    if not 0 <= highlight < len(names):
        raise ValueError(f"expected a bar from 0 to {len(names) - 1}, got {highlight}")
    return {int(highlight)}


def _columns(history: Any) -> dict[str, list[float]]:
    """The columns of a history in any of the forms it comes in; `None` is what a row lacks."""
    if hasattr(history, "items"):  # a dictionary, or a table of pandas
        return {name: list(values) for name, values in history.items()}
    rows = list(getattr(history, "rows", history))
    if not rows:
        raise ValueError("expected a history with at least one epoch, got an empty one")
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _with_gaps(values: Sequence[Any]) -> Array:
    """The values with NaN for `None`, as some loops note what was not measured."""
    return as_array([np.nan if value is None else value for value in values]).astype(float)


def _history_panel(
    ax: Axes, measured: Mapping[str, Array], epochs: ArrayLike | None, best_epoch: int | None
) -> None:
    words = {"train": "entrenamiento // training", "val": "validación // validation"}
    curves = {words[c.split("_")[0]]: _points(c, y, epochs) for c, y in measured.items()}
    colors = {words["train"]: ROLES["training"][0], words["val"]: ROLES["validation"][0]}
    _draw_named(ax, curves, colors=colors)
    if best_epoch is None:
        return
    x, y = curves.get(words["val"]) or curves[words["train"]]
    if not x[0] <= best_epoch <= x[-1]:
        raise ValueError(f"expected best_epoch from {x[0]:g} to {x[-1]:g}, got {best_epoch}")
    at = int(abs(x - best_epoch).argmin())
    ax.axvline(x[at], color=plt.rcParams["axes.edgecolor"], lw=1.2, ls=(0, (4, 3)), zorder=1.5)
    ax.plot(x[at], y[at], "o", color=COLORS["red"], ms=9, zorder=5, clip_on=False)


def _points(
    name: str, values: ArrayLike, x: ArrayLike | None, *, log: bool = False
) -> tuple[Array, Array]:
    """Positions (1 to T when not given) and values; what is NaN or infinite is left out."""
    y = as_numbers(name, values)
    positions = as_numbers("x", range(1, len(y) + 1) if x is None else x)
    if len(positions) != len(y):
        raise ValueError(f"expected x with {len(y)} values, got {len(positions)}")
    finite = np.isfinite(y) & np.isfinite(positions)
    if not finite.any():
        raise ValueError(f"expected {name} with at least one finite number, got {len(y)} others")
    if log and (y[finite] <= 0).any():
        least = number(float(y[finite].min()))
        raise ValueError(f"expected {name} above 0 for a logarithmic axis, got {least}")
    return positions[finite], y[finite]


def _draw_named(
    ax: Axes,
    curves: Mapping[str, tuple[Array, Array]],
    colors: Mapping[str, str] | None = None,
) -> None:
    """Draw each curve and write its name at its right end."""
    ends = []
    for place, (name, (x, y)) in enumerate(curves.items()):
        style = look(place) if colors is None else {"color": COLORS[colors[name]]}
        ax.plot(x, y, **style)
        ends.append((float(x[-1]), float(y[-1]), name, style["color"]))
    first = min(float(x[0]) for x, _ in curves.values())
    last = max(float(x[-1]) for x, _ in curves.values())
    ax.set_xlim(first - 0.02 * (last - first or 1), last if last > first else last + 0.5)
    label_ends(ax, ends)


def _finish(ax: Axes, xlabel: str, ylabel: str) -> None:
    """Name the axes; whole numbers where steps are counted."""
    ax.set(xlabel=say(xlabel), ylabel=say(ylabel))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))


def _mark(ax: Axes, x: Array, y: Array, at: int, name: str) -> None:
    """Set a dot on a curve and a name above it, on the side away from the curve."""
    ax.plot(x[at], y[at], "o", color=COLORS["red"], ms=9, zorder=5, clip_on=False)
    far = at / max(len(x) - 1, 1)
    falls = y[max(at - 1, 0)] >= y[min(at + 1, len(y) - 1)]
    right = far < 0.15 or (falls and far < 0.8)
    note(ax, name, (float(x[at]), float(y[at])), (8 if right else -8, 10), va="baseline")
