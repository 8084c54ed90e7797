"""Workbooks of typed cells: text stays text, numbers and dates are what they are, nothing is a formula."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any

import xlsxwriter

from tantam.core.vietnamese import format_date, format_number
from tantam.documents.archive import repacked
from tantam.documents.states import LOOKS, State
from tantam.documents.tables import EMPTY_TABLE_TEXT, HeaderCell, header_cells, header_depth
from tantam.documents.text import printable

_FONT = "Times New Roman"
_TEXT_MAX = 32_767  # what a cell of Excel holds
_DIGITS_MAX = 15  # what a number of Excel keeps; a longer one is written as text
_FIRST_DATE = date(1900, 3, 1)  # Excel believes in 29/02/1900; from here on it counts right
_LINE_HEIGHT_POINTS = 15
_ROW_HEIGHT_MAX = 405  # Excel's own limit is 409
_NAME_MAX = 31
# What a spreadsheet might take for a formula if somebody edits the cell or saves it as CSV.
_LOOKS_LIKE_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_CUT_NOTE = "… (cắt bớt: ô chỉ chứa được 32.767 ký tự)"


class CellKind(StrEnum):
    """What a column holds; decides its format and alignment."""

    TEXT = "TEXT"
    CODE = "CODE"
    INTEGER = "INTEGER"
    DECIMAL = "DECIMAL"
    DATE = "DATE"
    MOMENT = "MOMENT"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: title, what it holds, width in characters, the title above it and its neighbours."""

    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 20
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Shaded:
    """A text in a cell filled with the pattern of a state."""

    text: str
    state: State


SheetCell = str | int | Decimal | date | Shaded | None


@dataclass(frozen=True, slots=True)
class Printed:
    """Who had the workbook made and when (a moment with its time zone, as it is to be read)."""

    by: str
    at: datetime

    def __post_init__(self) -> None:
        assert self.at.tzinfo is not None

    @property
    def text(self) -> str:
        """Return the line for the foot of every page."""
        return f"{self.by} in lúc {self.at:%H:%M} ngày {format_date(self.at.date())}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: titles above the header if there are any, columns, rows, and how it is printed."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    titles: tuple[str, ...] = ()
    frozen_columns: int = 1
    is_large_paper: bool = False
    legend: tuple[State, ...] = ()

    def __post_init__(self) -> None:
        assert self.columns
        assert all(len(row) == len(self.columns) for row in self.rows)
        assert 0 <= self.frozen_columns <= len(self.columns)


def write_workbook(sheets: Sequence[Sheet], *, printed: Printed) -> bytes:
    """Write sheets to an .xlsx file; the same sheets, printer and moment give the same bytes."""
    assert sheets
    saved = BytesIO()
    book = xlsxwriter.Workbook(
        saved,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"author": printable(printed.by), "created": printed.at.astimezone(UTC)})
    formats = _Formats(book)
    for sheet, name in zip(sheets, sheet_names(sheet.name for sheet in sheets), strict=True):
        _write_sheet(book.add_worksheet(name), sheet, formats, printed)
    book.close()
    return repacked(saved.getvalue(), stamped_at=printed.at)


def sheet_names(names: Iterable[str]) -> list[str]:
    """Make names that Excel takes: at most 31 characters, none of its forbidden marks, no two alike."""
    taken: set[str] = {"history"}
    made = []
    for name in names:
        bare = re.sub(r"[\[\]:*?/\\\n\t]", "-", printable(name)).strip().strip("'")
        bare = _shortened(bare, _NAME_MAX).strip()
        bare = bare.strip("'") or "Bảng"
        unique, number = bare, 2
        while unique.casefold() in taken:
            suffix = f" ({number})"
            unique, number = _shortened(bare, _NAME_MAX - len(suffix)) + suffix, number + 1
        taken.add(unique.casefold())
        made.append(unique)
    return made


