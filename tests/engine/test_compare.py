import copy

import pytest
from PIL import Image

from tutorial_build.results import compare


def cell(*outputs, claims=(), **more):
    return {"outputs": list(outputs), "claims": list(claims), **more}


def text(content):
    return {"type": "text", "text": content}


def run(*cells, **values):
    return {"cells": list(cells), "values": list(values.values()), "expressions": list(values)}


def claim(value, id="a", **expectation):
    return {"id": id, "value": value, "abs": None, "rel": None, **(expectation or {"equals": 1})}


NOWHERE = (None, None)


def test_equal_runs_do_not_differ():
    made = run(cell(text("pérdida: 0.25\n")), cell(claims=[claim(1.0)]), x=1.5, name="relu")
    assert compare.differences(made, copy.deepcopy(made), NOWHERE) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("loss 0.2500", "loss 0.2501", ["number was 0.2500, is 0.2501"]),
        ("loss 0.25", "loss -0.25", ["number was 0.25, is -0.25"]),
        ("loss −0.25", "loss 0.25", ["number was −0.25, is 0.25"]),
        ("1e-3", "1e-4", ["number was 1e-3, is 1e-4"]),
        ("1234567 weights", "1234568 weights", ["number was 1234567, is 1234568"]),
        ("a 1 b 2", "a 1 b 3", ["number was 2, is 3"]),
        ("loss 1", "cost 1", ["text was 'loss 1', is 'cost 1'"]),
        ("a\nb", "a\nc", ["text was 'b', is 'c'"]),
        ("a\nb", "a", ["text had 2 lines, has 1"]),
        ("loss 0.2500000", "loss 0.2500001", []),  # a hundred-thousandth is tolerated
        ("loss −0.25", "loss -0.25", []),
        ("0.1 + 1", "0.1 + 1", []),
    ],
)
def test_texts_are_compared_word_by_word_and_number_by_number(old, new, found):
    differences = compare.differences(run(cell(text(old))), run(cell(text(new))), NOWHERE)
    assert differences == [(1, message) for message in found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (1.5, 1.6, "inline value {{ x }} was 1.5, is 1.6"),
        (3, 4, "inline value {{ x }} was 3, is 4"),
        ("relu", "gelu", "inline value {{ x }} was 'relu', is 'gelu'"),
        (True, False, "inline value {{ x }} was True, is False"),
        (1.5, "1.5", "inline value {{ x }} was 1.5, is '1.5'"),
    ],
)
def test_inline_values_are_named(old, new, found):
    assert compare.differences(run(x=old), run(x=new), NOWHERE) == [(0, found)]


def test_nan_agrees_with_nan():
    assert compare.differences(run(x=float("nan")), run(x=float("nan")), NOWHERE) == []


def test_cells_are_counted_from_one():
    old, new = run(cell(), cell(text("1"))), run(cell(), cell(text("2")))
    assert compare.differences(old, new, NOWHERE) == [(2, "number was 1, is 2")]


def test_another_number_of_cells_or_outputs():
    assert compare.differences(run(cell()), run(), NOWHERE) == [(0, "1 cells were run, now 0")]
    old, new = run(cell(text("1"))), run(cell(text("1"), {"type": "html", "text": "1"}))
    assert compare.differences(old, new, NOWHERE) == [
        (1, "outputs were ['text'], are ['text', 'html']")
    ]


def test_errors_and_warnings_are_compared():
    old = run(cell(error={"type": "ValueError", "message": "shape 3"}))
    assert compare.differences(old, run(cell()), NOWHERE)[0] == (1, "error was ValueError, is None")
    new = run(cell(error={"type": "ValueError", "message": "shape 4"}))
    assert compare.differences(old, new, NOWHERE) == [(1, "number was 3, is 4")]


