"""Lists of beneficiaries out of workbooks as offices make them."""

import io
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tantam.core.lists.fields import ListField
from tantam.core.lists.reasons import CautionCode, Reason, ReasonCode
from tantam.exchange.beneficiary_lists import (
    RefusedRow,
    field_name,
    iterate_rows,
    make_refused_sheet,
    make_template,
    read_list,
    worded,
)
from tantam.exchange.beneficiary_lists.template import RELATION_WORDS, SEX_WORDS, STANDING_WORDS, TEMPLATE
from tests.exchange.list_builders import HEADERS, ROWS, TERMS, as_workbook, read_all


def shown(content, **chosen):
    return read_list(content, filename="ds.xlsx", terms=TERMS, **chosen)


def test_a_plain_list_is_read_whole():
    reading = shown(as_workbook(HEADERS, *ROWS))

    assert reading.sheet == "Danh sách"
    assert reading.headers == HEADERS
    assert (reading.header_row, reading.rows_total) == (1, 2)
    assert [row.reading.full_name for row in reading.sample] == ["Phạm Văn Mẫu", "Đinh Thị Mẫu"]
    assert not [reason for row in reading.sample for reason in row.reading.reasons]
    assert not reading.unsure


def test_the_same_list_as_text_says_the_same():
    text = "\n".join(";".join(map(str, row)) for row in (HEADERS, *ROWS))

    from_text = read_all(b"\xef\xbb\xbf" + text.encode(), filename="ds.csv")

    assert [row.reading for row in from_text] == [row.reading for row in read_all(as_workbook(HEADERS, *ROWS))]


def test_titles_above_and_signatures_below_are_not_persons():
    content = as_workbook(
        ("ỦY BAN NHÂN DÂN XÃ BA TƠ",),
        ("DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO",),
        (),
        HEADERS,
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        *ROWS,
        ("Tổng cộng: 2 hộ",),
        (),
        ("", "NGƯỜI LẬP BIỂU", "", "", "CHỦ TỊCH"),
    )

    reading = shown(content)

    assert (reading.header_row, reading.rows_total) == (4, 2)
    assert [row.number for row in read_all(content)] == [6, 7]


def test_a_header_of_two_rows_with_merged_cells_is_joined():
    def merge(sheet):
        for place in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
            sheet.merge_cells(place)

    content = as_workbook(
        ("STT", "Họ và tên chủ hộ", "Năm sinh", None, "Phân loại hộ", None),
        (None, None, "Nam", "Nữ", "Hộ nghèo", "Hộ cận nghèo"),
        (1, "Phạm Văn Mẫu", 1980, None, "x", None),
        (2, "Đinh Thị Mẫu", None, 1984, None, "x"),
        change=merge,
    )

    rows = [row.reading for row in read_all(content)]

    assert shown(content).headers[2:] == (
        "Năm sinh › Nam",
        "Năm sinh › Nữ",
        "Phân loại hộ › Hộ nghèo",
        "Phân loại hộ › Hộ cận nghèo",
    )
    assert [(row.sex, row.birth_year, row.standing) for row in rows] == [
        ("MALE", 1980, "POOR"),
        ("FEMALE", 1984, "NEAR_POOR"),
    ]


def test_a_header_of_two_rows_is_joined_without_merged_cells_too():
    content = as_workbook(
        ("STT", "Họ và tên", "Giới tính", None, "Diện"),
        (None, None, "Nam", "Nữ", None),
        (1, "Phạm Văn Mẫu", "x", None, "Hộ nghèo"),
    )

    assert [row.reading.sex for row in read_all(content)] == ["MALE"]


def test_a_list_that_begins_away_from_the_corner_keeps_its_places():
    def move(sheet):
        sheet.move_range("A1:F3", rows=4, cols=2)

    reading = shown(as_workbook(HEADERS, *ROWS, change=move))

    assert reading.header_row == 5
    assert reading.columns[3] is ListField.HEAD_NAME
    assert [row.number for row in reading.sample] == [6, 7]


def test_a_hidden_sheet_is_told_of_and_not_read():
    def hide_another(sheet):
        other = sheet.parent.create_sheet("Cũ")
        for row in (HEADERS, *ROWS, *ROWS):
            other.append(row)
        other.sheet_state = "veryHidden"

    reading = shown(as_workbook(HEADERS, *ROWS, change=hide_another))

    assert reading.sheet == "Danh sách"
    assert [sheet.is_hidden for sheet in reading.sheets] == [False, True]
    assert reading.notes == (Reason("HIDDEN_SHEET", {"sheet": "Cũ", "rows": 5}),)


def test_the_sheet_with_a_header_is_taken_before_a_longer_one_without():
    def add_notes(sheet):
        other = sheet.parent.create_sheet("Hướng dẫn")
        for number in range(9):
            other.append([f"Bước {number}"])

    reading = shown(as_workbook(HEADERS, *ROWS, change=add_notes))

    assert reading.sheet == "Danh sách"


