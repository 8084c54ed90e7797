"""Single cells: days, numbers of identity, words, amounts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.lists.days import read_day
from tantam.core.lists.identities import read_identity, read_old_identity
from tantam.core.lists.words import (
    read_amount,
    read_mark,
    read_phone,
    read_relation,
    read_sex,
    read_standing,
)
from tantam.core.vietnamese import format_date


@pytest.mark.parametrize(
    ("cell", "day", "year"),
    [
        ("03/04/1980", date(1980, 4, 3), 1980),
        ("3-4-1980", date(1980, 4, 3), 1980),
        ("3.4.1980", date(1980, 4, 3), 1980),
        ("03041980", date(1980, 4, 3), 1980),
        (3041980, date(1980, 4, 3), 1980),
        ("1980-04-03", date(1980, 4, 3), 1980),
        ("1980-04-03 00:00:00", date(1980, 4, 3), 1980),
        (date(1980, 4, 3), date(1980, 4, 3), 1980),
        (29314, date(1980, 4, 3), 1980),
        ("29314", date(1980, 4, 3), 1980),
        (Decimal(29314), date(1980, 4, 3), 1980),
        (1980, None, 1980),
        ("1980", None, 1980),
        ("'1980", None, 1980),
        ("năm 1980", None, 1980),
        ("00/00/1980", None, 1980),
        ("--/--/1980", None, 1980),
        ("04/1980", None, 1980),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_day_is_read_as_it_is_written_here(cell, day, year):
    read = read_day(cell)

    assert (read.day, read.year, read.reason) == (day, year, None)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("04/13/1980", "BIRTH_AMBIGUOUS"),  # the thirteenth month: days and months were exchanged
        ("03/04/80", "BIRTH_AMBIGUOUS"),
        ("31/02/1980", "BIRTH_UNREADABLE"),
        ("khoảng 1980", "BIRTH_UNREADABLE"),
        ("không nhớ", "BIRTH_UNREADABLE"),
        (19, "BIRTH_UNREADABLE"),
        (10**15, "BIRTH_UNREADABLE"),
        (-1980, "BIRTH_UNREADABLE"),
        (Decimal("1980.5"), "BIRTH_UNREADABLE"),
        ("1980-13-01", "BIRTH_UNREADABLE"),
    ],
)
def test_a_day_that_cannot_be_told_is_asked_for(cell, reason):
    assert read_day(cell).reason == reason


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_every_day_that_is_written_here_is_read_back(day):
    assert read_day(format_date(day)).day == day


@given(st.text() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.booleans() | st.none())
def test_no_cell_breaks_the_readers(cell):
    read_day(cell)
    read_identity(cell, birth_year=None, sex="UNKNOWN", allow_samples=False)
    read_old_identity(cell)
    read_phone(cell)
    read_amount(cell, decimals=0)
    read_mark(cell)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("999080000001", []),
        ("999 080 000 001", []),
        ("'999080000001", []),
        (999080000001, []),
        ("999080000001.0", []),
        ("", []),
        ("99908000000", ["IDENTITY_LENGTH"]),
        (51090000001, ["IDENTITY_LENGTH"]),
        ("9,9908E+11", ["IDENTITY_ROUNDED"]),
        ("9.9908e+11", ["IDENTITY_ROUNDED"]),
        ("99908000000A", ["IDENTITY_NOT_DIGITS"]),
        ("chưa có", ["IDENTITY_NOT_DIGITS"]),
        (Decimal("999080000001.5"), ["IDENTITY_NOT_DIGITS"]),
        ("000080000001", ["IDENTITY_PROVINCE"]),
    ],
)
def test_a_number_of_identity_is_taken_or_refused_with_its_reason(cell, codes):
    read = read_identity(cell, birth_year=1980, sex="MALE", allow_samples=True)

    assert [reason.code for reason in read.reasons] == codes


def test_a_number_without_its_leading_nought_is_not_repaired_but_explained():
    read = read_identity(51090000001, birth_year=None, sex="UNKNOWN", allow_samples=True)

    assert read.reasons[0].values == {"digits": 11, "lost_zeros": 1}
    assert read.identity == ""


def test_numbers_of_people_who_do_not_exist_are_refused_where_people_are_real():
    read = read_identity("999080000001", birth_year=1980, sex="MALE", allow_samples=False)

    assert [reason.code for reason in read.reasons] == ["IDENTITY_PROVINCE"]


def test_nine_digits_in_the_column_of_cards_are_an_old_card_and_said_so():
    read = read_identity("999000111", birth_year=None, sex="UNKNOWN", allow_samples=True)

    assert (read.identity, read.old_identity) == ("", "999000111")
    assert [caution.code for caution in read.cautions] == ["OLD_IDENTITY_IN_PLACE"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Hộ nghèo", "POOR"),
        ("HN", "POOR"),
        ("hộ cận nghèo", "NEAR_POOR"),
        ("HCN", "NEAR_POOR"),
        ("Thoát nghèo", "NEWLY_ESCAPED"),
        ("Hộ mới thoát cận nghèo", "NEWLY_ESCAPED"),
        ("Hộ có mức sống trung bình", "AVERAGE_LIVING"),
        ("", ""),
        ("Không nghèo", None),
        ("nghèo?? cận nghèo", None),
    ],
)
def test_a_standing_in_words_is_one_that_is_known(words, code):
    assert read_standing(words) == code


def test_words_for_sex_and_relation_are_read_with_and_without_accents():
    assert [read_sex(text) for text in ("Nữ", "NAM", "", "năm", "x")] == ["FEMALE", "MALE", "UNKNOWN", None, None]
    relations = [read_relation(text) for text in ("Chủ hộ", "Vợ", "con gái", "Mẹ", "con dâu", "cháu", "")]
    assert relations == ["HEAD", "SPOUSE", "CHILD", "PARENT", "OTHER", "OTHER", ""]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0999.000.111", "0999000111"),
        ("+84 999 000 111", "0999000111"),
        (999000111, "0999000111"),
        ("0255 3 822 000", "02553822000"),
        ("0999000111 / 0999000112", ""),
        ("12345", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_can_be_dialled_or_is_left_out(cell, number):
    assert read_phone(cell).number == number


@pytest.mark.parametrize(
    ("cell", "decimals", "value", "reason"),
    [
        ("1.234.000", 0, Decimal(1234000), None),
        ("1.234.000 đ", 0, Decimal(1234000), None),
        ("1.234", 3, None, "NUMBER_AMBIGUOUS"),
        ("1.234,5", 3, Decimal("1234.5"), None),
        (Decimal("1.5"), 3, Decimal("1.5"), None),
        (Decimal("1.5"), 0, None, "NUMBER_UNREADABLE"),
        (-5, 0, None, "NUMBER_UNREADABLE"),
        ("ba", 0, None, "NUMBER_UNREADABLE"),
        ("", 0, None, None),
        ("-", 0, None, None),
    ],
)
def test_an_amount_is_exact_or_asked_for(cell, decimals, value, reason):
    read = read_amount(cell, decimals=decimals)

    assert (read.value, read.reason) == (value, reason)
