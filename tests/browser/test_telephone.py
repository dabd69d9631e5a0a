"""Reading code and tables in a hand."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

OpenPage = Callable[..., Page]

LESSON = "m1-gradient-descent/gradient-descent/"
PHONE = {"width": 360, "height": 740}

SCROLLING = """() => [...document.querySelectorAll("article pre > code")].filter(code =>
  code.checkVisibility() && code.scrollWidth > code.clientWidth + 1).length"""

# Lines of code that a button lies on.
COVERED = """() => [...document.querySelectorAll("pre > code")].filter(code => {
  const nav = code.parentElement.querySelector(".md-code__nav")
  return code.checkVisibility() && nav.getBoundingClientRect().top
    < code.getBoundingClientRect().bottom - 1
}).map(code => code.textContent.slice(0, 80))"""


def test_long_lines_are_wrapped_until_the_reader_wants_them_to_scroll(
    open_context: Callable[..., BrowserContext],
) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto(LESSON)
    button = page.locator("button.g-wrap")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(SCROLLING) == 0
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(SCROLLING) > 0
    page.goto(f"en/{LESSON}")  # remembered, in the other language too
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(SCROLLING) > 0


def test_no_button_lies_on_code(open_page: OpenPage) -> None:
    for settings in ({"viewport": PHONE, "has_touch": True}, {}):
        page = open_page(LESSON, **settings)
        page.locator(".md-code__nav").first.wait_for(state="attached")
        assert page.evaluate(COVERED) == []


def test_copying_with_what_it_needs_stands_beside_copying(open_page: OpenPage) -> None:
    page = open_page(LESSON, permissions=["clipboard-read", "clipboard-write"])
    needs = page.locator(".md-code__nav > .g-needs").first
    box, copy = needs.bounding_box(), needs.locator("xpath=../button[1]").bounding_box()
    assert box is not None
    assert copy is not None
    assert abs(box["y"] + box["height"] / 2 - copy["y"] - copy["height"] / 2) <= 2
    needs.click()
    assert "import numpy as np" in page.evaluate("navigator.clipboard.readText()")


def test_what_goes_on_to_the_right_says_so_until_its_end(open_page: OpenPage) -> None:
    page = open_page("equivalences/", viewport=PHONE)
    table = page.locator("article [data-g-more='end']:not(code)").first
    arrow = "table => getComputedStyle(table, '::after').content"
    assert "→" in table.evaluate(arrow)
    handle = table.element_handle()
    handle.evaluate("table => { table.scrollLeft = 50 }")
    page.wait_for_function("table => table.dataset.gMore === 'start end'", arg=handle)
    handle.evaluate("table => { table.scrollLeft = table.scrollWidth }")
    page.wait_for_function("table => table.dataset.gMore === 'start'", arg=handle)
    assert handle.evaluate(arrow) == "none"


def test_the_column_of_pytorch_stays_in_sight(open_page: OpenPage) -> None:
    page = open_page("equivalences/", viewport=PHONE)
    for at in (0, 10_000):
        seen = page.locator(".g-side-by-side").first.evaluate(
            """(part, at) => {
              const scroller = part.querySelector(".md-typeset__scrollwrap, .md-typeset__table")
              scroller.scrollLeft = at
              const cells = [...part.querySelectorAll("th")]
              const box = cells.find(one => one.textContent === "PyTorch").getBoundingClientRect()
              return box.left >= 0 && box.right <= innerWidth + 1
            }""",
            at,
        )
        assert seen, at


def test_output_is_a_stop_with_a_name_only_where_it_scrolls(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    page.wait_for_function("document.querySelector('.g-output pre[data-g-more]')")
    stops = page.locator(".g-output pre").evaluate_all(
        """all => all.filter(one => one.checkVisibility()).map(one => [
          one.scrollWidth > one.clientWidth + 1, one.tabIndex >= 0, one.role === "group"])"""
    )
    assert stops
    assert all(wide == stop == group for wide, stop, group in stops)
