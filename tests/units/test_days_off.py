"""The days off that the law files name."""

from datetime import date

import pytest

from tantam.core.working_days import YearNotCovered, add_working_days, is_working_day
from tantam.units.days_off import days_off


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 1, 1),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2026, 4, 27),
        date(2026, 4, 30),
        date(2026, 9, 2),
        date(2027, 2, 11),
        date(2027, 5, 3),
    ],
)
def test_holidays_and_the_days_in_lieu_are_off(day):
    assert not is_working_day(day, days_off=days_off())


def test_an_ordinary_weekday_is_worked():
    assert is_working_day(date(2026, 11, 20), days_off=days_off())


def test_every_year_has_eleven_holidays_and_their_days_in_lieu():
    weekdays_off = {
        year: sum(1 for day in days_off().days if day.year == year and day.weekday() < 5) for year in (2025, 2026, 2027)
    }

    # Eleven by article 112; one more weekday for each exchange with a Saturday.
    assert weekdays_off == {2025: 12, 2026: 13, 2027: 11}


def test_ten_working_days_over_the_lunar_new_year_take_three_weeks():
    assert add_working_days(date(2026, 2, 10), 10, days_off=days_off()) == date(2026, 3, 3)


def test_a_year_that_the_files_do_not_cover_is_refused():
    with pytest.raises(YearNotCovered):
        is_working_day(date(2028, 1, 3), days_off=days_off())
