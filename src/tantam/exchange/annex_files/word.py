"""Word documents: their tables with merged cells and automatic numbers, and the paragraphs around."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from tantam.core.annex.source import Cell, Line, Table, TableSource, TextSource
from tantam.core.text import nfc
from tantam.exchange.annex_files.kinds import damaged
from tantam.exchange.annex_files.plain import refuse_old_letters
from tantam.exchange.annex_files.refusal import UnreadableAnnex
from tantam.exchange.annex_files.word_numbers import ListNumbers

ROWS_MAX = 5_000
COLUMNS_MAX = 60
_LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:fldData")})
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})


def read_word(content: bytes) -> TableSource:
    """Return the tables and paragraphs of a document.

    :raises UnreadableAnnex: if it is damaged, too long, or typed with old fonts.
    """
    try:
        document = Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as problem:
        raise damaged() from problem
    walk = _Walk(ListNumbers(document))
    walk.block(document.element.body)
    whole = "\n".join(line.text for line in walk.lines)
    refuse_old_letters(whole)
    if not whole.strip():
        raise UnreadableAnnex(
            "NO_TEXT", _("Tệp không có chữ, chỉ có hình ảnh. Hãy gửi tệp gốc có chữ, không phải ảnh chụp.")
        )
    return TableSource(
        tables=tuple(walk.tables),
        before=tuple(walk.before),
        after=tuple(walk.after),
        fallback=TextSource(tuple(walk.lines)),
    )


@dataclass
class _Walk:
    """What has been met so far, in the order of the document."""

    numbers: ListNumbers
    tables: list[Table] = field(default_factory=list)
    before: list[Cell] = field(default_factory=list)
    after: list[Cell] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paragraphs: int = 0
    rows: int = 0

    def block(self, parent: Any) -> None:
        for element in parent:
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag == qn("w:sdt"):
                for inner in element.iterchildren(qn("w:sdtContent")):
                    self.block(inner)

    def _paragraph(self, element: Any) -> None:
        self.paragraphs += 1
        text = paragraph_text(element, self.numbers)
        for line in text.split("\n"):
            self.lines.append(Line(len(self.lines) + 1, line))
        if text.strip():
            where = self.after if self.tables else self.before
            where.append(Cell(nfc(text), f"đoạn {self.paragraphs}"))

    def _table(self, element: Any) -> None:
        number = len(self.tables) + 1
        rows: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for row_number, row in enumerate(element.iterchildren(qn("w:tr")), start=1):
            self.rows += 1
            if self.rows > ROWS_MAX:
                raise UnreadableAnnex(
                    "TOO_MANY_ROWS",
                    _("Bảng có hơn %(limit)s hàng, quá dài so với một phụ lục. Hãy chỉ gửi phần phụ lục.")
                    % {"limit": ROWS_MAX},
                )
            rows.append(self._row(row, f"t{number} r{row_number}", rows, open_cells))
        self.tables.append(Table(tuple(map(tuple, rows)), page=0))
        for cells in rows:
            for cell in cells:
                self.lines += [Line(len(self.lines) + 1 + n, t) for n, t in enumerate(cell.text.split("\n")) if t]

    def _row(
        self, row: Any, address: str, above: list[list[Cell]], open_cells: dict[int, tuple[int, int]]
    ) -> list[Cell]:
        """Return the places of a row; a cell merged downward grows in the row where it began."""
        skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        column = min(int(skipped.get(qn("w:val"), "0")), COLUMNS_MAX) if skipped is not None else 0
        cells = [Cell("", f"{address} c{place + 1}") for place in range(column)]
        for element in _cells_in(row):
            properties = element.find(qn("w:tcPr"))
            span = _number_of(properties, "w:gridSpan", 1)
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") != "restart"
            where = f"{address} c{column + 1}"
            if goes_on and column in open_cells:
                _grow(above, open_cells[column])
                cells += [Cell("", where, covered=True)] * span
            else:
                open_cells.pop(column, None)
                if merge is not None and not goes_on:
                    open_cells[column] = (len(above), column)
                text = nfc(self._cell_text(element))
                cells.append(Cell(text, where, rows=1, columns=span))
                cells += [Cell("", f"{address} c{column + 2 + n}", covered=True) for n in range(span - 1)]
            column += span
        return cells[:COLUMNS_MAX]

    def _cell_text(self, element: Any) -> str:
        texts = [paragraph_text(paragraph, self.numbers) for paragraph in element.iter(qn("w:p"))]
        return "\n".join(text for text in texts if text.strip())


def _cells_in(row: Any) -> list[Any]:
    found = []
    for element in row:
        if element.tag == qn("w:tc"):
            found.append(element)
        elif element.tag == qn("w:sdt"):
            found += list(element.iter(qn("w:tc")))
    return found


def _number_of(properties: Any, name: str, otherwise: int) -> int:
    element = properties.find(qn(name)) if properties is not None else None
    value = element.get(qn("w:val"), "") if element is not None else ""
    return max(1, min(int(value), COLUMNS_MAX)) if value.isdigit() else otherwise


def _grow(rows: list[list[Cell]], origin: tuple[int, int]) -> None:
    row, column = origin
    cell = rows[row][column]
    rows[row][column] = Cell(cell.text, cell.address, rows=len(rows) - row + 1, columns=cell.columns)


def paragraph_text(paragraph: Any, numbers: ListNumbers) -> str:
    """Return the text of a paragraph as it shows: inserted text counts, deleted text does not."""
    parts: list[str] = [numbers.next_label(paragraph)]
    _collect(paragraph, parts)
    return "".join(parts).strip()


def _collect(element: Any, parts: list[str]) -> None:
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == qn("w:pPr") or child.tag == qn("w:tbl"):
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:tab"):
            parts.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag in _BREAKS:
            parts.append(" " if child.get(qn("w:type")) == "page" else "\n")
        elif isinstance(child.tag, str) and child.tag != qn("w:txbxContent"):
            _collect(child, parts)
