"""The checks that the metrics share."""

import torch
from torch import Tensor


def require(holds: bool, expected: str, *tensors: Tensor) -> None:
    """Raise a `ValueError` that names what was expected and the shapes that came."""
    if not holds:
        shapes = " and ".join(str(tuple(tensor.shape)) for tensor in tensors)
        raise ValueError(f"expected {expected}, got {shapes}")


def require_tensors(*values: object) -> None:
    """Raise a `ValueError` unless all are tensors, on one device."""
    if not all(isinstance(value, Tensor) for value in values):
        kinds = " and ".join(type(value).__name__ for value in values)
        raise ValueError(f"expected tensors, got {kinds}; torch.as_tensor makes one")
    devices = {str(value.device) for value in values if isinstance(value, Tensor)}
    if len(devices) > 1:
        raise ValueError(
            f"expected tensors on one device, got {' and '.join(sorted(devices))}; "
            "move one with .to(device)"
        )


def require_numbers(values: Tensor, name: str) -> None:
    """Raise a `ValueError` where a value is NaN: any number made from it would mislead."""
    n_nan = int(values.isnan().sum())
    if n_nan:
        raise ValueError(f"expected {name} without NaN, got {n_nan} of {values.numel()}")


def require_classes(classes: Tensor, n_classes: int) -> None:
    """Raise a `ValueError` unless all classes are whole numbers in `[0, n_classes)`."""
    if len(classes) and not 0 <= classes.min() <= classes.max() < n_classes:
        low, high = classes.min().item(), classes.max().item()
        raise ValueError(f"expected classes in [0, {n_classes}), got {low:g} to {high:g}")
    if classes.is_floating_point() and (classes != classes.round()).any():
        value = classes[classes != classes.round()][0].item()
        raise ValueError(f"expected classes as whole numbers, got {value:g}")


def require_probabilities(probs: Tensor) -> None:
    """Raise a `ValueError` unless all values are in `[0, 1]`, but for rounding."""
    low, high = probs.min().item(), probs.max().item()
    if not (low >= -1e-6 and high <= 1 + 1e-6):  # also when one is NaN
        raise ValueError(
            f"expected probabilities in [0, 1], got {low:g} to {high:g}; "
            "apply sigmoid or softmax to logits first"
        )
    rows = probs.sum(dim=1) if probs.ndim == 2 else torch.ones(1)
    if (rows - 1).abs().max() > 1e-3:
        raise ValueError(
            f"expected rows that sum to 1, got sums from {rows.min():.3f} to {rows.max():.3f}"
        )