def test_a_claim_is_its_value_and_its_expectation():
    one = run(cell(claims=[claim(0.5)]))
    assert compare.differences(one, run(cell(claims=[claim(0.6)])), NOWHERE) == [
        (1, "claim a was 0.5, is 0.6")
    ]
    other = run(cell(claims=[claim(0.5, at_least=0)]))
    assert compare.differences(one, other, NOWHERE) == [
        (1, "claim a was equals=1, is equals=None"),
        (1, "claim a was at_least=None, is at_least=0"),
    ]
    other = run(cell(claims=[claim(0.5, id="b")]))
    assert compare.differences(one, other, NOWHERE) == [(1, "claims were ['a'], are ['b']")]
    assert compare.claims_differ(one, run(cell(claims=[claim(0.9)]))) == []
    assert compare.claims_differ(one, run(cell(claims=[claim(0.5, id="b")]))) != []


def test_lists_are_compared_element_by_element():
    old, new = run(cell(claims=[claim([1.0, 2.0])])), run(cell(claims=[claim([1.0, 2.5])]))
    assert compare.differences(old, new, NOWHERE) == [(1, "claim a was [1.0, 2.0], is [1.0, 2.5]")]


AXES = {"limits": [0.0, 1.0], "lines": [{"shape": [2, 2], "sample": [0.0, 1.0]}]}


def figure(folder, name="a", grey=255, texts=("loss",), axes=AXES):
    thumb = f"{name}-{grey}.webp"
    Image.new("L", (320, 200), grey).save(folder / thumb)
    drawing = {"texts": list(texts), "axes": [copy.deepcopy(axes)]}
    return {"type": "figure", "thumb": thumb, "drawing": drawing}


def figure_differences(tmp_path, old, new):
    found = compare.differences(run(cell(old)), run(cell(new)), (tmp_path, tmp_path))
    return [message for _, message in found]


def test_figures_that_draw_the_same_agree(tmp_path):
    # Neighbouring greys are not told apart: 2 of 255.
    assert figure_differences(tmp_path, figure(tmp_path), figure(tmp_path, grey=253)) == []


def test_a_label_a_curve_a_point_and_the_look_of_a_figure_are_compared(tmp_path):
    old = figure(tmp_path)
    assert figure_differences(tmp_path, old, figure(tmp_path, texts=("cost",))) == [
        "figure texts differ: ['cost', 'loss']"
    ]
    assert figure_differences(tmp_path, old, figure(tmp_path, axes={**AXES, "lines": []})) == [
        "lines differ: 1, now 0"
    ]
    moved = {**AXES, "lines": [{"shape": [2, 2], "sample": [0.0, 1.5]}]}
    assert figure_differences(tmp_path, old, figure(tmp_path, axes=moved)) == [
        "sample was [0.0, 1.0], is [0.0, 1.5]"
    ]
    (message,) = figure_differences(tmp_path, old, figure(tmp_path, grey=200))
    assert message == "figure looks different: distance 0.216, at most 0.02"


def test_two_languages_may_differ_in_words_and_not_in_numbers():
    spanish = run(cell(text("pérdida 0.25")), x=1.0)
    assert compare.languages_disagree(spanish, run(cell(text("loss 0.25")), x=1.0)) == []
    assert compare.languages_disagree(spanish, run(cell(text("loss 0.26")), x=1.0)) == [
        (1, "numbers 0.25 and 0.26")
    ]
    assert compare.languages_disagree(spanish, run(cell(text("loss")), x=1.0)) == [
        (1, "numbers 1 and 0 of them")
    ]


def test_two_languages_may_label_a_figure_in_their_words(tmp_path):
    spanish, english = (run(cell(figure(tmp_path, texts=(t,)))) for t in ("pérdida", "loss"))
    assert compare.languages_disagree(spanish, english) == []


def test_what_a_run_made_is_counted(tmp_path):
    made = run(cell(text("1 2\n3.5"), figure(tmp_path)), cell(claims=[claim(1)]), x=1)
    assert compare.count(made) == {"numbers": 4, "figures": 1, "claims": 1}
