"""Metrics of rankings: every threshold at once.

A curve is `(x, y, thresholds)`, float64 on the CPU: the order in which figures and `auc` take it.
Of many classes, class `k` has its own against the rest: `roc_curve(scores[:, k], targets == k)`.
"""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tutorial_lib.metrics import require
from tutorial_lib.metrics.require import Classes, Numbers

Curve = tuple[Tensor, Tensor, Tensor]


def roc_curve(scores: Tensor, targets: Tensor) -> Curve:
    """False and true positive rates when "positive" means a score of at least a threshold.

    Args:
        scores: One score per example, `(N,)`, finite; higher means more likely positive.
        targets: 1 for positive and 0 for negative examples, `(N,)`; both must occur.

    Returns:
        False positive rates, true positive rates and thresholds, each `(K + 1,)`, for the `K`
        different scores from high to low. They start at (0, 0), where the threshold is infinite
        and nothing is positive, and end at (1, 1).

    Source:
        Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27;
        scikit-learn's `roc_curve` with `drop_intermediate=False` gives the same.
    """
    hits, alarms, thresholds = _counts_from_high_to_low(*_two_classes(scores, targets))
    return _tensors(alarms / alarms[-1], hits / hits[-1], thresholds)


def pr_curve(scores: Tensor, targets: Tensor) -> Curve:
    """Recall and precision when "positive" means a score of at least a threshold.

    Takes what `roc_curve` does.

    Returns:
        Recalls, precisions and thresholds, each `(K + 1,)`, for the `K` different scores from
        high to low. They start at recall 0 and, by convention, precision 1: where nothing is
        predicted, precision is 0/0.

    Source:
        scikit-learn's `precision_recall_curve`, which gives them in the opposite order.
    """
    hits, alarms, thresholds = _counts_from_high_to_low(*_two_classes(scores, targets))
    return _tensors(hits / hits[-1], _precisions(hits, alarms), thresholds)


def auc(x: Tensor, y: Tensor) -> float:
    """The area under a curve of straight pieces.

    Takes positions, `(K,)`, rising or falling, and heights, `(K,)`.

    Example:
        >>> auc(torch.tensor([0.0, 0.5, 1.0]), torch.tensor([0.0, 1.0, 1.0]))
        0.75
    """
    require.tensors(x, y)
    require.that(
        x.ndim == 1 and x.shape == y.shape and len(x) > 1, "x (K,) and y (K,) with K > 1", x, y
    )
    positions, heights = require.numbers(torch.stack([x, y]), "x and y")
    steps = np.diff(positions)
    if (steps < 0).any() and (steps > 0).any():
        raise ValueError("expected x that only rises or only falls, got both")
    return float(abs((steps * (heights[1:] + heights[:-1]) / 2).sum()))


def roc_auc(scores: Tensor, targets: Tensor) -> float:
    """The area under the ROC curve.

    It is the chance that a random positive example has a higher score than a random negative
    one; a tie counts half.

    Args:
        scores: One score per example, `(N,)`, finite, higher means more likely positive; or one
            for each class, `(N, C)`.
        targets: 1 for positive and 0 for negative examples, `(N,)`; or classes in `[0, C)`. Two
            classes at least must occur.

    Returns:
        A fraction in `[0, 1]`; 1 is a perfect ranking, 0.5 is luck, 0 is perfectly reversed. With
        `(N, C)`, the mean over the classes that occur, each against the rest.

    Source:
        Hanley and McNeil (1982), "The meaning and use of the area under a receiver operating
        characteristic (ROC) curve", Radiology 143.
    """

    def area(hits: Numbers, alarms: Numbers) -> float:
        widths = np.diff(alarms) / alarms[-1]
        return float((widths * (hits[1:] + hits[:-1])).sum() / (2 * hits[-1]))

    return _mean_over_classes(area, scores, targets)


def average_precision(scores: Tensor, targets: Tensor) -> float:
    r"""The mean precision over the recall gained, $\sum_n (R_n - R_{n-1})\,P_n$.

    Takes what `roc_auc` does. 1 is perfect, and luck gives about the share of positives.

    Source:
        The formula of scikit-learn's `average_precision_score`,
        <https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score.html>.
    """

    def area(hits: Numbers, alarms: Numbers) -> float:
        return float((np.diff(hits) * _precisions(hits, alarms)[1:]).sum() / hits[-1])

    return _mean_over_classes(area, scores, targets)


def _mean_over_classes(
    area: Callable[[Numbers, Numbers], float], scores: Tensor, targets: Tensor
) -> float:
    """The area of class 1 or, with scores for each class, the mean of those that occur."""
    if not isinstance(scores, Tensor) or require.column(scores).ndim < 2:
        return area(*_counts_from_high_to_low(*_two_classes(scores, targets))[:2])
    require.tensors(scores, targets)
    fits = scores.ndim == 2 and targets.shape == scores.shape[:1] and scores.numel() > 0
    require.that(fits, "scores (N, C) and targets (N,) with N > 0", scores, targets)
    truth = require.in_range(require.classes(targets), scores.shape[1])
    if (truth == truth[0]).all():
        raise ValueError(f"expected at least two classes among the targets, got only {truth[0]}")
    table = require.numbers(scores, "scores", finite=True)
    counts = (_counts_from_high_to_low(table[:, k], truth == k) for k in np.unique(truth))
    return float(np.mean([area(hits, alarms) for hits, alarms, _ in counts]))


def _two_classes(scores: Tensor, targets: Tensor) -> tuple[Numbers, Classes]:
    """Checked scores and classes 0 and 1, both `(N,)`."""
    require.tensors(scores, targets)
    flat, labels = require.column(scores), require.column(targets)
    fits = flat.ndim == 1 and flat.shape == labels.shape and len(flat) > 0
    require.that(fits, "scores (N,) and targets (N,) with N > 0", scores, targets)
    truth = require.in_range(require.classes(labels), 2)
    if (truth == truth[0]).all():
        raise ValueError(f"expected both classes, 0 and 1, got only {truth[0]}")
    return require.numbers(flat, "scores", finite=True), truth


def _counts_from_high_to_low(
    scores: Numbers, positive: NDArray[np.generic]
) -> tuple[Numbers, Numbers, Numbers]:
    """How many positives and negatives reach each different score, falling from infinity."""
    order = np.argsort(-scores, kind="stable")
    falling, found = scores[order], positive[order].astype(np.float64)
    # Equal scores pass a threshold together: only the last of each group makes a point.
    is_last = np.append(np.diff(falling) != 0, True)
    hits, alarms = (np.append(0, np.cumsum(x)[is_last]) for x in (found, 1 - found))
    return hits, alarms, np.append(np.inf, falling[is_last])


def _precisions(hits: Numbers, alarms: Numbers) -> Numbers:
    return np.append(1, hits[1:] / (hits + alarms)[1:])


def _tensors(x: Numbers, y: Numbers, thresholds: Numbers) -> Curve:
    return torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(thresholds)
