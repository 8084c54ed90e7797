"""Workbooks, read back cell by cell."""

import hashlib
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.documents.follow_up import Approver, Extensions, FollowUpRow, write_follow_up
from tantam.documents.sheet import (
    CellKind,
    Printed,
    Shaded,
    Sheet,
    SheetColumn,
    sheet_names,
    write_workbook,
)
from tantam.documents.states import LOOKS, State

PRINTED = Printed("Nguyễn Thị Tận Tâm", datetime(2026, 1, 5, 8, 30, tzinfo=timezone(timedelta(hours=7))))
FORMULA_LIKE = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
]


def opened(*sheets):
    return openpyxl.load_workbook(BytesIO(write_workbook(sheets, printed=PRINTED)))


def one_cell(value, kind=CellKind.TEXT):
    return opened(Sheet("Bảng", (SheetColumn("A", kind),), ((value,),))).active["A2"]


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_text_that_looks_like_a_formula_stays_visible_text(text):
    cell = one_cell(text)

    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")
    assert cell.quotePrefix


def test_no_formula_is_ever_in_the_file():
    rows = tuple((text,) for text in FORMULA_LIKE)

    archive = write_workbook([Sheet("=A1", (SheetColumn("=1+1"),), rows, titles=("=2+2",))], printed=PRINTED)

    with ZipFile(BytesIO(archive)) as members:
        sheet = members.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


@pytest.mark.parametrize("text", ["007", "12.345", "1e5", "http://vidu.vn", "TRUE", "05/01/2026", "NaN", "_x0041_"])
def test_text_is_never_turned_into_something_else(text):
    cell = one_cell(text)

    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize(
    ("value", "kind", "number_format"),
    [
        (1_234_567, CellKind.INTEGER, "#,##0"),
        (Decimal("12.5"), CellKind.DECIMAL, "#,##0.00"),
        (7, CellKind.TEXT, "#,##0"),
        (Decimal("0.25"), CellKind.CODE, "#,##0.00"),
        (999_999_999_999_999, CellKind.INTEGER, "#,##0"),
    ],
)
def test_numbers_are_numbers(value, kind, number_format):
    cell = one_cell(value, kind)

    assert (cell.data_type, Decimal(str(cell.value)), cell.number_format) == (
        "n",
        Decimal(value),
        number_format,
    )


def test_a_number_that_excel_would_round_is_written_as_text():
    assert one_cell(1_234_567_890_123_456, CellKind.INTEGER).value == "1.234.567.890.123.456"
    assert one_cell(Decimal("1234567890123456.5"), CellKind.DECIMAL).value == "1.234.567.890.123.456,5"


def test_dates_are_dates_in_the_vietnamese_order():
    cell = one_cell(date(2026, 1, 5), CellKind.DATE)

    assert (cell.value, cell.number_format) == (datetime(2026, 1, 5), "dd/mm/yyyy")  # noqa: DTZ001


def test_a_date_that_excel_cannot_count_is_written_as_text():
    assert one_cell(date(1890, 5, 19), CellKind.DATE).value == "19/05/1890"


def test_a_moment_shows_the_time_too():
    cell = one_cell(datetime(2026, 1, 5, 8, 30, tzinfo=timezone(timedelta(hours=7))), CellKind.MOMENT)

    assert (cell.value, cell.number_format) == (datetime(2026, 1, 5, 8, 30), "dd/mm/yyyy hh:mm")  # noqa: DTZ001


def test_nothing_known_is_an_empty_cell():
    assert one_cell(None).value is None


def test_a_text_longer_than_a_cell_is_cut_where_everybody_sees_it():
    value = one_cell("a" * 40_000).value

    assert len(value) == 32_767
    assert value.endswith("(cắt bớt: ô chỉ chứa được 32.767 ký tự)")


def test_every_state_has_its_own_pattern():
    rows = tuple((Shaded(LOOKS[state].words, state),) for state in State)

    paper = opened(Sheet("Ma trận", (SheetColumn("A"),), rows)).active

    patterns = [paper.cell(row, 1).fill.patternType for row in range(2, 2 + len(State))]
    assert len(set(patterns)) == len(State)
    assert [paper.cell(row, 1).value for row in range(2, 2 + len(State))] == [LOOKS[s].words for s in State]


def test_a_legend_explains_marks_under_the_table():
    sheet = Sheet(
        "M", (SheetColumn("A"), SheetColumn("B")), (("x", "y"),), legend=(State.OPEN_IN_TIME, State.OPEN_OVERDUE)
    )

    paper = opened(sheet).active

    assert [(paper.cell(r, 1).value, paper.cell(r, 2).value) for r in (4, 5)] == [
        ("○", "Trong hạn"),
        ("!", "Quá hạn"),
    ]


