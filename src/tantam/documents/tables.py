"""Tables as typed rows: what Word and PDF draw alike, and how a value looks in print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from tantam.core.vietnamese import format_date, format_number, format_percent
from tantam.documents.text import printable


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that shows what it is made of: 12/23 (52,2%)."""

    numerator: int
    denominator: int


EMPTY_TABLE_TEXT = "Không có số liệu."

Cell = str | int | Decimal | date | Rate | None


class Align(StrEnum):
    """Where the content of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(StrEnum):
    """A plain row, a group's heading across the table, or a total."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its share of the width, its alignment, the title above it and its neighbours."""

    title: str
    width: int
    align: Align = Align.LEFT
    group: str | None = None

    def __post_init__(self) -> None:
        assert self.width > 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells. A group's row has its label in the first cells and one text after them."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header comes again on every page.

    A GROUP row has either as many cells as there are columns or fewer; the last cell then spans the rest.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    unit_note: str = ""

    def __post_init__(self) -> None:
        assert self.columns
        for row in self.rows:
            fits = len(row.cells) == len(self.columns)
            assert fits or (row.kind is RowKind.GROUP and 1 <= len(row.cells) < len(self.columns))


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a table's header: how many columns and rows it covers, and where it starts."""

    text: str
    row: int
    column: int
    columns: int = 1
    rows: int = 1


# A row with more lines than this may be split between two pages; a shorter one stays whole.
_WHOLE_ROW_LINES = 14
# A table of so few rows is not worth splitting at all.
_WHOLE_TABLE_ROWS = 6
_LETTER_WIDTH_MM = 2


class _Titled(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def group(self) -> str | None: ...


def header_cells(columns: Sequence[_Titled]) -> tuple[HeaderCell, ...]:
    """Lay out a header of one row, or of two where neighbouring columns share a group's title."""
    depth = header_depth(columns)
    cells: list[HeaderCell] = []
    at = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        titles = [column.title for column in members]
        if group is None:
            cells += [HeaderCell(title, 0, at + i, rows=depth) for i, title in enumerate(titles)]
        else:
            cells += [HeaderCell(group, 0, at, columns=len(titles))]
            cells += [HeaderCell(title, 1, at + i) for i, title in enumerate(titles)]
        at += len(titles)
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def header_depth(columns: Sequence[_Titled]) -> int:
    """Return how many rows the header takes."""
    return 2 if any(column.group is not None for column in columns) else 1


def cell_text(cell: Cell) -> str:
    """Write a value as it stands in a printed table; nothing for a value that is not known."""
    match cell:
        case None:
            return ""
        case str():
            return printable(cell)
        case Rate(numerator=numerator, denominator=denominator):
            share = format_percent(numerator, denominator)
            return f"{format_number(numerator)}/{format_number(denominator)} ({share})"
        case date():
            return format_date(cell)
        case int() | Decimal():
            return format_number(cell)


def is_tall(row: Row, columns: Sequence[Column], *, width_mm: int) -> bool:
    """Return whether a row is so high that it must be allowed to break over two pages."""
    return row.kind is not RowKind.GROUP and _tallest(row, columns, width_mm) > _WHOLE_ROW_LINES


def is_kept_whole(table: Table, *, width_mm: int) -> bool:
    """Return whether a table is so small that it should stand on one page."""
    return len(table.rows) <= _WHOLE_TABLE_ROWS and not any(
        _tallest(row, table.columns, width_mm) * len(table.rows) > _WHOLE_ROW_LINES for row in table.rows
    )


def _tallest(row: Row, columns: Sequence[Column], width_mm: int) -> int:
    whole = sum(column.width for column in columns)
    texts = zip(map(cell_text, row.cells), columns, strict=False)
    return max(_lines(text, column.width * width_mm // whole) for text, column in texts)


def _lines(text: str, width_mm: int) -> int:
    """Guess, on the high side, how many lines a text takes in a cell."""
    per_line = max(1, width_mm // _LETTER_WIDTH_MM - 1)
    return sum(1 + len(line) // per_line for line in text.split("\n"))
