import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from tutorial_lib.metrics import auc, average_precision, pr_curve, roc_auc, roc_curve


@st.composite
def scored(draw):
    """Scores with many ties, and targets of both classes."""
    n = draw(st.integers(2, 40))
    scores = draw(st.lists(st.integers(-3, 3).map(lambda i: i / 2), min_size=n, max_size=n))
    targets = draw(st.lists(st.integers(0, 1), min_size=n - 2, max_size=n - 2))
    return torch.tensor(scores), torch.tensor([0, 1, *targets])


def close(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a.numpy(), b, atol=1e-9)


@given(scored())
def test_the_roc_curve_equals_scikit_learn(data):
    scores, targets = data
    close(roc_curve(scores, targets), reference.roc_curve(targets, scores, drop_intermediate=False))


@given(scored())
def test_the_precision_recall_curve_equals_scikit_learn(data):
    scores, targets = data
    close(pr_curve(scores, targets), reference.precision_recall_curve(targets, scores))


@given(scored())
def test_the_areas_equal_scikit_learn(data):
    scores, targets = data
    assert roc_auc(scores, targets) == pytest.approx(
        reference.roc_auc_score(targets, scores), abs=1e-9
    )
    assert average_precision(scores, targets) == pytest.approx(
        reference.average_precision_score(targets, scores), abs=1e-9
    )


@given(scored())
def test_the_auc_is_the_chance_that_a_positive_outranks_a_negative(data):
    scores, targets = data
    gaps = scores[targets == 1][:, None] - scores[targets == 0][None, :]
    chance = ((gaps > 0).double() + 0.5 * (gaps == 0)).mean().item()
    assert roc_auc(scores, targets) == pytest.approx(chance, abs=1e-9)


def test_a_hand_computed_curve():
    # From high to low: + - + -. Each step goes up by 1/2 (positive) or right by 1/2 (negative).
    fpr, tpr, thresholds = roc_curve(torch.tensor([4.0, 3, 2, 1]), torch.tensor([1, 0, 1, 0]))
    assert fpr.tolist() == [0, 0, 0.5, 0.5, 1]
    assert tpr.tolist() == [0, 0.5, 0.5, 1, 1]
    assert thresholds.tolist() == [float("inf"), 4, 3, 2, 1]
    assert auc(fpr, tpr) == 0.75


@pytest.mark.parametrize(("scores", "area"), [([1, 2, 3, 4], 1), ([4, 3, 2, 1], 0), ([0] * 4, 0.5)])
def test_perfect_reversed_and_blind_rankings(scores, area):
    assert roc_auc(torch.tensor(scores), torch.tensor([0, 0, 1, 1])) == area


def test_the_area_is_the_same_from_right_to_left():
    assert auc(torch.tensor([1.0, 0.0]), torch.tensor([1.0, 0.0])) == 0.5


@pytest.mark.parametrize("metric", [roc_curve, pr_curve, roc_auc, average_precision])
@pytest.mark.parametrize(
    ("scores", "targets", "message"),
    [
        ([0.1, 0.2], [0, 1, 1], r"expected scores \(N,\) and .* got \(2,\) and \(3,\)"),
        ([], [], r"with N > 0, got \(0,\) and \(0,\)"),
        ([0.1, 0.2], [1, 1], "expected both classes, 0 and 1, got only 1"),
        ([0.1, 0.2], [0, 2], r"expected classes in \[0, 2\), got 0 to 2"),
        ([0.1, float("nan")], [0, 1], "expected finite scores, got NaN or infinity"),
    ],
)
def test_what_has_no_curve_is_named(metric, scores, targets, message):
    with pytest.raises(ValueError, match=message):
        metric(torch.tensor(scores), torch.tensor(targets))


def test_a_curve_that_goes_to_and_fro_has_no_area():
    with pytest.raises(ValueError, match="expected x that only rises or only falls, got both"):
        auc(torch.tensor([0.0, 1.0, 0.5]), torch.zeros(3))
