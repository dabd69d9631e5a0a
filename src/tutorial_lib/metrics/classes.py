"""Metrics of decisions: which class was predicted, and which was right.

All take `(outputs, targets)`, and a `threshold` for scores that are no logits.
"""

from typing import Literal

import numpy as np
import torch
from torch import Tensor

from tutorial_lib.metrics import require
from tutorial_lib.metrics.require import Classes, Numbers

Average = Literal["binary", "macro", "micro", "weighted"]
Cut = float | None


def accuracy(outputs: Tensor, targets: Tensor, *, threshold: Cut = None) -> float:
    """The share of examples whose class is predicted right.

    Args:
        outputs: What `predicted_classes` takes: logits `(N, C)`, `(N,)` or `(N, 1)`, or classes.
        targets: True classes, `(N,)`, or `(N, 1)`.
        threshold: For the probabilities of class 1, 0.5.

    Example:
        >>> accuracy(torch.tensor([[0.1, 2.0], [3.0, 0.2]]), torch.tensor([1, 1]))
        0.5
    """
    predicted, truth = _classes(outputs, targets, threshold)
    return float((predicted == truth).mean())


def predicted_classes(outputs: Tensor, *, threshold: Cut = None) -> Tensor:
    """The classes that outputs decide for.

    Args:
        outputs: Scores `(N, C)`, of which the largest decides; or the logits of a binary problem,
            `(N,)` or `(N, 1)`, float, where above 0 means class 1; or classes `(N,)`, integers or
            booleans, which stay as they are.
        threshold: Binary scores of at least this mean class 1, as in `roc_curve`. Probabilities
            need it, 0.5 say.

    Returns:
        Classes, `(N,)`.
    """
    require.tensors(outputs)
    require.numbers(outputs, "scores")
    scores = require.column(outputs)
    binary = scores.ndim < 2 and scores.is_floating_point()
    if threshold is not None:
        require.that(binary, "scores of two classes, float (N,), for a threshold", outputs)
        return (scores >= threshold).long()
    if not binary:
        return scores.argmax(dim=1) if scores.ndim == 2 else scores
    if ((scores >= 0) & (scores <= 1)).all() and (scores % 1 != 0).any():
        raise ValueError(
            f"expected logits, got only numbers from {scores.min().item():g} to "
            f"{scores.max().item():g}, as probabilities are; cut those with threshold=0.5, and "
            "logits with threshold=0"
        )
    return (scores > 0).long()


def confusion_matrix(
    outputs: Tensor, targets: Tensor, n_classes: int, *, threshold: Cut = None
) -> Tensor:
    """How many examples of each true class (row) were predicted as each class (column).

    Takes what `accuracy` does, and `C`, the number of classes; one without examples gets a row of
    zeros. The diagonal of the counts `(C, C)`, int64, holds the right ones.

    Example:
        >>> confusion_matrix(torch.tensor([0, 1, 1]), torch.tensor([0, 0, 1]), 2)
        tensor([[1, 1],
                [0, 1]])
    """
    predicted, truth = _classes(outputs, targets, threshold, at_least=0, n_classes=n_classes)
    cells = truth * n_classes + predicted  # the row-major place of each pair
    counts = np.bincount(cells, minlength=n_classes**2)
    return torch.from_numpy(counts.reshape(n_classes, n_classes))


def precision(
    outputs: Tensor, targets: Tensor, *, average: Average = "binary", threshold: Cut = None
) -> float:
    r"""Of the examples predicted as a class, the share that belongs to it: $TP / (TP + FP)$.

    Takes what `accuracy` does. Where a class was never predicted (0/0) it counts as 0: a model
    that finds nothing has earned no trust.

    Args:
        average: `binary` looks at class 1 of two. `macro` is the mean over the classes that
            occur in targets or predictions, `weighted` that mean by their number of examples.
            `micro` counts all classes together.
    """
    labels, hits, predicted, actual = _counts(outputs, targets, threshold)
    return _averaged(hits, predicted, actual, labels, average)


