"""The engine's own words in both languages, and how numbers and dates are written."""

import string
import tomllib
from importlib.resources import files

import pytest
from markupsafe import Markup
from offenders import check_each

from tutorial_build import page
from tutorial_build.page.markup import fill
from tutorial_build.page.words import date, number, word

WORDS = tomllib.loads(files(page).joinpath("words.toml").read_text(encoding="utf-8"))


def fields(text):
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field)


def test_every_word_has_both_languages_with_the_same_fields():
    def check(name):
        spanish, english = WORDS[name].values()
        assert list(WORDS[name]) == ["es", "en"]
        assert fields(spanish) == fields(english)

    check_each(WORDS, check)
    assert len(WORDS) > 90


def test_dates_are_written_as_each_language_does():
    assert date("2025-03-01", "es") == "1 de marzo de 2025"
    assert date("2025-12-24", "en") == "December 24, 2025"


def test_fields_are_filled_in():
    assert word("hint", "es", number=2) == "Pista 2"


def test_what_is_filled_in_is_escaped_unless_it_is_html():
    assert word("no_data", "en", what="<b>") == "the data set &lt;b&gt; is missing"
    assert word("no_data", "en", what=Markup("<b>")) == "the data set <b> is missing"


def test_a_template_speaks_its_language_and_escapes():
    assert fill("notice", "en", text="a < b") == (
        '<div class="g-notice" role="note">a &lt; b</div>'
    )
    assert 'data-label="Salida"' in fill("output", "es", kind="", text="1")
    assert 'data-label="Output"' in fill("output", "en", kind="", text="1")


@pytest.mark.parametrize(
    ("value", "spec", "spanish", "english"),
    [
        (0.8731, ".3f", "0.873", "0.873"),
        (0.8731, ".1%", "87.3\u202f%", "87.3%"),
        (60000, ",", "60\u202f000", "60,000"),
        (1234.5, ",.2f", "1234.50", "1,234.50"),
        (1234567, ",", "1\u202f234\u202f567", "1,234,567"),
        (-3, "", "-3", "-3"),
        ("texto", "", "texto", "texto"),
        (True, "", "True", "True"),
    ],
)
def test_percent_sign_and_thousands_follow_the_language_the_decimal_point_does_not(
    value, spec, spanish, english
):
    assert (number(value, spec, "es"), number(value, spec, "en")) == (spanish, english)
