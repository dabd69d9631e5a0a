"""How good predictions are: tensors in, a float or a tensor out."""

from tutorial_lib import _offer

__all__, __getattr__, __dir__ = _offer("tutorial_lib.metrics")
