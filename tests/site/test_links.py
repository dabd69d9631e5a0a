"""Every address in the built HTML leads somewhere, and only links to read leave the site."""

import re
from collections import Counter
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Site
from offenders import check_each

pytestmark = pytest.mark.slow

LOADED = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}
TOLD = ("alternate", "canonical")  # addresses for search engines: absolute, never loaded


def resolve(site: Site, page: str, address: str) -> str:
    """The path below the site's root that an address on a page leads to."""
    base = urlsplit(site.url)
    parts = urlsplit(address)
    if parts.netloc:
        assert parts.netloc == base.netloc, f"{page}: {address} is on another host"
    path = unquote(parts.path)
    if path.startswith("/"):
        assert path.startswith(base.path), f"{page}: {address} leaves the subpath"
        path = join(".", path.removeprefix(base.path))
        page = ""
    if not path:
        return page
    joined = normpath(join(page.rpartition("/")[0], path))
    below = "" if joined == "." else joined
    return f"{below}/" if path.endswith(("/", ".", "..")) and below else below


def test_every_internal_link_and_anchor_resolves(site: Site) -> None:
    broken = []
    count = 0
    for page, html in site.pages.items():
        for link in html.all("a"):
            href = urlsplit(link["href"])
            if href.scheme and href.netloc != urlsplit(site.url).netloc:
                continue
            count += 1
            target = resolve(site, page, link["href"])
            if not site.file(target).is_file():
                broken.append(f"{page}: {link['href']} is missing")
            elif href.fragment and target in site.pages:
                wanted = unquote(href.fragment)
                if wanted not in site.pages[target].anchors and wanted != "__skip":
                    broken.append(f"{page}: {link['href']} has no such anchor")
    assert not broken, "\n".join(sorted(set(broken)))
    assert count > 1000  # the navigation alone has more


def test_everything_a_page_loads_is_a_file_of_the_site(site: Site) -> None:
    missing = []
    count = 0
    for page, html in site.pages.items():
        for element in html.elements:
            address = element[LOADED.get(element.tag, "")]
            if not address or element["rel"].strip() in TOLD:
                continue
            count += 1
            if urlsplit(address).scheme or address.startswith("//"):
                missing.append(f"{page}: {element.tag} loads {address}")
            elif not site.file(resolve(site, page, address)).is_file():
                missing.append(f"{page}: {address} is missing")
    assert not missing, "\n".join(missing)
    assert count > 1000


def test_no_style_sheet_names_another_host(site: Site) -> None:
    wrong = []
    sheets = list(site.folder.rglob("*.css"))
    for path in sheets:
        for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", path.read_text("utf-8")):
            name = path.relative_to(site.folder)
            if address.startswith(("http:", "https:", "//")):
                wrong.append(f"{name}: {address} is on another host")
            elif not address.startswith(("data:", "#")):
                file = path.parent / unquote(urlsplit(address).path)
                wrong += [] if file.is_file() else [f"{name}: {address} is missing"]
    assert not wrong, "\n".join(wrong)
    assert len(sheets) > 5


def test_no_notebook_style_stays_in_the_page(site: Site) -> None:
    def check(page: str) -> None:
        html = site.pages[page]
        assert len(html.source) < 120_000
        within = [{parent.tag for parent in style.parents} for style in html.all("style")]
        assert not [tags for tags in within if "article" in tags]

    practices = [page for page in site.pages if "practice/" in page]
    assert len(practices) > 20
    check_each(practices, check)


def test_a_practice_notebook_is_shown_with_its_formulas_set(site: Site) -> None:
    practices = {page: html for page, html in site.pages.items() if "practice/" in page}
    silent = {"code", "pre", "script", "style", "math"}

    def check(page: str) -> None:
        prose = " ".join(
            text
            for text, element in practices[page].texts
            if not silent & {parent.tag for parent in (*element.parents, element)}
        )
        assert not re.findall(r"\$[^$\n]+\$", prose)

    check_each(practices, check)
    assert sum("<math" in html.source for html in practices.values()) > 5


def test_an_anchor_stands_once_in_a_page(site: Site) -> None:
    def check(page: str) -> None:
        anchors = Counter(e["id"] for e in site.pages[page].elements if e["id"])
        assert not [anchor for anchor, count in anchors.items() if count > 1]

    check_each(site.pages, check)
