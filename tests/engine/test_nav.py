"""The navigation of both languages."""

import re

import pytest
import yaml

from tutorial_build.site.nav import NAV_MARK, nav, with_nav

from .conftest import BETA, files_below, replace_in
from .test_assemble import EXERCISE


def leaves(entries):
    for entry in entries:
        for value in [entry] if isinstance(entry, str) else entry.values():
            yield from [value] if isinstance(value, str) else leaves(value)


@pytest.fixture
def spanish(checkout):
    return nav(checkout.project, checkout.course, "es")


@pytest.fixture
def english(checkout):
    return nav(checkout.project, checkout.course, "en")


def test_every_entry_of_the_navigation_exists_and_every_page_is_in_it(checkout):
    checkout.build(reference=True)
    for lang in ("es", "en"):
        entries = leaves(nav(checkout.project, checkout.course, lang))
        named = [entry for entry in entries if "#" not in entry]
        assert len(named) == len(set(named))
        files = files_below(checkout.root / "build/docs" / lang)
        assert sorted(named) == sorted(name for name in files if name.endswith(".md"))


def test_a_page_of_the_reference_written_by_hand_is_in_the_navigation_once_it_is_there(checkout):
    entries = {"Questions": "faq.md"}
    assert entries not in nav(checkout.project, checkout.course, "en")[-1]["Reference"]
    (checkout.root / "docs/en/faq.md").write_text("# Questions\n", encoding="utf-8")
    assert nav(checkout.project, checkout.course, "en")[-1]["Reference"][0] == entries


def test_the_navigation_speaks_its_language(spanish, english):
    assert spanish[:2] == [{"Inicio": "index.md"}, {"Mapa del curso": "map.md"}]
    assert english[:2] == [{"Home": "index.md"}, {"Course map": "map.md"}]
    assert list(spanish[2]) == ["Primero"]
    assert list(english[2]) == ["First"]
    assert not re.search("Primero|Inicio|Biblioteca", str(english))


def test_the_pages_of_a_module_stand_below_it_and_those_to_come_lead_to_its_list(checkout, spanish):
    later = {"Más tarde · próximamente": "m1-first/index.html#later"}
    written = ["m1-first/index.md", "m1-first/alpha.md", "m1-first/beta.md"]
    assert spanish[2] == {"Primero": [*written, later]}
    checkout.build()
    assert 'id="later"' in checkout.page("index", module="m1-first")


def test_modules_without_a_written_page_stand_behind_the_others(checkout):
    course = checkout.root / "examples/course.yml"
    first = '  - module: m0_none\n    title: "Nada // None"\n    pages:\n      - x: "Equis // Ex"\n'
    replace_in(course, "modules:\n", f"modules:\n{first}")
    entries = nav(checkout.project, checkout.course, "en")
    assert list(entries[2]) == ["First"]
    assert entries[3] == {"Coming soon": [{"None": ["m0-none/index.md"]}]}


def test_practice_notebooks_stand_at_the_end_under_the_titles_of_their_pages(checkout):
    checkout.write("beta", BETA + EXERCISE)
    last = nav(checkout.project, checkout.course, "en")[-1]["Reference"][-1]
    assert last == {"Practice notebooks": [{"Beta en": "practice/beta.ipynb"}]}


def test_the_navigation_replaces_the_one_before_it_and_can_be_read_again(english):
    first = with_nav(f"site_name: x\n\n{NAV_MARK}\nnav: []\n", english)
    assert first.startswith(f"site_name: x\n\n{NAV_MARK}\nnav:\n- Home: index.md\n")
    assert yaml.safe_load(first) == {"site_name": "x", "nav": english}
    assert with_nav(first, english) == first
