"""Save a Figure for light and dark, and describe what it draws so that runs can be compared."""

import gzip
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgba, to_rgba_array
from matplotlib.figure import Figure

from tutorial_build.run.dark import DARK
from tutorial_build.run.protocol import Drawing, Json, Picture

SVG_LIMIT = 90_000  # bytes; above it a figure is stored as pixels
PIXELS_PER_INCH = 100  # of the page: a figure 7 inches wide is shown 700 px wide
THUMBNAIL_PX = 320

_PATH = re.compile(rb'(?<= d=")[^"]+')
_DECIMALS = re.compile(rb"(\.\d\d)\d+")
_COLOURS = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor")
_HIDDEN_PARTS = ("arrow_patch", "_bbox_patch")  # drawn, but not among an artist's children


def save_figure(figure: Figure, folder: Path) -> Picture:
    """Save a figure and its thumbnails under names made of their content.

    A small figure is one SVG, whose dark copy is made from it when the site is assembled. A large
    one is stored as pixels, once for each theme.
    """
    width, height = (round(inches * PIXELS_PER_INCH) for inches in figure.get_size_inches())
    drawn, svg = drawing(figure), _svg(figure)
    small, large = (THUMBNAIL_PX / width, 50), (2.0, 80)
    is_small = len(svg) <= SVG_LIMIT
    packed = gzip.compress(svg, mtime=0)
    light = _store(packed, folder, ".svgz") if is_small else _pixels(figure, folder, *large)
    thumb = _pixels(figure, folder, *small)
    recolour(figure, DARK)
    dark = None if is_small else _pixels(figure, folder, *large)
    thumb_dark = _pixels(figure, folder, *small)
    return Picture(light, thumb, thumb_dark, width, height, drawn, dark)


def recolour(figure: Figure, colours: dict[str, str]) -> None:
    """Exchange exactly the colours named, wherever the figure draws with them."""
    for artist in _artists(figure):
        for name in _COLOURS:
            if hasattr(artist, f"get_{name}") and hasattr(artist, f"set_{name}"):
                changed = _exchange(getattr(artist, f"get_{name}")(), colours)
                if changed is not None:
                    getattr(artist, f"set_{name}")(changed)


def _artists(figure: Figure) -> Iterator[Artist]:
    for artist in figure.findobj():
        parts = (getattr(artist, name, None) for name in _HIDDEN_PARTS)
        yield from (artist, *(part for part in parts if isinstance(part, Artist)))


def _exchange(value: Any, colours: dict[str, str]) -> Any:
    """The exchanged colour or list of colours, or None where nothing changes."""
    try:
        old = to_rgba_array(value)
    except (TypeError, ValueError):
        return None
    known = [colours.get(to_hex(row)) if row[3] > 0 else None for row in old]
    if not any(known):
        return None
    new = [to_rgba(found, row[3]) if found else row for found, row in zip(known, old, strict=True)]
    return new if np.ndim(value) == 2 else new[0]


def _svg(figure: Figure) -> bytes:
    """The figure as SVG; no screen is finer than a hundredth of a point."""
    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "gradiente"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return _PATH.sub(lambda path: _DECIMALS.sub(rb"\1", path[0]), buffer.getvalue())


def _pixels(figure: Figure, folder: Path, scale: float, quality: int) -> str:
    buffer = io.BytesIO()
    options = {"quality": quality, "method": 6}
    figure.savefig(buffer, format="webp", dpi=PIXELS_PER_INCH * scale, pil_kwargs=options)
    return _store(buffer.getvalue(), folder, ".webp")


def _store(content: bytes, folder: Path, suffix: str) -> str:
    name = hashlib.sha256(content).hexdigest()[:12] + suffix
    (folder / name).write_bytes(content)
    return name


def drawing(figure: Figure) -> Drawing:
    """What the figure draws, where it can be seen."""
    texts = [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_visible()]
    return Drawing(sorted({text for text in texts if text.strip()}), list(map(_axes, figure.axes)))


def _axes(axes: Any) -> Json:
    patches = [p.get_patch_transform().transform(p.get_path().vertices) for p in axes.patches]
    return {
        "limits": _rounded((*axes.get_xlim(), *axes.get_ylim())),
        "lines": [_summary(line.get_xydata()) for line in axes.lines],
        "collections": [_collection(collection) for collection in axes.collections],
        "patches": list(map(_summary, patches)),
        "images": [_summary(image.get_array()) for image in axes.images],
    }


def _collection(collection: Any) -> Json:
    paths = [path.vertices for path in collection.get_paths()]
    parts = {
        "paths": np.concatenate([np.zeros((0, 2)), *paths]),
        "offsets": collection.get_offsets(),
        "values": collection.get_array(),
    }
    return {name: _summary(array) for name, array in parts.items() if array is not None}


def _summary(values: Any) -> Json:
    """Shape, moments and 24 evenly spaced samples of an array: small, and hard to fool."""
    array: Any = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    flat = array[np.isfinite(array)]
    if flat.size == 0:
        return {"shape": list(array.shape)}
    places = np.unique(np.linspace(0, flat.size - 1, 24).astype(int))
    weights = np.cos(np.arange(flat.size))  # so that a swap of two values shows as well
    moments = [flat.mean(), flat.std(), flat.min(), flat.max(), flat @ weights / flat.size]
    return {
        "shape": list(array.shape),
        "moments": _rounded(moments),
        "sample": _rounded(flat[places]),
    }


def _rounded(values: Iterable[float]) -> list[float]:
    return [float(f"{float(value):.6g}") for value in values]
