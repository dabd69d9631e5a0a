"""How good predictions are: tensors in, a float or a tensor out."""

from tutorial_lib.metrics.classes import (
    accuracy,
    confusion_matrix,
    f1,
    false_positive_rate,
    precision,
    predicted_classes,
    recall,
)
from tutorial_lib.metrics.curves import auc, average_precision, pr_curve, roc_auc, roc_curve
from tutorial_lib.metrics.probabilities import brier_score, expected_calibration_error, log_loss
from tutorial_lib.metrics.regression import r2, rmse

__all__ = [
    "accuracy",
    "auc",
    "average_precision",
    "brier_score",
    "confusion_matrix",
    "expected_calibration_error",
    "f1",
    "false_positive_rate",
    "log_loss",
    "pr_curve",
    "precision",
    "predicted_classes",
    "r2",
    "recall",
    "rmse",
    "roc_auc",
    "roc_curve",
]
