"""Each widget in Chromium, from disk, with the data its page froze.

The pages here hold one widget each and the site's own style sheets, so that no site must be built.
"""

import gzip
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from engine.conftest import to_html
from offenders import check_each
from playwright.sync_api import Browser, Locator, Page, expect

from tutorial_build.page.page import Ran
from tutorial_build.page.widgets import WIDGETS, data_file, widget_block
from tutorial_build.run.protocol import CellRun
from tutorial_build.source.cells import Code, Options

from .conftest import REPOSITORY
from .test_course_data import course_data

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]  # many a test opens every widget

ASSETS = REPOSITORY / "docs" / "theme" / "assets"
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
LANGUAGES = ("es", "en")
UNFILLED = re.compile(r"\{\w+\}|undefined|NaN")

# The first field of each widget, what its slider starts from, and what one key press makes of it.
FIRST = {
    "I-1": ("lr", "0.1", "0.11"),
    "I-2": ("scale", "1", "2"),
    "I-3": ("a3", "0", "1"),
    "I-4": ("step", "0", "1"),
    "I-6": ("threshold", "0.5", "0.51"),
    "replay": ("epoch", "1", "2"),
}

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>html {{ font-size: 125% }} body {{ margin: 1rem; background: var(--g-ground);
color: var(--g-text); line-height: 1.6 }} * {{ box-sizing: border-box }}
button {{ font: inherit }}</style>
{styles}
</head><body data-md-color-scheme="{scheme}"><main class="md-typeset"><h1>{name}</h1>
{block}
</main>
<script id="g-words" type="application/json">{words}</script>
<script src="base.js"></script><script src="shared.js"></script><script src="{script}.js"></script>
</body></html>
"""
STYLES = ("css/palette", "css/layout", "css/tutorial", "js/widgets/shared")
SMALL = """nodes => nodes.map(node => [node.getBoundingClientRect(), node])
  .filter(([box]) => box.height < 44).map(([box, node]) => node.outerHTML)"""
APPEND = "(place, html) => place.insertAdjacentHTML('beforeend', html)"
VALUES = "inputs => inputs.map(input => Number(input.value))"
AXE_RUN = "async () => (await axe.run('.g-widget', { resultTypes: ['violations'] })).violations"


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a page with one widget, from disk."""
    contexts = []

    def shown(
        name: str,
        lang: str = "es",
        *,
        address: str = "",
        scheme: str = "default",
        data: bytes | None = None,
        **options: Any,
    ) -> Page:
        write_page(tmp_path, name, lang, scheme, data)
        settings = {"viewport": {"width": 1280, "height": 900}, "offline": True} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto((tmp_path / "page.html").as_uri() + address)
        return page

    yield shown
    for context in contexts:
        context.close()


def write_page(folder: Path, name: str, lang: str, scheme: str, data: bytes | None = None) -> None:
    for script in ("base", "widgets/shared", f"widgets/{name.lower()}"):
        shutil.copy(ASSETS / "js" / f"{script}.js", folder)
    sheets = [ASSETS / f"{style}.css" for style in (*STYLES, f"js/widgets/{name.lower()}")]
    for sheet in sheets:
        shutil.copy(sheet, folder)
    options = Options(data=name, alt="Lo mismo, quieto. // The same, still.")
    shown = Ran(Code(1, "1", (2,), options=options).into(lang), 0, CellRun(), folder)
    picture = '<figure class="g-figure"><img alt="" src="data:," width="200" height="100"></figure>'
    block = to_html(widget_block(shown, "data", [picture], lang))
    styles = "\n".join(f'<link rel="stylesheet" href="{sheet.name}">' for sheet in sheets)
    text = PAGE.format(
        lang=lang,
        name=name,
        scheme=scheme,
        block=block,
        styles=styles,
        script=name.lower(),
        words=(ASSETS.parent / "locales" / f"{lang}.json").read_text(encoding="utf-8"),
    )
    (folder / "page.html").write_text(text, encoding="utf-8")
    (folder / "data").mkdir(exist_ok=True)
    value = frozen(lang, name)
    (folder / "data" / f"{name}.js").write_bytes(
        data if data is not None else data_file(name, value)
    )


