"""The quiz of a page answers, explains, remembers, prints, and works without scripts."""

from collections.abc import Callable

import pytest
from checkouts import other
from offenders import check_each
from playwright.sync_api import BrowserContext, Locator, Page, expect

from browser.conftest import FORBID_STORAGE, TUTORIALS

Opener = Callable[..., Page]
ORDERED = "en/m1-gradient-descent/gradient-descent/"


def solve(page: Page, item: str) -> None:
    """Answer a question from its own data, with the keyboard where that is the hard way."""
    box = page.locator(item)
    kind = box.get_attribute("data-kind")
    if kind == "numeric":
        box.locator("input").fill(box.get_attribute("data-value") or "")
        box.locator("input").press("Enter")
        return
    if kind == "order":
        while True:
            steps = box.locator(".g-steps > li")
            ranks = [int(step.get_attribute("data-rank") or 0) for step in steps.all()]
            late = [n for n in range(len(ranks) - 1) if ranks[n] > ranks[n + 1]]
            if not late:
                break
            down = steps.nth(late[0]).locator("button").last
            down.focus()
            down.press("Enter")
    for right in box.locator(".g-answers li.g-right").all():
        box.locator(f"input[value='{right.get_attribute('data-rank')}']").check()
    box.locator("> button").click()


@pytest.mark.timeout(900)
def test_every_question_can_be_solved_and_stays_solved(open_page: Opener) -> None:
    def check(address: str) -> None:
        page = open_page(address)
        items = [f"#{box.get_attribute('id')}" for box in page.locator(".g-item").all()]
        assert len(items) >= 4
        for item in items:
            solve(page, item)
            expect(page.locator(item)).to_have_attribute("data-state", "right")
        page.reload()
        expect(page.locator(".g-solved")).to_have_count(len(items))
        page.close()

    check_each(TUTORIALS, check)


def test_a_wrong_choice_gets_its_own_reason(open_page: Opener) -> None:
    page = open_page("en/m1-gradient-descent/gradient-descent/")
    box = page.locator("#quiz-sign")
    box.locator("> button").click()
    expect(box.get_by_role("status")).to_have_text("Choose an answer first.")
    box.locator("input").nth(1).check()
    box.locator("> button").click()
    expect(box.get_by_role("status")).to_contain_text("subtracting a negative number is adding")
    box.locator("input").nth(0).check()
    expect(box.get_by_role("status")).to_be_empty()


def fail(page: Page, item: str) -> None:
    """Answer a question of any kind wrongly."""
    box = page.locator(item)
    kind = box.get_attribute("data-kind")
    if kind == "numeric":
        box.locator("input").fill("-12345")
    elif kind != "order":  # steps never start in their right order
        wrong = box.locator(".g-answers li:not(.g-right)").first.get_attribute("data-rank")
        box.locator(f"input[value='{wrong}']").check()
    box.locator("> button").press("Enter")


def given(page: Page) -> list[list[str]]:
    """Of each question what stands there as the answer."""
    return [
        box.locator("input:checked, input[type=text]").evaluate_all("all => all.map(i => i.value)")
        + order_of(box)
        for box in page.locator(".g-item").all()
    ]


def test_the_last_answers_come_back_without_saying_the_right_ones(open_page: Opener) -> None:
    page = open_page(ORDERED)
    items = [f"#{box.get_attribute('id')}" for box in page.locator(".g-item").all()]
    kinds = page.locator(".g-item").evaluate_all("all => all.map(item => item.dataset.kind)")
    assert {"single", "numeric", "order"} <= {*kinds}
    for item in items:
        fail(page, item)
        expect(page.locator(item)).to_have_attribute("data-state", "wrong")
    before = given(page)
    page.reload()
    assert given(page) == before
    for item in items:
        expect(page.locator(item)).to_have_attribute("data-state", "wrong")
        expect(page.locator(item).get_by_role("status")).to_have_text("Your last answer: Not yet.")
    expect(page.locator(".g-item li[data-state]")).to_have_count(0)
    expect(page.locator(".g-answers[open]")).to_have_count(0)

    solve(page, items[0])  # and now it is the right one that is the last
    page.goto(other(ORDERED))
    first = page.locator(items[0])
    expect(first.get_by_role("status")).to_have_text("Tu última respuesta: Correcto.")
    expect(page.locator(items[1])).to_have_attribute("data-state", "wrong")
    assert given(page)[1:] == before[1:]


def test_the_quiz_ends_with_how_many_are_solved(open_page: Opener) -> None:
    page = open_page(ORDERED)
    items = [f"#{box.get_attribute('id')}" for box in page.locator(".g-item").all()]
    total = page.locator(".g-sum")
    expect(total).to_have_role("status")
    expect(total).to_have_text(f"You have solved 0 of {len(items)}.")
    fail(page, items[0])
    expect(total).to_have_text(f"You have solved 0 of {len(items)}.")
    for count, item in enumerate(items, start=1):
        solve(page, item)
        expect(total).to_have_text(f"You have solved {count} of {len(items)}.")
    fail(page, items[0])  # what is solved stays solved
    expect(total).to_have_text(f"You have solved {len(items)} of {len(items)}.")


