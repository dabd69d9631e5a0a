"""What the search finds, in each language: tests/cases/searches.yml says what readers ask."""

import shutil
from pathlib import Path

import pytest
from checkouts import REPOSITORY
from conftest import Site

from benchmarks.search import FIRST, ask, lost_messages, lost_needs
from tutorial_build.source.glossary import read_glossary

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("node") is None, reason="no node; install it to ask"),
]


@pytest.fixture
def folder(site: Site, lang: str) -> Path:
    return site.folder if lang == "es" else site.folder / "en"


def test_a_pasted_message_finds_a_page_that_explains_it(folder: Path) -> None:
    assert lost_messages(folder) == []


def test_what_readers_need_finds_its_page(folder: Path, lang: str) -> None:
    assert lost_needs(folder, lang) == []


def test_numbers_names_and_places_do_not_matter(folder: Path) -> None:
    one = "RuntimeError: shape '[4, 5]' is invalid for input of size 18"
    other = f'File "/a/b.py", line 3, in f  x.view(7, 7) {one}'
    other = other.replace("4, 5", "128, -1").replace("18", "65536")
    first, second = ([page.address for page in found[:2]] for found in ask(folder, [one, other]))
    assert first == second


def test_a_term_of_either_language_finds_where_it_is_treated(folder: Path, lang: str) -> None:
    terms = read_glossary(REPOSITORY)
    here = ask(folder, [term.forms[lang][0] for term in terms])
    there = ask(folder, [term.forms["en" if lang == "es" else "es"][0] for term in terms])
    lost = [
        term.id
        for term, own, other in zip(terms, here, there, strict=True)
        if not {page.address for page in own[:FIRST]} & {page.address for page in other[:FIRST]}
    ]
    assert lost == []


def test_the_reference_is_never_above_a_lesson(folder: Path, lang: str) -> None:
    names = ["accuracy", "Trainer", "seed_everything", "plots", "early stopping", "DataLoader"]
    names += [term.forms[lang][0] for term in read_glossary(REPOSITORY)]
    for name, found in zip(names, ask(folder, names), strict=True):
        kinds = [page.kind for page in found]
        assert kinds == sorted(kinds, key=lambda kind: kind == "api"), name
        assert not [page.address for page in found if page.address.startswith("practice/")]


@pytest.mark.parametrize(
    "words",
    ["tensroes tensores", "perdida pérdida", "broadcsting broadcasting", "gradinte gradiente"],
)
def test_an_accent_or_a_letter_may_be_wrong(site: Site, words: str) -> None:
    wrong, right = ask(site.folder, words.split())
    assert wrong[0].address == right[0].address
