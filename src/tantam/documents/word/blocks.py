"""Headings, paragraphs and tables of a document as Word elements."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tantam.documents.official import Block, DrawnBlock, Emphasis, Heading, Paragraph, numbered
from tantam.documents.tables import (
    EMPTY_TABLE_TEXT,
    Align,
    Row,
    RowKind,
    Table,
    cell_text,
    header_cells,
    header_depth,
    is_kept_whole,
    is_tall,
)
from tantam.documents.word.xml import (
    Element,
    Letters,
    Shape,
    gap,
    paragraph,
    table,
    table_cell,
    table_row,
    twips,
)

FIRST_LINE = twips(12.7)
_CELL_MARGIN = twips(1.2)
_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
BODY = Shape(first_line=FIRST_LINE, after=120, line=259)


def draw_blocks(
    blocks: Iterable[Block], *, width_mm: int, cell_half_points: int, keeps_last: bool = False
) -> Iterator[Element]:
    """Yield the elements of all blocks, headings numbered; the last may be kept with what follows it."""
    drawn = list(numbered(blocks))
    for place, block in enumerate(drawn, start=1):
        yield from _draw(block, width_mm, cell_half_points, keeps_next=keeps_last and place == len(drawn))


def _draw(block: DrawnBlock, width_mm: int, cell_half_points: int, *, keeps_next: bool) -> Iterator[Element]:
    match block:
        case Heading():
            text = f"{block.label} {block.text}" if block.label else block.text
            shape = Shape(first_line=FIRST_LINE, before=160, after=120, keeps_next=True, style=f"Heading{block.level}")
            yield paragraph(text, shape)
        case Paragraph():
            is_bold, is_italic = block.emphasis is Emphasis.BOLD, block.emphasis is Emphasis.ITALIC
            shape = replace(BODY, keeps_next=keeps_next)
            yield paragraph(block.text, shape, Letters(is_bold=is_bold, is_italic=is_italic))
        case Table():
            if block.caption:
                shape = Shape("center", before=200, after=120, keeps_next=True)
                yield paragraph(block.caption, shape, Letters(is_bold=True))
            if block.unit_note:
                shape = Shape("right", after=80, keeps_next=True)
                yield paragraph(block.unit_note, shape, Letters(is_italic=True, half_points=24))
            yield _table(block, width_mm, cell_half_points, keeps_next=keeps_next)
            yield gap(8, keeps_next=keeps_next)


def _table(block: Table, width_mm: int, half_points: int, *, keeps_next: bool) -> Element:
    whole = sum(column.width for column in block.columns)
    widths = [twips(width_mm) * column.width // whole for column in block.columns]
    rows = _header_rows(block, widths, half_points)
    last = len(block.rows) - 1
    kept = last if is_kept_whole(block, width_mm=width_mm) else 0
    for at, row in enumerate(block.rows):
        keeps = at < kept or row.kind is RowKind.GROUP or (keeps_next and at == last)
        is_whole = not is_tall(row, block.columns, width_mm=width_mm)
        cells = _cells(row, block, widths, Letters(half_points=half_points), keeps_next=keeps)
        rows.append(table_row(cells, is_whole=is_whole))
    if not block.rows:
        text = paragraph(EMPTY_TABLE_TEXT, Shape("center"), Letters(is_italic=True, half_points=half_points))
        rows.append(table_row([table_cell(sum(widths), [text], columns=len(widths))]))
    return table(widths, rows, has_borders=True, margin=_CELL_MARGIN)


def _header_rows(block: Table, widths: list[int], half_points: int) -> list[Element]:
    letters = Letters(is_bold=True, half_points=half_points)
    centred = Shape("center", before=20, after=20, keeps_next=True)
    depth = header_depth(block.columns)
    by_row: list[dict[int, Element]] = [{} for _ in range(depth)]
    for cell in header_cells(block.columns):
        width = sum(widths[cell.column : cell.column + cell.columns])
        merge = "restart" if cell.rows > 1 else None
        content = [paragraph(cell.text, centred, letters)]
        by_row[cell.row][cell.column] = table_cell(width, content, columns=cell.columns, merge=merge, align="center")
        if cell.rows > 1:
            below = [paragraph("", centred, letters)]
            by_row[1][cell.column] = table_cell(width, below, merge="continue")
    return [table_row([cells[at] for at in sorted(cells)], is_header=True) for cells in by_row]


def _cells(row: Row, block: Table, widths: list[int], letters: Letters, *, keeps_next: bool) -> list[Element]:
    letters = replace(letters, is_bold=row.kind is not RowKind.PLAIN)
    last = len(row.cells) - 1
    cells = []
    for at, cell in enumerate(row.cells):
        columns = len(widths) - last if at == last else 1
        shape = Shape(_ALIGN[block.columns[at].align], before=20, after=20, keeps_next=keeps_next)
        content = [paragraph(cell_text(cell), shape, letters)]
        cells.append(table_cell(sum(widths[at : at + columns]), content, columns=columns))
    return cells
