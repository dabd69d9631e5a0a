"""What a page tells to browsers, search engines and whoever shares it."""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from checkouts import addresses, language_of, mkdocs, other, tutorials
from conftest import Site
from html_pages import HtmlPage
from offenders import check_each, fail_with

pytestmark = pytest.mark.slow

CODE = "https://github.com/someone/gradiente"
COLAB = "https://colab.research.google.com/github/someone/gradiente/blob/notebooks/"
BINDER = "https://mybinder.org/v2/gh/someone/gradiente/notebooks?labpath="
Again = tuple[Path, dict[Path, int], dict[Path, int]]
EVERY = [*addresses("es"), *addresses("en")]


def test_the_site_holds_the_pages_of_the_navigation_and_no_others(site: Site) -> None:
    assert set(site.pages) == {*EVERY, "404.html", "en/404.html"}


def test_a_page_names_its_language_and_its_partner(site: Site) -> None:
    def check(page: str) -> None:
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

    check_each(EVERY, check)


def test_the_switch_leads_to_the_partner_without_scripts(site: Site) -> None:
    def check(page: str) -> None:
        switch = site.pages[page].one("a", class_="md-header__button g-language")
        assert urljoin(site.url + page, switch["href"]) == site.url + other(page)
        assert switch["hreflang"] == switch["lang"] == language_of(other(page))

    check_each(EVERY, check)


def test_a_page_can_be_shared(site: Site) -> None:
    def check(page: str) -> None:
        metas = site.pages[page].all("meta")
        shared = {meta["property"]: meta["content"] for meta in metas if meta["property"]}
        assert shared.get("og:url") == site.url + page
        assert shared.get("og:title", "").endswith("Gradiente")
        assert len(shared.get("og:description", "")) > 40
        assert shared.get("og:locale") == {"es": "es_ES", "en": "en_US"}[language_of(page)]
        assert shared.get("og:image", "").startswith(site.url)
        picture = site.folder / shared["og:image"].removeprefix(site.url)
        assert picture.stat().st_size > 10_000

    check_each(EVERY, check)


def test_no_two_pages_have_the_same_description(site: Site, lang: str) -> None:
    found = {p: site.pages[p].one("meta", name="description")["content"] for p in addresses(lang)}
    assert sorted(set(found.values())) == sorted(found.values())


def test_what_a_page_tells_those_who_search_can_be_read(site: Site, lang: str) -> None:
    kinds = {"": "Course", "faq/": "FAQPage", "glossary/": "DefinedTermSet"}
    wanted = {"en/" * (lang == "en") + page: kind for page, kind in kinds.items()}
    wanted |= dict.fromkeys(tutorials(lang), "LearningResource")

    def check(page: str) -> None:
        [text] = re.findall(
            '<script type="application/ld.json">(.*?)</script>', site.pages[page].source
        )
        told = json.loads(text)
        assert told["@type"] == wanted[page]
        assert told["url"] == site.url + page
        assert told["inLanguage"] == lang
        assert told["image"].startswith(site.url)

    check_each(wanted, check)


def test_both_languages_use_one_copy_of_styles_scripts_and_fonts(site: Site) -> None:
    own = [path.name for path in (site.folder / "en" / "assets").rglob("*")]
    assert own == ["search.js"]  # what the search knows is each language's own

    def check(page: str) -> None:
        html = site.pages[page]
        found = [link["href"] for link in html.all("link") if "assets/" in link["href"]]
        found += [script["src"] for script in html.all("script") if "assets/" in script["src"]]
        assert len(found) > 10
        for address in found:
            assert urljoin(site.url + page, address).startswith(f"{site.url}assets/")

    check_each([page for page in site.pages if page.startswith("en/")], check)


def test_a_page_has_one_title_and_a_description(site: Site) -> None:
    def check(page: str) -> None:
        html = site.pages[page]
        assert len(html.all("h1")) == 1
        assert html.one("meta", name="description")["content"]
        assert [text for text, element in html.texts if element.tag == "title" and text.strip()]

    check_each(EVERY, check)


