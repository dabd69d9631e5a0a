"""Data in one place: generators, real data sets, splits and mini-batches."""

from tutorial_lib.data.batches import Batches
from tutorial_lib.data.generators import (
    make_csv,
    make_line,
    make_moons,
    make_order_task,
    make_sine,
    make_xor,
)
from tutorial_lib.data.images import fashion_classes, load_fashion_mnist, load_mnist
from tutorial_lib.data.shapes import make_shapes, shape_classes
from tutorial_lib.data.splits import split_groups, split_indices, split_stratified

__all__ = [
    "Batches",
    "fashion_classes",
    "load_fashion_mnist",
    "load_mnist",
    "make_csv",
    "make_line",
    "make_moons",
    "make_order_task",
    "make_shapes",
    "make_sine",
    "make_xor",
    "shape_classes",
    "split_groups",
    "split_indices",
    "split_stratified",
]