@cache
def frozen(lang: str, name: str) -> Any:
    """The data that a page froze for a widget."""
    return next(data for (_, *of), data in course_data().items() if of == [lang, name])


def unlocked(page: Page, answer: int = 0) -> Locator:
    """The widget after the reader has answered its question."""
    widget = page.locator(".g-widget")
    widget.locator(".g-w-choice").nth(answer).click()
    widget.locator(".g-w-strong").click()
    expect(widget.locator(".g-w-stage")).to_be_visible()
    return widget


def status(page: Page) -> str:
    return page.locator(".g-w-status").inner_text()


def test_the_question_comes_before_the_controls(show: Callable[..., Page]) -> None:
    def check(case: tuple[str, str]) -> None:
        the_question_comes_first(show(*case), case[1])

    check_each(product(WIDGETS, LANGUAGES), check)


def the_question_comes_first(page: Page, lang: str) -> None:
    expect(page.locator(".g-w-ask legend")).to_contain_text(
        {"es": "Antes de probar, predice", "en": "Before you try, predict"}[lang]
    )
    assert page.locator(".g-w-stage, .g-widget input[type=range]").count() == 0
    assert not UNFILLED.search(page.locator(".g-w-ask").inner_text())
    expect(page.locator(".g-widget-fallback figure")).to_be_attached()
    page.locator(".g-w-strong").click()
    expect(page.locator(".g-w-complaint")).to_have_text(
        {"es": "Elige primero una respuesta.", "en": "Choose an answer first."}[lang]
    )
    widget = unlocked(page, answer=1)
    answer = page.evaluate("document.querySelector('.g-w-note').textContent")
    assert "“" in answer
    assert page.locator(".g-widget-fallback").is_hidden()
    words = widget.inner_text()
    assert not UNFILLED.search(words)
    labels = [node.get_attribute("aria-label") for node in widget.locator("svg").all()]
    assert labels
    assert not any(UNFILLED.search(label or "{x}") for label in labels)


def test_the_keyboard_is_enough(show: Callable[..., Page]) -> None:
    check_each(WIDGETS, lambda name: the_keyboard_is_enough(show(name), name))


