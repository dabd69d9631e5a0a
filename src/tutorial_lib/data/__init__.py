"""Data in one place: generators, real data sets, splits and mini-batches."""

from tutorial_lib.data.batches import Batches
from tutorial_lib.data.builtin import load_builtin
from tutorial_lib.data.generators import (
    make_csv,
    make_line,
    make_moons,
    make_order_task,
    make_sine,
    make_xor,
)
from tutorial_lib.data.images import (
    cifar_classes,
    fashion_classes,
    load_cifar10,
    load_fashion_mnist,
    load_mnist,
    load_sign_digits,
)
from tutorial_lib.data.shapes import make_shapes, shape_classes
from tutorial_lib.data.splits import split_groups, split_indices, split_stratified
from tutorial_lib.data.texts import (
    TextData,
    load_banking77,
    load_clinc150,
    load_dbpedia14,
    load_fragments,
    load_sonnets,
)

__all__ = [
    "Batches",
    "TextData",
    "cifar_classes",
    "fashion_classes",
    "load_banking77",
    "load_builtin",
    "load_cifar10",
    "load_clinc150",
    "load_dbpedia14",
    "load_fashion_mnist",
    "load_fragments",
    "load_mnist",
    "load_sign_digits",
    "load_sonnets",
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
