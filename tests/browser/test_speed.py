"""How fast each kind of page shows itself, and what it fetches for that."""

import gzip
import os
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Response

from browser.conftest import TUTORIALS

KINDS = ["", "map/", "glossary/", *TUTORIALS]
PAINT_SECONDS = 1.5
SLOWER = 4
TRIES = 3  # a busy machine is no slow page
STYLES_AND_SCRIPTS_KB = 150

LARGEST_PAINT = """() => new Promise(resolve => new PerformanceObserver(list =>
  resolve(list.getEntries().at(-1).startTime / 1000))
  .observe({ type: "largest-contentful-paint", buffered: true }))"""

OpenContext = Callable[..., BrowserContext]


def largest_paint_seconds(context: BrowserContext, address: str) -> float:
    """Of a first visit, with the processor slowed."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    return float(page.evaluate(LARGEST_PAINT))


@pytest.mark.parametrize("address", KINDS, ids=lambda address: address or "home")
def test_a_slow_machine_shows_the_page_soon(open_context: OpenContext, address: str) -> None:
    seconds = []
    for _ in range(TRIES):
        seconds.append(largest_paint_seconds(open_context(), address))
        if seconds[-1] < PAINT_SECONDS:
            break
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if min(seconds) >= PAINT_SECONDS and load > cores:
        pytest.skip(f"{min(seconds):.1f} s, but load {load:.1f} on {cores} cores: nothing is known")
    assert min(seconds) < PAINT_SECONDS, seconds


@pytest.mark.parametrize("address", KINDS, ids=lambda address: address or "home")
def test_a_first_view_fetches_little(open_context: OpenContext, address: str) -> None:
    """What is really fetched, later scripts included; tests/site/test_weight.py reads the HTML."""
    page = open_context().new_page()
    fetched: list[Response] = []
    page.on("response", lambda one: fetched.append(one))
    page.goto(address, wait_until="networkidle")
    wanted = [one for one in fetched if one.request.resource_type in ("script", "stylesheet")]
    assert len(wanted) > 5
    kb = {one.url: len(gzip.compress(one.body())) / 1000 for one in wanted}
    assert sum(kb.values()) <= STYLES_AND_SCRIPTS_KB, kb
