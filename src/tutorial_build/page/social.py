"""The picture that other sites show beside a link to a page: its title and its first figure."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tutorial_build.page.page import Page
from tutorial_build.page.words import word

WIDTH, HEIGHT = 1200, 630  # what those sites ask for
MARGIN = 60
COLUMN = 470  # of the title
TITLE_PX, SMALL_PX = 58, 30
GROUND, TEXT, MUTED, STRONG, WARM = "#ffffff", "#1f2a37", "#56616f", "#0b4f5a", "#a8440a"
COLOURS = 256  # keeps a picture below 100 kB

Font = ImageFont.FreeTypeFont


def social_card(page: Page, font: Path) -> bytes:
    """A PNG of 1200 × 630 pixels.

    Args:
        page: A page with a figure.
        font: A font with an axis for its weight.
    """
    sheet = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(sheet)
    bold, small = _font(font, TITLE_PX, 700), _font(font, SMALL_PX, 400)
    draw.rectangle((0, 0, 18, HEIGHT), STRONG)
    lines = list(_lines(page.lesson.title, bold))
    draw.text((MARGIN, MARGIN), word("site", page.lang), STRONG, _font(font, SMALL_PX, 700))
    top = (HEIGHT - len(lines) * 1.15 * TITLE_PX) / 2
    for rank, line in enumerate(lines):
        draw.text((MARGIN, top + rank * 1.15 * TITLE_PX), line, TEXT, bold)
    draw.text((MARGIN, HEIGHT - MARGIN - SMALL_PX), word("site_about", page.lang), MUTED, small)
    picture = _picture(page)
    room = WIDTH - COLUMN - 3 * MARGIN
    left = WIDTH - MARGIN - room + (room - picture.width) // 2
    sheet.paste(picture, (left, (HEIGHT - picture.height) // 2))
    made = io.BytesIO()
    sheet.quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _font(path: Path, size: int, weight: int) -> Font:
    font = ImageFont.truetype(str(path), size)
    font.set_variation_by_axes([weight])
    return font


def _lines(title: str, font: Font) -> Iterator[str]:
    """The lines of a title in its column."""
    line = ""
    for part in title.split():
        if line and font.getlength(f"{line} {part}") > COLUMN:
            yield line
            line = part
        else:
            line = f"{line} {part}".strip()
    yield line


def _picture(page: Page) -> Image.Image:
    """The first figure, as large as its place allows: in pixels where it is, or its thumbnail."""
    figure = page.figures[0]
    name = figure.picture.light
    name = figure.picture.thumb if name.endswith(".svgz") else name
    with Image.open(figure.folder / name) as found:
        picture = found.convert("RGB")
    across, down = WIDTH - COLUMN - 3 * MARGIN, HEIGHT - 2 * MARGIN
    scale = min(across / picture.width, down / picture.height)
    size = (round(scale * picture.width), round(scale * picture.height))
    return picture.resize(size, Image.Resampling.LANCZOS)
