"""The training loop: as functions, and as a class that puts them together."""

import copy
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import torch
from torch import Tensor, nn

from tutorial_lib.metrics import accuracy

LossFn = Callable[[Tensor, Tensor], Tensor]
Metric = Callable[[Tensor, Tensor], float]
BatchesLike = Iterable[tuple[Tensor, Tensor]]  # Batches, or a DataLoader


def train_epoch(
    model: nn.Module, batches: BatchesLike, loss_fn: LossFn, optimizer: torch.optim.Optimizer
) -> float:
    """Go once through the batches and update the weights after each.

    Args:
        model: Maps inputs `(B, ...)` to outputs `(B, ...)`; it is left in training mode.
        batches: Yields `(x, y)`.
        loss_fn: Maps `(outputs, targets)` to a scalar, the mean over the batch.
        optimizer: Already holds `model.parameters()`.

    Returns:
        The mean loss per example, measured while the weights were changing.

    Raises:
        ValueError: If there is no batch.
    """
    model.train()
    total, seen = 0.0, 0
    for x, y in batches:
        loss = loss_fn(model(x), y)  # scalar
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)  # undo the batch mean: the last batch may be short
        seen += len(x)
    return _mean(total, seen)


@torch.no_grad()
def evaluate(
    model: nn.Module, batches: BatchesLike, loss_fn: LossFn, metric: Metric = accuracy
) -> tuple[float, float]:
    """Measure a model without changing it.

    The model works in evaluation mode (no dropout, fixed batch-norm statistics) and gets back
    the mode it had.

    Args:
        model: Maps inputs `(B, ...)` to outputs `(B, ...)`.
        batches: Yields `(x, y)`.
        loss_fn: Maps `(outputs, targets)` to a scalar, the mean over the batch.
        metric: Maps all outputs and all targets to a number; `accuracy` unless told.

    Returns:
        The mean loss per example, and the metric.

    Raises:
        ValueError: If there is no batch.
    """
    was_training = model.training
    model.eval()
    total, outputs, targets = 0.0, [], []
    for x, y in batches:
        out = model(x)
        total += loss_fn(out, y).item() * len(x)
        outputs.append(out)
        targets.append(y)
    model.train(was_training)
    loss = _mean(total, sum(map(len, targets)))
    return loss, metric(torch.cat(outputs), torch.cat(targets))


def _mean(total: float, seen: int) -> float:
    if seen == 0:
        raise ValueError("expected at least one batch, got none")
    return total / seen


