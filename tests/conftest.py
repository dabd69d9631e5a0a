"""One Chromium, and the whole site in both languages, built once for all tests that look."""

import gc
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from checkouts import LANGUAGES, Server, copy_project, mkdocs
from html_pages import HtmlPage
from playwright.sync_api import Browser, sync_playwright

# The first is Chromium without the windows that no test looks at: a page opens in half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


def pytest_collection(session: pytest.Session) -> None:  # noqa: ARG001
    """Imports and thousands of tests stay to the end: looking for cycles in them only costs."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:  # noqa: ARG001
    gc.enable()
    gc.freeze()


@dataclass
class Site:
    """A built site: where it lies, where it is served, and the copy of the project it is from."""

    root: Path
    folder: Path
    url: str

    def file(self, address: str) -> Path:
        """The file behind an address below the site's root."""
        path = self.folder / address
        return path / "index.html" if not address or address.endswith("/") else path

    @cached_property
    def pages(self) -> dict[str, HtmlPage]:
        """Every HTML file by its address, both 404 pages among them."""
        files = sorted(self.folder.rglob("*.html"))
        names = {path: path.relative_to(self.folder).as_posix() for path in files}
        return {name.removesuffix("index.html"): HtmlPage(path) for path, name in names.items()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once: Playwright runs one at a time."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(
            "no Chromium: get one with 'apt-get install chromium' or 'brew install chromium'"
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, built strictly and served from a subpath."""
    root = copy_project(tmp_path_factory.mktemp("whole") / "project")
    server = Server()
    server.folder = root / "site"
    done = mkdocs(root, "build", "--strict", SITE_URL=server.url)
    if done.returncode:
        server.stop()
        pytest.fail(f"the site cannot be built:\n{done.stderr[-1500:]}", pytrace=False)
    yield Site(root, server.folder, server.url)
    server.stop()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the whole project that a test may change."""
    return copy_project(tmp_path / "project")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)
