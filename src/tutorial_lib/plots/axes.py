"""Where a figure is drawn: on axes of its own, or on those of the reader."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from tutorial_lib.plots.base import WIDTH
from tutorial_lib.runtime import say

Panels = Axes | Sequence[Axes] | NDArray[Any] | None  # of the reader; a new figure without them


def drawn_on(ax: Axes | None, **options: Any) -> tuple[Figure, Axes]:
    """The axes that the reader gave, or those of a new figure, with their figure."""
    if ax is None:
        return plt.subplots(**options)
    fig, [given] = _given(ax, 1)
    return fig, given


def panels(
    count: int, columns: int, height: float, axes: Panels, **options: Any
) -> tuple[Figure, list[Axes]]:
    """The axes that the reader gave, or those of a new figure in rows of so many columns."""
    if axes is not None:
        return _given(axes, count)
    rows = -(-count // columns)
    fig, grid = plt.subplots(rows, columns, figsize=(WIDTH, height), squeeze=False, **options)
    for ax in grid.flat[count:]:
        ax.set_visible(False)
    return fig, list(grid.flat[:count])


def _given(axes: Panels, count: int) -> tuple[Figure, list[Axes]]:
    given = list(np.ravel(np.asarray(axes, dtype=object)))
    if len(given) != count or not all(isinstance(ax, Axes) for ax in given):
        kinds = ", ".join(type(ax).__name__ for ax in given) or "none"
        raise ValueError(f"expected {count} axes of matplotlib, one for each panel, got {kinds}")
    inside: Any = given[0].figure  # a part of a figure knows the whole
    return inside.figure, given


def name_sides(fig: Figure, axes: Sequence[Axes], xlabel: str, ylabel: str) -> None:
    """Name what all panels share once, at the edges of a figure that holds nothing else."""
    if len(axes) == sum(ax.get_visible() for ax in fig.axes):
        fig.supxlabel(say(xlabel))
        fig.supylabel(say(ylabel))
    else:
        for ax in axes:
            ax.set(xlabel=say(xlabel), ylabel=say(ylabel))


def no_grid(ax: Axes, *, spines: bool = False) -> None:
    """Leave out grid, ticks and, unless asked for, the frame: for pictures and drawings."""
    ax.grid(False)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(spines)
