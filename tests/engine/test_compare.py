import copy
from dataclasses import replace

import pytest
from PIL import Image

from tutorial_build.results import compare
from tutorial_build.results.records import Run
from tutorial_build.run.protocol import (
    Announced,
    CellRun,
    Claim,
    Data,
    Drawing,
    Html,
    Picture,
    Text,
)


def cell(*outputs, claims=(), **more):
    return CellRun(list(outputs), list(claims), **more)


def run(*cells, **values):
    return Run(list(cells), list(values), list(values.values()))


def claim(value, id="a", **expectation):
    return Claim(id, value, **(expectation or {"equals": 1}))


NOWHERE = (None, None)


def test_equal_runs_do_not_differ():
    made = run(cell(Text("pérdida: 0.25\n")), cell(claims=[claim(1.0)]), x=1.5, name="relu")
    assert compare.differences(made, copy.deepcopy(made), NOWHERE) == []


RULES = [compare.ONE_STACK, compare.OTHER_STACK]


@pytest.mark.parametrize("rule", RULES)
def test_equal_runs_do_not_differ_however_long(rule):
    def made():
        lines = [f"loss {n / 7:.4f}" for n in range(300)]
        long = cell(Text("\n".join(lines)), Data("I-1", [*range(300), *lines]))
        return run(long, *[cell()] * 300)

    assert compare.differences(made(), made(), NOWHERE, rule) == []


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
        ("a\nb", "a", ["text had 2 lines and 0 numbers, has 1 and 0"]),
        ("a", "a\nb", ["text had 1 lines and 0 numbers, has 2 and 0"]),
        ("loss 1", "loss 1.0", ["number was 1, is 1.0"]),
        ("loss 0.9125", "loss 0.912500", ["number was 0.9125, is 0.912500"]),
        ("3.2e-10", "-3.2e-10", ["number was 3.2e-10, is -3.2e-10"]),
        ("1e-10", "9e-10", ["number was 1e-10, is 9e-10"]),
        ("0.1 + 1", "0.1 + 1", []),
    ],
)
def test_texts_are_compared_word_by_word_and_number_by_number(old, new, found):
    for rule in RULES:
        was, now = run(cell(Text(old))), run(cell(Text(new)))
        if rule is compare.OTHER_STACK and "0.2501" in new:
            continue  # a thousandth is tolerated there
        assert compare.differences(was, now, NOWHERE, rule) == [(1, text) for text in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("loss 0.2500", "loss 0.2502"),
        ("loss 0.2500000", "loss 0.2500001"),
        ("loss 0.5", "loss 0.50000006"),
        ("1234567.0", "1234575.0"),
    ],
)
def test_a_thousandth_is_tolerated_on_another_stack_and_no_digit_on_one(old, new):
    was, now = run(cell(Text(old))), run(cell(Text(new)))
    assert compare.differences(was, now, NOWHERE, compare.OTHER_STACK) == []
    assert len(compare.differences(was, now, NOWHERE)) == 1


def test_a_minus_sign_is_a_minus_sign_on_another_stack():
    was, now = run(cell(Text("loss −0.25"))), run(cell(Text("loss -0.25")))
    assert compare.differences(was, now, NOWHERE, compare.OTHER_STACK) == []


def test_facts_of_the_machine_decide_how_closely_runs_must_agree():
    facts = {"python": "3.11.7", "numpy": "2.1", "matplotlib": "3.10", "pillow": "11"}
    assert compare.rule_between(facts, {**facts, "cpu": "x"}).as_drawn
    assert not compare.rule_between(facts, {**facts, "matplotlib": "3.11"}).as_drawn
    assert compare.rule_between(facts, {**facts, "matplotlib": "3.11"}).as_printed
    assert compare.rule_between(facts, {**facts, "numpy": "2.2"}) == compare.OTHER_STACK


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (1.5, 1.6, "inline value {{ x }} was 1.5, is 1.6"),
        (3, 4, "inline value {{ x }} was 3, is 4"),
        (4, 3, "inline value {{ x }} was 4, is 3"),
        (float("nan"), 1.5, "inline value {{ x }} was nan, is 1.5"),
        ("relu", "gelu", "inline value {{ x }} was 'relu', is 'gelu'"),
        (True, False, "inline value {{ x }} was True, is False"),
        (1.5, "1.5", "inline value {{ x }} was 1.5, is '1.5'"),
        (3, 3.0, "inline value {{ x }} was 3, is 3.0"),
        (3.2e-10, -3.2e-10, "inline value {{ x }} was 3.2e-10, is -3.2e-10"),
        (1e-10, 9e-10, "inline value {{ x }} was 1e-10, is 9e-10"),
        (1234567.0, 1234575.0, "inline value {{ x }} was 1234567.0, is 1234575.0"),
    ],
)
def test_inline_values_are_named(old, new, found):
    assert compare.differences(run(x=old), run(x=new), NOWHERE) == [(0, found)]


