"""Read the graph behind a `Value` of `tutorial_lib.autograd`, or of an engine built like it."""

from collections.abc import Mapping
from typing import Any

from tutorial_lib.plots.autograd_graph import Edge, Graph, Node, in_order
from tutorial_lib.plots.values import number

_POWERS = {"^2": "( )²", "^3": "( )³", "^-1": "1 / ( )", "^0.5": "√"}


def read_values(output: Any, names: Mapping[str, Any]) -> Graph:
    """The graph behind `output`, inputs before the operations that use them.

    A value has `data`, `op` and `parents`, the pairs of a value it came from and the local
    derivative; `names` are those of values in the graph, inputs or results.
    """
    if not getattr(output, "parents", None):
        raise ValueError(f"expected a Value computed from others, got {output!r}")
    values = in_order(output, lambda value: [parent for parent, _ in value.parents])
    place = {value: at for at, value in enumerate(values)}
    gradients = [0.0] * (len(values) - 1) + [1.0]
    flows: dict[int, list[Edge]] = {}
    for target in reversed(range(len(values))):
        edges = [Edge(place[p], target, gradients[target] * s) for p, s in values[target].parents]
        for edge in edges:
            gradients[edge.source] += edge.gradient
        flows[target] = edges
    known = {value: name for name, value in names.items()}
    return Graph(
        [_node(v, known.get(v), g) for v, g in zip(values, gradients, strict=True)],
        [edge for target in range(len(values)) for edge in flows[target]],
    )


def _node(value: Any, name: str | None, gradient: float) -> Node:
    if value.parents:
        return Node(value, False, _POWERS.get(value.op, value.op), name, value.data, gradient)
    if name is None:  # a constant says its number once
        return Node(value, True, number(value.data))
    return Node(value, True, name, name, value.data, gradient)
