"""Texts beside marks: they name a line or a place, and none covers another."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Annotation

from tutorial_lib.plots.base import NEUTRALS
from tutorial_lib.runtime import say


def label_ends(ax: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Write each line's name to the right of the axes, beside its last point, without overlap.

    More names than fit there stand above the axes.

    The last lines of the axes are in the order of `ends`, one `(x, y, text, color)` for each, in
    data units. The limits are fixed here.
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
    look: dict[str, Any] = {"textcoords": "axes fraction", "va": "center", "annotation_clip": False}
    for (x, y, text, color), far, old, new in zip(ends, across, fractions, heights, strict=True):
        moved = abs(old - new) > 0.004 or far < 0.98
        ax.plot([x], [y], "o", color=color, markersize=7, clip_on=False, zorder=4)
        leader = {"arrowstyle": "-", "color": color, "shrinkB": 0, "shrinkA": 1} if moved else None
        ax.annotate(say(text), (x, y), (1.05 if moved else 1.025, new), arrowprops=leader, **look)


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
    look: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (-0.01, 1.0)}
    look |= {"borderaxespad": 0.2, "handletextpad": 0.5, "columnspacing": 1.6, "handlelength": 1.8}
    for columns in (4, 3, 2, 1):
        key = ax.legend(ncols=columns, **look)
        if key.get_window_extent().width <= ax.get_window_extent().width:
            return
