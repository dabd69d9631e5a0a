"""Data in one place: generators, real data sets, splits and mini-batches."""

from tutorial_lib.data.batches import Batches
from tutorial_lib.data.generators import make_line
from tutorial_lib.data.images import fashion_classes, load_fashion_mnist, load_mnist
from tutorial_lib.data.splits import split_indices

__all__ = [
    "Batches",
    "fashion_classes",
    "load_fashion_mnist",
    "load_mnist",
    "make_line",
    "split_indices",
]
