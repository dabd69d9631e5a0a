"""What every figure shares: colors, the style sheet and tints."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec

import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

P = ParamSpec("P")

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

# A role has one color and one marker in all the course: here, in pages and in interactive figures.
ROLES: dict[str, tuple[str, str]] = {
    "training": ("blue", "o"),
    "validation": ("orange", "D"),
    "path": ("orange", "o"),
    "start": ("purple", "o"),
    "last step": ("red", "D"),
    "minimum": ("green", "+"),
}

# The dark copy of a figure is made by exchanging these four, in this order.
NEUTRALS: dict[str, str] = {
    "text": "#1f2a37",
    "axes": "#5b6776",
    "grid": "#d9dee5",
    "background": "#ffffff",
}

WIDTH, HEIGHT = 7.0, 4.3  # inches
# The highest ground of a map; what is lower is lighter.
DARKEST = 0.4
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


def role(name: str) -> dict[str, Any]:
    """Color and marker of a role, as `plot` and `scatter` take them."""
    color, marker = ROLES[name]
    return {"color": COLORS[color], "marker": marker}


def look(index: int, colors: Sequence[str] = tuple(COLORS)) -> dict[str, Any]:
    """Color and dashes of a line: each color once in full, then with dashes, then with dots too."""
    again, place = divmod(index, len(colors))
    dashes = (0, (4, 2) + (1, 2) * (again - 1)) if again else "-"
    return {"color": COLORS[colors[place]], "linestyle": dashes}


def tint_map(color: str, *, strongest: float = TINT) -> LinearSegmentedColormap:
    """A color map from the page's own background (transparent) to a tint of `color`."""
    ends = [to_rgba(color, 0.0), to_rgba(color, strongest)]
    return LinearSegmentedColormap.from_list("tint", ends)


def diverging_map(low: str, high: str, *, strongest: float = 1.0) -> LinearSegmentedColormap:
    """A color map from `low` through the page's own background (transparent) to `high`."""
    tints = ((0.0, low, strongest), (0.5, low, 0.0), (0.5, high, 0.0), (1.0, high, strongest))
    stops = [(place, to_rgba(color, alpha)) for place, color, alpha in tints]
    return LinearSegmentedColormap.from_list("diverging", stops)
