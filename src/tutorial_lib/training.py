"""The training loop: as two functions, and as a class that puts them together.

A batch is `(*inputs, targets)`: the model gets the inputs as `model(*inputs)`.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import length_hint
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.lr_scheduler import ReduceLROnPlateau
from torch.overrides import TorchFunctionMode

from tutorial_lib.checkpoints import held_by, restore_generators
from tutorial_lib.data.batches import Batches
from tutorial_lib.early_stopping import EarlyStopping, require_direction
from tutorial_lib.history import History, Row
from tutorial_lib.progress import Progress

LossFn = Callable[[Any, Tensor], Tensor]
Metric = Callable[[Tensor, Tensor], float]
Loader = Iterable[Sequence[Tensor]]  # Batches, a DataLoader, a list of (x, y)
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
        batches: Yields `(*inputs, targets)`.
        loss_fn: Maps `(outputs, targets)` to a scalar, the mean over the batch.
        optimizer: Already holds `model.parameters()`.
        clip_norm: Gradients whose joint norm is larger are shortened to it.
        after_step: Called after each update, for a scheduler that counts batches.

    Returns:
        The mean loss, measured while the weights were changing.
    """
    model.train()
    mean = _Mean(loss_fn)
    for batch in batches:
        inputs, y = _parts(batch)
        loss = mean.loss(_outputs(model, inputs), y)
        if loss is None:
            continue  # no target to learn from
        optimizer.zero_grad()
        loss.backward()
        if clip_norm is not None:
            nn.utils.clip_grad_norm_(model.parameters(), clip_norm)
        optimizer.step()
        if after_step is not None:
            after_step()
    return mean.value()


@torch.no_grad()
def evaluate(
    model: nn.Module, batches: Loader, loss_fn: LossFn, metrics: Mapping[str, Metric] | None = None
) -> dict[str, float]:
    """Measure a model in evaluation mode, without changing it; takes what `train_epoch` does.

    Args:
        metrics: Names, and what maps all outputs and all targets to a number: `{"r2": r2}`.

    Returns:
        The mean loss as `loss`, and each metric by its name; NaN where the loss is not finite.
    """
    mean, outputs, targets = _Mean(loss_fn), [], []
    with eval_mode(model):
        for batch in batches:
            inputs, y = _parts(batch)
            out = model(*inputs)
            mean.loss(out, y)
            if metrics:
                outputs.append(out)
                targets.append(y)
    measured = {"loss": mean.value()}
    for name, metric in (metrics or {}).items():
        finite = math.isfinite(measured["loss"])
        value = metric(torch.cat(outputs), torch.cat(targets)) if finite else math.nan
        measured[name] = float(value)
    return measured


@contextmanager
def eval_mode(model: nn.Module) -> Iterator[None]:
    """Put a model into evaluation mode (no dropout, fixed batch-norm statistics) for a block.

    Afterwards each part of it has its own mode back, which a frozen part has for itself.
    """
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training


def _parts(batch: Sequence[Tensor]) -> tuple[Sequence[Tensor], Tensor]:
    """The inputs and the targets of a batch."""
    parts: Sequence[Any] = batch if isinstance(batch, tuple | list) else [batch]
    if len(parts) < 2 or not all(hasattr(part, "to") for part in parts):
        kinds = " and ".join(type(part).__name__ for part in parts)
        raise ValueError(
            f"expected batches of tensors, got {kinds}; a batch is (*inputs, targets), and "
            "torch.as_tensor makes a tensor"
        )
    return parts[:-1], parts[-1]


def _outputs(model: nn.Module, inputs: Sequence[Tensor]) -> Any:
    try:
        return model(*inputs)
    except ValueError as error:
        if "more than 1 value per channel" not in str(error):
            raise
        raise ValueError(
            "expected at least 2 examples in a batch, for BatchNorm compares them, got 1; "
            "drop_last=True leaves a last batch out that is too short"
        ) from error


