"""What was measured in each epoch."""

import math
from collections.abc import Iterator
from typing import Any

Row = dict[str, float]


class History:
    """A table of measurements with one row per epoch.

    Args:
        rows: The rows to start from; each maps the name of a column to a number, which may be a
            scalar of NumPy or torch.

    Example:
        >>> history = History([{"epoch": 1, "val_loss": 0.7}, {"epoch": 2, "val_loss": 0.5}])
        >>> history["val_loss"]
        [0.7, 0.5]
        >>> history
             epoch  val_loss
                 1    0.7000
                 2    0.5000
    """

    def __init__(self, rows: list[Row] | None = None) -> None:
        self.rows = rows if rows is not None else []

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order of appearance."""
        return list(dict.fromkeys(name for row in self.rows for name in row))

    def __getitem__(self, column: str) -> list[float]:
        """One column as a list, epoch by epoch; NaN where an epoch did not measure it."""
        if column not in self.columns:
            raise KeyError(f"no column {column!r} in the history; it has {self.columns}")
        return [_plain(row.get(column, math.nan)) for row in self.rows]

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """The rows, in plain numbers of Python."""
        return ({name: _plain(value) for name, value in row.items()} for row in self.rows)

    def __repr__(self) -> str:
        """The table as text: whole numbers as they are, others with four decimals."""
        lines = ["".join(name.rjust(_width(name)) for name in self.columns)]
        for row in self:
            cells = [(row.get(name, math.nan), _width(name)) for name in self.columns]
            lines.append("".join(_cell(value).rjust(width) for value, width in cells))
        return "\n".join(lines)


def _plain(value: Any) -> float:
    number: float = value.item() if hasattr(value, "item") else value
    return number


def _width(name: str) -> int:
    return max(len(name) + 2, 10)


def _cell(value: float) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
