import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tutorial_lib.data.splits import split_groups, split_indices, split_stratified

FRACTIONS = st.floats(0.01, 0.99)
SEEDS = st.integers(0, 2**32 - 1)


@given(n=st.integers(2, 500), val_fraction=FRACTIONS, seed=SEEDS)
def test_every_example_is_on_exactly_one_side(n, val_fraction, seed):
    train, val = split_indices(n, val_fraction=val_fraction, seed=seed)
    assert sorted([*train, *val]) == list(range(n))
    assert len(val) == min(max(round(n * val_fraction), 1), n - 1)


def test_the_seed_decides():
    first, second, third = (split_indices(50, val_fraction=0.2, seed=s) for s in (1, 1, 2))
    assert np.array_equal(first[1], second[1])
    assert not np.array_equal(first[1], third[1])


def test_nothing_else_that_draws_changes_the_split():
    first = split_indices(50, val_fraction=0.2, seed=1)
    np.random.rand(3)
    assert np.array_equal(first[0], split_indices(50, val_fraction=0.2, seed=1)[0])


@pytest.mark.parametrize(
    ("n", "val_fraction", "message"),
    [
        (torch.zeros(9, 2), 0.5, "expected a number of examples, got Tensor"),
        (9.5, 0.5, "expected a number of examples, got float"),
        (1, 0.5, "expected at least 2 examples to split, got 1"),
        (10, 0.0, r"expected val_fraction in \(0, 1\), got 0.0"),
        (10, 20, r"expected val_fraction in \(0, 1\), got 20"),
    ],
)
def test_what_cannot_be_split_is_named(n, val_fraction, message):
    with pytest.raises(ValueError, match=message):
        split_indices(n, val_fraction=val_fraction, seed=0)


@given(
    counts=st.lists(st.integers(2, 60), min_size=1, max_size=5), val_fraction=FRACTIONS, seed=SEEDS
)
def test_a_stratified_split_cuts_every_class_in_the_same_share(counts, val_fraction, seed):
    labels = np.repeat(np.arange(len(counts)), counts)
    train, val = split_stratified(labels, val_fraction=val_fraction, seed=seed)
    assert sorted([*train, *val]) == list(range(len(labels)))
    for label, count in enumerate(counts):
        n_val = (labels[val] == label).sum()
        assert n_val == min(max(round(count * val_fraction), 1), count - 1)


@given(
    groups=st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=60).filter(
        lambda groups: len(set(groups)) > 1
    ),
    val_fraction=FRACTIONS,
    seed=SEEDS,
)
def test_no_group_is_on_both_sides(groups, val_fraction, seed):
    train, val = split_groups(groups, val_fraction=val_fraction, seed=seed)
    assert sorted([*train, *val]) == list(range(len(groups)))
    assert len(train) > 0
    assert len(val) > 0
    assert not {groups[i] for i in train} & {groups[i] for i in val}


def test_groups_come_close_to_the_share():
    groups = np.repeat(np.arange(100), 10)
    for seed in range(5):
        _, val = split_groups(groups, val_fraction=0.2, seed=seed)
        assert len(val) == 200


@pytest.mark.parametrize("split", [split_stratified, split_groups])
def test_the_seed_decides_here_too(split):
    labels = np.repeat(np.arange(10), 8)
    first, second, third = (split(labels, val_fraction=0.3, seed=s) for s in (1, 1, 2))
    assert np.array_equal(first[1], second[1])
    assert not np.array_equal(first[1], third[1])


def test_tensors_are_labels_too():
    labels = torch.tensor([0, 0, 1, 1])
    assert len(split_stratified(labels, val_fraction=0.5, seed=0)[1]) == 2
    assert len(split_groups(labels, val_fraction=0.5, seed=0)[1]) == 2


@pytest.mark.parametrize("kind", [torch.uint8, torch.bfloat16, torch.float32])
def test_labels_may_be_of_any_type_and_belong_to_a_graph(kind):
    labels = torch.tensor([0, 0, 1, 1]).to(kind)
    labels = labels.requires_grad_() if labels.is_floating_point() else labels
    expected = split_stratified([0, 0, 1, 1], val_fraction=0.5, seed=0)
    assert np.array_equal(split_stratified(labels, val_fraction=0.5, seed=0), expected)


@pytest.mark.parametrize("split", [split_stratified, split_groups])
@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_label_that_is_missing_is_counted(split, missing):
    with pytest.raises(ValueError, match="without NaN or None, got 2 of 5"):
        split(["a", "a", missing, "b", missing], val_fraction=0.5, seed=0)


def test_what_cannot_be_cut_fairly_is_named():
    with pytest.raises(ValueError, match=r"at least 2 examples of each class, got \{0: 2, 1: 1\}"):
        split_stratified([0, 0, 1], val_fraction=0.5, seed=0)
    with pytest.raises(ValueError, match="expected at least 2 groups to split, got 1"):
        split_groups(["a", "a"], val_fraction=0.5, seed=0)
    for split in (split_stratified, split_groups):
        with pytest.raises(ValueError, match=r"expected val_fraction in \(0, 1\), got 1.5"):
            split([0, 0, 1, 1], val_fraction=1.5, seed=0)
