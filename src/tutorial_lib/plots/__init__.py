"""Figures for every page: arrays in, a Figure out, in the language of the run.

Each function returns a matplotlib `Figure` and never shows it: make it the last expression of a
cell, or call its `savefig`. `diagram` returns a sheet to draw on; its `figure` is what to show.
Texts may be `es // en` pairs. Only numpy and matplotlib are needed; tensors are accepted wherever
arrays are.
"""

from tutorial_lib.plots.base import COLORS, NEUTRALS
from tutorial_lib.plots.classes import plot_boundary, plot_confusion, plot_pr, plot_roc
from tutorial_lib.plots.curves import plot_bars, plot_curve, plot_curves, plot_history
from tutorial_lib.plots.diagrams import Diagram, diagram
from tutorial_lib.plots.graph import plot_expression, plot_graph
from tutorial_lib.plots.images import (
    plot_feature_maps,
    plot_images,
    plot_predictions,
    plot_weights,
)
from tutorial_lib.plots.lines import plot_error, plot_histogram, plot_line_steps, plot_split
from tutorial_lib.plots.network import plot_layer_histograms, plot_network
from tutorial_lib.plots.surface import plot_contours, plot_path
from tutorial_lib.plots.tensors import plot_broadcast, plot_matmul, plot_memory, plot_tensors

__all__ = [
    "COLORS",
    "NEUTRALS",
    "Diagram",
    "diagram",
    "plot_bars",
    "plot_boundary",
    "plot_broadcast",
    "plot_confusion",
    "plot_contours",
    "plot_curve",
    "plot_curves",
    "plot_error",
    "plot_expression",
    "plot_feature_maps",
    "plot_graph",
    "plot_histogram",
    "plot_history",
    "plot_images",
    "plot_layer_histograms",
    "plot_line_steps",
    "plot_matmul",
    "plot_memory",
    "plot_network",
    "plot_path",
    "plot_pr",
    "plot_predictions",
    "plot_roc",
    "plot_split",
    "plot_tensors",
    "plot_weights",
]