def _shortened(text: str, units: int) -> str:
    """Cut a text as Excel counts: letters beyond the basic plane take two units of UTF-16."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            common = {"font_name": _FONT, "font_size": 11, "valign": "top"}
            self._made[key] = self._book.add_format(common | properties)
        return self._made[key]

    def header(self) -> Any:
        return self.get(bold=True, border=1, align="center", valign="vcenter", text_wrap=True, bg_color="#E9ECEF")

    def cell(self, kind: CellKind, **more: Any) -> Any:
        return self.get(border=1, **_OF_KIND[kind], **more)


_OF_KIND: dict[CellKind, dict[str, Any]] = {
    CellKind.TEXT: {"text_wrap": True, "num_format": "@"},
    CellKind.CODE: {"align": "center", "num_format": "@"},
    CellKind.INTEGER: {"align": "right", "num_format": "#,##0"},
    CellKind.DECIMAL: {"align": "right", "num_format": "#,##0.00"},
    CellKind.DATE: {"align": "center", "num_format": "dd/mm/yyyy"},
    CellKind.MOMENT: {"align": "center", "num_format": "dd/mm/yyyy hh:mm"},
}


def _write_sheet(paper: Any, sheet: Sheet, formats: _Formats, printed: Printed) -> None:
    last = len(sheet.columns) - 1
    for at, title in enumerate(sheet.titles):
        large = {"bold": at == 0, "font_size": 14 if at == 0 else 11}
        paper.write_string(at, 0, _text(title), formats.get(**large))
    top = len(sheet.titles) + 1 if sheet.titles else 0
    depth = header_depth(sheet.columns)
    _write_header(paper, sheet, formats, top)
    for at, column in enumerate(sheet.columns):
        paper.set_column(at, at, column.width)
    first, pen = top + depth, _Pen(paper, formats)
    for at, row in enumerate(sheet.rows):
        paper.set_row(first + at, _row_height(row, sheet.columns))
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            pen.write(first + at, place, cell, column.kind)
    if not sheet.rows:
        paper.write_string(first, 0, EMPTY_TABLE_TEXT, formats.get(italic=True))
    else:
        paper.autofilter(first - 1, 0, first + len(sheet.rows) - 1, last)
    _write_legend(paper, sheet, formats, first + max(1, len(sheet.rows)) + 1)
    paper.freeze_panes(first, sheet.frozen_columns)
    _set_print(paper, sheet, printed, header=(top, first - 1))


def _write_header(paper: Any, sheet: Sheet, formats: _Formats, top: int) -> None:
    style = formats.header()
    for row in range(header_depth(sheet.columns)):
        own = [cell for cell in header_cells(sheet.columns) if cell.row + cell.rows == row + 1]
        paper.set_row(top + row, _LINE_HEIGHT_POINTS * max(_header_lines(cell, sheet) for cell in own))
    for cell in header_cells(sheet.columns):
        row, column = top + cell.row, cell.column
        text = _text(cell.text)
        if cell.rows == cell.columns == 1:
            paper.write_string(row, column, text, style)
        else:
            paper.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", style)
            paper.write_string(row, column, text, style)


def _header_lines(cell: HeaderCell, sheet: Sheet) -> int:
    """Return how many lines a header's title needs in the last of its rows."""
    width = sum(column.width for column in sheet.columns[cell.column : cell.column + cell.columns])
    return max(1, _lines(cell.text, width) - (cell.rows - 1))


def _row_height(row: tuple[SheetCell, ...], columns: Sequence[SheetColumn]) -> int:
    """Return a height in points in which every wrapped text can be seen, as far as Excel allows."""
    texts = [cell.text if isinstance(cell, Shaded) else cell for cell in row]
    lines = [_lines(text, column.width) for text, column in zip(texts, columns, strict=True) if isinstance(text, str)]
    return min(_ROW_HEIGHT_MAX, _LINE_HEIGHT_POINTS * max([1, *lines]))


