"""Metrics of rankings: every threshold at once."""

import torch
from torch import Tensor

from tutorial_lib.metrics.require import (
    require,
    require_classes,
    require_numbers,
    require_tensors,
)

Curve = tuple[Tensor, Tensor, Tensor]


def roc_curve(scores: Tensor, targets: Tensor) -> Curve:
    """False and true positive rates when "positive" means a score of at least a threshold.

    Args:
        scores: One score per example, `(N,)`, finite; higher means more likely positive.
        targets: 1 for positive and 0 for negative examples, `(N,)`; both must occur.

    Returns:
        False positive rates, true positive rates and thresholds, each `(K + 1,)`, float64, for
        the `K` different scores from high to low. They start at (0, 0), where the threshold is
        infinite and nothing is positive, and end at (1, 1).

    Raises:
        ValueError: If shapes do not fit, a score is not finite or one of the classes is missing.

    Source:
        Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27;
        scikit-learn's `roc_curve` with `drop_intermediate=False` gives the same.
    """
    thresholds, hits, alarms = _counts_from_high_to_low(scores, targets)
    start = hits.new_zeros(1)
    return (
        torch.cat([start, alarms / alarms[-1]]),
        torch.cat([start, hits / hits[-1]]),
        torch.cat([start + torch.inf, thresholds]),
    )


def pr_curve(scores: Tensor, targets: Tensor) -> Curve:
    """Precision and recall when "positive" means a score of at least a threshold.

    Args:
        scores: One score per example, `(N,)`, finite; higher means more likely positive.
        targets: 1 for positive and 0 for negative examples, `(N,)`; both must occur.

    Returns:
        Precisions and recalls, each `(K + 1,)`, and the `K` thresholds, float64, from the lowest
        score (where all is positive and recall is 1) to the highest. The last point, precision 1
        and recall 0, belongs to no threshold: where nothing is predicted, precision is 0/0, and
        the curve is closed by convention.

    Raises:
        ValueError: If shapes do not fit, a score is not finite or one of the classes is missing.

    Source:
        scikit-learn's `precision_recall_curve`, which the tests compare with.
    """
    thresholds, hits, alarms = _counts_from_high_to_low(scores, targets)
    precisions = (hits / (hits + alarms)).flip(0)
    recalls = (hits / hits[-1]).flip(0)
    end = hits.new_zeros(1)
    return torch.cat([precisions, end + 1]), torch.cat([recalls, end]), thresholds.flip(0)


def auc(x: Tensor, y: Tensor) -> float:
    """The area under a curve of straight pieces.

    Args:
        x: Positions, `(K,)` with `K > 1`, rising or falling.
        y: Heights, `(K,)`.

    Raises:
        ValueError: If shapes differ, a number is NaN or `x` goes to and fro.

    Example:
        >>> auc(torch.tensor([0.0, 0.5, 1.0]), torch.tensor([0.0, 1.0, 1.0]))
        0.75
    """
    require_tensors(x, y)
    require(x.ndim == 1 and x.shape == y.shape and len(x) > 1, "x (K,) and y (K,) with K > 1", x, y)
    require_numbers(torch.cat([x, y]), "x and y")
    steps = x.double().diff()
    if (steps < 0).any() and (steps > 0).any():
        raise ValueError("expected x that only rises or only falls, got both")
    return torch.trapezoid(y.double(), x.double()).abs().item()


def roc_auc(scores: Tensor, targets: Tensor) -> float:
    """The area under the ROC curve.

    It is the chance that a random positive example has a higher score than a random negative
    one; a tie counts half.

    Args:
        scores: One score per example, `(N,)`, finite; higher means more likely positive.
        targets: 1 for positive and 0 for negative examples, `(N,)`; both must occur.

    Returns:
        A fraction in `[0, 1]`; 1 is a perfect ranking, 0.5 is luck, 0 is perfectly reversed.

    Raises:
        ValueError: If shapes do not fit, a score is not finite or one of the classes is missing.

    Source:
        Hanley and McNeil (1982), "The meaning and use of the area under a receiver operating
        characteristic (ROC) curve", Radiology 143.
    """
    fpr, tpr, _ = roc_curve(scores, targets)
    return auc(fpr, tpr)


def average_precision(scores: Tensor, targets: Tensor) -> float:
    r"""The mean precision over the recall gained, $\sum_n (R_n - R_{n-1})\,P_n$.

    Args:
        scores: One score per example, `(N,)`, finite; higher means more likely positive.
        targets: 1 for positive and 0 for negative examples, `(N,)`; both must occur.

    Returns:
        A fraction in `[0, 1]`; 1 is perfect, and luck gives about the share of positives.

    Raises:
        ValueError: If shapes do not fit, a score is not finite or one of the classes is missing.

    Source:
        The formula of scikit-learn's `average_precision_score`,
        <https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score.html>.
    """
    precisions, recalls, _ = pr_curve(scores, targets)
    return -(recalls.diff() * precisions[:-1]).sum().item()


def _counts_from_high_to_low(scores: Tensor, targets: Tensor) -> Curve:
    """The different scores, falling, and how many positives and negatives reach each."""
    require_tensors(scores, targets)
    fits = scores.ndim == 1 and scores.shape == targets.shape and len(scores) > 0
    require(fits, "scores (N,) and targets (N,) with N > 0", scores, targets)
    require_classes(targets, 2)
    if not scores.isfinite().all():
        raise ValueError("expected finite scores, got NaN or infinity")
    if targets.min() == targets.max():
        raise ValueError(f"expected both classes, 0 and 1, got only {targets[0].item():g}")
    thresholds, order = scores.double().sort(descending=True)
    positive = targets[order].double()
    # Equal scores pass a threshold together: only the last of each group makes a point.
    is_last = torch.cat([thresholds.diff() != 0, torch.tensor([True], device=scores.device)])
    hits = positive.cumsum(0)[is_last]
    alarms = (1 - positive).cumsum(0)[is_last]
    return thresholds[is_last], hits, alarms
