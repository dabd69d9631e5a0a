"""What holds for all metrics."""

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from tutorial_lib import metrics

LOGITS, TRUTH = torch.tensor([2.0, -1.0, 0.5, -2.0]), torch.tensor([1, 1, 0, 0])
CALLS = {
    **dict.fromkeys(
        ["accuracy", "precision", "recall", "f1", "false_positive_rate"], (LOGITS, TRUTH)
    ),
    **dict.fromkeys(["roc_curve", "pr_curve", "roc_auc", "average_precision"], (LOGITS, TRUTH)),
    **dict.fromkeys(
        ["log_loss", "brier_score", "expected_calibration_error"], (LOGITS.sigmoid(), TRUTH)
    ),
    "confusion_matrix": (LOGITS, TRUTH, 2),
    "predicted_classes": (LOGITS,),
    "auc": (torch.tensor([0.0, 1.0]), torch.tensor([0.0, 1.0])),
    "r2": (LOGITS, LOGITS),
    "rmse": (LOGITS, LOGITS),
}


class LikeMps(TorchDispatchMode):
    """Refuses what Apple's mps refuses, with its message."""

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        if isinstance(out, torch.Tensor) and out.dtype == torch.float64:
            raise TypeError("Cannot convert a MPS Tensor to float64 dtype")
        return out


# Curves come back on the CPU, which has float64; the mode cannot tell the devices apart.
@pytest.mark.parametrize("name", sorted(set(metrics.__all__) - {"roc_curve", "pr_curve"}))
def test_no_metric_needs_float64_of_the_device(name):
    metric = getattr(metrics, name)
    with LikeMps():
        there = metric(*CALLS[name])
    assert (torch.as_tensor(there) == torch.as_tensor(metric(*CALLS[name]))).all()


@pytest.mark.parametrize("name", ["roc_curve", "pr_curve"])
def test_curves_are_float64_on_the_cpu(name):
    found = getattr(metrics, name)(*CALLS[name])
    assert {(column.dtype, column.device.type) for column in found} == {(torch.float64, "cpu")}


@pytest.mark.parametrize("name", sorted(set(metrics.__all__) - {"auc", "predicted_classes"}))
def test_metrics_of_outputs_that_belong_to_a_graph_leave_it_alone(name):
    outputs, *others = CALLS[name]
    outputs = outputs.clone().requires_grad_()
    getattr(metrics, name)(outputs, *others)
    assert outputs.grad is None


@pytest.mark.parametrize("name", metrics.__all__)
def test_targets_come_second_everywhere(name):
    names = list(getattr(metrics, name).__annotations__)
    assert names[1] == {"auc": "y", "predicted_classes": "threshold"}.get(name, "targets")
