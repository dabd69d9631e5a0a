"""What holds on every page, in both languages and both palettes."""

from collections.abc import Callable

import pytest
from checkouts import language_of
from conftest import Site
from playwright.sync_api import Page

from browser.conftest import AXE, PAGES, TUTORIALS, Visit, look


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: page or "home")
def page(request: pytest.FixtureRequest) -> str:
    """An address; all that is asked of it is asked before the next one."""
    return str(request.param)


@pytest.fixture(scope="module")
def seen(visitor: Callable[[str], Page], site: Site, page: str) -> Visit:
    return look(visitor(language_of(page)), site, page)


def test_a_page_is_quiet_and_stays_on_its_host(seen: Visit) -> None:
    assert not seen.noise
    assert not seen.failed
    assert not seen.foreign


def test_a_page_is_accessible(seen: Visit) -> None:
    if not AXE.is_file():
        pytest.skip("no axe-core: get it with 'npm install --no-package-lock'")
    for where, broken in seen.violations.items():
        assert not broken, f"{where}:\n" + "\n".join(broken)


def test_nothing_overflows_a_telephone(seen: Visit) -> None:
    assert seen.narrow["width"] <= 360
    assert not seen.narrow["elements"]


def test_the_figures_follow_the_palette_of_the_system(seen: Visit, page: str) -> None:
    for palette, figures in seen.figures.items():
        assert not figures["broken"]
        assert all(shown == [f"g-{palette}"] for shown in figures["shown"]), figures["shown"]
        if page in TUTORIALS:
            assert figures["shown"], "a tutorial without a figure"
