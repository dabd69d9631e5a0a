"""A progress bar for long work."""

import sys
from typing import Any


class Progress:
    """A bar on a terminal, shown only when the work has lasted longer than a moment.

    Where nobody watches (a notebook, a page of the course, a file) it stays silent, and tqdm, which
    starts a thread, is not even loaded. A `total` of 0 is unknown.
    """

    def __init__(self, label: str, total: int = 0, *, patience_seconds: float = 2.0) -> None:
        self.label = label
        self.total = total
        self.patience_seconds = patience_seconds
        self._bar: Any = None

    def update(self, n: int = 1) -> None:
        """Take note of `n` more units."""
        if self._bar is None and sys.stderr.isatty():
            from tqdm import tqdm

            wait, total = self.patience_seconds, self.total or None
            self._bar = tqdm(desc=self.label, total=total, delay=wait, leave=False)
        if self._bar is not None:
            self._bar.update(n)

    def reset(self) -> None:
        """Start again from zero."""
        self.close()

    def close(self) -> None:
        """Wipe the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
