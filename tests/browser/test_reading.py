"""Reading a tutorial: copying code, palettes, folds, keyboard and paper."""

import re
from collections.abc import Callable

import pytest
from offenders import check_each
from playwright.sync_api import BrowserContext, Page, expect

from browser.conftest import OPEN_ALL, SCHEME, SETTLED, TUTORIALS, assert_shows_the_code

OpenPage = Callable[..., Page]
OpenContext = Callable[..., BrowserContext]

LESSON = "m1-gradient-descent/gradient-descent/"
SHOWN = """() => [...document.querySelectorAll(".g-figure img")]
  .filter(picture => picture.checkVisibility()).map(picture => picture.className)"""

COPY_ALL = """async () => {
  const copied = []
  for (const block of document.querySelectorAll("article .highlight")) {
    await navigator.clipboard.writeText("nothing was copied")
    block.querySelector("button").click()
    for (let tries = 0; tries < 100; tries++) {
      await new Promise(resolve => setTimeout(resolve, 5))
      if (await navigator.clipboard.readText() !== "nothing was copied") break
    }
    copied.push(await navigator.clipboard.readText())
  }
  return copied
}"""


@pytest.mark.timeout(900)
def test_the_copy_button_copies_the_code_and_nothing_else(open_page: OpenPage) -> None:
    def check(address: str) -> None:
        page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
        page.evaluate(OPEN_ALL)
        page.wait_for_selector("article .highlight button")
        assert_shows_the_code(address, page.evaluate(COPY_ALL))
        page.close()

    check_each(TUTORIALS, check)


def test_a_click_on_the_copy_button_says_so(open_page: OpenPage) -> None:
    page = open_page(LESSON, permissions=["clipboard-read", "clipboard-write"])
    block = page.locator("article .highlight:visible").first
    block.hover()
    button = block.locator("button").first
    assert button.get_attribute("title") == "Copiar al portapapeles"
    button.click()
    expect(page.locator(".md-dialog")).to_contain_text("Copiado al portapapeles")
    assert "import numpy as np" in page.evaluate("navigator.clipboard.readText()")


def test_code_is_copied_with_what_it_needs_and_without_what_only_claims(
    open_page: OpenPage,
) -> None:
    page = open_page(LESSON, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(OPEN_ALL)
    block = page.locator(".g-code", has_text="indices = np.arange(n)")
    block.locator(".g-needs").click()
    expect(block.locator(".g-needs")).to_have_text("Copiado con lo que necesita")
    copied = page.evaluate("navigator.clipboard.readText()")
    compile(copied, "copied", "exec")
    assert copied.startswith("import matplotlib.pyplot as plt\nimport numpy as np\n")
    assert "\nn = 100\n" in copied  # of another block
    assert copied.endswith(block.locator("pre code").inner_text().rstrip())
    assert "claim(" not in copied


@pytest.mark.parametrize("system", ["light", "dark"])
def test_figures_follow_the_palette_that_is_chosen(open_page: OpenPage, system: str) -> None:
    page = open_page(LESSON, color_scheme=system)
    seen = []
    for _ in range(3):  # automatic, light, dark
        scheme = page.evaluate(SCHEME)
        shown = set(page.evaluate(SHOWN))
        assert shown == {"g-light" if scheme == "default" else "g-dark"}
        seen.append(scheme)
        page.locator("form[data-md-component=palette] label:not([hidden])").click()
    assert seen == [{"light": "default", "dark": "slate"}[system], "default", "slate"]


def test_the_chosen_palette_is_remembered_in_both_languages(open_context: OpenContext) -> None:
    page = open_context(color_scheme="light").new_page()
    page.goto(LESSON)
    for _ in range(2):
        page.locator("form[data-md-component=palette] label:not([hidden])").click()
    for address in ("", LESSON, f"en/{LESSON}"):
        page.goto(address)
        assert page.evaluate(SCHEME) == "slate", address


def test_the_contents_can_be_reached_without_scripts(open_page: OpenPage) -> None:
    page = open_page("", java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.locator("article a.g-button-strong").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_home_starts_the_reader_with_one_click(open_page: OpenPage) -> None:
    for address in ("", "en/"):
        page = open_page(address, viewport={"width": 1280, "height": 800})
        start = page.locator("article a.g-button-strong")
        expect(start).to_be_in_viewport()
        start.click()
        expect(page.locator(".g-card")).to_be_visible()


def test_the_first_tab_skips_to_the_content(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    page.keyboard.press("Tab")
    skip = page.locator("a.md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_whoever_walks_by_keyboard_sees_where_they_stand(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
              const active = document.activeElement
              // The label stands for the invisible switch of the palette.
              const element = active.matches(".md-option") ? active.nextElementSibling : active
              const style = getComputedStyle(element)
              const box = element.getBoundingClientRect()
              const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
              return outlined && box.width > 0 ? null : element.outerHTML.slice(0, 120)
            }"""
        )
        unseen += [where] if where else []
    assert not unseen


def test_folds_open_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    fold = page.locator("details.g-hint").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("open", "")


def test_wide_code_scrolls_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(LESSON, viewport={"width": 360, "height": 740})
    page.wait_for_function(SETTLED)
    unreachable = page.evaluate(
        """() => [...document.querySelectorAll("article *")].filter(element => {
          const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
          return scrolls && element.checkVisibility() && element.tabIndex < 0
            && element.scrollWidth > element.clientWidth + 1
        }).map(element => element.outerHTML.slice(0, 100))"""
    )
    assert not unreachable


def test_paper_gets_the_text_without_the_navigation(open_page: OpenPage) -> None:
    page = open_page(LESSON, color_scheme="dark")
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-sidebar", ".g-downloads", ".md-footer__inner"):
        for element in page.locator(gone).all():
            expect(element).not_to_be_visible()
    assert set(page.evaluate(SHOWN)) == {"g-light"}
    expect(page.locator("details.g-solution .highlight").first).to_be_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_nothing_moves_for_who_asks_for_stillness(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(element => {
          const style = getComputedStyle(element)
          const times = `${style.transitionDuration},${style.animationDuration}`.split(",")
          return times.some(time => parseFloat(time) > 0.01)
            || style.scrollBehavior === "smooth"
        }).map(element => element.outerHTML.slice(0, 100))"""
    )
    assert not moving


def test_a_bar_and_minutes_say_how_much_of_a_lesson_is_left(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    left = page.locator(".g-left")
    expect(left).to_have_text(re.compile("quedan 3[345] min"))
    before = page.locator(".g-bar").bounding_box()
    page.evaluate("document.querySelector('#exercises').scrollIntoView()")
    expect(left).to_have_text("texto leído")
    after = page.locator(".g-bar").bounding_box()
    assert before
    assert after
    assert before["width"] < 300 < after["width"] == 1280


def test_behind_a_lesson_comes_the_next_that_is_written(open_page: OpenPage) -> None:
    page = open_page("m2-tensors-autograd/autograd-from-scratch/")
    page.get_by_role("link", name="Siguiente").click()
    page.wait_for_url("**/m5-networks/fashion-mnist/")
    expect(page.get_by_role("link", name="Siguiente: Mapa del curso")).to_have_count(1)