def the_keyboard_is_enough(page: Page, name: str) -> None:
    field, before, after = FIRST[name]
    expect(page.locator(".g-w-ask")).to_be_visible()
    for key in ("Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    slider = page.locator(f"#{name}-{field}")
    expect(slider).to_be_focused()
    assert slider.input_value() == before
    said = status(page)
    page.keyboard.press("ArrowRight")
    assert slider.input_value() == after
    assert status(page) != said
    assert slider.get_attribute("aria-valuetext")
    # The spoken text follows when the reader pauses, and the address keeps the state.
    expect(page.locator(".g-w-spoken")).to_have_text(page.locator(".g-w-status").inner_text())
    assert page.evaluate("location.hash") == f"#{name}:{field}={after}"
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("!location.hash")
    assert status(page) == said


def test_a_link_opens_the_widget_in_its_state(show: Callable[..., Page]) -> None:
    def check(name: str) -> None:
        field, _, after = FIRST[name]
        page = show(name, "en", address=f"#{name}:{field}={after}")
        expect(page.locator(f"#{name}-{field}")).to_have_value(after)
        assert page.locator(".g-w-ask").count() == 0
        page.evaluate(f"location.hash = '#{name}:{field}=99999'")
        slider = page.locator(f"#{name}-{field}")
        expect(slider).to_have_value(slider.get_attribute("max") or "")

    check_each(WIDGETS, check)


def test_damaged_data_leave_the_still_figure_and_say_so(show: Callable[..., Page]) -> None:
    check_each(product(WIDGETS, LANGUAGES), lambda case: damage_is_said(show, *case))


def damage_is_said(show: Callable[..., Page], name: str, lang: str) -> None:
    value = dict(frozen(lang, name))
    lost = next(iter(value))
    del value[lost]
    page = show(name, lang, data=data_file(name, value))
    damaged = {"es": f"sus datos están dañados ({lost})", "en": f"its data are damaged ({lost})"}
    expect(page.locator(".g-w-error")).to_contain_text(damaged[lang])
    expect(page.locator(".g-widget-fallback")).to_be_visible()
    assert page.locator(".g-w-ask").count() == 0

    page = show(name, lang, data=b'gradiente.data("')  # cut off
    absent = {"es": "sus datos no llegaron", "en": "its data did not arrive"}
    expect(page.locator(".g-w-error")).to_contain_text(absent[lang])
    expect(page.locator(".g-widget-fallback")).to_be_visible()


def test_fingers_hit_what_they_press(show: Callable[..., Page]) -> None:
    def check(case: tuple[str, int]) -> None:
        name, width = case
        page = show(name, viewport={"width": width, "height": 800}, has_touch=True)
        expect(page.locator(".g-w-choice").first).to_be_visible()
        assert page.locator(".g-w-choice, .g-w-button").evaluate_all(SMALL) == []
        controls = unlocked(page).locator("button, input[type=range], .g-w-options label")
        assert controls.evaluate_all(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    check_each(product(WIDGETS, (360, 1280)), check)


def test_axe_finds_nothing(show: Callable[..., Page]) -> None:
    if not AXE.is_file():
        pytest.skip("no axe-core; 'npm install' brings it")

    def check(case: tuple[str, int, str]) -> None:
        name, width, scheme = case
        page = show(name, "en", scheme=scheme, viewport={"width": width, "height": 800})
        expect(page.locator(".g-w-ask")).to_be_visible()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        asking = page.evaluate(AXE_RUN)
        unlocked(page)
        found = [*asking, *page.evaluate(AXE_RUN)]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []

    check_each(product(WIDGETS, (360, 1280), ("default", "slate")), check)


def test_a_start_is_chosen_by_pressing_and_by_dragging(show: Callable[..., Page]) -> None:
    page = show("I-1")
    unlocked(page)
    panel = page.locator(".g-w-panel").first
    box = panel.bounding_box()
    assert box
    panel.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.3})
    pressed = [float(page.locator(f"#I-1-{key}").input_value()) for key in ("b", "w")]
    assert pressed[0] > 1.5
    assert pressed[1] > 2.5
    handle = page.locator(".g-w-handle").bounding_box()
    assert handle
    page.mouse.move(handle["x"] + 20, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(handle["x"] - 60, handle["y"] + 60, steps=5)
    page.mouse.up()
    dragged = [float(page.locator(f"#I-1-{key}").input_value()) for key in ("b", "w")]
    assert dragged[0] < pressed[0] - 0.5
    assert dragged[1] < pressed[1] - 0.5
    page.mouse.move(handle["x"], handle["y"])
    assert float(page.locator("#I-1-b").input_value()) == dragged[0]  # released is released


def test_a_rate_above_the_limit_is_said_to_diverge(show: Callable[..., Page]) -> None:
    page = show("I-1", "en", address="#I-1:lr=1")
    expect(page.locator(".g-w-status")).to_contain_text("✗ Rate 1.00: it diverges")
    page = show("I-1", "en", address="#I-1:lr=0.75")
    expect(page.locator(".g-w-status")).to_contain_text("✓ Rate 0.75: it arrives in a zigzag")


def test_a_finger_drags_the_start_and_scrolls_beside_it(show: Callable[..., Page]) -> None:
    page = show("I-1", has_touch=True, viewport={"width": 360, "height": 640})
    unlocked(page)
    handle = page.locator(".g-w-handle")
    handle.evaluate("node => node.scrollIntoView({ block: 'center' })")
    start = page.locator("#I-1-b, #I-1-w")
    before, top = start.evaluate_all(VALUES), page.evaluate("scrollY")
    swipe(page, middle(handle), 40, -60)
    dragged = start.evaluate_all(VALUES)
    assert dragged[0] > before[0] + 0.3
    assert dragged[1] > before[1] + 0.5
    assert page.evaluate("scrollY") == top

    (x, y) = middle(handle)
    swipe(page, (x - 90, y), 0, -120)
    page.wait_for_function("top => scrollY > top + 60", arg=top)
    assert start.evaluate_all(VALUES) == dragged


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swipe(page: Page, start: tuple[float, float], right: float, below: float) -> None:
    """A finger put down, moved and lifted, as the browser itself hears it."""
    fingers = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    def at(share: float) -> dict[str, float]:
        return {"x": start[0] + share * right, "y": start[1] + share * below}

    send("touchStart", at(0))
    for part in range(1, 11):
        send("touchMove", at(part / 10))
    send("touchEnd")


def test_the_prediction_is_answered_by_its_name(show: Callable[..., Page]) -> None:
    page = show("I-1", "en")
    widget = unlocked(page)
    reply = widget.locator(".g-w-note > :last-child")
    expect(reply).to_be_hidden()
    place = page.locator("#I-1-lr").bounding_box()
    page.locator("#I-1-lr").fill("1")
    expect(reply).to_be_visible()
    expect(reply).to_contain_text("You said “Arrive in fewer steps”, but something else happens")
    expect(page.locator(".g-w-spoken")).to_contain_text("You said")
    assert page.locator("#I-1-lr").bounding_box() == place  # the control has not moved


@pytest.mark.parametrize(
    ("name", "right", "address"),
    [
        ("I-1", 2, "lr=1"),
        ("I-2", 2, "scale=20,std=1"),
        ("I-3", 0, "a2=3,a1=1,b1=4"),
        ("I-4", 1, "step=12,pass=1"),
        ("I-6", 1, "threshold=0.9"),
        ("replay", 2, "epoch=99"),
    ],
)
def test_the_right_answer_is_confirmed(
    show: Callable[..., Page], name: str, right: int, address: str
) -> None:
    page = show(name, "en")
    widget = unlocked(page, answer=right)
    page.evaluate(f"location.hash = '#{name}:{address}'")
    expect(widget.locator(".g-w-note > :last-child")).to_contain_text("and so it is:")
    expect(widget.locator(".g-w-note > :last-child")).to_be_visible()


def test_one_step_moves_the_point_and_the_line_together(show: Callable[..., Page]) -> None:
    page = show("I-1", "en", reduced_motion="reduce", address="#I-1:steps=0")
    assert page.get_by_role("button", name="Play").count() == 0
    point, line = page.locator("svg path.bad").first, page.locator("svg .reached").last
    seen = [point.get_attribute("transform"), line.get_attribute("points")]
    page.get_by_role("button", name="One step").press("Enter")
    expect(page.locator(".g-w-status")).to_contain_text("Rate 0.10, step 1: the loss is")
    now = [point.get_attribute("transform"), line.get_attribute("points")]
    assert all(before != after for before, after in zip(seen, now, strict=True))


def test_playing_walks_to_the_end_and_stops(show: Callable[..., Page]) -> None:
    page = show("I-1", "en", address="#I-1:lr=1")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator("#I-1-steps")).to_have_value("8")  # where the loss has passed 1000


