"""The parts that all widgets share: address, scales, the form of data, numbers in words."""

import pytest


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