def test_a_formula_whose_result_is_not_in_the_file_refuses_the_row():
    def use_formula(sheet):
        sheet["E2"] = '="Làng "&"Một"'

    row = read_all(as_workbook(HEADERS, *ROWS, change=use_formula))[0].reading

    assert Reason(ReasonCode.FORMULA_WITHOUT_VALUE, {"field": "VILLAGE"}) in row.reasons


def test_the_kept_value_of_a_formula_is_read_and_pointed_out():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADERS, ROWS[0])):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 4, '="Làng "&"Một"', value="Làng Một")

    row = read_all(stream.getvalue())[0].reading

    assert row.village == "Làng Một"
    assert not row.reasons
    assert Reason(CautionCode.FORMULA, {"field": "VILLAGE"}) in row.cautions


def test_an_error_of_a_spreadsheet_refuses_the_row_and_is_no_empty_cell():
    def break_cell(sheet):
        sheet["C2"] = "#REF!"

    row = read_all(as_workbook(HEADERS, *ROWS, change=break_cell))[0].reading

    assert {"field": "IDENTITY"} in [reason.values for reason in row.reasons]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (51090000001, "IDENTITY_LENGTH"),
        (51090000001.0, "IDENTITY_LENGTH"),
        ("5.1090000001E+10", "IDENTITY_ROUNDED"),
        ("99908000000O", "IDENTITY_NOT_DIGITS"),
    ],
)
def test_numbers_that_a_spreadsheet_spoilt_are_refused(written, code):
    row = read_all(as_workbook(HEADERS, (1, "Phạm Văn Mẫu", written, 1980, "Làng Một", "HN")))[0].reading

    assert [reason.code for reason in row.reasons] == [code]


def test_a_number_kept_as_a_number_keeps_its_twelve_digits():
    row = read_all(as_workbook(HEADERS, (1, "Phạm Văn Mẫu", 999080000001, 1980, "Làng Một", "HN")))[0].reading

    assert row.identity == "999080000001"
    assert not row.reasons


@pytest.mark.parametrize("born", [date(1980, 5, 1), datetime(1980, 5, 1), 29342, "1/5/1980"])  # noqa: DTZ001
def test_days_are_read_from_every_kind_of_cell(born):
    row = read_all(as_workbook(HEADERS, (1, "Phạm Văn Mẫu", "", born, "Làng Một", "HN")))[0].reading

    assert row.birth_date == date(1980, 5, 1)


def test_columns_that_a_person_chose_are_used():
    content = as_workbook(("STT", "Họ và tên", "Cột lạ"), (1, "Phạm Văn Mẫu", "Hộ nghèo"), (2, "A", "Hộ nghèo"))
    chosen = {1: ListField.FULL_NAME, 2: ListField.STANDING}

    rows = read_all(content, columns=chosen)

    assert [row.reading.standing for row in rows] == ["POOR", "POOR"]
    assert shown(content, columns=chosen).columns == chosen


def test_reading_goes_on_from_any_row_and_remembers_the_rows_before():
    content = as_workbook(HEADERS, *ROWS, *ROWS)
    whole = read_all(content)

    for start in range(5):
        assert read_all(content, start=start, count=2) == whole[start:]
    assert [row.reading.is_refused for row in whole] == [False, False, True, True]


def test_rows_come_in_pieces():
    pieces = list(iterate_rows(as_workbook(HEADERS, *ROWS, *ROWS), filename="ds.xlsx", terms=TERMS, count=3))

    assert [len(piece) for piece in pieces] == [3, 1]


@pytest.mark.parametrize(
    ("codes", "sizes"),
    [("ABBB", [1, 3]), ("AABB", [2, 2]), ("AAAAB", [3, 2]), ("ABCC", [2, 2]), ("AAB", [3])],
)
def test_a_piece_ends_where_a_household_ends_unless_it_is_longer(codes, sizes):
    rows = [(code, f"Phạm Văn {chr(65 + at)}a", "Làng Một", "Hộ nghèo") for at, code in enumerate(codes)]
    content = as_workbook(("Mã hộ", "Họ và tên", "Thôn", "Diện hộ"), *rows)

    pieces = list(iterate_rows(content, filename="ds.xlsx", terms=TERMS, count=3))

    assert [len(piece) for piece in pieces] == sizes
    assert [row.number for piece in pieces for row in piece] == list(range(2, 2 + len(codes)))


def test_the_template_is_read_back_empty_and_its_example_is_left_out():
    reading = shown(make_template(commune_name="xã Ba Tơ", year=2026))

    assert reading.rows_total == 0
    assert reading.header_row == 4
    assert list(reading.columns.values()) == [column.field for column in TEMPLATE]
    assert not reading.unsure


