"""Figures of networks: units and layers as a diagram, and what the layers hold."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from numpy.typing import ArrayLike

from tutorial_lib.plots import require
from tutorial_lib.plots.axes import Panels, panels
from tutorial_lib.plots.base import COLORS, NEUTRALS, WIDTH, styled
from tutorial_lib.plots.diagrams import Diagram
from tutorial_lib.plots.values import as_numbers, number, thousands
from tutorial_lib.runtime import say

_TOP = 8  # a layer with more units than this is drawn with dots in its middle
_PITCH = 0.42  # inches from unit to unit
_RADIUS = 0.13


@styled
def plot_network(widths: Sequence[int], *, names: Sequence[str] | None = None) -> Figure:
    """The layers of a fully connected network with `widths` such as `[784, 300, 100, 10]`.

    Between them stand their numbers of parameters; without `names` they are input, hidden, output.
    """
    widths = [int(width) for width in widths]
    if len(widths) < 2 or min(widths) < 1:
        raise ValueError(f"expected two widths or more, each at least 1, got {widths}")
    hidden = ["oculta // hidden"] * (len(widths) - 2)
    names = list(names or ["entrada // input", *hidden, "salida // output"])
    if len(names) != len(widths):
        raise ValueError(f"expected {len(widths)} names, one for each layer, got {len(names)}")
    rows = max(min(width, _TOP) + (width > _TOP) for width in widths)
    height = rows * _PITCH + 1.5
    sheet = Diagram(WIDTH, height)
    step = min(2.2, (WIDTH - 1.4) / (len(widths) - 1))
    left = (WIDTH - step * (len(widths) - 1)) / 2
    layers = [_units(width, left + i * step, height / 2 + 0.05) for i, width in enumerate(widths)]
    for before, after in itertools.pairwise(layers):
        pairs = [[a, b] for a in before for b in after]
        lines = LineCollection(pairs, colors=NEUTRALS["axes"], lw=0.5, alpha=0.45, zorder=1)
        sheet.axes.add_collection(lines)
    for i, (units, width, name) in enumerate(zip(layers, widths, names, strict=True)):
        _draw_layer(sheet, units, width, _layer_color(i, len(widths)))
        x, top = left + i * step, height - 0.3
        sheet.text(x, top, name)
        sheet.text(x, top - 0.24, f"{width}", weight="bold", fontsize=12)
        if i:
            parameters = (widths[i - 1] + 1) * width
            sheet.text(x - step / 2, 0.42, thousands(parameters), va="baseline")
    sheet.text(WIDTH / 2, 0.14, "pesos y sesgos // weights and biases")
    return sheet.figure


def _layer_color(index: int, count: int) -> str:
    if index == 0:
        return COLORS["green"]
    return COLORS["orange"] if index == count - 1 else COLORS["blue"]


def _units(width: int, x: float, middle: float) -> list[tuple[float, float]]:
    """Centers of the drawn units from top to bottom, with a gap in a wide layer."""
    shown = min(width, _TOP)
    slots = shown + (width > _TOP)
    heights = [middle + (((slots - 1) / 2) - slot) * _PITCH for slot in range(slots)]
    if width > _TOP:
        del heights[shown // 2]
    return [(x, y) for y in heights]


def _draw_layer(sheet: Diagram, units: list[tuple[float, float]], width: int, color: str) -> None:
    for unit in units:
        sheet.axes.add_patch(Circle(unit, _RADIUS, facecolor=color, edgecolor="none", zorder=3))
    if width > _TOP:
        x, middle = units[0][0], (units[len(units) // 2 - 1][1] + units[len(units) // 2][1]) / 2
        for shift in (-0.1, 0, 0.1):
            dot = Circle((x, middle + shift), 0.022, color=NEUTRALS["text"], zorder=3)
            sheet.axes.add_patch(dot)


@styled
def plot_layer_histograms(
    layers: Mapping[str, ArrayLike], *, xlabel: str, bins: int = 60, axes: Panels = None
) -> Figure:
    """How activations, weights or gradients are spread, one panel for each layer.

    All panels share the x axis, so that a vanishing layer shows as a spike and an exploding one
    as a flat line. Each panel names its layer and its standard deviation.

    Args:
        layers: Name of the layer and its values, any shape.
    """
    if not layers:
        raise ValueError("expected at least one layer, got an empty dictionary")
    flat = {say(name): as_numbers(say(name), values) for name, values in layers.items()}
    for name, values in flat.items():
        require.finite(f"values in layer {name!r}", values)
    everything = np.concatenate(list(flat.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    height = max(2.6, 0.7 + 0.85 * len(flat))
    fig, drawn = panels(len(flat), 1, height, axes, sharex=True)
    for ax, (name, values) in zip(drawn, flat.items(), strict=True):
        ax.hist(values, bins=edges.tolist(), color=COLORS["blue"])
        ax.set_yticks([])
        ax.grid(False, axis="y")
        ax.spines["left"].set_visible(False)
        text = f"{name}\n" + say(f"desv. est. {number(values.std())} // sd {number(values.std())}")
        ax.text(1.02, 0.5, text, transform=ax.transAxes, va="center", linespacing=1.4)
    drawn[-1].set_xlabel(say(xlabel))
    return fig
