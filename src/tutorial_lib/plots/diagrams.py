"""Boxes, arrows and words on a blank figure in inches: what every diagram is drawn with."""

from typing import Any

import matplotlib.pyplot as plt
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from tutorial_lib.plots.axes import no_grid
from tutorial_lib.plots.base import CODE, COLORS, HEIGHT, NEUTRALS, STYLE, TEXT, WIDTH
from tutorial_lib.plots.labels import plate
from tutorial_lib.runtime import say

Place = tuple[float, float] | FancyBboxPatch  # a point (x, y) in inches, or a box
_GAP = 1.5  # points left free beside a box and before the head of an arrow


def diagram(width: float = WIDTH, height: float = HEIGHT) -> "Diagram":
    """A blank figure, `width` by `height` inches, to draw boxes, arrows and words on.

    Example:
        >>> sheet = diagram(4, 1)
        >>> data = sheet.box(0.8, 0.5, 1.2, 0.6, "datos // data", color="green")
        >>> model = sheet.box(3.2, 0.5, 1.2, 0.6, "modelo // model", color="blue")
        >>> sheet.arrow(data, model)
        >>> sheet.figure
        <Figure size 400x100 with 1 Axes>
    """
    return Diagram(width, height)


class Diagram:
    """What `diagram` returns: a `figure`, the `axes` that fill it, and methods that draw on them.

    Lengths are inches, x from the left edge and y from the lower one. Texts may be pairs. Colors
    have the names of `COLORS` and `NEUTRALS`. Other keywords (`look`) go to the matplotlib artist.
    """

    def __init__(self, width: float, height: float) -> None:
        with plt.style.context(STYLE):
            self.figure = plt.figure(figsize=(width, height))
            self.figure.set_layout_engine("none")  # given as `layout`, a savefig would undo it
            self.axes = self.figure.add_axes((0, 0, 1, 1))
        plt.close(self.figure)  # it is shown once: as the value of the cell
        no_grid(self.axes)
        self.axes.set(xlim=(0, width), ylim=(0, height))

    def text(self, x: float, y: float, text: str, *, color: str = "text", **look: Any) -> None:
        """Write a text with its center on (x, y)."""
        usual: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 11}
        family = CODE if look.get("family") == "monospace" else look.get("family", TEXT)
        look |= {"family": family, "math_fontfamily": "stix"}  # outside the style sheet, too
        self.axes.text(x, y, say(text), **usual | {"color": _color(color)} | look)

    def chip(
        self, x: float, y: float, text: str, color: str, *, solid: bool = False, **look: Any
    ) -> None:
        """Write a short text in bold on a tint of its color; a `solid` one hides what is below."""
        frame = {"boxstyle": "round,pad=0.28", "ec": _color(color), "lw": 1.2}
        look |= {"weight": "bold"}
        if solid:
            ground = frame | {"fc": NEUTRALS["background"], "ec": "none"}
            self.text(x, y, text, bbox=ground, alpha=0, zorder=2, **look)
        self.text(x, y, text, bbox=frame | {"fc": to_rgba(_color(color), 0.16)}, **look)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str = "",
        note: str = "",
        *,
        color: str = "axes",
        tint: float = 0.0,
        corner: float = 0.06,
        **look: Any,
    ) -> FancyBboxPatch:
        """Draw a box with its center on (x, y); what it returns can be an end of an arrow.

        Args:
            text: What stands inside, in bold where a note, a smaller second line, follows.
            tint: How much of the color fills the box, from 0 (the page's own color) to 1.
            corner: Radius of the corners.
        """
        fill = to_rgba(_color(color), tint) if tint else NEUTRALS["background"]
        usual = {"facecolor": fill, "edgecolor": _color(color), "linewidth": 1.8, "zorder": 2}
        style = f"round,pad=0,rounding_size={corner}" if corner else "square,pad=0"
        low = (x - width / 2, y - height / 2)
        box = FancyBboxPatch(low, width, height, boxstyle=style, **usual | look)
        self.axes.add_patch(box)
        if note:
            self.text(x, y + 0.12, text, weight="bold")
            self.text(x, y - 0.13, note, fontsize=10)
        elif text:
            self.text(x, y, text)
        return box

    def arrow(
        self, start: Place, end: Place, text: str = "", *, bend: float = 0.0, head: bool = True
    ) -> None:
        """Draw an arrow between points or boxes; at a box it begins or ends on the frame.

        Args:
            text: What stands over its middle.
            bend: Height of its arc as a fraction of its length; above 0 the arc is on the left of
                someone who follows the arrow.
            head: Whether it has a head; without, it is a line.
        """
        (x0, y0), (x1, y1) = ends = [_center(place) for place in (start, end)]
        boxes = [place if isinstance(place, FancyBboxPatch) else None for place in (start, end)]
        arrow = FancyArrowPatch(
            *ends,
            arrowstyle="-|>" if head else "-",
            connectionstyle=f"arc3,rad={-2 * bend}",
            patchA=boxes[0],
            patchB=boxes[1],
            shrinkA=_GAP if boxes[0] else 0,
            shrinkB=_GAP if boxes[1] or head else 0,
            mutation_scale=13,
            color=NEUTRALS["axes"],
            linewidth=1.4,
        )
        self.axes.add_patch(arrow)
        if text:
            x, y = (x0 + x1) / 2 - bend * (y1 - y0), (y0 + y1) / 2 + bend * (x1 - x0)
            self.text(x, y, text, bbox=plate(alpha=1))


def _center(place: Place) -> tuple[float, float]:
    if isinstance(place, FancyBboxPatch):
        return place.get_x() + place.get_width() / 2, place.get_y() + place.get_height() / 2
    return place


def _color(name: str) -> str:
    named = COLORS | NEUTRALS
    if name not in named:
        raise ValueError(f"no color named {name!r}; there are {list(named)}")
    return named[name]
