"""Figures of classifiers: confusion matrix, decision boundary, ROC and PR curves."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from tutorial_lib.plots import require
from tutorial_lib.plots.axes import drawn_on, no_grid
from tutorial_lib.plots.base import (
    COLORS,
    NEUTRALS,
    TINT,
    WIDTH,
    diverging_map,
    look,
    styled,
    tint_map,
)
from tutorial_lib.plots.labels import key_line, note, plate
from tutorial_lib.plots.values import Array, as_array, as_classes, as_pairs, percent, texts
from tutorial_lib.runtime import say

Curve = Sequence[ArrayLike]
_MARKERS = ("o", "D", "^", "s", "v", "P", "*")  # 7 with 6 colors: 42 classes look different
_CLASS_COLORS = ("orange", "blue", "green", "purple", "red", "sky")
_WRITTEN, _NAMED = 12, 30  # classes whose cells have room for a text, and their axes for names
_LISTED = 8  # mistakes that a large matrix spells out


@styled
def plot_confusion(
    matrix: ArrayLike, class_names: Sequence[str], *, normalize: bool = True, ax: Axes | None = None
) -> Figure:
    """A confusion matrix: rows are true classes, columns predicted ones.

    Up to 12 classes have their numbers in the cells: counts `(C, C)` or, with `normalize`, percent
    of their row. With more, the tint says how much, and the largest mistakes are spelled out below;
    from 31 on the axes number the classes.
    """
    counts = as_array(matrix)
    if counts.shape != (len(class_names),) * 2 or len(class_names) == 0:
        raise ValueError(
            f"expected a matrix (C, C) and C class names, got {counts.shape} "
            f"and {len(class_names)} names"
        )
    if not (counts >= 0).all():
        raise ValueError(f"expected counts of at least 0, got {counts.min():g}")
    rows = counts.sum(axis=1, keepdims=True)
    shares = counts / np.where(rows == 0, 1, rows)  # an empty class is a row of zeros
    side = min(7.0, max(4.3, 0.62 * len(counts) + 1.4))
    more = 0.18 * (_LISTED + 2) if len(counts) > _WRITTEN else 0
    fig, ax = drawn_on(ax, figsize=(WIDTH, side + more))
    _tint_cells(ax, shares)
    names = texts(class_names)
    amounts = [
        [percent(s) if normalize else f"{n:.0f}" for n, s in zip(*both, strict=True)]
        for both in zip(counts, shares, strict=True)
    ]
    _name_classes(ax, names)
    if len(names) > _WRITTEN:
        _list_mistakes(ax, shares if normalize else counts, names, amounts)
    else:
        for (i, j), share in np.ndenumerate(shares):
            if share > 0.005 or not normalize:  # a rounded 0 % would only be noise
                weight = "bold" if i == j else "normal"
                ax.text(j, i, amounts[i][j], ha="center", va="center", weight=weight, fontsize=10)
    if normalize:
        whole = percent(1)
        ax.set_ylabel(
            say(f"clase real (cada fila suma {whole}) // true class (each row sums to {whole})")
        )
    return fig


def _tint_cells(ax: Axes, shares: Array) -> None:
    """Tint hits in blue and mistakes in red, by their share of the row."""
    hits = np.eye(len(shares), dtype=bool)
    mistakes = np.where(hits | (shares <= 0.005), np.nan, np.sqrt(shares))
    for cells, color in ((np.where(hits, shares, np.nan), "blue"), (mistakes, "red")):
        # Text must be readable on a tint; where there is none, a single cell must be seen.
        cmap = tint_map(COLORS[color], strongest=TINT if len(shares) <= _WRITTEN else 1)
        ax.imshow(cells, cmap=cmap, vmin=0, vmax=1, interpolation="none")


def _name_classes(ax: Axes, names: list[str]) -> None:
    no_grid(ax, spines=len(names) > _NAMED)
    ax.set(xlabel=say("clase predicha // predicted class"), ylabel=say("clase real // true class"))
    if len(names) > _NAMED:
        places = range(0, len(names), 10)
        ax.set_xticks(places, map(str, places))
        ax.set_yticks(places, map(str, places))
        return
    for edge in range(1, len(names)):
        for line in (ax.axvline, ax.axhline):
            line(edge - 0.5, color=NEUTRALS["grid"], lw=1)
    turn = 90 if len(names) > _WRITTEN else 40 if max(map(len, names)) * len(names) > 60 else 0
    ax.set_xticks(range(len(names)), names, rotation=turn)
    for label in ax.get_xticklabels() if turn else []:
        label.set(ha="right", va="center" if turn == 90 else "top", rotation_mode="anchor")
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(length=0)


def _list_mistakes(ax: Axes, sizes: Array, names: list[str], amounts: list[list[str]]) -> None:
    """Spell out the largest mistakes below the matrix."""
    mistakes = np.where(np.eye(len(names), dtype=bool), 0, sizes)
    largest = np.argsort(-mistakes, axis=None, kind="stable")[:_LISTED]
    lines = [say("clase predicha // predicted class"), ""]
    for i, j in zip(*np.unravel_index(largest, mistakes.shape), strict=True):
        if mistakes[i, j] > 0:
            one, other = names[i], names[j]
            if len(names) > _NAMED:
                one, other = f"{one} ({i})", f"{other} ({j})"
            lines.append(f"{one} → {other}: {amounts[i][j]}")
    ax.set_xlabel("\n".join(lines), linespacing=1.3)


@styled
def plot_boundary(
    x: ArrayLike,
    targets: ArrayLike,
    predict: Callable[[Array], ArrayLike],
    *,
    class_names: Sequence[str] | None = None,
    xlabel: str = "$x_1$",
    ylabel: str = "$x_2$",
    threshold: float = 0.5,
    ax: Axes | None = None,
) -> Figure:
    """Examples of two features over what a model answers everywhere between them.

    Two classes: the tint is the probability of class 1, the line where it equals `threshold`.
    More classes: the tint is the most probable class, the lines are where it changes.

    Args:
        x: Features, shape `(N, 2)`.
        targets: True classes, shape `(N,)`, integers from 0.
        predict: Maps features `(M, 2)`, float32, to probabilities of class 1 `(M,)` or `(M, 1)`,
            or to scores of C classes `(M, C)`.
        threshold: Probability in `(0, 1)` from which the answer is class 1.
    """
    x, targets = as_array(x), as_classes(targets).ravel()
    if x.ndim != 2 or x.shape[1] != 2 or len(x) != len(targets) or len(x) == 0:
        raise ValueError(f"expected x (N, 2) and N targets, got {x.shape} and {len(targets)}")
    require.finite("features", x)
    n_names = len(class_names) if class_names else targets.max() + 1
    if not 0 <= targets.min() <= targets.max() < n_names:
        raise ValueError(
            f"expected classes in [0, {n_names}), one for each name, "
            f"got {targets.min()} to {targets.max()}"
        )
    fig, ax = drawn_on(ax, figsize=(WIDTH, 5.0))
    _draw_field(ax, x, predict, threshold)
    for label in np.unique(targets):
        marker = _MARKERS[label % len(_MARKERS)]
        size = 75 if marker == "*" else 32
        color = COLORS[_CLASS_COLORS[label % len(_CLASS_COLORS)]]
        name = say(class_names[label] if class_names else f"clase {label} // class {label}")
        look: dict[str, Any] = {"color": color, "marker": marker, "s": size, "zorder": 3}
        look |= {"edgecolor": NEUTRALS["background"], "linewidth": 0.7}
        first, second = x[targets == label].T
        ax.scatter(first, second, label=name, **look)
    ax.set(xlabel=say(xlabel), ylabel=say(ylabel))
    ax.grid(False)
    key_line(ax)
    return fig


def _draw_field(
    ax: Axes, x: Array, predict: Callable[[Array], ArrayLike], threshold: float
) -> None:
    """Ask the model on a grid over the examples; tint by its answer and draw the boundary."""
    low, high = x.min(axis=0), x.max(axis=0)
    room = np.where(high > low, 0.08 * (high - low), 1.0)  # all alike in one feature
    sides = [np.linspace(a, b, 200) for a, b in zip(low - room, high + room, strict=True)]
    mesh = np.meshgrid(*sides)
    points = np.stack([axis.ravel() for axis in mesh], axis=1).astype(np.float32)  # (200 * 200, 2)
    answers = as_array(predict(points))
    if answers.ndim not in (1, 2) or len(answers) != len(points):
        raise ValueError(
            f"expected predict to give (M,) or (M, C) for M = {len(points)}, got {answers.shape}"
        )
    answers = answers.reshape(len(points), -1)
    require.finite("answers of predict", answers)
    place = [end for side in sides for end in side[[0, -1]]]
    look: dict[str, Any] = {"extent": place, "origin": "lower", "aspect": "auto"}
    if answers.shape[1] == 1:
        require.fractions("probabilities from predict", answers, "; apply sigmoid to logits first")
        field = answers.reshape(mesh[0].shape)
        cmap = diverging_map(COLORS["orange"], COLORS["blue"], strongest=0.42)
        ax.imshow(field, cmap=cmap, vmin=0, vmax=1, interpolation="bilinear", **look)
        ax.contour(*mesh, field, [threshold], colors=[NEUTRALS["text"]], linewidths=2)
        return
    best = answers.argmax(axis=1).reshape(mesh[0].shape)
    tints = np.array([to_rgba(COLORS[name], 0.3) for name in _CLASS_COLORS])
    ax.imshow(tints[best % len(tints)], interpolation="nearest", **look)
    for label in range(answers.shape[1]):
        rest = np.delete(answers, label, axis=1).max(axis=1)
        lead = (answers[:, label] - rest).reshape(mesh[0].shape)  # 0 where the class changes
        ax.contour(*mesh, lead, [0], colors=[NEUTRALS["text"]], linewidths=1.4)


@styled
def plot_roc(
    curves: Mapping[str, Curve],
    *,
    points: Mapping[str, tuple[float, float]] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """True positive rate against false positive rate, one curve for each model.

    Args:
        curves: Name of the model and what `roc_curve` gives, or only `(fpr, tpr)`, each `(K,)`.
        points: Places to name: name and `(fpr, tpr)`.
    """
    positives = "tasa de verdaderos positivos // true positive rate"
    fig, ax = _rate_axes(ax, "tasa de falsos positivos // false positive rate", positives)
    ax.plot([0, 1], [0, 1], color=NEUTRALS["axes"], lw=1.4, ls=(0, (4, 3)))
    ax.text(0.62, 0.56, say("al azar // by chance"), bbox=plate())
    _draw_rates(ax, curves, points or {}, "fpr and tpr")
    return fig


@styled
def plot_pr(
    curves: Mapping[str, Curve],
    *,
    prevalence: float | None = None,
    points: Mapping[str, tuple[float, float]] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Precision against recall, one curve for each model.

    Args:
        curves: Name of the model and what `pr_curve` gives, or only `(recall, precision)`.
        prevalence: Share of positive examples, in `[0, 1]`: the precision of saying yes always.
        points: Places to name: name and `(recall, precision)`.
    """
    fig, ax = _rate_axes(ax, "exhaustividad // recall", "precisión // precision")
    if prevalence is not None:
        require.fractions("prevalence", prevalence)
        ax.axhline(prevalence, color=NEUTRALS["axes"], lw=1.4, ls=(0, (4, 3)))
        share = percent(prevalence, decimals=0 if prevalence >= 0.095 else 1)
        text = say(f"al azar: {share} de positivos // by chance: {share} positives")
        ax.text(0.02, prevalence + 0.02, text, va="bottom", bbox=plate())
    _draw_rates(ax, curves, points or {}, "recall and precision")
    return fig


def _rate_axes(ax: Axes | None, xlabel: str, ylabel: str) -> tuple[Figure, Axes]:
    fig, ax = drawn_on(ax, figsize=(WIDTH, 5.0))
    ax.set(xlabel=say(xlabel), ylabel=say(ylabel), xlim=(-0.02, 1.02), ylim=(-0.02, 1.04))
    return fig, ax


def _draw_rates(
    ax: Axes, curves: Mapping[str, Curve], points: Mapping[str, tuple[float, float]], names: str
) -> None:
    if not curves:
        raise ValueError("expected at least one curve, got an empty dictionary")
    for place, (name, (x, y, *_)) in enumerate(curves.items()):
        ax.plot(*as_pairs(names, x, y), label=say(name), **look(place))
    key_line(ax)
    for name, (x, y) in points.items():
        ax.plot(x, y, "o", color=COLORS["red"], ms=9, zorder=5)
        note(ax, name, (x, y), (10, -6))