def test_a_divergence_shows_its_first_steps(show: Callable[..., Page]) -> None:
    page = show("I-1", "en", address="#I-1:lr=1")
    expect(page.locator("svg", has_text="step 1: off the map")).to_be_visible()
    path = page.locator("svg polyline.path").last.get_attribute("points") or ""
    assert len(path.split()) == 5


def test_the_challenge_is_met_and_stays_so(show: Callable[..., Page]) -> None:
    page = show("I-1", "en")
    unlocked(page)
    goal = page.locator(".g-w-goal")
    expect(goal).to_contain_text("○ Challenge: set out from a loss of 1 or more")
    page.evaluate("location.hash = '#I-1:lr=0.4,b=0.16,w=1.5'")
    expect(goal).to_have_text("✓ Challenge met: you arrived in 10 steps or fewer.")
    page.get_by_role("button", name="Back to the start").click()
    expect(goal).to_contain_text("✓")


def test_a_number_in_the_prose_is_the_rate(show: Callable[..., Page]) -> None:
    page = show("I-1", "en")
    prose = 'At <g-number for="I-1-lr">0.10</g-number> it <g-verdict for="I-1">…</g-verdict>.'
    page.locator("main").evaluate(APPEND, f"<p>{prose}</p>")
    number = page.locator("g-number")
    assert number.get_attribute("role") is None  # text, until the figure is open
    unlocked(page)
    expect(page.locator("main > p")).to_have_text("At 0.10 it does not arrive in 100 steps.")
    number.press("End")
    expect(page.locator("#I-1-lr")).to_have_value("1.2")
    expect(page.locator("main > p")).to_have_text("At 1.20 it moves further and further away.")
    x, y = middle(number)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 300, y, steps=4)
    page.mouse.up()
    expect(page.locator("main > p")).to_have_text("At 0.60 it arrives at step 41.")


