"""Figures as people type them."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tantam.core.figures import read_figure
from tantam.core.vietnamese import format_number


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("1.234,5", 1, "1234.5"),
        ("1.234", 0, "1234"),
        ("1.234", 2, "1234"),
        ("1234,50", 1, "1234.5"),
        ("12.5", 1, "12.5"),
        ("0,05", 2, "0.05"),
        ("-3", 0, "-3"),
        ("1 234 567", 0, "1234567"),
    ],
)
def test_a_figure_is_read_the_vietnamese_way(text, decimals, value):
    assert read_figure(text, decimals=decimals).value == Decimal(value)


def test_where_two_meanings_are_possible_both_are_told():
    assert read_figure("1.234", decimals=3).candidates == (Decimal(1234), Decimal("1.234"))


@pytest.mark.parametrize(
    ("text", "decimals"), [("12,5", 0), ("1,005", 2), ("1,234", 0), ("mười", 2), ("", 0), ("1.23.4", 4)]
)
def test_what_is_no_such_figure_has_no_meaning(text, decimals):
    assert read_figure(text, decimals=decimals).candidates == ()


@given(st.integers(-(10**14), 10**14), st.integers(0, 2))
@example(1000, 0)
@example(-12_000, 2)
@example(100_000, 2)
def test_what_the_screens_write_is_read_back(scaled, decimals):
    value = Decimal(scaled).scaleb(-decimals)

    assert read_figure(format_number(value), decimals=decimals).value == value


@given(st.text(alphabet="0123456789.,- ()", max_size=400), st.integers(0, 4))
def test_no_text_makes_the_reading_fall_over(text, decimals):
    read_figure(text, decimals=decimals)


def test_noughts_after_the_last_decimal_do_no_harm_however_long_the_number():
    text = "9" * 60 + ",5000"

    assert read_figure(text, decimals=1).value == Decimal("9" * 60 + ".5")
