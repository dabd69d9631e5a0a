import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from tutorial_lib.metrics import r2, rmse

NUMBERS = st.integers(-40, 40).map(lambda x: x / 8)  # exact in every float type
KINDS = st.sampled_from([torch.float16, torch.bfloat16, torch.float32, torch.float64])


@st.composite
def tables(draw):
    """Predicted and true numbers `(N,)` or `(N, D)`, columns of equal numbers among them."""
    n, d = draw(st.integers(2, 20)), draw(st.integers(1, 3))
    pair = []
    for _ in range(2):
        columns = draw(st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=d, max_size=d))
        table = torch.tensor(columns, dtype=torch.float64).T
        pair.append(table.to(draw(KINDS)))
    if draw(st.booleans()):
        pair[1][:, 0] = pair[1][0, 0]
    return [table[:, 0] for table in pair] if d == 1 and draw(st.booleans()) else pair


@given(tables())
def test_both_equal_scikit_learn(pair):
    predicted, truth = (table.double().numpy() for table in pair)
    assert rmse(*pair) == pytest.approx(reference.mean_squared_error(truth, predicted) ** 0.5)
    assert r2(*pair) == pytest.approx(reference.r2_score(truth, predicted), abs=1e-9)


def test_each_output_has_its_own_mean_and_unit():
    # Always the mean of each column: 0 for both, whatever their size.
    targets = torch.tensor([[1.0, 1000.0], [2.0, 1001.0], [3.0, 1002.0]])
    assert r2(targets.mean(dim=0).expand(3, 2), targets) == 0.0
    # The first column perfect, the second its mean: (1 + 0) / 2.
    half = torch.stack([targets[:, 0], torch.full((3,), 1001.0)], dim=1)
    assert r2(half, targets) == 0.5


@pytest.mark.parametrize("n", [1, 3, 7, 11])
def test_targets_are_constant_also_where_their_mean_is_rounded(n):
    # The mean of seven times 0.1 is not 0.1 in floats: a variance of 1e-34 is none.
    targets = torch.full((n,), 0.1, dtype=torch.float64)
    assert (r2(targets, targets), r2(targets + 0.01, targets)) == (1.0, 0.0)


@pytest.mark.parametrize("metric", [r2, rmse])
def test_infinity_is_no_number_to_compare_with(metric):
    with pytest.raises(ValueError, match="expected finite targets, got infinity"):
        metric(torch.ones(2), torch.tensor([float("inf"), 1.0]))


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
