"""A progress bar for long work."""

import sys
import time


class Progress:
    """A bar on a terminal, shown only when the work has lasted longer than a moment.

    Where nobody watches (a notebook, a page of the course, a file) it stays silent.

    Args:
        label: What is being done.
        total: How much there is to do, in any unit; 0 when unknown.
        patience_seconds: How long to wait before the bar appears.
    """

    def __init__(self, label: str, total: int = 0, *, patience_seconds: float = 2.0) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self.next_time = time.monotonic() + patience_seconds
        self.shown = False

    def update(self, n: int = 1) -> None:
        """Take note of `n` more units; draws ten times a second at most."""
        self.done += n
        now = time.monotonic()
        if now < self.next_time or not sys.stderr.isatty():
            return
        self.next_time = now + 0.1
        self.shown = True
        share = min(self.done / self.total, 1.0) if self.total else 0.0
        bar = "█" * round(30 * share)
        print(f"\r{self.label} {bar:░<30} {share:4.0%}", end="", file=sys.stderr, flush=True)

    def reset(self) -> None:
        """Start again from zero."""
        self.done = 0

    def close(self) -> None:
        """Wipe the bar away."""
        if self.shown:
            print("\r" + " " * (len(self.label) + 37) + "\r", end="", file=sys.stderr, flush=True)
