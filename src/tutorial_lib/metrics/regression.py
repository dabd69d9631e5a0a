"""Metrics of predicted numbers."""

import numpy as np
from torch import Tensor

from tutorial_lib.metrics import require
from tutorial_lib.metrics.require import Numbers


def rmse(outputs: Tensor, targets: Tensor) -> float:
    r"""The root of the mean squared error, $\sqrt{\frac{1}{N}\sum_i (\hat y_i - y_i)^2}$.

    It has the unit of the targets; lower is better. Both have one shape, which is any.
    """
    predicted, truth = _pair(outputs, targets)
    return float(np.sqrt(np.square(predicted - truth).mean()))


def r2(outputs: Tensor, targets: Tensor) -> float:
    r"""The share of the variance of the targets that the outputs explain, $R^2$.

    $R^2 = 1 - \sum_i (\hat y_i - y_i)^2 \,/\, \sum_i (y_i - \bar y)^2$

    1 is perfect; 0 is as good as always saying the mean, and less than 0 is worse. Of several
    outputs, `(N, ...)`, the mean of their $R^2$, each with its own unit and mean. Where all
    targets are equal there is no variance to explain: 1 without error, else 0.
    """
    predicted, truth = (values.reshape(len(values), -1) for values in _pair(outputs, targets))
    unexplained = np.square(predicted - truth).sum(axis=0)  # one for each output
    variation = np.square(truth - truth.mean(axis=0)).sum(axis=0)
    # Not variation == 0: the mean of equal numbers may be rounded to another one.
    constant = (truth == truth[0]).all(axis=0)
    shares = 1 - unexplained / np.where(constant, 1, variation)
    return float(np.where(constant, unexplained == 0, shares).mean())


def _pair(outputs: Tensor, targets: Tensor) -> tuple[Numbers, Numbers]:
    require.tensors(outputs, targets)
    fits = outputs.shape == targets.shape and outputs.numel() > 0
    require.that(fits, "outputs and targets of one shape with N > 0", outputs, targets)
    pair = []
    for name, values in (("outputs", outputs), ("targets", targets)):
        pair.append(np.atleast_1d(require.numbers(values, name)))
        if np.isinf(pair[-1]).any():
            raise ValueError(f"expected finite {name}, got infinity")
    return pair[0], pair[1]
