"""Diagrams: where boxes, arrows and words stand, in inches."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from tutorial_lib import plots


@pytest.fixture
def sheet():
    return plots.diagram(6, 3)


def edges(patch):
    """Left, right, bottom and top of a patch, in inches."""
    points = patch.get_patch_transform().transform(patch.get_path().vertices)
    return [*np.sort(points[:, 0])[[0, -1]], *np.sort(points[:, 1])[[0, -1]]]


def words(sheet):
    """Each text with its position."""
    return {text.get_text(): text.get_position() for text in sheet.axes.texts}


def test_a_unit_is_an_inch_both_ways_and_there_is_nothing_else(sheet):
    corners = sheet.axes.transData.transform([(0, 0), (1, 1), (6, 3)])
    assert corners == pytest.approx(np.array([(0, 0), (100, 100), (600, 300)]))  # 100 dots an inch
    assert list(sheet.figure.get_size_inches()) == [6, 3]
    assert [*sheet.axes.get_xticks(), *sheet.axes.get_yticks()] == []
    assert not any(spine.get_visible() for spine in sheet.axes.spines.values())


@pytest.mark.parametrize("corner", [0, 0.06])
def test_a_box_stands_around_its_center(sheet, corner):
    # 2 ± 1 across and 1 ± 0.25 up.
    assert edges(sheet.box(2, 1, 2, 0.5, corner=corner)) == pytest.approx([1, 3, 0.75, 1.25])


def test_a_box_is_framed_in_its_color_and_filled_with_as_much_of_it_as_asked(sheet):
    plain, tinted = sheet.box(1, 1, 1, 1), sheet.box(3, 1, 1, 1, color="blue", tint=0.3)
    assert to_hex(plain.get_facecolor()) == plots.NEUTRALS["background"]
    assert to_hex(plain.get_edgecolor()) == plots.NEUTRALS["axes"]
    assert to_hex(tinted.get_edgecolor()) == to_hex(tinted.get_facecolor()) == plots.COLORS["blue"]
    assert tinted.get_facecolor()[3] == 0.3


def test_a_text_stands_in_the_middle_of_its_box_and_makes_room_for_a_note(sheet):
    sheet.box(1, 1, 1, 1, "solo // alone")
    sheet.box(3, 1, 1, 1, "título // title", "nota // note")
    found = words(sheet)
    assert found["solo"] == (1, 1)
    assert found["título"][1] > 1 > found["nota"][1]
    title, note = sheet.axes.texts[1:]
    assert title.get_weight() == "bold"
    assert note.get_fontsize() < title.get_fontsize()


def test_what_is_said_of_a_look_reaches_matplotlib(sheet):
    box = sheet.box(1, 1, 1, 1, facecolor="none", linestyle="--", linewidth=0.5)
    assert (box.get_facecolor()[3], box.get_linestyle(), box.get_linewidth()) == (0, "--", 0.5)
    sheet.text(1, 1, "a", ha="left", fontsize=14, color="axes")
    [text] = sheet.axes.texts
    assert (text.get_ha(), text.get_va(), text.get_fontsize()) == ("left", "center", 14)
    assert to_hex(text.get_color()) == plots.NEUTRALS["axes"]


def test_an_arrow_between_boxes_keeps_clear_of_both_frames(sheet):
    # From 1 + 0.5 to 4 − 0.5, less 1.5 points (of 72 an inch) at each end.
    sheet.arrow(sheet.box(1, 1, 1, 1), sheet.box(4, 1, 1, 1), head=False)
    left, right, bottom, top = edges(sheet.axes.patches[-1])
    assert [left, right] == pytest.approx([1.5 + 1.5 / 72, 3.5 - 1.5 / 72], abs=0.02)
    assert [bottom, top] == pytest.approx([1, 1])


def test_a_line_between_points_goes_from_one_to_the_other(sheet):
    sheet.arrow((1, 2), (4, 1), head=False)
    assert edges(sheet.axes.patches[-1]) == pytest.approx([1, 4, 1, 2])


def test_an_arrow_has_its_head_at_its_end(sheet):
    sheet.arrow((4, 1), (1, 1))
    path = sheet.axes.patches[-1].get_path().vertices
    wide = path[np.abs(path[:, 1] - 1) > 0.02]  # only the head is wider than the line
    assert len(wide)
    assert (wide[:, 0] < 1.3).all()


def test_an_arc_is_as_high_as_asked_on_the_left_and_carries_its_words(sheet):
    # To the right and up by a quarter of 4: the curve's control point is at twice that height.
    sheet.arrow((1, 1), (5, 1), "arriba // up", bend=0.25, head=False)
    start, control, end = sheet.axes.patches[-1].get_path().vertices
    assert [*start, *end] == pytest.approx([1, 1, 5, 1])
    assert control == pytest.approx([3, 3])
    assert words(sheet) == {"arriba": pytest.approx((3, 2))}


def test_a_solid_chip_hides_the_arrow_below_it(sheet):
    sheet.arrow((1, 1), (5, 1))
    sheet.chip(3, 1, "    ", "blue", solid=True)
    sheet.figure.savefig(saved := io.BytesIO(), dpi=100)
    saved.seek(0)
    seen = plt.imread(saved)[200, 300, :3]  # 3 inches across and 1 up: 2 down from the top
    tint = 0.84 + 0.16 * np.array(to_rgb(plots.COLORS["blue"]))
    assert seen == pytest.approx(tint, abs=0.01)


def test_texts_speak_the_language_of_the_run(sheet, monkeypatch):
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    sheet.box(1, 1, 1, 1, "caja // box")
    assert set(words(sheet)) == {"box"}


def test_a_diagram_can_be_saved_again_in_the_course_style(sheet):
    with plt.style.context("tutorial_lib.gradiente"):
        for _ in range(2):
            sheet.figure.savefig(io.BytesIO())
    assert sheet.axes.get_position().bounds == (0, 0, 1, 1)
