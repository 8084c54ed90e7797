"""Working days are counted over weekends and holidays, and only where the holidays are known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.deadlines import read_deadline
from tantam.core.working_days import (
    DaysOff,
    YearNotCovered,
    add_working_days,
    is_working_day,
    with_days_in_lieu,
)

PLAIN = DaysOff(frozenset(), first_year=2025, last_year=2027)
NATIONAL_DAY = DaysOff(frozenset({date(2026, 9, 1), date(2026, 9, 2)}), first_year=2026, last_year=2026)


def test_the_day_of_the_event_and_weekends_are_not_counted():
    friday = date(2026, 8, 7)

    assert add_working_days(friday, 1, days_off=PLAIN) == date(2026, 8, 10)
    assert add_working_days(friday, 10, days_off=PLAIN) == date(2026, 8, 21)


def test_holidays_are_not_counted():
    assert add_working_days(date(2026, 8, 31), 1, days_off=NATIONAL_DAY) == date(2026, 9, 3)


def test_a_saturday_worked_in_exchange_is_counted():
    exchanged = DaysOff(frozenset({date(2026, 8, 31)}), frozenset({date(2026, 8, 22)}), first_year=2026, last_year=2026)

    assert is_working_day(date(2026, 8, 22), days_off=exchanged)
    assert not is_working_day(date(2026, 8, 31), days_off=exchanged)


def test_a_holiday_on_a_weekend_gives_the_next_working_day_off():
    sunday, monday = date(2026, 4, 26), date(2026, 4, 27)

    assert with_days_in_lieu([sunday]) == {sunday, monday}


def test_two_holidays_on_a_weekend_give_two_days_off():
    tet = [date(2027, 2, day) for day in (5, 6, 7, 8, 9)]

    assert with_days_in_lieu(tet) - set(tet) == {date(2027, 2, 10), date(2027, 2, 11)}


def test_a_year_whose_holidays_are_not_known_is_refused():
    with pytest.raises(YearNotCovered):
        add_working_days(date(2027, 12, 30), 10, days_off=PLAIN)


@given(st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31)), st.integers(min_value=1, max_value=60))
def test_counting_lands_on_a_working_day_with_so_many_between(start, n):
    end = add_working_days(start, n, days_off=NATIONAL_DAY_OVER_YEARS)

    days = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert is_working_day(end, days_off=NATIONAL_DAY_OVER_YEARS)
    assert sum(is_working_day(day, days_off=NATIONAL_DAY_OVER_YEARS) for day in days) == n


NATIONAL_DAY_OVER_YEARS = DaysOff(
    frozenset(date(year, 9, day) for year in (2025, 2026, 2027) for day in (1, 2)), first_year=2025, last_year=2027
)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("10 ngày làm việc kể từ ngày ban hành", date(2026, 9, 14)),
        ("Trong thời hạn 05 ngày làm việc, kể từ ngày ký ban hành Kế hoạch này", date(2026, 9, 7)),
    ],
)
def test_working_days_after_the_issue_become_a_date(text, due):
    deadline = read_deadline(text, issued_on=date(2026, 8, 27), days_off=NATIONAL_DAY)

    assert (deadline.kind, deadline.due, deadline.doubt) == ("relative", due, None)


@pytest.mark.parametrize(
    ("issued_on", "days_off", "doubt"),
    [
        (date(2026, 8, 28), None, "WORKING_DAYS"),
        (None, NATIONAL_DAY, "ISSUE_DAY_UNKNOWN"),
        (date(2026, 12, 28), NATIONAL_DAY, "WORKING_DAYS"),
    ],
)
def test_without_the_calendar_or_the_day_of_issue_working_days_stay_a_doubt(issued_on, days_off, doubt):
    deadline = read_deadline("10 ngày làm việc kể từ ngày ban hành", issued_on=issued_on, days_off=days_off)

    assert (deadline.kind, deadline.due, deadline.doubt) == ("relative", None, doubt)


def test_working_days_after_an_event_stay_without_a_date():
    deadline = read_deadline(
        "10 ngày làm việc sau khi có hướng dẫn của Trung ương", issued_on=date(2026, 8, 28), days_off=NATIONAL_DAY
    )

    assert (deadline.kind, deadline.due) == ("relative_to_event", None)
