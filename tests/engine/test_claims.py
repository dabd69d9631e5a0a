import pytest

from tutorial_build.page.claims import claim_line, expectation, value

from .conftest import seen


def claim(value, **expected):
    return {"id": "loss", "value": value, "abs": None, "rel": None, **expected}


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


def test_the_line_of_a_claim_is_escaped():
    made = {**claim("<i>", equals="<i>"), "id": 'a"<b>'}
    page = seen(claim_line(made, "en"))
    assert page.texts[".g-claim"] == ['✓ Verified: a"<b> = <i> (expected <i>)']
    assert page.attributes("p")[0]["id"] == 'claim-a"<b>'
