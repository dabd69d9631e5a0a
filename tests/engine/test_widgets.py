"""Interactive figures, from the cell that ends in their data to the files of the site."""

import json
from pathlib import Path

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.page.page import join
from tutorial_build.page.render import render
from tutorial_build.page.widgets import WIDGETS, data_file
from tutorial_build.results import compare, store
from tutorial_build.results.records import Run, Standing
from tutorial_build.results.update import state_of
from tutorial_build.run.protocol import CellRun, Data
from tutorial_build.site.downloads import notebook

from .conftest import REPOSITORY, seen

CELL = """\
# %%
#| tags: [hidden]
#| data: I-1
#| alt: Un valle. // A valley.
points = [0.5, 1 / 3]
{"points": points, "word": "uno // one", "n": 2}
"""
FIGURE = """\
# %%
#| tags: [hidden]
#| data: I-1
#| alt: Un valle. // A valley.
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot([1, 2])
plt.close(figure)
figure
{"points": [1]}
"""


SHORT = "# %%\n#| data: I-1\n#| alt: U. // O.\n"


def built(checkout, cells):
    """The pages of some cells in both languages, run in this checkout."""
    checkout.write("alpha", cells)
    made = checkout.build()
    assert made.errors == []
    return made.pages["alpha"]


def error_of(checkout, cells):
    checkout.write("alpha", cells)
    (error,) = checkout.build().errors
    return str(error)


def test_the_last_value_of_a_data_cell_is_recorded_as_plain_json(checkout):
    pages = built(checkout, CELL)
    assert pages["en"].widgets == {"I-1": {"points": [0.5, 1 / 3], "word": "one", "n": 2}}
    assert pages["es"].widgets["I-1"]["word"] == "uno"


def test_numpy_floats_are_numbers_and_tuples_are_lists(checkout):
    cells = CELL.replace('{"points": points', '{"points": tuple(np.array(points))').replace(
        "points =", "import numpy as np\n\npoints ="
    )
    assert built(checkout, cells)["en"].widgets["I-1"]["points"] == [0.5, 1 / 3]


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
    path, _, text = error_of(checkout, f"{SHORT}{value}\n").partition(" ")
    assert path == "examples/m1_first/alpha.py:11:"
    # Older Pythons do not name the number that is out of range.
    assert text.removeprefix("[es] ").removeprefix("[en] ").replace(": nan", "") == message.replace(
        ": nan", ""
    )


def test_one_hundred_kilobytes_are_still_right(checkout):
    # {"x":"…"}: eight bytes around the text.
    pages = built(checkout, f'{SHORT}{{"x": "a" * (100_000 - 8)}}\n')
    assert len(pages["es"].widgets["I-1"]["x"]) == 99_992
    error = error_of(checkout, f'{SHORT}{{"x": "a" * (100_000 - 7)}}\n')
    assert "is 101 kB, at most 100 kB" in error


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            CELL.replace("I-1", "I-99"),
            f":8: no interactive figure is called 'I-99'; use {', '.join(WIDGETS)}",
        ),
        (CELL * 2, ":14: a second interactive figure I-1 on one page; keep one of them"),
        (
            CELL.replace("#| alt: Un valle. // A valley.\n", ""),
            ":8: interactive figure I-1 needs alt:, for readers without scripts",
        ),
    ],
)
def test_a_figure_that_cannot_be_shown_stops_its_page(checkout, cells, message):
    assert error_of(checkout, cells) == f"examples/m1_first/alpha.py{message}"


def test_the_page_holds_the_block_its_scripts_and_a_link_to_the_data(checkout):
    text = render(built(checkout, CELL)["en"], checkout.course)
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
    page = seen(render(built(checkout, FIGURE)["es"], checkout.course))
    assert [image["alt"] for image in page.attributes("img")] == ["Un valle."] * 2
    assert "Un valle." not in page.texts["p"]
    assert len(page.texts[".g-widget-fallback"]) == 1


def test_a_page_without_widgets_asks_for_no_scripts(checkout):
    text = render(checkout.prepare().pages["beta"]["es"], checkout.course)
    assert "widget" not in text


