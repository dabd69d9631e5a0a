"""What a page tells to browsers, search engines and whoever shares it."""

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from checkouts import addresses, language_of, mkdocs, other, tutorials
from conftest import Site
from html_pages import HtmlPage

pytestmark = pytest.mark.slow

CODE = "https://github.com/someone/gradiente"
COLAB = "https://colab.research.google.com/github/someone/gradiente/blob/notebooks/"
BINDER = "https://mybinder.org/v2/gh/someone/gradiente/notebooks?labpath="
Again = tuple[Path, dict[Path, int], dict[Path, int]]
EVERY = [*addresses("es"), *addresses("en")]


def test_the_site_holds_the_pages_of_the_navigation_and_no_others(site: Site) -> None:
    assert set(site.pages) == {*EVERY, "404.html", "en/404.html"}


@pytest.mark.parametrize("page", EVERY)
def test_a_page_names_its_language_and_its_partner(site: Site, page: str) -> None:
    html = site.pages[page]
    assert html.one("html")["lang"] == language_of(page)
    assert html.one("link", rel="canonical")["href"] == site.url + page
    alternates = {e["hreflang"]: e["href"] for e in html.all("link", rel="alternate")}
    spanish, english = sorted((page, other(page)), key=language_of, reverse=True)
    assert alternates == {
        "es": site.url + spanish,
        "en": site.url + english,
        "x-default": site.url + spanish,
    }


@pytest.mark.parametrize("page", EVERY)
def test_the_switch_leads_to_the_partner_without_scripts(site: Site, page: str) -> None:
    switch = site.pages[page].one("a", class_="md-header__button g-language")
    assert urljoin(site.url + page, switch["href"]) == site.url + other(page)
    assert switch["hreflang"] == switch["lang"] == language_of(other(page))


@pytest.mark.parametrize("page", EVERY)
def test_a_page_can_be_shared(site: Site, page: str) -> None:
    html = site.pages[page]
    shared = {e["property"]: e["content"] for e in html.all("meta") if e["property"]}
    assert shared["og:url"] == site.url + page
    assert shared["og:title"].endswith("Gradiente")
    assert len(shared["og:description"]) > 40
    assert shared["og:locale"] == {"es": "es_ES", "en": "en_US"}[language_of(page)]
    assert shared["og:image"].startswith(site.url)
    assert (site.folder / shared["og:image"].removeprefix(site.url)).stat().st_size > 10_000


@pytest.mark.parametrize("page", EVERY)
def test_a_page_has_one_title_and_a_description(site: Site, page: str) -> None:
    html = site.pages[page]
    assert len(html.all("h1")) == 1
    assert html.one("meta", name="description")["content"]
    title = next(text for text, element in html.texts if element.tag == "title")
    assert title.strip()


def test_titles_are_told_apart(site: Site) -> None:
    for lang in ("es", "en"):
        titles = [re.findall("<title>(.*?)</title>", site.pages[p].source) for p in addresses(lang)]
        assert len({title[0] for title in titles}) == len(titles)


def test_the_sitemap_of_each_language_lists_its_pages(site: Site, lang: str) -> None:
    folder = site.folder / ("" if lang == "es" else "en")
    text = (folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>(.*?)</loc>", text)
    assert listed == sorted(listed, key=listed.index)
    assert set(listed) == {site.url + page for page in addresses(lang)}
    assert len(listed) == len(addresses(lang))
    assert gzip.decompress((folder / "sitemap.xml.gz").read_bytes()).decode() == text


def test_a_made_page_says_not_to_edit_it(site: Site, lang: str) -> None:
    notice = {"es": "no editar; fuente:", "en": "do not edit; source:"}[lang]
    folder_of = {path.parent.name for path in (site.root / "docs" / lang).rglob("index.md")}
    written = folder_of | {path.stem for path in (site.root / "docs" / lang).glob("*.md")}
    for page in addresses(lang):
        folder = page.removeprefix("en/").rstrip("/")
        if folder and folder not in written and "practice/" not in page:
            source = re.search(rf"<!-- {notice} (\S+) -->", site.pages[page].source)
            assert source, page
            assert list(site.root.glob(source[1])), page


def test_a_missing_page_is_not_indexed_and_speaks_its_language(site: Site, lang: str) -> None:
    html = site.pages["404.html" if lang == "es" else "en/404.html"]
    assert html.one("html")["lang"] == lang
    assert html.one("meta", name="robots")["content"] == "noindex"
    assert not html.all("link", rel="canonical")


def edit_links(page: HtmlPage) -> list[str]:
    return [element["href"] for element in page.all("a", rel="edit")]


def test_without_a_repository_nothing_asks_to_edit(site: Site) -> None:
    for page, html in site.pages.items():
        assert not edit_links(html), page
        assert "md-header__source" not in html.source
        assert "colab.research.google.com/github" not in html.source


@pytest.fixture(scope="module")
def again(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Again:
    """A second build without a change but for a repository, and the times of the files between."""
    folder = tmp_path_factory.mktemp("again")
    before = written(site)
    settings = {"SITE_URL": site.url, "REPO_URL": CODE}
    done = mkdocs(site.root, "build", "--strict", "--site-dir", str(folder), **settings)
    assert done.returncode == 0, done.stderr
    return folder, before, written(site)


def written(site: Site) -> dict[Path, int]:
    docs = site.root / "build" / "docs"
    return {path: path.stat().st_mtime_ns for path in docs.rglob("*") if path.is_file()}


def test_a_build_without_a_change_writes_nothing(again: Again) -> None:
    _, before, after = again
    assert len(before) > 100
    assert after == before


def test_edit_leads_to_a_file_that_a_person_edits(again: Again, site: Site, lang: str) -> None:
    edited = {}
    for page in addresses(lang):
        for link in edit_links(HtmlPage(again[0] / page / "index.html")):
            edited[page.removeprefix("en/")] = source = link.removeprefix(f"{CODE}/edit/main/")
            assert (site.root / source).is_file(), f"{page} leads to {source}"
    for page, slug in tutorials(lang).items():
        source = edited[page.removeprefix("en/")]
        assert source.startswith("examples/")
        assert source.endswith(f"/{slug}.py")
    assert edited["m8-text/"] == f"docs/{lang}/m8-text/index.md"
    assert edited["glossary/"] == "docs/glossary.yml"
    assert edited["api/checks/"] == "src/tutorial_lib/checks.py"
    # Made from many files: there is no one file to edit.
    assert not {"figures/", "names/", "practice/gradient-descent/"} & set(edited)


def test_colab_and_binder_open_the_notebook_of_the_page_in_its_language(
    again: Again, site: Site, lang: str
) -> None:
    docs = site.root / "build" / "docs"
    pages = {page: f"{page}{slug}.ipynb" for page, slug in tutorials(lang).items()}
    pages |= {p: f"{p.rstrip('/')}.ipynb" for p in addresses(lang) if "practice/" in p}
    assert len(pages) >= 6
    for page, notebook in pages.items():
        path = f"{lang}/{notebook.removeprefix('en/')}"
        assert (docs / path).is_file(), path
        links = [element["href"] for element in HtmlPage(again[0] / page / "index.html").all("a")]
        assert links.count(COLAB + path) == links.count(BINDER + path) == 1, page
