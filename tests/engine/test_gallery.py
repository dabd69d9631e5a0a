"""The gallery of all figures."""

import pytest
from PIL import Image

from tutorial_build.indexes.gallery import WIDTH_PX, gallery_page

from .conftest import seen

DRAW = (
    "# %%\nprint(1)\n\n# %%\n#| alt: Una // One\n#| caption: Pie // Foot\n"
    "import matplotlib.pyplot as plt\nplt.figure(figsize=(4, 2))\nplt.plot([1, 2])\nplt.show()\n\n"
    '# %%\n#| alt: ["Dos [a] // Two [a]", Tres // Three]\n'
    "for n in range(2):\n    plt.figure(figsize=(4, 2))\n    plt.plot([n, 2 * n])\n    plt.show()\n"
)


@pytest.fixture
def pages(checkout):
    """All pages in Spanish and in English."""
    checkout.write("alpha", DRAW)
    made = checkout.prepare().pages
    return {lang: [page[lang] for page in made.values()] for lang in ("es", "en")}


def test_every_figure_is_a_thumbnail_in_both_themes_that_leads_to_its_page(pages, tmp_path):
    text, pictures = gallery_page(pages["es"], "es", tmp_path / "cache")
    page = seen(text)
    images = page.attributes("img")
    assert [image["alt"] for image in images[::2]] == ["Una", "Dos [a]", "Tres"]
    assert {image["class"] for image in images} == {"g-light", "g-dark"}
    assert {image["src"] for image in images} == set(pictures)
    assert {a["href"] for a in page.attributes("a") if a.get("class") != "headerlink"} == {
        "m1-first/alpha.md"
    }
    for image in images:
        with Image.open(pictures[image["src"]]) as picture:
            assert picture.size == (WIDTH_PX, WIDTH_PX // 2)
            assert (image["width"], image["height"]) == (str(WIDTH_PX), str(WIDTH_PX // 2))


def test_pictures_are_scaled_once(pages, tmp_path):
    _, pictures = gallery_page(pages["es"], "es", tmp_path)
    times = {path: path.stat().st_mtime_ns for path in pictures.values()}
    gallery_page(pages["en"], "en", tmp_path)
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_a_page_without_figures_is_not_in_the_gallery(pages, tmp_path):
    text, _ = gallery_page(pages["en"], "en", tmp_path)
    assert "Beta en" not in text
