"""How claims that held are written for readers."""

from tutorial_build.page.markup import fill

from .conftest import seen
from .made_up import claimed


def test_a_mark_opens_to_what_the_library_said_of_each_claim():
    made = [claimed("loss", 98.0, equals=100.0, rel=0.05), claimed("all", 42, equals=42)]
    spanish, english = (seen(fill("checks", lang, claims=made)).texts for lang in ("es", "en"))
    assert spanish["summary"] == ["✓ 2 resultados comprobados"]
    assert spanish["li"] == ["loss = 98 (se esperaba 100 ± 5\u202f%)", "all = 42 (se esperaba 42)"]
    assert english["summary"] == ["✓ 2 results checked"]
    assert english["li"] == ["loss = 98 (expected 100 ± 5%)", "all = 42 (expected 42)"]


def test_one_claim_is_one_result():
    marks = (fill("checks", lang, claims=[claimed("a", 1, equals=1)]) for lang in ("es", "en"))
    assert [seen(mark).texts["summary"] for mark in marks] == [
        ["✓ 1 resultado comprobado"],
        ["✓ 1 result checked"],
    ]


def test_a_claim_is_escaped_wherever_it_stands():
    made = claimed('a"<b>', "<i>", equals="<i>", says="A <b> claim.")
    mark, central = (
        seen(fill("checks", "en", claims=[made])),
        seen(fill("central", "en", claim=made)),
    )
    assert mark.texts["li"] == ['A <b> claim. a"<b> = <i> (expected <i>)']
    assert central.texts["p"] == ['✓ A <b> claim. a"<b> = <i> (expected <i>)']
    assert mark.attributes("li")[0]["id"] == central.attributes("p")[0]["id"] == 'claim-a"<b>'
