"""What can be said of a page's values by the results it has, without running it."""

import pytest

SUM = "# La suma es {{ total:.2f }}."
SUM_EN = "# The sum is {{ total:.2f }}."
PATH = "examples/m1_first/alpha.py"


@pytest.fixture
def lint(checkout):
    """What lint says when the sentence on the sum is another one; the sum is 3.6559…"""

    def change(spanish, english):
        checkout.edit("alpha", SUM, f"# {spanish}")
        checkout.edit("alpha", SUM_EN, f"# {english}")
        return checkout.cli("lint", "alpha").err.splitlines()

    return change


def test_a_format_that_does_not_exist_is_named_at_its_line_in_both_languages(lint):
    assert lint("Es {{ total:.3q }}.", "It is {{ total:.3q }}.") == [
        f"{PATH}:{line}: {{{{ total:.3q }}}} has the format '.3q', which does not exist; "
        "write such as :.3f, :d or :.1%"
        for line in (28, 31)
    ]


def test_a_value_with_all_its_digits_is_named(lint):
    said = lint("Es {{ total }}.", "It is {{ total }}.")
    assert [line.partition(";")[0] for line in said] == [
        f"{PATH}:28: {{{{ total }}}} has no format, so it shows every digit",
        f"{PATH}:31: {{{{ total }}}} has no format, so it shows every digit",
    ]


def test_a_format_that_does_not_fit_the_value_is_named_as_a_build_names_it(lint):
    said = lint("Es {{ total:d }}.", "It is {{ total:d }}.")
    assert said[0].startswith(f"{PATH}:27: inline value {{{{ total:d }}}} is 3.6")
    assert said[1].startswith(f"{PATH}:30: inline value {{{{ total:d }}}} is 3.6")


@pytest.mark.parametrize("number", ["3.6559", "3.66", "3.656"])
def test_a_number_of_the_run_typed_by_hand_is_named(lint, number):
    said = lint(f"Es {number}.", f"It is {number}.")
    assert f"{PATH}:28: the number {number} comes from the run; write an inline value" in said


@pytest.mark.parametrize("number", ["3.7", "3.65", "4", "`3.6559`", "13.66", "2.13.66"])
def test_other_numbers_may_be_typed(lint, number):
    said = lint(f"Es {number}.", f"It is {number}.")
    assert not [line for line in said if "the number" in line]


def test_a_number_that_the_code_says_may_be_typed(lint, checkout):
    checkout.edit("alpha", "equals=3.0, abs=1.0)", "equals=3.66, abs=1.0)")
    said = lint("Es 3.66.", "It is 3.66.")
    assert not [line for line in said if "the number" in line]


def test_a_formula_that_cannot_be_set_is_named_as_a_build_names_it(lint):
    said = lint("Es $x^$.", "It is $x^$.")
    assert said[0].startswith(f"{PATH}:27: formula $x^$: ")