def test_a_standardized_valley_does_not_feel_the_unit(show: Callable[..., Page]) -> None:
    page = show("I-2", "en", address="#I-2:scale=20")
    expect(page.locator(".g-w-status")).to_contain_text("it takes 6106 steps to arrive")
    toggle = page.get_by_role("button", name="Standardize")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".g-w-status")).to_contain_text("Condition 1.0:")
    page.locator("#I-2-scale").press("Home")
    expect(page.locator(".g-w-status")).to_contain_text("Condition 1.0:")
    page.get_by_role("button", name="Batch of 16").click()
    expect(page.locator(".g-w-status")).to_contain_text("Batch of 16: 50 steps in 10 epochs")
    expect(page.get_by_role("button", name="All (80)")).to_have_attribute("aria-pressed", "false")


def test_passes_add_up_to_21_and_zero_grad_erases(show: Callable[..., Page]) -> None:
    page = show("I-4", "en")
    unlocked(page)
    grads = page.locator(".g-w-grads")
    expect(grads).to_have_text("x.grad: None")
    page.get_by_role("button", name="Finish this pass").click()
    expect(grads).to_have_text("x.grad: None → 7")
    for _ in range(2):
        page.get_by_role("button", name="Again: f(x).backward()").click()
    expect(grads).to_have_text("x.grad: None → 7 → 14 → 21")
    page.get_by_role("button", name="zero_grad()").click()
    expect(grads).to_have_text("x.grad: None")
    for _ in range(12):
        page.get_by_role("button", name="Forward →").click()
    expect(grads).to_have_text("x.grad: None → 7")


def test_the_threshold_moves_matrix_metrics_and_points_together(show: Callable[..., Page]) -> None:
    data = frozen("en", "I-6")
    page = show("I-6", "en", address="#I-6:threshold=0.9")
    answers = [score >= 0.9 for score in data["scores"]]
    pairs = list(zip(data["labels"], answers, strict=True))
    cells = [pairs.count((truth, answer)) for truth in (0, 1) for answer in (False, True)]
    table = page.locator(".g-w-matrix tbody td")
    expect(table).to_have_count(4)
    assert [int(text.split()[0]) for text in table.all_inner_texts()] == cells
    recall = page.locator(".g-w-metrics div", has_text="Recall").first
    expect(recall).to_contain_text(f"{cells[3]} / {cells[2] + cells[3]}")
    filled = page.locator(".dot.filled").count()
    assert filled == cells[1] + cells[3]
    roc = page.locator("svg[aria-label^='ROC']")
    assert f"recall {cells[3] / (cells[2] + cells[3]):.2f}" in (
        roc.get_attribute("aria-label") or ""
    )


def test_prevalence_moves_the_pr_curve_and_not_the_roc_curve(show: Callable[..., Page]) -> None:
    page = show("I-6", "en")
    unlocked(page)
    curves = "svg[aria-label^='{}'] .curve"
    drawn = [curves.format("ROC"), curves.format("Precision-recall")]
    roc, pr = [page.locator(curve).get_attribute("points") for curve in drawn]
    odds = page.get_by_role("slider", name="Prevalence of")
    for _ in range(6):
        odds.press("ArrowLeft")
    assert "(each “other” counts ×8)" in (odds.get_attribute("aria-valuetext") or "")
    assert page.locator(drawn[0]).get_attribute("points") == roc
    assert page.locator(drawn[1]).get_attribute("points") != pr
    expect(page.locator(".g-w-status")).to_contain_text("average precision goes from")
    page.wait_for_function("location.hash === '#I-6:odds=-3'")


