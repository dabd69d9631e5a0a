"""Saving training on the way, so that it can go on later as if nothing had happened."""

import pickle
import random
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from tutorial_lib.history import History, Row

if TYPE_CHECKING:
    from tutorial_lib.training import Trainer

PARTS = {"model", "optimizer", "scheduler", "callbacks", "history", "random", "generators"}


class Checkpoint:
    """A callback for `Trainer` that saves to `path`, after every so many epochs."""

    last = True  # called after the other callbacks: the file holds what they noted

    def __init__(self, path: str | Path, *, every: int = 1) -> None:
        if every < 1:
            raise ValueError(f"expected every of at least 1, got {every}")
        self.path = Path(path)
        self.every = every

    def __call__(self, trainer: "Trainer", row: Row) -> None:
        if row["epoch"] % self.every == 0:
            save_checkpoint(self.path, trainer)


def save_checkpoint(path: str | Path, trainer: "Trainer") -> None:
    """Write weights, optimizer, scheduler, callbacks, history and random states.

    The file holds tensors, numbers and text, nothing else, so that loading it can run no code. It
    is written beside an older one and takes its place in one step: whoever stops the program in
    the middle finds the old file whole.

    The random states are those of Python, NumPy and torch, of the trainer's device, and of the
    generators that the loaders of the last `fit` hold, also deep in a data set. A generator of
    NumPy or Python there cannot be restored, and a warning says so; nor can what they count.

    When `fit` has returned with early stopping, the weights are the best ones and no longer the
    last: to go on from there, save on the way, with `Checkpoint`.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"no folder {path.parent} for the checkpoint {path.name}; make it")
    content = {
        "model": trainer.model.state_dict(),
        "optimizer": trainer.optimizer.state_dict(),
        "scheduler": trainer.scheduler.state_dict() if trainer.scheduler else {},
        "callbacks": [(type(c).__name__, c.state_dict()) for c in _with_state(trainer)],
        "history": list(trainer.history),
        "random": _random_state(trainer.device),
        "generators": [generator.get_state() for generator in _generators(trainer)],
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
        path: A file written by `save_checkpoint`; one that could run code is refused.
        trainer: A new trainer with the same model, optimizer, scheduler and callbacks.
    """
    content, scheduler, callbacks = _read(Path(path)), trainer.scheduler, _with_state(trainer)
    _require_same_tensors(path, content["model"], trainer.model.state_dict())
    wanted = _named(content["scheduler"], [name for name, _ in content["callbacks"]])
    got = _named(scheduler, [type(callback).__name__ for callback in callbacks])
    if wanted != got:
        raise ValueError(f"{path}: expected a trainer with {wanted}, got one with {got}")
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
    for callback, (_, state) in zip(callbacks, content["callbacks"], strict=True):
        callback.load_state_dict(state)
    trainer.history = History(content["history"])
    trainer.generator_states = content["generators"]
    _restore_random_state(content["random"], trainer.device)


def restore_generators(trainer: "Trainer") -> None:
    """Bring the generators of a trainer's loaders to the state that a checkpoint has brought."""
    states, trainer.generator_states = trainer.generator_states, []
    if not states:
        return
    generators = _generators(trainer)
    if len(states) != len(generators):
        raise ValueError(
            f"expected loaders with {len(states)} random generators, as the checkpoint has, "
            f"got {len(generators)}; make them as they were made before"
        )
    for generator, state in zip(generators, states, strict=True):
        generator.set_state(state)


def _generators(trainer: "Trainer") -> list[torch.Generator]:
    """The generators of torch that a trainer's loaders hold, each once."""
    found = {}
    for part in held_by(trainer.loaders):
        for name, value in _attributes(part):
            if isinstance(value, torch.Generator):
                found[id(value)] = value
            elif isinstance(value, np.random.Generator | np.random.RandomState | random.Random):
                warnings.warn(
                    f"a checkpoint does not hold the random generator {name!r} of "
                    f"{type(part).__name__}: resumed training draws other numbers",
                    stacklevel=2,
                )
    return list(found.values())


def held_by(loaders: Iterable[Any]) -> list[Any]:
    """Loaders and what they hold, however deep: samplers, data sets, transforms, each once."""
    found: dict[int, Any] = {}
    waiting = list(loaders)
    while waiting:
        part = waiting.pop()
        if hasattr(part, "__dict__") and not isinstance(part, ModuleType | type):
            waiting += [] if id(part) in found else [value for _, value in _attributes(part)]
            found[id(part)] = part
    return list(found.values())


def _attributes(part: Any) -> Iterator[tuple[str, Any]]:
    """The attributes of an object, and each member of those that are lists or dictionaries."""
    for name, value in vars(part).items():
        members = value.values() if isinstance(value, dict) else value
        several = isinstance(value, dict | list | tuple)
        yield from ((name, member) for member in (members if several else [value]))


def _with_state(trainer: "Trainer") -> list[Any]:
    return [callback for callback in trainer.callbacks if hasattr(callback, "state_dict")]


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


def _named(scheduler: object, callbacks: list[str]) -> str:
    parts = (["a scheduler"] if scheduler else []) + callbacks
    return " and ".join(parts) or "neither scheduler nor callbacks to restore"


def _require_known(path: str | Path, saved: Iterable[str], own: Iterable[str], what: str) -> None:
    """Compare the names of settings: torch would load the state of Adam into SGD without a word.

    A newer torch may know more settings than the one that saved; private names come and go.
    """
    unknown = sorted({name for name in saved if not name.startswith("_")} - set(own))
    if unknown:
        raise ValueError(f"{path} belongs to another {what}: this one has no {', '.join(unknown)}")


def _random_state(device: torch.device) -> dict[str, Any]:
    kind, numbers, *rest = np.random.get_state(legacy=True)
    accelerator = _accelerator(device)
    return {
        "python": random.getstate(),
        "numpy": (kind, torch.tensor(np.asarray(numbers).astype(np.int64)), *rest),
        "torch": torch.get_rng_state(),
        "device": device.type,
        "accelerator": accelerator.get_rng_state(device) if accelerator else None,
    }


def _restore_random_state(state: dict[str, Any], device: torch.device) -> None:
    random.setstate(state["python"])
    kind, numbers, *rest = state["numpy"]
    np.random.set_state((kind, numbers.numpy().astype(np.uint32), *rest))
    torch.set_rng_state(state["torch"])
    if state["device"] != device.type:
        warnings.warn(
            f"the training was on {state['device']} and goes on on {device.type}, where random "
            "numbers, and so dropout, come out otherwise",
            stacklevel=3,
        )
    elif accelerator := _accelerator(device):
        accelerator.set_rng_state(state["accelerator"], device)


def _accelerator(device: torch.device) -> Any:
    """The part of torch that draws the random numbers of a device (cuda, mps, …) off the CPU."""
    return None if device.type in ("cpu", "meta") else torch.get_device_module(device)
