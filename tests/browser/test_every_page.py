"""What holds on every page, in both languages and both palettes."""

from collections.abc import Callable
from dataclasses import asdict

import pytest
from checkouts import language_of
from conftest import Site
from offenders import check_each, fail_with
from playwright.sync_api import Page

from browser.conftest import AXE, PAGES, TUTORIALS, Visit, look, look_at_each

pytestmark = pytest.mark.timeout(1800)  # the first test looks at all pages


@pytest.fixture(scope="module")
def visits(visitor: Callable[[str], Page], site: Site) -> dict[str, Visit]:
    """All that is asked of a page is asked in one visit, before the next one."""

    def visit(page: str) -> object:
        return asdict(look(visitor(language_of(page)), site, page))

    seen = look_at_each(site, "visit", PAGES, visit)
    return {page: Visit(**facts) for page, facts in seen.items()}


def test_a_page_is_quiet_and_stays_on_its_host(visits: dict[str, Visit]) -> None:
    heard = {page: [*seen.noise, *seen.failed, *seen.foreign] for page, seen in visits.items()}
    fail_with({page: "\n".join(lines) for page, lines in heard.items()})


def test_a_page_is_accessible(visits: dict[str, Visit]) -> None:
    if not AXE.is_file():
        pytest.skip("no axe-core: get it with 'npm install --no-package-lock'")

    def check(page: str) -> None:
        violations = visits[page].violations
        assert sorted(violations) == ["360 px", "dark", "light"]
        broken = [f"{where}: {rule}" for where, rules in violations.items() for rule in rules]
        assert not broken, "\n".join(broken)

    check_each(visits, check)


def test_nothing_overflows_a_telephone(visits: dict[str, Visit]) -> None:
    def check(page: str) -> None:
        assert visits[page].narrow["width"] <= 360
        assert not visits[page].narrow["elements"]

    check_each(visits, check)


def test_the_figures_follow_the_palette_of_the_system(visits: dict[str, Visit]) -> None:
    def check(page: str) -> None:
        assert sorted(visits[page].figures) == ["dark", "light"]
        for palette, figures in visits[page].figures.items():
            assert not figures["broken"]
            assert [shown for shown in figures["shown"] if shown != [f"g-{palette}"]] == []
            if page in TUTORIALS:
                assert figures["shown"], "a tutorial without a figure"

    check_each(visits, check)
