"""The real data sets of the course, as tensors."""

import io
import tarfile
import tempfile
import zipfile
from typing import TYPE_CHECKING, Literal

import numpy as np

from tutorial_lib.data.fetch import describe, read_file, require_one_of
from tutorial_lib.data.idx import read_idx
from tutorial_lib.runtime import say

if TYPE_CHECKING:
    from torch import Tensor

Split = Literal["train", "test"]


def load_fashion_mnist(split: Split) -> "tuple[Tensor, Tensor]":
    """Fashion-MNIST: photographs of clothes in ten classes, named by `fashion_classes`.

    60,000 (`train`) or 10,000 (`test`) images `(N, 28, 28)`, uint8, and classes `(N,)`, int64.

    Source:
        Xiao, Rasul and Vollgraf (2017), <https://arxiv.org/abs/1708.07747>.
    """
    return _load_digits_like("fashion_mnist", "FashionMNIST", split)


def load_mnist(split: Split) -> "tuple[Tensor, Tensor]":
    """MNIST: handwritten digits.

    60,000 (`train`) or 10,000 (`test`) images `(N, 28, 28)`, uint8, and digits `(N,)`, int64.

    Source:
        LeCun, Bottou, Bengio and Haffner (1998), Proceedings of the IEEE 86(11).
    """
    return _load_digits_like("mnist", "MNIST", split)


def load_cifar10(split: Split) -> "tuple[Tensor, Tensor]":
    """CIFAR-10: colour photographs of animals and vehicles, named by `cifar_classes`.

    50,000 (`train`) or 10,000 (`test`) images `(N, 3, 32, 32)`, uint8, and classes `(N,)`, int64.

    Source:
        Krizhevsky (2009), <https://www.cs.toronto.edu/~kriz/cifar.html>.
    """
    import torch
    from torchvision import datasets

    require_one_of("split", split, ("train", "test"))
    archive = read_file("cifar10", "cifar-10-python.tar.gz")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        data = datasets.CIFAR10(folder, train=split == "train")  # checks each part's MD5
        return torch.tensor(data.data).permute(0, 3, 1, 2), torch.tensor(data.targets)


def load_sign_digits() -> "tuple[Tensor, Tensor]":
    """Sign-language digits: colour photographs of hands that show 0 to 9. There is no split.

    2,059 images `(N, 3, 100, 100)`, uint8, and digits `(N,)`, int64.

    Source:
        Mavi (2020), <https://arxiv.org/abs/2011.08927>.
    """
    import torch
    from PIL import Image

    images, digits = [], []
    content = read_file("sign_language_digits", "sign_language_digits/sign_language_digits.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for path in sorted(archive.namelist()):  # sign_language_digits/7/IMG_1125.JPG
            images.append(np.asarray(Image.open(io.BytesIO(archive.read(path)))))  # (H, W, 3)
            digits.append(int(path.split("/")[-2]))
    return torch.tensor(np.stack(images)).permute(0, 3, 1, 2), torch.tensor(digits)


def cifar_classes() -> list[str]:
    """The ten classes of CIFAR-10, in order, in the language of the run."""
    return [say(pair) for pair in describe("cifar10")["classes"]]


def fashion_classes() -> list[str]:
    """The ten classes of Fashion-MNIST, in order, in the language of the run."""
    return [say(pair) for pair in describe("fashion_mnist")["classes"]]


def _load_digits_like(name: str, folder: str, split: Split) -> "tuple[Tensor, Tensor]":
    require_one_of("split", split, ("train", "test"))
    part = "train" if split == "train" else "t10k"
    images = read_idx(read_file(name, f"{folder}/raw/{part}-images-idx3-ubyte"))
    return images, read_idx(read_file(name, f"{folder}/raw/{part}-labels-idx1-ubyte")).long()
