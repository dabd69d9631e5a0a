"""What every figure shares: colors, the style sheet, axes and tints."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from numpy.typing import NDArray

from tutorial_lib.runtime import say

P = ParamSpec("P")
Panels = Axes | Sequence[Axes] | NDArray[Any] | None  # of the reader; a new figure without them

STYLE = "tutorial_lib.gradiente"
# The typefaces of text and code on the pages; the second of each has the signs the first lacks.
TEXT = ["Atkinson Hyperlegible Next", "DejaVu Sans"]
CODE = ["JetBrains Mono", "DejaVu Sans Mono"]

# Contrast at least 3:1 on white and on the dark page, and told apart by color-blind readers.
COLORS: dict[str, str] = {
    "blue": "#466ff1",
    "orange": "#c4760e",
    "green": "#1b7c3f",
    "purple": "#9a5fc4",
    "red": "#ea6074",
    "sky": "#1da1b1",
}

# The dark copy of a figure is made by exchanging these four, in this order.
NEUTRALS: dict[str, str] = {
    "text": "#1f2a37",
    "axes": "#5b6776",
    "grid": "#d9dee5",
    "background": "#ffffff",
}

WIDTH, HEIGHT = 7.0, 4.3  # inches
# A tint this strong leaves text in the text color readable on it, on light and on dark.
TINT = 0.55


def _bring(*fonts: str) -> None:
    """Tell matplotlib where the files of the typefaces are."""
    for name in fonts:
        fontManager.addfont(Path(__file__).parents[1] / "fonts" / name)


# A style sheet names typefaces but cannot bring them, so this is done at import.
_bring("atkinson-next-regular.ttf", "atkinson-next-bold.ttf", "jetbrains-mono-regular.ttf")


def styled(plot: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw with the course's style sheet, and leave no open window behind.

    The figure comes from pyplot, so that a notebook knows how to show it, and is closed there,
    so that it is shown once: as the value of the cell. The reader's own stays open.
    """

    @functools.wraps(plot)
    def draw(*args: P.args, **kwargs: P.kwargs) -> Figure:
        before = set(plt.get_fignums())
        try:
            with plt.style.context(STYLE):
                fig = plot(*args, **kwargs)
                for _ in range(2):  # until the layout rests: light and dark copy stand alike
                    fig.draw_without_rendering()
                return fig
        finally:
            for number in set(plt.get_fignums()) - before:
                plt.close(number)

    return draw


def look(index: int, colors: Sequence[str] = tuple(COLORS)) -> dict[str, Any]:
    """Color and dashes of a line: each color once in full, then with dashes, then with dots too."""
    again, place = divmod(index, len(colors))
    dashes = (0, (4, 2) + (1, 2) * (again - 1)) if again else "-"
    return {"color": COLORS[colors[place]], "linestyle": dashes}


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


def tint_map(color: str, *, strongest: float = TINT) -> LinearSegmentedColormap:
    """A color map from the page's own background (transparent) to a tint of `color`."""
    ends = [to_rgba(color, 0.0), to_rgba(color, strongest)]
    return LinearSegmentedColormap.from_list("tint", ends)


def diverging_map(low: str, high: str, *, strongest: float = 1.0) -> LinearSegmentedColormap:
    """A color map from `low` through the page's own background (transparent) to `high`."""
    tints = ((0.0, low, strongest), (0.5, low, 0.0), (0.5, high, 0.0), (1.0, high, strongest))
    stops = [(place, to_rgba(color, alpha)) for place, color, alpha in tints]
    return LinearSegmentedColormap.from_list("diverging", stops)
