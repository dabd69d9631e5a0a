import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_lib.data.splits import split_indices

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
        (1, 0.5, "expected at least 2 examples to split, got 1"),
        (10, 0.0, r"expected val_fraction in \(0, 1\), got 0.0"),
        (10, 20, r"expected val_fraction in \(0, 1\), got 20"),
    ],
)
def test_what_cannot_be_split_is_named(n, val_fraction, message):
    with pytest.raises(ValueError, match=message):
        split_indices(n, val_fraction=val_fraction, seed=0)