class _Mean(TorchFunctionMode):
    """The mean of a loss over batches of any length.

    Cross-entropy divides by the sum of the class weights of its targets, of those that it does
    not ignore; other losses divide by the number of targets. Which one `loss_fn` calls, alone or
    inside a function of the reader, is overheard.
    """

    def __init__(self, loss_fn: LossFn) -> None:
        super().__init__()
        self.loss_fn = loss_fn
        self.total = self.seen = 0.0

    def loss(self, outputs: Any, y: Tensor) -> Tensor | None:
        """The loss of a batch, taken in; `None` where all targets are ignored, so it is 0/0."""
        self.count, self.summed = float(y.numel()), False
        with self:
            loss = self.loss_fn(outputs, y)  # scalar
        if loss.numel() != 1:
            raise ValueError(f"expected one number from loss_fn, got {tuple(loss.shape)}")
        if not self.count:
            return None
        self.total += loss.item() * (1 if self.summed else self.count)
        self.seen += self.count
        return loss

    def value(self) -> float:
        if self.seen == 0:
            raise ValueError(
                "expected at least one batch with a target that counts, got none; "
                "a generator gives its batches only once"
            )
        return self.total / self.seen

    def __torch_function__(
        self, function: Any, _: Any, arguments: Any = (), settings: Any = None
    ) -> Any:
        """What torch calls for each of its functions that is used inside `with self`."""
        settings = settings or {}
        self.summed |= settings.get("reduction") == "sum"
        if function in (functional.cross_entropy, functional.nll_loss):
            _, y = arguments
            if not y.is_floating_point():
                counts, weight = y != settings["ignore_index"], settings["weight"]
                share = counts.count_nonzero() if weight is None else weight[y[counts]].sum()
                self.count = float(share)
        return function(*arguments, **settings)


