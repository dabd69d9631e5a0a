import sys
from types import SimpleNamespace

import pytest

from tutorial_lib.tensorboard import TensorBoard


class Writer:
    def __init__(self, folder):
        self.folder, self.scalars, self.flushed = folder, [], 0

    def add_scalar(self, *scalar):
        self.scalars.append(scalar)

    def flush(self):
        self.flushed += 1


def test_each_column_is_written_at_its_epoch(monkeypatch, tmp_path):
    module = SimpleNamespace(SummaryWriter=Writer)
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", module)
    board = TensorBoard(tmp_path)
    board(None, {"epoch": 3, "train_loss": 0.5, "val_loss": 0.7})
    assert board.writer.folder == str(tmp_path)
    assert board.writer.scalars == [("train_loss", 0.5, 3), ("val_loss", 0.7, 3)]
    assert board.writer.flushed == 1


def test_without_tensorboard_the_message_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(ImportError, match="install it: python -m pip install tensorboard"):
        TensorBoard(tmp_path)
