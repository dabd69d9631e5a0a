"""How fast each kind of page shows itself, and what it fetches for that."""

import gzip

import psutil
import pytest
from conftest import Site
from offenders import check_each, fail_with
from playwright.sync_api import Browser, BrowserContext, Response

from browser.conftest import TUTORIALS

pytestmark = [pytest.mark.alone, pytest.mark.timeout(1800)]  # the first test opens all pages

KINDS = ["", "map/", "glossary/", *TUTORIALS]
PAINT_SECONDS = 1.5
SLOWER = 4
TRIES = 3
BUSY_PERCENT, PATIENCE_S = 50, 10  # of all cores, while no page of ours is open
STYLES_AND_SCRIPTS_KB = 150
FIRST_VIEW_KB = 200  # all but pictures
SHIFT = 0.02

LARGEST_PAINT = """() => new Promise(resolve => new PerformanceObserver(list =>
  resolve(list.getEntries().at(-1).startTime / 1000))
  .observe({ type: "largest-contentful-paint", buffered: true }))"""

# How far what is seen has moved by itself, as browsers count it.
SHIFTED = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value })
    .observe({ type: "layout-shift", buffered: true })
  setTimeout(() => resolve(sum), 200)
})"""

Sizes = dict[tuple[str, str], float]  # kB by kind and address
View = tuple[float, Sizes, float]  # seconds, sizes, shift


def first_view(context: BrowserContext, address: str) -> View:
    """Seconds until the largest paint with the processor slowed, what it fetched, what moved."""
    page = context.new_page()
    fetched: list[Response] = []
    page.on("response", lambda one: fetched.append(one))
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    wanted = [one for one in fetched if one.request.resource_type != "image"]
    kinds = [one.request.resource_type for one in wanted]
    sizes = [len(gzip.compress(one.body())) / 1000 for one in wanted]
    kb = {(kind, one.url): size for kind, one, size in zip(kinds, wanted, sizes, strict=True)}
    return float(page.evaluate(LARGEST_PAINT)), kb, float(page.evaluate(SHIFTED))


def calm() -> bool:
    """Whether the processor is or comes to rest, so that a time says something of the page."""
    return any(psutil.cpu_percent(interval=1) < BUSY_PERCENT for _ in range(PATIENCE_S))


@pytest.fixture(scope="module")
def views(browser: Browser, site: Site) -> dict[str, list[View]]:
    """First views of each page, until one is soon enough: a busy machine is no slow page."""

    def tried(address: str) -> list[View]:
        seen: list[View] = []
        while len(seen) < TRIES and all(seconds >= PAINT_SECONDS for seconds, *_ in seen):
            if seen and not calm():
                break
            with browser.new_context(base_url=site.url, locale="es-ES") as context:
                seen.append(first_view(context, address))
        return seen

    return {address: tried(address) for address in KINDS}


def test_a_slow_machine_shows_the_page_soon(views: dict[str, list[View]]) -> None:
    best = {address: min(seconds for seconds, *_ in seen) for address, seen in views.items()}
    late = {page: f"{seconds:.1f} s" for page, seconds in best.items() if seconds >= PAINT_SECONDS}
    if late and not calm():
        pytest.skip(f"something else keeps this machine busy, but these pages are late: {late}")
    fail_with(late)


def test_a_first_view_fetches_little(views: dict[str, list[View]]) -> None:
    """What is really fetched, later scripts included; tests/site/test_weight.py reads the HTML."""

    def check(address: str) -> None:
        _, kb, _ = views[address][0]
        code = [size for (kind, _), size in kb.items() if kind in ("script", "stylesheet")]
        assert len(code) > 5
        assert sum(code) <= STYLES_AND_SCRIPTS_KB, kb
        assert sum(kb.values()) <= FIRST_VIEW_KB, kb

    check_each(views, check)


def test_nothing_moves_while_a_page_arrives(views: dict[str, list[View]]) -> None:
    moved = {address: f"{seen[0][2]:.3f}" for address, seen in views.items() if seen[0][2] > SHIFT}
    fail_with(moved)
