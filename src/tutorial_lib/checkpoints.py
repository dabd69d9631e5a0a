"""Saving training on the way, so that it can go on later as if nothing had happened."""

import pickle
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from tutorial_lib.history import History, Row

if TYPE_CHECKING:
    from tutorial_lib.training import Trainer

PARTS = {"model", "optimizer", "scheduler", "history", "random"}


class Checkpoint:
    """A callback for `Trainer` that saves everything training depends on.

    The file holds tensors, numbers and text, nothing else, so that loading it can run no code. It
    is written beside the old one and takes its place in one step: whoever stops the program in
    the middle finds the old file whole. `EarlyStopping` keeps a state of its own, which is not
    in the file.

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
    """Write weights, optimizer, scheduler, history and the state of the random generators."""
    path = Path(path)
    content = {
        "model": trainer.model.state_dict(),
        "optimizer": trainer.optimizer.state_dict(),
        "scheduler": trainer.scheduler.state_dict() if trainer.scheduler else {},
        "history": trainer.history.rows,
        "random": _random_state(),
    }
    beside = path.with_name(path.name + ".part")
    torch.save(content, beside)
    _read(beside)  # what could not be loaded later must not replace a file that can
    beside.replace(path)


def load_checkpoint(path: str | Path, trainer: "Trainer") -> None:
    """Bring a trainer, made as the saved one was, to the state of a checkpoint.

    `fit` then goes on after the last saved epoch, bit by bit as if it had never stopped. Nothing
    of the trainer is changed when the file does not fit.

    Args:
        path: A file written by `save_checkpoint`.
        trainer: A new trainer with the same model, optimizer and scheduler.

    Raises:
        FileNotFoundError: If there is no such file.
        ValueError: If the file is damaged, could run code, or belongs to another model.
    """
    content = _read(Path(path))
    _require_same_tensors(path, content["model"], trainer.model.state_dict())
    if bool(content["scheduler"]) != bool(trainer.scheduler):
        raise ValueError(
            f"{path}: expected a trainer {'with' if content['scheduler'] else 'without'} "
            f"a scheduler, got one {'with' if trainer.scheduler else 'without'}"
        )
    try:
        trainer.optimizer.load_state_dict(content["optimizer"])
    except ValueError as error:
        raise ValueError(f"{path} belongs to another optimizer: {error}") from error
    trainer.model.load_state_dict(content["model"])
    if trainer.scheduler:
        trainer.scheduler.load_state_dict(content["scheduler"])
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
    """Compare names and shapes before anything is changed."""
    theirs = {name: tuple(tensor.shape) for name, tensor in saved.items()}
    ours = {name: tuple(tensor.shape) for name, tensor in own.items()}
    if theirs != ours:
        only = [f"{n} {s}" for n, s in theirs.items() if ours.get(n) != s]
        missing = [f"{n} {s}" for n, s in ours.items() if theirs.get(n) != s]
        raise ValueError(
            f"{path} belongs to another model: it has {', '.join(only[:3]) or 'nothing else'}, "
            f"where this model has {', '.join(missing[:3]) or 'nothing'}"
        )


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
