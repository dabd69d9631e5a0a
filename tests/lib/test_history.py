import math

import numpy as np
import pytest
import torch

from tutorial_lib.history import History


def test_a_column_is_a_list_over_the_epochs():
    history = History([{"epoch": 1, "loss": 0.7}, {"epoch": 2, "loss": 0.5, "extra": 1.0}])
    assert history["loss"] == [0.7, 0.5]
    assert math.isnan(history["extra"][0])
    assert history.columns == ["epoch", "loss", "extra"]
    assert "loss" in history
    assert "acc" not in history
    assert list(history) == history.rows


def test_an_unknown_column_is_named_with_those_there_are():
    history = History([{"epoch": 1, "train_loss": 1.0, "val_loss": 1.0}])
    message = r"no column 'acc' in the history; it has \['epoch', 'train_loss', 'val_loss'\]"
    with pytest.raises(KeyError, match=message):
        history["acc"]


def test_scalars_of_numpy_and_torch_are_numbers_in_a_row():
    rows = [{"epoch": np.int64(1), "loss": np.float32(0.5), "norm": torch.tensor(2.0)}]
    history = History(rows)
    assert list(history) == [{"epoch": 1, "loss": 0.5, "norm": 2.0}]
    assert {type(value) for value in next(iter(history)).values()} == {int, float}
    assert [type(history[name][0]) for name in history.columns] == [int, float, float]
    assert repr(history).splitlines()[1] == "         1    0.5000    2.0000"


def test_two_histories_share_nothing():
    first, second = History(), History()
    first.rows.append({"epoch": 1})
    assert len(second) == 0


def test_a_column_of_texts_is_shown_too():
    assert "adam" in repr(History([{"epoch": 1, "optimizer": "adam"}, {"epoch": 2}]))


def test_the_table_is_aligned():
    history = History([{"epoch": 9, "val_accuracy": 0.5}, {"epoch": 10, "val_accuracy": 0.75}])
    assert repr(history).splitlines() == [
        "     epoch  val_accuracy",
        "         9        0.5000",
        "        10        0.7500",
    ]