def test_a_page_without_results_shows_no_block(checkout):
    checkout.write("alpha", CELL)
    missing = join(checkout.tutorial("alpha").into("es"), Standing.MISSING)
    assert "widget" not in render(missing, checkout.course)


def test_each_language_gets_a_script_with_its_own_data(checkout):
    built(checkout, CELL)
    for lang, word in (("es", "uno"), ("en", "one")):
        path = checkout.root / "build" / "docs" / lang / "m1-first" / "alpha" / "I-1.js"
        text = path.read_text(encoding="utf-8")
        assert text == data_file("I-1", {"points": [0.5, 1 / 3], "word": word, "n": 2}).decode()
        value = text.removeprefix('gradiente.data("I-1", ').removesuffix(")\n")
        assert json.loads(value)["word"] == word


def test_data_come_back_from_disk_and_equal_data_are_kept_once(checkout, tmp_path):
    built(checkout, CELL.replace("uno // one", "one"))
    results = state_of(checkout.project, checkout.tutorial("alpha")).results
    store.save(results, tmp_path / "kept")
    assert len(list((tmp_path / "kept").glob("*.json.gz"))) == 1
    assert store.load(tmp_path / "kept", tmp_path).parts == results.parts
    (file,) = (tmp_path / "kept").glob("*.json.gz")
    packed = file.read_bytes()
    file.write_bytes(packed[: len(packed) // 2])
    remedy = r"restore it or run 'tutorial freeze kept'"
    with pytest.raises(ContentError, match=rf"^kept/results\.json:1: damaged \(.+\); {remedy}$"):
        store.load(tmp_path / "kept", tmp_path)
    file.unlink()
    with pytest.raises(ContentError, match=rf"^kept/results\.json:1: damaged \(.+\); {remedy}$"):
        store.load(tmp_path / "kept", tmp_path)


def differences(old, new):
    runs = (Run([CellRun([Data("I-1", value)])], [], []) for value in (old, new))
    return [text for _, text in compare.differences(*runs, (Path(), Path()))]


def test_data_agree_within_tolerance():
    assert differences({"x": [1.0, 2]}, {"x": [1.0 + 1e-9, 2]}) == []


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ({"x": [1.0, 2.1], "s": "a"}, "data I-1.x[1] was 2.0, is 2.1"),
        ({"x": [1.0], "s": "a"}, "data I-1.x differ: 2, now 1"),
        ({"x": [1.0, 2.0], "s": "b"}, "data I-1.s was 'a', is 'b'"),
        ({"x": [1.0, 2.0]}, "data I-1 differ: ['x', 's'], now ['x']"),
        ({"x": [1.0, True], "s": "a"}, "data I-1.x[1] was 2.0, is True"),
    ],
)
def test_a_difference_is_named_by_its_place(new, message):
    assert differences({"x": [1.0, 2.0], "s": "a"}, new) == [message]


def test_of_many_differences_a_few_are_named():
    assert len(differences({"x": [0.0] * 50}, {"x": [1.0] * 50})) == compare.SHOWN


def test_languages_may_differ_in_words_but_not_in_numbers(checkout):
    built(checkout, CELL)
    # The English run ends first; what is said starts from the Spanish one all the same.
    slow = "import time\n\nn = len('uno // o')\ntime.sleep(n / 10)\npoints ="
    cells = CELL.replace('"n": 2', '"n": n').replace("points =", slow)
    assert error_of(checkout, cells) == (
        "examples/m1_first/alpha.py:12: the runs of both languages disagree: "
        "data I-1.n was 3, is 1; seed what is random"
    )


def test_the_notebook_does_not_print_the_data(checkout):
    book = json.loads(notebook(built(checkout, CELL)["en"], "https://x.org/", "pass"))
    sources = ["".join(c["source"]) for c in book["cells"]]
    assert any(source.endswith('"n": 2};') for source in sources)


def test_every_widget_has_its_script_and_no_other_is_there():
    folder = REPOSITORY / "docs" / "theme" / "assets" / "js" / "widgets"
    scripts = {path.stem for path in folder.glob("*.js")}
    assert scripts == {"shared", *(name.lower() for name in WIDGETS)}
