"""Light and dark: the four neutral colours that are exchanged, and nothing else."""

import gzip
import re
from pathlib import Path

# The neutral colours of tutorial_lib/gradiente.mplstyle and what they become in the dark:
# text, axes, grid, background. Every other colour stays as it is.
DARK = {"#1f2a37": "#e6eaf0", "#5b6776": "#a3afbf", "#d9dee5": "#38424f", "#ffffff": "#14191f"}

_NEUTRAL = re.compile("|".join(DARK))


def darken_svg(svg: bytes) -> bytes:
    """The dark copy of a light SVG figure."""
    return _NEUTRAL.sub(lambda match: DARK[match[0]], svg.decode()).encode()


def page_names(figure: dict[str, str]) -> tuple[str, str]:
    """Names of the light and dark file of a figure on the site."""
    light = figure["light"]
    if light.endswith(".svgz"):
        stem = light.removesuffix(".svgz")
        return f"{stem}.svg", f"{stem}.dark.svg"
    return light, figure["dark"]


def page_files(figure: dict[str, str], folder: Path) -> dict[str, bytes | Path]:
    """The light and dark file of a figure, by their names on the site."""
    light, dark = page_names(figure)
    source = folder / figure["light"]
    if source.suffix == ".svgz":
        svg = gzip.decompress(source.read_bytes())
        return {light: svg, dark: darken_svg(svg)}
    return {light: source, dark: folder / dark}
