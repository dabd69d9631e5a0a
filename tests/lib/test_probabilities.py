import math
from collections import defaultdict
from fractions import Fraction

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from tutorial_lib.metrics import brier_score, expected_calibration_error, log_loss


@st.composite
def forecasts(draw):
    """Probabilities `(N, C)`, zeros and ties among them, and targets that miss some classes."""
    n, c = draw(st.integers(1, 20)), draw(st.integers(2, 5))
    weights = draw(
        st.lists(
            st.lists(st.integers(0, 4), min_size=c, max_size=c).filter(any), min_size=n, max_size=n
        )
    )
    targets = draw(st.lists(st.integers(0, c - 1), min_size=n, max_size=n))
    probs = torch.tensor(weights, dtype=torch.float64)
    return probs / probs.sum(dim=1, keepdim=True), torch.tensor(targets)


@given(forecasts())
def test_log_loss_and_brier_score_equal_scikit_learn(data):
    probs, targets = data
    labels = range(probs.shape[1])
    assert log_loss(probs, targets) == pytest.approx(
        reference.log_loss(targets, probs.numpy(), labels=labels), abs=1e-6
    )
    assert brier_score(probs, targets) == pytest.approx(
        reference.brier_score_loss(targets, probs.numpy(), labels=labels), abs=1e-6
    )


@given(forecasts())
def test_probabilities_of_class_1_alone_say_the_same(data):
    probs, targets = data[0][:, :2], data[1].clamp(max=1)
    probs = torch.stack([1 - probs[:, 1], probs[:, 1]], dim=1)
    for metric in (log_loss, brier_score, expected_calibration_error):
        assert metric(probs[:, 1], targets) == pytest.approx(metric(probs, targets), abs=1e-12)


@given(forecasts(), st.sampled_from([torch.float16, torch.bfloat16, torch.float32]))
def test_narrow_numbers_say_the_same_but_for_their_rounding(data, kind):
    probs, targets = data
    narrow, step = probs.to(kind), torch.finfo(kind).eps
    possible = (probs.gather(1, targets[:, None]) > 0).all()  # 0 counts with a step of its own
    metrics = (log_loss, brier_score) if possible else (brier_score,)
    for metric in metrics:
        assert metric(narrow, targets) == pytest.approx(metric(probs, targets), abs=4 * step)


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16, torch.float32])
def test_guessing_among_a_thousand_classes_loses_ln_1000_in_half_precision_too(kind):
    probs = torch.full((100, 1000), 0.001, dtype=kind)
    assert log_loss(probs, torch.arange(100)) == pytest.approx(math.log(1000), abs=1e-3)


def test_a_probability_below_the_step_of_bfloat16_counts_as_it_is():
    # The step of bfloat16 at 1 is 1/128.
    probs = torch.tensor([[1 / 256, 255 / 256]], dtype=torch.bfloat16)
    assert log_loss(probs, torch.tensor([0])) == pytest.approx(math.log(256))


@given(st.integers(0, 1000), st.sampled_from([torch.float16, torch.bfloat16, torch.float32]))
def test_softmax_in_half_precision_gives_probabilities(seed, kind):
    logits = 4 * torch.randn(20, 50, generator=torch.Generator().manual_seed(seed))
    for metric in (log_loss, brier_score, expected_calibration_error):
        assert math.isfinite(metric(logits.to(kind).softmax(dim=1), torch.arange(20)))


def test_a_column_of_probabilities_is_what_its_numbers_are():
    probs, targets = torch.tensor([0.2, 0.9]), torch.tensor([1, 1])
    for metric in (log_loss, brier_score, expected_calibration_error):
        assert metric(probs[:, None], targets[:, None]) == metric(probs, targets)


def test_guessing_among_ten_classes_loses_ln_10():
    assert log_loss(torch.full((4, 10), 0.1), torch.arange(4)) == pytest.approx(math.log(10))


