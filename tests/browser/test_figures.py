"""Figures: as wide as a telephone, and as large as the screen on demand."""

from collections.abc import Callable

import pytest
from conftest import Site
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]

LESSON = "m1-gradient-descent/gradient-descent/"
PHONE = {"width": 360, "height": 740}
OPEN = "dialog.g-zoom-dialog"
SCALE = "new DOMMatrix(getComputedStyle(document.querySelector('.g-zoom-sheet')).transform)"
CLOSE: dict[str, Callable[[Page], object]] = {
    "Escape": lambda page: page.keyboard.press("Escape"),
    "button": lambda page: page.locator(".g-zoom-tools button").last.click(),
    "back": lambda page: page.go_back(),
}


def first_figure(page: Page) -> Locator:
    return page.locator(".g-zoom:visible").first


def scale(page: Page) -> float:
    return float(page.evaluate(f"{SCALE}.a"))


def test_no_figure_is_cut_on_a_telephone(open_page: OpenPage) -> None:
    page = open_page(LESSON, viewport=PHONE)
    cut = page.locator(".g-figure img:visible").evaluate_all(
        "pictures => pictures.filter(one => one.getBoundingClientRect().right > innerWidth).length"
    )
    assert cut == 0


@pytest.mark.parametrize("way", CLOSE)
def test_an_enlarged_figure_is_closed_and_the_focus_returns(open_page: OpenPage, way: str) -> None:
    page = open_page(LESSON, viewport=PHONE)
    link = first_figure(page)
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator(OPEN)
    expect(dialog).to_be_visible()
    expect(dialog).to_have_attribute("aria-label", link.locator("img").get_attribute("alt") or "")
    CLOSE[way](page)
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    assert page.url.endswith(LESSON)


def test_back_leaves_the_page_after_a_figure_was_closed(open_page: OpenPage, site: Site) -> None:
    page = open_page("")
    page.goto(LESSON)
    first_figure(page).click()
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    page.wait_for_function("!history.state?.figure")
    page.go_back()
    assert page.url == site.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_enlarged_picture_is_the_one_of_the_palette(open_page: OpenPage, scheme: str) -> None:
    page = open_page(LESSON, color_scheme=scheme)
    first_figure(page).click()
    shown = page.locator(f"{OPEN} img:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_class(f"g-{scheme}")


def test_keys_enlarge_and_move_a_figure_up_to_its_edge(open_page: OpenPage) -> None:
    page = open_page(LESSON, viewport=PHONE)
    first_figure(page).click()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) == pytest.approx(2.25)
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"{SCALE}.e") == 80
    for _ in range(9):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"{SCALE}.e") == pytest.approx(360 * 1.25 / 2, abs=1)
    for _ in range(5):
        page.keyboard.press("-")
    assert page.evaluate(f"{SCALE}.isIdentity")


def test_the_wheel_enlarges_what_is_under_the_pointer(open_page: OpenPage) -> None:
    page = open_page(LESSON, viewport={"width": 1280, "height": 720})
    first_figure(page).click()
    page.mouse.move(640 + 200, 360)
    page.mouse.wheel(0, -400)
    page.wait_for_function(f"{SCALE}.a > 2")
    # The point 200 px right of the middle stays: it moves by 200 × (1 − scale).
    assert page.evaluate(f"{SCALE}.e") == pytest.approx(200 * (1 - scale(page)), abs=1)
    page.mouse.down()
    page.mouse.move(640 + 300, 360)
    page.mouse.up()
    assert page.evaluate(f"{SCALE}.e") == pytest.approx(200 * (1 - scale(page)) + 100, abs=1)


def test_two_fingers_enlarge_a_figure(open_page: OpenPage) -> None:
    page = open_page(LESSON, viewport=PHONE, has_touch=True)
    first_figure(page).tap()
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *across: int) -> None:
        points = [{"x": x, "y": 370, "id": number} for number, x in enumerate(across)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 150, 210)
    fingers("touchMove", 120, 240)
    fingers("touchEnd")
    assert scale(page) == pytest.approx(2, abs=0.1)


def test_without_scripts_a_figure_leads_to_its_file(open_page: OpenPage) -> None:
    page = open_page(LESSON, java_script_enabled=False)
    expect(page.locator(".g-zoom:visible")).to_have_count(page.locator(".g-figure:visible").count())
    address = first_figure(page).evaluate("link => link.href")
    assert address == first_figure(page).locator("img").evaluate("picture => picture.src")


def test_no_key_of_the_site_acts_while_a_figure_is_enlarged(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    first_figure(page).click()
    for key in "nps":
        page.keyboard.press(key)
    expect(page.locator(OPEN)).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(1)
