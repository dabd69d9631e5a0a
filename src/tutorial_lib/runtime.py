"""Where and how a script runs: seeds, device, versions and the language of its texts."""

import operator
import os
import platform
import random
import sys
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import torch

PACKAGES = ("torch", "torchvision", "numpy", "matplotlib", "scikit-learn", "pooch")


def seed_everything(seed: int) -> None:
    """Start the generators of Python, NumPy and (where installed) torch from one number.

    Two runs with the same integer in `[0, 2**32)`, also one of NumPy or torch, draw the same
    numbers on the same machine and versions.

    Example:
        >>> seed_everything(42)
        >>> first = np.random.rand()
        >>> seed_everything(42)
        >>> first == np.random.rand()
        True
    """
    given = seed
    try:
        seed = operator.index(seed)  # random.seed knows the integers of Python only
    except TypeError:
        seed = -1
    if not 0 <= seed < 2**32:
        raise ValueError(f"expected a seed in [0, 2**32), got {given!r}")
    random.seed(seed)
    np.random.seed(seed)
    if find_spec("torch"):
        import torch

        torch.manual_seed(seed)  # every device


def pick_device() -> "torch.device":
    """The fastest device that this machine offers: an accelerator (cuda, mps, …) or the CPU."""
    import torch

    if torch.accelerator.is_available():
        device = torch.accelerator.current_accelerator()
        if device is not None:
            return device
    return torch.device("cpu")


def versions() -> dict[str, str]:
    """The versions of Python and of the course's packages; what is not installed is left out."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def library_version() -> str:
    """The version of this library; of one that is not installed but lies beside, no number."""
    try:
        return metadata.version("tutorial-lib")
    except metadata.PackageNotFoundError:
        return say("sin instalar // not installed")


def language() -> Literal["es", "en"]:
    """The language of this run: the environment variable `TUTORIAL_LANG`, else Spanish."""
    value = os.environ.get("TUTORIAL_LANG") or "es"
    if value == "es":
        return "es"
    if value == "en":
        return "en"
    raise ValueError(f"expected TUTORIAL_LANG to be 'es' or 'en', got {value!r}")


def tell(text: str, *, error: bool = False) -> None:
    """Print a line, also on a console or in a pipe that lacks some of its characters."""
    stream = sys.stderr if error else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.replace("✓", "ok").replace("✗", "no")
        text = plain.encode(encoding, errors="replace").decode(encoding)
    print(text, file=stream)


def say(pair: str) -> str:
    r"""The side of an `es // en` text that belongs to the language of this run.

    A text without the mark serves both languages and comes back whole. A literal double slash
    between spaces is written `\//`.

    Example:
        >>> say("pérdida // loss")
        'pérdida'
        >>> say("MSE")
        'MSE'
    """
    sides = pair.split(" // ")
    if len(sides) > 2:
        raise ValueError(f"expected one ' // ' between Spanish and English, got {pair!r}")
    side = sides[-1] if language() == "en" else sides[0]
    return side.replace(r"\//", "//")
