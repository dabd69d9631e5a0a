"""Figures: the promises that all keep, and what each one says."""

import functools
import io
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas
import pytest
import torch
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.image import AxesImage
from matplotlib.text import Text

from tutorial_lib import plots
from tutorial_lib.autograd import Value
from tutorial_lib.history import History
from tutorial_lib.metrics import pr_curve, roc_curve
from tutorial_lib.plots.base import CODE, DARKEST, TEXT
from tutorial_lib.plots.labels import spread
from tutorial_lib.plots.layers import place
from tutorial_lib.plots.surface import round_levels
from tutorial_lib.plots.values import number, numbers, percent, thousands

X = np.array([[0.0], [0.5], [1.0], [0.2], [0.8]])
Y = np.array([[1.0], [2.1], [2.9], [1.5], [2.5]])
IMAGES = np.arange(6 * 4 * 4).reshape(6, 4, 4) % 17
CLASSES = ["camisa // shirt", "bota // boot", "bolso // bag"]
GRID = np.linspace(-2, 2, 21)
BOWL = GRID[None, :] ** 2 + 3 * GRID[:, None] ** 2  # (21, 21)
TABLE = np.arange(1, 7).reshape(2, 3)
LOSSES = [{"epoch": e, "train_loss": 2 / e, "val_loss": 1 + 1 / e} for e in range(1, 6)]
ACCURACIES = [row | {"val_accuracy": 0.8 + row["epoch"] / 50} for row in LOSSES]
GAPS = [
    {"epoch": 1, "train_loss": 1.0},
    {"epoch": 2, "train_loss": 0.8, "val_loss": 0.9},
    {"epoch": 3, "train_loss": 0.7, "val_loss": None},
    {"epoch": 4, "train_loss": 0.6, "val_loss": 0.7},
    {"epoch": 5, "train_loss": np.inf},
]
AXES = {"xlabel": "paso // step", "ylabel": "pérdida // loss"}


def parabola():
    """x² + 3x + 1 at 2: 4, 6, 10 and 11 forward; backward 7 = 4 + 3."""
    x = torch.tensor(2.0, requires_grad=True)
    square, triple = x**2, 3 * x
    both = square + triple
    y = both + 1
    return y, {"x": x, "x²": square, "3x": triple, "x² + 3x": both, "y": y}


