"""The two pieces of sphinx-gallery that are good outside Sphinx, behind one contract.

It is imported when first used: it brings Sphinx along, which no other command needs.
"""

from pathlib import Path

from tutorial_build.source.syntax import parse

NOTHING = r"(?!)"  # we have no reStructuredText references to look for


def used_names(code: str) -> set[str]:
    """Full dotted names that a piece of code uses from what it imports, as it wrote them."""
    from sphinx_gallery.backreferences import identify_names

    found = identify_names([], NOTHING, node=parse(code))
    return {f"{entry['module']}.{entry['name']}" for entries in found.values() for entry in entries}


def thumbnail(source: Path, target: Path, width_px: int, height_px: int) -> None:
    """Write a picture scaled to fit, centred on a canvas of exactly that size."""
    from sphinx_gallery.utils import scale_image

    target.parent.mkdir(parents=True, exist_ok=True)
    scale_image(str(source), str(target), width_px, height_px)
