"""What every figure shares: colors, the style sheet, labels and checks."""

import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ParamSpec

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Annotation
from numpy.typing import ArrayLike, NDArray

from tutorial_lib.runtime import language, say

P = ParamSpec("P")
Array = NDArray[Any]

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


def as_array(values: ArrayLike) -> Array:
    """The values as a numpy array; a tensor is detached and copied to the CPU first."""
    if hasattr(values, "detach"):
        tensor: Any = values.detach().cpu()
        small = tensor.is_floating_point() and tensor.element_size() < 4
        return np.asarray(tensor.float() if small else tensor)  # numpy has no bfloat16
    if isinstance(values, Sequence) and any(hasattr(value, "detach") for value in values):
        return np.stack([as_array(value) for value in values])
    return np.asarray(values)


def as_numbers(name: str, values: ArrayLike) -> Array:
    """The values flattened to shape `(N,)`, with N > 0."""
    array = as_array(values).ravel()
    if array.size == 0:
        raise ValueError(f"expected {name} with at least one number, got none")
    return array.astype(float)


def as_pairs(names: str, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Both flattened to shape `(N,)`; `names` is how a message calls them, as in 'x and y'."""
    shapes = as_array(x).shape, as_array(y).shape
    flat_x, flat_y = as_array(x).ravel().astype(float), as_array(y).ravel().astype(float)
    if flat_x.size != flat_y.size or flat_x.size == 0:
        raise ValueError(
            f"expected {names} with the same number of values, at least one, "
            f"got shapes {shapes[0]} and {shapes[1]}"
        )
    return flat_x, flat_y


def texts(labels: Iterable[object]) -> list[str]:
    """Labels in the language of the run; they may be pairs, or numbers in an array or tensor."""
    plain: Iterable[object] = labels.tolist() if hasattr(labels, "tolist") else labels
    return [say(str(label)) for label in plain]


def number(value: float) -> str:
    """A number short enough for a label: 11, 7.5, 0.0081, 1.2e-07."""
    if not np.isfinite(value) or value == 0:
        return f"{value:g}".replace("-", "−")
    text = f"{value:.1e}" if abs(value) < 1e-3 or abs(value) >= 1e5 else f"{value:.3g}"
    if 1000 <= abs(value) < 1e5:
        text = f"{value:.0f}"
    return text.replace("-", "−")


def numbers(values: Iterable[float]) -> list[str]:
    """The numbers with as many decimals each, three significant digits in the largest."""
    values = [float(value) for value in values]
    largest = max((abs(value) for value in values if np.isfinite(value)), default=0.0)
    if largest >= 1e5 or 0 < largest < 1e-3:
        return [number(value) for value in values]
    whole = all(value == int(value) for value in values if np.isfinite(value))
    decimals = 0 if whole or largest >= 100 else 1 if largest >= 10 else 2 if largest >= 1 else 3
    return [f"{value:.{decimals}f}".replace("-", "−") for value in values]


def percent(fraction: float, *, decimals: int = 0) -> str:
    """A fraction in `[0, 1]` as a percentage, written as the language of the run writes it."""
    space = "\u202f" if language() == "es" else ""
    return f"{100 * fraction:.{decimals}f}{space}%"


def thousands(count: int) -> str:
    """A whole number with its thousands set apart as the language of the run does it."""
    return f"{count:,}".replace(",", "\u202f") if language() == "es" else f"{count:,}"


def look(index: int, colors: Sequence[str] = tuple(COLORS)) -> dict[str, Any]:
    """Color and dashes of a line: each color once in full, then with dashes, then with dots too."""
    again, place = divmod(index, len(colors))
    dashes = (0, (4, 2) + (1, 2) * (again - 1)) if again else "-"
    return {"color": COLORS[colors[place]], "linestyle": dashes}


def label_ends(ax: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Write each line's name to the right of the axes, beside its last point, without overlap.

    More names than fit there stand above the axes.

    Args:
        ax: Axes with all their lines, the last ones in the order of `ends`; the limits are fixed
            here.
        ends: One `(x, y, text, color)` for each line; x and y in data units.
    """
    if not ends:
        return
    ax.set(xlim=ax.get_xlim(), ylim=ax.get_ylim())
    to_fraction = ax.transData + ax.transAxes.inverted()
    across, fractions = to_fraction.transform([(x, y) for x, y, _, _ in ends]).T.tolist()
    height_points = ax.get_window_extent().height * 72 / ax.figure.dpi
    gap = 11 * 1.35 / height_points
    if len(ends) * gap > 1.1:
        for line, (_, _, text, _) in zip(ax.lines[-len(ends) :], ends, strict=True):
            line.set_label(say(text))
        key_line(ax)
        return
    heights = spread(fractions, gap)
    for (x, y, text, color), far, old, new in zip(ends, across, fractions, heights, strict=True):
        moved = abs(old - new) > 0.004 or far < 0.98
        ax.plot([x], [y], "o", color=color, markersize=7, clip_on=False, zorder=4)
        ax.annotate(
            say(text),
            xy=(x, y),
            xytext=(1.05 if moved else 1.025, new),
            textcoords="axes fraction",
            va="center",
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": color, "shrinkB": 0, "shrinkA": 1}
            if moved
            else None,
        )


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """The same heights, moved as little as needed for neighbors to stand `gap` apart."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    groups: list[tuple[float, list[int]]] = []  # (center, members from low to high)
    for i in order:
        center, members = heights[i], [i]
        while groups and center - groups[-1][0] < gap * (len(members) + len(groups[-1][1])) / 2:
            center_below, below = groups.pop()
            total = center * len(members) + center_below * len(below)
            members = below + members
            center = total / len(members)
        groups.append((center, members))
    moved = list(heights)
    for center, members in groups:
        for rank, i in enumerate(members):
            moved[i] = center + gap * (rank - (len(members) - 1) / 2)
    return moved


def plate(*, alpha: float = 0.85) -> dict[str, Any]:
    """A box in the page's own color behind a text, so that marks under it do not disturb."""
    return {
        "boxstyle": "round,pad=0.15",
        "facecolor": NEUTRALS["background"],
        "edgecolor": "none",
        "alpha": alpha,
    }


def note(
    ax: Axes, text: str, at: tuple[float, float], shift: tuple[float, float], **options: Any
) -> Annotation:
    """Write a text on a plate beside a place, `shift` points to the right and up of it."""
    across, up = shift
    usual: dict[str, Any] = {
        "textcoords": "offset points",
        "ha": "left" if across > 0 else "right" if across < 0 else "center",
        "va": "bottom" if up > 0 else "top" if up < 0 else "center",
        "weight": "bold",
        "bbox": plate(),
        "zorder": 6,
        "annotation_clip": False,
    }
    return ax.annotate(say(text), at, shift, **usual | options)


def key_line(ax: Axes) -> None:
    """Name the marks of the figure above the axes, without a box, in as many columns as fit."""
    for columns in (4, 3, 2, 1):
        key = ax.legend(
            loc="lower left",
            bbox_to_anchor=(-0.01, 1.0),
            ncols=columns,
            borderaxespad=0.2,
            handletextpad=0.5,
            columnspacing=1.6,
            handlelength=1.8,
        )
        if key.get_window_extent().width <= ax.get_window_extent().width:
            return


def drawn_on(ax: Axes | None, **options: Any) -> tuple[Figure, Axes]:
    """The axes that the reader gave, or those of a new figure, with their figure."""
    if ax is None:
        return plt.subplots(**options)
    inside: Any = ax.figure  # a part of a figure knows the whole
    return inside.figure, ax


def no_grid(ax: Axes, *, spines: bool = False) -> None:
    """Leave out grid, ticks and, unless asked for, the frame: for pictures and drawings."""
    ax.grid(False)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(spines)


def tint_map(color: str, *, strongest: float = TINT) -> LinearSegmentedColormap:
    """A color map from the page's own background (transparent) to a tint of `color`."""
    return LinearSegmentedColormap.from_list(
        "tint", [to_rgba(color, 0.0), to_rgba(color, strongest)]
    )


def diverging_map(low: str, high: str, *, strongest: float = 1.0) -> LinearSegmentedColormap:
    """A color map from `low` through the page's own background (transparent) to `high`."""
    stops = [to_rgba(low, strongest), to_rgba(low, 0.0), to_rgba(high, 0.0)]
    return LinearSegmentedColormap.from_list(
        "diverging",
        list(zip([0.0, 0.5, 0.5, 1.0], [*stops, to_rgba(high, strongest)], strict=True)),
    )