def test_titles_are_told_apart(site: Site) -> None:
    for lang in ("es", "en"):
        found = [re.findall("<title>(.*?)</title>", site.pages[p].source) for p in addresses(lang)]
        titles = [title[0] for title in found]
        assert sorted(set(titles)) == sorted(titles)


def test_the_sitemap_of_each_language_lists_its_pages(site: Site, lang: str) -> None:
    folder = site.folder / ("" if lang == "es" else "en")
    text = (folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>(.*?)</loc>", text)
    assert sorted(listed) == sorted(site.url + page for page in addresses(lang))
    assert gzip.decompress((folder / "sitemap.xml.gz").read_bytes()).decode() == text


def test_a_made_page_says_not_to_edit_it(site: Site, lang: str) -> None:
    notice = {"es": "no editar; fuente:", "en": "do not edit; source:"}[lang]
    folder_of = {path.parent.name for path in (site.root / "docs" / lang).rglob("index.md")}
    written = folder_of | {path.stem for path in (site.root / "docs" / lang).glob("*.md")}
    names = {page: page.removeprefix("en/").rstrip("/") for page in addresses(lang)}
    made = [page for page, name in names.items() if name and name not in written]
    made = [page for page in made if "practice/" not in page]
    assert len(made) > 20

    def check(page: str) -> None:
        source = re.search(rf"<!-- {notice} (\S+) -->", site.pages[page].source)
        assert source
        assert list(site.root.glob(source[1]))

    check_each(made, check)


def test_a_missing_page_is_not_indexed_and_speaks_its_language(site: Site, lang: str) -> None:
    html = site.pages["404.html" if lang == "es" else "en/404.html"]
    assert html.one("html")["lang"] == lang
    assert html.one("meta", name="robots")["content"] == "noindex"
    assert not html.all("link", rel="canonical")


def edit_links(page: HtmlPage) -> list[str]:
    return [element["href"] for element in page.all("a", rel="edit")]


def test_without_a_repository_nothing_asks_to_edit(site: Site) -> None:
    def check(page: str) -> None:
        assert not edit_links(site.pages[page])
        assert "md-header__source" not in site.pages[page].source
        assert "colab.research.google.com/github" not in site.pages[page].source

    check_each(site.pages, check)


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
            edited[page.removeprefix("en/")] = link.removeprefix(f"{CODE}/edit/main/")
    lost = {page: source for page, source in edited.items() if not (site.root / source).is_file()}
    fail_with({page: f"leads to {source}" for page, source in lost.items()})

    scripts = {page.removeprefix("en/"): slug for page, slug in tutorials(lang).items()}

    def check(page: str) -> None:
        assert edited.get(page, "").startswith("examples/")
        assert edited[page].endswith(f"/{scripts[page]}.py")

    check_each(scripts, check)
    assert edited["m8-text/"] == f"docs/{lang}/m8-text/index.md"
    assert edited["glossary/"] == "docs/glossary.yml"
    assert edited["api/checks/"] == "src/tutorial_lib/checks.py"
    # Made from many files: there is no one file to edit.
    assert not {"figures/", "names/", "practice/gradient-descent/"} & set(edited)


def test_colab_and_binder_open_the_notebook_of_the_page_in_its_language(
    again: Again, site: Site, lang: str
) -> None:
    notebooks = {page: f"{page}{slug}.ipynb" for page, slug in tutorials(lang).items()}
    practices = [page for page in addresses(lang) if "practice/" in page]
    notebooks |= {page: f"{page}{page.split('/')[-2]}.ipynb" for page in practices}
    assert len(practices) == len(tutorials(lang))

    def check(page: str) -> None:
        path = f"{lang}/{notebooks[page].removeprefix('en/')}"
        assert (site.root / "build" / "docs" / path).is_file()
        links = [element["href"] for element in HtmlPage(again[0] / page / "index.html").all("a")]
        assert links.count(COLAB + path) == 1
        assert links.count(BINDER + path) == 1

    check_each(notebooks, check)
