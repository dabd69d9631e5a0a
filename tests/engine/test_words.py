import string

import pytest

from tutorial_build.page.words import MONTHS, WORDS, date, number, word


@pytest.mark.parametrize("name", WORDS)
def test_every_word_has_both_languages_with_the_same_fields(name):
    assert set(WORDS[name]) == {"es", "en"}
    spanish, english = (
        sorted(field for _, field, _, _ in string.Formatter().parse(WORDS[name][lang]) if field)
        for lang in ("es", "en")
    )
    assert spanish == english


def test_there_are_twelve_months_in_each_language():
    assert [len(months.split()) for months in MONTHS.values()] == [12, 12]


def test_dates_are_written_as_each_language_does():
    assert date("2025-03-01", "es") == "1 de marzo de 2025"
    assert date("2025-12-24", "en") == "December 24, 2025"


def test_fields_are_filled_in():
    assert word("hint", "es", number=2) == "Pista 2"


@pytest.mark.parametrize(
    ("value", "spec", "spanish", "english"),
    [
        (0.8731, ".3f", "0.873", "0.873"),
        (0.8731, ".1%", "87.3\u202f%", "87.3%"),
        (60000, ",", "60\u202f000", "60,000"),
        (1234.5, ",.2f", "1\u202f234.50", "1,234.50"),
        (-3, "", "-3", "-3"),
        ("texto", "", "texto", "texto"),
        (True, "", "True", "True"),
    ],
)
def test_percent_sign_and_thousands_follow_the_language_the_decimal_point_does_not(
    value, spec, spanish, english
):
    assert (number(value, spec, "es"), number(value, spec, "en")) == (spanish, english)
