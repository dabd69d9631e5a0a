import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from tutorial_lib.metrics import r2, rmse

NUMBERS = st.floats(-100, 100).map(lambda x: round(x, 3))
VALUES = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=30)


@given(VALUES)
def test_both_equal_scikit_learn(pairs):
    outputs, targets = (torch.tensor(c, dtype=torch.float64) for c in zip(*pairs, strict=True))
    assert rmse(outputs, targets) == pytest.approx(
        reference.root_mean_squared_error(targets, outputs), abs=1e-6
    )
    assert r2(outputs, targets) == pytest.approx(
        reference.r2_score(targets, outputs), abs=1e-6, rel=1e-6
    )


def test_hand_computed_cases():
    targets = torch.tensor([1.0, 2.0, 3.0])
    assert rmse(torch.tensor([1.0, 2.0, 6.0]), targets) == pytest.approx(3**0.5)
    assert r2(torch.tensor([1.0, 2.0, 4.0]), targets) == pytest.approx(0.5)  # 1 - 1/2
    assert r2(torch.full((3,), 2.0), targets) == 0.0  # always the mean


def test_without_variance_only_perfection_counts():
    same = torch.full((3, 1), 5.0)
    assert r2(same, same) == 1.0
    assert r2(same + 1, same) == 0.0


@pytest.mark.parametrize("metric", [r2, rmse])
def test_shapes_that_would_broadcast_are_refused(metric):
    with pytest.raises(ValueError, match=r"of one shape with N > 0, got \(4, 1\) and \(4,\)"):
        metric(torch.rand(4, 1), torch.rand(4))
    with pytest.raises(ValueError, match=r"with N > 0, got \(0,\) and \(0,\)"):
        metric(torch.rand(0), torch.rand(0))
