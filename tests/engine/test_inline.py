import pytest

from tutorial_build.source.inline import Inline, inlines, is_plain, substitute


def test_inline_values_are_found_and_filled():
    text = r"a {{ x:.3f }} b {{ y['k'].z }} c \{{ no }} d {{ len(w) }}"
    assert list(inlines(text)) == [Inline("x", ".3f"), Inline("y['k'].z", ""), Inline("len(w)", "")]
    assert substitute(text, lambda inline: inline.format or "?") == "a .3f b ? c {{ no }} d ?"


@pytest.mark.parametrize(
    "expression",
    ["x", "x.y", "x[0]", "x[-1]['k'].z", "len(x)", "len(x.y[0])"],
)
def test_a_name_an_attribute_a_constant_index_and_a_length_are_plain(expression):
    assert is_plain(expression)


@pytest.mark.parametrize(
    "expression",
    ["", "1", "x + 1", "x()", "x.item()", "x[i]", "len(x, y)", "len(x)[0]", "len(f(x))", "x = 1"],
)
def test_what_computes_is_not_plain(expression):
    assert not is_plain(expression)
