"""Reporting periods by Decree 09/2019/NĐ-CP, and the states of duties."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.duties import DutyState, state_of, tally
from tantam.core.periods import MONTHS_OF, PeriodKind, ReportingCalendar, period_span, periods_due

CALENDAR = ReportingCalendar(
    data_from_day=15,
    due_day={
        PeriodKind.MONTH: 20,
        PeriodKind.QUARTER: 20,
        PeriodKind.HALF_YEAR: 30,
        PeriodKind.NINE_MONTHS: 20,
        PeriodKind.YEAR: 15,
    },
    opens_days_before=30,
)
days = st.dates(min_value=date(2025, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("kind", "number", "first", "last", "due"),
    [
        (PeriodKind.MONTH, 3, date(2026, 2, 15), date(2026, 3, 14), date(2026, 3, 20)),
        (PeriodKind.QUARTER, 3, date(2026, 6, 15), date(2026, 9, 14), date(2026, 9, 20)),
        (PeriodKind.HALF_YEAR, 1, date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 30)),
        (PeriodKind.HALF_YEAR, 2, date(2026, 6, 15), date(2026, 12, 14), date(2026, 12, 30)),
        (PeriodKind.NINE_MONTHS, 1, date(2025, 12, 15), date(2026, 9, 14), date(2026, 9, 20)),
        (PeriodKind.YEAR, 1, date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 15)),
    ],
)
def test_data_run_from_the_15th_to_the_14th_and_the_deadline_is_another_day(kind, number, first, last, due):
    span = period_span(kind=kind, year=2026, number=number, calendar=CALENDAR)

    assert (span.starts_on, span.last_day, span.due_on) == (first, last, due)
    assert (span.year, span.number) == (2026, number)


@given(st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.NINE_MONTHS]), st.integers(2025, 2030))
def test_the_periods_of_a_kind_follow_each_other_without_hole_or_overlap(kind, year):
    count = 12 // MONTHS_OF[kind]
    spans = [period_span(kind=kind, year=year, number=n, calendar=CALENDAR) for n in range(1, count + 1)]
    spans.append(period_span(kind=kind, year=year + 1, number=1, calendar=CALENDAR))

    assert all(before.ends_before == after.starts_on for before, after in pairwise(spans))


def test_a_year_has_no_fifth_quarter():
    with pytest.raises(ValueError, match="number 5"):
        period_span(kind=PeriodKind.QUARTER, year=2026, number=5, calendar=CALENDAR)


def test_where_the_year_is_asked_for_its_second_half_is_not_asked_again():
    kinds = {PeriodKind.HALF_YEAR, PeriodKind.YEAR}

    spans = periods_due(kinds=kinds, after=date(2025, 8, 7), until=date(2026, 12, 31), calendar=CALENDAR)

    assert [span.code for span in spans] == ["2025", "2026-H1", "2026"]


@given(days, days, st.none() | days, st.booleans(), days)
def test_a_duty_is_in_one_state_and_never_turns_late_before_its_due_day(one, other, done_on, exempt, on):
    opens_on, due_on = min(one, other), max(one, other)

    state = state_of(opens_on=opens_on, due_on=due_on, done_on=done_on, exempt=exempt, on=on)

    assert (state is DutyState.EXEMPT) == exempt
    assert state is not DutyState.OPEN_OVERDUE or on > due_on
    assert state is not DutyState.NOT_DUE or on < opens_on
    assert tally([state]).total == 1


def test_the_due_day_itself_is_in_time_and_the_next_is_not():
    due_on = date(2026, 12, 15)
    given_days = {"opens_on": date(2026, 11, 15), "due_on": due_on, "exempt": False}

    assert state_of(**given_days, done_on=None, on=due_on) is DutyState.OPEN_IN_TIME
    assert state_of(**given_days, done_on=None, on=due_on + timedelta(1)) is DutyState.OPEN_OVERDUE
    assert state_of(**given_days, done_on=due_on, on=due_on) is DutyState.DONE_ON_TIME
    assert state_of(**given_days, done_on=due_on + timedelta(1), on=due_on + timedelta(1)) is DutyState.DONE_LATE
