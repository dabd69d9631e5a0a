"""The parts that all widgets share: address, scales, the form of data, numbers in words."""

import re

import pytest

from tutorial_lib.plots.base import COLORS, DARKEST, ROLES
from tutorial_lib.plots.surface import round_levels

from .conftest import SCRIPTS

# What the widgets call the marks of the roles that both kinds of figure draw.
SHAPES = {"circle": "o", "diamond": "D", "plus": "+"}
DRAWN = {"strong": "start", "bad": "last step", "good stroke": "minimum", "warm": "path"}


@pytest.mark.parametrize(
    ("address", "states"),
    [
        ("#I-1:lr=0.9,b=-1", {"I-1": {"lr": 0.9, "b": -1}}),
        ("#I-6:threshold=0.3;replay:epoch=4", {"I-6": {"threshold": 0.3}, "replay": {"epoch": 4}}),
    ],
)
def test_the_address_keeps_the_state_of_each_widget(node, address, states):
    assert node("shared", [("readHash", [address]), ("writeHash", [states])]) == [states, address]


@pytest.mark.parametrize("address", ["", "#", "#step-size", "#a;b", "#%E0%A4%A", "#I-1"])
def test_an_address_of_something_else_holds_no_state(node, address):
    assert node("shared", [("readHash", [address])]) == [{}]


def test_what_is_no_number_in_the_address_is_left_out(node):
    (found,) = node("shared", [("readHash", ["#I-1:lr=<b>,b=1..2,w=,steps=7,x=1e9,y=--1"])])
    assert found == {"I-1": {"steps": 7}}


def test_values_snap_to_what_the_slider_can_show(node):
    field = {"min": 0.01, "max": 1.2, "step": 0.01}
    values = [0.1, 0.104, -3, 99, 0.29999999999]
    snapped = node("shared", [("snap", [value, field]) for value in values])
    assert snapped == [0.1, 0.1, 0.01, 1.2, 0.3]


FORM = {"means": {"x": "number"}, "start": ["number", 2], "nodes": [{"name": "text"}]}
GOOD = {"means": {"x": 1.5}, "start": [0, 1], "nodes": [{"name": "x"}]}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({}, ""),
        ({"means": {}}, "means.x"),
        ({"means": {"x": "1"}}, "means.x"),
        ({"means": {"x": None}}, "means.x"),
        ({"means": None}, "means"),
        ({"start": [0]}, "start"),
        ({"start": [0, "a"]}, "start[1]"),
        ({"nodes": []}, "nodes"),
        ({"nodes": {"name": "x"}}, "nodes"),
        ({"nodes": [{"name": "x"}, {}]}, "nodes[1].name"),
    ],
)
def test_damaged_data_are_found_where_they_are(node, change, where):
    assert node("shared", [("misfit", [{**GOOD, **change}, FORM])]) == [where]


@pytest.mark.parametrize("data", [None, 3, "text", []])
def test_data_that_are_no_object_do_not_fit(node, data):
    assert node("shared", [("misfit", [data, FORM])]) == ["?"]


def test_a_list_may_be_empty_where_the_form_says_so(node):
    form = {"inputs": [["number", 2], "any"]}
    calls = [("misfit", [{"inputs": value}, form]) for value in ([], [[0, 1]], [[0]])]
    assert node("shared", calls) == ["", "", "inputs[0]"]


def test_percentages_and_minus_signs_follow_the_language(node):
    calls = [("percent", [0.873, "es"]), ("percent", [0.873, "en", 1]), ("fixed", [-0.14, 2])]
    assert node("shared", calls) == ["87\u202f%", "87.3%", "−0.14"]


def test_words_take_their_values(node):
    assert node("../base", [("fill", ["{a} → {b}", {"a": 7, "b": "x"}])]) == ["7 → x"]


@pytest.mark.parametrize(("low", "high"), [(0.008, 13), (0.3, 13), (0.011, 250)])
def test_live_maps_have_the_levels_of_the_still_ones(node, low, high):
    assert node("shared", [("roundLevels", [low, high])]) == [round_levels(low, high, 10)]


def test_the_colors_are_those_of_the_still_figures():
    sheet = (SCRIPTS / "shared.css").read_text("utf-8")
    named = dict(re.findall(r"--w-(\w+): (#\w+);", sheet))
    assert named == {name: COLORS[name] for name in named}
    for style, role in {**DRAWN, "train": "training"}.items():
        (rule,) = re.findall(rf"svg \.{style.replace(' ', '.')} \{{(.*?)\}}", sheet, re.DOTALL)
        inherited = re.findall(rf"svg \.{style.split()[0]} \{{(.*?)\}}", sheet, re.DOTALL)
        assert f"var(--w-{ROLES[role][0]})" in "".join([rule, *inherited])
    assert f"DARKEST = {DARKEST} " in (SCRIPTS / "shared.js").read_text("utf-8")


@pytest.mark.parametrize("widget", ["i-1", "i-2"])
def test_the_marks_are_those_of_the_still_figures(widget):
    script = (SCRIPTS / f"{widget}.js").read_text("utf-8")
    marks = re.findall(r'mark\("(\w+)"[^{]*\{ class: "([\w ]+)" \}', script)
    assert {style for _, style in marks} >= set(DRAWN)
    for shape, style in marks:
        if style in DRAWN:
            assert SHAPES[shape] == ROLES[DRAWN[style]][1]
