# ruff: noqa: INP001 (a script beside the sources of the look, not part of a package)
"""Make the face "Tantam Figures": the ten digits of Be Vietnam Pro, all of one width.

Be Vietnam Pro has no tabular figures, and columns of money need them. The digits keep their shape; each
stands in the middle of one common width. The licence (SIL OFL 1.1) allows it; the face has its own name.
Run once after a change of the font: `uv run --with fonttools --with brotli python figures.py`.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules/@fontsource/be-vietnam-pro/files"
DIGITS = "0123456789"


def make_figures(weight: int) -> Path:
    """Write the digits of one weight and return where they are."""
    font = TTFont(SOURCE / f"be-vietnam-pro-latin-{weight}-normal.woff2")
    options = subset.Options(layout_features=[], name_IDs=[0, 13, 14], notdef_outline=False, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=DIGITS)
    subsetter.subset(font)

    widths, outlines, names = font["hmtx"], font["glyf"], font.getBestCmap()
    digits = [names[ord(digit)] for digit in DIGITS]
    # The widest digit but zero, which may lose a little of the white at its sides.
    width = max(widths[digit][0] for digit in digits if digit != names[ord("0")])
    for digit in digits:
        outline = outlines[digit]
        shift = (width - (outline.xMax - outline.xMin)) // 2 - outline.xMin
        outline.coordinates.translate((shift, 0))
        outline.recalcBounds(outlines)
        widths[digit] = (width, outline.xMin)

    for name_id in (1, 4, 6):
        font["name"].setName("Tantam Figures".replace(" ", "" if name_id == 6 else " "), name_id, 3, 1, 0x409)
    place = HERE / f"fonts/tantam-figures-{weight}.woff2"
    place.parent.mkdir(exist_ok=True)
    font.flavor = "woff2"
    font.save(place)
    return place


if __name__ == "__main__":
    for each in (400, 500, 600):
        make_figures(each)