def _lines(text: str, width: int) -> int:
    """Guess, on the high side, how many lines words of a text take in a column of so many characters."""
    lines = 0
    for line in printable(text).split("\n"):
        room, lines = width, lines + 1
        for word in line.split(" "):
            if len(word) > room and room < width:
                room, lines = width, lines + 1
            lines += max(0, len(word) - 1) // width
            room -= len(word) % width + 1
    return lines


class _Pen:
    """Writes typed cells into one sheet."""

    def __init__(self, paper: Any, formats: _Formats) -> None:
        self._paper = paper
        self._formats = formats

    def write(self, row: int, place: int, cell: SheetCell, kind: CellKind) -> None:
        paper, formats = self._paper, self._formats
        match cell:
            case None | "":
                paper.write_blank(row, place, None, formats.cell(kind))
            case Shaded(text=text, state=state):
                look = LOOKS[state]
                fill = {"pattern": look.pattern, "fg_color": look.foreground, "bg_color": look.background}
                self._write_text((row, place), text, kind, fill)
            case str():
                self._write_text((row, place), cell, kind)
            case datetime():
                paper.write_datetime(row, place, cell.replace(tzinfo=None), formats.cell(CellKind.MOMENT))
            case date() if cell >= _FIRST_DATE:
                paper.write_datetime(row, place, cell, formats.cell(CellKind.DATE))
            case date():
                self._write_text((row, place), format_date(cell), CellKind.CODE)
            case int() | Decimal():
                self._write_number((row, place), cell, kind)

    def _write_number(self, at: tuple[int, int], value: int | Decimal, kind: CellKind) -> None:
        """Write a number if Excel can keep all its digits, else the same number as text."""
        exact = Decimal(value)
        assert exact.is_finite()
        kept = exact.normalize()
        if exact != kept or len(kept.as_tuple().digits) > _DIGITS_MAX:
            self._write_text(at, format_number(value), kind, {"align": "right"})
            return
        if kind not in {CellKind.INTEGER, CellKind.DECIMAL}:
            kind = CellKind.INTEGER if isinstance(value, int) else CellKind.DECIMAL
        self._paper.write_number(*at, value, self._formats.cell(kind))

    def _write_text(self, at: tuple[int, int], text: str, kind: CellKind, more: dict[str, Any] | None = None) -> None:
        """Write text that stays text, whatever it begins with, even when somebody edits the cell."""
        properties = _OF_KIND[CellKind.CODE if kind is CellKind.CODE else CellKind.TEXT] | (more or {})
        if _LOOKS_LIKE_FORMULA.match(text):
            properties |= {"quote_prefix": True}
        self._paper.write_string(*at, _text(text), self._formats.get(border=1, **properties))


def _text(text: str) -> str:
    written = printable(text)
    return written if len(written) <= _TEXT_MAX else written[: _TEXT_MAX - len(_CUT_NOTE)] + _CUT_NOTE


def _write_legend(paper: Any, sheet: Sheet, formats: _Formats, row: int) -> None:
    """Explain marks and patterns under the table."""
    for at, state in enumerate(sheet.legend):
        look = LOOKS[state]
        _Pen(paper, formats).write(row + at, 0, Shaded(look.mark, state), CellKind.CODE)
        paper.write_string(row + at, 1, look.words, formats.get())


def _set_print(paper: Any, sheet: Sheet, printed: Printed, *, header: tuple[int, int]) -> None:
    """Print landscape, one page wide, the header on every page, with who printed it and the page's number."""
    paper.set_landscape()
    paper.set_paper(8 if sheet.is_large_paper else 9)  # A3, A4
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(*header)
    paper.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
    # "&" starts a command in a footer; a space keeps digits of the text from being read as a size.
    who = printable(printed.text).replace("\n", " ")[:80].replace("&", "&&")  # Excel takes 255 in all
    paper.set_footer(f'&L&"{_FONT},Italic"&9 {who}&R&"{_FONT},Regular"&9 Trang &P/&N')
