"""Metrics of decisions: which class was predicted, and which was right."""

from typing import Literal

import torch
from torch import Tensor

from tutorial_lib.metrics.require import (
    require,
    require_classes,
    require_numbers,
    require_tensors,
)

Average = Literal["binary", "macro", "micro", "weighted"]


def accuracy(outputs: Tensor, targets: Tensor) -> float:
    """The share of examples whose class is predicted right.

    Args:
        outputs: What `predicted_classes` accepts: scores `(N, C)`, `(N,)` or `(N, 1)`, or classes.
        targets: True classes, `(N,)`, or `(N, 1)`.

    Returns:
        A fraction in `[0, 1]`; higher is better.

    Raises:
        ValueError: If the shapes do not fit, there is no example, a score is NaN or a target is
            no class of the scores.

    Example:
        >>> accuracy(torch.tensor([[0.1, 2.0], [3.0, 0.2]]), torch.tensor([1, 1]))
        0.5
    """
    predicted, truth = _classes(outputs, targets)
    return (predicted == truth).double().mean().item()


def predicted_classes(outputs: Tensor) -> Tensor:
    """The classes that outputs decide for.

    Args:
        outputs: Scores `(N, C)`, of which the largest decides; or the scores (logits, not
            probabilities) of a binary problem, `(N,)` or `(N, 1)`, float, where above 0 means
            class 1; or classes `(N,)`, integers or booleans, which stay as they are.

    Returns:
        Classes, `(N,)`.

    Raises:
        ValueError: If a score is NaN.
    """
    require_tensors(outputs)
    require_numbers(outputs, "scores")
    if outputs.ndim == 2 and outputs.shape[1] > 1:
        return outputs.argmax(dim=1)
    column = outputs.flatten() if outputs.shape[1:] == (1,) else outputs
    return (column > 0).long() if column.is_floating_point() else column


def confusion_matrix(targets: Tensor, predicted: Tensor, n_classes: int) -> Tensor:
    """How many examples of each true class (row) were predicted as each class (column).

    Args:
        targets: True classes, `(N,)`, integers in `[0, C)`.
        predicted: Predicted classes, `(N,)`, integers in `[0, C)`.
        n_classes: `C`; a class without examples gets a row of zeros.

    Returns:
        Counts, `(C, C)`, int64; the diagonal holds the right ones.

    Raises:
        ValueError: If shapes differ or a class is outside `[0, C)`.

    Example:
        >>> confusion_matrix(torch.tensor([0, 0, 1]), torch.tensor([0, 1, 1]), 2)
        tensor([[1, 1],
                [0, 1]])
    """
    require_tensors(targets, predicted)
    fits = targets.ndim == 1 and targets.shape == predicted.shape
    require(fits, "targets (N,) and predicted (N,)", targets, predicted)
    require_classes(torch.cat([targets, predicted]), n_classes)
    cells = targets.long() * n_classes + predicted.long()  # the row-major place of each pair
    return torch.bincount(cells, minlength=n_classes**2).view(n_classes, n_classes)


def precision(outputs: Tensor, targets: Tensor, *, average: Average = "binary") -> float:
    r"""Of the examples predicted as a class, the share that belongs to it: $TP / (TP + FP)$.

    Args:
        outputs: What `predicted_classes` accepts.
        targets: True classes, `(N,)` or `(N, 1)`.
        average: `binary` looks at class 1 of two. `macro` is the mean over the classes that
            occur in targets or predictions, `weighted` that mean by their number of examples.
            `micro` counts all classes together.

    Returns:
        A fraction in `[0, 1]`; higher is better. Where a class was never predicted (0/0) it
        counts as 0: a model that finds nothing has earned no trust.

    Raises:
        ValueError: If shapes do not fit, or `binary` meets other classes than 0 and 1.

    Source:
        scikit-learn's `precision_score` with `zero_division=0`, which the tests compare with.
    """
    hits, predicted, actual = _counts(outputs, targets)
    return _averaged(hits, predicted, actual, predicted, average)


def recall(outputs: Tensor, targets: Tensor, *, average: Average = "binary") -> float:
    r"""Of the examples that belong to a class, the share that was found: $TP / (TP + FN)$.

    Args:
        outputs: What `predicted_classes` accepts.
        targets: True classes, `(N,)` or `(N, 1)`.
        average: As in `precision`.

    Returns:
        A fraction in `[0, 1]`; higher is better. A class without examples (0/0) counts as 0.

    Raises:
        ValueError: If shapes do not fit, or `binary` meets other classes than 0 and 1.

    Source:
        scikit-learn's `recall_score` with `zero_division=0`, which the tests compare with.
    """
    hits, predicted, actual = _counts(outputs, targets)
    return _averaged(hits, actual, actual, predicted, average)


