"""Make annexes as offices make them: Word, PDF and Excel files of given rows."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import typst
from docx import Document

HEADER = (
    "STT",
    "NỘI DUNG NHIỆM VỤ",
    "ĐƠN VỊ CHỦ TRÌ",
    "ĐƠN VỊ PHỐI HỢP",
    "SẢN PHẨM",
    "THỜI GIAN THỰC HIỆN",
)
TITLE = (
    "Phụ lục",
    "NHIỆM VỤ TRIỂN KHAI KẾ HOẠCH THỰC HIỆN QUYẾT ĐỊNH SỐ 1560/QĐ-TTG",
    "(Kèm theo Kế hoạch số 17/KH-UBND ngày 07 tháng 8 năm 2025 của Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi)",
)

# A row is a tuple of cells; a group row is (number, title) and its title reaches over all columns.
Row = Sequence[str]


def as_docx(header: Row, rows: Sequence[Row], title: Sequence[str] = TITLE) -> bytes:
    """Return a Word file with one table; the titles of groups are merged over the columns."""
    document = Document()
    for line in title:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(header))
    for row in (header, *rows):
        cells = table.add_row().cells
        if len(row) == 2:
            cells[0].text = row[0]
            cells[1].merge(cells[-1]).text = row[1]
            continue
        for cell, text in zip(cells, row, strict=True):
            paragraphs = text.split("\n")
            cell.text = paragraphs[0]
            for paragraph in paragraphs[1:]:
                cell.add_paragraph(paragraph)
    return _saved(document)


def as_xlsx(header: Row, rows: Sequence[Row], title: Sequence[str] = TITLE) -> bytes:
    """Return a workbook with one sheet; the titles of groups are merged over the columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục"
    for line in title:
        sheet.append([line])
    for row in (header, *rows):
        sheet.append(list(row))
        if len(row) == 2:
            sheet.merge_cells(start_row=sheet.max_row, start_column=2, end_row=sheet.max_row, end_column=len(header))
    return _saved(book)


def as_pdf(header: Row, rows: Sequence[Row], title: Sequence[str] = TITLE, *, ruled: bool = True) -> bytes:
    """Return a PDF of several pages with numbers at their top and the header on each."""
    cells = []
    for row in rows:
        if len(row) == 2:
            cells += [_typst(row[0]), f"table.cell(colspan: {len(header) - 1})[{_escaped(row[1])}]"]
        else:
            cells += [_typst(text) for text in row]
    widths = "(1cm, 3fr, 1.3fr, 1.3fr, 1.1fr, 1fr)" if len(header) == 6 else str(len(header))
    source = f"""
#set page(paper: "a4", flipped: true, margin: 2cm, numbering: "1", number-align: center + top)
#set text(size: 11pt, lang: "vi", hyphenate: false)
#align(center)[{" #linebreak() ".join(map(_escaped, title))}]
#table(columns: {widths}, stroke: {"0.5pt" if ruled else "none"},
table.header({", ".join(map(_typst, header))}),
{", ".join(cells)})
"""
    return typst.compile(source.encode())


def _typst(text: str) -> str:
    return "[" + " #parbreak() ".join(_escaped(paragraph) for paragraph in text.split("\n")) + "]"


def _escaped(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
