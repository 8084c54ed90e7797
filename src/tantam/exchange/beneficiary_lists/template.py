"""Workbooks to fill in, and refused rows to correct; on paper and in files only Vietnamese."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from django.utils import translation

from tantam.core.lists.fields import ListField
from tantam.core.lists.header_words import REFUSAL_HEADER
from tantam.core.lists.reasons import Reason
from tantam.core.lists.sections import EXAMPLE_NOTE
from tantam.core.text import fold
from tantam.exchange.beneficiary_lists.wording import worded

FILLED_ROWS: Final = 5_000  # rows that get the lists to choose from
STANDING_WORDS: Final = {
    "POOR": "Hộ nghèo",
    "NEAR_POOR": "Hộ cận nghèo",
    "NEWLY_ESCAPED": "Hộ mới thoát nghèo",
    "AVERAGE_LIVING": "Hộ có mức sống trung bình",
}
SEX_WORDS: Final = {"MALE": "Nam", "FEMALE": "Nữ"}
RELATION_WORDS: Final = {
    "HEAD": "Chủ hộ",
    "SPOUSE": "Vợ hoặc chồng",
    "CHILD": "Con",
    "PARENT": "Cha hoặc mẹ",
    "OTHER": "Khác",
}


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of the template: its header, what to write there, and the words to choose from."""

    field: ListField
    header: str
    explained: str
    width: int
    choices: tuple[str, ...] = ()
    example: str = ""


TEMPLATE: Final = (
    TemplateColumn(ListField.NUMBER, "STT", "", 6, example="1"),
    TemplateColumn(ListField.HOUSEHOLD_CODE, "Mã hộ", "Giống nhau cho mọi người trong một hộ", 14, example="VD-001"),
    TemplateColumn(ListField.FULL_NAME, "Họ và tên", "Chữ Unicode", 28, example="Phạm Văn Ví Dụ"),
    TemplateColumn(
        ListField.RELATION,
        "Quan hệ với chủ hộ",
        "Mỗi hộ có một chủ hộ",
        16,
        tuple(RELATION_WORDS.values()),
        "Chủ hộ",
    ),
    TemplateColumn(ListField.IDENTITY, "Số căn cước", "Đủ 12 chữ số như trên thẻ", 16, example="999080000001"),
    TemplateColumn(ListField.OLD_IDENTITY, "Số chứng minh nhân dân cũ", "9 chữ số, nếu chưa có số căn cước", 16),
    TemplateColumn(ListField.BIRTH, "Ngày sinh", "Ngày/tháng/năm, hoặc chỉ năm", 14, example="01/05/1980"),
    TemplateColumn(ListField.SEX, "Giới tính", "", 10, tuple(SEX_WORDS.values()), "Nam"),
    TemplateColumn(ListField.ETHNICITY, "Dân tộc", "Theo danh mục 54 dân tộc", 12, example="Hrê"),
    TemplateColumn(ListField.VILLAGE, "Thôn, tổ dân phố", "", 18, example="Làng Một"),
    TemplateColumn(ListField.ADDRESS, "Địa chỉ", "Nếu có", 24),
    TemplateColumn(ListField.PHONE, "Số điện thoại", "10 chữ số, nếu có", 14),
    TemplateColumn(
        ListField.STANDING, "Diện hộ", "Ghi ở hàng của chủ hộ", 24, tuple(STANDING_WORDS.values()), "Hộ nghèo"
    ),
    TemplateColumn(
        ListField.INCOME, "Thu nhập bình quân đầu người/tháng (đồng)", "Ví dụ 1.200.000", 20, example="1.200.000"
    ),
    TemplateColumn(ListField.DEPRIVATIONS, "Số chỉ số thiếu hụt", "Từ 0 đến 12", 12, example="3"),
    TemplateColumn(ListField.MEMBERS, "Số nhân khẩu", "", 12, example="4"),
    TemplateColumn(ListField.GROUNDS, "Lý do", "Cho danh sách bổ sung, đưa ra", 24),
    TemplateColumn(ListField.NOTE, "Ghi chú", "", 28, example=EXAMPLE_NOTE),
)
_TITLE_ROW, _EXPLAINED_ROW, _HEADER_ROW = 0, 2, 3


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row as it was written, and why it is not taken."""

    number: int
    written: tuple[str, ...]
    reasons: tuple[Reason, ...]


def make_template(*, commune_name: str, year: int) -> bytes:
    """Return an empty list to fill in (xlsx): every cell is text, so that noughts and days stay as they are typed."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        looks = _Looks(book)
        title = f"DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM {year} – {commune_name}"
        sheet.write_string(_TITLE_ROW, 0, title, looks.title)
        for place, column in enumerate(TEMPLATE):
            sheet.set_column(place, place, column.width, looks.text)
            sheet.write_string(_EXPLAINED_ROW, place, column.explained, looks.explained)
            sheet.write_string(_HEADER_ROW, place, column.header, looks.header)
            sheet.write_string(_HEADER_ROW + 1, place, column.example, looks.example)
            if column.choices:
                sheet.data_validation(_HEADER_ROW + 1, place, _HEADER_ROW + FILLED_ROWS, place, _choice(column.choices))
        sheet.freeze_panes(_HEADER_ROW + 1, 3)
        _set_page(sheet)
    return stream.getvalue()


def make_refused_sheet(*, headers: Sequence[str], rows: Sequence[RefusedRow]) -> bytes:
    """Return the refused rows under the file's own headers, with the reason beside each (xlsx).

    It can be corrected and given back as it is: the column of reasons is left out on reading.
    """
    kept = [place for place, header in enumerate(headers) if fold(header) != fold(REFUSAL_HEADER)]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book, translation.override("vi"):
        sheet = book.add_worksheet("Hàng không nhận")
        looks = _Looks(book)
        sheet.set_column(0, max(len(kept) - 1, 0), 18, looks.text)
        sheet.set_column(len(kept), len(kept), 80, looks.reason)
        for column, header in enumerate([*(headers[place] for place in kept), REFUSAL_HEADER]):
            sheet.write_string(0, column, header, looks.header)
        for number, row in enumerate(rows, start=1):
            for column, place in enumerate(kept):
                sheet.write_string(number, column, row.written[place] if place < len(row.written) else "", looks.text)
            sheet.write_string(number, len(kept), "\n".join(worded(reason) for reason in row.reasons), looks.reason)
        sheet.freeze_panes(1, 0)
        _set_page(sheet)
    return stream.getvalue()


class _Looks:
    """How cells look; every cell is text."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "Times New Roman", "font_size": 12, "num_format": "@", "valign": "top"}
        self.text = book.add_format(font)
        self.title = book.add_format({**font, "bold": True, "font_size": 14})
        self.header = book.add_format({**font, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#E8EEF0"})
        self.explained = book.add_format({**font, "italic": True, "text_wrap": True, "font_size": 10})
        self.example = book.add_format({**font, "italic": True, "font_color": "#5A6670"})
        self.reason = book.add_format({**font, "text_wrap": True, "border": 1})


def _choice(words: tuple[str, ...]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(words),
        "error_type": "warning",
        "error_title": "Chưa đúng mẫu",
        "error_message": "Hãy chọn trong danh sách.",
    }


def _set_page(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
