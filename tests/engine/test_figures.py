import gzip
import re

import matplotlib as mpl
import matplotlib.style
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image

from tutorial_build.run import figures
from tutorial_build.run.dark import DARK, darken_svg
from tutorial_build.run.figures import drawing, recolour, save_figure

from .conftest import REPOSITORY

SERIES = ["#1f6feb", "#b35900"]


@pytest.fixture
def figure():
    """A figure in the style of the course: neutrals for its frame, two colours for its data."""
    with mpl.rc_context(), mpl.style.context(REPOSITORY / "src/tutorial_lib/gradiente.mplstyle"):
        made = Figure(figsize=(4, 3))
        axes = made.add_subplot()
        axes.plot([0, 1, 2], [1.0, 3.0, 2.0], color=SERIES[0], label="a")
        axes.scatter([0, 1], [1, 2], c=[SERIES[1]])
        axes.annotate("nota", (1, 3), arrowprops={"arrowstyle": "->", "color": "#1f2a37"})
        axes.set_title("Título")
        axes.grid(visible=True)
        yield made


def colours(svg):
    return set(re.findall(rb"#[0-9a-f]{6}\b", svg))


def unpacked(folder, record):
    return gzip.decompress((folder / record.light).read_bytes())


def test_a_small_figure_is_one_packed_svg_with_text_as_paths(figure, tmp_path):
    record = save_figure(figure, tmp_path)
    assert record.light.endswith(".svgz")
    assert record.dark is None
    assert (record.width, record.height) == (400, 300)
    svg = unpacked(tmp_path, record)
    assert b"<text" not in svg
    assert b"<script" not in svg
    assert len(svg) <= figures.SVG_LIMIT


def test_the_dark_copy_exchanges_exactly_the_four_neutral_colours(figure, tmp_path):
    light = unpacked(tmp_path, save_figure(figure, tmp_path))
    dark = darken_svg(light)
    exchange = {a.encode(): b.encode() for a, b in DARK.items()}
    assert colours(light) >= {*exchange, *(c.encode() for c in SERIES)}
    assert colours(dark) == {exchange.get(c, c) for c in colours(light)}
    # And nothing but colours: back again gives the light copy to the byte.
    back = dark
    for a, b in exchange.items():
        back = back.replace(b, a)
    assert back == light


def test_recolouring_a_figure_gives_the_same_as_recolouring_its_svg(figure):
    light = figures._svg(figure)
    recolour(figure, DARK)
    assert colours(figures._svg(figure)) == colours(darken_svg(light))


def test_recolouring_keeps_transparency_and_other_colours(figure):
    axes = figure.axes[0]
    line = axes.axvline(1, color=(*mpl.colors.to_rgb("#5b6776"), 0.25))
    recolour(figure, DARK)
    assert mpl.colors.to_rgba(line.get_color()) == mpl.colors.to_rgba("#a3afbf", 0.25)
    assert to_hex(axes.lines[0].get_color()) == SERIES[0]
    assert to_hex(axes.collections[0].get_facecolor()[0]) == SERIES[1]
    assert to_hex(figure.get_facecolor()) == DARK["#ffffff"]


@pytest.fixture
def heavy():
    """So many marks that as an SVG it would be large."""
    rng = np.random.default_rng(0)
    made = Figure(figsize=(4, 3), facecolor="#ffffff")
    made.add_subplot().scatter(*rng.normal(size=(2, 5000)), color="#1f2a37")
    return made


def test_a_large_figure_is_stored_as_pixels_once_for_each_theme(heavy, tmp_path):
    record = save_figure(heavy, tmp_path)
    for name, corner in ((record.light, "#ffffff"), (record.dark, DARK["#ffffff"])):
        assert name.endswith(".webp")
        with Image.open(tmp_path / name) as image:
            assert image.size == (800, 600)  # twice the size on the page
            pixel = image.convert("RGB").getpixel((2, 2))
        wanted = [int(corner[n : n + 2], 16) for n in (1, 3, 5)]
        assert np.abs(np.subtract(pixel, wanted)).max() <= 4


