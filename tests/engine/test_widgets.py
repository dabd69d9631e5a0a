"""Interactive figures, from the cell that ends in their data to the files of the site."""

import json
from dataclasses import replace

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.page.page import View
from tutorial_build.page.render import check, render
from tutorial_build.page.widgets import WIDGETS, data_file, widget_data
from tutorial_build.results import compare
from tutorial_build.results import store as frozen
from tutorial_build.site.downloads import notebook

from .conftest import REPOSITORY, seen

CELL = """\
# %% tags=["hidden"] data="I-1" alt="Un valle. // A valley."
points = [0.5, 1 / 3]
{"points": points, "word": "uno // one", "n": 2}
"""
FIGURE = """\
# %% tags=["hidden"] data="I-1" alt="Un valle. // A valley."
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot([1, 2])
plt.close(figure)
figure
{"points": [1]}
"""


def view_of(checkout, cells):
    """The page of some cells, run in this checkout."""
    checkout.write("alpha", cells)
    made = checkout.build()
    return made.views["alpha"], made


def error_of(checkout, cells):
    _, made = view_of(checkout, cells)
    (error,) = made.errors
    return str(error)


def test_the_last_value_of_a_data_cell_is_recorded_as_plain_json(checkout):
    view, _ = view_of(checkout, CELL)
    assert widget_data(view.tutorial, view.results, "en") == {
        "I-1": {"points": [0.5, 1 / 3], "word": "one", "n": 2}
    }
    assert widget_data(view.tutorial, view.results, "es")["I-1"]["word"] == "uno"


def test_numpy_floats_are_numbers_and_tuples_are_lists(checkout):
    cells = CELL.replace('{"points": points', '{"points": tuple(np.array(points))').replace(
        "points =", "import numpy as np\n\npoints ="
    )
    view, _ = view_of(checkout, cells)
    assert widget_data(view.tutorial, view.results, "en")["I-1"]["points"] == [0.5, 1 / 3]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            '{"points": list(range(30_000))}',
            "interactive data I-1 is 169 kB, at most 100 kB; send fewer points",
        ),
        (
            '{"x": {1}}',
            "interactive data I-1 is not JSON: Object of type set is not JSON serializable; "
            "use plain numbers and lists",
        ),
        (
            '{"x": float("nan")}',
            "interactive data I-1 is not JSON: Out of range float values are not JSON compliant: "
            "nan; use plain numbers and lists",
        ),
        ("[1, 2]", "interactive data I-1 is list, expected a dict"),
        ("None", "interactive data I-1 is NoneType, expected a dict"),
        ("x = 1", "interactive data I-1: the cell ends in no value; end it with a dict"),
    ],
)
def test_wrong_data_are_named_with_their_cell(checkout, value, message):
    error = error_of(checkout, f'# %% data="I-1" alt="Uno. // One."\n{value}\n')
    path, _, text = error.partition(" ")
    assert path == "examples/m1_first/alpha.py:9:"
    # Older Pythons do not name the number that is out of range.
    assert text.removeprefix("[es] ").removeprefix("[en] ").replace(": nan", "") == message.replace(
        ": nan", ""
    )


def test_one_hundred_kilobytes_are_still_right(checkout):
    # {"x":"…"}: eight bytes around the text.
    view, made = view_of(checkout, '# %% data="I-1" alt="U. // O."\n{"x": "a" * (100_000 - 8)}\n')
    assert not made.errors
    assert len(widget_data(view.tutorial, view.results, "es")["I-1"]["x"]) == 99_992
    error = error_of(checkout, '# %% data="I-1" alt="U. // O."\n{"x": "a" * (100_000 - 7)}\n')
    assert "is 101 kB, at most 100 kB" in error


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            CELL.replace("I-1", "I-99"),
            f":8: no interactive figure is called 'I-99'; use {', '.join(WIDGETS)}",
        ),
        (CELL * 2, ":11: a second interactive figure I-1 on one page; keep one of them"),
        (
            CELL.replace(' alt="Un valle. // A valley."', ""),
            ':8: interactive figure I-1 needs alt="es // en", for readers without scripts',
        ),
    ],
)
def test_a_figure_that_cannot_be_shown_stops_its_page(checkout, cells, message):
    assert error_of(checkout, cells) == f"examples/m1_first/alpha.py{message}"


def test_the_page_holds_the_block_its_scripts_and_a_link_to_the_data(checkout):
    view, _ = view_of(checkout, CELL)
    text = render(view, "en", checkout.course)
    assert 'widgets: ["I-1"]' in text.split("---")[1]
    page = seen(text)
    block = next(a for a in page.attributes("div") if a.get("class") == "g-widget")
    assert block["data-widget"] == "I-1"
    assert block["id"] == "widget-I-1"
    link = next(a for a in page.attributes("a") if a.get("class") == "g-widget-data")
    assert link["href"] == "alpha/I-1.js"
    assert "hidden" in link
    assert "A valley." in page.texts["p"]
    (without,) = page.texts["noscript"]
    assert without.strip() == "With JavaScript, this figure responds to what you do."
    assert "points" not in "".join(page.texts.get("code", []))


