"""What holds on every page, in both languages and both palettes."""

from collections.abc import Callable

import pytest
from conftest import Site
from playwright.sync_api import BrowserContext

from browser.conftest import AXE, PAGES, SCHEME, TUTORIALS, Visit, listening

Visitor = Callable[[str], Visit]

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "home")


@every_page
def test_a_page_is_quiet_and_stays_on_its_host(visit: Visitor, page: str) -> None:
    seen = visit(page)
    assert not seen.noise
    assert not seen.failed
    assert not seen.foreign


@every_page
def test_a_page_is_accessible(visit: Visitor, page: str) -> None:
    if not AXE.is_file():
        pytest.skip("no axe-core: get it with 'npm install --no-package-lock'")
    for where, broken in visit(page).violations.items():
        assert not broken, f"{where}:\n" + "\n".join(broken)


@every_page
def test_nothing_overflows_a_telephone(visit: Visitor, page: str) -> None:
    seen = visit(page)
    assert seen.narrow["width"] <= 360
    assert not seen.narrow["elements"]


@every_page
def test_the_figures_follow_the_palette_of_the_system(visit: Visitor, page: str) -> None:
    for palette, figures in visit(page).figures.items():
        assert not figures["broken"]
        assert all(shown == [f"g-{palette}"] for shown in figures["shown"]), figures["shown"]
        if page in TUTORIALS:
            assert figures["shown"], "a tutorial without a figure"


def test_a_first_visit_in_the_dark_is_quiet_and_dark(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    context = open_context(color_scheme="dark")
    for address in ["", "en/", *TUTORIALS]:
        seen, page = Visit(), context.new_page()
        with listening(page, seen, site):
            page.goto(address)
            assert page.evaluate(SCHEME) == "slate"
        assert not [*seen.noise, *seen.failed, *seen.foreign], address
        page.close()
