"""The bank's everyday plan, and the interest figures of the guides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.schedules.everyday import everyday_plan, interest_vnd
from tantam.core.schedules.terms import ImpossibleTerms
from tests.support.interest_figures import ON_A_HUNDRED_MILLION

MILLION = 1_000_000
DAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("rate_ppm", "days", "interest"),
    ON_A_HUNDRED_MILLION,
)
def test_interest_on_a_hundred_million_is_that_of_the_guides(rate_ppm, days, interest):
    assert interest_vnd(balance_vnd=100 * MILLION, rate_ppm=rate_ppm, days=days) == interest


def test_half_a_dong_is_rounded_up():
    assert interest_vnd(balance_vnd=365, rate_ppm=500_000, days=1) == 1


def test_a_loan_of_a_year_is_repaid_at_the_end():
    plan = everyday_plan(principal_vnd=50 * MILLION, disbursed_on=DAY, term_months=12)

    assert [(part.due_on, part.principal_vnd) for part in plan] == [(date(2027, 3, 31), 50 * MILLION)]


def test_a_longer_loan_is_repaid_in_equal_parts_and_the_last_takes_the_rest():
    plan = everyday_plan(principal_vnd=100 * MILLION, disbursed_on=DAY, term_months=36, instalment_months=12)

    assert [part.principal_vnd for part in plan] == [33_333_333, 33_333_333, 33_333_334]
    assert [part.due_on for part in plan] == [date(2027, 3, 31), date(2028, 3, 31), date(2029, 3, 31)]


def test_days_clipped_to_a_short_month_come_back():
    plan = everyday_plan(principal_vnd=100 * MILLION, disbursed_on=date(2026, 8, 31), term_months=24)

    assert [part.due_on for part in plan] == [
        date(2027, 2, 28),
        date(2027, 8, 31),
        date(2028, 2, 29),
        date(2028, 8, 31),
    ]


def test_a_student_begins_to_repay_after_grace():
    plan = everyday_plan(principal_vnd=40 * MILLION, disbursed_on=DAY, term_months=60, grace_months=36)

    assert [part.due_on for part in plan][:2] == [date(2029, 9, 30), date(2030, 3, 31)]
    assert [part.principal_vnd for part in plan] == [10 * MILLION] * 4


@given(
    principal=st.integers(1, 10**12),
    term=st.integers(1, 300),
    every=st.sampled_from([6, 12]),
    grace=st.integers(0, 60),
)
def test_the_parts_add_up_and_the_last_falls_on_the_final_day(principal, term, every, grace):
    if grace >= term:
        return

    plan = everyday_plan(
        principal_vnd=principal, disbursed_on=DAY, term_months=term, instalment_months=every, grace_months=grace
    )

    parts = [part.principal_vnd for part in plan]
    assert sum(parts) == principal
    assert min(parts) >= 0
    assert len(set(parts[:-1])) <= 1
    months = (plan[-1].due_on.year - DAY.year) * 12 + plan[-1].due_on.month - DAY.month
    assert months == term
    assert [part.due_on for part in plan] == sorted({part.due_on for part in plan})


@pytest.mark.parametrize(
    "wrong",
    [
        {"principal_vnd": 0},
        {"principal_vnd": -1},
        {"term_months": 0},
        {"term_months": 24, "instalment_months": 5},
        {"term_months": 24, "grace_months": 24},
        {"term_months": 24, "grace_months": -6},
        {"term_months": 200_000},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        everyday_plan(**({"principal_vnd": MILLION, "disbursed_on": DAY, "term_months": 24} | wrong))


@given(
    balance=st.integers(0, 10**10), rate=st.integers(0, 200_000), first=st.integers(0, 400), then=st.integers(0, 400)
)
def test_interest_of_two_stretches_is_that_of_both_but_for_one_dong(balance, rate, first, then):
    def interest(days):
        return interest_vnd(balance_vnd=balance, rate_ppm=rate, days=days)

    assert abs(interest(first) + interest(then) - interest(first + then)) <= 1


def test_negative_interest_is_refused():
    with pytest.raises(ImpossibleTerms):
        interest_vnd(balance_vnd=-1, rate_ppm=1, days=1)
