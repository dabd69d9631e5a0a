"""The gallery: every figure of the course as a thumbnail that leads to its page."""

from pathlib import Path

from PIL import Image

from tutorial_build.indexes.sphinx_gallery_adapter import thumbnail
from tutorial_build.page.markup import fill_page
from tutorial_build.page.page import Page

WIDTH_PX = 320


def gallery_page(pages: list[Page], lang: str, cache: Path) -> tuple[str, dict[str, Path]]:
    """Markdown of the gallery, and its pictures: path below the page → file.

    Args:
        pages: The tutorials in course order.
        lang: `es` or `en`.
        cache: Folder where scaled pictures are kept between builds.
    """
    pictures = {
        f"gallery/{file}": _scaled(figure.folder / file, cache)
        for page in pages
        for figure in page.figures
        for file in (figure.picture.thumb, figure.picture.thumb_dark)
    }
    shown = [page for page in pages if page.figures]
    return fill_page("gallery", lang, pages=shown, width=WIDTH_PX), pictures


def _scaled(source: Path, cache: Path) -> Path:
    target = cache / source.name
    if not target.exists():
        with Image.open(source) as image:  # a canvas of the figure's own shape: no white bars
            height_px = round(WIDTH_PX * image.height / image.width)
        thumbnail(source, target, WIDTH_PX, height_px)
    return target