def test_where_nothing_may_be_stored_the_quiz_answers_and_forgets(
    open_context: Callable[..., BrowserContext],
) -> None:
    context = open_context()
    context.add_init_script(FORBID_STORAGE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.stack or ""))
    page.goto(ORDERED)
    first = f"#{page.locator('.g-item').first.get_attribute('id')}"
    solve(page, first)
    expect(page.locator(".g-sum")).to_contain_text("You have solved 1 of")
    page.reload()
    expect(page.locator(".g-sum")).to_contain_text("You have solved 0 of")
    expect(page.locator(first)).not_to_have_attribute("data-state", "right")
    assert [stack for stack in errors if "/quiz.js" in stack or "/progress.js" in stack] == []


def test_a_field_for_a_number_says_how_many_decimals_are_wanted(open_page: Opener) -> None:
    field = open_page(ORDERED).locator("#quiz-one-step input")
    expect(field).to_have_accessible_description("Write a number. Decimals: 4.")


@pytest.mark.parametrize(
    ("written", "reply"),
    [
        ("0,8012", "Correcto."),
        ("+0.8012", "Correcto."),
        ("8012e-4", "Correcto."),
        ("0.4967", "falta dar el paso"),
        ("0.9", "El valor es menor."),
        ("mucho", "Escribe un número"),
        ("", "Escribe un número"),
    ],
)
def test_a_number_may_have_a_comma_and_mistakes_are_known(
    open_page: Opener, written: str, reply: str
) -> None:
    box = open_page("m1-gradient-descent/gradient-descent/").locator("#quiz-one-step")
    box.locator("input").fill(written)
    box.locator("> button").click()
    expect(box.get_by_role("status")).to_contain_text(reply)


def order_of(box: Locator) -> list[str]:
    return [step.get_attribute("data-letter") or "" for step in box.locator(".g-steps > li").all()]


@pytest.mark.parametrize("by", ["mouse", "finger"])
def test_steps_can_be_dragged(open_page: Opener, by: str) -> None:
    page = open_page(ORDERED, has_touch=by == "finger", viewport={"width": 360, "height": 740})
    box = page.locator(".g-item[data-kind=order]")
    box.scroll_into_view_if_needed()
    before = order_of(box)
    first, *_, last = (grip.bounding_box() or {} for grip in box.locator(".g-grip").all())
    assert min(first["width"], first["height"]) >= 40
    x, start, end = first["x"] + 15, first["y"] + 10, last["y"] + last["height"]
    ways = [start + (end - start) * part / 5 for part in range(6)]
    if by == "mouse":
        page.mouse.move(x, start)
        page.mouse.down()
        for y in ways:
            page.mouse.move(x, y)
        page.mouse.up()
    else:
        touch = page.context.new_cdp_session(page)
        for y in ways:
            kind = "touchStart" if y == start else "touchMove"
            points = [{"x": x, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert order_of(box) == [*before[1:], before[0]]
    steps = len(before)
    expect(box.get_by_role("status")).to_have_text(f"Now it is step {steps} of {steps}.")
    expect(box.locator(".g-dragged")).to_have_count(0)
    expect(box.locator(".g-steps button").last).to_be_disabled()
    page.mouse.move(x, start)  # released is released
    assert order_of(box) == [*before[1:], before[0]]


def test_a_step_keeps_its_letter_and_the_focus_stays_with_it(open_page: Opener) -> None:
    page = open_page(ORDERED)
    box = page.locator(".g-item[data-kind=order]")
    letters = order_of(box)
    assert letters == sorted(letters)  # as printed, and as the answers on paper name them
    up = box.locator(".g-steps > li").nth(1).locator("button").first
    up.press("Enter")
    assert order_of(box)[:2] == [letters[1], letters[0]]
    # At the top there is nothing above: the focus goes to the other button of the same step.
    expect(box.locator(".g-steps > li").first.locator("button").last).to_be_focused()


def test_on_paper_the_answers_stand_at_the_end(open_page: Opener) -> None:
    page = open_page("m1-gradient-descent/gradient-descent/")
    expect(page.locator(".g-quiz-key")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".g-quiz-key")).to_be_visible()
    expect(page.locator(".g-answers").first).to_be_hidden()


def test_without_scripts_the_answers_are_folded_below_the_questions(
    open_context: Callable[..., BrowserContext],
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("m1-gradient-descent/gradient-descent/")
    answer = page.locator("#quiz-sign .g-reason").first
    expect(answer).to_be_hidden()
    page.locator("#quiz-sign summary").click()
    expect(answer).to_be_visible()