def recall(
    outputs: Tensor, targets: Tensor, *, average: Average = "binary", threshold: Cut = None
) -> float:
    r"""Of the examples that belong to a class, the share that was found: $TP / (TP + FN)$.

    Takes what `precision` does; of class 1 it is the true positive rate.
    """
    labels, hits, _, actual = _counts(outputs, targets, threshold)
    return _averaged(hits, actual, actual, labels, average)


def f1(
    outputs: Tensor, targets: Tensor, *, average: Average = "binary", threshold: Cut = None
) -> float:
    r"""The harmonic mean of precision and recall: $2\,TP / (2\,TP + FP + FN)$.

    Takes what `precision` does.
    """
    labels, hits, predicted, actual = _counts(outputs, targets, threshold)
    return _averaged(2 * hits, predicted + actual, actual, labels, average)


def false_positive_rate(outputs: Tensor, targets: Tensor, *, threshold: Cut = None) -> float:
    r"""Of the negative examples, the share taken for positive: $FP / (FP + TN)$.

    Takes what `accuracy` does, for classes 0 and 1; lower is better.
    """
    labels, hits, predicted, actual = _counts(outputs, targets, threshold)
    return _averaged(predicted - hits, len(targets) - actual, actual, labels, "binary")


def _classes(
    outputs: Tensor,
    targets: Tensor,
    threshold: Cut,
    *,
    at_least: int = 1,
    n_classes: float = np.inf,
) -> Classes:
    """Predicted and true classes, `(2, N)`."""
    require.tensors(outputs, targets)
    scores, labels = require.column(outputs), require.column(targets)
    fits = scores.ndim in (1, 2) and labels.shape == scores.shape[:1] and 0 not in scores.shape[1:]
    fits = fits and len(labels) >= at_least
    require.that(fits, "outputs (N, C) or (N,) and targets (N,) with N > 0", outputs, targets)
    if labels.is_floating_point() and (labels != labels.round()).any():
        value = labels[labels != labels.round()][0].item()
        raise ValueError(
            f"expected classes as targets, got {value:g}; a model that predicts numbers is "
            "measured by rmse or r2"
        )
    predicted = predicted_classes(scores, threshold=threshold)
    pair = np.stack([require.classes(predicted), require.classes(labels)])
    if scores.ndim == 2 or scores.is_floating_point():
        require.in_range(pair[1], scores.shape[1] if scores.ndim == 2 else 2)
    return require.in_range(pair, n_classes)


def _counts(
    outputs: Tensor, targets: Tensor, threshold: Cut
) -> tuple[Classes, Classes, Classes, Classes]:
    """The `K` classes that occur, and how often each was hit, predicted and true; `(K,)` each."""
    pair = _classes(outputs, targets, threshold)
    labels, places = np.unique(pair, return_inverse=True)
    predicted, truth = places.reshape(pair.shape)
    found = (truth[predicted == truth], predicted, truth)
    hits, said, actual = (np.bincount(x, minlength=len(labels)) for x in found)
    return labels, hits, said, actual


def _averaged(
    top: Classes, bottom: Classes, actual: Classes, labels: Classes, average: Average
) -> float:
    """`top / bottom` of each class, or of all together, as one number; 0/0 counts as 0."""
    per_class: Numbers = top / bottom.clip(min=1)  # where bottom is 0, top is 0 too
    if average == "micro":
        return float(top.sum() / bottom.sum())
    if average == "weighted":
        return float((per_class * actual).sum() / actual.sum())
    if average == "macro":
        return float(per_class.mean())
    if average != "binary":
        raise ValueError(
            f"expected average 'binary', 'macro', 'micro' or 'weighted', got {average!r}"
        )
    if labels[-1] > 1:
        raise ValueError(
            f"expected classes 0 and 1, got classes up to {labels[-1]}; "
            "choose average 'macro', 'micro' or 'weighted'"
        )
    return float(per_class[labels == 1].sum())  # nothing where class 1 does not occur
