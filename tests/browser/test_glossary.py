"""The glossary in a browser: its filter, and the way from a definition to its entry."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


@pytest.mark.parametrize(
    ("prefix", "written", "term", "other"),
    [
        ("", "Época", "epoch", "tensor"),
        ("", "epoch", "epoch", "tensor"),  # the English name finds it as well
        ("en/", "epoca", "epoch", "tensor"),
    ],
)
def test_the_filter_leaves_the_terms_with_that_name_in_either_language(
    open_page: OpenPage, prefix: str, written: str, term: str, other: str
) -> None:
    page = open_page(f"{prefix}glossary/")
    page.locator(".g-filter input").fill(written)
    expect(page.locator(f"#{term}")).to_be_visible()
    expect(page.locator(f"#{other}")).to_be_hidden()
    expect(page.locator(".g-filter [role=status]")).to_contain_text("134")
    page.locator(".g-filter input").fill("")
    expect(page.locator(f"#{other}")).to_be_visible()


def test_a_term_leads_to_the_lessons_that_use_it(open_page: OpenPage) -> None:
    page = open_page("glossary/")
    links = page.locator("#gradient-descent ~ .g-where").first.locator("a")
    assert links.count() >= 1
    links.first.click()
    expect(page.locator("[data-term='gradient-descent']").first).to_be_visible()


def test_an_open_definition_leads_to_its_entry(open_page: OpenPage) -> None:
    page = open_page("m1-gradient-descent/gradient-descent/")
    term = page.locator("article .g-term").first
    name = term.get_attribute("data-term")
    term.hover()
    page.locator(f"#g-def-{name} a").click()
    expect(page.locator(f"h3#{name}")).to_be_in_viewport()
