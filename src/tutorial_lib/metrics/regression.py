"""Metrics of predicted numbers."""

from torch import Tensor

from tutorial_lib.metrics.require import require, require_numbers, require_tensors


def rmse(outputs: Tensor, targets: Tensor) -> float:
    r"""The root of the mean squared error, $\sqrt{\frac{1}{N}\sum_i (\hat y_i - y_i)^2}$.

    Args:
        outputs: Predicted values, any shape, not empty.
        targets: True values, the same shape.

    Returns:
        A number of at least 0, in the unit of the targets; lower is better.

    Raises:
        ValueError: If the shapes differ, even where broadcasting would make them fit, or a value
            is NaN.
    """
    _require_same(outputs, targets)
    return (outputs.double() - targets.double()).square().mean().sqrt().item()


def r2(outputs: Tensor, targets: Tensor) -> float:
    r"""The share of the variance of the targets that the outputs explain, $R^2$.

    $R^2 = 1 - \sum_i (\hat y_i - y_i)^2 \,/\, \sum_i (y_i - \bar y)^2$

    Args:
        outputs: Predicted values, any shape, not empty.
        targets: True values, the same shape.

    Returns:
        At most 1, which is perfect; 0 is as good as always saying the mean, and less than 0 is
        worse. Where all targets are equal there is no variance to explain: 1 for predictions
        without error, else 0.

    Raises:
        ValueError: If the shapes differ, even where broadcasting would make them fit, or a value
            is NaN.

    Source:
        scikit-learn's `r2_score`, which the tests compare with.
    """
    _require_same(outputs, targets)
    truth = targets.double()
    unexplained = (outputs.double() - truth).square().sum().item()
    variation = (truth - truth.mean()).square().sum().item()
    if variation == 0:
        return 1.0 if unexplained == 0 else 0.0
    return 1 - unexplained / variation


def _require_same(outputs: Tensor, targets: Tensor) -> None:
    require_tensors(outputs, targets)
    fits = outputs.shape == targets.shape and outputs.numel() > 0
    require(fits, "outputs and targets of one shape with N > 0", outputs, targets)
    require_numbers(outputs, "outputs")
    require_numbers(targets, "targets")