def test_thumbnails_are_small_in_both_themes(figure, tmp_path):
    record = save_figure(figure, tmp_path)
    greys = []
    for name in (record.thumb, record.thumb_dark):
        with Image.open(tmp_path / name) as image:
            assert image.width == figures.THUMBNAIL_PX
            greys.append(np.asarray(image.convert("L")).mean())
        assert (tmp_path / name).stat().st_size < 12_000
    assert greys[0] > greys[1] + 100


def test_equal_figures_have_equal_bytes_and_names(tmp_path):
    records = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        made = Figure(figsize=(4, 3))
        made.add_subplot().plot([1, 2, 3])
        records.append(save_figure(made, folder))
        assert {path.name for path in folder.iterdir()} == set(records[-1].files)
    assert records[0] == records[1]
    assert len(records[0].files) == 3  # light, and a thumbnail for each theme


def axes_of(draw):
    made = Figure()
    draw(made.add_subplot())
    return drawing(made).axes[0]


def lines_of(drawn):
    return [artist for artist in drawn["artists"] if artist["kind"] == "Line2D"]


def test_the_drawing_holds_texts_and_numbers(figure):
    found = drawing(figure)
    assert {"Título", "nota"} <= set(found.texts)
    axes, _ = found.axes
    (line,) = lines_of(axes)
    assert line["points"] == {"shape": [3, 2], "values": [0.0, 1.0, 1.0, 3.0, 2.0, 2.0]}
    kinds = {artist["kind"] for artist in axes["artists"]}
    assert kinds == {
        "Line2D",
        "PathCollection",
        "Annotation",
        "FancyArrowPatch",
        "Text",
        "Rectangle",
    }


