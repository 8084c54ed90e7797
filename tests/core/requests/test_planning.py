"""A plan of repayment: equal instalments, each counted from the first day, and the last takes the rest."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tantam.core.requests.planning import plan_repayment

DAY = date(2026, 12, 5)


def plan(principal_vnd=50_000_000, *, months=60, every=12, starts_on=DAY, collect_by=lambda day: day):
    return plan_repayment(
        principal_vnd=principal_vnd,
        starts_on=starts_on,
        term_months=months,
        every_months=every,
        single_up_to_months=12,
        collect_by=collect_by,
    )


def test_up_to_twelve_months_is_repaid_at_once():
    (only,) = plan(months=12).instalments

    assert (only.due_on, only.principal_vnd) == (date(2027, 12, 5), 50_000_000)


def test_the_last_instalment_takes_what_is_left_over_and_falls_on_the_last_day():
    rows = [(one.due_on, one.principal_vnd) for one in plan(50_000_000, months=34, every=12).instalments]

    assert rows == [
        (date(2027, 12, 5), 16_666_000),
        (date(2028, 12, 5), 16_666_000),
        (date(2029, 10, 5), 16_668_000),
    ]


def test_the_end_of_a_month_is_not_lost_on_the_way():
    days = [one.due_on for one in plan(months=18, every=6, starts_on=date(2026, 8, 31)).instalments]

    assert days == [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29)]


def test_fewer_dong_than_instalments_are_repaid_at_once():
    (only,) = plan(3, months=60, every=12).instalments

    assert only.principal_vnd == 3


def test_two_that_fall_on_one_session_are_a_day_apart():
    late = date(2030, 1, 1)

    rows = plan(months=24, every=12, collect_by=lambda _day: late).instalments

    assert [one.collect_by for one in rows] == [late, late + timedelta(days=1)]


@given(
    principal_vnd=st.integers(1, 10**11),
    months=st.integers(1, 300),
    every=st.sampled_from([1, 6, 12]),
    starts_on=st.dates(date(2020, 1, 1), date(2060, 12, 31)),
)
def test_a_plan_repays_all_in_time_in_parts_that_differ_little(principal_vnd, months, every, starts_on):
    made = plan(principal_vnd, months=months, every=every, starts_on=starts_on).instalments

    amounts = [one.principal_vnd for one in made]
    assert sum(amounts) == principal_vnd
    assert amounts[-1] - amounts[0] <= 1_000 * len(amounts)
    assert len(set(amounts[:-1])) <= 1