def test_a_figure_above_the_data_is_what_readers_without_scripts_see(checkout):
    view, _ = view_of(checkout, FIGURE)
    page = seen(render(view, "es", checkout.course))
    assert [image["alt"] for image in page.attributes("img")] == ["Un valle."] * 2
    assert "Un valle." not in page.texts["p"]
    assert len(page.texts[".g-widget-fallback"]) == 1


def test_a_page_without_widgets_asks_for_no_scripts(checkout):
    made = checkout.build()
    assert "widgets" not in render(made.views["beta"], "es", checkout.course)


def test_a_page_without_results_shows_no_block(checkout):
    view, _ = view_of(checkout, CELL)
    missing = replace(view, results=None, state="missing")
    assert "g-widget" not in render(missing, "es", checkout.course)


def test_each_language_gets_a_script_with_its_own_data(checkout):
    view_of(checkout, CELL)
    for lang, word in (("es", "uno"), ("en", "one")):
        path = checkout.root / "build" / "docs" / lang / "m1-first" / "alpha" / "I-1.js"
        text = path.read_text(encoding="utf-8")
        assert text == data_file("I-1", {"points": [0.5, 1 / 3], "word": word, "n": 2}).decode()
        value = text.removeprefix('gradiente.data("I-1", ').removesuffix(")\n")
        assert json.loads(value)["word"] == word


def test_data_come_back_from_disk_and_equal_data_are_kept_once(checkout, tmp_path):
    view, _ = view_of(checkout, CELL.replace("uno // one", "one"))
    frozen.save(view.results, tmp_path / "kept")
    assert len(list((tmp_path / "kept").glob("*.json.gz"))) == 1
    loaded = frozen.load(tmp_path / "kept", tmp_path)
    assert loaded.runs == view.results.runs
    (file,) = (tmp_path / "kept").glob("*.json.gz")
    packed = file.read_bytes()
    file.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(ContentError, match=r"kept/results\.json:1: damaged .*'tutorial freeze"):
        frozen.load(tmp_path / "kept", tmp_path)
    file.unlink()
    with pytest.raises(ContentError, match=r"restore it or run 'tutorial freeze"):
        frozen.load(tmp_path / "kept", tmp_path)


def cell(value):
    output = {"type": "data", "widget": "I-1", "value": value}
    return {"outputs": [output], "claims": []}


def differences(old, new):
    return list(compare.cell_differences(cell(old), cell(new), (None, None)))


def test_data_agree_within_tolerance():
    assert differences({"x": [1.0, 2]}, {"x": [1.0 + 1e-9, 2]}) == []


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ({"x": [1.0, 2.1], "s": "a"}, "data I-1.x[1] was 2.0, is 2.1"),
        ({"x": [1.0], "s": "a"}, "data I-1.x had 2 items, has 1"),
        ({"x": [1.0, 2.0], "s": "b"}, "data I-1.s was 'a', is 'b'"),
        ({"x": [1.0, 2.0]}, "data I-1 had ['s', 'x'], has ['x']"),
        ({"x": [1.0, True], "s": "a"}, "data I-1.x[1] was 2.0, is True"),
    ],
)
def test_a_difference_is_named_by_its_place(new, message):
    assert differences({"x": [1.0, 2.0], "s": "a"}, new) == [message]


def test_of_many_differences_a_few_are_named():
    assert len(differences({"x": [0.0] * 50}, {"x": [1.0] * 50})) == compare.SHOWN


def test_languages_may_differ_in_words_but_not_in_numbers(checkout):
    _, made = view_of(checkout, CELL)
    assert not made.errors
    error = error_of(checkout, CELL.replace('"n": 2', '"n": len("uno // o")'))
    assert "the runs of both languages disagree: interactive data: data[0].n was 3, is 1" in error


def test_the_notebook_does_not_print_the_data(checkout):
    view, _ = view_of(checkout, CELL)
    book = json.loads(notebook(view.tutorial, view.results, "en", "https://x.org/", "pass"))
    sources = ["".join(c["source"]) for c in book["cells"]]
    assert any(source.endswith('"n": 2};') for source in sources)


def test_every_widget_has_its_script_and_no_other_is_there():
    folder = REPOSITORY / "docs" / "theme" / "assets" / "js" / "widgets"
    scripts = {path.stem for path in folder.glob("*.js")}
    assert scripts == {"shared", *(name.lower() for name in WIDGETS)}


def test_check_says_nothing_about_a_good_page(checkout):
    view, _ = view_of(checkout, CELL)
    assert isinstance(view, View)
    check(view)
