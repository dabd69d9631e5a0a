"""How a claim that held is written for readers."""

from tutorial_build.page.markup import fill

from .conftest import seen
from .made_up import claimed


def test_the_line_of_a_claim_is_what_the_library_said_of_it():
    made = claimed("loss", 98.0, equals=100.0, rel=0.05)
    lines = (seen(fill("claim", lang, claim=made)) for lang in ("es", "en"))
    spanish, english = (line.texts[".g-claim"] for line in lines)
    assert spanish == ["✓ Comprobado: loss = 98 (se esperaba 100 ± 5\u202f%)"]
    assert english == ["✓ Verified: loss = 98 (expected 100 ± 5%)"]


def test_the_line_of_a_claim_is_escaped():
    made = claimed('a"<b>', "<i>", equals="<i>", says="A <b> claim")
    page = seen(fill("claim", "en", claim=made))
    assert page.texts[".g-claim"] == ['✓ Verified: A <b> claim · a"<b> = <i> (expected <i>)']
    assert page.attributes("p")[0]["id"] == 'claim-a"<b>'


def test_a_claim_that_says_nothing_is_its_name_and_numbers():
    page = seen(fill("claim", "es", claim=claimed("loss", 42, equals=42)))
    assert page.texts[".g-claim"] == ["✓ Comprobado: loss = 42 (se esperaba 42)"]