class History:
    """What was measured in each epoch, a table with one row per epoch.

    Example:
        >>> history = History([{"epoch": 1, "val_loss": 0.7}, {"epoch": 2, "val_loss": 0.5}])
        >>> history["val_loss"]
        [0.7, 0.5]
        >>> len(history)
        2
    """

    def __init__(self, rows: list[dict[str, float]] | None = None) -> None:
        self.rows = rows if rows is not None else []

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order of appearance."""
        return list(dict.fromkeys(name for row in self.rows for name in row))

    def __getitem__(self, column: str) -> list[float]:
        """One column as a list, epoch by epoch.

        Raises:
            ValueError: If there is no such column.
        """
        if column not in self.columns:
            raise ValueError(f"no column {column!r} in the history; it has {self.columns}")
        return [row.get(column, math.nan) for row in self.rows]

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, float]]:
        return iter(self.rows)

    def __repr__(self) -> str:
        """The table as text, with four decimals."""
        lines = ["".join(f"{name:>14}" for name in self.columns)]
        for row in self.rows:
            cells = (row.get(name, math.nan) for name in self.columns)
            lines.append("".join(f"{c:14d}" if isinstance(c, int) else f"{c:14.4f}" for c in cells))
        return "\n".join(lines)


class EarlyStopping:
    """Stop when the validation value has not improved for `patience` epochs in a row.

    Args:
        patience: How many epochs without improvement are waited for, at least 1.
        min_delta: How much better a value must be to count as an improvement, at least 0.
        mode: `min` when lower is better (a loss), `max` when higher is (an accuracy).

    Attributes:
        best: The best value so far, or `None`.
        best_epoch: The epoch of the best value, counted from 1; 0 before the first.
        bad_epochs: Epochs since the best value.

    Raises:
        ValueError: If an argument is out of range.

    Source:
        Prechelt (1998), "Early Stopping - But When?", criterion UP with patience.
    """

    def __init__(
        self, patience: int, min_delta: float = 0.0, mode: Literal["min", "max"] = "min"
    ) -> None:
        if patience < 1 or min_delta < 0 or mode not in ("min", "max"):
            raise ValueError(
                "expected patience >= 1, min_delta >= 0 and mode 'min' or 'max', "
                f"got {patience}, {min_delta} and {mode!r}"
            )
        self.patience, self.min_delta, self.mode = patience, min_delta, mode
        self.best: float | None = None
        self.epoch = self.best_epoch = self.bad_epochs = 0
        self._weights: dict[str, Any] | None = None

    def step(self, value: float, model: nn.Module) -> bool:
        """Take note of an epoch; `True` when it is time to stop. NaN is never an improvement."""
        self.epoch += 1
        if self._improves(value):
            self.best, self.best_epoch, self.bad_epochs = value, self.epoch, 0
            # A deep copy: state_dict() hands out the live tensors, which go on changing.
            self._weights = copy.deepcopy(model.state_dict())
        else:
            self.bad_epochs += 1
        return self.bad_epochs >= self.patience

    def restore(self, model: nn.Module) -> None:
        """Give the model the weights of the best epoch.

        Raises:
            ValueError: If no epoch was noted, or every value was NaN.
        """
        if self._weights is None:
            raise ValueError("no best weights yet; call step(value, model) after each epoch")
        model.load_state_dict(self._weights)

    def _improves(self, value: float) -> bool:
        if self.best is None:
            return not math.isnan(value)
        gain = self.best - value if self.mode == "min" else value - self.best
        return gain > self.min_delta


class Trainer:
    """The training loop, with nothing hidden.

    Args:
        model: Maps inputs `(B, ...)` to outputs `(B, ...)`.
        loss_fn: Maps `(outputs, targets)` to a scalar, the mean over the batch.
        optimizer: Already holds `model.parameters()`.
        metric: What to measure on the validation data besides the loss; its name makes the column
            of the history: `accuracy` gives `val_accuracy`.
    """

    def __init__(
        self,
        model: nn.Module,
        loss_fn: LossFn,
        optimizer: torch.optim.Optimizer,
        *,
        metric: Metric = accuracy,
    ) -> None:
        self.model = model
        self.loss_fn = loss_fn
        self.optimizer = optimizer
        self.metric = metric
        self.history = History()

    def fit(
        self,
        train: BatchesLike,
        val: BatchesLike,
        *,
        epochs: int,
        early_stopping: EarlyStopping | None = None,
    ) -> History:
        """Train for `epochs` passes over `train`, measuring `val` after each.

        With `early_stopping` (on the validation loss) it may end sooner, and the model gets back
        the weights of its best epoch.
        """
        if epochs < 1:
            raise ValueError(f"expected epochs of at least 1, got {epochs}")
        for _ in range(epochs):
            train_loss = train_epoch(self.model, train, self.loss_fn, self.optimizer)
            val_loss, value = self.evaluate(val)
            row = {"epoch": len(self.history) + 1, "train_loss": train_loss, "val_loss": val_loss}
            self.history.rows.append(row | {f"val_{self.metric.__name__}": value})
            if early_stopping and early_stopping.step(val_loss, self.model):
                break
        if early_stopping:
            early_stopping.restore(self.model)
        return self.history

    def evaluate(self, batches: BatchesLike) -> tuple[float, float]:
        """The mean loss per example, and the metric."""
        return evaluate(self.model, batches, self.loss_fn, self.metric)
