"""Workbooks of beneficiaries for tests: good ones, odd ones, hostile ones."""

import io
import zipfile
from datetime import date

import openpyxl

from tantam.exchange.beneficiary_lists import ListTerms, iterate_rows

TERMS = ListTerms(("Ba Tơ",), list_year=2026, effective_on=date(2026, 1, 1), allow_samples=True)
HEADERS = ("STT", "Họ và tên chủ hộ", "Số CCCD", "Ngày sinh", "Thôn", "Diện hộ")
ROWS = (
    (1, "Phạm Văn Mẫu", "999080000001", "01/05/1980", "Làng Một", "Hộ nghèo"),
    (2, "Đinh Thị Mẫu", "999180000002", "13/06/1980", "Làng Hai", "Hộ cận nghèo"),
)


def as_workbook(*rows, change=None, title="Danh sách"):
    """Return the bytes of a workbook with these rows; `change` may alter the sheet before it is kept."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content, change):
    """Return a packed file with its parts changed by `change(parts)`."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return stream.getvalue()


def read_all(content, *, filename="ds.xlsx", terms=TERMS, **chosen):
    """Return every row of a file."""
    return [row for piece in iterate_rows(content, filename=filename, terms=terms, **chosen) for row in piece]