def mean_square():
    w, b = torch.tensor(2.0, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    loss = ((b + w * torch.tensor(X) - torch.tensor(Y)) ** 2).mean()
    return plots.plot_graph(loss, names={"w": w, "b": b})


def crossing():
    a, b = (torch.tensor(value, requires_grad=True) for value in (3.0, -2.0))
    c, d = a + b, a * b
    return plots.plot_graph(d + c + c * d, names={"a": a, "b": b, "c": c, "d": d})


def crossing_values():
    a, b = Value(3), Value(-2)
    c, d = a + b, a * b
    return c + d + c * d, {"a": a, "b": b, "c": c, "d": d}


def expression():
    y, names = crossing_values()
    return plots.plot_expression(y, names=names)


def views():
    """A tensor, a view of it and a copy, each of a table."""
    x = torch.tensor(TABLE)
    return {"x": x, "x.T": x.T, "copia // copy": x.T.contiguous()}


def boxes():
    """A box with a note, an arrow that says something, and a chip on another arrow."""
    sheet = plots.diagram(5, 2)
    data = sheet.box(1, 1, 1.4, 0.6, "datos // data", "ejemplos // examples", color="green")
    model = sheet.box(4, 1, 1.4, 0.6, "modelo // model", tint=0.2)
    sheet.arrow(data, model, "entran // go in")
    sheet.arrow((4, 1.4), (1, 1.4), bend=-0.1)
    sheet.chip(2.5, 1.7, "← 2", "orange", solid=True)
    return sheet.figure


def shifted(count):
    """A matrix where one example in ten belongs to the next class."""
    return 9 * np.eye(count, dtype=int) + np.roll(np.eye(count, dtype=int), 1, axis=1)


def eight_classes():
    x = np.random.default_rng(0).normal(size=(80, 2))
    return x, np.arange(80) % 8, lambda p: np.stack([p[:, 0] * k for k in range(8)], axis=1)


def straight(points):
    return 1 / (1 + np.exp(-points[:, 0]))


# One call of each function, and of each of its forms.
FIGURES = {
    "split": lambda: plots.plot_split(X[:3], Y[:3], X[3:], Y[3:]),
    "split with lines": lambda: plots.plot_split(
        X[:3], Y[:3], X[3:], Y[3:], lines={"una // one": (1, 2), "otra // other": (1, 2.01)}
    ),
    "error": lambda: plots.plot_error(X, Y, 0.5, -0.1, 1),
    "small error": lambda: plots.plot_error(X, Y, 1.0, 2.0, 1),
    "histogram": lambda: plots.plot_histogram(Y, xlabel="error", mark={"media // mean": 2.0}),
    "line steps": lambda: plots.plot_line_steps(X, Y, {1: (0, 0), 10: (1, 1), 100: (1, 2)}),
    "curve": lambda: plots.plot_curve([3, 2, 1.5], log=True, marks={"aquí // here": 2}, **AXES),
    "curves": lambda: plots.plot_curves(
        {"a": [3, 2, 1], "b": [3, 2], "c": [3, 2, 1.01]}, log=True, **AXES
    ),
    "history": lambda: plots.plot_history(History(ACCURACIES), best_epoch=3),
    "losses": lambda: plots.plot_history(LOSSES, best_epoch=1),
    "history with gaps": lambda: plots.plot_history(GAPS, best_epoch=4),
    "equal bars": lambda: plots.plot_bars(["a", "b", "a"], [1, 2, 3], ylabel="y"),
    "bars": lambda: plots.plot_bars(["uno // one", "dos // two"], [7, 14], ylabel="y", highlight=1),
    "lying bars": lambda: plots.plot_bars(
        [f"una clase larga {i} // a long class {i}" for i in range(8)], range(8), ylabel="y"
    ),
    "images": lambda: plots.plot_images(IMAGES, ["título // title"] * 6),
    "color images": lambda: plots.plot_images(np.zeros((2, 4, 4, 3)), ["a", "b"]),
    "many images": lambda: plots.plot_images(np.ones((20, 4, 4)), ["Zapatillas"] * 20, columns=20),
    "untitled images": lambda: plots.plot_images(IMAGES),
    "predictions": lambda: plots.plot_predictions(
        IMAGES[:3], [0, 1, 2], [0, 2, 2], CLASSES, probs=[0.5, 0.6, 1.0]
    ),
    "weights": lambda: plots.plot_weights(np.linspace(-1, 2, 10 * 16).reshape(10, 16), size_px=4),
    "feature maps": lambda: plots.plot_feature_maps(IMAGES, [f"canal {i}" for i in range(6)]),
    "ten classes": lambda: plots.plot_confusion(
        np.diag(range(1, 11)), [f"una clase {i} // a class {i}" for i in range(10)]
    ),
    "confusion": lambda: plots.plot_confusion([[8, 2, 0], [1, 9, 0], [0, 0, 0]], CLASSES),
    "twelve classes": lambda: plots.plot_confusion(
        np.full((12, 12), 100), [f"clase {i} // class {i}" for i in range(12)]
    ),
    "letters": lambda: plots.plot_confusion(shifted(26), list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
    "150 classes": lambda: plots.plot_confusion(
        shifted(150), [f"intención_larga_{i} // long_intent_{i}" for i in range(150)]
    ),
    "counts": lambda: plots.plot_confusion([[8, 2], [1, 9]], CLASSES[:2], normalize=False),
    "boundary": lambda: plots.plot_boundary(
        [[-1, 0], [1, 1]], [0, 1], straight, class_names=CLASSES[:2]
    ),
    "three classes": lambda: plots.plot_boundary(
        [[-1, 0], [1, 1], [0, 2]], [0, 1, 2], lambda p: p @ np.array([[-1, 1, 0], [0, 0, 1]])
    ),
    "eight classes": lambda: plots.plot_boundary(*eight_classes()),
    "ten curves": lambda: plots.plot_roc(
        {f"clase {i} // class {i}": ([0, 0.5, 1], [0, 0.5 + i / 25, 1]) for i in range(10)}
    ),
    "long names of curves": lambda: plots.plot_pr(
        {f"una red con un nombre largo {i} // a net {i}": ([0, 1], [1, i / 9]) for i in range(5)}
    ),
    "twenty curves": lambda: plots.plot_curves(
        {f"tasa {i} // rate {i}": [1, i] for i in range(20)}, **AXES
    ),
    "roc": lambda: plots.plot_roc(
        {"red // network": ([0, 0.2, 1], [0, 0.9, 1])}, points={"umbral // threshold": (0.2, 0.9)}
    ),
    "pr": lambda: plots.plot_pr({"red // network": ([1, 0.5, 0], [0.3, 0.8, 1])}, prevalence=0.05),
    "contours": lambda: plots.plot_contours(GRID, GRID, BOWL, points={"mínimo // minimum": (0, 0)}),
    "start and minimum": lambda: plots.plot_contours(
        GRID, GRID, BOWL, start=(-1, 1), minimum=(0, 0)
    ),
    "path": lambda: plots.plot_path(GRID, GRID, BOWL, {"a": [[1, 1], [0.5, 0.2]]}, minimum=(0, 0)),
    "paths": lambda: plots.plot_path(
        GRID, GRID, BOWL, {f"tasa {i} // rate {i}": [[1, 1], [0.5, 0.2]] for i in range(3)}
    ),
    "network": lambda: plots.plot_network([784, 300, 100, 10]),
    "layers": lambda: plots.plot_layer_histograms(
        {f"capa {i} // layer {i}": np.linspace(-i, i, 9) for i in (1, 2, 3)},
        xlabel="peso // weight",
    ),
    "tensors": lambda: plots.plot_tensors(
        [(), (4,), (3, 4), (3, 4, 4), (2, 3, 4, 4)],
        ["número // number", "lista // list", "tabla // table", "foto // photo", "lote // batch"],
    ),
    "broadcast": lambda: plots.plot_broadcast(TABLE, [1, 2, 3]),
    "outer broadcast": lambda: plots.plot_broadcast(
        [[10], [20]], [1.5, 2, 3], sign="−", names=("columna // column", "fila // row")
    ),
    "matmul": lambda: plots.plot_matmul(TABLE, TABLE.T, row=1, names=("uno // one", "b")),
    "memory": lambda: plots.plot_memory(views()),
    "diagram": boxes,
    "graph": lambda: plots.plot_graph(parabola()[0]),
    "named graph": lambda: named_graph(),
    "graph of a loss": mean_square,
    "crossing graph": crossing,
    "expression": expression,
    "expression with constants": lambda: plots.plot_expression(2 * Value(3).tanh() ** 2 + 1),
}
SIMULATED = {  # Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB
    "typical": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(color):
    channels = np.array(to_rgba(color)[:3])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """The ratio that WCAG 2 defines, from 1 to 21."""
    dark, light = sorted(linear(color) @ [0.2126, 0.7152, 0.0722] for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    """CIELAB of linear RGB, white D65."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(to_xyz @ np.clip(rgb, 1e-6, 1) / [0.9505, 1, 1.0890])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def texts_of(figure):
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def words_of(figure):
    return {text.get_text() for text in texts_of(figure)}


def colors_of(figure):
    """Every color that a mark, line, area or text is drawn in, without its transparency."""
    found = set()
    for artist in figure.findobj():
        for part in (
            artist,
            getattr(artist, "arrow_patch", None),
            getattr(artist, "_bbox_patch", 0),
        ):
            for name in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
                value = getattr(part, f"get_{name}", lambda: "none")()
                rows = value if isinstance(value, np.ndarray) and value.ndim == 2 else [value]
                found |= {to_hex(row) for row in rows if to_rgba(row)[3] > 0}
    return found


@functools.cache
def drawn(name):
    """Each figure in Spanish, made once: several tests look at it, none changes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plt, "show", lambda: pytest.fail(f"{name} was shown"))
        return FIGURES[name]()


@pytest.fixture(params=FIGURES)
def figure(request):
    return drawn(request.param)


@pytest.mark.parametrize("page", ["#ffffff", "#14191f"], ids=["light", "dark"])
@pytest.mark.parametrize("name", plots.COLORS)
def test_each_color_is_seen_on_light_and_on_dark(name, page):
    assert contrast(plots.COLORS[name], page) >= 3


@pytest.mark.parametrize("sight", SIMULATED)
def test_color_blind_readers_tell_the_colors_apart(sight):
    seen = [lab(SIMULATED[sight] @ linear(color)) for color in plots.COLORS.values()]
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(one - other) >= 18  # 2.3 is a just noticeable difference


def test_text_is_readable_on_light_and_on_dark():
    from tutorial_build.run.figures import DARK

    for neutrals in (plots.NEUTRALS, {k: DARK[v] for k, v in plots.NEUTRALS.items()}):
        for words, colors in (("text", [None, *plots.COLORS.values()]), ("axes", [None])):
            for color in colors:  # chips and cells: a tint over the page
                page = np.array(to_rgba(neutrals["background"])[:3])
                ground = (
                    page if color is None else 0.45 * page + 0.55 * np.array(to_rgba(color)[:3])
                )
                assert contrast(neutrals[words], ground) >= 4.5


def test_texts_have_the_neutral_colors_alone(figure):
    words = {plots.NEUTRALS[name] for name in ("text", "axes")}
    assert {to_hex(text.get_color()) for text in texts_of(figure)} <= words


def test_the_engine_exchanges_the_neutrals_of_the_style_sheet():
    from tutorial_build.run.figures import DARK

    assert list(plots.NEUTRALS.values()) == list(DARK)
    sheet = Path(plots.__file__).parents[1].joinpath("gradiente.mplstyle").read_text()
    lines = [line.partition(":")[2] for line in sheet.splitlines() if not line.startswith("#")]
    used = {f"#{color}" for line in lines for color in re.findall(r"\b[0-9a-f]{6}\b", line)}
    assert used == {*plots.NEUTRALS.values(), *plots.COLORS.values()}


def test_a_figure_comes_back_and_no_window_stays_open(figure):
    assert isinstance(figure, Figure)
    assert plt.get_fignums() == []


def test_only_the_neutrals_and_the_palette_are_drawn(figure):
    assert colors_of(figure) <= {*plots.NEUTRALS.values(), *plots.COLORS.values()}


def test_text_stands_in_the_typefaces_of_the_pages(figure):
    for text in texts_of(figure):
        family = FontProperties(family=text.get_fontfamily()[0], weight=text.get_weight())
        named = get_font(findfont(family, fallback_to_default=False)).family_name
        assert named in (TEXT[0], CODE[0])
        assert text.get_math_fontfamily() == "stix"


def test_an_svg_keeps_bold_letters_apart_from_others():
    svg = io.BytesIO()
    plots.plot_confusion([[8, 2], [1, 9]], ["888", "2"], normalize=False).savefig(svg, format="svg")
    fonts = set(re.findall(r'id="(\w+)-[0-9a-f]+"', svg.getvalue().decode()))  # font and glyph
    assert {f"AtkinsonHyperlegibleNext{weight}" for weight in ("Regular", "Bold")} <= fonts


def test_text_on_a_cell_of_a_matrix_is_readable_on_light_and_on_dark():
    from tutorial_build.run.figures import DARK

    for page in (plots.NEUTRALS, {k: DARK[v] for k, v in plots.NEUTRALS.items()}):
        ground = np.array(to_rgba(page["background"])[:3])
        for image in plots.plot_confusion([[0, 9], [1, 8]], ["a", "b"]).axes[0].images:
            *color, alpha = image.cmap(1.0)  # the strongest tint that a cell can have
            assert contrast(page["text"], alpha * np.array(color) + (1 - alpha) * ground) >= 4.5


def test_text_is_neutral_and_large_enough(figure):
    for text in texts_of(figure):
        assert to_hex(text.get_color()) in (plots.NEUTRALS["text"], plots.NEUTRALS["axes"])
        assert text.get_fontsize() >= 10


def drawn_texts(figure, monkeypatch):
    """The texts that drawing really reaches: ticks outside the limits keep labels that it skips."""
    drawn, draw = [], Text.draw
    with monkeypatch.context() as patch:
        patch.setattr(
            Text, "draw", lambda text, renderer: drawn.append(text) or draw(text, renderer)
        )
        figure.canvas.draw()
    known = {text for text in texts_of(figure) if text.get_alpha() != 0}
    return [text for text in drawn if text in known]


def test_no_text_covers_another_or_leaves_the_figure(figure, monkeypatch):
    boxes = {text: text.get_window_extent() for text in drawn_texts(figure, monkeypatch)}
    width, height = figure.bbox.size
    for text, box in boxes.items():
        assert -1 <= box.x0 <= box.x1 <= width + 1, text
        assert -1 <= box.y0 <= box.y1 <= height + 1, text
    level = [text for text in boxes if text.get_rotation() in (0, 90)]
    for one, other in itertools.combinations(level, 2):
        assert not boxes[one].padded(-1).overlaps(boxes[other].padded(-1)), (one, other)


@pytest.mark.parametrize("name", FIGURES)
def test_labels_follow_the_language_and_numbers_do_not_change(name, monkeypatch):
    in_spanish = drawn(name)
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    in_english = FIGURES[name]()
    spanish, english = words_of(in_spanish), words_of(in_english)
    assert not any(" // " in word for word in spanish | english)
    for es, en in zip(in_spanish.axes, in_english.axes, strict=True):
        np.testing.assert_allclose(es.dataLim.get_points(), en.dataLim.get_points())
    if name in ("history", "confusion", "graph", "network", "roc", "boundary"):
        assert spanish != english


def test_words_of_the_run_are_used(monkeypatch):
    assert {"entrenamiento", "validación", "época", "pérdida"} <= words_of(
        plots.plot_history(LOSSES)
    )
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert {"training", "validation", "epoch", "loss"} <= words_of(plots.plot_history(LOSSES))


def test_the_readers_own_style_is_left_alone():
    before = dict(plt.rcParams)
    plots.plot_curve([2, 1], **AXES)
    assert dict(plt.rcParams) == before


def test_importing_needs_no_torch():
    code = "import sys, tutorial_lib.plots as p; p.plot_curve([1], xlabel='', ylabel=''); "
    code += "sys.exit('torch' in sys.modules)"
    env = os.environ | {"MPLBACKEND": "agg"}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0


def test_tensors_with_gradients_are_welcome():
    values = torch.tensor([3.0, 2.0], requires_grad=True)
    line = plots.plot_curve(values, **AXES).axes[0].lines[0]
    assert list(line.get_ydata()) == [3, 2]
    steps = plots.plot_curve(list(values), **AXES).axes[0].lines[0]
    assert list(steps.get_ydata()) == [3, 2]


# Messages: what was expected, what came.
WRONG = {
    "x and y with the same number of values, at least one, got shapes (3, 1) and (2,)": (
        lambda: plots.plot_error(X[:3], [1, 2], 0, 0, 0)
    ),
    "an index from 0 to 4, got 5": lambda: plots.plot_error(X, Y, 0, 0, 5),
    "at least one line, got an empty dictionary": lambda: plots.plot_line_steps(X, Y, {}),
    "finite values, got 1 others": lambda: plots.plot_histogram([1, np.nan], xlabel="x"),
    "values with at least one number, got none": lambda: plots.plot_histogram([], xlabel="x"),
    "values with at least one finite number, got 2 others": (
        lambda: plots.plot_curve([np.nan, np.inf], **AXES)
    ),
    "values above 0 for a logarithmic axis, got −1": (
        lambda: plots.plot_curve([1, -1], log=True, **AXES)
    ),
    "x with 2 values, got 3": lambda: plots.plot_curve([1, 2], x=[1, 2, 3], **AXES),
    "a Value computed from others, got Value(2, grad=0)": (lambda: plots.plot_expression(Value(2))),
    "at least one curve, got an empty dictionary": lambda: plots.plot_curves({}, **AXES),
    "a history with at least one epoch, got an empty one": lambda: plots.plot_history(History()),
    "a column 'train_loss' or 'val_loss' with a finite number, got ['epoch', 'train_loss']": (
        lambda: plots.plot_history([{"epoch": 1, "train_loss": np.inf}])
    ),
    "as many labels as values, got 1 labels and 2 values": (
        lambda: plots.plot_bars(["a"], [1, 2], ylabel="y")
    ),
    "a bar from 0 to 0, got 3": lambda: plots.plot_bars(["a"], [1], ylabel="y", highlight=3),
    "no label 'b'; there are ['a']": (
        lambda: plots.plot_bars(["a"], [1], ylabel="y", highlight="b")
    ),
    "best_epoch from 1 to 2, got 9": (
        lambda: plots.plot_history({"train_loss": [2, 1]}, best_epoch=9)
    ),
    "finite x_train and y_train, got 1 others": (
        lambda: plots.plot_split([1, np.nan], [1, 2], [1], [1])
    ),
    "finite z, got 441 others": lambda: plots.plot_contours(GRID, GRID, BOWL * np.nan),
    "z that is not the same everywhere, got only 0": (
        lambda: plots.plot_contours(GRID, GRID, BOWL * 0)
    ),
    "finite numbers, got 1 others": lambda: plots.plot_weights([[np.inf]]),
    "classes as whole numbers, got 0.5": (
        lambda: plots.plot_boundary([[0, 1], [1, 0]], [0.5, 1], straight)
    ),
    "probabilities from predict in [0, 1], got -5 to 5; apply sigmoid": (
        lambda: plots.plot_boundary([[-1, 0], [1, 1]], [0, 1], lambda x: np.linspace(-5, 5, len(x)))
    ),
    "finite answers of predict, got 80000 others": (
        lambda: plots.plot_boundary([[-1, 0], [1, 1]], [0, 1], lambda x: x * np.nan)
    ),
    "probs in [0, 1], got 97 to 97": (
        lambda: plots.plot_predictions(IMAGES[:1], [0], [0], CLASSES, probs=[97])
    ),
    "prevalence in [0, 1], got 30 to 30": (
        lambda: plots.plot_pr({"a": ([0, 1], [1, 0])}, prevalence=30)
    ),
    "images (N, H, W), (N, 1, H, W) or (N, 3, H, W) with N > 0, or with the channels last, got": (
        lambda: plots.plot_images(IMAGES[0], ["a"] * 4)
    ),
    "6 titles, one for each image, got 1": lambda: plots.plot_images(IMAGES, ["a"]),
    "finite images, got 1 others": lambda: plots.plot_images([[[np.nan, 1]]]),
    "colors in [0, 1] or in [0, 255], got −1 to 1; give the mean and sd": (
        lambda: plots.plot_images(np.linspace(-1, 1, 24).reshape(2, 2, 2, 3))
    ),
    "colors in [0, 1] or in [0, 255], got 0 to 1.5": (
        lambda: plots.plot_images(np.linspace(0, 1.5, 24).reshape(2, 2, 2, 3))
    ),
    "colors in [0, 1] or in [0, 255], got 0 to 256": (
        lambda: plots.plot_images(np.full((1, 2, 2, 3), [0, 1, 256]))
    ),
    "mean and sd, got only one of them": lambda: plots.plot_images(IMAGES, mean=0.5),
    "mean and sd as a number or 1, one for each channel, got 3 and 3": (
        lambda: plots.plot_images(IMAGES, mean=[0, 0, 0], sd=[1, 1, 1])
    ),
    "predictions and probabilities of shape (6,), one for each image, got (6,), (5,)": (
        lambda: plots.plot_predictions(IMAGES, [0] * 6, [0] * 5, CLASSES)
    ),
    "classes from 0 to 2, one for each name, got 0 to 3": (
        lambda: plots.plot_predictions(IMAGES, [3] * 6, [0] * 6, CLASSES)
    ),
    "weights (N, 784) for images of 28×28 pixels, got (2, 100)": (
        lambda: plots.plot_weights(np.zeros((2, 100)), size_px=28)
    ),
    "weights (N, 100) for images of 10×10 pixels, got (2, 101)": (
        lambda: plots.plot_weights(np.zeros((2, 101)))
    ),
    "weights (N, H * W), (N, H, W) or (N, 1, H, W), got (2, 3, 4, 4)": (
        lambda: plots.plot_weights(np.zeros((2, 3, 4, 4)))
    ),
    "maps (C, H, W) with C > 0 and C titles, got (4, 4)": (
        lambda: plots.plot_feature_maps(IMAGES[0])
    ),
    "a matrix (C, C) and C class names, got (2, 2) and 3 names": (
        lambda: plots.plot_confusion([[1, 0], [0, 1]], CLASSES)
    ),
    "x (N, 2) and N targets, got (5, 1) and 5": lambda: plots.plot_boundary(X, [0] * 5, straight),
    "fpr and tpr with the same number of values": lambda: plots.plot_roc({"a": ([0, 1], [1])}),
    "x (X,), y (Y,) and z (Y, X), got (21,), (3,) and (21, 21)": (
        lambda: plots.plot_contours(GRID, [1, 2, 3], BOWL)
    ),
    "path 'a' of shape (T, 2), got (2,)": (
        lambda: plots.plot_path(GRID, GRID, BOWL, {"a": [1, 2]})
    ),
    "two widths or more, each at least 1, got [3]": lambda: plots.plot_network([3]),
    "2 names, one for each layer, got 1": lambda: plots.plot_network([3, 1], names=["a"]),
    "shapes of up to 4 axes, each at least 1, got [(2, 0)]": (
        lambda: plots.plot_tensors([(2, 0)], ["a"])
    ),
    "4 axes, each at least 1, got [(1, 1, 1, 1, 1)]": (
        lambda: plots.plot_tensors([(1,) * 5], ["a"])
    ),
    "2 names, one for each shape, got 1": lambda: plots.plot_tensors([(), ()], ["a"]),
    "a sign among ['+', '−', '×'], got '/'": (lambda: plots.plot_broadcast(TABLE, TABLE, sign="/")),
    "shapes of up to two axes that fit, got (2, 3) and (2,)": (
        lambda: plots.plot_broadcast(TABLE, [1, 2])
    ),
    "shapes of up to two axes that fit, got (1, 2, 3) and ()": (
        lambda: plots.plot_broadcast(TABLE[None], 1)
    ),
    "shapes (N, K) and (K, M), got (2, 3) and (2, 3)": lambda: plots.plot_matmul(TABLE, TABLE),
    "a row from 0 to 1 and a column from 0 to 1, got 2 and 0": (
        lambda: plots.plot_matmul(TABLE, TABLE.T, row=2)
    ),
    "no color named 'pink'; there are ['blue', 'orange'": (
        lambda: plots.diagram().box(1, 1, 1, 1, color="pink")
    ),
    "tensors (N, M), at least one, got [(2,)]": (
        lambda: plots.plot_memory({"a": torch.tensor([1, 2])})
    ),
    "at least one path, got": lambda: plots.plot_path(GRID, GRID, BOWL, {}),
    "at least one curve, got": lambda: plots.plot_pr({}),
    "finite values in layer 'a', got 2 others": (
        lambda: plots.plot_layer_histograms({"a": [1, np.nan, np.inf]}, xlabel="x")
    ),
    "at least one layer, got an empty dictionary": (
        lambda: plots.plot_layer_histograms({}, xlabel="x")
    ),
    "a tensor computed from one with requires_grad=True, got one without grad_fn: tensor(1.)": (
        lambda: plots.plot_graph(torch.tensor(1.0))
    ),
    "no tensor named 'z'; there are ['x']": (
        lambda: plots.plot_graph(parabola()[0], names={"x": X}, values={"z": "1"})
    ),
}


@pytest.mark.parametrize("message", WRONG)
def test_what_does_not_fit_is_named(message):
    with pytest.raises(ValueError, match=re.escape(message)):
        WRONG[message]()
    assert plt.get_fignums() == []


def test_a_split_counts_its_examples():
    assert {"entrenamiento (3)", "validación (2)"} <= words_of(drawn("split"))


def test_an_error_is_prediction_minus_target():
    # At x = 0.5 the line 0.5 − 0.1 x is at 0.45 and the target at 2.1: 1.65 too low.
    words = words_of(plots.plot_error(X, Y, 0.5, -0.1, 1))
    assert {"error = −1.65", "valor real $y$ = 2.1"} <= words


def test_steps_have_a_panel_each():
    titles = [ax.get_title(loc="left") for ax in drawn("line steps").axes if ax.get_visible()]
    assert titles == ["1 paso", "10 pasos", "100 pasos"]


def test_a_curve_that_blows_up_is_drawn_as_far_as_it_goes():
    line = plots.plot_curve([1, 2, np.inf, np.nan], **AXES).axes[0].lines[0]
    assert list(line.get_ydata()) == [1, 2]


def test_a_history_has_a_panel_for_accuracy_when_it_was_measured():
    assert len(plots.plot_history(LOSSES).axes) == 1
    assert len(plots.plot_history(ACCURACIES).axes) == 2
    columns = {"val_loss": [2.0, 1.0]}
    assert list(plots.plot_history(columns).axes[0].lines[0].get_xdata()) == [1, 2]


def test_a_history_with_gaps_is_drawn_where_it_was_measured():
    [axes] = drawn("history with gaps").axes
    train, val, *_ = axes.lines
    assert train.get_xydata().tolist() == [[1, 1.0], [2, 0.8], [3, 0.7], [4, 0.6]]
    assert val.get_xydata().tolist() == [[2, 0.9], [4, 0.7]]
    assert {"entrenamiento", "validación"} <= words_of(drawn("history with gaps"))


def test_a_history_may_be_a_table_of_pandas():
    rows = [{"epoch": 3, "train_loss": 1.0}, {"epoch": 6, "train_loss": 0.5}]
    [axes] = plots.plot_history(pandas.DataFrame(rows)).axes
    assert axes.lines[0].get_xydata().tolist() == [[3, 1.0], [6, 0.5]]


def test_an_epoch_without_its_number_is_passed_over():
    rows = [{"epoch": 1, "train_loss": 1.0}, {"train_loss": 0.7}, {"epoch": 3, "train_loss": 0.5}]
    assert plots.plot_history(rows).axes[0].lines[0].get_xdata().tolist() == [1, 3]


def test_other_columns_of_a_history_may_hold_anything():
    rows = [{"epoch": 1, "train_loss": 1.0, "model": "MLP"}]
    assert len(plots.plot_history(rows).axes[0].lines) >= 1


def looks(lines):
    return {(to_hex(line.get_color()), str(line._unscaled_dash_pattern)) for line in lines}


@pytest.mark.parametrize("count", [3, 10, 40])
def test_every_curve_is_drawn_named_and_looks_its_own_way(count):
    names = [f"clase {i}" for i in range(count)]
    rates = {name: ([0, 0.5, 1], [0, 0.6, 1]) for name in names}
    for figure in (plots.plot_roc(rates), plots.plot_pr(rates)):
        assert [t.get_text() for t in figure.axes[0].get_legend().get_texts()] == names
    figure = plots.plot_curves({name: [1, i] for i, name in enumerate(names)}, **AXES)
    lines = [line for line in figure.axes[0].lines if line.get_marker() == "None"]
    assert len(lines) == len(looks(lines)) == count
    assert set(names) <= words_of(figure)


def test_curves_are_drawn_as_the_metrics_give_them():
    scores, targets = torch.tensor([0.1, 0.8, 0.3]), torch.tensor([0, 1, 1])
    for plot, curve in ((plots.plot_roc, roc_curve), (plots.plot_pr, pr_curve)):
        line = plot({"a": curve(scores, targets)}).axes[0].lines[-1]
        x, y, _ = curve(scores, targets)
        assert line.get_xydata().tolist() == torch.stack([x, y], dim=1).tolist()


def test_lines_through_a_split_look_their_own_way():
    lines = {f"recta {i}": (i, 1) for i in range(9)}
    drawn_lines = plots.plot_split(X, Y, X, Y, lines=lines).axes[0].lines
    assert len(looks(line for line in drawn_lines if line.get_marker() == "None")) == 9


def test_each_class_looks_its_own_way():
    x, y, predict = eight_classes()
    points = [
        c
        for c in plots.plot_boundary(x, y, predict).axes[0].collections
        if len(c.get_offsets()) == 10
    ]
    assert (
        len({(to_hex(c.get_facecolor()[0]), str(c.get_paths()[0].vertices)) for c in points}) == 8
    )


def test_equal_labels_have_a_bar_each():
    [axes] = drawn("equal bars").axes
    assert [bar.get_height() for bar in axes.patches] == [1, 2, 3]
    assert [bar.get_x() + bar.get_width() / 2 for bar in axes.patches] == pytest.approx([0, 1, 2])
    assert [label.get_text() for label in axes.get_xticklabels()] == ["a", "b", "a"]
    lying = plots.plot_bars(["una etiqueta muy larga"] * 7, range(7), ylabel="y").axes[0]
    assert len({bar.get_y() for bar in lying.patches}) == 7


def test_a_bar_without_a_height_says_what_it_has():
    for labels in (["a", "b", "c"], [*"abcdefgh"]):
        values = [np.nan, np.inf, *range(1, len(labels) - 1)]
        figure = plots.plot_bars(labels, values, ylabel="y")
        assert {"nan", "inf", "1"} <= words_of(figure)


def test_a_label_sets_off_every_bar_that_has_it():
    bars = plots.plot_bars(["a", "b", "a"], [1, 2, 3], ylabel="y", highlight="a").axes[0].patches
    assert [to_hex(bar.get_facecolor()) == plots.COLORS["orange"] for bar in bars] == [1, 0, 1]


def test_labels_and_titles_may_be_numbers():
    assert {"3", "8"} <= words_of(plots.plot_bars([3, 8], [0.5, 0.25], ylabel="y"))
    for titles in ([3, 8], np.array([3, 8]), torch.tensor([3, 8])):
        assert {"3", "8"} <= words_of(plots.plot_images(IMAGES[:2], titles))


ON_AXES = {
    "split": lambda ax: plots.plot_split(X, Y, X, Y, ax=ax),
    "error": lambda ax: plots.plot_error(X, Y, 0.5, -0.1, 1, ax=ax),
    "histogram": lambda ax: plots.plot_histogram(Y, xlabel="x", ax=ax),
    "curve": lambda ax: plots.plot_curve([2, 1], **AXES, ax=ax),
    "curves": lambda ax: plots.plot_curves({"a": [2, 1]}, **AXES, ax=ax),
    "history": lambda ax: plots.plot_history(ACCURACIES, best_epoch=3, axes=ax),
    "bars": lambda ax: plots.plot_bars(["a"], [1], ylabel="y", ax=ax),
    "lying bars": lambda ax: plots.plot_bars(list("abcdefgh"), range(8), ylabel="y", ax=ax),
    "confusion": lambda ax: plots.plot_confusion(shifted(3), CLASSES, ax=ax),
    "150 classes": lambda ax: plots.plot_confusion(shifted(150), range(150), ax=ax),
    "boundary": lambda ax: plots.plot_boundary([[-1, 0], [1, 1]], [0, 1], straight, ax=ax),
    "roc": lambda ax: plots.plot_roc({"a": ([0, 1], [0, 1])}, ax=ax),
    "pr": lambda ax: plots.plot_pr({"a": ([0, 1], [1, 0])}, ax=ax),
    "contours": lambda ax: plots.plot_contours(GRID, GRID, BOWL, minimum=(0, 0), ax=ax),
}


@pytest.mark.parametrize("name", ON_AXES)
def test_a_plot_goes_where_the_reader_wants_it(name):
    figure, (ax, other) = plt.subplots(1, 2)
    try:
        assert ON_AXES[name](ax) is figure
        assert ax.has_data()
        assert not other.has_data()
        assert plt.get_fignums() == [figure.number]  # the reader's figure stays open
    finally:
        plt.close(figure)


ON_PANELS = {
    "history": (2, lambda axes: plots.plot_history(ACCURACIES, axes=axes)),
    "line steps": (2, lambda axes: plots.plot_line_steps(X, Y, STEPS, axes=axes)),
    "path": (2, lambda axes: plots.plot_path(GRID, GRID, BOWL, PATHS, axes=axes)),
    "layers": (2, lambda axes: plots.plot_layer_histograms(SPREAD, xlabel="x", axes=axes)),
    "images": (6, lambda axes: plots.plot_images(IMAGES, axes=axes)),
    "answers": (6, lambda axes: plots.plot_predictions(IMAGES, [0] * 6, [1] * 6, "ab", axes=axes)),
    "weights": (6, lambda axes: plots.plot_weights(IMAGES, axes=axes)),
    "maps": (6, lambda axes: plots.plot_feature_maps(IMAGES, axes=axes)),
}
STEPS = {1: (0, 1), 10: (torch.tensor([1.0]), torch.tensor([[2.0]]))}
PATHS = {"a": [(0, 0), (1, 1)], "b": [(1, 1), (0, 0)]}
SPREAD = {"1": X, "2": Y}


@pytest.mark.parametrize("name", ON_PANELS)
def test_panels_go_where_the_reader_wants_them(name):
    count, plot = ON_PANELS[name]
    figure, grid = plt.subplots(3, count, layout="constrained")
    try:
        assert plot(grid[1]) is figure
        assert all(ax.has_data() for ax in grid[1])
        assert not any(ax.has_data() for ax in [*grid[0], *grid[2]])
        assert (figure.get_suptitle(), figure.get_supxlabel(), figure.get_supylabel()) == ("",) * 3
        message = f"expected {count} axes of matplotlib, one for each panel, got Axes, Axes, Axes"
        with pytest.raises(ValueError, match=message):
            plot(grid[:2])
    finally:
        plt.close(figure)


def test_what_are_no_axes_is_named():
    figure = plt.figure()
    try:
        with pytest.raises(ValueError, match="one for each panel, got Figure"):
            plots.plot_curve([2, 1], **AXES, ax=figure)
    finally:
        plt.close(figure)


def test_the_axes_may_be_those_of_a_part_of_a_figure():
    figure = plt.figure()
    ax = figure.subfigures(1, 2)[1].subplots()
    try:
        assert plots.plot_curve([2, 1], **AXES, ax=ax) is figure
    finally:
        plt.close(figure)


PHOTO = np.random.default_rng(0).uniform(0, 1, (2, 4, 5, 3))  # (N, H, W, C)


@pytest.mark.parametrize(
    "images",
    [
        PHOTO,
        PHOTO.transpose(0, 3, 1, 2),
        torch.tensor(PHOTO).permute(0, 3, 1, 2),
        torch.tensor(PHOTO).permute(0, 3, 1, 2).bfloat16(),
        torch.tensor(PHOTO).half(),
        (255 * PHOTO).round().astype(np.uint8),
        (255 * PHOTO).round().astype(np.int64),
        255 * PHOTO.transpose(0, 3, 1, 2),
    ],
    ids=["last", "first", "tensor", "bfloat16", "half", "uint8", "int64", "float to 255"],
)
def test_a_photo_looks_the_same_in_every_form_it_comes_in(images):
    shown = plots.plot_images(images).axes[1].images[0].get_array()
    np.testing.assert_allclose(shown, PHOTO[1], atol=0.004)


def test_standardized_photos_come_back_with_the_mean_and_sd():
    mean, sd = np.array([0.5, 0.4, 0.3]), np.array([0.2, 0.3, 0.1])
    first = ((PHOTO - mean) / sd).transpose(0, 3, 1, 2)
    for figure in (
        plots.plot_images(first, mean=mean, sd=sd),
        plots.plot_predictions(first, [0, 0], [0, 0], ["a"], mean=mean, sd=torch.tensor(sd)),
    ):
        np.testing.assert_allclose(figure.axes[1].images[0].get_array(), PHOTO[1], atol=1e-6)
    one = plots.plot_images((PHOTO - 0.5) / 0.25, mean=0.5, sd=0.25)
    np.testing.assert_allclose(one.axes[0].images[0].get_array(), PHOTO[0], atol=1e-6)


@pytest.mark.parametrize("shape", [(6, 4, 4), (6, 1, 4, 4), (6, 4, 4, 1)])
def test_gray_images_share_one_scale_with_and_without_a_channel(shape):
    for values in (IMAGES, torch.tensor(IMAGES).bfloat16(), IMAGES.astype(np.uint8), IMAGES > 9):
        pictures = [ax.images[0] for ax in plots.plot_images(values.reshape(shape)).axes[:6]]
        assert {picture.get_clim() for picture in pictures} == {
            (float(values.min()), float(values.max()))
        }
        np.testing.assert_array_equal(pictures[2].get_array(), values[2].tolist())


def test_filters_and_maps_may_keep_their_extra_axis():
    weights = np.linspace(-1, 1, 2 * 9)
    for shape in ((2, 9), (2, 3, 3), (2, 1, 3, 3)):
        pictures = [ax.images[0] for ax in plots.plot_weights(weights.reshape(shape)).axes[:2]]
        np.testing.assert_array_equal(pictures[1].get_array(), weights[9:].reshape(3, 3))
    maps = plots.plot_feature_maps(weights.reshape(1, 2, 3, 3)).axes
    np.testing.assert_array_equal(maps[1].images[0].get_array(), weights[9:].reshape(3, 3))


def test_a_matrix_of_150_classes_spells_out_its_largest_mistakes():
    # One example in ten of class 6 is taken for class 7, as of every class; class 3 has more.
    matrix = shifted(150)
    matrix[3, 140] = 10  # 10 of 20
    figure = plots.plot_confusion(matrix, [f"c{i}" for i in range(150)])
    [label] = [text for text in words_of(figure) if "→" in text]
    listed = label.splitlines()[2:]
    assert listed[0] == "c3 (3) → c140 (140): 50\u202f%"
    assert len(listed) == 8
    assert {"0", "70", "140"} <= words_of(figure)
    counts = plots.plot_confusion(matrix, [f"c{i}" for i in range(150)], normalize=False)
    assert any("c3 (3) → c140 (140): 10" in text for text in words_of(counts))


def test_without_mistakes_none_is_listed():
    figure = plots.plot_confusion(np.eye(20), range(20))
    assert not any("→" in text for text in words_of(figure))


def test_the_start_is_a_purple_dot_and_the_minimum_a_green_cross():
    marks = [
        (line.get_marker(), line.get_color()) for line in drawn("start and minimum").axes[0].lines
    ]
    assert marks == [("o", plots.COLORS["purple"]), ("+", plots.COLORS["green"])]
    assert {"inicio", "mínimo"} <= words_of(drawn("start and minimum"))


def test_the_name_of_a_place_keeps_clear_of_other_names():
    figure = plots.plot_contours(GRID, GRID, BOWL, points={"uno": (0, 0), "dos": (0, 0)})
    uno, dos = (t for t in figure.axes[0].texts if t.get_text() in ("uno", "dos"))
    assert not uno.get_window_extent().overlaps(dos.get_window_extent())


def test_examples_alike_in_one_feature_have_a_boundary():
    figure = plots.plot_boundary([[0, 1], [1, 1]], [0, 1], straight)
    assert figure.axes[0].get_ylim() == (0, 2)


def test_the_highlighted_bar_is_set_off():
    bars = plots.plot_bars(["a", "uno // one"], [1, 2], ylabel="y", highlight="uno // one").axes[0]
    assert [to_hex(bar.get_facecolor()) for bar in bars.patches] == [
        plots.COLORS["blue"],
        plots.COLORS["orange"],
    ]


def test_long_titles_take_fewer_columns_in_even_rows():
    axes = [ax for ax in drawn("many images").axes if ax.get_visible()]
    rows = {round(ax.get_position().y0, 2) for ax in axes}
    assert len(axes) == 20
    assert len(rows) == 3  # nine would fit: 7 + 7 + 6 rather than 9 + 9 + 2


def test_classes_may_be_whole_numbers_of_any_type():
    for kind in (torch.uint8, torch.int32, torch.float32, torch.bool):
        classes = torch.tensor([0, 1]).to(kind)
        plots.plot_predictions(IMAGES[:2], classes, classes, CLASSES)
        plots.plot_boundary([[-1, 0], [1, 1]], classes, straight)


def test_a_wrong_answer_is_corrected_and_framed():
    figure = drawn("predictions")
    titles = [ax.get_title(loc="center") for ax in figure.axes]
    assert titles == ["✓ camisa 50\u202f%", "✗ bolso 60\u202f%\nes bota", "✓ bolso 100\u202f%"]
    framed = [to_hex(ax.spines["left"].get_edgecolor()) for ax in figure.axes]
    assert framed.count(plots.COLORS["red"]) == 1


def test_weights_share_one_scale_around_zero():
    images = [image for ax in drawn("weights").axes for image in ax.images]
    assert {image.get_clim() for image in images} == {(-2.0, 2.0)}


def test_a_confusion_row_is_shown_in_percent_of_its_class():
    # 8 of 10 and 2 of 10; 1 and 9 of 10; an empty class has no percentages.
    words = words_of(drawn("confusion"))
    assert {"80\u202f%", "20\u202f%", "10\u202f%", "90\u202f%"} <= words
    assert {"8", "2", "1", "9"} <= words_of(drawn("counts"))


def test_the_boundary_stands_where_the_answer_changes():
    contour = drawn("boundary").axes[0].collections[0]
    points = np.concatenate([path.vertices for path in contour.get_paths()])
    np.testing.assert_allclose(points[:, 0], 0, atol=1e-3)


def test_three_classes_are_tinted_by_the_largest_score():
    image = drawn("three classes").axes[0].findobj(AxesImage)[0].get_array()
    assert to_hex(image[0, 0]) == plots.COLORS["orange"]  # bottom left: −x is the largest
    assert to_hex(image[-1, -1]) == plots.COLORS["green"]  # top right: y is


def test_every_cell_of_a_tensor_is_drawn():
    # 1 + 4 + 12 + 48 + 96 cells, and a ground under each of the 1 + 1 + 1 + 3 + 6 tables.
    assert len(drawn("tensors").axes[0].patches) == 161 + 12
    assert {"(2, 3, 4, 4)", "4 ejes", "1 eje", "0 ejes"} <= words_of(drawn("tensors"))


def test_broadcasting_shows_what_is_repeated_and_the_result():
    cells = [text.get_text() for text in texts_of(drawn("broadcast"))]
    assert [cells.count(number) for number in ("5", "7", "9")] == [
        2,
        1,
        1,
    ]  # [[2, 4, 6], [5, 7, 9]]
    dashed = [p for p in drawn("broadcast").axes[0].patches if p.get_linestyle() != "-"]
    assert len(dashed) == 3
    assert {"(3,) → (2, 3)", "a + b"} <= set(cells)
    assert {"(2, 1) → (2, 3)", "columna − fila", "8.5"} <= words_of(drawn("outer broadcast"))


def test_a_product_spells_out_one_cell():
    # The second row of [[1, 2, 3], [4, 5, 6]] and the first column of its transpose.
    assert {"4·1 + 5·2 + 6·3 = 32", "uno @ b\n(2, 2)"} <= words_of(drawn("matmul"))


def test_a_view_shares_a_row_of_memory_and_a_copy_has_its_own():
    texts = [text.get_text() for text in drawn("memory").axes[0].texts]
    assert texts.count("memoria") == 2
    assert {"pasos (3, 1)", "pasos (1, 3)", "pasos (2, 1)"} <= set(texts)
    rows = "".join(text for text in texts if len(text) == 1 and text != "x")
    assert rows == "123456" + "142536" + "123456" + "142536" + "142536"


def test_a_network_counts_its_parameters(monkeypatch):
    # 785 · 300 + 301 · 100 + 101 · 10, the ones for the biases.
    assert {"235\u202f500", "30\u202f100", "1\u202f010"} <= words_of(
        plots.plot_network([784, 300, 100, 10])
    )
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert "235,500" in words_of(plots.plot_network([784, 300]))


def test_layers_share_one_axis():
    limits = {ax.get_xlim() for ax in drawn("layers").axes}
    assert len(limits) == 1


def named_graph():
    y, names = parabola()
    return plots.plot_graph(y, names=names)


def test_a_graph_shows_values_gradients_and_what_flows_where_paths_part():
    words = words_of(named_graph())
    assert {"2", "x² = 4", "3x = 6", "x² + 3x = 10", "y = 11"} <= words
    assert {"7", "1", "← 4", "← 3"} <= words
    assert {
        "( )²",
        "× 3",
        "+",
        "+ 1",
        "PowBackward0",
        "MulBackward0",
        "AddBackward0",
        "hoja",
    } <= words


def test_a_graph_finds_values_that_nobody_named():
    assert {"4", "6", "10", "11", "× 3", "+ 1"} <= words_of(drawn("graph"))


def test_drawing_leaves_gradients_alone():
    y, names = parabola()
    plots.plot_graph(y, names=names)
    assert names["x"].grad is None
    for tensor in names.values():
        tensor.retain_grad()
    y.backward(retain_graph=True)
    plots.plot_graph(y, names=names)
    assert [names[name].grad.item() for name in ("x", "x²", "y")] == [7, 1, 1]


def test_a_used_up_graph_shows_what_its_tensors_kept():
    y, names = parabola()
    for tensor in names.values():
        tensor.retain_grad()
    y.backward()
    words = words_of(plots.plot_graph(y, names=names))
    assert {"7", "x² = 4", "y = 11", "× 3"} <= words
    assert [names[name].grad.item() for name in ("x", "x²", "y")] == [7, 1, 1]


def test_values_and_gradients_can_be_replaced_or_left_out():
    y, names = parabola()
    words = words_of(plots.plot_graph(y, names=names, values={"x": "dos // two"}, gradients=False))
    assert {"dos", "x² = 4"} <= words
    assert not any("←" in word for word in words)
    assert "7" not in words


def test_tensors_of_many_numbers_show_their_shape():
    words = words_of(mean_square())
    assert {"(5, 1)", "mean", "×", "w", "b"} <= words


def test_matrices_need_not_have_one_shape():
    x, w = torch.ones(3, 2, requires_grad=True), torch.ones(2, 1, requires_grad=True)
    words = words_of(plots.plot_graph((x @ w).relu().sum(), names={"x": x, "w": w}))
    assert {"(3, 2)", "(2, 1)", "(3, 1)", "@", "relu", "sum", "6"} <= words


def test_of_a_result_with_many_numbers_no_gradients_are_shown():
    x = torch.ones(3, requires_grad=True)
    words = words_of(plots.plot_graph(2 * x, names={"x": x}))
    assert "(3,)" in words
    assert not any("←" in word for word in words)


def test_an_error_in_a_hook_of_the_reader_is_not_hidden():
    y, names = parabola()

    def complain(_):
        raise RuntimeError("mine")

    names["x²"].register_hook(complain)
    with pytest.raises(RuntimeError, match="mine"):
        plots.plot_graph(y)


def test_a_factor_used_twice_has_two_arrows():
    x = torch.tensor(3.0, requires_grad=True)
    figure = plots.plot_graph(x * x, names={"x": x})
    flows = [
        text for text in texts_of(figure) if text.get_text() == "← 3" and text.get_alpha() != 0
    ]
    assert len(flows) == 2
    assert "6" in words_of(figure)


@pytest.mark.parametrize(
    ("compute", "symbol", "value"),
    [
        (lambda x: 1 - x, "1 − ( )", "−3"),
        (lambda x: (1 - x) + (2 - x), "c − ( )", None),
        (lambda x: (-x) * 1, "−( )", "−4"),
        (lambda x: (x / 2) * 1, "÷ 2", "2"),
        (lambda x: x - 3, "− 3", "1"),
        (lambda x: (x**0.5) * 1, "√", "2"),
        (lambda x: (x**5) * 1, "( )^5", "1024"),
        (lambda x: x.sqrt(), "√", "2"),
        (lambda x: 1 / x, "1 / ( )", "0.25"),
        (lambda x: torch.relu(x), "relu", "4"),
        (lambda x: torch.tensor(6.0) - x, "6 − ( )", "2"),
        (lambda x: torch.tensor(8.0) / x * 1, "8 ÷ ( )", "2"),
        (lambda x: torch.add(x, x, alpha=3) * 1, "+", "16"),
        (lambda x: 0 * x, "× 0", "0"),
    ],
)
def test_operations_are_written_as_in_mathematics(compute, symbol, value):
    x = torch.tensor(4.0, requires_grad=True)
    words = words_of(plots.plot_graph(compute(x), names={"x": x}))
    assert {symbol, value or symbol} <= words


def test_an_expression_shows_what_the_graph_of_tensors_shows():
    tensors, values = words_of(drawn("crossing graph")), words_of(drawn("expression"))
    assert values - {"y"} == tensors - {"AddBackward0", "MulBackward0"}
    assert {"c = 1", "d = −6", "−9", "← −6", "−11", "hoja"} <= values


def test_what_flows_back_stands_clear_of_where_arrows_cross():
    texts = texts_of(drawn("expression"))
    (upper, lower) = [text.get_window_extent() for text in texts if text.get_text() in ("a", "b")]
    crossing = (upper.y0 + upper.y1 + lower.y0 + lower.y1) / 4
    for text in texts:
        if text.get_text().startswith("← −"):
            box = text.get_bbox_patch().get_window_extent()
            assert min(abs(box.y0 - crossing), abs(box.y1 - crossing)) > 0.15 * text.figure.dpi


def test_drawing_an_expression_leaves_its_gradients_alone():
    y, names = crossing_values()
    y.backward()
    plots.plot_expression(y, names=names)
    assert [names[name].grad for name in "abcd"] == [-9, 1, -5, 2]


def test_a_constant_of_an_expression_is_a_box_with_its_number():
    words = [text.get_text() for text in texts_of(drawn("expression with constants"))]
    assert words.count("1") == 3  # the constant, and the gradients of the two nodes at the end
    assert "( )²" in words


def test_nodes_stand_right_of_their_inputs_and_apart():
    edges = [(0, 1), (0, 2), (1, 3), (2, 3), (0, 3), (3, 5), (4, 5)]
    places, bends = place(6, edges)
    assert len(set(places)) == 6
    assert all(places[source][0] < places[target][0] for source, target in edges)
    assert places[4][0] == places[5][0] - 1  # a late leaf stands beside its first use
    [(layer, row)] = bends[0, 3]  # the long edge keeps clear of the nodes it passes
    assert layer == 1
    assert min(abs(row - places[node][1]) for node in (1, 2)) >= 1


def test_labels_are_moved_as_little_as_needed():
    assert spread([0.0, 1.0], 0.5) == [0.0, 1.0]
    assert spread([1.0, 1.0], 0.5) == [0.75, 1.25]
    assert spread([0.2, 0.1, 0.9], 0.3) == pytest.approx([0.3, 0.0, 0.9])


def test_numbers_are_short_and_alike(monkeypatch):
    assert [number(value) for value in (11, -0.5, 0, 1234.5, 1e-7, 0.0081, np.inf)] == [
        "11",
        "−0.5",
        "0",
        "1234",
        "1.0e−07",
        "0.0081",
        "inf",
    ]
    assert numbers([0.5, 0.25]) == ["0.500", "0.250"]
    assert numbers([7, 14]) == ["7", "14"]
    assert numbers([-12.5, 2]) == ["−12.5", "2.0"]
    assert numbers([1e-5]) == ["1.0e−05"]
    assert percent(0.5) == "50\u202f%"
    assert thousands(60000) == "60\u202f000"
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert percent(0.125, decimals=1) == "12.5%"
    assert thousands(60000) == "60,000"


@pytest.mark.parametrize(
    ("low", "high", "most", "levels"),
    [
        (0.008, 13, 10, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]),
        (0.3, 13, 10, [0.5, 1, 2, 5, 10]),
        (0.008, 13, 3, [2, 5, 10]),
        (100, 105, 6, [101, 102, 103, 104]),  # too few of 1, 2, 5: as on an axis
        (-3, -1, 5, [-2.5, -2, -1.5]),
    ],
)
def test_contour_lines_stand_at_round_numbers(low, high, most, levels):
    assert round_levels(low, high, most) == pytest.approx(levels)


def test_the_higher_the_ground_the_darker():
    fills, _ = plots.plot_path(GRID, GRID, BOWL, {"a": [[1, 1]]}).axes[0].collections
    strengths = [color[3] for color in fills.get_facecolor()]
    assert strengths == sorted(strengths)
    assert (strengths[0], strengths[-1]) == (0, DARKEST)


def test_contours_of_a_fine_grid_are_smooth_and_of_few_points():
    fine = np.linspace(-2, 2, 101)
    bowl = fine[None, :] ** 2 + fine[:, None] ** 2  # its contour lines are circles
    fills, lines = plots.plot_path(fine, fine, bowl, {"a": [[1, 1]]}).axes[0].collections
    assert sum(len(path) for path in [*fills.get_paths(), *lines.get_paths()]) < 2000
    for level, path in zip(lines.levels, lines.get_paths(), strict=True):
        if level < 3.5:  # the others leave the grid
            middles = (path.vertices[1:] + path.vertices[:-1]) / 2  # furthest from the circle
            assert np.hypot(*middles.T) == pytest.approx(level**0.5, abs=0.006)
