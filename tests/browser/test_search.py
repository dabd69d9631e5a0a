"""Search, in each language, also of words typed without accents."""

from collections.abc import Callable

import pytest
from checkouts import language_of
from conftest import Site
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

# Each letter brings a list of its own, and with it the focus is lost: wait for the last one.
SAME_AS_BEFORE = """() => {
  const before = window.listedBefore
  window.listedBefore = document.querySelector(".md-search-result").textContent
  return window.listedBefore === before
}"""


def search(page: Page, words: str) -> list[str]:
    """Type into the search box and return the addresses of the pages it finds, best first."""
    page.locator("label.md-header__button[for=__search]").first.dispatch_event("click")
    page.locator("input.md-search__input").press_sequentially(words)
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    found: list[str] = page.locator(".md-search-result__link").evaluate_all(
        "links => links.map(link => link.href.split(/[?#]/)[0])"
    )
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("start", "words", "expected"),
    [
        ("", "gradiente", "m1-gradient-descent/gradient-descent/"),
        ("en/", "gradient", "en/m1-gradient-descent/gradient-descent/"),
        ("", "retropropagacion", "m1-gradient-descent/gradient-descent/"),
        ("", "retropropagación", "m1-gradient-descent/gradient-descent/"),
        ("", "superficie de perdida", "m1-gradient-descent/loss-surface/"),
        ("", "tensores", "m2-tensors-autograd/tensors/"),
        ("en/", "backpropagation", "en/m1-gradient-descent/gradient-descent/"),
        ("en/", "requires_grad", "en/m2-tensors-autograd/autograd/"),
        ("m8-text/", "Fashion-MNIST", "m5-networks/fashion-mnist/"),
    ],
)
def test_search_finds_it_among_the_first(
    open_page: OpenPage, site: Site, start: str, words: str, expected: str
) -> None:
    lang = language_of(start)
    page = open_page(start, locale={"es": "es-ES", "en": "en-US"}[lang])
    found = search(page, words)
    assert site.url + expected in found[:2], found
    below = {language_of(address.removeprefix(site.url)) for address in found}
    assert below == {lang}


def test_search_says_in_its_language_that_nothing_was_found(open_page: OpenPage) -> None:
    for start, text in (("", "Nada encontrado"), ("en/", "Nothing found")):
        page = open_page(start)
        page.locator("label.md-header__button[for=__search]").first.dispatch_event("click")
        page.locator("input.md-search__input").press_sequentially("zzzyyyxxx")
        expect(page.locator(".md-search-result__meta")).to_have_text(text)


def test_search_is_opened_and_followed_by_keyboard(open_page: OpenPage, site: Site) -> None:
    page = open_page("m8-text/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    expect(page.locator("input.md-search__input")).to_be_focused()
    page.keyboard.type("gradiente")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.wait_for_function(SAME_AS_BEFORE, polling=500)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.startswith(site.url + "m8-text/"))


def test_nothing_of_the_search_is_fetched_until_it_is_wanted(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    fetched: list[str] = []
    page.on("request", lambda one: fetched.append(one.url.rpartition("/")[2]))
    page.goto("m8-text/", wait_until="networkidle")
    assert [name for name in fetched if "search" in name] == []
    page.locator("input.md-search__input").focus()
    page.keyboard.type("gradiente")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    assert "search_index.json" in fetched


def test_an_address_may_bring_its_question(open_page: OpenPage) -> None:
    page = open_page("m8-text/?q=gradiente")
    expect(page.locator(".md-search-result__link").first).to_be_attached()
