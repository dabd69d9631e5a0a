"""Stopping when validation no longer improves."""

import copy
import math
from typing import Any, Literal

from torch import nn


class EarlyStopping:
    """Say stop when a value has not improved for `patience` epochs in a row.

    It keeps a copy of the weights of the best epoch. An equal value is no improvement, and
    neither is NaN.

    Args:
        patience: How many epochs without improvement are waited for, at least 1.
        min_delta: An improvement is a change for the better of more than this, at least 0.
        mode: `min` when lower is better (a loss), `max` when higher is (an accuracy).
        monitor: The column of the history that `Trainer` hands over.

    Attributes:
        best: The best value so far, or `None`.
        best_epoch: The epoch of the best value, counted from 1; 0 before there is one.
        bad_epochs: How many epochs have passed since then.
        stopped: Whether it has said stop.

    Raises:
        ValueError: If an argument is out of range.

    Source:
        Prechelt (1998), "Early Stopping – But When?", in Neural Networks: Tricks of the Trade,
        studies such criteria; waiting for `patience` epochs is the form used today.
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

    def restore(self, model: nn.Module) -> None:
        """Give the model back the weights of the best epoch.

        Raises:
            ValueError: If no epoch was noted, or every value was NaN.
        """
        if self._weights is None:
            raise ValueError("no best weights yet; call step(value, model) after each epoch")
        model.load_state_dict(self._weights)

    def state_dict(self) -> dict[str, Any]:
        """What it has noted, as numbers and tensors: the values, the counters, the best weights."""
        names = ("best", "epoch", "best_epoch", "bad_epochs")
        return {name: getattr(self, name) for name in names} | {"weights": self._weights}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what another one with the same arguments has noted."""
        self.best, self._weights = state["best"], state["weights"]
        self.epoch, self.best_epoch = state["epoch"], state["best_epoch"]
        self.bad_epochs = state["bad_epochs"]

    def _improves(self, value: float) -> bool:
        if self.best is None:
            return not math.isnan(value)
        gain = self.best - value if self.mode == "min" else value - self.best
        return gain > self.min_delta
