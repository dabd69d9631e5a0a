"""docs/format.md says what the parser knows."""

import re

import yaml

from tutorial_build.authors.format_tables import FORMAT_FILE, MODELS, VALUES, with_tables
from tutorial_build.source.quiz import CHOICES
from tutorial_build.source.text import table

from .conftest import REPOSITORY, _Loader

TEXT = (REPOSITORY / FORMAT_FILE).read_text(encoding="utf-8")


def test_the_tables_are_up_to_date():
    command = "python -m tutorial_build.authors.format_tables"
    assert with_tables(TEXT) == TEXT, f"run '{command}'"


def test_every_table_stands_in_it():
    assert re.findall(r"<!-- table: (\w+) -->", TEXT) == [
        "header",
        "options",
        "tags",
        "roles",
        "quiz",
        "kinds",
        "choice",
        "planned",
    ]


def test_a_field_that_is_gone_has_no_meaning_left():
    means = table("tutorial_build.authors", "format_tables")
    known = {name: list(model.model_fields) for name, model in MODELS.items()}
    known |= {name: list(values) for name, values in VALUES.items()}
    assert {name: list(fields) for name, fields in means.items()} == known


def test_a_table_names_kinds_choices_and_what_is_needed():
    assert "| `title` | a pair, needed | The title of the page. |" in TEXT
    assert "| `alt` | a list: a pair |" in TEXT
    assert "| `needs` | a list: a text |" in TEXT
    assert "| `exercise` | a text |" in TEXT
    assert f"| `kind` | {', '.join(f'`{kind}`' for kind in CHOICES)}, needed |" in TEXT


def test_it_names_the_callouts_that_the_site_has():
    (said,) = re.findall(r"the types are\s(.*?)\.\n", TEXT, re.DOTALL)
    config = yaml.load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)
    assert re.findall(r"`(\w+)`", said) == list(config["theme"]["icon"]["admonition"])
