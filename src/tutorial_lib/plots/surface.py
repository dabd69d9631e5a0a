"""Figures of a loss over two parameters: its contour lines and the paths of a descent."""

import math
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike

from tutorial_lib.plots import require
from tutorial_lib.plots.axes import Panels, drawn_on, name_sides, panels
from tutorial_lib.plots.base import COLORS, DARKEST, WIDTH, role, styled
from tutorial_lib.plots.labels import note, plate
from tutorial_lib.plots.values import Array, as_array, number
from tutorial_lib.runtime import say

_POINT: dict[str, Any] = {"marker": "o", "color": COLORS["red"], "ms": 9, "ls": ""}
_MARKS: dict[str, dict[str, Any]] = {
    "inicio // start": _POINT | role("start"),
    "último paso // last step": _POINT | role("last step") | {"ms": 8},
    "mínimo // minimum": _POINT | role("minimum") | {"ms": 14, "mew": 2.5},
}


@styled
def plot_contours(
    x: ArrayLike,
    y: ArrayLike,
    z: ArrayLike,
    *,
    xlabel: str = "sesgo $b$ // bias $b$",
    ylabel: str = "peso $w$ // weight $w$",
    levels: int = 10,
    points: Mapping[str, tuple[float, float]] | None = None,
    start: tuple[float, float] | None = None,
    minimum: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Contour lines of a loss over two parameters, each labelled with its value.

    The levels are round numbers, 1, 2, 5, 10, 20 …, so that the valley shows as well as the
    slopes; the higher the ground, the darker.

    Args:
        x: First parameter, shape `(X,)`, increasing.
        y: Second parameter, shape `(Y,)`, increasing.
        z: Loss at each pair, shape `(Y, X)`.
        levels: How many lines at most; the lowest are left out.
        points: Places to name: name and `(x, y)`; others are start and minimum.
    """
    x, y, z = _surface(x, y, z)
    fig, ax = drawn_on(ax, figsize=(WIDTH, 5.0))
    _draw_contours(ax, x, y, z, levels, labels=True)
    places = {"inicio // start": start, "mínimo // minimum": minimum} | dict(points or {})
    for name, place in places.items():
        if place is not None:
            _name_point(ax, place, name)
    ax.set(xlabel=say(xlabel), ylabel=say(ylabel))
    return fig


@styled
def plot_path(
    x: ArrayLike,
    y: ArrayLike,
    z: ArrayLike,
    paths: Mapping[str, ArrayLike],
    *,
    xlabel: str = "sesgo $b$ // bias $b$",
    ylabel: str = "peso $w$ // weight $w$",
    levels: int = 10,
    minimum: tuple[float, float] | None = None,
    axes: Panels = None,
) -> Figure:
    """The steps of a descent over contour lines, one panel for each path.

    Args:
        x: As `plot_contours` takes them, with y, z and minimum.
        paths: Name and parameters after each step, shape `(T, 2)`; a path that leaves the grid is
            cut at its edge.
    """
    x, y, z = _surface(x, y, z)
    walks = {say(name): as_array(path) for name, path in paths.items()}
    for name, walk in walks.items():
        if walk.ndim != 2 or walk.shape[1] != 2 or len(walk) == 0:
            raise ValueError(f"expected path {name!r} of shape (T, 2), got {walk.shape}")
    if not walks:
        raise ValueError("expected at least one path, got an empty dictionary")
    columns = min(len(walks), 2)
    height = 5.0 if columns == 1 else 0.6 + 2.9 * ((len(walks) + 1) // 2)
    fig, drawn = panels(len(walks), columns, height, axes, sharex=True, sharey=True)
    for ax, (name, walk) in zip(drawn, walks.items(), strict=True):
        _draw_contours(ax, x, y, z, levels, columns=columns)
        ax.plot(*walk[:-1].T, ls="", ms=3.5, **role("path"))
        ax.plot(*walk.T, color=role("path")["color"], lw=1.2)
        ax.plot(*walk[0], **_MARKS["inicio // start"])
        ax.plot(*walk[-1], **_MARKS["último paso // last step"])
        if minimum is not None:
            ax.plot(*minimum, **_MARKS["mínimo // minimum"])
        ax.set(title=name, xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
    _explain(fig if axes is None else drawn[0], minimum is not None)
    name_sides(fig, drawn, xlabel, ylabel)
    return fig


def _explain(sheet: Figure | Axes, minimum: bool) -> None:
    """Say what the marks mean: in one line over the figure, or inside the first of given axes."""
    marks = {n: mark for n, mark in _MARKS.items() if minimum or mark["marker"] != "+"}
    handles = [Line2D([], [], **mark) for mark in marks.values()]
    names = [say(name) for name in marks]
    over: dict[str, Any] = {"loc": "outside upper left", "ncols": 3}
    sheet.legend(handles, names, handletextpad=0.3, **over if isinstance(sheet, Figure) else {})


def _surface(x: ArrayLike, y: ArrayLike, z: ArrayLike) -> tuple[Array, Array, Array]:
    x, y, z = as_array(x), as_array(y), as_array(z)
    if x.ndim != 1 or y.ndim != 1 or z.shape != (len(y), len(x)) or z.size < 4:
        raise ValueError(
            f"expected x (X,), y (Y,) and z (Y, X), got {x.shape}, {y.shape} and {z.shape}"
        )
    require.finite("z", z)
    if z.min() == z.max():
        raise ValueError(f"expected z that is not the same everywhere, got only {number(z.min())}")
    return x, y, z


def _draw_contours(
    ax: Axes, x: Array, y: Array, z: Array, levels: int, *, labels: bool = False, columns: int = 1
) -> None:
    """Tint each layer darker than the one below it, and draw the lines between them."""
    heights = round_levels(float(z.min()), float(z.max()), levels)
    edges = heights[::columns]  # small panels make do with fewer
    tints = [to_rgba(COLORS["blue"], DARKEST * k / len(edges)) for k in range(len(edges) + 1)]
    fills = ax.contourf(x, y, z, [z.min(), *edges, z.max()], colors=tints)
    lines = ax.contour(x, y, z, heights, colors=[COLORS["blue"]], linewidths=1.1)
    ax.grid(False)
    if labels:
        texts = ax.clabel(lines, heights[::2], fmt="%g", fontsize=10)
        for text in texts:
            text.set(color=plt.rcParams["text.color"], bbox=plate(alpha=0.7))
    for contours in (fills, lines):
        _thin(contours, scale=0.3 / columns)


def round_levels(low: float, high: float, most: int) -> list[float]:
    """The numbers 1, 2, 5, 10, 20 … between two heights; of many, the highest `most`.

    Where fewer than four lie between them, as on ground far above zero, evenly spaced ones.
    """
    top = math.floor(math.log10(high)) if high > 0 else 0
    series = [float(f"{digit}e{top - i}") for i in reversed(range(most)) for digit in (1, 2, 5)]
    levels = [level for level in series if low < level < high][-most:]
    if len(levels) >= min(most, 4):
        return levels
    even = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)
    return [float(level) for level in even if low < level < high]


def _thin(contours: ContourSet, *, scale: float) -> None:
    """Leave out the points without which every curve stays where it is, to a third of a pixel.

    A fine grid makes smooth curves of thousands of points, too many for a drawing of lines. The
    axes, which have their limits, count as `scale` times as large: matplotlib leaves out points up
    to a ninth of a pixel off.
    """
    paper = contours.axes.transData + Affine2D().scale(scale)
    back = paper.inverted()
    thinned = []
    for path in contours.get_paths():
        thin: Any = path.transformed(paper).cleaned(simplify=True)
        thinned.append(Path(back.transform(thin.vertices[:-1]), thin.codes[:-1]))  # but the stop
    contours.set_paths(thinned)


def _name_point(ax: Axes, place: tuple[float, float], name: str) -> None:
    """Mark a place and write its name in the first corner beside it where no other text stands."""
    ax.plot(*place, zorder=5, **_MARKS.get(name, _POINT))
    taken = [text.get_window_extent() for text in ax.texts]
    for shift in ((10, 8), (-10, 8), (10, -8), (-10, -8)):
        written = note(ax, name, place, shift)
        if written.get_window_extent().count_overlaps(taken) == 0:
            return
        written.remove()
    note(ax, name, place, (10, 8))
