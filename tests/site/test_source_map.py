"""What the sources treat has its place in the course: docs/source_map.yml, on the built site."""

from functools import cache
from typing import Any

import pytest
import yaml
from checkouts import REPOSITORY, course
from conftest import Site
from offenders import check_each

SOURCES = {"S0", "S1", "S2", "S3", "S4", "course"}
# How many items each section of the plan has; a new item is one more.
SECTIONS = {"A": 7, "B": 4, "C": 8, "D": 7, "E": 12, "F": 5, "G": 7, "H": 4, "I": 4, "J": 7}
SECTIONS |= {"K": 26, "L": 20, "3.2": 43, "plan": 11}


@cache
def items() -> list[dict[str, Any]]:
    text = (REPOSITORY / "docs" / "source_map.yml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = yaml.safe_load(text)
    return entries


@cache
def places() -> list[tuple[str, str, str]]:
    """Section, page and anchor of every place that the map names."""
    named = [
        (item["section"], *place.partition("#")) for item in items() for place in item["pages"]
    ]
    return [(section, page, anchor) for section, page, _, anchor in named]


def address(page: str) -> str | None:
    """Where a page is on the Spanish site, or None for one that course.yml lists as to come."""
    if page not in course().slugs:
        return f"{page}/"
    return f"{course().address(page)}/" if course().pages[page].is_written else None


def lost(site: Site, page: str, anchor: str) -> str:
    """What is wrong with a place on the site, or "" where both languages have it."""
    below = address(page)
    if below is None:
        return f"{page} is still to come and can have no #{anchor}" if anchor else ""
    for name in (below, f"en/{below}"):
        if name not in site.pages:
            return f"the site has no page {name}"
        if anchor and not any(e["id"] == anchor for e in site.pages[name].elements):
            return f"{name} has no #{anchor}"
    return ""


def test_every_item_has_its_fields_and_names_its_sources() -> None:
    def check(item: dict[str, Any]) -> None:
        assert set(item) == {"section", "source", "item", "pages"}
        assert set(item["source"].split()) <= SOURCES
        assert item["pages"]

    check_each(items(), check)


def test_every_section_is_complete_and_in_order() -> None:
    numbered = [f"{name}.{n}" for name, count in SECTIONS.items() for n in range(1, count + 1)]
    assert [str(item["section"]) for item in items()] == numbered


def test_every_page_of_the_course_has_an_item() -> None:
    # Initialization is a page of our own: no source treats it.
    named = {page for _, page, _ in places()}
    assert set(course().slugs) - named == {"initialization"}


@pytest.mark.slow
def test_every_place_is_on_the_site_in_both_languages(site: Site) -> None:
    wrong = [
        f"docs/source_map.yml: {section}: {found}"
        for section, page, anchor in places()
        if (found := lost(site, page, anchor))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_a_lost_place_is_named(site: Site) -> None:
    assert lost(site, "gradient_descent", "split") == ""
    assert lost(site, "gradient_descent", "splat").endswith("gradient-descent/ has no #splat")
    assert lost(site, "gradients", "") == "the site has no page gradients/"
    assert lost(site, "capstone", "e1") == "capstone is still to come and can have no #e1"
