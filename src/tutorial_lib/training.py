"""The training loop: as two functions, and as a class that puts them together."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from typing import Any, Literal

import torch
from torch import Tensor, nn

from tutorial_lib.data.batches import Batches
from tutorial_lib.early_stopping import EarlyStopping
from tutorial_lib.history import History, Row
from tutorial_lib.metrics import accuracy
from tutorial_lib.progress import Progress

__all__ = ["EarlyStopping", "History", "Trainer", "evaluate", "train_epoch"]

LossFn = Callable[[Tensor, Tensor], Tensor]
Metric = Callable[[Tensor, Tensor], float]
Loader = Iterable[tuple[Tensor, Tensor]]  # Batches, a DataLoader, a list of (x, y)
Callback = Callable[["Trainer", Row], object]


def train_epoch(
    model: nn.Module,
    batches: Loader,
    loss_fn: LossFn,
    optimizer: torch.optim.Optimizer,
    *,
    clip_norm: float | None = None,
    after_step: Callable[[], None] | None = None,
) -> float:
    """Go once through the batches and update the weights after each.

    Args:
        model: Maps inputs `(B, ...)` to outputs `(B, ...)`; it is left in training mode.
        batches: Yields `(x, y)`.
        loss_fn: Maps `(outputs, targets)` to a scalar, the mean over the batch.
        optimizer: Already holds `model.parameters()`.
        clip_norm: Gradients whose joint norm is larger are shortened to it.
        after_step: Called after each update, for a scheduler that counts batches.

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
        if clip_norm is not None:
            nn.utils.clip_grad_norm_(model.parameters(), clip_norm)
        optimizer.step()
        if after_step is not None:
            after_step()
        total += loss.item() * len(x)  # undo the batch mean: the last batch may be short
        seen += len(x)
    return _mean(total, seen)


@torch.no_grad()
def evaluate(
    model: nn.Module, batches: Loader, loss_fn: LossFn, metric: Metric = accuracy
) -> tuple[float, float]:
    """Measure a model without changing it.

    The model works in evaluation mode (no dropout, fixed batch-norm statistics) and gets back
    the mode it had.

    Args:
        model: Maps inputs `(B, ...)` to outputs `(B, ...)`.
        batches: Yields `(x, y)`.
        loss_fn: Maps `(outputs, targets)` to a scalar, the mean over the batch.
        metric: Maps all outputs and all targets to a number; for regression, say, `r2`.

    Returns:
        The mean loss per example, and the metric.

    Raises:
        ValueError: If there is no batch.
    """
    total, outputs, targets = 0.0, [], []
    with eval_mode(model):
        for x, y in batches:
            out = model(x)
            total += loss_fn(out, y).item() * len(x)
            outputs.append(out)
            targets.append(y)
    loss = _mean(total, sum(map(len, targets)))
    return loss, metric(torch.cat(outputs), torch.cat(targets))


@contextmanager
def eval_mode(model: nn.Module) -> Iterator[None]:
    """Put a model into evaluation mode for a block of code.

    Afterwards each part of it has its own mode back: a frozen part may be in evaluation mode
    while the rest trains.
    """
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training


def _mean(total: float, seen: int) -> float:
    if seen == 0:
        raise ValueError("expected at least one batch, got none")
    return total / seen


