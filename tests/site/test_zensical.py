"""The heir of our site generator builds the same Markdown to the same pages."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkouts import copy_project, environment, tutorials
from conftest import Site
from offenders import check_each

pytestmark = pytest.mark.slow

CONFIGS = {"es": "mkdocs.yml", "en": "mkdocs.en.yml"}
# What the engine writes, and what the Markdown extensions make of it.
PIECES = ("g-card", "g-output", "g-claim", "g-exercise", "<details", "<figure", "<math", "<table")
PIECES += ('class="admonition', 'class="language-python', 'id="errors"', 'id="e1"')


@pytest.fixture(scope="module")
def heir(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as Zensical makes it from the folders that the engine assembled."""
    if importlib.util.find_spec("zensical") is None:
        pytest.skip("no Zensical: get it with 'pip install zensical'")
    root = copy_project(tmp_path_factory.mktemp("heir") / "project")
    shutil.copytree(site.root / "build" / "docs", root / "build" / "docs", dirs_exist_ok=True)
    for config in CONFIGS.values():
        done = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", config],
            cwd=root,
            env=environment(SITE_URL=site.url, SITE_URL_EN=f"{site.url}en/"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def test_zensical_makes_every_page_but_the_notebooks(site: Site, heir: Path) -> None:
    made = {path.relative_to(heir).as_posix() for path in heir.rglob("*.html")}
    wanted = {site.file(page).relative_to(site.folder).as_posix() for page in site.pages}
    assert {page for page in wanted - made if "practice/" not in page} - {"en/404.html"} == set()


def test_a_tutorial_holds_the_same_pieces_there(site: Site, heir: Path, lang: str) -> None:
    def check(page: str) -> None:
        theirs = (heir / page / "index.html").read_text(encoding="utf-8")
        counts, wanted = (
            {piece: text.count(piece) for piece in PIECES}
            for text in (theirs, site.pages[page].source)
        )
        assert counts == wanted
        article = theirs.partition("<article")[2].partition("</article>")[0]
        prose = re.sub(r"<(pre|code)\b.*?</\1>", "", article, flags=re.DOTALL)
        assert not re.findall(r"^ *(?:!!!|\?\?\?) |\{ *[.#][\w-]+", prose, re.MULTILINE)

    check_each(tutorials(lang), check)


def test_downloads_and_figures_are_there(site: Site, heir: Path, lang: str) -> None:
    def check(page: str) -> None:
        ours = {path.name for path in (site.folder / page).iterdir()}
        assert {path.name for path in (heir / page).iterdir()} == ours

    check_each(tutorials(lang), check)
