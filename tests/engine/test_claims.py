"""How a claim that held is written for readers."""

import pytest

from tutorial_build.page.claims import claim_line, expectation, value
from tutorial_build.run.protocol import Claim

from .conftest import seen


def claim(value, **expected):
    return Claim("loss", value, **expected)


@pytest.mark.parametrize(
    ("made", "shown", "spanish", "english"),
    [
        (claim(42, equals=42), "42", "se esperaba 42", "expected 42"),
        (
            claim(3.14159, equals=3.1416, abs=1e-4),
            "3.1416",
            "se esperaba 3.1416 ± 0.0001",
            "expected 3.1416 ± 0.0001",
        ),
        (
            claim([0.8011952910, 0.5], equals=[0.80119529, 0.5], abs=1e-8),
            "[0.80119529, 0.50000000]",
            "se esperaba [0.80119529, 0.5] ± 1e-08",
            "expected [0.80119529, 0.5] ± 1e-08",
        ),
        (
            claim(98.0, equals=100.0, rel=0.05),
            "98",
            "se esperaba 100 ± 5.00\u202f%",
            "expected 100 ± 5.00%",
        ),
        (
            claim(0.25, between=(0.15, 0.3)),
            "0.25",
            "se esperaba entre 0.15 y 0.3",
            "expected between 0.15 and 0.3",
        ),
        (
            claim(0.8812, at_least=0.87),
            "0.8812",
            "se esperaba al menos 0.87",
            "expected at least 0.87",
        ),
        (claim(3, at_most=5), "3", "se esperaba como máximo 5", "expected at most 5"),
        (
            claim([1.0, 2.0], equals=[1.0, 2.0]),
            "[1, 2]",
            "se esperaba [1, 2]",
            "expected [1, 2]",
        ),
    ],
)
def test_a_claim_in_words(made, shown, spanish, english):
    assert value(made) == shown
    assert expectation(made, "es") == spanish
    assert expectation(made, "en") == english


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (True, "True"),
        (42, "42"),
        (0.123456789, "0.123457"),
        ([1.0, 2.5], "[1, 2.5]"),
        (list(range(9)), "[0, 1, 2, 3, 4, 5, …]"),
        ("relu", "relu"),
    ],
)
def test_claimed_values_are_shown_in_few_characters(made, shown):
    assert value(claim(made)) == shown


def test_a_claimed_value_shows_the_decimals_its_tolerance_tells_apart():
    assert value(claim(2.7421577700550976, abs=1e-12)) == "2.742157770055"
    assert value(claim([0.49671415], abs=1e-6)) == "[0.496714]"


def test_the_line_of_a_claim_is_escaped():
    made = Claim('a"<b>', "<i>", equals="<i>", says="A <b> claim")
    page = seen(claim_line(made, "en"))
    assert page.texts[".g-claim"] == ['✓ Verified: A <b> claim · a"<b> = <i> (expected <i>)']
    assert page.attributes("p")[0]["id"] == 'claim-a"<b>'


def test_a_claim_that_says_nothing_is_its_name_and_numbers():
    page = seen(claim_line(claim(42, equals=42), "es"))
    assert page.texts[".g-claim"] == ["✓ Comprobado: loss = 42 (se esperaba 42)"]