class Trainer:
    """The training loop, with nothing hidden.

    Args:
        model: Maps inputs `(B, ...)` to outputs `(B, ...)`.
        loss_fn: Maps `(outputs, targets)` to a scalar, the mean over the batch.
        optimizer: Already holds `model.parameters()`.
        metric: Measured on the validation data besides the loss; its name makes the column of
            the history: `accuracy` gives `val_accuracy`.
        scheduler: Changes the learning rate; `ReduceLROnPlateau` gets the validation loss.
        scheduler_step: Whether the scheduler counts epochs or batches.
        clip_norm: Gradients whose joint norm is larger are shortened to it.
        device: Where to compute; without it, where the model is.
        callbacks: Called as `callback(trainer, row)` after each epoch, in order.

    Raises:
        ValueError: If the model has no parameters, the device is not on this machine, or an
            argument is out of range.

    Attributes:
        history: One row per epoch: epoch, lr, train_loss, val_loss and the metric. It goes on
            when `fit` is called again.
    """

    def __init__(
        self,
        model: nn.Module,
        loss_fn: LossFn,
        optimizer: torch.optim.Optimizer,
        *,
        metric: Metric = accuracy,
        scheduler: Any = None,
        scheduler_step: Literal["epoch", "batch"] = "epoch",
        clip_norm: float | None = None,
        device: torch.device | str | None = None,
        callbacks: Sequence[Callback] = (),
    ) -> None:
        first = next(model.parameters(), None)
        if first is None:
            raise ValueError(f"expected a model with parameters, got {type(model).__name__}")
        if scheduler_step not in ("epoch", "batch") or (clip_norm is not None and clip_norm <= 0):
            raise ValueError(
                "expected scheduler_step 'epoch' or 'batch' and clip_norm above 0, "
                f"got {scheduler_step!r} and {clip_norm}"
            )
        try:
            self.device = torch.device(device) if device else first.device
            self.model = model.to(self.device)  # in place: the optimizer keeps its parameters
        except (RuntimeError, AssertionError) as error:
            raise ValueError(
                f"expected a device of this machine, got {device!r}; pick_device() finds one"
            ) from error
        self.loss_fn = loss_fn
        self.optimizer = optimizer
        self.metric = metric
        self.metric_name = getattr(metric, "__name__", "metric")
        self.scheduler = scheduler
        self.scheduler_step = scheduler_step
        self.clip_norm = clip_norm
        self.callbacks = list(callbacks)
        self.history = History()
        self.early_stopping: EarlyStopping | None = None  # of the last call of fit

    def fit(
        self,
        train: Loader,
        val: Loader,
        *,
        epochs: int,
        early_stopping: EarlyStopping | None = None,
    ) -> History:
        """Train for `epochs` passes over `train`, measuring `val` after each.

        With `early_stopping` it may end sooner, and the model gets back its best weights; one
        that has already said stop trains no further epoch.

        Raises:
            ValueError: If `epochs` is below 1, there is no batch, or the loss is not finite.
        """
        if epochs < 1:
            raise ValueError(f"expected epochs of at least 1, got {epochs}")
        self.early_stopping = early_stopping
        for _ in range(epochs):
            if early_stopping and early_stopping.stopped:
                break
            row = self._epoch(train, val)
            if early_stopping:  # before the callbacks: a checkpoint holds what it noted
                early_stopping.step(self.history[early_stopping.monitor][-1], self.model)
            for callback in self.callbacks:
                callback(self, row)
        if early_stopping:
            early_stopping.restore(self.model)
        return self.history

    def _epoch(self, train: Loader, val: Loader) -> Row:
        """Train once, measure once, step the scheduler; returns the new row of the history."""
        epoch = len(self.history) + 1
        for batches in (train, val):
            if isinstance(batches, Batches):
                batches.epoch = epoch - 1  # epoch 3 has the same order, also when resumed
        row: Row = {"epoch": epoch, "lr": float(self.optimizer.param_groups[0]["lr"])}
        row["train_loss"] = self.train_epoch(train)
        if not math.isfinite(row["train_loss"]):
            self.history.rows.append(row)
            raise ValueError(
                f"expected a finite loss, got {row['train_loss']} in epoch {epoch}; "
                "lower the learning rate or look for NaN in the data"
            )
        row["val_loss"], value = self.evaluate(val)
        row[f"val_{self.metric_name}"] = float(value)
        self.history.rows.append(row)
        if self.scheduler is not None and self.scheduler_step == "epoch":
            plateau = isinstance(self.scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau)
            self.scheduler.step(*([row["val_loss"]] if plateau else []))
        return row

    def train_epoch(self, batches: Loader) -> float:
        """One pass with weight updates; returns the mean loss per example."""
        per_batch = self.scheduler is not None and self.scheduler_step == "batch"
        return train_epoch(
            self.model,
            self._moved(batches),
            self.loss_fn,
            self.optimizer,
            clip_norm=self.clip_norm,
            after_step=self.scheduler.step if per_batch else None,
        )

    def evaluate(self, batches: Loader) -> tuple[float, float]:
        """The mean loss per example and the metric; the model is not changed."""
        return evaluate(self.model, self._moved(batches), self.loss_fn, self.metric)

    @torch.no_grad()
    def predict(self, x: Tensor, *, batch_size: int = 1024) -> Tensor:
        """The outputs `(N, ...)` for inputs `(N, ...)`, in evaluation mode, on the CPU.

        Raises:
            ValueError: If there is no input, it is no tensor or `batch_size` is below 1.
        """
        if not isinstance(x, Tensor) or x.ndim == 0 or len(x) == 0 or batch_size < 1:
            shape = tuple(x.shape) if isinstance(x, Tensor) else type(x).__name__
            raise ValueError(
                "expected a tensor (N, ...) with N > 0 and batch_size of at least 1, "
                f"got {shape} and {batch_size}"
            )
        with eval_mode(self.model):
            outputs = [self.model(part.to(self.device)).cpu() for part in x.split(batch_size)]
        return torch.cat(outputs)

    def _moved(self, batches: Loader) -> Iterator[tuple[Tensor, Tensor]]:
        """The batches on the trainer's device, with a progress bar when it takes long."""
        total = len(batches) if isinstance(batches, Sized) else 0
        progress = Progress(f"epoch {len(self.history) + 1}", total)
        for x, y in batches:
            if not (isinstance(x, Tensor) and isinstance(y, Tensor)):
                kinds = f"{type(x).__name__} and {type(y).__name__}"
                raise ValueError(f"expected batches of tensors, got {kinds}; use torch.as_tensor")
            yield x.to(self.device), y.to(self.device)
            progress.update()
        progress.close()
