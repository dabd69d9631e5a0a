"""Light and dark: the four neutral colours that are exchanged, and nothing else."""

import gzip
import re
from pathlib import Path

from tutorial_build.run.protocol import Picture

# The neutral colours of tutorial_lib/gradiente.mplstyle and what they become in the dark:
# text, axes, grid, background. Every other colour stays as it is.
DARK = {"#1f2a37": "#e6eaf0", "#5b6776": "#a3afbf", "#d9dee5": "#38424f", "#ffffff": "#14191f"}

_NEUTRAL = re.compile("|".join(DARK))


def darken_svg(svg: bytes) -> bytes:
    """The dark copy of a light SVG figure."""
    return _NEUTRAL.sub(lambda match: DARK[match[0]], svg.decode()).encode()


def page_names(picture: Picture) -> tuple[str, str]:
    """Names of the light and dark file of a figure on the site."""
    path = Path(picture.light)
    if path.suffix == ".svgz":
        return f"{path.stem}.svg", f"{path.stem}.dark.svg"
    return picture.light, picture.dark or picture.light


def page_files(picture: Picture, folder: Path) -> dict[str, bytes | Path]:
    """The light and dark file of a figure, by their names on the site."""
    light, dark = page_names(picture)
    if light == picture.light:
        return {light: folder / light, dark: folder / dark}
    svg = gzip.decompress((folder / picture.light).read_bytes())
    return {light: svg, dark: darken_svg(svg)}
