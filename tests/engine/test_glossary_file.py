"""docs/glossary.yml is read, and what is wrong in it is named by line."""

import re

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.glossary import GLOSSARY_FILE, read_glossary

ENTRY = """\
- id: gradient
  en: gradient
  es: gradiente
  use: es
  gender: m
  forms:
    en: [gradient, gradients]
    es: [gradiente, gradientes]
  definition:
    en: >-
      The list of the slopes of a function. It points uphill.
    es: >-
      Lista de las pendientes de una función. Apunta cuesta arriba.
"""


def read(folder, text):
    path = folder / GLOSSARY_FILE
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return read_glossary(folder)


def test_an_entry_is_read(tmp_path):
    (gradient,) = read(tmp_path, ENTRY + "  ignore: {es: [gradiente térmico]}\n")
    assert gradient.name == {"es": "gradiente", "en": "gradient"}
    assert gradient.forms["es"] == ["gradiente", "gradientes"]
    assert gradient.ignore == {"es": ["gradiente térmico"], "en": []}
    assert gradient.definition["en"] == "The list of the slopes of a function. It points uphill."


def test_a_term_may_have_no_gender_and_no_forms(tmp_path):
    text = ENTRY.replace("  gender: m\n", "").replace("[gradiente, gradientes]", "[]")
    (gradient,) = read(tmp_path, text)
    assert gradient.gender == ""
    assert gradient.forms["es"] == []


WRONG = {
    "no Spanish term": ("  es: gradiente\n", "", 1, "term 'gradient': no 'es'; write it"),
    "an empty term": ("en: gradient\n", "en:\n", 2, "term 'gradient': no 'en'; write it"),
    "no id": ("id: gradient", "ids: gradient", 1, "unknown field 'ids'; a term has definition, en"),
    "no forms": (
        "    es: [gradiente, gradientes]\n",
        "",
        6,
        "term 'gradient': no 'forms.es'; write it",
    ),
    "no definition": (
        "    es: >-\n      Lista de las pendientes de una función. Apunta cuesta arriba.\n",
        "",
        9,
        "term 'gradient': no 'definition.es'; write it",
    ),
    "an unknown field": ("gender: m", "genero: m", 5, "unknown field 'genero'; a term has"),
    "an unknown language": ("es: [gr", "fr: [gr", 8, "unknown field 'forms.fr'; a term has"),
    "an id with capitals": ("id: gr", "id: Gr", 1, "an id is lower-case words joined by hyphens"),
    "an unknown use": ("use: es", "use: fr", 4, "use is 'fr'; choose one of es, es (en), en, mi"),
    "an unknown gender": ("gender: m", "gender: n", 5, "gender is 'n'; choose m or f"),
    "a list as a term": ("es: gradiente\n", "es: [a]\n", 3, "'es' is not a text; write one"),
    "a text as forms": (
        "[gradient, gradients]",
        "gradient",
        7,
        "'forms.en' is not a list; write [form, form]",
    ),
    "a form with capitals": (
        "[gradient, gradients]",
        "[Gradient]",
        7,
        "'forms.en' has 'Gradient'; write lower-case words, one space",
    ),
    "an empty form": ("gradientes]", "'']", 8, "'forms.es' has ''; write lower-case words"),
    "a form that stands twice": (
        "gradientes]",
        "gradiente]",
        8,
        "form 'gradiente' is one of 'gradient' already",
    ),
    "one sentence": (
        "función. Apunta",
        "función: apunta",
        12,
        "'definition.es' has 1 full stops; write two sentences",
    ),
    "three sentences": (
        "It points uphill.",
        "It points uphill. Really?",
        10,
        "'definition.en' has 3 full stops; write two sentences",
    ),
    "an unfinished sentence": (
        "It points uphill.",
        "It points. Uphill",
        10,
        "'definition.en' does not end in a full stop; end it",
    ),
    "markup": ("uphill", "*uphill*", 10, "'definition.en' has '*'; write plain text, `code`"),
    "broken YAML": ("forms:\n", "forms: [\n", 8, "not YAML ("),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_entry_is_named_by_line(tmp_path, name):
    good, bad, line, message = WRONG[name]
    assert good in ENTRY
    with pytest.raises(ContentError, match=re.escape(message)) as raised:
        read(tmp_path, ENTRY.replace(good, bad, 1))
    assert str(raised.value).startswith(f"{GLOSSARY_FILE}:{line}: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("terms: 3\n", "docs/glossary.yml:1: not a list of terms; start each with '- id:'"),
        ("", "docs/glossary.yml:1: not a list of terms; start each with '- id:'"),
        ("# x\n- gradient\n", "docs/glossary.yml:2: not a term; write its fields as 'id:'"),
        (ENTRY + ENTRY, "docs/glossary.yml:14: term 'gradient': this id stands twice; rename one"),
    ],
)
def test_a_wrong_file_is_named_by_line(tmp_path, text, message):
    with pytest.raises(ContentError, match="^" + re.escape(message)):
        read(tmp_path, text)


def test_a_form_opens_one_definition_only(tmp_path):
    second = ENTRY.replace("id: gradient", "id: slope").replace("[gradient, gradients]", "[slope]")
    message = "docs/glossary.yml:21: term 'slope': form 'gradiente' is one of 'gradient' already"
    with pytest.raises(ContentError, match=re.escape(message)):
        read(tmp_path, ENTRY + second)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError, match=r"^docs/glossary\.yml:1: no such file; list the terms"):
        read_glossary(tmp_path)


def test_points_in_code_and_numbers_end_no_sentence(tmp_path):
    text = ENTRY.replace("It points uphill.", "At 0.5 call `a. b.` and stop (“here.”)")
    (gradient,) = read(tmp_path, text)
    assert gradient.definition["en"].endswith("(“here.”)")


def test_forms_that_need_no_english_are_listed(tmp_path):
    (gradient,) = read(tmp_path, ENTRY + "  plain: [gradientes]\n")
    assert gradient.plain == ("gradientes",)
    (tmp_path / GLOSSARY_FILE).write_text(ENTRY + "  plain: [cuesta]\n", encoding="utf-8")
    message = "14: term 'gradient': 'plain' has 'cuesta', which is no form"
    with pytest.raises(ContentError, match=re.escape(message)):
        read_glossary(tmp_path)
