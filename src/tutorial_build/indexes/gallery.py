"""The gallery: every figure of the course as a thumbnail that leads to its page."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from tutorial_build.indexes.sphinx_gallery_adapter import thumbnail
from tutorial_build.page.page import Figure, View
from tutorial_build.page.render import figure_of
from tutorial_build.page.words import word
from tutorial_build.source.script import Code

WIDTH_PX = 320


def gallery_page(views: list[View], lang: str, cache: Path) -> tuple[str, dict[str, Path]]:
    """Markdown of the gallery, and its pictures: path below the page → file.

    Args:
        views: The tutorials in course order.
        lang: `es` or `en`.
        cache: Folder where scaled pictures are kept between builds.
    """
    lines = [f"# {word('figures', lang)}", "", word("figures_intro", lang)]
    pictures: dict[str, Path] = {}
    for view in views:
        figures = figures_of(view, lang)
        if not figures:
            continue
        page = f"{view.tutorial.address}.md"
        lines += ["", f"## [{view.tutorial.title(lang)}]({page})", ""]
        lines += ['<ul class="g-gallery" markdown>']
        for figure in figures:
            images = []
            for theme, part in (("light", "thumb"), ("dark", "thumb_dark")):
                name = f"gallery/{figure.output[part]}"
                pictures[name] = _scaled(figure.folder / figure.output[part], cache)
                alt = figure.alt.replace("[", r"\[").replace("]", r"\]")
                shape = figure.output["height"] / figure.output["width"]
                size = f"width={WIDTH_PX} height={round(WIDTH_PX * shape)} loading=lazy"
                images.append(f"![{alt}]({name}){{ .g-{theme} {size} }}")
            lines.append(f'<li markdown="span">[{"".join(images)}]({page})</li>')
        lines.append("</ul>")
    return "\n".join(lines) + "\n", pictures


def figures_of(view: View, lang: str) -> list[Figure]:
    """The figures that a page shows, in order."""
    if view.results is None:
        return []
    cells = [step for step in view.tutorial.steps if isinstance(step, Code)]
    found = []
    for rank, cell in enumerate(cells):
        shown = [o for o in view.results.outputs(lang, rank) if o["type"] == "figure"]
        for number, output in enumerate(shown):
            figure = figure_of(cell, output, number, lang)
            found.append(replace(figure, folder=view.results.folder))
    return found


def _scaled(source: Path, cache: Path) -> Path:
    target = cache / source.name
    if not target.exists():
        with Image.open(source) as image:  # a canvas of the figure's own shape: no white bars
            height_px = round(WIDTH_PX * image.height / image.width)
        thumbnail(source, target, WIDTH_PX, height_px)
    return target