def test_other_scorers_are_a_key_away(show: Callable[..., Page]) -> None:
    page = show("I-6", "es", address="#I-6:model=1")
    expect(page.get_by_role("radio", name="el azar")).to_be_checked()
    page.get_by_role("radio", name="el azar").press("ArrowRight")
    expect(page.get_by_role("radio", name="quien lo sabe todo")).to_be_checked()
    expect(page.locator("svg[aria-label^='Curva ROC, área 1.00']")).to_be_visible()
    expect(page.locator(".g-w-status")).to_contain_text("quien lo sabe todo: encuentra")
    assert page.locator(".dot.wrong").count() == 0


def test_the_replay_plays_to_its_end_and_stops(show: Callable[..., Page]) -> None:
    epochs = len(frozen("es", "replay")["matrices"])
    page = show("replay", "en", address=f"#replay:epoch={epochs - 2}")
    page.get_by_role("button", name="▶ Play").click()
    expect(page.locator("#replay-epoch")).to_have_value(str(epochs))
    expect(page.get_by_role("button", name="▶ Play")).to_be_visible()
    assert page.locator(".g-w-nine img").count() == 9
    assert page.locator(".g-w-nine img").evaluate_all(
        "all => all.every(i => i.naturalWidth === 28)"
    )


def test_who_wants_stillness_gets_no_play_button(show: Callable[..., Page]) -> None:
    page = show("replay", "en", reduced_motion="reduce")
    unlocked(page)
    assert page.get_by_role("button", name="▶ Play").count() == 0
    page.locator("#replay-epoch").press("End")
    expect(page.locator(".g-w-status")).to_contain_text(
        f"Epoch {len(frozen('en', 'replay')['matrices'])}:"
    )


def test_all_scripts_of_a_page_are_small() -> None:
    names = ("base", "widgets/shared", "widgets/i-6", "widgets/replay")
    scripts = [(ASSETS / "js" / f"{name}.js").read_bytes() for name in names]
    assert len(gzip.compress(b"".join(scripts))) < 15_000


def test_shapes_that_do_not_fit_get_the_message_of_pytorch(show: Callable[..., Page]) -> None:
    page = show("I-3", "en", address="#I-3:b1=3")
    message = "The size of tensor a (4) must match the size of tensor b (3)"
    expect(page.locator(".g-w-says")).to_contain_text(f"RuntimeError: {message}")
    expect(page.locator(".g-w-status")).to_contain_text("✗ (3, 4) + (3,) does not fit")
    page.get_by_role("button", name="(3, 1) + (4,)").click()
    expect(page.locator(".g-w-says")).to_contain_text("torch.Size([3, 4])")
    assert page.locator(".slot.of-0.own").count() == 3
    assert page.locator(".slot.of-0.copy").count() == 9
    assert page.locator(".slot.of-2").count() == 12


def test_an_axis_brings_and_takes_its_neighbors(show: Callable[..., Page]) -> None:
    page = show("I-3", "en")
    unlocked(page)
    page.locator("#I-3-b3").press("ArrowRight")  # (4,) has no second axis yet
    expect(page.locator(".g-w-status")).to_contain_text("(3, 4) + (1, 1, 4) gives (1, 3, 4)")
    page.locator("#I-3-b1").press("Home")
    expect(page.locator(".g-w-status")).to_contain_text("(3, 4) + () gives (3, 4)")
    assert page.locator("#I-3-b3").input_value() == "0"


def test_every_script_has_its_style_sheet_beside_it() -> None:
    folder = ASSETS / "js" / "widgets"
    assert {p.stem for p in folder.glob("*.css")} == {p.stem for p in folder.glob("*.js")}
