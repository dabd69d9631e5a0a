"""Places for the nodes of a graph without cycles: layers from left to right, rows within."""

from collections.abc import Sequence

from tutorial_lib.plots.labels import spread

Position = tuple[int, float]  # (layer, row); rows count downwards and may be fractions
_SWEEPS = 6


def place(
    count: int, edges: Sequence[tuple[int, int]]
) -> tuple[list[Position], dict[tuple[int, int], list[Position]]]:
    """Put each node right of its inputs, near the middle of its neighbors, one row apart.

    Each node stands after its inputs, so edges, (source, target), go from low to high.

    Returns:
        A position for each node, and for each edge that passes other layers the positions where
        it passes them.
    """
    layers = _layers(count, edges)
    links: list[tuple[int, int]] = []
    bends: dict[tuple[int, int], list[int]] = {}
    for source, target in dict.fromkeys(edges):
        chain = [source]
        for layer in range(layers[source] + 1, layers[target]):
            layers.append(layer)
            chain.append(len(layers) - 1)
        bends[source, target] = chain[1:]
        links += zip(chain, [*chain[1:], target], strict=True)
    rows = _rows(layers, links)
    places = [(layer, row) for layer, row in zip(layers, rows, strict=True)]
    return places[:count], {edge: [places[i] for i in chain] for edge, chain in bends.items()}


def _layers(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The longest path from a leaf; a leaf stands just before its first use."""
    layers = [0] * count
    for source, target in sorted(edges, key=lambda edge: edge[1]):
        layers[target] = max(layers[target], layers[source] + 1)
    for node in set(range(count)) - {target for _, target in edges}:
        uses = [layers[target] for source, target in edges if source == node]
        layers[node] = min(uses, default=1) - 1
    return layers


def _rows(layers: Sequence[int], links: Sequence[tuple[int, int]]) -> list[float]:
    """Heights that bring neighbors close: sweeps to the right and back, one row apart."""
    columns = [
        [i for i, at in enumerate(layers) if at == layer] for layer in range(max(layers) + 1)
    ]
    rows = [0.0] * len(layers)
    for column in columns:
        for rank, node in enumerate(column):
            rows[node] = rank - (len(column) - 1) / 2
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 1
        for column in columns if forward else reversed(columns):
            wanted = []
            for node in column:
                near = [a if forward else b for a, b in links if (b if forward else a) == node]
                wanted.append(sum(rows[n] for n in near) / len(near) if near else rows[node])
            for node, row in zip(column, spread(wanted, 1.0), strict=True):
                rows[node] = row
    return rows
