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
    judge, compare, answers: how an answer is put to its check
    exercises, command: the exercises of the course, and the command that checks answers
    runtime, progress: seeds, device, language, a progress bar
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

# The public names, each once, by the module that defines them. A package offers the names below
# it: `plot_bars` comes from `tutorial_lib` or from `tutorial_lib.plots`.
_EXPORTS = {
    "autograd": "Value derivative",
    "checkpoints": "Checkpoint load_checkpoint save_checkpoint",
    "checks": "CheckError ClaimError check check_function check_raises claim",
    "data.batches": "Batches",
    "data.builtin": "load_builtin",
    "data.generators": "make_csv make_line make_moons make_order_task make_sine make_xor",
    "data.idx": "read_idx",
    "data.images": (
        "cifar_classes fashion_classes load_cifar10 load_fashion_mnist load_mnist load_sign_digits"
    ),
    "data.shapes": "make_shapes shape_classes",
    "data.splits": "split_groups split_indices split_stratified",
    "data.texts": (
        "TextData load_banking77 load_clinc150 load_dbpedia14 load_fragments load_sonnets"
    ),
    "early_stopping": "EarlyStopping",
    "exercises": "check_exercise",
    "history": "History",
    "metrics.classes": (
        "accuracy confusion_matrix f1 false_positive_rate precision predicted_classes recall"
    ),
    "metrics.curves": "auc average_precision pr_curve roc_auc roc_curve",
    "metrics.probabilities": "brier_score expected_calibration_error log_loss",
    "metrics.regression": "r2 rmse",
    "models": "MLP BagClassifier LSTMClassifier SmallCNN count_parameters trace_shapes",
    "plots.base": "COLORS NEUTRALS",
    "plots.classes": "plot_boundary plot_confusion plot_pr plot_roc",
    "plots.curves": "plot_bars plot_curve plot_curves plot_history",
    "plots.diagrams": "Diagram diagram",
    "plots.graph": "plot_expression plot_graph",
    "plots.images": "plot_feature_maps plot_images plot_predictions plot_weights",
    "plots.lines": "plot_error plot_histogram plot_line_steps plot_split",
    "plots.network": "plot_layer_histograms plot_network",
    "plots.surface": "plot_contours plot_path",
    "plots.tensors": "plot_broadcast plot_matmul plot_memory plot_tensors",
    "resnet": "ResNet20",
    "runtime": "language pick_device say seed_everything versions",
    "tensorboard": "TensorBoard",
    "text": "Vocabulary collate_offsets collate_padded pad tokenize",
    "training": "Trainer eval_mode evaluate train_epoch",
    "transfer": "freeze freeze_batch_norm load_pretrained parameter_groups replace_head",
}


def _offer(package: str) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """`__all__`, `__getattr__` and `__dir__` of a package with the public names below it.

    The module of a name is imported when the name is first asked for (PEP 562).
    """
    inside = f"{package}.".removeprefix("tutorial_lib.")
    below = {m: names for m, names in _EXPORTS.items() if f"{m}.".startswith(inside)}
    home = {name: module for module, names in below.items() for name in names.split()}
    offered = sorted(home)

    def find(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"tutorial_lib.{home[name]}"), name)

    return offered, find, lambda: offered


__all__, __getattr__, __dir__ = _offer("tutorial_lib")
