"""The fonts of the figures, made from the variable fonts of the pages; needs fonttools and brotli.

python -m tools.still_fonts
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
PAGES, FIGURES = ROOT / "docs/theme/assets/fonts", ROOT / "src/tutorial_lib/fonts"
REGULAR, BOLD = 400, 700
SHEET = 0x409  # names in English, for Windows and everybody else


def still(source: str, weight: int) -> None:
    """Write one weight of a variable font as a font that matplotlib can read and find."""
    style = "Bold" if weight == BOLD else "Regular"
    pages = TTFont(PAGES / f"{source}.woff2", recalcTimestamp=False)
    font = instantiateVariableFont(pages, {"wght": weight})
    names = font["name"]
    family = names.getDebugName(16) or names.getDebugName(1)
    full = f"{family} {style}"
    # An SVG tells glyphs apart by the last of these names, without spaces.
    for place, text in ((1, family), (2, style), (4, full), (6, full.replace(" ", ""))):
        names.setName(text, place, 3, 1, SHEET)
    for place in (16, 17, 25):  # these would be read before the ones above
        names.removeNames(nameID=place)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 1 << 5 if weight == BOLD else 1 << 6
    font["head"].macStyle = int(weight == BOLD)
    font.flavor = None
    font.save(FIGURES / f"{source}-{style.lower()}.ttf")


if __name__ == "__main__":
    FIGURES.mkdir(exist_ok=True)
    still("atkinson-next", REGULAR)
    still("atkinson-next", BOLD)
    still("jetbrains-mono", REGULAR)