def test_nan_agrees_with_nan():
    assert compare.differences(run(x=float("nan")), run(x=float("nan")), NOWHERE) == []


def test_cells_are_counted_from_one():
    old, new = run(cell(), cell(Text("1"))), run(cell(), cell(Text("2")))
    assert compare.differences(old, new, NOWHERE) == [(2, "number was 1, is 2")]


def test_another_number_of_cells_or_outputs():
    assert compare.differences(run(cell()), run(), NOWHERE) == [(0, "1 cells were run, now 0")]
    assert compare.differences(run(), run(cell()), NOWHERE) == [(0, "0 cells were run, now 1")]
    assert compare.differences(run(), run(x=1), NOWHERE) == [
        (0, "0 inline values were read, now 1")
    ]
    old, new = run(cell(Text("1"))), run(cell(Text("1"), Html("1")))
    assert compare.differences(old, new, NOWHERE) == [
        (1, "outputs were ['text'], are ['text', 'html']")
    ]


def test_errors_and_warnings_are_compared():
    old = run(cell(error=Announced("ValueError", "shape 3")))
    assert compare.differences(old, run(cell()), NOWHERE) == [
        (1, "error.type was 'ValueError', is 'nothing'"),
        (1, "error.message was 'shape 3', is ''"),
    ]
    new = run(cell(error=Announced("ValueError", "shape 4")))
    assert compare.differences(old, new, NOWHERE) == [
        (1, "error.message was 'shape 3', is 'shape 4'")
    ]
    new = run(cell(warning=Announced("UserWarning", "shape 3")))
    assert compare.differences(run(cell()), new, NOWHERE) == [
        (1, "warning.type was 'nothing', is 'UserWarning'"),
        (1, "warning.message was '', is 'shape 3'"),
    ]


CLAIM = claim([1.0, 2.0], equals=1, abs=2.0)


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (claim([1.0, 2.000001], equals=1, abs=2.0), []),
        (claim([1.0, 2.5], equals=1, abs=2.0), ["claim a.value[1] was 2.0, is 2.5"]),
        (claim([1.0], equals=1, abs=2.0), ["claim a.value differ: 2, now 1"]),
        (claim(1.0, equals=1, abs=2.0), ["claim a.value was [1.0, 2.0], is 1.0"]),
        (claim([1.0, 2.0], equals=1, abs=3.0), ["claim a.abs was 2.0, is 3.0"]),
        (claim([1.0, 2.0], equals=1), ["claim a.abs was 2.0, is None"]),
        (
            claim([1.0, 2.0], at_least=0, abs=2.0),
            ["claim a.equals was 1, is None", "claim a.at_least was None, is 0"],
        ),
        (claim([1.0, 2.0], equals=1, abs=2.0, says="x"), ["claim a.says was None, is 'x'"]),
        (claim([1.0, 2.0], id="b", equals=1, abs=2.0), ["claims were ['a'], are ['b']"]),
    ],
)
def test_a_claim_is_its_value_its_expectation_and_its_sentence(new, found):
    differences = compare.differences(run(cell(claims=[CLAIM])), run(cell(claims=[new])), NOWHERE)
    assert differences == [(1, message) for message in found]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ({"x": [1, 2.5], "y": {"z": "uno"}}, []),
        ({"x": [1, 2.6], "y": {"z": "uno"}}, ["data I-1.x[1] was 2.5, is 2.6"]),
        ({"x": [2, 2.5], "y": {"z": "uno"}}, ["data I-1.x[0] was 1, is 2"]),
        ({"x": [True, 2.5], "y": {"z": "uno"}}, ["data I-1.x[0] was 1, is True"]),
        ({"x": [None, 2.5], "y": {"z": "uno"}}, ["data I-1.x[0] was 1, is None"]),
        ({"x": [1], "y": {"z": "uno"}}, ["data I-1.x differ: 2, now 1"]),
        ({"x": [1, 2.5, 3], "y": {"z": "uno"}}, ["data I-1.x differ: 2, now 3"]),
        ({"x": [1, 2.5], "y": {}}, ["data I-1.y differ: ['z'], now []"]),
        (
            {"x": [1, 2.5], "y": {"z": "uno", "w": 1}},
            ["data I-1.y differ: ['z'], now ['z', 'w']"],
        ),
        ({"x": [1, 2.5], "y": {"z": 1}}, ["data I-1.y.z was 'uno', is 1"]),
        ({"x": [1, 2.5], "y": {"w": "uno"}}, ["data I-1.y differ: ['z'], now ['w']"]),
        ({"x": [1, 2.5], "y": {"z": "one"}}, ["data I-1.y.z was 'uno', is 'one'"]),
    ],
)
def test_the_data_of_an_interactive_figure_are_compared_value_by_value(new, found):
    old = run(cell(Data("I-1", {"x": [1, 2.5], "y": {"z": "uno"}})))
    differences = compare.differences(old, run(cell(Data("I-1", new))), NOWHERE)
    assert differences == [(1, message) for message in found]
    between = compare.languages_disagree(old, run(cell(Data("I-1", new))))
    assert between == ([] if "'one'" in "".join(found) else differences)  # a word may differ


