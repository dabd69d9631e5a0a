"""Stopping when validation no longer improves."""

import copy
import math
from typing import TYPE_CHECKING, Any, Literal

from torch import nn

from tutorial_lib.history import Row

if TYPE_CHECKING:
    from tutorial_lib.training import Trainer

LOWER_IS_BETTER = {"loss", "rmse", "mse", "mae", "log_loss", "brier_score"}
HIGHER_IS_BETTER = {"accuracy", "precision", "recall", "f1", "r2", "roc_auc", "average_precision"}


class EarlyStopping:
    """A callback for `Trainer` that ends training after `patience` epochs without improvement.

    It keeps a copy of the weights of the best epoch and gives them back when `fit` ends. An equal
    value is no improvement, and neither is NaN.

    Args:
        min_delta: An improvement is a change for the better of more than this, at least 0.
        mode: `min` when lower is better (a loss), `max` when higher is (an accuracy).
        monitor: The column of the history to watch.

    Attributes:
        best: The best value so far, or `None`.
        best_epoch: The epoch of the best value, counted from 1; 0 before there is one.
        bad_epochs: How many epochs have passed since then.
        stopped: Whether it has said stop.

    Source:
        Prechelt (1998), "Early Stopping – But When?", in Neural Networks: Tricks of the Trade.
    """

    def __init__(
        self,
        patience: int,
        min_delta: float = 0.0,
        mode: Literal["min", "max"] = "min",
        *,
        monitor: str = "val_loss",
    ) -> None:
        if patience < 1 or min_delta < 0 or mode not in ("min", "max"):
            raise ValueError(
                "expected patience >= 1, min_delta >= 0 and mode 'min' or 'max', "
                f"got {patience}, {min_delta} and {mode!r}"
            )
        self.patience, self.min_delta, self.mode, self.monitor = patience, min_delta, mode, monitor
        self.best: float | None = None
        self.epoch = self.best_epoch = self.bad_epochs = 0
        self._weights: dict[str, Any] | None = None

    def __call__(self, trainer: "Trainer", _: Row) -> None:
        self.step(trainer.history[self.monitor][-1], trainer.model)

    def step(self, value: float, model: nn.Module) -> bool:
        """Take note of one epoch; `True` when it is time to stop."""
        self.epoch += 1
        if self._improves(value):
            self.best, self.best_epoch, self.bad_epochs = float(value), self.epoch, 0
            # A deep copy: state_dict() hands out the live tensors, which go on changing.
            self._weights = copy.deepcopy(model.state_dict())
        else:
            self.bad_epochs += 1
        return self.stopped

    @property
    def stopped(self) -> bool:  # documented with the attributes
        return self.bad_epochs >= self.patience

    def finish(self, trainer: "Trainer") -> None:
        self.restore(trainer.model)

    def restore(self, model: nn.Module) -> None:
        """Give the model back the weights of the best epoch."""
        if self._weights is None:
            raise ValueError("no best weights yet; call step(value, model) after each epoch")
        model.load_state_dict(self._weights)

    def state_dict(self) -> dict[str, Any]:
        names = ("best", "epoch", "best_epoch", "bad_epochs", "_weights")
        return {name: getattr(self, name) for name in names}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        vars(self).update(state)

    def _improves(self, value: float) -> bool:
        if self.best is None:
            return not math.isnan(value)
        gain = self.best - value if self.mode == "min" else value - self.best
        return gain > self.min_delta


def require_direction(who: str, column: str, mode: str) -> None:
    """Raise a `ValueError` when a known column gets better in the other direction."""
    name = column.removeprefix("val_").removeprefix("train_")
    right = {**dict.fromkeys(LOWER_IS_BETTER, "min"), **dict.fromkeys(HIGHER_IS_BETTER, "max")}
    if right.get(name, mode) != mode:
        raise ValueError(
            f"expected mode {right[name]!r} for {column}, got {mode!r}: "
            f"{who} would take the worst epoch for the best"
        )
