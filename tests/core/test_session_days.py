"""A point has its session on its fixed day, or after the holidays."""

from datetime import date

import pytest

from tantam.core.session_days import regular_day, session_day, session_on_or_after
from tantam.core.working_days import DaysOff

OFF = DaysOff(days=frozenset({date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 2)}), first_year=2026, last_year=2026)


def test_the_fixed_day_is_the_last_of_a_shorter_month():
    assert regular_day(2026, 2, visit_day=31) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("month", "visit_day", "day"),
    [
        (3, 8, date(2026, 3, 8)),  # a Sunday is as good as any day
        (9, 2, date(2026, 9, 3)),
        (4, 30, date(2026, 5, 4)),  # both holidays and the weekend after them
    ],
)
def test_a_session_on_a_holiday_is_made_up_for(month, visit_day, day):
    assert session_day(2026, month, visit_day=visit_day, days_off=OFF) == day


def test_the_next_session_may_be_the_late_one_of_the_month_before():
    assert session_on_or_after(date(2026, 5, 2), visit_day=30, days_off=OFF) == date(2026, 5, 4)
    assert session_on_or_after(date(2026, 5, 5), visit_day=30, days_off=OFF) == date(2026, 5, 30)
    assert session_on_or_after(date(2026, 12, 31), visit_day=5, days_off=OFF) == date(2027, 1, 5)


def test_of_a_year_whose_holidays_are_unknown_it_is_the_fixed_day():
    assert session_day(2031, 9, visit_day=2, days_off=OFF) == date(2031, 9, 2)
