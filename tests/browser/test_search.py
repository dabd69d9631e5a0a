"""The search as a reader uses it; tests/site/test_search_answers.py says what it finds."""

from collections.abc import Callable

import pytest
from conftest import Site
from playwright.sync_api import Locator, Page, expect

from browser.conftest import AXE, broken_rules

OpenPage = Callable[..., Page]

LESSON = "m1-gradient-descent/gradient-descent/"
MESSAGE = """Traceback (most recent call last):
  File "/srv/eva/train.py", line 41, in <module>
    output = model(images)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x784 and 300x10)"""


def search(page: Page, words: str) -> Locator:
    """Open the search, ask, and wait for the links of the first answer."""
    page.locator("button.g-search").click()
    page.locator(".g-search-field").fill(words)
    found = page.locator(".g-search-found a")
    expect(found.first).to_be_visible()
    return found


@pytest.mark.parametrize(
    ("start", "words", "expected"),
    [
        ("", "superficie de perdida", "m1-gradient-descent/loss-surface/"),
        ("en/", "requires_grad", "en/m2-tensors-autograd/autograd/"),
        ("m8-text/", "Fashion-MNIST", "m5-networks/fashion-mnist/"),
        ("404.html", "tensores", "m2-tensors-autograd/tensors/"),
    ],
)
def test_a_result_leads_to_its_page(
    open_page: OpenPage, site: Site, start: str, words: str, expected: str
) -> None:
    page = open_page(start)
    search(page, words).first.click()
    page.wait_for_url(lambda url: url.startswith(site.url + expected))
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_result_on_this_page_closes_the_search(open_page: OpenPage, site: Site) -> None:
    page = open_page("faq/")
    link = search(page, "zero_grad").and_(page.locator("[href$='faq/#zero-grad']"))
    link.first.click()
    page.wait_for_url(f"{site.url}faq/#zero-grad")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_words_found_are_marked(open_page: OpenPage) -> None:
    page = open_page("m8-text/")
    search(page, "with_logits")
    marks = page.locator(".g-search-found mark").all_text_contents()
    assert any("with_logits" in mark for mark in marks), marks


def test_it_says_in_its_language_that_nothing_was_found(open_page: OpenPage) -> None:
    for start, text in (("", "Nada encontrado"), ("en/", "Nothing found")):
        page = open_page(start)
        page.keyboard.press("/")
        page.locator(".g-search-field").fill("zzzyyyxxx")
        expect(page.locator(".g-search-status")).to_contain_text(text)


def test_it_is_opened_walked_and_closed_by_keyboard(open_page: OpenPage, site: Site) -> None:
    page = open_page("m8-text/")
    page.keyboard.press("/")
    field, links = page.locator(".g-search-field"), page.locator(".g-search-found a")
    expect(field).to_be_focused()
    page.keyboard.type("gradiente")
    expect(links.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("gradiente")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}{LESSON}*")


def test_a_traceback_of_several_lines_can_be_pasted(open_page: OpenPage) -> None:
    page = open_page("m8-text/")
    page.keyboard.press("/")
    expect(page.locator(".g-search-field")).to_be_focused()
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer()
          clipboardData.setData("text", text)
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true })
          document.querySelector(".g-search-field").dispatchEvent(paste)
        }""",
        MESSAGE,
    )
    first = page.locator(".g-search-page").first
    expect(first).to_contain_text("mat1 and mat2 shapes cannot be multiplied")


def test_nothing_of_it_is_fetched_until_it_is_wanted(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    fetched: list[str] = []
    page.on("request", lambda one: fetched.append(one.url.rpartition("/assets/")[2]))
    page.goto("m8-text/", wait_until="networkidle")
    assert [name for name in fetched if "search" in name] == ["js/search.js"]
    search(page, "gradiente")
    assert "search.js" in fetched


def test_an_address_may_bring_its_question(open_page: OpenPage) -> None:
    page = open_page("m8-text/?q=gradiente")
    expect(page.locator(".g-search-found a").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_and_breaks_no_rule(open_page: OpenPage, width: int) -> None:
    for scheme in ("light", "dark"):
        page = open_page("m8-text/", viewport={"width": width, "height": 740}, color_scheme=scheme)
        search(page, MESSAGE.replace("\n", " "))
        dialog = page.locator(".g-search-dialog")
        assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
        if AXE.is_file():
            page.add_script_tag(path=AXE)
            assert broken_rules(page, {}) == []
