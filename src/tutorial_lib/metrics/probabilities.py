"""Metrics of probabilities: not only which class, but how sure."""

import numpy as np
import torch
from torch import Tensor

from tutorial_lib.metrics import require
from tutorial_lib.metrics.require import Classes, Numbers

FLOAT32_STEP = 2.0**-23


def log_loss(probs: Tensor, targets: Tensor) -> float:
    r"""The mean surprise at the true classes, $-\frac{1}{N}\sum_i \ln p_i(y_i)$.

    It is the cross-entropy loss, computed from probabilities.

    Args:
        probs: Class probabilities `(N, C)`, rows sum to 1; or those of class 1, `(N,)`.
        targets: True classes, `(N,)`, integers in `[0, C)`.

    Returns:
        A number of at least 0; lower is better, and guessing among `C` classes gives ln `C`. A
        true class of probability 0 counts with the smallest step of the float type instead (half
        precision: of float32), else one such mistake would make the mean infinite.
    """
    p, truth, step = _forecasts(probs, targets)
    of_truth = p[np.arange(len(p)), truth].clip(min(step, FLOAT32_STEP), 1)
    return float(np.log(1 / of_truth).mean())


def brier_score(probs: Tensor, targets: Tensor) -> float:
    r"""The mean squared distance between probabilities and what happened.

    With two classes it is $\frac{1}{N}\sum_i (p_i - y_i)^2$, of class 1 only; with more, the
    squares of all classes are added.

    Takes what `log_loss` does; from 0, the best, to 1 (two classes) or 2 (more).

    Source:
        Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly
        Weather Review 78; scikit-learn's `brier_score_loss` has the same two scales.
    """
    errors, truth, _ = _forecasts(probs, targets)
    errors[np.arange(len(errors)), truth] -= 1
    mean = float(np.square(errors).sum(axis=1).mean())
    return mean / 2 if errors.shape[1] == 2 else mean  # both classes are off by the same amount


def expected_calibration_error(probs: Tensor, targets: Tensor, *, bins: int = 15) -> float:
    r"""How far confidence is from accuracy, averaged over confidence bins.

    $\mathrm{ECE} = \sum_m \frac{|B_m|}{N}\,|\mathrm{acc}(B_m) - \mathrm{conf}(B_m)|$

    Takes what `log_loss` does; 0.03 means three percentage points off, 0 is perfect.

    Args:
        bins: Number of equal-width confidence bins, closed on the right: of ten, 0.8 belongs to
            the eighth, also where float32 makes it 0.80000001.

    Source:
        Guo et al. (2017), "On Calibration of Modern Neural Networks", Section 2,
        <https://arxiv.org/abs/1706.04599>.
    """
    if bins < 1:
        raise ValueError(f"expected bins of at least 1, got {bins}")
    p, truth, step = _forecasts(probs, targets)
    confidence = p.max(axis=1)  # (N,)
    correct = p.argmax(axis=1) == truth  # (N,)
    # What rounding has put less than a step above an edge belongs below it.
    which_bin = np.ceil((confidence - step) * bins).astype(np.int64) - 1
    # |B_m| * (acc - conf) is the sum of (correct - confidence) over the bin, so no division here.
    gaps = np.bincount(which_bin.clip(0, bins - 1), correct - confidence)
    return float(np.abs(gaps).sum() / len(p))


def _forecasts(probs: Tensor, targets: Tensor) -> tuple[Numbers, Classes, float]:
    """Probabilities `(N, C)`, classes `(N,)`, and the step between float numbers at 1.

    Those of class 1 alone get their column for class 0.
    """
    require.tensors(probs, targets)
    flat, labels = require.column(probs), require.column(targets)
    fits = flat.ndim in (1, 2) and labels.shape == flat.shape[:1] and flat.numel() > 0
    require.that(fits, "probs (N, C) or (N,) and targets (N,) with N > 0", probs, targets)
    kind = torch.finfo(probs.dtype if probs.is_floating_point() else torch.float64)
    p, slack = require.float64(flat), max(1e-6, kind.eps)
    if not (p.min() >= -slack and p.max() <= 1 + slack):  # also when one is NaN
        raise ValueError(
            f"expected probabilities in [0, 1], got {p.min():g} to {p.max():g}; "
            "apply sigmoid or softmax to logits first"
        )
    if p.ndim == 1:
        p = np.stack([1 - p, p], axis=1)
    sums = p.sum(axis=1)
    slack = max(1e-3, kind.eps + p.shape[1] * kind.tiny * kind.eps)  # half precision rounds a lot
    if np.abs(sums - 1).max() > slack:
        raise ValueError(
            f"expected rows that sum to 1, got sums from {sums.min():.3f} to {sums.max():.3f}"
        )
    return p, require.in_range(require.classes(labels), p.shape[1]), kind.eps
