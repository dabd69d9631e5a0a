"""One Chromium for all tests, and what it saw on each page."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from checkouts import REPOSITORY, addresses, course, language_of, tutorials
from conftest import Site
from filelock import FileLock
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
)
from playwright.sync_api import (
    TimeoutError as TimedOut,
)

from tutorial_build.source.cells import ANSWERS, Prose

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
LOCALES = {"es": "es-ES", "en": "en-US"}

PAGES = [*addresses("es"), *addresses("en"), "404.html", "en/404.html"]
TUTORIALS = [*tutorials("es"), *tutorials("en")]

SCHEMES = {"light": "default", "dark": "slate"}
SCHEME = "document.body.getAttribute('data-md-color-scheme')"

# Everything folded is opened first, so that solutions are looked at too.
OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"

FIGURES = """async () => {
  const pictures = [...document.querySelectorAll("img")]
  const shown = pictures.filter(picture => picture.checkVisibility())
  for (const picture of shown) picture.loading = "eager"
  await Promise.all(shown.map(picture => picture.decode().catch(() => null)))
  return {
    broken: shown.filter(picture => !picture.naturalWidth).map(picture => picture.src),
    shown: [...document.querySelectorAll(".g-figure, .g-gallery a")].map(figure =>
      [...figure.querySelectorAll(".g-light, .g-dark")]
        .filter(picture => picture.checkVisibility()).map(picture => picture.className)),
  }
}"""

# What reaches past the right edge without a box of its own to scroll in.
TOO_WIDE = """() => {
  const wide = [...document.querySelectorAll(".md-container *, .md-header *")].filter(element => {
    if (element.closest(".md-sidebar, svg, math")) return false
    if (!element.checkVisibility()) return false
    const box = element.getBoundingClientRect()
    if (!box.width || box.left < 0 || box.right <= innerWidth + 1) return false
    for (let up = element.parentElement; up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return false
    return true
  })
  return {
    width: document.documentElement.scrollWidth,
    elements: wide.slice(0, 5).map(element => element.outerHTML.slice(0, 120)),
  }
}"""

# Scripts make what is wider than the screen focusable, a moment after the screen changes.
SETTLED = """() => [...document.querySelectorAll("pre > code, .g-output pre")].every(code =>
  code.tabIndex >= 0 || code.scrollWidth <= code.clientWidth || !code.checkVisibility())"""

AXE_RUN = """async rules => {
  const options = { resultTypes: ["violations"], ...rules }
  return (await axe.run(document, options)).violations
}"""

FORBID_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })"
)

# Structure is the same in both palettes, and colours at both widths: each is looked at once.
COLOURS = ["color-contrast", "link-in-text-block"]
ALL_RULES: dict[str, Any] = {}
COLOUR_RULES = {"runOnly": COLOURS}
OTHER_RULES = {"rules": {name: {"enabled": False} for name in COLOURS}}


@dataclass
class Visit:
    """What one page did and was, first in the light palette and then in the dark one."""

    noise: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)  # palette → what is shown
    violations: dict[str, list[str]] = field(default_factory=dict)  # where → rules broken
    narrow: dict[str, Any] = field(default_factory=dict)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def open_context(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Make a fresh browser profile, Spanish and light unless told otherwise; addresses are below
    the site's root."""
    with ExitStack() as stack:

        def opened(**options: Any) -> BrowserContext:
            settings = {"locale": "es-ES", "color_scheme": "light", "base_url": site.url}
            context = browser.new_context(**(settings | options))
            stack.callback(context.close)
            context.set_default_timeout(10_000)
            return context

        yield opened


@pytest.fixture
def open_page(open_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Open an address in a fresh profile."""

    def opened(address: str, **options: Any) -> Page:
        page = open_context(**options).new_page()
        page.goto(address)
        return page

    return opened


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """A page that goes from address to address, for each language one."""
    with ExitStack() as stack:

        @cache
        def arrived(lang: str) -> Page:
            context = browser.new_context(locale=LOCALES[lang], reduced_motion="reduce")
            stack.callback(context.close)
            if AXE.is_file():
                context.add_init_script(path=AXE)
            return context.new_page()

        yield arrived


def look_at_each(
    site: Site, name: str, pages: Sequence[str], look: Callable[[str], Any]
) -> dict[str, Any]:
    """What a look at each page found, as JSON gives it back; each page is opened once.

    Workers share what they find, and each starts at another page: so they share the pages, too.
    """
    folder = site.root.parent / "looks"
    folder.mkdir(exist_ok=True)
    rank = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    start = len(pages) * rank // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    found = {}
    for number in [*range(start, len(pages)), *range(start)]:
        path = folder / f"{name}-{number}.json"
        with FileLock(path.with_suffix(".lock")):
            if not path.exists():
                path.write_text(json.dumps(look(pages[number])), encoding="utf-8")
        found[pages[number]] = json.loads(path.read_text(encoding="utf-8"))
    return {page: found[page] for page in pages}


def look(page: Page, site: Site, address: str) -> Visit:
    """Everything that is asked of every page, in one visit."""
    seen = Visit()
    try:
        _look(page, site, address, seen)
    except Error as error:  # it is what is wrong with this page
        seen.failed.append(f"the look ended early: {error}")
    return seen


def _look(page: Page, site: Site, address: str, seen: Visit) -> None:
    page.goto("about:blank")  # what the page before was still fetching is not of this one
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(color_scheme="light")
    with listening(page, seen, site):
        page.goto(site.url + address)
        page.evaluate(OPEN_ALL)
        for palette, rules in (("light", ALL_RULES), ("dark", COLOUR_RULES)):
            page.emulate_media(color_scheme=palette)
            page.wait_for_function(f"{SCHEME} === {SCHEMES[palette]!r}")
            seen.figures[palette] = page.evaluate(FIGURES)
            if AXE.is_file():
                seen.violations[palette] = broken_rules(page, rules)
        page.set_viewport_size({"width": 360, "height": 740})
        seen.narrow = page.evaluate(TOO_WIDE)
        if AXE.is_file():
            with suppress(TimedOut):  # then the rules say what is wrong
                page.wait_for_function(SETTLED, timeout=3_000)
            seen.violations["360 px"] = broken_rules(page, OTHER_RULES)


@contextmanager
def listening(page: Page, seen: Visit, site: Site) -> Iterator[None]:
    """Write down messages, failures and requests to other hosts."""

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and not request.url.startswith(site.url):
            seen.foreign.append(request.url)

    def on_response(response: Response) -> None:
        if response.status >= 400:
            seen.failed.append(f"{response.status} {response.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type != "log":
            seen.noise.append(message.text)

    handlers: dict[Any, Callable[[Any], None]] = {
        "console": on_console,
        "pageerror": lambda error: seen.noise.append(str(error)),
        "request": on_request,
        "requestfailed": lambda request: seen.failed.append(f"{request.url}: {request.failure}"),
        "response": on_response,
    }
    for event, handler in handlers.items():
        page.on(event, handler)
    try:
        yield
    finally:
        for event, handler in handlers.items():
            page.remove_listener(event, handler)


def broken_rules(page: Page, rules: dict[str, Any]) -> list[str]:
    """The accessibility rules that a page breaks, of any weight."""
    try:
        violations = page.evaluate(AXE_RUN, rules)
    except Error as error:
        return [f"axe-core could not run: {error}"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for rule in violations
        for node in rule["nodes"]
    ]


def assert_shows_the_code(address: str, blocks: list[str]) -> None:
    """Check that blocks are the cells of the script in its order, or code that its prose quotes.

    Cells that only claim may be shown as their ✓ lines alone.
    """
    lang = language_of(address)
    lesson = course().tutorials[tutorials(lang)[address]].into(lang)
    prose = "\n".join(cell.text for cell in lesson.cells if isinstance(cell, Prose))
    quoted = {line.strip() for line in prose.split("\n")}
    sources = [cell.source.rstrip("\n") for cell in lesson.code]
    blocks = [block.rstrip("\n") for block in blocks]
    rest = iter(sources)
    for block in blocks:
        if block not in sources:
            lines = [line.strip() for line in block.split("\n")]
            assert [line for line in lines if line not in quoted] == []
        else:
            assert block in rest, f"not in the order of the script: {block}"
    for cell, source in zip(lesson.code, sources, strict=True):
        unseen = {"hidden", "page", "claim"} & set(cell.tags)
        if not unseen and cell.role not in ("check", *ANSWERS):
            assert source in blocks, f"not shown: {source}"
