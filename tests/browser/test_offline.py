"""`make offline`: a zip that works from disk, search included."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkouts import copy_project, environment
from playwright.sync_api import Browser, BrowserContext, Page, expect

LESSON = "m1-gradient-descent/gradient-descent.html"
FIRST = "m0-start/why-pytorch.html"  # where home starts the reader


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, made as a person makes it and unpacked somewhere else."""
    if shutil.which("make") is None:
        pytest.skip("no make")
    root = copy_project(tmp_path_factory.mktemp("offline") / "project")
    (root / ".venv").symlink_to(sys.prefix)
    done = subprocess.run(
        ["make", "--assume-old=.venv/docs", "offline"],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    target = tmp_path_factory.mktemp("elsewhere") / "con espacios y ñ"
    with zipfile.ZipFile(root / "build" / "offline" / "gradiente.zip") as archive:
        archive.extractall(target)
    assert [path.name for path in target.iterdir()] == ["gradiente"]
    return target / "gradiente"


@pytest.fixture
def offline(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without any network."""
    context = browser.new_context(locale="es-ES", offline=True)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def opened(context: BrowserContext, path: Path) -> tuple[Page, list[str]]:
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("request", lambda r: None if r.url.startswith("file:") else wrong.append(r.url))
    page.goto(path.as_uri())
    return page, wrong


@pytest.mark.parametrize(
    ("start", "words", "lesson"),
    [("index.html", "retropropagacion", LESSON), ("en/index.html", "gradient", f"en/{LESSON}")],
)
def test_search_works_from_disk(
    unpacked: Path, offline: BrowserContext, start: str, words: str, lesson: str
) -> None:
    page, wrong = opened(offline, unpacked / start)
    page.locator("button.g-search").click()
    page.locator(".g-search-field").fill(words)
    found = page.locator(".g-search-found a")
    expect(found.first).to_be_visible()
    links = found.evaluate_all("links => links.map(link => link.href.split(/[?#]/)[0])")
    assert (unpacked / lesson).as_uri() in links
    assert not [url for url in wrong if not url.startswith(("data:", "blob:"))]


def test_the_pages_work_from_disk(unpacked: Path, offline: BrowserContext) -> None:
    page, wrong = opened(offline, unpacked / "index.html")
    page.locator("article a.g-button-strong").click()
    expect(page.locator(".g-card")).to_be_visible()
    assert page.url == (unpacked / FIRST).as_uri()
    picture = page.locator(".g-figure img.g-light").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0

    page.locator("a.g-language").click()
    there = re.escape((unpacked / "en" / FIRST).as_uri())
    page.wait_for_url(re.compile(f"{there}(#.*)?$"))  # the section being read comes along
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert not [url for url in wrong if not url.startswith(("data:", "blob:"))]
