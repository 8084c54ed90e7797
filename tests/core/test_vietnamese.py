"""Numbers, dates and words as Vietnamese offices write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.vietnamese import (
    WORDS_MAX,
    format_date,
    format_date_long,
    format_number,
    format_percent,
    number_in_words,
    read_number,
    vnd_in_words,
)

exact_decimals = st.decimals(min_value=-(10**18), max_value=10**18, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1_234_567, None, "1.234.567"),
        (-1_000, None, "-1.000"),
        (Decimal("1234.50"), None, "1.234,50"),
        (Decimal("0.05"), 1, "0,1"),
        (Decimal("2.5"), 0, "3"),
        (7, 2, "7,00"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-0.001"), 2, "0,00"),
    ],
)
def test_numbers_have_dots_between_thousands_and_a_decimal_comma(value, places, written):
    assert format_number(value, places) == written


@pytest.mark.parametrize(
    ("numerator", "denominator", "written"),
    [
        (1, 11, "9,1%"),
        (0, 5, "0,0%"),
        (0, 0, "–"),
        (3, 0, "–"),
        (1, 3, "33,3%"),
        (2, 3, "66,7%"),
        (1, 2000, "0,1%"),
        (23, 23, "100,0%"),
        (5000, 4, "125.000,0%"),
        (-1, 3, "-33,3%"),
    ],
)
def test_percents_are_rounded_half_up_and_never_divide_by_zero(numerator, denominator, written):
    assert format_percent(numerator, denominator) == written


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_written_percent_is_within_half_of_its_last_digit(numerator, denominator):
    written = read_number(format_percent(numerator, denominator).removesuffix("%"), decimal_mark=",").value

    tenths = int(written * 10)

    assert abs(tenths * denominator - numerator * 1000) * 2 <= denominator


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2025, 8, 7), "07/08/2025", "ngày 07 tháng 8 năm 2025"),
        (date(2026, 1, 10), "10/01/2026", "ngày 10 tháng 01 năm 2026"),
        (date(2026, 2, 3), "03/02/2026", "ngày 03 tháng 02 năm 2026"),
        (date(2026, 12, 31), "31/12/2026", "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates_carry_the_zeros_the_decree_asks_for(day, short, long):
    assert (format_date(day), format_date_long(day)) == (short, long)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (101, "một trăm lẻ một"),
        (105, "một trăm lẻ năm"),
        (110, "một trăm mười"),
        (1_005, "một nghìn không trăm lẻ năm"),
        (1_200_000, "một triệu hai trăm nghìn"),
        (1_000_500, "một triệu không nghìn năm trăm"),
        (1_000_001, "một triệu không trăm lẻ một"),
        (50_400_000, "năm mươi triệu bốn trăm nghìn"),
        (2_000_000_000, "hai tỷ"),
        (2_500_000_000_000, "hai nghìn năm trăm tỷ"),
        (11_800_000_000_015, "mười một nghìn tám trăm tỷ không trăm mười lăm"),
        (10**18, "một tỷ tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_numbers_are_read_as_people_say_them(number, words):
    assert number_in_words(number) == words


def test_the_northern_word_for_an_empty_ten_can_be_chosen():
    assert number_in_words(101, zero_tens="linh") == "một trăm linh một"


def test_an_amount_in_words_starts_with_a_capital_and_ends_in_dong():
    assert vnd_in_words(1_200_000) == "Một triệu hai trăm nghìn đồng"


ONES = dict(zip(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], range(10), strict=True))
ONES |= {"mốt": 1, "tư": 4, "lăm": 5}


def heard(words: list[str]) -> int:
    """Understand a number said in words: a listener written apart from the speaker."""
    for unit, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 1000), ("trăm", 100)):
        if unit in words:
            last = len(words) - 1 - words[::-1].index(unit)
            return heard(words[:last]) * size + heard(words[last + 1 :])
    total = 0
    for word in words:
        if word == "mươi":
            total *= 10
        elif word == "mười":
            total += 10
        elif word != "lẻ":
            total += ONES[word]
    return total


@given(st.one_of(st.integers(0, WORDS_MAX), st.integers(0, 10**7), st.integers(0, 9999).map(lambda n: n * 10**6 + n)))
def test_who_hears_a_number_writes_the_same_number(number):
    assert heard(number_in_words(number).split()) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("1.234.567", Decimal(1_234_567)),
        ("1,234,567", Decimal(1_234_567)),
        ("12,5", Decimal("12.5")),
        ("12.5", Decimal("12.5")),
        ("0.500", Decimal("0.5")),
        ("0,500", Decimal("0.5")),
        ("1 234 567", Decimal(1_234_567)),
        ("1\u00a0234,5", Decimal("1234.5")),
        ("-3", Decimal(-3)),
        ("\u22121.234,5", Decimal("-1234.5")),
        ("(1.234,50)", Decimal("-1234.5")),
        (" 42 ", Decimal(42)),
        ("1234.567", Decimal("1234.567")),
    ],
)
def test_a_text_with_one_meaning_is_read(text, value):
    assert read_number(text).value == value


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "-999,000"])
def test_a_text_with_two_meanings_is_reported_not_guessed(text):
    reading = read_number(text)

    assert reading.is_ambiguous
    assert reading.value is None
    assert len(reading.candidates) == 2


def test_the_vietnamese_meaning_comes_first():
    assert read_number("1.234").candidates == (Decimal(1234), Decimal("1.234"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1.2.3",
        "1.23.456",
        "1,2,3",
        "--1",
        "1e5",
        "NaN",
        "½",
        "١٢",
        "1 23",
        "=1+1",
        "5 triệu",
        "()",
    ],
)
def test_what_is_not_a_number_has_no_candidates(text):
    assert read_number(text).candidates == ()


@given(st.integers(-(10**18), 10**18) | exact_decimals)
def test_a_number_we_wrote_is_read_back_the_same(value):
    reading = read_number(format_number(value), decimal_mark=",")

    assert reading.value == value


@given(st.integers(-(10**18), 10**18) | exact_decimals)
def test_a_number_we_wrote_is_always_among_the_candidates(value):
    assert value in read_number(format_number(value)).candidates


@given(st.text(max_size=20))
def test_reading_never_fails_on_any_text(text):
    assert len(read_number(text).candidates) <= 2
