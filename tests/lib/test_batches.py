import numpy as np
import pytest
import torch

from tutorial_lib.data.batches import Batches


def order(batches):
    return [int(i) for x, _ in batches for i in x]


@pytest.mark.parametrize("kind", [np.arange, torch.arange])
def test_each_example_comes_once_an_epoch_with_its_target(kind):
    batches = Batches(kind(10), kind(10) * 2, batch_size=4, shuffle=True, seed=0)
    pairs = [(int(i), int(t)) for x, y in batches for i, t in zip(x, y, strict=True)]
    assert sorted(pairs) == [(i, 2 * i) for i in range(10)]
    assert type(next(iter(batches))[0]) is type(kind(1))


def test_the_last_batch_is_shorter_and_counts():
    batches = Batches(torch.arange(10), torch.arange(10), batch_size=4)
    assert [len(x) for x, _ in batches] == [4, 4, 2]
    assert len(batches) == 3


def test_a_short_last_batch_can_be_left_out():
    batches = Batches(torch.arange(10), torch.arange(10), batch_size=4, drop_last=True)
    assert [len(x) for x, _ in batches] == [4, 4]
    assert len(batches) == 2
    assert len(Batches(torch.arange(8), torch.arange(8), batch_size=4, drop_last=True)) == 2
    with pytest.raises(ValueError, match="expected a full batch of 4, got 3 examples in all"):
        Batches(torch.arange(3), torch.arange(3), batch_size=4, drop_last=True)


def test_without_shuffle_the_order_stays():
    batches = Batches(torch.arange(10), torch.arange(10), batch_size=4)
    assert order(batches) == order(batches) == list(range(10))


def test_each_epoch_has_an_order_of_its_own_fixed_by_the_seed():
    def epochs(seed):
        batches = Batches(torch.arange(50), torch.arange(50), batch_size=7, shuffle=True, seed=seed)
        return order(batches), order(batches)

    first, second = epochs(seed=3)
    assert first != second
    assert epochs(seed=3) == (first, second)
    assert epochs(seed=4) != (first, second)


def test_other_random_numbers_do_not_change_the_order():
    def epoch(draws):
        torch.rand(draws), np.random.rand(draws)
        return order(Batches(torch.arange(50), torch.arange(50), batch_size=7, shuffle=True))

    assert epoch(0) == epoch(5)


def test_setting_the_epoch_repeats_its_order():
    batches = Batches(torch.arange(50), torch.arange(50), batch_size=7, shuffle=True, seed=3)
    orders = [order(batches) for _ in range(3)]
    batches.epoch = 1
    assert order(batches) == orders[1]


@pytest.mark.parametrize(
    ("n_x", "n_y", "batch_size", "message"),
    [
        (0, 0, 4, "expected N > 0 inputs and N targets, got 0 and 0"),
        (5, 4, 4, "expected N > 0 inputs and N targets, got 5 and 4"),
        (5, 5, 0, "expected batch_size of at least 1 .*, got 0 and 0"),
    ],
)
def test_what_cannot_be_cut_is_named(n_x, n_y, batch_size, message):
    with pytest.raises(ValueError, match=message):
        Batches(torch.zeros(n_x), torch.zeros(n_y), batch_size=batch_size)