def test_log_loss_is_cross_entropy():
    logits, targets = torch.randn(20, 3), torch.randint(3, (20,))
    expected = torch.nn.functional.cross_entropy(logits, targets).item()
    assert log_loss(logits.softmax(1), targets) == pytest.approx(expected, abs=1e-6)


def test_a_certain_mistake_is_costly_but_finite():
    assert log_loss(torch.tensor([0.0]), torch.tensor([1])) == pytest.approx(-math.log(2**-23))
    assert brier_score(torch.tensor([0.0]), torch.tensor([1])) == 1.0


def test_ece_of_a_hand_computed_case():
    # Two examples at confidence 0.8, one right and one wrong: accuracy 0.5, so ECE = 0.3.
    probs = torch.tensor([[0.8, 0.2], [0.8, 0.2]])
    assert expected_calibration_error(probs, torch.tensor([0, 1])) == pytest.approx(0.3)


def test_ece_of_two_bins_by_hand():
    # Bin of 0.9: three of four right, gap 0.15. Bin of 0.6: both right, gap 0.4.
    # ECE = 4/6 * 0.15 + 2/6 * 0.4 = 0.2333.
    probs = torch.tensor([0.9] * 4 + [0.6] * 2)
    targets = torch.tensor([1, 1, 1, 0, 1, 1])
    assert expected_calibration_error(probs, targets, bins=10) == pytest.approx(0.7 / 3, abs=1e-6)


@given(
    st.integers(2, 20),
    st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=20),
    st.sampled_from([torch.float32, torch.float64]),
    st.booleans(),
)
def test_ece_of_confidences_on_the_edges_of_bins_is_the_exact_one(bins, examples, kind, alone):
    # Probabilities k / bins lie on the edges; fractions know no rounding.
    ones = [Fraction(min(k, bins), bins) for k, _ in examples]
    targets = [int(is_one) for _, is_one in examples]
    gaps = defaultdict(Fraction)
    for p, target in zip(ones, targets, strict=True):
        confidence, predicted = max((1 - p, 0), (p, 1), key=lambda pair: (pair[0], -pair[1]))
        gaps[math.ceil(confidence * bins)] += (predicted == target) - confidence
    exact = float(sum(map(abs, gaps.values())) / len(ones))

    probs = torch.tensor([float(p) for p in ones], dtype=kind)
    if not alone:
        probs = torch.tensor([[float(1 - p), float(p)] for p in ones], dtype=kind)
    got = expected_calibration_error(probs, torch.tensor(targets), bins=bins)
    assert got == pytest.approx(exact, abs=1e-6)


def test_perfect_confidence_is_calibrated_also_when_rounded_up():
    assert expected_calibration_error(torch.tensor([1.0 + 1e-7, 0.0]), torch.tensor([1, 0])) < 1e-6


@pytest.mark.parametrize("metric", [log_loss, brier_score, expected_calibration_error])
@pytest.mark.parametrize(
    ("probs", "targets", "message"),
    [
        (torch.rand(2, 3), torch.zeros(5), r"probs \(N, C\) or .* got \(2, 3\) and \(5,\)"),
        (torch.rand(0), torch.zeros(0), r"with N > 0, got \(0,\) and \(0,\)"),
        (torch.tensor([-3.0, 2.0]), torch.zeros(2), r"in \[0, 1\], got -3 to 2; apply sigmoid or"),
        (torch.tensor([math.nan]), torch.zeros(1), r"expected probabilities in \[0, 1\], got nan"),
        (torch.full((1, 3), 0.5), torch.zeros(1), "rows that sum to 1, got sums from 1.500 to"),
        (torch.tensor([0.5]), torch.tensor([2]), r"expected classes in \[0, 2\), got 2 to 2"),
    ],
)
def test_what_is_no_forecast_is_named(metric, probs, targets, message):
    with pytest.raises(ValueError, match=message):
        metric(probs, targets)


def test_calibration_needs_a_bin():
    with pytest.raises(ValueError, match="expected bins of at least 1, got 0"):
        expected_calibration_error(torch.tensor([0.5]), torch.tensor([1]), bins=0)
