import math

import pytest
import torch
from torch import nn

from tutorial_lib.early_stopping import EarlyStopping


def epochs_run(values, stopper, model=None):
    model = model or nn.Linear(1, 1)
    for epoch, value in enumerate(values, start=1):
        if stopper.step(value, model):
            return epoch
    return None


@pytest.mark.parametrize(
    ("values", "arguments", "stops_at", "best_epoch"),
    [
        # The price of patience: 0.69 would have come at epoch 7.
        ([1.0, 0.8, 0.7, 0.71, 0.72, 0.73, 0.69], {"patience": 3}, 6, 3),
        ([1.0, 0.8, 0.7, 0.71, 0.72, 0.73, 0.69], {"patience": 4}, None, 7),
        ([0.5, 0.5, 0.5], {"patience": 2}, 3, 1),  # an equal value is no improvement
        ([1.0, 0.95, 0.91, 0.89], {"patience": 2, "min_delta": 0.1}, 3, 1),
        ([1.0, 0.95, 0.89, 0.85], {"patience": 2, "min_delta": 0.1}, None, 3),
        ([0.1, 0.3, 0.2, 0.2], {"patience": 2, "mode": "max"}, 4, 2),
        ([0.9, math.nan, math.nan], {"patience": 2}, 3, 1),
        ([math.nan, 0.9, 0.8], {"patience": 2}, None, 3),
    ],
)
def test_when_it_stops(values, arguments, stops_at, best_epoch):
    stopper = EarlyStopping(**arguments)
    assert epochs_run(values, stopper) == stops_at
    assert stopper.best_epoch == best_epoch
    assert stopper.best == values[best_epoch - 1]


def test_the_best_weights_come_back_although_training_went_on():
    model = nn.Linear(1, 1, bias=False)
    stopper = EarlyStopping(patience=5)
    for value, weight in [(0.5, 1.0), (0.3, 2.0), (0.4, 3.0)]:
        nn.init.constant_(model.weight, weight)  # in place, as an optimizer does it
        stopper.step(value, model)
    stopper.restore(model)
    assert model.weight.item() == 2.0
    nn.init.zeros_(model.weight)
    stopper.restore(model)  # and again
    assert model.weight.item() == 2.0


def test_buffers_come_back_too():
    model = nn.BatchNorm1d(1)
    stopper = EarlyStopping(patience=1)
    stopper.step(0.1, model)
    model(torch.full((4, 1), 100.0))
    stopper.restore(model)
    assert model.running_mean.item() == 0.0


def test_there_is_nothing_to_restore_before_the_first_epoch():
    with pytest.raises(ValueError, match=r"no best weights yet; call step\(value, model\)"):
        EarlyStopping(1).restore(nn.Linear(1, 1))


@pytest.mark.parametrize(
    "arguments", [{"patience": 0}, {"patience": 1, "min_delta": -1}, {"patience": 1, "mode": "up"}]
)
def test_impossible_arguments_are_named(arguments):
    with pytest.raises(ValueError, match="expected patience >= 1, min_delta >= 0 and mode 'min'"):
        EarlyStopping(**arguments)


def test_its_state_goes_over_to_another_one():
    model = nn.Linear(1, 1, bias=False)
    first, second = EarlyStopping(patience=3), EarlyStopping(patience=3)
    for value, weight in [(0.5, 1.0), (0.3, 2.0), (0.4, 3.0)]:
        nn.init.constant_(model.weight, weight)
        first.step(value, model)
    second.load_state_dict(first.state_dict())
    assert (second.best, second.best_epoch, second.bad_epochs) == (0.3, 2, 1)
    assert [second.step(0.9, model), second.stopped] == [False, False]
    assert [second.step(0.9, model), second.stopped] == [True, True]
    assert first.bad_epochs == 1
    second.restore(model)
    assert model.weight.item() == 2.0