class Trainer:
    """The training loop, with nothing hidden; model, loss and optimizer as in `train_epoch`.

    Args:
        metrics: Measured on the validation data besides the loss: `{"accuracy": accuracy}` makes
            the column `val_accuracy` of the history.
        scheduler_step: What the scheduler of the learning rate counts.
        monitor: The column of the history that a `ReduceLROnPlateau` gets.
        device: Where to compute; without it, where the model is.
        callbacks: Called as `callback(trainer, row)` after each epoch, in order, checkpoints
            last. One whose `stopped` is true ends training, and where one has a `finish`,
            `finish(trainer)` is called at the end of `fit`.

    Attributes:
        history: One row per epoch: epoch, lr, train_loss and, with validation data, val_loss and
            the metrics. It goes on when `fit` is called again.
    """

    def __init__(
        self,
        model: nn.Module,
        loss_fn: LossFn,
        optimizer: torch.optim.Optimizer,
        *,
        metrics: Mapping[str, Metric] | None = None,
        scheduler: Any = None,
        scheduler_step: Literal["epoch", "batch"] = "epoch",
        monitor: str = "val_loss",
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
        if not isinstance(metrics, Mapping | None) or "loss" in (metrics or {}):
            raise ValueError(
                "expected metrics as names, other than 'loss', and functions, such as "
                f"{{'accuracy': accuracy}}, got {metrics!r}"
            )
        try:
            self.device = torch.device(device) if device else first.device
            self.model = model.to(self.device)  # in place: the optimizer keeps its parameters
        except (RuntimeError, AssertionError) as error:
            raise ValueError(
                f"expected a device of this machine, got {device!r}; pick_device() finds one"
            ) from error
        self.loss_fn = loss_fn
        if isinstance(loss_fn, nn.Module):
            loss_fn.to(self.device)  # its class weights
        self.optimizer = optimizer
        self.metrics = dict(metrics or {})
        self.scheduler = scheduler
        self.scheduler_step = scheduler_step
        self.monitor = monitor
        self.clip_norm = clip_norm
        self.callbacks = list(callbacks)
        self.history = History()
        self.loaders: list[Loader] = []  # of the last call of fit: a checkpoint notes their state
        self.generator_states: list[Tensor] = []  # from a checkpoint, for the next call of fit

    def fit(self, train: Loader, val: Loader | None = None, *, epochs: int) -> History:
        """Train for `epochs` passes over `train`, measuring `val`, if any, after each.

        A callback may end it sooner; with one that has already said stop, nothing is trained.
        """
        if epochs < 1:
            raise ValueError(f"expected epochs of at least 1, got {epochs}")
        self._require_watchable(val)
        self.loaders = [train] if val is None else [train, val]
        restore_generators(self)
        callbacks = sorted(self.callbacks, key=lambda callback: getattr(callback, "last", False))
        for _ in range(epochs):
            if any(getattr(callback, "stopped", False) for callback in callbacks):
                break
            row = self._epoch(train, val)
            for callback in callbacks:  # checkpoints last: they hold what the others noted
                callback(self, row)
        for callback in callbacks:
            if hasattr(callback, "finish"):
                callback.finish(self)
        return self.history

    def _require_watchable(self, val: Loader | None) -> None:
        """What a callback or the scheduler watches is measured, and better where it says."""
        stoppers = [c for c in self.callbacks if isinstance(c, EarlyStopping)]
        watched = [("EarlyStopping", c.monitor, c.mode) for c in stoppers]
        if isinstance(self.scheduler, ReduceLROnPlateau):
            if self.scheduler_step == "batch":
                raise ValueError(
                    "expected scheduler_step 'epoch' for ReduceLROnPlateau, got 'batch'"
                )
            watched += [("ReduceLROnPlateau", self.monitor, self.scheduler.mode)]
        for who, column, mode in watched:
            if column.removeprefix("val_") in {"loss", *self.metrics}:  # others: who knows
                require_direction(who, column, mode)
            if val is None and column.startswith("val_"):
                raise ValueError(f"expected validation data, for {who} watches {column}, got none")

    def _epoch(self, train: Loader, val: Loader | None) -> Row:
        """Train once, measure once, step the scheduler; returns the new row of the history."""
        epoch = len(self.history) + 1
        for part in held_by(self.loaders):
            if isinstance(part, Batches):
                part.epoch = epoch - 1  # epoch 3 has the same order, also when resumed
        row: Row = {"epoch": epoch, "lr": float(self.optimizer.param_groups[0]["lr"])}
        row["train_loss"] = self.train_epoch(train)
        if val is not None and math.isfinite(row["train_loss"]):
            row |= {f"val_{name}": value for name, value in self.evaluate(val).items()}
        self.history.rows.append(row)
        for column, words in (("train_loss", "loss"), ("val_loss", "validation loss")):
            if not math.isfinite(row.get(column, 0.0)):
                raise ValueError(
                    f"expected a finite {words}, got {row[column]} in epoch {epoch}; "
                    "lower the learning rate or look for NaN in the data"
                )
        if self.scheduler is not None and self.scheduler_step == "epoch":
            plateau = isinstance(self.scheduler, ReduceLROnPlateau)
            self.scheduler.step(*([self.history[self.monitor][-1]] if plateau else []))
        return row

    def train_epoch(self, batches: Loader) -> float:
        """One pass with weight updates; returns the mean loss."""
        per_batch = self.scheduler is not None and self.scheduler_step == "batch"
        return train_epoch(
            self.model,
            self._moved(batches),
            self.loss_fn,
            self.optimizer,
            clip_norm=self.clip_norm,
            after_step=self.scheduler.step if per_batch else None,
        )

    def evaluate(self, batches: Loader) -> dict[str, float]:
        """What the function `evaluate` measures, with the trainer's metrics."""
        return evaluate(self.model, self._moved(batches), self.loss_fn, self.metrics)

    @torch.no_grad()
    def predict(self, *inputs: Tensor, batch_size: int = 1024) -> Tensor:
        """The outputs `(N, ...)` for inputs `(N, ...)`, in evaluation mode, on the CPU."""
        tensors = [x for x in inputs if isinstance(x, Tensor) and x.ndim > 0]
        lengths = {len(x) for x in tensors}
        if len(tensors) < len(inputs) or len(lengths) != 1 or 0 in lengths or batch_size < 1:
            kinds = [tuple(x.shape) if isinstance(x, Tensor) else type(x).__name__ for x in inputs]
            raise ValueError(
                "expected a tensor (N, ...) with N > 0 and batch_size of at least 1, "
                f"got {' and '.join(map(str, kinds))} and {batch_size}"
            )
        parts = zip(*(x.split(batch_size) for x in inputs), strict=True)
        with eval_mode(self.model):
            outputs = [self.model(*(x.to(self.device) for x in part)).cpu() for part in parts]
        return torch.cat(outputs)

    def _moved(self, batches: Loader) -> Iterator[Sequence[Tensor]]:
        """The batches on the trainer's device, with a progress bar when it takes long."""
        # Not len(): a stream of data has no length.
        progress = Progress(f"epoch {len(self.history) + 1}", length_hint(batches))
        for batch in batches:
            inputs, y = _parts(batch)
            yield [part.to(self.device) for part in (*inputs, y)]
            progress.update()
        progress.close()
