"""Every kind of page without scripts, in the dark and on paper: nothing that matters is hidden."""

from collections.abc import Iterator

import pytest
from conftest import Site
from playwright.sync_api import Browser, Page, expect

from browser.conftest import OPEN_ALL, SCHEME, TUTORIALS, Visit, assert_shows_the_code, listening

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
ALWAYS = ".g-def, .g-widget-data, .anchor-link, .jp-InputPrompt"
ONLY_ON_PAPER = ".g-quiz-key"
ONLY_ON_SCREEN = """.headerlink, .g-downloads, .g-button, .g-answers, .g-progress, .g-read, .g-done,
  .g-grip, .g-moves, .g-needs, .g-w-ask, .g-widget, .md-code__nav, .g-notebook, noscript"""


@pytest.fixture(scope="module", params=PAGES, ids=lambda address: address or "home")
def address(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def bare(browser: Browser, site: Site, address: str) -> Iterator[Page]:
    """The page without scripts, opened once for all that is asked of it."""
    settings = {"base_url": site.url, "java_script_enabled": False, "color_scheme": "light"}
    with browser.new_context(**settings) as context:
        page = context.new_page()
        page.goto(address)
        yield page


@pytest.fixture(scope="module")
def dark(browser: Browser, site: Site, address: str) -> Iterator[tuple[Page, Visit]]:
    """The first visit of a browser in the dark, with scripts, and what it did."""
    seen = Visit()
    with browser.new_context(base_url=site.url, locale="es-ES", color_scheme="dark") as context:
        page = context.new_page()
        with listening(page, seen, site):
            page.goto(address)
        yield page, seen


def test_a_page_can_be_read_without_scripts(bare: Page, address: str) -> None:
    article = bare.locator("article")
    expect(article.locator("h1").first).to_be_visible()
    for shown in (".g-output pre", "math"):  # some pages have none
        for element in article.locator(shown).all()[:1]:
            expect(element).to_be_visible()
    figures = article.locator("figure img:visible")
    assert figures.count() == article.locator("figure:visible").count()
    for figure in figures.all()[:1]:
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_js_property("complete", True)
        assert figure.evaluate("picture => picture.naturalWidth") > 0
    if address in TUTORIALS:
        assert_shows_the_code(address, article.locator(".highlight code").all_text_contents())
        expect(article.locator(".g-output pre").first).to_be_visible()
        assert figures.first.evaluate("picture => picture.className") == "g-light"


def test_nothing_is_missing_without_scripts(bare: Page, address: str) -> None:
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


def test_a_first_visit_in_the_dark_is_quiet_and_dark(dark: tuple[Page, Visit]) -> None:
    page, seen = dark
    assert page.evaluate(SCHEME) == "slate"
    assert not [*seen.noise, *seen.failed, *seen.foreign]


def test_on_paper_every_fold_is_open_and_the_site_is_gone(
    bare: Page, dark: tuple[Page, Visit], address: str
) -> None:
    for page in (bare, dark[0]):
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
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        )
