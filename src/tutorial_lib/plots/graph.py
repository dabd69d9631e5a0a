"""The computation graph of a result, drawn from `grad_fn` without Graphviz."""

import itertools
from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Ellipse

from tutorial_lib.plots.autograd_graph import Edge, Graph, Node, as_number, read_graph
from tutorial_lib.plots.base import NEUTRALS, WIDTH, styled
from tutorial_lib.plots.diagrams import Diagram
from tutorial_lib.plots.layers import place
from tutorial_lib.plots.value_graph import read_values
from tutorial_lib.plots.values import number
from tutorial_lib.runtime import say

_FORWARD, _BACKWARD = "blue", "orange"
_ROW, _COLUMN = 1.62, 1.28  # inches from node to node, at least
_KEY = 0.55  # inches for the line that names the colors
_HALF = 0.25  # half the height of an ellipse or box, in inches

Texts = Mapping[str, object]
Point = tuple[float, float]


@styled
def plot_graph(
    output: Any,
    *,
    names: Mapping[str, Any] | None = None,
    values: bool | Texts = True,
    gradients: bool | Texts = True,
) -> Figure:
    """The operations that made a tensor, from left to right.

    Leaves are boxes, operations ellipses. Above each stands its value from the forward pass (its
    shape when it holds more than one number), below it the derivative of the output with respect
    to it, from the backward pass. Where several paths leave a node, each says what flows back
    through it: their sum is the node's derivative.

    The function sends its own backward pass through the graph and leaves `.grad` alone. In a graph
    that `backward()` has used up it shows what named tensors still hold (`retain_grad`).

    Args:
        output: A tensor with a `grad_fn`; derivatives are shown when it holds one number.
        names: Names for tensors of the graph, leaves or results, such as `{"x": x, "y": y}`.
        values: Whether to show values, or texts in their place for some of the names.
        gradients: Whether to show derivatives, or texts in their place for some of the names.
    """
    names = names or {}
    for texts in (values, gradients):
        unknown = [] if isinstance(texts, bool) else [name for name in texts if name not in names]
        if unknown:
            raise ValueError(f"no tensor named {unknown[0]!r}; there are {list(names)}")
    graph = read_graph(output, names)
    return _Drawing(graph, values, gradients).sheet.figure


@styled
def plot_expression(output: Any, *, names: Mapping[str, Any] | None = None) -> Figure:
    """The operations that made a `Value` of `tutorial_lib.autograd`, from left to right.

    The drawing is that of `plot_graph`: values above, derivatives of `output` below, and where
    several paths leave a node, what flows back through each. The `grad` of the values stays as it
    is. A constant, an input without a name, is a box with its number.

    Args:
        output: A `Value` computed from others, or anything with `data`, `op` and `parents` like it.
        names: Names for values of the graph, inputs or results, such as `{"a": a, "y": y}`.
    """
    return _Drawing(read_values(output, names or {}), True, True).sheet.figure


