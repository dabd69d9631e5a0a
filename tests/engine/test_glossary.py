"""docs/glossary.yml is read, and what is wrong in it is named by line."""

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.glossary import GLOSSARY_FILE, read_glossary

from .conftest import REPOSITORY

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
    assert (gradient.use, gradient.gender, gradient.plain) == ("es", "m", ())
    assert gradient.forms["es"] == ("gradiente", "gradientes")
    assert gradient.ignore == {"es": ("gradiente térmico",), "en": ()}
    assert gradient.definition["en"] == "The list of the slopes of a function. It points uphill."


def test_a_term_may_have_no_gender_and_no_forms(tmp_path):
    text = ENTRY.replace("  gender: m\n", "").replace("[gradiente, gradientes]", "[]")
    (gradient,) = read(tmp_path, text)
    assert gradient.gender == ""
    assert gradient.forms["es"] == ()
    assert gradient.ignore == {"es": (), "en": ()}


FIELDS = "definition, en, es, forms, gender, id, ignore, plain, use"
LIST = "write a list, [a, b] or lines that start with '- '"
WORDS = "write lower-case words, one space"
TEXT = "write a text, in quotes where it looks like something else"
IGNORE = "  ignore:\n    {}\n"
WRONG = {
    "no Spanish term": ("  es: gradiente\n", "", 1, "no 'es'; add it"),
    "an empty term": ("en: gradient\n", "en:\n", 2, f"en is None; {TEXT}"),
    "a term without letters": ("es: gradiente\n", "es: ''\n", 3, "es is ''; write a text"),
    "no id": ("id: gradient", "ids: gradient", 1, f"unknown field 'ids'; use {FIELDS}"),
    "no forms": ("    es: [gradiente, gradientes]\n", "", 6, "forms has no 'es'; add it"),
    "no definition": (
        "    es: >-\n      Lista de las pendientes de una función. Apunta cuesta arriba.\n",
        "",
        9,
        "definition has no 'es'; add it",
    ),
    "an unknown field": (
        "gender: m",
        "genero: m",
        5,
        f"unknown field 'genero'; use {FIELDS}",
    ),
    "an unknown language": ("es: [gr", "fr: [gr", 8, "unknown language 'fr'; use es and en"),
    "an id with capitals": (
        "id: gr",
        "id: Gr",
        1,
        "id is 'Gradient'; write what ^[a-z0-9]+(-[a-z0-9]+)*$ admits",
    ),
    "an unknown use": (
        "use: es",
        "use: fr",
        4,
        "use 'fr' is not known; use 'es', 'es (en)', 'en' or 'mixed'",
    ),
    "an unknown gender": ("gender: m", "gender: n", 5, "gender 'n' is not known; use 'm' or 'f'"),
    "a list as a term": ("es: gradiente\n", "es: [a]\n", 3, f"es is ['a']; {TEXT}"),
    "a text as forms": (
        "[gradient, gradients]",
        "gradient",
        7,
        f"en is 'gradient'; {LIST}",
    ),
    "forms of no language": (
        "  forms:\n    en: [gradient, gradients]\n    es: [gradiente, gradientes]\n",
        "  forms: [gradient]\n",
        6,
        "forms is ['gradient']; write fields, each as 'name: value'",
    ),
    "a form with capitals": (
        "[gradient, gradients]",
        "[gradient, Gradients]",
        7,
        f"en has 'Gradients'; {WORDS}",
    ),
    "a form of two spaces": (
        "gradientes]",
        "'un  gradiente']",
        8,
        f"es has 'un  gradiente'; {WORDS}",
    ),
    "an empty form": ("gradientes]", "'']", 8, f"es has ''; {WORDS}"),
    "a form that stands twice": (
        "gradientes]",
        "gradiente]",
        8,
        "form 'gradiente' is one of 'gradient' already; take one out",
    ),
    "a phrase that is a form": (
        "  definition:\n",
        IGNORE.format("es: [gradiente]") + "  definition:\n",
        10,
        "form 'gradiente' is one of 'gradient' already; take one out",
    ),
    "phrases of no language": (
        "  definition:\n",
        "  ignore: gradiente\n  definition:\n",
        9,
        "ignore is 'gradiente'; write fields, each as 'name: value'",
    ),
    "phrases of an unknown language": (
        "  definition:\n",
        IGNORE.format("fr: [a]") + "  definition:\n",
        10,
        "unknown language 'fr'; use es and en",
    ),
    "no phrases": (
        "  definition:\n",
        "  ignore:\n  definition:\n",
        9,
        "ignore is None; write fields, each as 'name: value'",
    ),
    "a plain form that is none": (
        "  definition:\n",
        "  plain:\n    - gradientes\n    - cuesta\n  definition:\n",
        11,
        "plain has 'cuesta', which is no form; correct it",
    ),
    "one sentence": (
        "función. Apunta",
        "función: apunta",
        12,
        "the definition has 1 full stops; write two sentences",
    ),
    "three sentences": (
        "It points uphill.",
        "It points uphill. Really?",
        10,
        "the definition has 3 full stops; write two sentences",
    ),
    "an unfinished sentence": (
        "It points uphill.",
        "It points. Uphill",
        10,
        "the definition does not end in a full stop; end it",
    ),
    "markup": (
        "uphill",
        "*uphill*",
        10,
        "the definition has '*'; write plain text, `code` at most",
    ),
    "a definition of two lines": (
        "    en: >-\n",
        "    en: |-\n      A list:\n",
        10,
        "the definition has '\\n'; write plain text, `code` at most",
    ),
    "broken YAML": (
        "forms:\n",
        "forms: [\n",
        8,
        "not YAML: expected ',' or ']', but got '<scalar>'; "
        "mend this line or put the text in quotes",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_entry_is_named_by_line(tmp_path, name):
    good, bad, line, message = WRONG[name]
    assert good in ENTRY
    with pytest.raises(ContentError) as raised:
        read(tmp_path, ENTRY.replace(good, bad, 1))
    assert str(raised.value) == f"{GLOSSARY_FILE}:{line}: {message}"


def test_a_wrong_entry_is_named_by_its_line_below_others(tmp_path):
    other = ENTRY.replace("gradient", "slope").replace("gradiente", "pendiente")
    with pytest.raises(ContentError) as raised:
        read(tmp_path, other + ENTRY.replace("gender: m", "gender: n"))
    assert str(raised.value) == f"{GLOSSARY_FILE}:18: gender 'n' is not known; use 'm' or 'f'"


WRONG_FILES = {
    "fields": ("terms: 3\n", 1, f"this is {{'terms': 3}}; {LIST}"),
    "nothing": ("", 1, f"this is None; {LIST}"),
    "a list of words": (
        "# x\n- gradient\n",
        2,
        "this is 'gradient'; write fields, each as 'name: value'",
    ),
    "an id that stands twice": (
        ENTRY + ENTRY,
        14,
        "id 'gradient' stands twice; rename one of the terms",
    ),
    "a form of two terms": (
        ENTRY
        + ENTRY.replace("id: gradient", "id: slope").replace("[gradient, gradients]", "[slope]"),
        21,
        "form 'gradiente' is one of 'gradient' already; take one out",
    ),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_file_is_named_by_line(tmp_path, name):
    text, line, message = WRONG_FILES[name]
    with pytest.raises(ContentError) as raised:
        read(tmp_path, text)
    assert str(raised.value) == f"{GLOSSARY_FILE}:{line}: {message}"


def test_a_form_may_stand_in_both_languages(tmp_path):
    text = ENTRY.replace("[gradiente, gradientes]", "[gradient]")
    (gradient,) = read(tmp_path, text)
    assert gradient.forms == {"en": ("gradient", "gradients"), "es": ("gradient",)}


def test_a_glossary_may_be_empty(tmp_path):
    assert read(tmp_path, "[]\n") == ()


def test_a_missing_file_is_named(tmp_path):
    message = r"^docs/glossary\.yml:1: no such file; list the terms in it$"
    with pytest.raises(ContentError, match=message):
        read_glossary(tmp_path)


def test_the_glossary_of_this_course_is_read():
    terms = read_glossary(REPOSITORY)
    assert len(terms) > 50


def test_points_in_code_and_numbers_end_no_sentence(tmp_path):
    text = ENTRY.replace("It points uphill.", "At 0.5 call `a. b.` and stop (“here.”)")
    (gradient,) = read(tmp_path, text)
    assert gradient.definition["en"].endswith("(“here.”)")


def test_forms_that_need_no_english_are_listed(tmp_path):
    (gradient,) = read(tmp_path, ENTRY + "  plain: [gradientes]\n")
    assert gradient.plain == ("gradientes",)
