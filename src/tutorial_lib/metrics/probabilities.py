"""Metrics of probabilities: not only which class, but how sure."""

import torch
from torch import Tensor

from tutorial_lib.metrics.require import (
    require,
    require_classes,
    require_probabilities,
    require_tensors,
)


def log_loss(probs: Tensor, targets: Tensor) -> float:
    r"""The mean surprise at the true classes, $-\frac{1}{N}\sum_i \ln p_i(y_i)$.

    It is the cross-entropy loss, computed from probabilities.

    Args:
        probs: Class probabilities `(N, C)`, rows sum to 1; or those of class 1, `(N,)`.
        targets: True classes, `(N,)`, integers in `[0, C)`.

    Returns:
        A number of at least 0; lower is better, and guessing among `C` classes gives ln `C`. A
        true class of probability 0 counts with the smallest step of the float type instead:
        else one such mistake would make the mean infinite.

    Raises:
        ValueError: If shapes do not fit, or values are no probabilities or classes.

    Source:
        scikit-learn's `log_loss`, which the tests compare with.
    """
    probs = _as_columns(probs, targets)
    tiny = torch.finfo(probs.dtype).eps
    of_truth = probs.gather(1, targets.long()[:, None]).double()  # (N, 1)
    return -of_truth.clamp(min=tiny, max=1 - tiny).log().mean().item()


def brier_score(probs: Tensor, targets: Tensor) -> float:
    r"""The mean squared distance between probabilities and what happened.

    With two classes it is $\frac{1}{N}\sum_i (p_i - y_i)^2$, of class 1 only; with more, the
    squares of all classes are added.

    Args:
        probs: Class probabilities `(N, C)`, rows sum to 1; or those of class 1, `(N,)`.
        targets: True classes, `(N,)`, integers in `[0, C)`.

    Returns:
        A number in `[0, 1]` (two classes) or `[0, 2]` (more); lower is better.

    Raises:
        ValueError: If shapes do not fit, or values are no probabilities or classes.

    Source:
        Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly
        Weather Review 78; scikit-learn's `brier_score_loss` has the same two scales.
    """
    probs = _as_columns(probs, targets).double()
    n_classes = probs.shape[1]
    truth = torch.nn.functional.one_hot(targets.long(), n_classes)  # (N, C)
    mean = (probs - truth).square().sum(dim=1).mean().item()
    return mean / 2 if n_classes == 2 else mean  # both classes are off by the same amount


def expected_calibration_error(probs: Tensor, targets: Tensor, *, bins: int = 15) -> float:
    r"""How far confidence is from accuracy, averaged over confidence bins.

    $\mathrm{ECE} = \sum_m \frac{|B_m|}{N}\,|\mathrm{acc}(B_m) - \mathrm{conf}(B_m)|$

    Args:
        probs: Class probabilities `(N, C)`, rows sum to 1; or those of class 1, `(N,)`.
        targets: True classes, `(N,)`, integers in `[0, C)`.
        bins: Number of equal-width confidence bins.

    Returns:
        A fraction in `[0, 1]`; 0.03 means three percentage points off, 0 is perfect.

    Raises:
        ValueError: If shapes do not fit, values are no probabilities or classes, or there is no
            bin.

    Source:
        Guo et al. (2017), "On Calibration of Modern Neural Networks", Section 2,
        <https://arxiv.org/abs/1706.04599>.
    """
    if bins < 1:
        raise ValueError(f"expected bins of at least 1, got {bins}")
    probs = _as_columns(probs, targets).double()
    confidence, predicted = probs.max(dim=1)  # (N,), (N,)
    correct = (predicted == targets).double()  # (N,)
    which_bin = (confidence * bins).ceil().long() - 1  # (N,), bins closed on the right
    which_bin = which_bin.clamp(0, bins - 1)  # a confidence may be rounded to just above 1
    # |B_m| * (acc - conf) is the sum of (correct - confidence) over the bin, so no division here.
    gap = probs.new_zeros(bins).index_add(0, which_bin, correct - confidence)  # (bins,)
    return gap.abs().sum().item() / len(probs)


def _as_columns(probs: Tensor, targets: Tensor) -> Tensor:
    """Checked probabilities `(N, C)`; those of class 1 alone get their column for class 0."""
    require_tensors(probs, targets)
    fits = probs.ndim in (1, 2) and targets.shape == probs.shape[:1] and len(probs) > 0
    require(fits, "probs (N, C) or (N,) and targets (N,) with N > 0", probs, targets)
    require_probabilities(probs)
    if not probs.is_floating_point():
        probs = probs.double()  # only 0 and 1, which are probabilities too
    if probs.ndim == 1:
        probs = torch.stack([1 - probs, probs], dim=1)
    require_classes(targets, probs.shape[1])
    return probs
