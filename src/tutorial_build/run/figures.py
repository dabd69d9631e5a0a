"""Save a Figure for light and dark, and describe what it draws so that runs can be compared."""

import gzip
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.image import AxesImage, _ImageBase
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Patch
from matplotlib.spines import Spine
from matplotlib.text import Text

from tutorial_build.run.dark import DARK
from tutorial_build.run.protocol import Drawing, Json, Picture, digest_of

SVG_LIMIT = 90_000  # bytes; above it a figure is stored as pixels
PIXELS_PER_INCH = 100  # of the page: a figure 7 inches wide is shown 700 px wide
THUMBNAIL_PX = 320
SHORT = 12  # numbers of an array that a figure draws are kept, each of them

_PATH = re.compile(rb'(?<= d=")[^"]+')
_DECIMALS = re.compile(rb"(\.\d\d)\d+")
_LOOKS = (
    *("visible", "alpha", "color", "facecolor", "edgecolor", "linewidth", "linestyle", "marker"),
    *("markersize", "markerfacecolor", "markeredgecolor", "hatch", "cmap", "fontsize"),
    *("fontweight", "fontstyle", "rotation", "ha", "va", "label"),
)
_USUAL: tuple[Json, ...] = (None, True, "", [], "None", "normal", "solid", "-")  # not noted
_SPATIAL = ("_offsets3d", "_segments3d", "_vec", "U", "V")  # of collections in space, and arrows
_COLOURS = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor")
_HIDDEN_PARTS = ("arrow_patch", "_bbox_patch", "_text")  # drawn, but no children of an artist


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
        yield from (artist, *_hidden_parts(artist))


def _hidden_parts(artist: Artist) -> list[Artist]:
    parts = (getattr(artist, name, None) for name in _HIDDEN_PARTS)
    return [part for part in parts if isinstance(part, Artist)]


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
    name = digest_of(content) + suffix
    (folder / name).write_bytes(content)
    return name


def drawing(figure: Figure) -> Drawing:
    """What the figure draws, and how it looks."""
    texts = [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_visible()]
    own = [leaf for child in figure.get_children() for leaf in _leaves(child)]
    axes = [*map(_axes, figure.axes), {"artists": list(map(_look, own))}]
    return Drawing(sorted({text for text in texts if text.strip()}), axes)


def _axes(axes: Any) -> Json:
    names = ("x", "y", "z") if hasattr(axes, "zaxis") else ("x", "y")
    leaves = [leaf for child in axes.get_children() for leaf in _leaves(child)]
    return {
        "axis": [_axis(getattr(axes, f"{name}axis"), axes, name) for name in names],
        "frame": [axes.get_visible(), axes.axison, str(axes.get_aspect()), _shown(axes.spines)],
        "view": _rounded([getattr(axes, "elev", 0), getattr(axes, "azim", 0)]),
        "artists": list(map(_look, leaves)),
    }


def _shown(spines: Any) -> list[str]:
    return [name for name, spine in spines.items() if spine.get_visible()]


def _axis(axis: Any, axes: Any, name: str) -> Json:
    low, high = sorted(limits := getattr(axes, f"get_{name}lim")())
    places = [place for place in axis.get_majorticklocs() if low <= place <= high]
    (tick,) = axis.get_major_ticks(1)
    parts = {"axis": axis, "labels": tick.label1, "marks": tick.tick1line, "grid": tick.gridline}
    return {
        "label": axis.get_label_text(),
        "scale": axis.get_scale(),
        "limits": _rounded(limits),
        "ticks": axis.get_major_formatter().format_ticks(places),
        "places": _rounded(places),
        "shown": [part for part, artist in parts.items() if artist.get_visible()],
    }


def _leaves(artist: Any) -> Iterator[Any]:
    """What an artist draws with: itself, or what a legend, a table or a note is made of."""
    if isinstance(artist, Axes | Axis | Spine):
        return
    if isinstance(artist, Line2D | Collection | Patch | _ImageBase) or _is_written(artist):
        yield artist
    for child in dict.fromkeys([*artist.get_children(), *_hidden_parts(artist)]):
        yield from _leaves(child)


def _is_written(artist: Any) -> bool:
    return isinstance(artist, Text) and bool(artist.get_text().strip())


def _look(artist: Any) -> Json:
    """Kind, data and style of an artist, without what is as usual."""
    methods = {name: getattr(artist, f"get_{name}", None) for name in _LOOKS}
    style = {name: _plain(method()) for name, method in methods.items() if method}
    data = {name: _summary(array) for name, array in _data(artist).items() if array is not None}
    words = {"text": artist.get_text()} if isinstance(artist, Text) else {}
    style = {name: value for name, value in style.items() if value not in _USUAL}
    return {"kind": type(artist).__name__, **words, **style, **data}


def _data(artist: Any) -> dict[str, Any]:
    """The numbers that an artist draws."""
    match artist:
        case Text():
            return {"at": artist.get_position(), "to": getattr(artist, "xy", None)}
        case Line2D():
            spatial = getattr(artist, "get_data_3d", None)
            return {"points": spatial() if spatial else artist.get_xydata()}
        case FancyArrowPatch() | FancyBboxPatch():
            return {"at": artist.get_patch_transform().transform(artist.get_path().vertices)}
        case Patch():
            return {"path": artist.get_patch_transform().transform(artist.get_path().vertices)}
        case _ImageBase():
            extent = artist.get_extent() if isinstance(artist, AxesImage) else None
            limits = artist.norm.vmin, artist.norm.vmax
            return {"pixels": artist.get_array(), "extent": extent, "norm": limits}
        case _:
            paths = [path.vertices for path in artist.get_paths()]
            return {
                "paths": np.concatenate([np.zeros((0, 2)), *paths]),
                "offsets": artist.get_offsets(),
                "values": artist.get_array(),
                "sizes": artist.get_sizes() if hasattr(artist, "get_sizes") else None,
                **{name.strip("_"): getattr(artist, name, None) for name in _SPATIAL},
            }


def _plain(value: Any) -> Json:
    """A style as JSON: numbers rounded, colours as they are written, objects by their name."""
    match value:
        case None | bool() | str():
            return value
        case int() | float() | np.number():
            return _rounded([float(value)])[0]
        case np.ndarray() if value.ndim == 2 and value.shape[1] == 4:
            return [to_hex(row, keep_alpha=True) for row in value[:8]]
        case list() | tuple() | np.ndarray():
            return list(map(_plain, value[:8]))
        case _:
            return str(getattr(value, "name", type(value).__name__))


def _summary(values: Any) -> Json:
    """Shape and values of a short array; of a long one what sums it up, and is hard to fool."""
    array: Any = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    flat = array[np.isfinite(array)]
    if flat.size <= SHORT:
        return {"shape": list(array.shape), "values": _rounded(flat)}
    weights = np.cos(np.arange(flat.size))  # so that a swap of two values shows as well
    moments = [flat.mean(), flat.std(), flat.min(), flat.max(), flat @ weights / flat.size]
    return {"shape": list(array.shape), "moments": _rounded(moments)}


def _rounded(values: Iterable[float]) -> list[float]:
    return [float(f"{float(value):.6g}") for value in values]