def f1(outputs: Tensor, targets: Tensor, *, average: Average = "binary") -> float:
    r"""The harmonic mean of precision and recall: $2\,TP / (2\,TP + FP + FN)$.

    Args:
        outputs: What `predicted_classes` accepts.
        targets: True classes, `(N,)` or `(N, 1)`.
        average: As in `precision`.

    Returns:
        A fraction in `[0, 1]`; higher is better. A class that neither occurs nor is predicted
        (0/0) counts as 0.

    Raises:
        ValueError: If shapes do not fit, or `binary` meets other classes than 0 and 1.

    Source:
        scikit-learn's `f1_score` with `zero_division=0`, which the tests compare with.
    """
    hits, predicted, actual = _counts(outputs, targets)
    return _averaged(2 * hits, predicted + actual, actual, predicted, average)


def true_positive_rate(outputs: Tensor, targets: Tensor) -> float:
    r"""Of the positive examples, the share that was found: $TP / (TP + FN)$, the recall.

    Args:
        outputs: What `predicted_classes` accepts, for two classes.
        targets: True classes, `(N,)` or `(N, 1)`, 0 or 1.

    Returns:
        A fraction in `[0, 1]`; higher is better. 0 where nothing is positive.

    Raises:
        ValueError: If shapes do not fit or there are other classes than 0 and 1.
    """
    return recall(outputs, targets)


def false_positive_rate(outputs: Tensor, targets: Tensor) -> float:
    r"""Of the negative examples, the share taken for positive: $FP / (FP + TN)$.

    Args:
        outputs: What `predicted_classes` accepts, for two classes.
        targets: True classes, `(N,)` or `(N, 1)`, 0 or 1.

    Returns:
        A fraction in `[0, 1]`; lower is better. 0 where nothing is negative: no false alarm.

    Raises:
        ValueError: If shapes do not fit or there are other classes than 0 and 1.
    """
    hits, predicted, actual = _counts(outputs, targets)
    return _averaged(predicted - hits, len(targets) - actual, actual, predicted, "binary")


def _classes(outputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Predicted and true classes, both `(N,)` with `N > 0`."""
    require_tensors(outputs, targets)
    predicted = predicted_classes(outputs)
    truth = targets.flatten() if targets.shape[1:] == (1,) else targets
    fits = predicted.ndim == 1 and predicted.shape == truth.shape and len(truth) > 0
    require(fits, "outputs (N, C) or (N,) and targets (N,) with N > 0", outputs, targets)
    if truth.is_floating_point() and (truth != truth.round()).any():
        value = truth[truth != truth.round()][0].item()
        raise ValueError(
            f"expected classes as targets, got {value:g}; a model that predicts numbers is "
            "measured by rmse or r2"
        )
    if outputs.ndim == 2 and outputs.shape[1] > 1:
        require_classes(truth, outputs.shape[1])
    return predicted, truth


def _counts(outputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Of each class: how often it was hit, predicted and true; float64, each `(C,)`, `C ≥ 2`."""
    predicted, truth = _classes(outputs, targets)
    n_classes = max(2, int(predicted.max()) + 1, int(truth.max()) + 1)
    matrix = confusion_matrix(truth.long(), predicted.long(), n_classes).double()
    return matrix.diag(), matrix.sum(dim=0), matrix.sum(dim=1)


def _averaged(
    top: Tensor, bottom: Tensor, actual: Tensor, predicted: Tensor, average: Average
) -> float:
    """`top / bottom` of each class, or of all together, as one number; 0/0 counts as 0."""
    per_class = top / bottom.clamp(min=1)  # where bottom is 0, top is 0 too
    if average == "micro":
        return (top.sum() / bottom.sum()).item()
    if average == "weighted":
        return ((per_class * actual).sum() / actual.sum()).item()
    if average == "macro":
        return per_class[(actual > 0) | (predicted > 0)].mean().item()
    if average != "binary":
        raise ValueError(
            f"expected average 'binary', 'macro', 'micro' or 'weighted', got {average!r}"
        )
    if len(top) > 2:
        raise ValueError(
            f"expected classes 0 and 1, got classes up to {len(top) - 1}; "
            "choose average 'macro', 'micro' or 'weighted'"
        )
    return per_class[1].item()
