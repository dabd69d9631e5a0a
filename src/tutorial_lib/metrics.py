"""How good predictions are: tensors in, a float or a tensor out."""

import torch
from torch import Tensor


def accuracy(outputs: Tensor, targets: Tensor) -> float:
    """The share of examples whose class is predicted right.

    Args:
        outputs: Scores `(N, C)`, of which the largest decides; or scores of a binary problem
            `(N,)` or `(N, 1)`, float, where above 0 means class 1; or predicted classes `(N,)`,
            integers or booleans.
        targets: True classes, `(N,)`, or `(N, 1)` like the outputs.

    Returns:
        A fraction in `[0, 1]`; higher is better.

    Raises:
        ValueError: If the shapes do not fit or there is no example.

    Example:
        >>> accuracy(torch.tensor([[0.1, 2.0], [3.0, 0.2]]), torch.tensor([1, 1]))
        0.5
    """
    predicted = predicted_classes(outputs)  # (N,)
    truth = targets.flatten() if targets.shape[1:] == (1,) else targets
    if predicted.shape != truth.shape or len(truth) == 0:
        raise ValueError(
            "expected outputs (N, C) or (N,) and targets (N,) with N > 0, "
            f"got {tuple(outputs.shape)} and {tuple(targets.shape)}"
        )
    return (predicted == truth).double().mean().item()


def predicted_classes(outputs: Tensor) -> Tensor:
    """The classes `(N,)` that scores `(N, C)`, `(N, 1)` or `(N,)` decide for.

    Integers and booleans of shape `(N,)` are classes already and stay as they are.
    """
    if outputs.ndim == 2 and outputs.shape[1] > 1:
        return outputs.argmax(dim=1)
    column = outputs.flatten() if outputs.shape[1:] == (1,) else outputs
    return (column > 0).long() if column.is_floating_point() else column


def confusion_matrix(targets: Tensor, predicted: Tensor, n_classes: int) -> Tensor:
    """How many examples of each true class (row) were predicted as each class (column).

    Args:
        targets: True classes, `(N,)`, integers in `[0, C)`.
        predicted: Predicted classes, `(N,)`, integers in `[0, C)`.
        n_classes: `C`; classes without examples get a row of zeros.

    Returns:
        Counts, `(C, C)`, int64; the diagonal holds the right ones.

    Raises:
        ValueError: If shapes differ or a class is outside `[0, C)`.

    Example:
        >>> confusion_matrix(torch.tensor([0, 0, 1]), torch.tensor([0, 1, 1]), 2)
        tensor([[1, 1],
                [0, 1]])
    """
    if targets.ndim != 1 or targets.shape != predicted.shape:
        raise ValueError(
            "expected targets (N,) and predicted (N,), "
            f"got {tuple(targets.shape)} and {tuple(predicted.shape)}"
        )
    both = torch.cat([targets, predicted]).long()
    if len(both) and not 0 <= int(both.min()) <= int(both.max()) < n_classes:
        raise ValueError(
            f"expected classes in [0, {n_classes}), got {int(both.min())} to {int(both.max())}"
        )
    cells = targets.long() * n_classes + predicted.long()  # the row-major place of each pair
    return torch.bincount(cells, minlength=n_classes**2).view(n_classes, n_classes)
