"""What a document is, before anything draws it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.documents import cast

from tantam.documents.official import (
    Appendix,
    Authority,
    Capacity,
    Figure,
    Figures,
    Heading,
    Issuer,
    Paragraph,
    Recipients,
    Signature,
    numbered,
    roman,
)
from tantam.documents.tables import Align, Column, Rate, Row, RowKind, Table, cell_text, header_cells


def test_headings_are_numbered_by_level_and_start_anew_under_each_parent():
    blocks = [
        Heading("a"),
        Heading("b", 2),
        Heading("c", 3),
        Heading("d", 3),
        Heading("e", 2),
        Heading("f"),
        Heading("g", 2),
    ]

    labels = [block.label for block in numbered(blocks)]

    assert labels == ["I.", "1.", "a)", "b)", "2.", "II.", "1."]


def test_a_heading_with_its_own_label_does_not_disturb_the_count():
    labels = [block.label for block in numbered([Heading("a"), Heading("b", label="IV.1."), Heading("c")])]

    assert labels == ["I.", "IV.1.", "II."]


def test_letters_of_points_follow_the_vietnamese_alphabet():
    labels = [block.label for block in numbered([Heading("x", 3)] * 25)]

    assert labels[:6] == ["a)", "b)", "c)", "d)", "đ)", "e)"]
    assert labels[22:] == ["y)", "aa)", "bb)"]


@pytest.mark.parametrize(("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (23, "XXIII"), (96, "XCVI")])
def test_roman_figures(number, written):
    assert roman(number) == written


def test_grounds_end_with_semicolons_and_the_last_with_a_stop():
    document = replace(cast.report(), grounds=("Căn cứ một.", "Căn cứ hai;", "Căn cứ ba"))

    assert document.ground_lines == ("Căn cứ một;", "Căn cứ hai;", "Căn cứ ba.")


def test_the_signature_names_the_authority_in_capitals():
    signature = Signature(
        "Nguyễn Văn Mẫu",
        title="Phó Chủ tịch",
        authorities=(
            Authority(Capacity.ON_BEHALF_OF, "Ủy ban nhân dân"),
            Authority(Capacity.FOR_THE_HEAD, "Chủ tịch"),
        ),
    )

    assert signature.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_an_acting_head_signs_without_another_title():
    assert Signature("X", authorities=(Authority(Capacity.ACTING, "Giám đốc"),)).lines == ("Q. GIÁM ĐỐC",)


def test_long_names_of_issuers_are_set_smaller():
    short, long = (
        Issuer("Sở Nội vụ", "Ủy ban nhân dân\ntỉnh Quảng Ngãi"),
        Issuer("Ngân hàng Chính sách xã hội"),
    )

    assert (short.points, long.points) == (13, 12)
    assert short.width_mm < long.width_mm


def test_recipients_end_with_who_keeps_the_document():
    assert Recipients(("Ủy ban nhân dân tỉnh",), ("VT", "NHCSXH")).lines == (
        "- Ủy ban nhân dân tỉnh;",
        "- Lưu: VT, NHCSXH.",
    )


def test_a_number_not_given_yet_leaves_room():
    document = replace(cast.report(), number=None, issued_on=None)

    assert document.number_line == "Số:       /BC-SNV"
    assert document.place_and_date.startswith("Quảng Ngãi, ngày      tháng")
    assert document.stamped_at == datetime(1980, 1, 1, tzinfo=UTC)


def test_files_carry_the_moment_of_the_document():
    assert cast.report().stamped_at == datetime(2026, 1, 5, tzinfo=UTC)


def test_appendices_are_counted_only_when_there_are_several():
    one = cast.report()
    two = replace(one, appendices=(Appendix("A", ()), Appendix("B", (), label="Biểu số 02")))

    assert one.appendix_label(0) == "Phụ lục"
    assert (two.appendix_label(0), two.appendix_label(1)) == ("Phụ lục I", "Biểu số 02")
    assert one.appendix_note(0) == "(Kèm theo Báo cáo số 05/BC-SNV ngày 05 tháng 01 năm 2026 của Sở Nội vụ)"


def test_figures_become_a_numbered_table():
    table = Figures((Figure("Nhiệm vụ", Rate(1, 2), "nhiệm vụ"),), "Bảng 1").as_table()

    assert table.caption == "Bảng 1"
    assert table.rows == (Row((1, "Nhiệm vụ", "nhiệm vụ", Rate(1, 2), "")),)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("a\r\nb", "a\nb"),
        (1_234_567, "1.234.567"),
        (date(2026, 1, 5), "05/01/2026"),
        (Rate(12, 23), "12/23 (52,2%)"),
        (Rate(0, 0), "0/0 (–)"),
        ("x\x00\u202ey\ud800", "xy"),
        ("e\u0302\u0301", "ế"),
    ],
)
def test_values_look_the_vietnamese_way_in_print(cell, text):
    assert cell_text(cell) == text


def test_a_header_has_two_rows_where_columns_share_a_group():
    columns = (
        Column("A", 1),
        Column("B", 1, group="G"),
        Column("C", 1, Align.RIGHT, group="G"),
        Column("D", 1),
    )

    laid_out = [(c.text, c.row, c.column, c.columns, c.rows) for c in header_cells(columns)]

    assert laid_out == [
        ("A", 0, 0, 1, 2),
        ("G", 0, 1, 2, 1),
        ("D", 0, 3, 1, 2),
        ("B", 1, 1, 1, 1),
        ("C", 1, 2, 1, 1),
    ]


@pytest.mark.parametrize("row", [Row(("a",)), Row(("a", "b", "c")), Row((), RowKind.GROUP)])
def test_a_row_that_does_not_fit_its_table_is_refused(row):
    with pytest.raises(AssertionError):
        Table((Column("A", 1), Column("B", 1)), (row,))


def test_plain_blocks_pass_through_numbering_unchanged():
    paragraph = Paragraph("a")

    assert list(numbered([paragraph])) == [paragraph]
