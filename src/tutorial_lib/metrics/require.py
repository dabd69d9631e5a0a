"""The checks that the metrics share, and the way to NumPy.

The metrics count in NumPy's float64, which every machine has; Apple's mps, for one, has none.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Numbers = NDArray[np.float64]
Classes = NDArray[np.int64]


def that(holds: bool, expected: str, *tensors: Tensor) -> None:
    """Raise a `ValueError` that names what was expected and the shapes that came."""
    if not holds:
        shapes = " and ".join(str(tuple(tensor.shape)) for tensor in tensors)
        raise ValueError(f"expected {expected}, got {shapes}")


def tensors(*values: object) -> None:
    """Raise a `ValueError` unless all are tensors of real numbers, on one device."""
    tensors = [value for value in values if isinstance(value, Tensor)]
    if len(tensors) < len(values):
        kinds = " and ".join(type(value).__name__ for value in values)
        raise ValueError(f"expected tensors, got {kinds}; torch.as_tensor makes one")
    if any(tensor.is_complex() for tensor in tensors):
        kinds = " and ".join(str(tensor.dtype).removeprefix("torch.") for tensor in tensors)
        raise ValueError(f"expected real numbers, got {kinds}")
    devices = {str(tensor.device) for tensor in tensors}
    if len(devices) > 1:
        raise ValueError(
            f"expected tensors on one device, got {' and '.join(sorted(devices))}; "
            "move one with .to(device)"
        )


def column(values: Tensor) -> Tensor:
    """`(N, 1)` as `(N,)`; other shapes as they are."""
    return values[:, 0] if values.shape[1:] == (1,) else values


def float64(values: Tensor) -> Numbers:
    """The values as NumPy counts with them."""
    if values.dtype == torch.bfloat16:  # NumPy does not know it
        values = values.float()
    return values.detach().cpu().numpy().astype(np.float64)


def numbers(values: Tensor, name: str, *, finite: bool = False) -> Numbers:
    """The values in float64; NaN is refused, for any number made from it would mislead."""
    out = float64(values)
    if finite and not np.isfinite(out).all():
        raise ValueError(f"expected finite {name}, got NaN or infinity")
    if n_nan := int(np.isnan(out).sum()):
        raise ValueError(f"expected {name} without NaN, got {n_nan} of {out.size}")
    return out


def classes(values: Tensor) -> Classes:
    """The classes in int64, from whole numbers of any type."""
    if values.is_floating_point():
        wrong = values[~(values.isfinite() & (values == values.round()))]
        if len(wrong):
            raise ValueError(f"expected classes as whole numbers, got {wrong[0].item():g}")
    found = float64(values) if values.is_floating_point() else values.detach().cpu().numpy()
    return found.astype(np.int64)


def in_range(found: Classes, n_classes: float) -> Classes:
    """Classes in `[0, n_classes)` as they are; a `ValueError` names others."""
    if found.size and not 0 <= found.min() <= found.max() < n_classes:
        wanted = "of at least 0" if np.isinf(n_classes) else f"in [0, {n_classes})"
        raise ValueError(f"expected classes {wanted}, got {found.min()} to {found.max()}")
    return found