class _Drawing:
    """One diagram: where each node and edge of a graph stands, and what is written there."""

    def __init__(self, graph: Graph, values: bool | Texts, gradients: bool | Texts) -> None:
        self.graph, self.values, self.gradients = graph, values, gradients
        ends = [(edge.source, edge.target) for edge in graph.edges]
        places, bends = place(len(graph.nodes), ends)
        columns = max(layer for layer, _ in places) + 1
        rows = [row for _, row in [*places, *(p for chain in bends.values() for p in chain)]]
        self.top, rows_between = min(rows), max(rows) - min(rows)
        width = max(WIDTH, columns * _COLUMN)
        self.step = min(width / columns, 2.0)
        self.left = (width - self.step * (columns - 1)) / 2
        self.height = (rows_between + 1) * _ROW + _KEY
        self.sheet = Diagram(width, self.height)
        self.centers = [self._inches(*at) for at in places]
        self.bends = {edge: [self._inches(*at) for at in chain] for edge, chain in bends.items()}
        self.routes = [self._route(edge) for edge in graph.edges]
        for edge, route in zip(graph.edges, self.routes, strict=True):
            self._edge(edge, route)
        for node, center in zip(graph.nodes, self.centers, strict=True):
            self._node(node, center)
        self._key(width)

    def _inches(self, layer: int, row: float) -> Point:
        middle = self.height - _KEY - _ROW / 2 + 0.12
        return self.left + layer * self.step, middle - (row - self.top) * _ROW

    def _node(self, node: Node, center: Point) -> None:
        x, y = center
        half = _half_width(node)
        if node.is_leaf:
            self.sheet.box(x, y, 2 * half, 2 * _HALF, color="green")
        else:
            ellipse = Ellipse(center, 2 * half, 2 * _HALF, linewidth=1.8, zorder=2)
            ellipse.set(facecolor=NEUTRALS["background"], edgecolor=NEUTRALS["axes"])
            self.sheet.axes.add_patch(ellipse)
        weight = "bold" if node.is_leaf else "normal"
        self.sheet.text(x, y, node.symbol, fontsize=13, weight=weight)
        below = say("hoja // leaf") if node.is_leaf else node.operation
        if value := _shown(node, node.value, self.values):
            named = node.name and not node.is_leaf
            self.sheet.chip(x, y + 0.47, f"{node.name} = {value}" if named else value, _FORWARD)
        gradient = _shown(node, node.gradient, self.gradients)
        if gradient:
            self.sheet.chip(x, y - 0.47, gradient, _BACKWARD)
        drop = 0.76 if gradient else 0.42
        self.sheet.text(x, y - drop, below, fontsize=10, color="axes")

    def _route(self, edge: Edge) -> list[Point]:
        """From the right side of the input to the left side of the operation."""
        (x0, y0), (x1, y1) = self.centers[edge.source], self.centers[edge.target]
        start = (x0 + _half_width(self.graph.nodes[edge.source]), y0)
        end = (x1 - _half_width(self.graph.nodes[edge.target]), y1)
        return [start, *self.bends[edge.source, edge.target], end]

    def _edge(self, edge: Edge, points: list[Point]) -> None:
        """An arrow, and on it what flows back, before the first arrow that crosses it."""
        twins = [e for e in self.graph.edges if (e.source, e.target) == (edge.source, edge.target)]
        bend = 0.0 if len(twins) == 1 else (0.275 if edge is twins[0] else -0.275)
        for a, b in itertools.pairwise(points):
            self.sheet.arrow(a, b, bend=bend, head=b is points[-1])
        flow = _shown(None, edge.gradient, bool(self.gradients))
        if flow and self._splits(edge):
            crossing = min(_crossing(points, other) for other in self.routes)
            part = 0.5 if bend else min(0.36, 0.6 * crossing)  # near the node it flows into
            x, y = (s + part * (e - s) for s, e in zip(points[0], points[1], strict=True))
            lift = bend * (points[1][0] - points[0][0])
            self.sheet.chip(x, y + lift, f"← {flow}", _BACKWARD, solid=True)

    def _splits(self, edge: Edge) -> bool:
        return sum(other.source == edge.source for other in self.graph.edges) > 1

    def _key(self, width: float) -> None:
        y = self.height - 0.28
        if self.values:
            text = "valores, hacia adelante → // values, forward →"
            self.sheet.chip(0.12, y, text, _FORWARD, ha="left")
        if self.gradients and any(node.gradient is not None for node in self.graph.nodes):
            text = "← gradientes, hacia atrás // ← gradients, backward"
            self.sheet.chip(width - 0.12, y, text, _BACKWARD, ha="right")


def _crossing(one: list[Point], other: list[Point]) -> float:
    """How far along its first piece a route meets the first piece of another; 1 if it does not."""
    (x, y), (dx, dy) = one[0], (one[1][0] - one[0][0], one[1][1] - one[0][1])
    to_x, to_y = other[0][0] - x, other[0][1] - y
    other_dx, other_dy = other[1][0] - other[0][0], other[1][1] - other[0][1]
    turn = dx * other_dy - dy * other_dx
    if not turn:  # parallel
        return 1.0
    along = (to_x * other_dy - to_y * other_dx) / turn
    along_other = (to_x * dy - to_y * dx) / turn
    return along if 0 < along < 1 and 0 < along_other < 1 else 1.0


def _half_width(node: Node) -> float:
    return max(0.4, 0.062 * len(node.symbol) + 0.16)


def _shown(node: Node | None, content: Any, wanted: bool | Texts) -> str:
    """The text for a value or gradient: the caller's, a number, a shape, or nothing."""
    if not wanted and isinstance(wanted, bool):
        return ""
    if not isinstance(wanted, bool) and node is not None and node.name:
        content = wanted.get(node.name, content)
    if content is None:
        return ""
    if (single := as_number(content)) is not None:
        return number(single)
    if hasattr(content, "shape"):
        return str(tuple(content.shape))
    return say(str(content))
