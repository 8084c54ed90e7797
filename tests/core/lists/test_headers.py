"""What columns mean, from the headers that offices write."""

import pytest

from tantam.core.lists.fields import ListField
from tantam.core.lists.headers import (
    find_header,
    guess_column,
    guess_columns,
    headers_digest,
    income_unit_vnd,
    is_numbering,
    join_headers,
)
from tantam.exchange.beneficiary_lists.template import TEMPLATE


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("STT", "NUMBER"),
        ("TT", "NUMBER"),
        ("Mã hộ", "HOUSEHOLD_CODE"),
        ("HỌ VÀ TÊN CHỦ HỘ", "HEAD_NAME"),
        ("Họ, tên", "FULL_NAME"),
        ("Họ và tên\nthành viên", "FULL_NAME"),
        ("Quan hệ với chủ hộ (ghi rõ)", "RELATION"),
        ("Số CMND/CCCD", "IDENTITY"),
        ("Số định danh cá nhân/CCCD", "IDENTITY"),
        ("CMND", "OLD_IDENTITY"),
        ("Ngày, tháng, năm sinh", "BIRTH"),
        ("Năm sinh › Nam", "BIRTH_MALE"),
        ("Năm sinh › Nữ", "BIRTH_FEMALE"),
        ("Giới tính › Nữ", "FEMALE_MARK"),
        ("Dân tộc", "ETHNICITY"),
        ("Thôn/Tổ dân phố", "VILLAGE"),
        ("Số ĐT", "PHONE"),
        ("Phân loại hộ", "STANDING"),
        ("Phân loại hộ › Hộ cận nghèo", "NEAR_POOR_MARK"),
        ("Hộ nghèo", "POOR_MARK"),
        ("Số khẩu", "MEMBERS"),
        ("Ghi chú", "NOTE"),
        ("Lý do không nhận", None),
        ("Năm", None),
        ("Ghi", None),
    ],
)
def test_a_header_means_what_offices_mean_by_it(header, field):
    found, _likeness = guess_column(header)

    assert found == field


def test_a_header_that_is_only_like_one_is_to_be_looked_at():
    guesses = guess_columns(["Họ và tênn", "Số CCCD"])

    assert guesses.columns == {0: ListField.FULL_NAME, 1: ListField.IDENTITY}
    assert guesses.unsure == {0}


def test_a_field_is_given_to_one_column_only():
    guesses = guess_columns(["Họ và tên", "Ngày sinh", "Năm sinh"])

    assert guesses.columns == {0: ListField.FULL_NAME, 1: ListField.BIRTH}


def test_every_header_of_the_template_is_understood_without_a_doubt():
    guesses = guess_columns([column.header for column in TEMPLATE])

    assert list(guesses.columns.values()) == [column.field for column in TEMPLATE]
    assert not guesses.unsure


def test_the_digest_of_headers_does_not_see_capitals_spaces_and_the_column_of_reasons():
    first = headers_digest(["STT", "Họ và tên ", "Số CCCD"])
    second = headers_digest(["stt", "HỌ VÀ  TÊN", "Số CCCD", "Lý do không nhận"])

    assert first == second
    assert first != headers_digest(["STT", "Số CCCD", "Họ và tên"])


def test_the_unit_of_income_is_read_from_the_header_or_not_known():
    assert income_unit_vnd("Thu nhập (nghìn đồng/người/tháng)") == 1_000
    assert income_unit_vnd("Thu nhập bình quân (triệu đồng)") == 1_000_000
    assert income_unit_vnd("Thu nhập (đồng)") == 1
    assert income_unit_vnd("Thu nhập bình quân") is None


def test_the_header_is_found_under_the_heads_of_an_official_paper():
    rows = [
        ["ỦY BAN NHÂN DÂN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""],
        ["DANH SÁCH HỘ NGHÈO", "", "", ""],
        ["STT", "Họ và tên chủ hộ", "Năm sinh", "Thôn"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "Phạm Văn Mẫu", "1980", "Làng Một"],
    ]

    assert find_header(rows) == 2
    assert is_numbering(rows[3])
    assert not is_numbering(rows[4])
    assert find_header(rows[3:]) is None


def test_two_rows_of_a_header_are_joined_and_not_repeated():
    joined = join_headers([["STT", "Giới tính", "Giới tính"], ["STT", "Nam", "Nữ"]])

    assert joined == ("STT", "Giới tính › Nam", "Giới tính › Nữ")
