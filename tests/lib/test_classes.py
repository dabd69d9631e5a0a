import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from tutorial_lib.metrics import (
    accuracy,
    confusion_matrix,
    f1,
    false_positive_rate,
    precision,
    predicted_classes,
    recall,
)

LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)
BINARY = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=40)
KINDS = st.sampled_from(
    [
        *(torch.int8, torch.int16, torch.int32, torch.int64),
        *(torch.uint8, torch.uint16, torch.uint32, torch.uint64),
    ]
)
FLOATS = st.sampled_from([torch.float16, torch.bfloat16, torch.float32, torch.float64])


def columns(pairs, kinds=(torch.int64, torch.int64)):
    """Predicted and true classes, each in a number type of its own."""
    return [
        torch.tensor(c).to(kind) for c, kind in zip(zip(*pairs, strict=True), kinds, strict=True)
    ]


def test_accuracy_of_a_hand_computed_case():
    # Predicted 1, 0, 1, 0 against 1, 1, 1, 0: three of four.
    logits = torch.tensor([[0.1, 2.0], [3.0, 0.2], [-1.0, 0.0], [0.5, 0.4]])
    assert accuracy(logits, torch.tensor([1, 1, 1, 0])) == 0.75


def test_binary_scores_are_cut_at_zero_not_at_a_half():
    scores = torch.tensor([0.3, -0.3, 2.0])
    assert predicted_classes(scores).tolist() == [1, 0, 1]
    assert accuracy(scores, torch.tensor([1, 0, 0])) == pytest.approx(2 / 3)
    assert accuracy(scores[:, None], torch.tensor([[1.0], [0.0], [0.0]])) == pytest.approx(2 / 3)


def test_classes_are_taken_as_they_are():
    assert accuracy(torch.tensor([2, 1]), torch.tensor([2, 0])) == 0.5
    assert accuracy(torch.tensor([True, False]), torch.tensor([1, 0])) == 1.0


@given(LABELS, st.tuples(KINDS, KINDS))
def test_accuracy_equals_scikit_learn(pairs, kinds):
    predicted, targets = columns(pairs, kinds)
    assert accuracy(predicted, targets) == pytest.approx(
        reference.accuracy_score(targets, predicted), abs=1e-12
    )


@pytest.mark.parametrize(
    ("outputs", "targets", "shapes"),
    [
        (torch.rand(3, 2), torch.zeros(5), r"got \(3, 2\) and \(5,\)"),
        (torch.rand(3), torch.zeros(3, 2), r"got \(3,\) and \(3, 2\)"),
        (torch.rand(0, 2), torch.zeros(0), r"got \(0, 2\) and \(0,\)"),
    ],
)
def test_accuracy_names_both_shapes_when_they_do_not_fit(outputs, targets, shapes):
    with pytest.raises(ValueError, match=shapes):
        accuracy(outputs, targets)


def test_numbers_to_predict_are_no_classes():
    with pytest.raises(ValueError, match=r"expected classes as targets, got 0\.25; a model that"):
        accuracy(torch.rand(3), torch.tensor([1.0, 0.25, 0.0]))


@given(
    st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=1, max_size=20),
    FLOATS,
    KINDS,
    st.data(),
)
def test_of_equal_scores_the_first_class_decides_in_every_type(rows, float_kind, kind, data):
    targets = torch.tensor(
        data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows)))
    )
    chosen = [row.index(max(row)) for row in rows]
    scores = torch.tensor(rows).to(float_kind) / 2
    assert accuracy(scores, targets.to(kind)) == reference.accuracy_score(targets, chosen)
    ours = confusion_matrix(scores, targets.to(kind), 3)
    theirs = reference.confusion_matrix(targets, chosen, labels=range(3))
    assert ours.tolist() == theirs.tolist()


# --- binary scores: logits, or a threshold by name


@pytest.mark.parametrize(
    "metric",
    [
        *(accuracy, precision, recall, f1, false_positive_rate),
        lambda *pair, **cut: confusion_matrix(*pair, 2, **cut),
    ],
)
def test_probabilities_are_refused_unless_a_threshold_names_them(metric):
    probs, targets = torch.tensor([0.2, 0.4, 0.9]), torch.tensor([1, 0, 1])
    with pytest.raises(
        ValueError, match=r"logits, got only numbers from 0\.2 to 0\.9, as prob.*=0\.5"
    ):
        metric(probs, targets)
    decided = torch.tensor([0, 0, 1])
    for cut in (0.5, 0.9):  # a score of the threshold itself is positive, as in roc_curve
        same = metric(probs, targets, threshold=cut) == metric(decided, targets)
        assert same if isinstance(same, bool) else same.all()


def test_logits_between_0_and_1_are_cut_by_name_too():
    assert predicted_classes(torch.tensor([0.2, 0.9]), threshold=0).tolist() == [1, 1]
    assert predicted_classes(torch.tensor([0.0, 1.0])).tolist() == [0, 1]  # decisions, as floats


def test_only_scores_of_two_classes_have_a_threshold():
    for outputs, shape in [(torch.rand(3, 2), r"\(3, 2\)"), (torch.tensor([0, 1]), r"\(2,\)")]:
        with pytest.raises(ValueError, match=rf"float \(N,\), for a threshold, got {shape}"):
            predicted_classes(outputs, threshold=0.5)


