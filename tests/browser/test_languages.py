"""Two languages: the switch, the offer, and the missing page."""

from collections.abc import Callable

import pytest
from checkouts import language_of, other, tutorials
from conftest import Site
from playwright.sync_api import BrowserContext, Page, expect

from browser.conftest import AXE, COLOUR_RULES, broken_rules

OpenPage = Callable[..., Page]
OpenContext = Callable[..., BrowserContext]

LESSON = "m1-gradient-descent/gradient-descent/"
FIGURE = "m1-gradient-descent/loss-surface/"
NAMES = {"es": "Español", "en": "English"}
LOCALES = {"es": "es-MX", "en": "en-GB"}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_switch_lands_on_the_same_page(
    open_context: OpenContext, site: Site, scripts: bool
) -> None:
    page = open_context(java_script_enabled=scripts).new_page()
    for address in [*tutorials("es"), "", "m8-text/", "practice/autograd/"]:
        page.goto(address, wait_until="domcontentloaded")
        for target in (other(address), address):  # there and back
            rest = language_of(target)
            switch = page.locator("a.g-language")
            expect(switch).to_have_text(NAMES[rest])
            expect(switch).to_have_attribute("lang", rest)
            switch.click()
            page.wait_for_url(site.url + target, wait_until="commit")
            expect(page.locator("html")).to_have_attribute("lang", rest)


def test_the_switch_keeps_the_section_that_is_read(open_page: OpenPage, site: Site) -> None:
    page = open_page(LESSON)
    heading = page.locator("article h2[id]").nth(3)
    anchor = heading.get_attribute("id")
    heading.evaluate("heading => heading.scrollIntoView()")
    page.mouse.wheel(0, 300)
    page.locator("a.g-language").click()
    page.wait_for_url(f"{site.url}{other(LESSON)}#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_the_switch_keeps_what_an_interactive_figure_shows(open_page: OpenPage) -> None:
    page = open_page(f"{FIGURE}#I-1:lr=0.9")
    expect(page.locator("#I-1-lr")).to_have_value("0.9")
    page.locator("#widget-I-1").evaluate("figure => figure.scrollIntoView()")
    page.locator("a.g-language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#I-1-lr")).to_have_value("0.9")
    expect(page.locator("#widget-I-1")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 1000


def test_the_switch_can_be_used_at_360_px_and_by_keyboard(open_page: OpenPage, site: Site) -> None:
    page = open_page(LESSON, viewport={"width": 360, "height": 740})
    switch = page.locator("a.g-language")
    box = switch.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    switch.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(site.url + other(LESSON))


@pytest.mark.parametrize("page_lang", ["es", "en"])
def test_the_other_language_is_offered_once_and_never_forced(
    open_context: OpenContext, site: Site, page_lang: str
) -> None:
    reader = "en" if page_lang == "es" else "es"
    address = LESSON if page_lang == "es" else other(LESSON)
    page = open_context(locale=LOCALES[reader]).new_page()
    page.goto(address)
    offer = page.locator(".g-offer")
    expect(offer).to_be_visible()
    expect(offer).to_have_attribute("lang", reader)
    assert page.url == site.url + address
    link = offer.locator("a")
    assert link.evaluate("link => link.href") == site.url + other(address)

    # Dismissed without a mouse, from the top of the page.
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.g-offer button')"):
            break
    page.keyboard.press("Enter")
    expect(offer).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body")

    page.reload()
    expect(offer).to_have_count(0)
    page.goto("" if page_lang == "es" else "en/")
    expect(offer).to_have_count(0)
    assert page.url == site.url + ("" if page_lang == "es" else "en/")


@pytest.mark.parametrize("address", [LESSON, other(LESSON)])
def test_the_offer_is_accessible_and_fits_a_telephone(open_page: OpenPage, address: str) -> None:
    reader = language_of(other(address))
    page = open_page(address, locale=LOCALES[reader], viewport={"width": 360, "height": 740})
    expect(page.locator(".g-offer")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if AXE.is_file():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert not broken_rules(page, COLOUR_RULES)


def test_taking_the_offer_answers_it(open_page: OpenPage, site: Site) -> None:
    page = open_page(LESSON, locale="en-US")
    page.locator(".g-offer a").click()
    page.wait_for_url(site.url + other(LESSON))
    expect(page.locator(".g-offer")).to_have_count(0)
    page.goto(LESSON)
    expect(page.locator(".g-offer")).to_have_count(0)


@pytest.mark.parametrize("locale", ["es-AR", "fr-FR"])
def test_nothing_is_offered_to_who_reads_the_page_or_neither(
    open_page: OpenPage, locale: str
) -> None:
    expect(open_page(LESSON, locale=locale).locator(".g-offer")).to_have_count(0)


@pytest.mark.parametrize("missing", ["no-such-page/", "m1-gradient-descent/gone/deeper"])
@pytest.mark.parametrize("page_lang", ["es", "en"])
def test_a_missing_address_speaks_its_language_and_leads_home(
    open_page: OpenPage, site: Site, page_lang: str, missing: str
) -> None:
    root = "" if page_lang == "es" else "en/"
    page = open_page(root + missing, locale=LOCALES[page_lang])
    title = {"es": "Esta página no existe", "en": "This page does not exist"}[page_lang]
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", page_lang)
    assert page.url == site.url + root + missing
    page.locator(".md-content a.g-button").click()
    page.wait_for_url(site.url + root)


def test_a_missing_english_address_helps_without_scripts_too(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page("en/no-such-page/", java_script_enabled=False)
    english = page.locator(".g-other-language a")
    expect(english).to_be_visible()
    english.click()
    page.wait_for_url(site.url + "en/")
