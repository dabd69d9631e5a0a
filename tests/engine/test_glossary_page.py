"""The page of the glossary, and the terms of the course on it."""

import re

import pytest
from offenders import complaint, fail_with

from tutorial_build.indexes.glossary import glossary_page, taught
from tutorial_build.source.glossary import read_glossary
from tutorial_build.source.pairs import LANGUAGES

from .conftest import REPOSITORY
from .made_up import term

GRADIENT = term("gradient", ["gradiente", "gradientes"], ["gradient", "gradients"])


def test_the_page_has_an_anchor_the_other_name_and_the_definition_of_each_term():
    page = glossary_page([GRADIENT], "es")
    assert page.startswith('---\ntitle: "Glosario"\n')
    assert (
        "## G { #letter-g }\n\n"
        "### gradiente { #gradient }\n\n"
        '<p class="g-other">En inglés: <span lang="en">gradient</span> · masculino</p>\n\n'
        "Es esto. Por ejemplo, `x`.\n"
    ) in page
    page = glossary_page([GRADIENT], "en")
    assert "### gradient { #gradient }" in page
    assert 'In Spanish: <span lang="es">gradiente</span> · masculine' in page


def test_each_term_leads_to_the_first_lessons_that_use_it():
    mark = '<dfn data-term="gradient">gradiente</dfn>'
    texts = [(f"Página {n}", f"m1/p{n}.md", f"{mark} y {mark}") for n in range(9)]
    lessons = taught([("Sin términos", "m1/none.md", "gradiente"), *texts])
    assert [file for _, file in lessons["gradient"]] == [f"m1/p{n}.md" for n in range(9)]
    page = glossary_page([GRADIENT], "es", lessons)
    assert (
        '<p class="g-where" markdown="span">Aparece en: [Página 0](m1/p0.md) · [Página 1](m1/p1.md)'
        " · [Página 2](m1/p2.md) · [Página 3](m1/p3.md)</p>"
    ) in page
    assert "g-where" not in glossary_page([GRADIENT], "es")


def test_the_spanish_order_folds_accents_and_keeps_ñ_after_n():
    names = ["ñandú", "nube", "época", "Eje", "zona", "nada", "epílogo", "peso", "obra"]
    terms = [term(f"t{rank}", [name], [name]) for rank, name in enumerate(names)]
    page = glossary_page(terms, "es")
    assert re.findall(r"^### (\w+)", page, re.MULTILINE) == [
        *("Eje", "epílogo", "época", "nada", "nube", "ñandú", "obra", "peso", "zona")
    ]
    assert re.findall(r"^## (\w)", page, re.MULTILINE) == ["E", "N", "Ñ", "O", "P", "Z"]
    assert "[N](#letter-n) [Ñ](#letter-ñ) [O](#letter-o)" in page


def test_the_english_order_takes_ñ_for_n():
    terms = [term(f"t{rank}", [name], [name]) for rank, name in enumerate(["ñb", "nc", "na"])]
    assert re.findall(r"^## (\w)", glossary_page(terms, "en"), re.MULTILINE) == ["N"]


@pytest.fixture(scope="module")
def course_terms():
    return read_glossary(REPOSITORY)


def test_the_file_holds_the_134_terms_of_the_course(course_terms):
    assert len(course_terms) == 134
    assert {term.use for term in course_terms} == {"es", "es (en)", "en", "mixed"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_is_on_the_page_once_with_both_names(course_terms, lang):
    page = glossary_page(course_terms, lang)
    headings = re.findall(r"^### (.*) \{ #(\S+) \}$", page, re.MULTILINE)
    assert sorted(headings) == sorted((term.name[lang], term.id) for term in course_terms)
    text = page.split("\n---\n")[1]
    lost = [t.id for t in course_terms if text.count(t.definition[lang]) != 1]
    assert not lost, "\n".join(lost)
    other = "en" if lang == "es" else "es"
    assert page.count(f'<span lang="{other}">') == 134


def test_spanish_numbers_have_a_narrow_space(course_terms):
    def check(term):
        spanish = re.sub(r"`[^`]+`", "", term.definition["es"])
        assert not re.search(r"\d[ \u00a0]?%|\d,\d|\d \d{3}\b", spanish)
        assert not re.search(r"\d\s%", term.definition["en"])

    fail_with({term.id: complaint(check, term) for term in course_terms})
