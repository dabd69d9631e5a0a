"""Every kind of page without scripts, in the dark and on paper: nothing that matters is hidden."""

import pytest
from conftest import Site
from offenders import complaint, fail_with
from playwright.sync_api import Browser, Page, expect

from browser.conftest import (
    OPEN_ALL,
    SCHEME,
    TUTORIALS,
    Visit,
    assert_shows_the_code,
    listening,
    look_at_each,
)

pytestmark = pytest.mark.timeout(1800)  # the first test looks at all pages

# One address of each kind that is no tutorial; both languages share their templates.
KINDS = ["", "en/", "m1-gradient-descent/", "map/", "glossary/", "claims/", "errors/", "names/"]
KINDS += ["figures/", "api/", "api/metrics/", "practice/gradient-descent/"]
PAGES = [*KINDS, *TUTORIALS]

CLOSE_ALL = OPEN_ALL.replace("true", "false")

# Texts of the article that nobody sees, though they are none of the expected ones.
UNSEEN = """expected => [...document.querySelectorAll("article *")].filter(element => {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  return own && !element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })
    && !element.closest("script, style, template, title, annotation")
    && !element.closest(expected)
}).map(element => element.outerHTML.slice(0, 140))"""

# Definitions stand in the glossary; notebooks have marks of their own.
ALWAYS = ".g-def, .g-widget-data, .g-commit, .anchor-link, .jp-InputPrompt"
ONLY_ON_PAPER = ".g-quiz-key"
ONLY_ON_SCREEN = """.headerlink, .g-downloads, .g-button, .g-answers, .g-progress, .g-read, .g-done,
  .g-later, .g-sum, .g-grip, .g-moves, .g-needs, .g-w-ask, .g-widget, .md-code__nav, .g-notebook,
  noscript"""


Said = dict[str, dict[str, str]]  # address → what was asked → what is wrong there, or ""


@pytest.fixture(scope="module")
def said(browser: Browser, site: Site) -> Said:
    """What is wrong with each page, which is opened once without scripts and once in the dark."""

    def look(address: str) -> dict[str, str]:
        seen = Visit()
        bare_settings = {"java_script_enabled": False, "color_scheme": "light"}
        with (
            browser.new_context(base_url=site.url, **bare_settings) as without,
            browser.new_context(base_url=site.url, locale="es-ES", color_scheme="dark") as first,
        ):
            bare, dark = without.new_page(), first.new_page()
            lost = complaint(bare.goto, address)
            with listening(dark, seen, site):
                lost = lost or complaint(dark.goto, address)
            return {
                "reading": lost or complaint(can_be_read, bare, address),
                "everything": complaint(nothing_is_missing, bare, address),
                "dark": lost or complaint(is_quiet_and_dark, dark, seen),
                "paper": complaint(is_whole_on_paper, bare, address)
                or complaint(is_whole_on_paper, dark, address),
            }

    return look_at_each(site, "bare", PAGES, look)


def what_is_wrong(said: Said, asked: str) -> dict[str, str]:
    return {address: answers[asked] for address, answers in said.items()}


def test_a_page_can_be_read_without_scripts(said: Said) -> None:
    fail_with(what_is_wrong(said, "reading"))


def test_nothing_is_missing_without_scripts(said: Said) -> None:
    fail_with(what_is_wrong(said, "everything"))


def test_a_first_visit_in_the_dark_is_quiet_and_dark(said: Said) -> None:
    fail_with(what_is_wrong(said, "dark"))


def test_on_paper_every_fold_is_open_and_the_site_is_gone(said: Said) -> None:
    fail_with(what_is_wrong(said, "paper"))


def can_be_read(bare: Page, address: str) -> None:
    article = bare.locator("article")
    expect(article.locator("h1").first).to_be_visible()
    for shown in (".g-output pre", "math"):  # some pages have none outside their folds
        if article.locator(f"{shown}:not(details:not([open]) *)").count():
            expect(article.locator(f"{shown}:visible").first).to_be_visible()
    figures = article.locator("figure img:visible")
    assert figures.count() == article.locator("figure:visible").count()
    for figure in figures.all()[:1]:
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_js_property("complete", True)
        assert figure.evaluate("picture => picture.naturalWidth") > 0
    if address in TUTORIALS:
        assert_shows_the_code(address, article.locator(".highlight code").all_text_contents())
        expect(article.locator(".g-output pre:visible").first).to_be_visible()
        assert figures.first.evaluate("picture => picture.className") == "g-light"


def nothing_is_missing(bare: Page, address: str) -> None:
    bare.evaluate(CLOSE_ALL)
    for fold in bare.locator("article details").all()[:3]:
        fold.locator("summary").first.click()
        assert fold.evaluate("fold => fold.open")
    if address in TUTORIALS:
        solution = bare.locator("article details.g-solution").first
        solution.evaluate("fold => { fold.open = false }")
        expect(solution.locator(".highlight").first).not_to_be_visible()
        solution.locator("summary").click()
        expect(solution.locator(".highlight").first).to_be_visible()
    bare.evaluate(OPEN_ALL)
    assert bare.evaluate(UNSEEN, f"{ALWAYS}, {ONLY_ON_PAPER}") == []
    # A button that only scripts answer would do nothing.
    expect(bare.locator("article button:visible")).to_have_count(0)
    for figure in bare.locator(".g-widget-fallback").all():
        expect(figure).to_be_visible()


def is_quiet_and_dark(page: Page, seen: Visit) -> None:
    assert page.evaluate(SCHEME) == "slate"
    assert not [*seen.noise, *seen.failed, *seen.foreign]


def is_whole_on_paper(page: Page, address: str) -> None:
    page.evaluate(CLOSE_ALL)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(UNSEEN, f"{ALWAYS}, {ONLY_ON_SCREEN}") == []
    for gone in (".md-header", ".md-sidebar", ".md-footer__inner", "article button"):
        expect(page.locator(f"{gone}:visible")).to_have_count(0)
    answers = page.locator(ONLY_ON_PAPER)
    assert answers.count() == (1 if address in TUTORIALS else 0)
    if answers.count():
        expect(answers).to_be_visible()
        expect(page.locator(".g-answers:visible")).to_have_count(0)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
