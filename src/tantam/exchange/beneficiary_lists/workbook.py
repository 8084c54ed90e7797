"""A list's workbook opened: its visible sheets, and the rows of one of them as exact values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from tantam.core.lists.fields import Cell, shown
from tantam.core.text import nfc
from tantam.exchange.beneficiary_lists.formulas import Formulas, read_formulas
from tantam.exchange.beneficiary_lists.opening import (
    COLUMNS_MAX,
    ROWS_MAX,
    damaged,
    empty,
    kind_of,
    protected,
    too_many_columns,
    too_many_rows,
)
from tantam.exchange.beneficiary_lists.refusal import UnreadableList

CSV_SHEET: Final = "CSV"
_SAMPLE: Final = 20  # lines by which the mark between the columns of a text file is told


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet of the file and how many rows it has; hidden ones are told of and not read."""

    name: str
    rows: int
    is_hidden: bool


class ListSheet:
    """One sheet: its rows, the ranges merged in it, its formulas."""

    def __init__(self, name: str, rows: CalamineSheet | list[list[str]], formulas: Formulas) -> None:
        self.name = name
        self.formulas = formulas
        self._rows = rows

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows from the first on, empty ones too, as exact values."""
        if isinstance(self._rows, list):
            yield from map(tuple, self._rows)
            return
        start = self._rows.start
        if start is None:
            return
        # Rows come from the first of the sheet on, but columns only from where something is written.
        left = ("",) * start[1]
        for row in self._rows.iter_rows():
            yield (*left, *map(exact, row))

    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return the merged ranges, (top, left) and (bottom, right) from 0."""
        return [] if isinstance(self._rows, list) else (self._rows.merged_cell_ranges or [])


class ListWorkbook:
    """A workbook whose sheets are read one at a time."""

    def __init__(self, content: bytes, kind: str) -> None:
        self._content = content
        self._texts = _read_csv(content) if kind == ".csv" else None
        self._book = None if self._texts is not None else _open(content)
        self._opened: dict[str, CalamineSheet] = {}
        self.sheets = self._list_sheets()

    def _list_sheets(self) -> tuple[SheetShown, ...]:
        if self._book is None:
            return (SheetShown(CSV_SHEET, len(self._texts or []), is_hidden=False),)
        return tuple(
            SheetShown(found.name, self._rows_of(found.name), found.visible != SheetVisibleEnum.Visible)
            for found in self._book.sheets_metadata
            if "WorkSheet" in str(found.typ)
        )

    def _rows_of(self, name: str) -> int:
        last = self._sheet(name).end
        return last[0] + 1 if last else 0

    def _sheet(self, name: str) -> CalamineSheet:
        assert self._book is not None
        if name not in self._opened:
            try:
                found = self._book.get_sheet_by_name(name)
            except (CalamineError, ValueError, OSError) as problem:
                raise damaged() from problem
            last_row, last_column = found.end or (0, 0)
            if last_row >= ROWS_MAX:
                raise too_many_rows(name)
            if last_column >= COLUMNS_MAX:
                raise too_many_columns(name)
            self._opened[name] = found
        return self._opened[name]

    def offered(self) -> list[str]:
        """Return the names of the visible sheets with anything in them, the longest first.

        :raises UnreadableList: if there is none.
        """
        shown_ones = [sheet for sheet in self.sheets if not sheet.is_hidden and sheet.rows]
        if not shown_ones:
            raise empty()
        return [sheet.name for sheet in sorted(shown_ones, key=lambda sheet: -sheet.rows)]

    def read_sheet(self, name: str) -> ListSheet:
        """Return a visible sheet.

        :raises UnreadableList: if none of that name has anything in it.
        """
        if name not in self.offered():
            raise UnreadableList(
                "NO_SHEET",
                _("Tệp không có trang tính “%(name)s” hiển thị và có nội dung. Hãy chọn trang tính khác.")
                % {"name": name[:60]},
            )
        if self._texts is not None:
            return ListSheet(name, self._texts, Formulas())
        return ListSheet(name, self._sheet(name), read_formulas(self._content, sheet=name))


def open_workbook(content: bytes, *, filename: str) -> ListWorkbook:
    """Return a workbook whose sheets can be read.

    :raises UnreadableList: if it must not or cannot be opened, with the reason and what to do.
    """
    return ListWorkbook(content, kind_of(content, filename=filename))


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as problem:
        raise protected() from problem
    except (CalamineError, ValueError, OSError) as problem:
        raise damaged() from problem


def exact(value: Any) -> Cell:
    """Return a workbook's value without binary fractions: whole numbers as such, others as they are shown."""
    if isinstance(value, str):
        return nfc(value).strip()
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | int):
        return value
    return str(value) if isinstance(value, time | timedelta) else shown(str(value))


def _read_csv(content: bytes) -> list[list[str]]:
    try:
        text = nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = ""
    if not text or "\x00" in text:
        raise UnreadableList(
            "WRONG_ENCODING",
            _("Tệp .csv không dùng bảng mã Unicode (UTF-8). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại."),
        )
    head = "\n".join(text.splitlines()[:_SAMPLE])
    mark = max(",;\t", key=head.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            if len(row) > COLUMNS_MAX:
                raise too_many_columns()
            rows.append([cell.strip() for cell in row])
            if len(rows) > ROWS_MAX:
                raise too_many_rows()
    except csv.Error as problem:
        raise damaged() from problem
    return rows
