"""Tools."""

from tutorial_lib.inner.deep import deepen

FACTOR = 2
"""How much."""


def add(a, b):
    """Add."""
    return _times(a, FACTOR) + b


def _times(a, b):
    return a * b


def unused(x):
    return x


class Stack(list):
    """A stack."""

    def push(self, x):
        """Push."""
        self.append(deepen(x))
