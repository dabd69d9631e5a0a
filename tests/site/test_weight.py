"""Pages load fast on a slow line: what the first view of a tutorial weighs, compressed."""

import gzip
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from checkouts import tutorials
from conftest import Site
from offenders import check_each

pytestmark = pytest.mark.slow

HTML_KB = 41
STYLES_AND_SCRIPTS_KB = 150
SITE_MB = 60


def compressed_kb(path: Path) -> float:
    return len(gzip.compress(path.read_bytes())) / 1000


def test_a_tutorial_is_light(site: Site, lang: str) -> None:
    base = urlsplit(site.url).path

    def check(page: str) -> None:
        assert compressed_kb(site.file(page)) <= HTML_KB
        html = site.pages[page]
        loaded = [link["href"] for link in html.all("link", rel="stylesheet")]
        loaded += [script["src"] for script in html.all("script") if script["src"]]
        files = {urlsplit(urljoin(site.url + page, address)).path for address in loaded}
        found = [site.folder / file.removeprefix(base) for file in files]
        assert len(found) > 10
        assert sum(map(compressed_kb, found)) <= STYLES_AND_SCRIPTS_KB

    check_each(tutorials(lang), check)


def test_the_whole_site_fits_a_static_host(site: Site) -> None:
    sizes = [path.stat().st_size for path in site.folder.rglob("*") if path.is_file()]
    assert sum(sizes) / 1e6 <= SITE_MB
