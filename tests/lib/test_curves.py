import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from tutorial_lib.metrics import auc, average_precision, pr_curve, roc_auc, roc_curve

FLOATS = st.sampled_from([torch.float16, torch.bfloat16, torch.float32, torch.float64])
LABELS = st.sampled_from([torch.bool, torch.uint8, torch.uint16, torch.int64, torch.float32])


@st.composite
def scored(draw):
    """Scores with many ties, and targets of both classes, in all kinds of numbers."""
    n = draw(st.integers(2, 40))
    scores = draw(st.lists(st.integers(-3, 3).map(lambda i: i / 2), min_size=n, max_size=n))
    targets = draw(st.lists(st.integers(0, 1), min_size=n - 2, max_size=n - 2))
    columns = torch.tensor(scores).to(draw(FLOATS)), torch.tensor([0, 1, *targets]).to(draw(LABELS))
    return [column[:, None] for column in columns] if draw(st.booleans()) else columns


def plain(data):
    """The same for scikit-learn."""
    return (column.double().flatten().numpy() for column in data)


def close(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a.numpy(), b, atol=1e-9)


@given(scored())
def test_the_roc_curve_equals_scikit_learn(data):
    scores, targets = plain(data)
    close(roc_curve(*data), reference.roc_curve(targets, scores, drop_intermediate=False))


@given(scored())
def test_the_precision_recall_curve_equals_scikit_learn(data):
    scores, targets = plain(data)
    precisions, recalls, thresholds = reference.precision_recall_curve(targets, scores)
    theirs = recalls[::-1], precisions[::-1], [np.inf, *thresholds[::-1]]
    close(pr_curve(*data), theirs)


@given(scored())
def test_curves_hand_over_x_and_y_in_the_order_in_which_areas_take_them(data):
    for curve, area in ((roc_curve, roc_auc), (pr_curve, None)):
        x, y, thresholds = curve(*data)
        assert (x[0], x[-1]) == (0, 1)
        assert (x.diff() >= 0).all()
        assert (thresholds.diff() < 0).all()
        if area:
            assert auc(x, y) == pytest.approx(area(*data), abs=1e-12)


@given(scored())
def test_the_areas_equal_scikit_learn(data):
    scores, targets = plain(data)
    assert roc_auc(*data) == pytest.approx(reference.roc_auc_score(targets, scores), abs=1e-9)
    assert average_precision(*data) == pytest.approx(
        reference.average_precision_score(targets, scores), abs=1e-9
    )


@given(scored(), st.integers(0, 3))
def test_of_many_classes_each_against_the_rest_equals_scikit_learn(data, absent):
    # Four columns of tied scores; one class does not occur and does not count.
    scores, targets = plain(data)
    table = np.stack([scores, -scores, scores**2, np.arange(len(scores)) % 3], axis=1)
    classes = (targets + np.arange(len(targets)) % 2) % 4  # 0, 1 and 2
    classes = np.where(classes >= absent, classes + 1, classes).astype(int) % 4
    if len(np.unique(classes)) < 2:
        return
    for ours, theirs in [
        (roc_auc, reference.roc_auc_score),
        (average_precision, reference.average_precision_score),
    ]:
        expected = np.mean([theirs(classes == k, table[:, k]) for k in np.unique(classes)])
        got = ours(torch.from_numpy(table).to(data[0].dtype), torch.from_numpy(classes).long())
        assert got == pytest.approx(expected, abs=1e-9)


def test_two_columns_of_probabilities_rank_like_the_second():
    scores, targets = torch.tensor([0.1, 0.8, 0.3, 0.4]), torch.tensor([0, 1, 1, 0])
    both = torch.stack([1 - scores, scores], dim=1)
    assert roc_auc(both, targets) == roc_auc(scores, targets) == 0.75


def test_a_table_of_scores_needs_two_classes_that_occur():
    with pytest.raises(ValueError, match="at least two classes among the targets, got only 2"):
        roc_auc(torch.rand(3, 4), torch.tensor([2, 2, 2]))
    with pytest.raises(ValueError, match=r"expected classes in \[0, 4\), got 0 to 4"):
        average_precision(torch.rand(2, 4), torch.tensor([0, 4]))
    with pytest.raises(ValueError, match=r"scores \(N, C\) and .*, got \(2, 4\) and \(3,\)"):
        average_precision(torch.rand(2, 4), torch.tensor([0, 1, 2]))


@given(scored())
def test_the_auc_is_the_chance_that_a_positive_outranks_a_negative(data):
    scores, targets = map(torch.from_numpy, plain(data))
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
        ([0.1, float("inf")], [0, 1], "expected finite scores, got NaN or infinity"),
    ],
)
def test_what_has_no_curve_is_named(metric, scores, targets, message):
    with pytest.raises(ValueError, match=message):
        metric(torch.tensor(scores), torch.tensor(targets))


def test_a_curve_that_goes_to_and_fro_has_no_area():
    with pytest.raises(ValueError, match="expected x that only rises or only falls, got both"):
        auc(torch.tensor([0.0, 1.0, 0.5]), torch.zeros(3))
