"""The few pieces of WordprocessingML that documents need, built directly: typed, and fast for long tables."""

from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tantam.documents.text import printable

Element = Any  # an lxml element; lxml has no types


def element(name: str, *children: Element, **attributes: str | int) -> Element:
    """Return `w:name` with its attributes (in the same namespace) and its children, leaving out None."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def twips(mm: float) -> int:
    """Turn millimetres into twentieths of a point."""
    return round(mm * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look; the size in half points, so that 13.5 needs no fraction."""

    is_bold: bool = False
    is_italic: bool = False
    half_points: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: alignment, indents in twips, spacing in twentieths of a point."""

    align: str = "both"
    first_line: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"
    keeps_next: bool = False
    style: str | None = None
    outline: int | None = None
    borders: tuple[str, ...] = ()


def run(text: str, letters: Letters) -> Element:
    """Return a run of text; line ends become breaks."""
    parts: list[Element] = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            parts.append(element("br"))
        written = element("t")
        written.text = line.replace("\t", " ")
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        parts.append(written)
    return element("r", _letter_properties(letters), *parts)


def _letter_properties(letters: Letters) -> Element:
    return element(
        "rPr",
        element("b") if letters.is_bold else None,
        element("i") if letters.is_italic else None,
        element("sz", val=letters.half_points) if letters.half_points else None,
        element("szCs", val=letters.half_points) if letters.half_points else None,
    )


def paragraph(text: str | tuple[Element, ...], shape: Shape, letters: Letters | None = None) -> Element:
    """Return a paragraph of one text, or of runs made before."""
    letters = letters or Letters()
    runs = (run(text, letters),) if isinstance(text, str) else text
    return element("p", _paragraph_properties(shape, letters), *runs)


def _paragraph_properties(shape: Shape, letters: Letters) -> Element:
    borders = [element(side, val="single", sz=6, space=1, color="000000") for side in shape.borders]
    spacing = element("spacing", before=shape.before, after=shape.after, line=shape.line, lineRule=shape.line_rule)
    return element(  # the order of these is the schema's
        "pPr",
        element("pStyle", val=shape.style) if shape.style else None,
        element("keepNext") if shape.keeps_next else None,
        element("pBdr", *borders) if borders else None,
        spacing,
        element("ind", left=shape.left, right=shape.right, firstLine=shape.first_line),
        element("jc", val=shape.align),
        element("outlineLvl", val=shape.outline) if shape.outline is not None else None,
        _letter_properties(letters),  # of the paragraph's end: it sets the height of an empty cell
    )


def rule(width: int, length: int) -> Element:
    """Return a thin line of a length, centred in a width, both in twips."""
    indent = max(0, (width - length) // 2)
    shape = Shape("center", left=indent, right=indent, line=60, line_rule="exact", borders=("top",))
    return paragraph("", shape, Letters(half_points=2))


def gap(points: int, *, keeps_next: bool = False) -> Element:
    """Return an empty paragraph of a height in points."""
    shape = Shape("left", line=points * 20, line_rule="exact", keeps_next=keeps_next)
    return paragraph("", shape, Letters(half_points=2))


def field(code: str, letters: Letters) -> tuple[Element, ...]:
    """Return the runs of a field such as PAGE."""
    begin, end = element("fldChar", fldCharType="begin"), element("fldChar", fldCharType="end")
    instruction = element("instrText")
    instruction.text = code
    runs = []
    for part in (begin, instruction, end):
        made = run("", letters)
        made.remove(made[-1])
        made.append(part)
        runs.append(made)
    return tuple(runs)


def table(widths: list[int], rows: list[Element], *, has_borders: bool, margin: int) -> Element:
    """Return a table of fixed widths in twips."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if has_borders else {"val": "nil"}
    properties = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblInd", w=margin, type="dxa"),
        element("tblBorders", *(element(side, **line) for side in sides)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=margin, type="dxa") for side in ("left", "right"))),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)


def table_row(cells: list[Element], *, is_header: bool = False, is_whole: bool = True) -> Element:
    """Return a row; a header comes again on every page, a whole row is not split between two."""
    properties = element(
        "trPr", element("cantSplit") if is_whole else None, element("tblHeader") if is_header else None
    )
    return element("tr", properties, *cells)


def table_cell(
    width: int, content: list[Element], *, columns: int = 1, merge: str | None = None, align: str = "top"
) -> Element:
    """Return a cell; `merge` is "restart" or "continue" for one that goes over several rows."""
    properties = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=columns) if columns > 1 else None,
        element("vMerge", val=merge) if merge else None,
        element("vAlign", val=align),
    )
    return element("tc", properties, *content)
