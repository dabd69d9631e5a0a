"""Save a Figure for light and dark, and describe what it draws so that runs can be compared."""

import gzip
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from tutorial_build.run.dark import DARK

SVG_LIMIT = 90_000  # bytes; above it a figure is stored as pixels
PIXELS_PER_INCH = 100  # of the page: a figure 7 inches wide is shown 700 px wide
THUMBNAIL_PX = 320

_PATH = re.compile(rb'(?<= d=")[^"]+')
_DECIMALS = re.compile(rb"(\.\d\d)\d+")
_COLOURS = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor")
_HIDDEN_PARTS = ("arrow_patch", "_bbox_patch")  # drawn, but not among an artist's children


def save_figure(figure: Figure, folder: Path) -> dict[str, Any]:
    """Save a figure and its thumbnails under names made of their content; return the record.

    A small figure is one SVG, whose dark copy is made from it when the site is assembled. A large
    one is stored as pixels, once for each theme.
    """
    width, height = (round(inches * PIXELS_PER_INCH) for inches in figure.get_size_inches())
    record = {"width": width, "height": height, "drawing": drawing(figure)}
    svg = _svg(figure)
    vector = len(svg) <= SVG_LIMIT
    for theme, thumb in (("light", "thumb"), ("dark", "thumb_dark")):
        if theme == "dark":
            recolour(figure, DARK)
        small = _pixels(figure, THUMBNAIL_PX / width, quality=50)
        record[thumb] = _store(small, folder, ".webp")
        if not vector:
            record[theme] = _store(_pixels(figure, 2.0, quality=80), folder, ".webp")
    if vector:
        packed = gzip.compress(svg, mtime=0)
        record["light"] = _store(packed, folder, ".svgz")
    return record


def recolour(figure: Figure, colours: dict[str, str]) -> None:
    """Exchange exactly the colours named, wherever the figure draws with them."""
    for artist in _artists(figure):
        for name in _COLOURS:
            getter = getattr(artist, f"get_{name}", None)
            setter = getattr(artist, f"set_{name}", None)
            if getter is None or setter is None:
                continue
            value = getter()
            changed = _exchange(value, colours)
            if changed is not None:
                setter(changed)


def _artists(figure: Figure) -> Iterator[Artist]:
    for artist in figure.findobj():
        yield artist
        for name in _HIDDEN_PARTS:
            part = getattr(artist, name, None)
            if isinstance(part, Artist):
                yield part


def _exchange(value: Any, colours: dict[str, str]) -> Any:
    """The exchanged colour or list of colours, or None where nothing changes."""
    if isinstance(value, np.ndarray) and value.ndim == 2:
        rows = [_exchange(tuple(row), colours) for row in value]
        if all(row is None for row in rows):
            return None
        return [old if new is None else new for old, new in zip(value, rows, strict=True)]
    try:
        known = colours.get(to_hex(value))
    except ValueError:
        return None
    if known is None:
        return None
    alpha = mpl.colors.to_rgba(value)[3]
    return mpl.colors.to_rgba(known, alpha) if alpha > 0 else None


def _svg(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "gradiente"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return _PATH.sub(_round, buffer.getvalue())


def _round(path: re.Match[bytes]) -> bytes:
    """Coordinates with two decimals: a hundredth of a point is finer than any screen."""
    return _DECIMALS.sub(rb"\1", path[0])


def _pixels(figure: Figure, scale: float, *, quality: int) -> bytes:
    buffer = io.BytesIO()
    options = {"quality": quality, "method": 6}
    figure.savefig(buffer, format="webp", dpi=PIXELS_PER_INCH * scale, pil_kwargs=options)
    return buffer.getvalue()


def _store(content: bytes, folder: Path, suffix: str) -> str:
    name = hashlib.sha256(content).hexdigest()[:12] + suffix
    (folder / name).write_bytes(content)
    return name


def drawing(figure: Figure) -> dict[str, Any]:
    """What the figure draws: its texts, and per axes the numbers behind every mark."""
    texts = [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_visible()]
    return {
        "texts": sorted({text for text in texts if text.strip()}),
        "axes": [_axes(axes) for axes in figure.axes],
    }


def _axes(axes: Any) -> dict[str, Any]:
    patches = [
        patch.get_patch_transform().transform(patch.get_path().vertices) for patch in axes.patches
    ]
    return {
        "limits": [_number(value) for value in (*axes.get_xlim(), *axes.get_ylim())],
        "lines": [_summary(line.get_xydata()) for line in axes.lines],
        "collections": [_collection(collection) for collection in axes.collections],
        "patches": [_summary(vertices) for vertices in patches],
        "images": [_summary(image.get_array()) for image in axes.images],
    }


def _collection(collection: Any) -> dict[str, Any]:
    vertices = [path.vertices for path in collection.get_paths()]
    parts = {"paths": np.concatenate(vertices) if vertices else np.zeros((0, 2))}
    parts["offsets"] = np.ma.filled(collection.get_offsets(), np.nan)
    if collection.get_array() is not None:
        parts["values"] = np.ma.filled(collection.get_array(), np.nan)
    return {name: _summary(array) for name, array in parts.items()}


def _summary(values: Any) -> dict[str, Any]:
    """Shape, moments and 24 evenly spaced samples of an array: small, and hard to fool."""
    array: Any = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    flat = array[np.isfinite(array)]
    if flat.size == 0:
        return {"shape": list(array.shape)}
    places = np.unique(np.linspace(0, flat.size - 1, 24).astype(int))
    moments = [flat.mean(), flat.std(), flat.min(), flat.max()]
    weights = np.cos(np.arange(flat.size))  # so that a swap of two values shows as well
    return {
        "shape": list(array.shape),
        "moments": [_number(value) for value in [*moments, float(flat @ weights) / flat.size]],
        "sample": [_number(value) for value in flat[places]],
    }


def _number(value: float) -> float:
    return float(f"{float(value):.6g}")