def test_a_sheet_is_set_up_for_paper():
    columns = (SheetColumn("A"), SheetColumn("B", group="G"), SheetColumn("C", group="G"))
    paper = opened(Sheet("M", columns, (("1", "2", "3"),), titles=("Tiêu đề", "Kỳ: năm 2025"))).active

    assert (paper.page_setup.orientation, paper.page_setup.paperSize) == ("landscape", 9)
    assert paper.sheet_properties.pageSetUpPr.fitToPage
    assert (paper.page_setup.fitToWidth or 1, paper.page_setup.fitToHeight) == (
        1,
        0,
    )
    assert paper.print_title_rows == "$4:$5"
    assert paper.freeze_panes == "B6"
    assert paper.auto_filter.ref == "A5:C6"
    assert "Nguyễn Thị Tận Tâm in lúc 08:30 ngày 05/01/2026" in paper.oddFooter.left.text
    assert paper.oddFooter.right.text.endswith("Trang &P/&N")


def test_a_name_cannot_smuggle_commands_into_the_footer():
    printed = Printed("&D &A " + "&" * 200, PRINTED.at)

    archive = write_workbook([Sheet("M", (SheetColumn("A"),), ())], printed=printed)

    with ZipFile(BytesIO(archive)) as members:
        sheet = members.read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;&amp;D &amp;&amp;A" in sheet
    assert "Trang &amp;P/&amp;N" in sheet


def test_rows_are_high_enough_for_their_longest_text():
    rows = (("ngắn",), ("một câu dài hơn nhiều so với bề rộng của cột",), ("a\nb\nc",))

    paper = opened(Sheet("M", (SheetColumn("A", width=10),), rows)).active

    assert paper.row_dimensions[2].height in {None, 15}  # as high as any row
    assert paper.row_dimensions[3].height >= 75
    assert paper.row_dimensions[4].height == 45


def test_an_empty_sheet_says_so():
    assert opened(Sheet("M", (SheetColumn("A"),), ())).active["A2"].value == "Không có số liệu."


def test_a_sheet_name_is_as_long_as_excel_counts():
    assert [len(name.encode("utf-16-le")) for name in sheet_names(["0" + "\U00010000" * 40] * 2)] == [62, 62]


def test_names_of_sheets_are_made_valid_and_unlike():
    assert sheet_names(["a/b:c*?[]", "A-B-C----", "", "'x'", "n" * 40, "N" * 40, "History"]) == [
        "a-b-c----",
        "A-B-C---- (2)",
        "Bảng",
        "x",
        "n" * 31,
        "N" * 27 + " (2)",
        "History (2)",
    ]


def test_the_same_sheets_give_the_same_bytes():
    sheet = Sheet("M", (SheetColumn("A"),), (("x",), (Shaded("y", State.OPEN_IN_TIME),)))

    digests = {hashlib.sha256(write_workbook([sheet], printed=PRINTED)).hexdigest() for _ in range(2)}

    assert len(digests) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40), st.integers(-(10**18), 10**18), st.dates())
def test_any_value_can_be_written_and_opened_again(text, number, day):
    columns = (SheetColumn(text), SheetColumn("n", CellKind.INTEGER), SheetColumn("d", CellKind.DATE))

    paper = opened(Sheet(text, columns, ((text, number, day),), titles=(text,))).active

    assert paper.max_column == 3


ROW = FollowUpRow(
    task="Bố trí nguồn vốn ngân sách ủy thác",
    state=State.OPEN_OVERDUE,
    code="IV.1.a",
    lead_unit="Sở Tài chính",
    due_on=date(2025, 12, 31),
    percent_done=40,
    extensions=Extensions(2, date(2025, 9, 30)),
    approver=Approver("Trần Văn Mẫu", "mau@vidu.vn", "0255000000"),
)


def test_the_follow_up_table_has_its_25_columns_under_a_header_of_two_rows():
    paper = openpyxl.load_workbook(BytesIO(write_follow_up([ROW], printed=PRINTED))).active

    assert paper.max_column == 25
    assert [paper.cell(1, at).value for at in (1, 2, 20, 21, 22, 23)] == [
        "STT",
        "Tên nhiệm vụ",
        "Ngày hoàn thành thực tế",
        "Gia hạn",
        None,
        "Người phê duyệt",
    ]
    assert [paper.cell(2, at).value for at in range(21, 26)] == ["Số lần", "Mốc cũ", "Tên", "Email", "ĐT"]
    merged = {str(area) for area in paper.merged_cells.ranges}
    assert {"U1:V1", "W1:Y1", "A1:A2", "T1:T2"} <= merged
    assert len(merged) == 22


def test_a_follow_up_row_keeps_types_and_places():
    paper = openpyxl.load_workbook(BytesIO(write_follow_up([ROW], printed=PRINTED))).active

    values = [cell.value for cell in paper[3]]
    assert values[:4] == [1, "Bố trí nguồn vốn ngân sách ủy thác", None, "Sở Tài chính"]
    assert values[7] == datetime(2025, 12, 31)  # noqa: DTZ001
    assert values[10] == "Quá hạn"
    assert values[12] == 40
    assert values[15] == "IV.1.a"
    assert values[20:] == [2, datetime(2025, 9, 30), "Trần Văn Mẫu", "mau@vidu.vn", "0255000000"]  # noqa: DTZ001
