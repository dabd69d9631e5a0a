"""High contrast: where the reader's system chooses the colours, every mark can still be seen."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

LESSON = "m1-gradient-descent/loss-surface/"

# Icons are cut out of a colour, which the system would make that of the ground.
INVISIBLE = """icons => icons.filter(([place, part]) => {
  const style = getComputedStyle(document.querySelector(place), part)
  return style.backgroundColor === getComputedStyle(document.body).backgroundColor
}).map(String)"""
ICONS = [
    (".md-code__button", "::after"),
    (".md-nav__icon", "::after"),
    ("details.g-solution > summary", "::after"),
]


def test_icons_and_tracks_and_the_place_in_the_menu_are_seen(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}#I-1:lr=0.9", forced_colors="active")
    page.locator(".md-code__button").first.wait_for(state="attached")
    assert page.evaluate(INVISIBLE, ICONS) == []
    slider = page.locator("#I-1-lr")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    left = {**box, "width": box["width"] / 4}  # the thumb is further right
    darkest, lightest = Image.open(BytesIO(page.screenshot(clip=left))).convert("L").getextrema()
    assert lightest - darkest > 128
    active = page.locator(".md-sidebar--primary a.md-nav__link--active:visible").last
    expect(active).to_have_css("text-decoration-line", "underline")
