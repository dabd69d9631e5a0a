"""Watching training in TensorBoard, where it is installed."""

from pathlib import Path
from typing import TYPE_CHECKING

from tutorial_lib.history import Row

if TYPE_CHECKING:
    from tutorial_lib.training import Trainer


class TensorBoard:
    """A callback for `Trainer` that writes each row of the history for TensorBoard.

    Watch it with `tensorboard --logdir FOLDER`. Give each run a folder of its own: two runs in
    one folder are drawn as one line that jumps back.
    """

    def __init__(self, folder: str | Path) -> None:
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            raise ImportError(
                "expected TensorBoard, which is optional; "
                "install it: python -m pip install tensorboard"
            ) from error
        self.writer = SummaryWriter(str(folder))

    def __call__(self, _: "Trainer", row: Row) -> None:
        """Write one row, at its epoch."""
        for name, value in row.items():
            if name != "epoch":
                self.writer.add_scalar(name, value, int(row["epoch"]))
        self.writer.flush()
