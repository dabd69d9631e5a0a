"""Progress stays in this browser, shows where the reader looks, travels as a file, and is never
lost because something is damaged."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from checkouts import other
from playwright.sync_api import BrowserContext, Page, expect

from browser.conftest import FORBID_STORAGE

OpenPage = Callable[..., Page]
OpenContext = Callable[..., BrowserContext]

LESSON = "m1-gradient-descent/gradient-descent/"
NAME = LESSON.rstrip("/")
STORED = "localStorage.getItem('gradiente.progress')"
SOUND = {"gradiente": 1, "pages": {NAME: {"read": True, "done": ["e1", "quiz-sign"]}}}
DAMAGED = [
    "",
    "{",
    "null",
    "[]",
    '{"gradiente": 2, "pages": {}}',
    '{"gradiente": 1, "pages": {"x": {"read": "yes", "done": []}}}',
    '{"gradiente": 1, "pages": {"x": {"read": true}}}',
    '{"gradiente": 1, "pages": {"x": {"read": true, "done": [], "questions": "6"}}}',
    '{"gradiente": 1, "pages": {"x": {"read": true, "done": [], "answers": {"q": 1}}}}',
]


WRONG = {"given": ["1"], "right": False}
ANSWERED = {
    "read": False,
    "done": ["e1", "quiz-sign", "quiz-one-step"],
    "questions": 6,
    "answers": {"quiz-sign": {"given": ["0"], "right": True}, "quiz-one-step": WRONG},
}


def remembering(context: BrowserContext, text: str) -> Page:
    """A page of a browser that kept this text; the page changes it without it coming back."""
    page = context.new_page()
    page.goto("404.html")
    page.evaluate("text => localStorage.setItem('gradiente.progress', text)", text)
    return page


def downloaded(page: Page, name: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_text(encoding="utf-8")


def test_what_is_read_shows_in_the_navigation_and_on_the_map_of_both_languages(
    open_page: OpenPage,
) -> None:
    page = open_page(LESSON)
    mark = page.get_by_role("button", name="Marcar como leída")
    mark.click()
    expect(page.get_by_role("button", name="✓ Página leída")).to_have_attribute(
        "aria-pressed", "true"
    )
    here = page.locator(".md-nav--primary .md-nav__link--active", has=page.locator(".g-tick"))
    expect(here.first).to_contain_text("(leída)")

    page.goto(other("map/"))
    expect(page.locator(".g-badge")).to_have_count(1)
    read = page.locator(".g-map a", has=page.locator(".g-badge"))
    assert (read.get_attribute("href") or "").endswith(f"{LESSON}")
    assert (read.locator("title").text_content() or "").endswith("(read)")
    expect(page.locator(".g-progress")).to_contain_text("1 of")

    page.goto(LESSON)
    page.get_by_role("button", name="✓ Página leída").click()
    expect(page.locator(".md-nav--primary .g-tick")).to_have_count(0)


def test_the_home_page_leads_who_comes_back_to_the_next_lesson(open_page: OpenPage) -> None:
    page = open_page("")
    start = page.locator(".g-start .g-button-strong")
    expect(start).to_have_text("Empezar el curso")
    page.goto(LESSON)
    page.get_by_label("Hecho").first.check()
    page.goto("")
    expect(start).to_have_text("Continuar: Descenso de gradiente paso a paso")
    page.goto(LESSON)
    page.get_by_role("button", name="Marcar como leída").click()
    page.goto(other(""))
    expect(start).to_have_text("Continue: The loss surface and the learning rate")
    expect(page.locator(".g-module-read").nth(1)).to_have_text("1 of 3 read")
    start.click()
    page.wait_for_url("**/en/m1-gradient-descent/loss-surface/")


def test_an_exercise_that_is_done_stays_done_and_is_counted(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    box = page.get_by_label("Hecho").first
    box.check()
    page.reload()
    expect(box).to_be_checked()
    page.goto("map/")
    expect(page.locator(".g-progress")).to_contain_text("1 ejercicios y preguntas")


def test_circles_in_the_card_fill_as_exercises_and_the_quiz_are_done(
    open_page: OpenPage, open_context: OpenContext
) -> None:
    page = open_page(LESSON)
    circle = page.locator(".g-circle", has_text="E1")
    expect(circle).to_have_text("E1")
    page.get_by_label("Hecho").first.check()
    expect(circle).to_have_text("E1 (Hecho)")
    expect(page.locator(".g-circle.g-filled")).to_have_count(1)
    circle.click()
    assert page.url.endswith("#e1")

    solved = {"read": False, "done": ["quiz-a", "quiz-b"], "questions": 2}
    page = remembering(open_context(), json.dumps({"gradiente": 1, "pages": {NAME: solved}}))
    page.goto(LESSON)
    expect(page.locator(".g-circle.g-filled")).to_have_text("Cuestionario (Hecho)")


def test_progress_travels_as_a_file_and_adds_to_what_is_there(
    open_page: OpenPage, open_context: OpenContext, tmp_path: Path
) -> None:
    page = open_page(LESSON)
    page.get_by_label("Hecho").nth(1).check()
    page.get_by_role("button", name="Marcar como leída").click()
    page.goto("map/")
    saved = downloaded(page, "Guardar mi progreso en un archivo")
    assert json.loads(saved)["pages"][NAME]["read"] is True
    (tmp_path / "progress.json").write_text(saved, encoding="utf-8")

    elsewhere = open_context(locale="en-US").new_page()
    elsewhere.goto(other(LESSON))
    elsewhere.get_by_label("Done").first.check()
    elsewhere.goto(other("map/"))
    with elsewhere.expect_file_chooser() as waiting:
        elsewhere.get_by_role("button", name="Load a progress file").click()
    waiting.value.set_files(tmp_path / "progress.json")
    expect(elsewhere.get_by_role("status")).to_have_text("What the file says was added.")
    expect(elsewhere.locator(".g-badge")).to_have_count(1)
    elsewhere.goto(other(LESSON))
    expect(elsewhere.get_by_label("Done").nth(0)).to_be_checked()
    expect(elsewhere.get_by_label("Done").nth(1)).to_be_checked()


def test_a_damaged_file_is_refused_and_changes_nothing(
    open_context: OpenContext, tmp_path: Path
) -> None:
    page = remembering(open_context(), json.dumps(SOUND))
    page.goto("map/")
    for text in DAMAGED:
        (tmp_path / "damaged.json").write_text(text, encoding="utf-8")
        page.locator(".g-progress input[type=file]").set_input_files(tmp_path / "damaged.json")
        expect(page.get_by_role("status")).to_contain_text("o está dañado. No ha cambiado nada.")
        page.get_by_role("status").evaluate("status => status.replaceChildren()")
    assert json.loads(page.evaluate(STORED)) == SOUND
    expect(page.locator(".g-badge")).to_have_count(1)


@pytest.mark.parametrize("text", DAMAGED)
def test_what_is_damaged_in_the_browser_is_put_aside_and_offered(
    open_context: OpenContext, text: str
) -> None:
    page = remembering(open_context(locale="en-US"), text)
    page.goto(other(LESSON))
    expect(page.locator(".g-read")).to_contain_text("Your saved progress is damaged.")
    page.get_by_role("button", name="Mark as read").click()  # goes on from nothing
    page.goto(other("map/"))
    expect(page.locator(".g-badge")).to_have_count(1)
    expect(page.locator(".g-progress")).to_contain_text("It was not erased.")
    assert downloaded(page, "Save the damaged record") == text
    expect(page.locator(".g-progress .g-damaged")).to_be_hidden()
    expect(page.get_by_role("button", name="Save my progress")).to_be_focused()
    page.reload()
    expect(page.locator(".g-progress .g-damaged")).to_be_hidden()
    expect(page.locator(".g-badge")).to_have_count(1)


def test_where_nothing_may_be_stored_the_page_says_so(open_context: OpenContext) -> None:
    context = open_context()
    context.add_init_script(FORBID_STORAGE)
    page = context.new_page()
    page.goto("map/")
    expect(page.get_by_role("status")).to_contain_text("Este navegador no permite guardar")


def later(page: Page) -> list[str]:
    return page.locator(".g-later li").all_inner_texts()


def test_what_was_answered_wrong_waits_on_the_map_until_it_is_right(
    open_context: OpenContext,
) -> None:
    gone = {"quiz-gone": WRONG}  # a question that the course no longer has, as its page
    answers = {"quiz-one-step": WRONG, "quiz-sign": {"given": ["0"], "right": True}}
    pages = {NAME: {**ANSWERED, "answers": gone | answers}, "gone/page": ANSWERED}
    page = remembering(open_context(), json.dumps({"gradiente": 1, "pages": pages}))
    page.goto("map/")
    title = "Descenso de gradiente paso a paso"
    asked = "Empiezas con b = …, la pendiente en b es … y la tasa de aprendizaje …"
    assert later(page) == [f"{title}: {asked}"]
    page.goto(other("map/"))
    link = page.locator(".g-later a")
    expect(link).to_contain_text(": You start with b = …")
    link.press("Enter")
    box = page.locator("#quiz-one-step")
    expect(box).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"/en/{LESSON}#quiz-one-step$"))
    box.locator("input").fill("0.8012")
    box.locator("input").press("Enter")
    page.goto(other("map/"))
    expect(page.locator(".g-later")).to_contain_text("will appear here")
    assert later(page) == []


def test_a_list_of_pages_tells_exercises_from_the_sum_of_the_quiz(
    open_context: OpenContext,
) -> None:
    text = json.dumps({"gradiente": 1, "pages": {NAME: ANSWERED}})
    page = remembering(open_context(), text)
    page.goto("map/")
    note = page.locator(f".g-map ~ * a[href$='{LESSON}'] + .g-tick").last
    expect(note).to_have_text("hechos: 1, cuestionario: 2 de 6")


def test_answers_travel_with_the_file_and_those_of_this_browser_win(
    open_context: OpenContext, tmp_path: Path
) -> None:
    mine = {"read": True, "done": [], "answers": {"quiz-sign": WRONG}}
    page = remembering(open_context(), json.dumps({"gradiente": 1, "pages": {NAME: mine}}))
    text = json.dumps({"gradiente": 1, "pages": {NAME: ANSWERED}})
    (tmp_path / "progress.json").write_text(text, encoding="utf-8")
    page.goto("map/")
    page.locator(".g-progress input[type=file]").set_input_files(tmp_path / "progress.json")
    expect(page.get_by_role("status")).to_have_text("Se ha añadido lo que dice el archivo.")
    kept = json.loads(downloaded(page, "Guardar mi progreso en un archivo"))["pages"][NAME]
    assert kept["answers"] == {"quiz-sign": WRONG, "quiz-one-step": WRONG}
    assert (kept["read"], kept["questions"]) == (True, 6)
    assert kept["done"] == ANSWERED["done"]