def test_scores_of_two_classes_have_two_classes():
    with pytest.raises(ValueError, match=r"expected classes in \[0, 2\), got 0 to 2"):
        accuracy(torch.tensor([1.5, -0.5]), torch.tensor([0, 2]))
    with pytest.raises(ValueError, match="expected real numbers, got complex64 and int64"):
        accuracy(torch.zeros(2, dtype=torch.complex64), torch.tensor([0, 1]))


@given(LABELS, st.tuples(KINDS, KINDS))
def test_the_confusion_matrix_equals_scikit_learn(pairs, kinds):
    predicted, targets = columns(pairs, kinds)
    ours = confusion_matrix(predicted, targets, 5)
    theirs = reference.confusion_matrix(targets, predicted, labels=range(5))
    assert ours.tolist() == theirs.tolist()
    assert ours.dtype == torch.int64


def test_rows_of_the_confusion_matrix_are_the_truth():
    # One example of class 0 was taken for class 2.
    matrix = confusion_matrix(torch.tensor([2]), torch.tensor([0]), 3)
    assert matrix.tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]


def test_no_examples_make_a_matrix_of_zeros():
    none = torch.tensor([], dtype=torch.int64)
    assert confusion_matrix(none, none, 2).tolist() == [[0, 0], [0, 0]]


def test_a_class_out_of_range_is_named():
    with pytest.raises(ValueError, match=r"expected classes in \[0, 3\), got -1 to 3"):
        confusion_matrix(torch.tensor([0, 3]), torch.tensor([-1, 0]), 3)
    with pytest.raises(ValueError, match=r"got \(2,\) and \(2, 2\)"):
        confusion_matrix(torch.tensor([0, 3]), torch.tensor([[0, 1], [0, 1]]), 3)


# --- precision, recall, F1 and the rates

AVERAGES = ["macro", "micro", "weighted"]
PAIRS = [
    (precision, reference.precision_score),
    (recall, reference.recall_score),
    (f1, reference.f1_score),
]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
@given(pairs=LABELS, average=st.sampled_from(AVERAGES), kinds=st.tuples(KINDS, KINDS))
def test_averages_equal_scikit_learn_with_empty_classes_and_zero_by_zero(
    ours, theirs, pairs, average, kinds
):
    predicted, targets = columns(pairs, kinds)
    expected = theirs(targets, predicted, average=average, zero_division=0)
    assert ours(predicted, targets, average=average) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
@given(pairs=BINARY, kinds=st.tuples(KINDS, KINDS), float_kind=FLOATS)
def test_binary_metrics_equal_scikit_learn(ours, theirs, pairs, kinds, float_kind):
    predicted, targets = columns(pairs, kinds)
    expected = theirs(targets, predicted, zero_division=0)
    assert ours(predicted, targets) == pytest.approx(expected, abs=1e-6)
    logits = predicted.to(float_kind) * 4 - 2
    assert ours(logits[:, None], targets[:, None]) == pytest.approx(expected, abs=1e-6)


@given(BINARY)
def test_the_false_positive_rate_equals_the_two_counts_of_scikit_learn(pairs):
    predicted, targets = columns(pairs)
    (tn, fp), _ = reference.confusion_matrix(targets, predicted, labels=[0, 1])
    assert false_positive_rate(predicted, targets) == pytest.approx(fp / max(fp + tn, 1))


def test_a_class_with_a_large_number_takes_no_more_memory_than_a_small_one():
    # A table of all classes up to 2**40 would not fit in any machine.
    labels = torch.tensor([2**40, 7, 7])
    guesses = torch.tensor([2**40, 2**40, 7])
    assert recall(guesses, labels, average="macro") == 0.75  # 1 of 1, and 1 of 2


# Logits against truth: TP 2, FP 1, FN 1, TN 1.
LOGITS = torch.tensor([2.0, 1.0, 0.5, -1.0, -2.0])
TRUTH = torch.tensor([1, 1, 0, 1, 0])


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        (precision, 2 / 3),
        (recall, 2 / 3),
        (f1, 2 / 3),
        (false_positive_rate, 1 / 2),
    ],
)
def test_four_counts_by_hand(metric, value):
    assert metric(LOGITS, TRUTH) == pytest.approx(value)
    assert metric(LOGITS[:, None], TRUTH[:, None].float()) == pytest.approx(value)


@pytest.mark.parametrize("metric", [precision, recall, f1, false_positive_rate])
def test_nothing_by_nothing_is_zero(metric):
    nothing_found, nothing_there = torch.tensor([0, 0]), torch.tensor([0, 0])
    if metric is false_positive_rate:
        nothing_found, nothing_there = torch.tensor([1, 1]), torch.tensor([1, 1])
    assert metric(nothing_found, nothing_there) == 0.0


def test_binary_with_more_classes_says_what_to_choose():
    three = torch.tensor([0, 1, 2])
    with pytest.raises(ValueError, match="expected classes 0 and 1, got classes up to 2; choose"):
        precision(three, three)
    with pytest.raises(ValueError, match=r"expected average 'binary', 'macro', .* got 'mean'"):
        precision(three, three, average="mean")
