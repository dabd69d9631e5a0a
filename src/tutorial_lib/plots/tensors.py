"""Figures of tensors: their axes, how shapes meet, and where the numbers lie in memory."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from tutorial_lib.plots.base import TINT, WIDTH, styled
from tutorial_lib.plots.diagrams import Diagram
from tutorial_lib.plots.values import Array, as_array, number
from tutorial_lib.runtime import say

_ROWS = ("blue", "orange", "green", "purple", "red", "sky")
_CHANNELS = ("red", "green", "blue", "purple", "orange", "sky")  # those of a photo come first
_OPERATIONS = {"+": np.add, "−": np.subtract, "×": np.multiply}
_PALE = 0.14  # the tint of a copy, and of what is not being looked at


@styled
def plot_tensors(shapes: Sequence[Sequence[int]], names: Sequence[str]) -> Figure:
    """Tensors of 0 to 4 axes side by side, each with its name, shape and number of axes.

    A number is a cell, a list a row, a table a grid; a third axis stacks tables one behind the
    other, and a fourth repeats the stack. Small sizes are best.
    """
    sizes = [tuple(int(size) for size in shape) for shape in shapes]
    if not sizes or any(len(shape) > 4 or min(shape, default=1) < 1 for shape in sizes):
        raise ValueError(f"expected shapes of up to 4 axes, each at least 1, got {sizes}")
    if len(names) != len(sizes):
        raise ValueError(f"expected {len(sizes)} names, one for each shape, got {len(names)}")
    slot = WIDTH / len(sizes)
    full = [(1,) * (4 - len(shape)) + shape for shape in sizes]
    widest = max(columns + 0.5 * (layers - 1) for _, layers, _, columns in full)
    cell = min(0.24, (slot - 0.2) / widest)
    step = cell / 2  # from a layer to the one behind it
    heights = [
        n * (rows * cell + (layers - 1) * step) + (n - 1) * cell for n, layers, rows, _ in full
    ]
    sheet = Diagram(WIDTH, max(heights) + 1.15)
    for i, (name, shape, parts) in enumerate(zip(names, sizes, full, strict=True)):
        count, layers, rows, columns = parts
        center = (i + 0.5) * slot
        left = center - (columns * cell + (layers - 1) * step) / 2
        bottom = 0.95 + (max(heights) - heights[i]) / 2
        for n in range(count):
            floor = bottom + n * (rows * cell + (layers - 1) * step + cell)
            for layer in reversed(range(layers)):
                x, y = left + layer * step, floor + layer * step
                color = "blue" if layers == 1 else _CHANNELS[layer % len(_CHANNELS)]
                _blanks(sheet, x, y, (rows, columns), cell, color)
        axes = f"{len(shape)} ejes // {len(shape)} axes" if len(shape) != 1 else "1 eje // 1 axis"
        sheet.text(center, 0.66, name, weight="bold")
        sheet.text(center, 0.42, str(shape), family="monospace")
        sheet.text(center, 0.18, axes)
    return sheet.figure


@styled
def plot_broadcast(
    a: ArrayLike, b: ArrayLike, *, sign: str = "+", names: Sequence[str] = ("a", "b")
) -> Figure:
    """Two tensors of up to two axes, stretched until they fit, and what comes out of each cell.

    Cells that exist are framed; the copies that broadcasting imagines are pale and dashed. `sign`,
    which is `+`, `−` or `×`, says what happens to each pair of cells.
    """
    if sign not in _OPERATIONS:
        raise ValueError(f"expected a sign among {list(_OPERATIONS)}, got {sign!r}")
    arrays = [as_array(a), as_array(b)]
    shapes = [array.shape for array in arrays]
    try:
        rows, columns = np.broadcast_shapes(*shapes, (1, 1))
    except ValueError:
        raise ValueError(
            f"expected shapes of up to two axes that fit, got {shapes[0]} and {shapes[1]}"
        ) from None
    result = _OPERATIONS[sign](*arrays)
    cell = min(0.5, (WIDTH - 1.3) / (3 * columns))
    sheet = Diagram(WIDTH, rows * cell + 1.1)
    middle = 0.5 + rows * cell / 2
    left = (WIDTH - 3 * columns * cell - 1.0) / 2
    titles = [*map(say, names), f"{say(names[0])} {sign} {say(names[1])}"]
    colors, signs = ("blue", "orange", "purple"), ("", sign, "=")
    parts = zip([*arrays, result], titles, colors, signs, strict=True)
    for array, title, color, before in parts:
        if before:
            sheet.text(left + 0.25, middle, before, fontsize=15)
            left += 0.5
        own = (1,) * (2 - array.ndim) + array.shape
        copied = (np.arange(rows)[:, None] >= own[0]) | (np.arange(columns) >= own[1])
        values = np.broadcast_to(array, (rows, columns))
        _table(sheet, values, (left, 0.5), cell, color, copied, dashed=True)
        center = left + columns * cell / 2
        shape = str(tuple(array.shape))
        stretched = array.shape != result.shape
        note = f"{shape} → {tuple(result.shape)}" if stretched else shape
        sheet.text(center, rows * cell + 0.75, title, weight="bold")
        sheet.text(center, 0.2, note, family="monospace")
        left += columns * cell
    return sheet.figure


@styled
def plot_matmul(
    a: ArrayLike, b: ArrayLike, *, row: int = 0, column: int = 0, names: Sequence[str] = ("a", "b")
) -> Figure:
    """A matrix product, `(N, K)` by `(K, M)`, with the row and the column that make one number."""
    a, b = as_array(a), as_array(b)
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[0]:
        raise ValueError(f"expected shapes (N, K) and (K, M), got {a.shape} and {b.shape}")
    (n, inner), m = a.shape, b.shape[1]
    if not (0 <= row < n and 0 <= column < m):
        raise ValueError(
            f"expected a row from 0 to {n - 1} and a column from 0 to {m - 1}, "
            f"got {row} and {column}"
        )
    cell, gap = 0.42, 0.35
    sheet = Diagram(WIDTH, (n + inner) * cell + gap + 0.95)
    left = (WIDTH - (inner + m) * cell - gap) / 2
    right, low = left + inner * cell + gap, 0.6
    high = low + n * cell + gap
    product = a @ b
    first, second = map(say, names)
    not_row, not_column = np.arange(n)[:, None] != row, np.arange(m) != column
    _table(sheet, a, (left, low), cell, "blue", not_row)
    _table(sheet, b, (right, high), cell, "orange", not_column)
    _table(sheet, product, (right, low), cell, "purple", not_row | not_column)
    middle, above = low + n * cell / 2, high + inner * cell + 0.17
    sheet.text(left - 0.12, middle, f"{first}\n{a.shape}", ha="right")
    sheet.text(right + m * cell / 2, above, f"{second}  {b.shape}")
    result = f"{first} @ {second}\n{product.shape}"
    sheet.text(right + m * cell + 0.12, middle, result, ha="left")
    factors = zip(a[row], b[:, column], strict=True)
    terms = " + ".join(f"{number(x)}·{number(y)}" for x, y in factors)
    sheet.text(WIDTH / 2, 0.25, f"{terms} = {number(product[row, column])}", weight="bold")
    return sheet.figure


@styled
def plot_memory(tensors: Mapping[str, Any]) -> Figure:
    """Tensors of two axes beside the row of memory that holds their numbers.

    Tensors that share their memory stand on one line, before one row of cells; a copy has a line
    and a row of its own. Each number keeps the color of its row in the first tensor, so a change
    of order is seen. The strides say how many cells of memory one step along each axis is.

    Args:
        tensors: Name and tensor `(N, M)`; the numbers of the first all differ.
    """
    shapes = [tuple(tensor.shape) for tensor in tensors.values()]
    if not shapes or any(len(shape) != 2 for shape in shapes):
        raise ValueError(f"expected tensors (N, M), at least one, got {shapes}")
    groups: dict[int, list[tuple[str, Any]]] = {}
    for name, tensor in tensors.items():
        place = tensor.untyped_storage().data_ptr()
        groups.setdefault(place, []).append((name, tensor))
    first = as_array(next(iter(tensors.values())))
    color_of = {value: _ROWS[r % len(_ROWS)] for r, line in enumerate(first) for value in line}
    slots = max(map(len, groups.values()))
    rows = [max(tensor.shape[0] for _, tensor in group) for group in groups.values()]
    slot, cell = 1.75, 0.34
    pitches = [count * cell + 1.05 for count in rows]
    sheet = Diagram(WIDTH, sum(pitches))
    top = sum(pitches)
    for group, count, pitch in zip(groups.values(), rows, pitches, strict=True):
        middle = top - 0.42 - count * cell / 2
        for i, (name, tensor) in enumerate(group):
            center = 0.95 + (i + slots - len(group)) * slot
            values = as_array(tensor)
            corner = (center - values.shape[1] * cell / 2, middle - values.shape[0] * cell / 2)
            _table(sheet, values, corner, cell, color_of)
            sheet.text(center, top - 0.2, name, weight="bold")
            steps = f"pasos {tensor.stride()} // strides {tensor.stride()}"
            sheet.text(center, top - pitch + 0.38, steps)
        _memory_row(sheet, group[0][1], (0.95 + (slots - 0.35) * slot, middle), color_of)
        top -= pitch
    return sheet.figure


def _memory_row(
    sheet: Diagram, tensor: Any, start: tuple[float, float], color_of: Mapping[Any, str]
) -> None:
    """The cells of memory from which a tensor reads, in their order."""
    count = tensor.untyped_storage().nbytes() // tensor.element_size()
    held = as_array(tensor.as_strided((count,), (1,), 0))
    left, middle = start
    cell = min(0.34, (WIDTH - left - 0.1) / count)
    sheet.arrow((left - 0.4, middle), (left - 0.04, middle))
    _table(sheet, held[None], (left, middle - cell / 2), cell, color_of)
    sheet.text(left + count * cell / 2, middle + cell / 2 + 0.17, "memoria // memory")


def _table(
    sheet: Diagram,
    values: Array,
    corner: tuple[float, float],
    cell: float,
    color: str | Mapping[Any, str],
    pale: ArrayLike = False,
    *,
    dashed: bool = False,
) -> None:
    """Cells with their numbers; `corner` is the lower left one, `pale` says which stand back."""
    behind = np.broadcast_to(pale, values.shape)
    for (r, c), value in np.ndenumerate(values):
        x, y = corner[0] + (c + 0.5) * cell, corner[1] + (len(values) - r - 0.5) * cell
        look: dict[str, Any] = {"color": color if isinstance(color, str) else color[value]}
        look |= {"tint": TINT, "lw": 1.4, "ls": "-"}
        if behind[r, c]:
            look |= {"tint": _PALE, "lw": 0.8, "ls": (0, (2, 2)) if dashed else "-"}
        sheet.box(x, y, cell - 0.04, cell - 0.04, corner=0, **look)
        words = "axes" if behind[r, c] and dashed else "text"
        sheet.text(x, y, number(float(value)), va="center_baseline", fontsize=10, color=words)


def _blanks(
    sheet: Diagram, left: float, bottom: float, shape: tuple[int, int], cell: float, color: str
) -> None:
    """A grid of empty cells that hides what is behind it."""
    rows, columns = shape
    width, height = columns * cell, rows * cell
    sheet.box(left + width / 2, bottom + height / 2, width, height, corner=0, lw=0)
    for r in range(rows):
        for c in range(columns):
            x, y = left + (c + 0.5) * cell, bottom + (r + 0.5) * cell
            sheet.box(x, y, cell, cell, color=color, tint=TINT, corner=0, lw=1)