def test_of_interactive_data_that_differ_everywhere_the_first_three_are_named():
    old, new = (run(cell(Data("I-1", [start + n for n in range(99)]))) for start in (0, 1))
    assert compare.differences(old, new, NOWHERE) == [
        (1, "data I-1[0] was 0, is 1"),
        (1, "data I-1[1] was 1, is 2"),
        (1, "data I-1[2] was 2, is 3"),
    ]


AXES = {"limits": [0.0, 1.0], "lines": [{"shape": [2, 2], "sample": [0.0, 1.0]}]}


def figure(folder, name="a", grey=255, texts=("loss",), axes=AXES):
    thumb = f"{name}-{grey}.webp"
    Image.new("L", (320, 200), grey).save(folder / thumb)
    drawing = Drawing(list(texts), [copy.deepcopy(axes)])
    return Picture("", thumb, "", 320, 200, drawing)


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
        "lines.sample was [0.0, 1.0], is [0.0, 1.5]"
    ]
    wider = replace(figure(tmp_path), width=640)
    assert figure_differences(tmp_path, old, wider) == ["size of the figure[0] was 320, is 640"]
    (message,) = figure_differences(tmp_path, old, figure(tmp_path, grey=200))
    assert message == "figure looks different: distance 0.216, at most 0.02"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([0.0, 100.0], [0.009, 100.0], []),
        ([-100.0, 0.0], [-100.0, 0.009], []),
        ([0.0, 100.0], [0.011, 100.0], ["y was [0.0, 100.0], is [0.011, 100.0]"]),
        ([0.0, 0.0], [0.0, 1e-10], ["y was [0.0, 0.0], is [0.0, 1e-10]"]),
    ],
)
def test_what_a_figure_draws_may_differ_by_a_fraction_of_its_largest_value(old, new, found):
    one, other = (
        run(cell(Picture("", "", "", 320, 200, Drawing([], [{"y": values}]))))
        for values in (old, new)
    )
    differences = compare.differences(one, other, None)
    assert differences == [(1, message) for message in found]


def test_figures_drawn_by_the_same_packages_are_the_same_bytes(tmp_path):
    old, new = figure(tmp_path), figure(tmp_path, grey=254)
    rule = compare.Rule(as_drawn=True)
    found = compare.differences(run(cell(old)), run(cell(new)), (tmp_path, tmp_path), rule)
    assert [text.partition(":")[0] for _, text in found] == ["figure drawn otherwise"]
    assert compare.differences(run(cell(old)), run(cell(old)), (tmp_path, tmp_path), rule) == []


def test_two_languages_may_place_their_words_otherwise():
    def drawn(at, colour="red"):
        axes = [{"artists": [{"kind": "Text", "color": colour, "at": {"values": at}}]}]
        return run(cell(Picture("", "", "", 320, 200, Drawing([], axes))))

    assert compare.languages_disagree(drawn([0.5, 1.0]), drawn([0.7, 1.0])) == []
    assert compare.differences(drawn([0.5, 1.0]), drawn([0.7, 1.0]), None) != []


