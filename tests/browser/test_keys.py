"""What the keyboard does, and what it must not do."""

from collections.abc import Callable

import pytest
from conftest import Site
from playwright.sync_api import Page, expect

from browser.conftest import SCHEME

OpenPage = Callable[..., Page]

LESSON = "m1-gradient-descent/loss-surface/"


@pytest.mark.parametrize("control", [".g-choices input", "details > summary", ".g-term"])
def test_no_letter_leaves_what_has_the_focus(open_page: OpenPage, site: Site, control: str) -> None:
    page = open_page(LESSON)
    page.locator(f"article {control}").first.focus()
    for key in ("s", "f", "/", "p", ",", ".", "n"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.wait_for_timeout(300)
    assert page.url == f"{site.url}{LESSON}"


def test_letters_work_where_nothing_has_the_focus(open_page: OpenPage, site: Site) -> None:
    page = open_page(LESSON)
    page.keyboard.press("n")
    page.wait_for_url(f"{site.url}m1-gradient-descent/scaling-and-batches/")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_arrows_of_the_menu_are_buttons(open_page: OpenPage, key: str) -> None:
    page = open_page("m8-text/", viewport={"width": 1280, "height": 720})
    arrow = page.get_by_role("button", name="Tensores y autograd")
    expect(arrow).to_have_attribute("aria-expanded", "false")
    arrow.focus()
    page.keyboard.press(key)
    expect(arrow).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-nav").get_by_text("Autograd desde cero").first).to_be_visible()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_palette_is_changed_by_keyboard(open_page: OpenPage, key: str) -> None:
    page = open_page(LESSON)
    page.locator(".md-option").first.focus()
    for _ in range(2):
        page.keyboard.press(key)
    assert page.evaluate(SCHEME) == "slate"
