"""Workbooks: the values that stand in their sheets, merged cells, and where formulas are."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from tantam.core.annex.source import Cell, Line, Table, TableSource, TextSource
from tantam.core.text import nfc
from tantam.exchange.annex_files.kinds import damaged, protected
from tantam.exchange.annex_files.plain import refuse_old_letters
from tantam.exchange.annex_files.refusal import UnreadableAnnex

ROWS_MAX = 5_000
COLUMNS_MAX = 60
FORMULAS_MAX = 50
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_sheets(content: bytes) -> TableSource:
    """Return every visible sheet of a workbook as a table; formulas give their stored value and are reported.

    :raises UnreadableAnnex: if the workbook is damaged, protected or too large.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
        tables = [_table(sheet) for sheet in shown]
    except PasswordError as problem:
        raise protected() from problem
    except (CalamineError, ValueError, OSError) as problem:
        raise damaged() from problem
    cells = [cell for table in tables for row in table.rows for cell in row if cell.text]
    if not cells:
        raise UnreadableAnnex("EMPTY", _("Bảng tính không có ô nào có nội dung. Hãy kiểm tra lại tệp đã chọn."))
    refuse_old_letters("\n".join(cell.text for cell in cells))
    lines = (line for cell in cells for line in cell.text.split("\n"))
    return TableSource(
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_formulas(content)),
        fallback=TextSource(tuple(Line(number, line) for number, line in enumerate(lines, start=1))),
    )


def _table(sheet: CalamineSheet) -> Table:
    if sheet.total_height > ROWS_MAX or sheet.total_width > COLUMNS_MAX * 4:
        raise UnreadableAnnex(
            "TOO_MANY_ROWS",
            _(
                "Trang tính “%(sheet)s” có %(rows)s hàng, quá giới hạn %(limit)s hàng. Hãy chỉ giữ "
                "phần phụ lục rồi gửi lại."
            )
            % {"sheet": sheet.name, "rows": sheet.total_height, "limit": ROWS_MAX},
        )
    values = sheet.to_python(skip_empty_area=False) if sheet.total_height else []
    spans, covered = _merged(sheet)
    width = max((place + 1 for row in values for place, value in enumerate(row) if value not in ("", None)), default=0)
    rows = []
    for number, row in enumerate(values):
        cells = []
        for place in range(min(width, COLUMNS_MAX)):
            value = row[place] if place < len(row) else ""
            down, right = spans.get((number, place), (1, 1))
            hidden = (number, place) in covered
            text = "" if hidden else _shown(value)
            cells.append(Cell(text, f"{sheet.name}!{_letters(place)}{number + 1}", down, right, covered=hidden))
        rows.append(tuple(cells))
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Table(tuple(rows))


def _merged(sheet: CalamineSheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        last_row, last_column = min(bottom, ROWS_MAX), min(right, COLUMNS_MAX)
        spans[top, left] = (last_row - top + 1, last_column - left + 1)
        covered |= {(row, column) for row in range(top, last_row + 1) for column in range(left, last_column + 1)} - {
            (top, left)
        }
    return spans, covered


def _shown(value: Any) -> str:
    """Return a value as the office would write it: days as dd/mm/yyyy, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else str(value).replace(".", ",")
    if value is None or isinstance(value, timedelta):
        return "" if value is None else str(value)
    return nfc(str(value)).strip()


def _letters(place: int) -> str:
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _formulas(content: bytes) -> list[tuple[str, str]]:
    """Return where formulas stand and what they say, at most the first fifty."""
    found: list[tuple[str, str]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name, path in _sheet_paths(packed):
                found += _formulas_in(packed.read(path), name, FORMULAS_MAX - len(found))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, ParseError) as problem:
        raise damaged() from problem
    return found


def _parsed(document: bytes) -> Any:
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def _sheet_paths(packed: zipfile.ZipFile) -> list[tuple[str, str]]:
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _parsed(packed.read("xl/_rels/workbook.xml.rels"))
    }
    paths = []
    for sheet in _parsed(packed.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = relations.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in packed.namelist():
            paths.append((sheet.get("name", ""), path))
    return paths


def _formulas_in(document: bytes, sheet: str, room: int) -> list[tuple[str, str]]:
    if room <= 0 or not re.search(rb"<(?:\w+:)?f[ >/]", document):
        return []
    found: list[tuple[str, str]] = []
    for cell in _parsed(document).iter(f"{_MAIN}c"):
        formula = cell.find(f"{_MAIN}f")
        if formula is not None and len(found) < room:
            value = cell.find(f"{_MAIN}v")
            stored = "" if value is not None and value.text else " (∅)"
            found.append((f"{sheet}!{cell.get('r', '')}", f"={(formula.text or '')[:80]}{stored}"))
    return found
