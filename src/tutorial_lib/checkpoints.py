"""Saving training on the way, so that it can go on later as if nothing had happened."""

import pickle
import random
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from tutorial_lib.early_stopping import EarlyStopping
from tutorial_lib.history import History, Row

if TYPE_CHECKING:
    from tutorial_lib.training import Trainer

PARTS = {"model", "optimizer", "scheduler", "early_stopping", "history", "random"}


class Checkpoint:
    """A callback for `Trainer` that saves everything training depends on.

    The file holds tensors, numbers and text, nothing else, so that loading it can run no code. It
    is written beside the old one and takes its place in one step: whoever stops the program in
    the middle finds the old file whole.

    Args:
        path: The file to write; its folder must exist.
        every: Save after every so many epochs, at least 1.

    Raises:
        ValueError: If `every` is below 1.
    """

    def __init__(self, path: str | Path, *, every: int = 1) -> None:
        if every < 1:
            raise ValueError(f"expected every of at least 1, got {every}")
        self.path = Path(path)
        self.every = every

    def __call__(self, trainer: "Trainer", row: Row) -> None:
        """Save after an epoch, when it is time."""
        if row["epoch"] % self.every == 0:
            save_checkpoint(self.path, trainer)


def save_checkpoint(path: str | Path, trainer: "Trainer") -> None:
    """Write weights, optimizer, scheduler, early stopping, history and random states.

    Args:
        path: The file to write; its folder must exist.
        trainer: Of its last `fit`, the early stopping is saved too. When `fit` has returned with
            one, the weights are the best ones and no longer the last: to go on from there, save
            on the way, with `Checkpoint`.

    Raises:
        FileNotFoundError: If the folder does not exist.
        ValueError: If the history or a state holds what could not be loaded again.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"no folder {path.parent} for the checkpoint {path.name}; make it")
    stopping = trainer.early_stopping
    content = {
        "model": trainer.model.state_dict(),
        "optimizer": trainer.optimizer.state_dict(),
        "scheduler": trainer.scheduler.state_dict() if trainer.scheduler else {},
        "early_stopping": stopping.state_dict() if stopping else {},
        "history": trainer.history.rows,
        "random": _random_state(),
    }
    beside = path.with_name(path.name + ".part")
    torch.save(content, beside)
    _read(beside)  # what could not be loaded later must not replace a file that can
    beside.replace(path)


def load_checkpoint(
    path: str | Path, trainer: "Trainer", early_stopping: EarlyStopping | None = None
) -> None:
    """Bring a trainer, made as the saved one was, to the state of a checkpoint.

    `fit` then goes on after the last saved epoch, bit by bit as if it had never stopped. Nothing
    of the trainer is changed when the file does not fit.

    Args:
        path: A file written by `save_checkpoint`.
        trainer: A new trainer with the same model, optimizer and scheduler.
        early_stopping: A new one with the same arguments, where the saved training had one; hand
            it to `fit` afterwards.

    Raises:
        FileNotFoundError: If there is no such file.
        ValueError: If the file is damaged, could run code, or belongs to another model, optimizer
            or scheduler.
    """
    content = _read(Path(path))
    scheduler = trainer.scheduler
    _require_same_tensors(path, content["model"], trainer.model.state_dict())
    _require_both(path, "a scheduler", content["scheduler"], scheduler)
    what = "early stopping (the third argument of load_checkpoint)"
    _require_both(path, what, content["early_stopping"], early_stopping)
    if scheduler:
        _require_known(path, content["scheduler"], scheduler.state_dict(), "scheduler")
    groups = content["optimizer"]["param_groups"]
    _require_known(path, groups[0], trainer.optimizer.param_groups[0], "optimizer")
    try:
        trainer.optimizer.load_state_dict(content["optimizer"])
    except ValueError as error:
        raise ValueError(f"{path} belongs to another optimizer: {error}") from error
    trainer.model.load_state_dict(content["model"])
    if scheduler:
        scheduler.load_state_dict(content["scheduler"])
    if early_stopping:
        early_stopping.load_state_dict(content["early_stopping"])
    trainer.history = History(content["history"])
    _restore_random_state(content["random"])


def _read(path: Path) -> dict[str, Any]:
    """The parts of a checkpoint, on the CPU; a file that could run code is refused."""
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise
    except pickle.UnpicklingError as error:
        raise ValueError(
            f"{path} is damaged or holds more than tensors, numbers and text, and was not loaded: "
            "such a file can run any code; take checkpoints only from save_checkpoint"
        ) from error
    except (RuntimeError, EOFError, OSError) as error:
        raise ValueError(f"{path} is damaged or no checkpoint; use an older one") from error
    if not isinstance(content, dict) or set(content) != PARTS:
        found = sorted(content) if isinstance(content, dict) else type(content).__name__
        raise ValueError(f"{path}: expected a checkpoint with {sorted(PARTS)}, got {found}")
    return content


def _require_same_tensors(path: str | Path, saved: dict[str, Any], own: dict[str, Any]) -> None:
    """Compare names, shapes and types of numbers before anything is changed."""
    theirs = {name: _kind(tensor) for name, tensor in saved.items()}
    ours = {name: _kind(tensor) for name, tensor in own.items()}
    if theirs != ours:
        only = [f"{n} {s}" for n, s in theirs.items() if ours.get(n) != s]
        missing = [f"{n} {s}" for n, s in ours.items() if theirs.get(n) != s]
        raise ValueError(
            f"{path} belongs to another model: it has {', '.join(only[:3]) or 'nothing else'}, "
            f"where this model has {', '.join(missing[:3]) or 'nothing'}"
        )


def _kind(tensor: torch.Tensor) -> str:
    return f"{tuple(tensor.shape)} {str(tensor.dtype).removeprefix('torch.')}"


def _require_both(path: str | Path, what: str, saved: object, own: object) -> None:
    """A part that the saved training had must be there, and no other."""
    if bool(saved) != bool(own):
        raise ValueError(
            f"{path}: expected a trainer {'with' if saved else 'without'} {what}, "
            f"got one {'with' if own else 'without'}"
        )


def _require_known(path: str | Path, saved: Iterable[str], own: Iterable[str], what: str) -> None:
    """Compare the names of settings: torch would load the state of Adam into SGD without a word.

    A newer torch may know more settings than the one that saved; private names come and go.
    """
    unknown = sorted({name for name in saved if not name.startswith("_")} - set(own))
    if unknown:
        raise ValueError(f"{path} belongs to another {what}: this one has no {', '.join(unknown)}")


def _random_state() -> dict[str, Any]:
    kind, numbers, *rest = np.random.get_state(legacy=True)
    return {
        "python": random.getstate(),
        "numpy": (kind, torch.tensor(np.asarray(numbers).astype(np.int64)), *rest),
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }


def _restore_random_state(state: dict[str, Any]) -> None:
    random.setstate(state["python"])
    kind, numbers, *rest = state["numpy"]
    np.random.set_state((kind, numbers.numpy().astype(np.uint32), *rest))
    torch.set_rng_state(state["torch"])
    if state["cuda"] and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(state["cuda"])
