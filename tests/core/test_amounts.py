"""Amounts of money as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.amounts import read_vnd
from tantam.core.vietnamese import format_number


@pytest.mark.parametrize(
    ("text", "amount_vnd"),
    [
        ("100000000", 100_000_000),
        ("100.000.000", 100_000_000),
        ("100 000 000", 100_000_000),
        ("100 triệu", 100_000_000),
        ("100triệu đồng", 100_000_000),
        ("100 Triệu", 100_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỉ", 1_500_000_000),
        ("2 tr", 2_000_000),
        ("500 nghìn", 500_000),
        ("100.000.000 đ", 100_000_000),
        ("50 đồng", 50),
        ("0", 0),
        ("1.234", 1_234),
    ],
)
def test_an_amount_is_read_as_it_is_written(text, amount_vnd):
    assert read_vnd(text).value == amount_vnd


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("1.234 triệu", {1_234_000_000, 1_234_000}),
        ("50", {50, 50_000_000}),
    ],
)
def test_an_amount_with_two_meanings_has_both(text, candidates):
    assert set(read_vnd(text).candidates) == candidates


@pytest.mark.parametrize("text", ["1.234,5", "-5 triệu", "một trăm", "", "triệu", "1,2,3", "1,5 đồng", "0,0001 nghìn"])
def test_what_is_no_whole_amount_is_not_guessed(text):
    assert read_vnd(text).candidates == ()


@given(st.integers(min_value=1_000, max_value=10**15))
def test_an_amount_as_the_screens_write_it_is_read_back(amount_vnd):
    found = read_vnd(f"{format_number(amount_vnd)} đ").candidates

    assert Decimal(amount_vnd) in found
