"""The real data sets of the course, as tensors."""

from typing import TYPE_CHECKING, Literal

import numpy as np

from tutorial_lib.data.fetch import read_file
from tutorial_lib.runtime import say

if TYPE_CHECKING:
    from torch import Tensor

Split = Literal["train", "test"]

_FASHION = (
    "camiseta // t-shirt",
    "pantalón // trouser",
    "suéter // pullover",
    "vestido // dress",
    "abrigo // coat",
    "sandalia // sandal",
    "camisa // shirt",
    "zapatilla // sneaker",
    "bolso // bag",
    "botín // ankle boot",
)


def load_fashion_mnist(split: Split) -> "tuple[Tensor, Tensor]":
    """Fashion-MNIST: photographs of clothes in ten classes, named by `fashion_classes`.

    Args:
        split: `train` (60,000 examples) or `test` (10,000).

    Returns:
        Images `(N, 28, 28)`, uint8, 0 (background) to 255; classes `(N,)`, int64, in `[0, 10)`.

    Raises:
        FileNotFoundError: If the data are neither on this machine nor at their address.
        ValueError: If a file is damaged or `split` is something else.

    Source:
        Xiao, Rasul and Vollgraf (2017), <https://arxiv.org/abs/1708.07747>.
    """
    return _load_digits_like("fashion_mnist", "FashionMNIST", split)


def load_mnist(split: Split) -> "tuple[Tensor, Tensor]":
    """MNIST: handwritten digits.

    Args:
        split: `train` (60,000 examples) or `test` (10,000).

    Returns:
        Images `(N, 28, 28)`, uint8, 0 (background) to 255; digits `(N,)`, int64, in `[0, 10)`.

    Raises:
        FileNotFoundError: If the data are neither on this machine nor at their address.
        ValueError: If a file is damaged or `split` is something else.

    Source:
        LeCun, Bottou, Bengio and Haffner (1998), Proceedings of the IEEE 86(11).
    """
    return _load_digits_like("mnist", "MNIST", split)


def fashion_classes() -> list[str]:
    """The ten classes of Fashion-MNIST, in order, in the language of the run."""
    return [say(pair) for pair in _FASHION]


def _load_digits_like(name: str, folder: str, split: Split) -> "tuple[Tensor, Tensor]":
    import torch

    if split not in ("train", "test"):
        raise ValueError(f"expected split 'train' or 'test', got {split!r}")
    part = "train" if split == "train" else "t10k"
    # The idx format: a header of 16 bytes (images) or 8 (labels), then one byte per value.
    pixels = read_file(name, f"{folder}/raw/{part}-images-idx3-ubyte")
    labels = read_file(name, f"{folder}/raw/{part}-labels-idx1-ubyte")
    images = np.frombuffer(pixels, np.uint8, offset=16).reshape(-1, 28, 28)
    classes = np.frombuffer(labels, np.uint8, offset=8).astype(np.int64)
    return torch.tensor(images), torch.tensor(classes)
