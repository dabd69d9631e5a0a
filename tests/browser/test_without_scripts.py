"""Every kind of page without scripts, and on paper: nothing that matters is hidden."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OPEN_ALL, TUTORIALS

OpenPage = Callable[..., Page]

# One address of each kind that is no tutorial; both languages share their templates.
KINDS = ["", "m1-gradient-descent/", "map/", "glossary/", "claims/", "errors/", "names/"]
KINDS += ["figures/", "api/", "api/metrics/", "practice/gradient-descent/"]
PAGES = [*KINDS, *TUTORIALS]

every_kind = pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "home")

# Texts of the article that nobody sees, though they are none of the expected ones.
UNSEEN = """expected => [...document.querySelectorAll("article *")].filter(element => {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  return own && !element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })
    && !element.closest("script, style, template, title, annotation")
    && !element.closest(expected)
}).map(element => element.outerHTML.slice(0, 140))"""

# Definitions stand in the glossary; notebooks have marks of their own.
ALWAYS = ".g-def, .g-widget-data, .anchor-link, .jp-InputPrompt"
ONLY_ON_PAPER = ".g-quiz-key"
ONLY_ON_SCREEN = """.headerlink, .g-downloads, .g-button, .g-answers, .g-progress, .g-read, .g-done,
  .g-grip, .g-moves, .g-needs, .g-w-ask, .g-widget, .md-code__nav, .g-notebook, noscript"""


@every_kind
def test_nothing_is_missing_without_scripts(open_page: OpenPage, address: str) -> None:
    page = open_page(address, java_script_enabled=False)
    expect(page.locator("article h1").first).to_be_visible()
    for fold in page.locator("article details").all()[:3]:
        fold.locator("summary").first.click()
        assert fold.evaluate("fold => fold.open")
    page.evaluate(OPEN_ALL)
    assert page.evaluate(UNSEEN, f"{ALWAYS}, {ONLY_ON_PAPER}") == []
    # A button that only scripts answer would do nothing.
    expect(page.locator("article button:visible")).to_have_count(0)
    for figure in page.locator(".g-widget-fallback").all():
        expect(figure).to_be_visible()


@every_kind
def test_on_paper_every_fold_is_open_and_the_site_is_gone(
    open_page: OpenPage, address: str
) -> None:
    for scripts in (True, False):
        page = open_page(address, java_script_enabled=scripts, color_scheme="dark")
        page.emulate_media(media="print")
        assert page.evaluate(UNSEEN, f"{ALWAYS}, {ONLY_ON_SCREEN}") == []
        for gone in (".md-header", ".md-sidebar", ".md-footer__inner", "article button"):
            expect(page.locator(f"{gone}:visible")).to_have_count(0)
        answers = page.locator(ONLY_ON_PAPER)
        assert answers.count() == (1 if address in TUTORIALS else 0)
        if answers.count():
            expect(answers).to_be_visible()
            expect(page.locator(".g-answers:visible")).to_have_count(0)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        )