def test_each_run_has_its_figures_in_its_own_folder(tmp_path):
    folders = (tmp_path / "old", tmp_path / "new")
    for folder, grey in zip(folders, (200, 255), strict=True):
        folder.mkdir()
        Image.new("L", (320, 200), grey).save(folder / "a.webp")
    made = run(cell(Picture("", "a.webp", "", 320, 200, Drawing([], []))))
    assert compare.differences(made, made, folders) == [
        (1, "figure looks different: distance 0.216, at most 0.02")
    ]


@pytest.mark.parametrize(
    ("english", "found"),
    [
        (run(cell(Text("loss 0.25\n")), x=1.0), []),
        (run(cell(Text("loss 0.26")), x=1.0), [(1, "number was 0.25, is 0.26")]),
        (
            run(cell(Text("loss")), x=1.0),
            [(1, "text had 1 lines and 1 numbers, has 1 and 0")],
        ),
        (
            run(cell(Text("loss 0.25 of 3")), x=1.0),
            [(1, "text had 1 lines and 1 numbers, has 1 and 2")],
        ),
        (run(cell(), x=1.0), [(1, "outputs were ['text'], are []")]),
        (
            run(cell(Text("loss 0.25"), Html("")), x=1.0),
            [(1, "outputs were ['text'], are ['text', 'html']")],
        ),
        (
            run(cell(Text("loss 0.25")), x=1.5),
            [(0, "inline value {{ x }} was 1.0, is 1.5")],
        ),
        (
            run(cell(Text("loss 0.25"), claims=[claim(1)]), x=1.0),
            [(1, "claims were [], are ['a']")],
        ),
    ],
)
def test_two_languages_may_differ_in_words_and_not_in_numbers(english, found):
    spanish = run(cell(Text("pérdida 0.25")), x=1.0)
    assert compare.languages_disagree(spanish, english) == found


def test_two_languages_may_claim_the_same_in_their_words():
    spanish, english, other = (
        run(cell(claims=[claim(value, between=[0, 1], says=says)]))
        for value, says in ((0.5, "es poco"), (0.5, "it is little"), (0.6, "it is little"))
    )
    assert compare.languages_disagree(spanish, english) == []
    assert compare.languages_disagree(spanish, other) == [(1, "claim a.value was 0.5, is 0.6")]


def test_two_languages_may_label_a_figure_in_their_words_and_draw_the_same(tmp_path):
    spanish, english = (run(cell(figure(tmp_path, texts=(t,)))) for t in ("pérdida", "loss"))
    assert compare.languages_disagree(spanish, english) == []
    moved = {**AXES, "limits": [0.0, 2.0]}
    english = run(cell(figure(tmp_path, texts=("loss",), axes=moved)))
    assert compare.languages_disagree(spanish, english) == [
        (1, "limits was [0.0, 1.0], is [0.0, 2.0]")
    ]
    english = run(cell(figure(tmp_path), figure(tmp_path)))
    assert compare.languages_disagree(spanish, english) == [
        (1, "outputs were ['figure'], are ['figure', 'figure']")
    ]


def test_what_a_run_made_is_counted(tmp_path):
    made = run(cell(Text("1 2\n3.5"), figure(tmp_path)), cell(claims=[claim(1)]), x=1)
    assert compare.count(made) == {"numbers": 4, "figures": 1, "claims": 1}


def test_what_was_trained_on_another_stack_says_and_claims_the_same():
    rule = compare.rule_between({"numpy": "1"}, {"numpy": "2"}, trains=True)
    held = claim(0.5, between=[0, 1], says="es poco")

    def made(text, value, score, **change):
        return run(cell(Text(text)), cell(claims=[replace(held, value=value, **change)]), x=score)

    old = made("acierta 0.88 de 10", 0.5, 0.8834)
    assert compare.differences(old, made("acierta 0.91 de 12", 0.7, 0.885), NOWHERE, rule) == []
    for other in (
        made("falla 0.88 de 10", 0.5, 0.8834),
        made("acierta 0.88", 0.5, 0.8834),
        made("acierta 0.88 de 10", 0.5, 0.8834, between=[0, 9]),
        made("acierta 0.88 de 10", 0.5, 0.8834, says="es mucho"),
        made("acierta 0.88 de 10", 0.5, "0.8834"),
    ):
        assert len(compare.differences(old, other, NOWHERE, rule)) == 1
