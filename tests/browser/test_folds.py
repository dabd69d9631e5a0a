"""Folds of a tutorial: predictions, the switch that opens them, checks, who is in a hurry."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]

LESSON = "m1-gradient-descent/gradient-descent/"
OTHER = "faq/"  # without predictions
ALL = {"": "Mostrar todos los resultados", "en/": "Show all outputs"}
SPOILED = """() => [...document.querySelectorAll("details.g-predict > :not(summary)")]
  .filter(answer => answer.checkVisibility({ contentVisibilityAuto: true }))
  .map(answer => answer.outerHTML.slice(0, 100))"""


def answers(page: Page) -> list[bool]:
    return [fold.evaluate("fold => fold.open") for fold in page.locator(".g-predict").all()]


def switch(page: Page, language: str = "") -> Locator:
    return page.get_by_role("button", name=ALL[language])


def test_nothing_answers_a_question_before_the_reader_does(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    expect(page.locator(".g-question").first).to_be_visible()
    assert page.evaluate(SPOILED) == []


def test_a_reader_commits_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    fold = page.locator(".g-predict").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator(".g-figure").first).to_be_visible()
    expect(fold.locator(".g-question")).to_be_visible()
    expect(fold.locator(".g-commit")).not_to_be_visible()


def test_a_reader_commits_without_scripts(open_page: OpenPage) -> None:
    page = open_page(LESSON, java_script_enabled=False)
    fold = page.locator(".g-predict").first
    fold.locator("summary").click()
    expect(fold.locator(".g-figure").first).to_be_visible()
    expect(switch(page)).to_have_count(0)


def test_one_switch_opens_all_and_is_remembered_in_both_languages(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    switch(page).focus()
    page.keyboard.press("Space")
    expect(switch(page)).to_have_attribute("aria-pressed", "true")
    assert all(answers(page))
    page.goto(f"en/{LESSON}")
    expect(switch(page, "en/")).to_have_attribute("aria-pressed", "true")
    assert all(answers(page))
    switch(page, "en/").click()
    page.reload()
    expect(switch(page, "en/")).to_have_attribute("aria-pressed", "false")
    assert not any(answers(page))


def test_a_page_without_predictions_has_no_switch(open_page: OpenPage) -> None:
    page = open_page(OTHER)
    assert answers(page) == []
    expect(switch(page)).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_index_of_claims_leads_into_an_open_mark(open_page: OpenPage, scripts: bool) -> None:
    page = open_page("claims/", java_script_enabled=scripts)
    page.locator(f"a[href$='{LESSON}#claim-slopes-vanish']").click()
    expect(page.locator("#claim-slopes-vanish")).to_be_in_viewport()
    expect(page.locator(".g-checks[open]")).to_have_count(1)


def test_the_central_claim_stands_open(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    expect(page.locator("p#claim-steps-reach-exact")).to_be_visible()


def test_the_fold_in_a_hurry_is_closed_and_its_code_can_be_copied(open_page: OpenPage) -> None:
    page = open_page(LESSON, permissions=["clipboard-read", "clipboard-write"])
    fold = page.locator(".g-hurry")
    expect(fold.locator(".highlight")).not_to_be_visible()
    fold.locator("summary").click()
    fold.locator(".highlight button").first.click()
    code = page.evaluate("navigator.clipboard.readText()")
    compile(code, "hurry", "exec")
    assert "w -= lr * 2" in code


def test_paper_shows_all_answers_and_checks(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    page.emulate_media(media="print")
    for inside in (".g-predict .g-output", ".g-checks li", ".g-objectives li", ".g-hurry p"):
        expect(page.locator(inside).first).to_be_visible()
    expect(page.locator(".g-commit").first).not_to_be_visible()
