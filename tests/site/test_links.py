"""Every address in the built HTML leads somewhere, and only links to read leave the site."""

import re
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Site

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
    for page, html in site.pages.items():
        for element in html.elements:
            address = element[LOADED.get(element.tag, "")]
            if not address or element["rel"].strip() in TOLD:
                continue
            if urlsplit(address).scheme or address.startswith("//"):
                missing.append(f"{page}: {element.tag} loads {address}")
            elif not site.file(resolve(site, page, address)).is_file():
                missing.append(f"{page}: {address} is missing")
    assert not missing, "\n".join(missing)


def test_no_style_sheet_names_another_host(site: Site) -> None:
    foreign = []
    for path in site.folder.rglob("*.css"):
        for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", path.read_text("utf-8")):
            name = path.relative_to(site.folder)
            if address.startswith(("http:", "https:", "//")):
                foreign.append(f"{name}: {address}")
            elif not address.startswith(("data:", "#")):
                file = path.parent / unquote(urlsplit(address).path)
                assert file.is_file(), f"{name}: {address} is missing"
    assert not foreign


def test_no_notebook_style_stays_in_the_page(site: Site) -> None:
    for page, html in site.pages.items():
        if "practice/" in page:
            assert len(html.source) < 120_000, page
            assert not [element for element in html.all("style") if "article" in element.parents]


def test_an_anchor_stands_once_in_a_page(site: Site) -> None:
    for page, html in site.pages.items():
        anchors = [element["id"] for element in html.elements if element["id"]]
        twice = {anchor for anchor in anchors if anchors.count(anchor) > 1}
        assert not twice, f"{page}: {twice}"
