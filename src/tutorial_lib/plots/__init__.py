"""Figures for every page: arrays in, a Figure out, in the language of the run.

Each function returns a matplotlib `Figure` and never shows it: make it the last expression of a
cell, or call its `savefig`. `diagram` returns a sheet to draw on; its `figure` is what to show.
Only numpy and matplotlib are needed; tensors are accepted wherever arrays are.

Texts, also names and labels, may be `es // en` pairs; the label of an axis is a quantity and its
unit. `ax` are axes to draw on instead of a new figure, and `axes` several, one for each panel. What
does not fit raises a `ValueError` that says what was expected.
"""

from tutorial_lib import _offer

__all__, __getattr__, __dir__ = _offer("tutorial_lib.plots")
