"""The small library of the course: data, models, training, metrics, figures and checks.

Every public name can be imported from here, `from tutorial_lib import MLP`, or from its module,
`from tutorial_lib.models import MLP`. For figures the pages import the module, `from tutorial_lib
import plots`, and write `plots.plot_history`. A module is loaded when one of its names is first
used, so `import tutorial_lib` is fast and works without torch.

Where things are:
    autograd: derivatives of single numbers, from scratch
    data: generators, real data sets, splits, mini-batches
    text: tokens, vocabulary, batches of texts
    models, resnet, transfer: networks, and what others have trained
    training, early_stopping, checkpoints, history: the loop and what belongs to it
    metrics: how good predictions are
    plots: figures
    checks: claims of a page, answers of a learner
    runtime, progress: seeds, device, language, a progress bar
"""

from importlib import import_module
from typing import Any

# Each public name, once, under the module that defines it.
_EXPORTS = {
    "autograd": ("Value", "derivative"),
    "checkpoints": ("Checkpoint", "load_checkpoint", "save_checkpoint"),
    "checks": ("CheckError", "ClaimError", "check", "check_raises", "claim"),
    "data": (
        "Batches",
        "TextData",
        "cifar_classes",
        "fashion_classes",
        "load_banking77",
        "load_builtin",
        "load_cifar10",
        "load_clinc150",
        "load_dbpedia14",
        "load_fashion_mnist",
        "load_fragments",
        "load_mnist",
        "load_sign_digits",
        "load_sonnets",
        "make_csv",
        "make_line",
        "make_moons",
        "make_order_task",
        "make_shapes",
        "make_sine",
        "make_xor",
        "shape_classes",
        "split_groups",
        "split_indices",
        "split_stratified",
    ),
    "early_stopping": ("EarlyStopping",),
    "history": ("History",),
    "metrics": (
        "accuracy",
        "auc",
        "average_precision",
        "brier_score",
        "confusion_matrix",
        "expected_calibration_error",
        "f1",
        "false_positive_rate",
        "log_loss",
        "pr_curve",
        "precision",
        "predicted_classes",
        "r2",
        "recall",
        "rmse",
        "roc_auc",
        "roc_curve",
    ),
    "models": (
        "MLP",
        "BagClassifier",
        "LSTMClassifier",
        "SmallCNN",
        "count_parameters",
        "trace_shapes",
    ),
    "plots": (
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
    ),
    "resnet": ("ResNet20",),
    "runtime": ("language", "pick_device", "say", "seed_everything", "versions"),
    "tensorboard": ("TensorBoard",),
    "text": ("Vocabulary", "collate_offsets", "collate_padded", "pad", "tokenize"),
    "transfer": (
        "freeze",
        "freeze_batch_norm",
        "load_pretrained",
        "parameter_groups",
        "replace_head",
    ),
    "training": ("Trainer", "eval_mode", "evaluate", "train_epoch"),
}
_MODULE_OF = {name: module for module, names in _EXPORTS.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    """Import the module of a public name when the name is first asked for (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'tutorial_lib' has no attribute {name!r}")
    return getattr(import_module(f"tutorial_lib.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