KINDS = {
    "a line": lambda axes, change: axes.plot([1, 2, 3 + change]),
    "two values exchanged": lambda axes, change: axes.plot([0, *([2, 1] if change else [1, 2]), 3]),
    "bars": lambda axes, change: axes.bar(["a", "b"], [1, 2 + change]),
    "points": lambda axes, change: axes.scatter([1, 2], [1, 2 + change]),
    "an image": lambda axes, change: axes.imshow([[0, 1], [1, change]]),
    "a filled area": lambda axes, change: axes.fill_between([0, 1], [1, 1 + change]),
    "contours": lambda axes, change: axes.contour([[0, 1, 2], [1, 2, 3 + change]]),
    "limits": lambda axes, change: axes.set_xlim(0, 1 + change),
    "an arrow": lambda axes, change: axes.arrow(0, 0, 1, 1 + change),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_the_data_changes_the_drawing(kind):
    draw = KINDS[kind]
    assert axes_of(lambda axes: draw(axes, 0)) == axes_of(lambda axes: draw(axes, 0))
    assert axes_of(lambda axes: draw(axes, 0)) != axes_of(lambda axes: draw(axes, 1))


# What a reader sees otherwise although the data are the same.
LOOKS = {
    "labels of the axes exchanged": lambda a, c: (
        a.set_xlabel("b" if c else "a"), a.set_ylabel("a" if c else "b")
    ),
    "names in the legend exchanged": lambda a, c: (
        a.plot([1], label="b" if c else "a"), a.plot([2], label="a" if c else "b"), a.legend()
    ),
    "a legend that is gone": lambda a, c: (a.plot([1], label="a"), c or a.legend()),
    "a logarithmic scale": lambda a, c: (a.plot([1, 9]), a.set_yscale("log" if c else "linear")),
    "colours exchanged": lambda a, c: (
        a.plot([1], color="C1" if c else "C0"), a.plot([2], color="C0" if c else "C1")
    ),
    "a curve that is not visible": lambda a, c: a.plot([1, 2], visible=not c),
    "a transparent curve": lambda a, c: a.plot([1, 2], alpha=0.1 if c else None),
    "a dashed line": lambda a, c: a.plot([1, 2], linestyle="--" if c else "-"),
    "a thick line": lambda a, c: a.plot([1, 2], linewidth=5 if c else 1),
    "another marker": lambda a, c: a.plot([1, 2], marker="x" if c else "o"),
    "sizes of points": lambda a, c: a.scatter([1, 2], [1, 2], s=[9, 30 if c else 20]),
    "colours of points": lambda a, c: a.scatter([1, 2], [1, 2], c=["r", "g" if c else "b"]),
    "a colour map": lambda a, c: a.imshow([[0, 1]], cmap="magma" if c else "viridis"),
    "the range of a colour map": lambda a, c: a.imshow([[0, 1]], vmax=9 if c else 1),
    "arrows": lambda a, c: a.quiver([0], [0], [1], [2 if c else 1]),
    "a number in a table": lambda a, c: a.table([["1", "3" if c else "2"]]),
    "the place of a note": lambda a, c: a.annotate("n", (1, 2 if c else 1), (3, 3)),
    "where a text stands": lambda a, c: a.text(0.5 if c else 0.1, 0.5, "n"),
    "the size of a text": lambda a, c: a.text(0, 0, "n", fontsize=20 if c else 10),
    "two titles exchanged": lambda a, c: (
        a.set_title("b" if c else "a"), a.figure.suptitle("a" if c else "b")
    ),
    "ticks": lambda a, c: a.set_xticks([0, 0.9 if c else 0.5]),
    "words at the ticks": lambda a, c: a.set_xticks([0, 1], ["a", "c" if c else "b"]),
    "ticks without words": lambda a, c: a.tick_params(labelbottom=not c),
    "a grid": lambda a, c: a.grid(visible=c),
    "no frame": lambda a, c: a.spines["top"].set_visible(not c),
    "no axes": lambda a, c: a.axis("off" if c else "on"),
    "an axis upside down": lambda a, c: c and a.invert_yaxis(),
}  # fmt: skip
IN_SPACE = {
    "a line in space": lambda a, c: a.plot([1, 2], [1, 2], [1, 3 if c else 2]),
    "points in space": lambda a, c: a.scatter([1, 2], [1, 2], [1, 3 if c else 2]),
    "a surface": lambda a, c: a.plot_surface(*np.meshgrid([0, 1], [0, 1]), np.eye(2) * (1 + c)),
    "where one looks from": lambda a, c: a.view_init(10 if c else 30, 40),
    "a vertical axis": lambda a, c: a.set_zlim(0, 2 if c else 1),
}


@pytest.mark.parametrize("kind", LOOKS | IN_SPACE)
def test_a_change_of_the_looks_changes_the_drawing(kind):
    drawn = []
    for change in (False, False, True):
        projection = "3d" if kind in IN_SPACE else None
        axes = Figure(figsize=(4, 3)).add_subplot(projection=projection)
        (LOOKS | IN_SPACE)[kind](axes, change)
        drawn.append(drawing(axes.figure))
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_missing_values_and_empty_axes_are_drawn():
    (line,) = lines_of(axes_of(lambda axes: axes.plot([np.nan, 1.0])))
    assert line["points"]["shape"] == [2, 2]
    (line,) = lines_of(axes_of(lambda axes: axes.plot([], [])))
    assert line["points"] == {"shape": [0, 2], "values": []}
    (points, *_) = axes_of(lambda axes: axes.scatter([], []))["artists"]
    assert points["offsets"] == {"shape": [0, 2], "values": []}


def test_the_summary_of_a_large_array_is_small():
    (line,) = lines_of(axes_of(lambda axes: axes.plot(np.arange(10_000))))
    assert len(line["points"]["moments"]) == 5
    assert len(str(line)) < 600


def test_coordinates_have_two_decimals(figure):
    svg = figures._svg(figure)
    paths = re.findall(rb' d="([^"]+)"', svg)
    assert paths
    assert not any(re.search(rb"\.\d{3}", path) for path in paths)
