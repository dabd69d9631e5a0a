"""One Chromium, and the whole site in both languages, built once for all tests that look."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from checkouts import LANGUAGES, Server, copy_project, mkdocs
from filelock import FileLock
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


SITE = "TESTED_SITE"  # the variable that tells workers where their one site lies


def pytest_configure(config: pytest.Config) -> None:
    """Serve one site for all workers, from the process that starts them."""
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.TemporaryDirectory(prefix="gradiente-")
    server = Server()
    server.folder = Path(folder.name) / "project" / "site"
    os.environ[SITE] = f"{server.url} {folder.name}"
    config.add_cleanup(folder.cleanup)
    config.add_cleanup(server.stop)


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
            "no Chromium: get one with 'apt-get install chromium-headless-shell' or "
            "'brew install chromium'"
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site() -> Site:
    """The site, built strictly by the first who asks, and served from a subpath."""
    url, folder = os.environ[SITE].split(" ", 1)
    root, outcome = Path(folder) / "project", Path(folder) / "outcome.txt"
    with FileLock(f"{folder}/lock"):
        if not outcome.exists():
            copy_project(root)
            done = mkdocs(root, "build", "--strict", SITE_URL=url)
            outcome.write_text(f"exit code {done.returncode}\n{done.stderr}", encoding="utf-8")
    said = outcome.read_text(encoding="utf-8")
    if not said.startswith("exit code 0\n"):
        pytest.fail(f"the site cannot be built:\n{said[-1500:]}", pytrace=False)
    return Site(root, root / "site", url)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the whole project that a test may change."""
    return copy_project(tmp_path / "project")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)
