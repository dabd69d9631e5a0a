"""The gallery: every figure of the course as a thumbnail that leads to its page."""

from pathlib import Path

from PIL import Image

from tutorial_build.indexes.sphinx_gallery_adapter import thumbnail
from tutorial_build.page.markup import alternative, fill
from tutorial_build.page.page import Page
from tutorial_build.page.words import word

WIDTH_PX = 320


def gallery_page(pages: list[Page], lang: str, cache: Path) -> tuple[str, dict[str, Path]]:
    """Markdown of the gallery, and its pictures: path below the page → file.

    Args:
        pages: The tutorials in course order.
        lang: `es` or `en`.
        cache: Folder where scaled pictures are kept between builds.
    """
    lines = [f"# {word('figures', lang)}", "", word("figures_intro", lang)]
    pictures: dict[str, Path] = {}
    for page in pages:
        if not page.figures:
            continue
        target = f"{page.lesson.address}.md"
        lines += ["", f"## [{page.lesson.title}]({target})", ""]
        figures = []
        for figure in page.figures:
            picture, files = figure.picture, []
            for theme, file in (("light", picture.thumb), ("dark", picture.thumb_dark)):
                files.append((theme, f"gallery/{file}"))
                pictures[f"gallery/{file}"] = _scaled(figure.folder / file, cache)
            height = round(WIDTH_PX * picture.height / picture.width)
            figures.append({"alt": alternative(figure.alt), "files": files, "height": height})
        lines.append(fill("gallery", lang, figures=figures, page=target, width=WIDTH_PX))
    return "\n".join(lines) + "\n", pictures


def _scaled(source: Path, cache: Path) -> Path:
    target = cache / source.name
    if not target.exists():
        with Image.open(source) as image:  # a canvas of the figure's own shape: no white bars
            height_px = round(WIDTH_PX * image.height / image.width)
        thumbnail(source, target, WIDTH_PX, height_px)
    return target
