import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from tutorial_lib.metrics import accuracy, confusion_matrix, predicted_classes

LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)


def columns(pairs):
    return (torch.tensor(column) for column in zip(*pairs, strict=True))


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


@given(LABELS)
def test_accuracy_equals_scikit_learn(pairs):
    predicted, targets = columns(pairs)
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


@given(LABELS)
def test_the_confusion_matrix_equals_scikit_learn(pairs):
    predicted, targets = columns(pairs)
    ours = confusion_matrix(targets, predicted, 5)
    theirs = reference.confusion_matrix(targets, predicted, labels=range(5))
    assert ours.tolist() == theirs.tolist()
    assert ours.dtype == torch.int64


def test_rows_of_the_confusion_matrix_are_the_truth():
    # One example of class 0 was taken for class 2.
    matrix = confusion_matrix(torch.tensor([0]), torch.tensor([2]), 3)
    assert matrix.tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]


def test_no_examples_make_a_matrix_of_zeros():
    none = torch.tensor([], dtype=torch.int64)
    assert confusion_matrix(none, none, 2).tolist() == [[0, 0], [0, 0]]


def test_a_class_out_of_range_is_named():
    with pytest.raises(ValueError, match=r"expected classes in \[0, 3\), got -1 to 3"):
        confusion_matrix(torch.tensor([0, 3]), torch.tensor([-1, 0]), 3)
    with pytest.raises(ValueError, match=r"got \(2,\) and \(2, 1\)"):
        confusion_matrix(torch.tensor([0, 3]), torch.tensor([[0], [0]]), 3)