def test_cells_of_the_template_keep_noughts_and_days_as_they_are_typed():
    book = openpyxl.load_workbook(io.BytesIO(make_template(commune_name="xã Ba Tơ", year=2026)))
    sheet = book["Danh sách"]

    places = {column.field: place for place, column in enumerate(TEMPLATE, start=1)}
    for field in (ListField.IDENTITY, ListField.PHONE, ListField.BIRTH):
        assert sheet.cell(5, places[field]).number_format == "@"
    assert sheet.freeze_panes == "D5"
    assert len(sheet.data_validations.dataValidation) == 3


names = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(["Phạm", "Đinh", "Nguyễn", "Hồ"]),
        st.sampled_from(["Văn", "Thị"]),
        st.sampled_from(["Mẫu", "Ánh", "Hòa", "Giỏi", "Đặng"]),
    ),
)
persons = st.fixed_dictionaries(
    {
        ListField.FULL_NAME: names,
        ListField.RELATION: st.sampled_from(sorted(RELATION_WORDS)),
        ListField.BIRTH: st.dates(date(1910, 1, 1), date(2025, 12, 31)),
        ListField.SEX: st.sampled_from(sorted(SEX_WORDS)),
        ListField.VILLAGE: st.sampled_from(["Làng Một", "Tổ 2"]),
        ListField.STANDING: st.sampled_from(sorted(STANDING_WORDS)),
        ListField.INCOME: st.integers(0, 90_000_000),
        ListField.MEMBERS: st.integers(1, 20),
        ListField.PHONE: st.integers(0, 9_999_999).map(lambda number: f"0999{number:06d}"[:10]),
    }
)


def filled(rows):
    book = openpyxl.load_workbook(io.BytesIO(make_template(commune_name="xã Ba Tơ", year=2026)))
    sheet = book["Danh sách"]
    places = {column.field: place for place, column in enumerate(TEMPLATE, start=1)}
    words = {ListField.RELATION: RELATION_WORDS, ListField.SEX: SEX_WORDS, ListField.STANDING: STANDING_WORDS}
    for at, row in enumerate(rows, start=6):
        sheet.cell(at, places[ListField.IDENTITY], f"999{at:09d}")
        for field, value in row.items():
            text = words[field][value] if field in words else value
            sheet.cell(at, places[field], text.strftime("%d/%m/%Y") if isinstance(text, date) else str(text))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@hypothesis_settings(max_examples=15)
@given(st.lists(persons, min_size=1, max_size=6))
def test_what_is_filled_into_the_template_is_what_is_read(rows):
    readings = [row.reading for row in read_all(filled(rows))]

    assert [reason for reading in readings for reason in reading.reasons] == []
    assert [
        {
            ListField.FULL_NAME: reading.full_name,
            ListField.RELATION: reading.relation,
            ListField.BIRTH: reading.birth_date,
            ListField.SEX: reading.sex,
            ListField.VILLAGE: reading.village,
            ListField.STANDING: reading.standing,
            ListField.INCOME: reading.income_vnd,
            ListField.MEMBERS: reading.members,
            ListField.PHONE: reading.phone,
        }
        for reading in readings
    ] == rows


def test_refused_rows_come_back_with_their_reasons_and_can_be_corrected():
    headers = (*HEADERS, "Lý do không nhận")
    refused = [
        RefusedRow(row.number, (*row.written, "lý do cũ"), row.reading.reasons)
        for row in read_all(as_workbook(HEADERS, (1, "Phạm Văn Mẫu", "99908", 1980, "Làng Một", "HN")))
    ]

    content = make_refused_sheet(headers=headers, rows=refused)
    again = shown(content)

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]] == list(headers)
    assert sheet.cell(2, 7).value.startswith("Số căn cước có 5 chữ số")
    assert again.headers_digest == shown(as_workbook(HEADERS, *ROWS)).headers_digest
    assert [reason.code for reason in again.sample[0].reading.reasons] == ["IDENTITY_LENGTH"]


def test_a_cell_that_looks_like_a_formula_is_given_back_as_text():
    content = make_refused_sheet(headers=HEADERS, rows=[RefusedRow(2, ('=HYPERLINK("x")',), ())])

    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]

    assert cell.data_type == "s"


@pytest.mark.parametrize("code", [*ReasonCode, *CautionCode, "HIDDEN_SHEET", "NO_NAME_COLUMN", "DAYS_MIXED"])
def test_every_reason_has_a_sentence(code):
    values = {"digits": 5, "row": 7, "rows": 7, "field": "INCOME", "sheet": "Cũ", "list": 3}

    sentence = worded(Reason(code, values))

    assert sentence.endswith((".", "…"))
    assert "%(" not in sentence


@pytest.mark.parametrize("field", ListField)
def test_every_field_has_a_name(field):
    assert field_name(field)
