"""Days past due, pauses and ranges; charges and fixed instalments."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.schedules.ageing import AgeingPause, AgeRange, amounts_by_range, days_past_due, range_of
from tantam.core.schedules.charges import interest_for_days, percentage_charge, repaid_by
from tantam.core.schedules.terms import ImpossibleTerms

DUE = date(2026, 1, 31)
RANGES = [AgeRange("1-30", 1, 30), AgeRange("31-90", 31, 90), AgeRange("more", 91, None)]
days = st.dates(min_value=date(2025, 6, 1), max_value=date(2027, 6, 1))
pauses = st.builds(lambda start, length: AgeingPause(start, start + timedelta(days=length)), days, st.integers(0, 200))


@given(days, st.lists(pauses, max_size=4))
def test_days_past_due_are_the_days_that_no_pause_holds(as_of, paused):
    counted = sum(
        not any(pause.starts_on <= day < pause.ends_before for pause in paused)
        for day in (DUE + timedelta(days=after) for after in range(max((as_of - DUE).days, 0)))
    )

    assert days_past_due(due_on=DUE, as_of=as_of, pauses=paused) == counted


def test_on_the_due_date_nothing_is_past_due():
    assert days_past_due(due_on=DUE, as_of=DUE) == 0
    assert days_past_due(due_on=DUE, as_of=DUE + timedelta(days=1)) == 1


@given(st.lists(st.tuples(days, st.integers(0, 10**9)), max_size=8), days)
def test_what_is_overdue_stands_in_one_range(outstanding, as_of):
    amounts = amounts_by_range(outstanding, as_of=as_of, ranges=RANGES)

    assert sum(amounts.values()) == sum(amount for due, amount in outstanding if due < as_of)


def test_a_range_holds_both_its_ends():
    assert [range_of(days, RANGES) for days in (0, 1, 30, 31, 5000)] == [
        None,
        RANGES[0],
        RANGES[0],
        RANGES[1],
        RANGES[2],
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: AgeRange("x", 5, 4),
        lambda: AgeRange("x", -1, 4),
        lambda: AgeingPause(DUE, DUE - timedelta(days=1)),
        lambda: amounts_by_range([(DUE, -1)], as_of=DUE, ranges=RANGES),
        lambda: interest_for_days(principal=1, yearly_rate=Fraction(1), days=1, year_days=0),
        lambda: interest_for_days(principal=1, yearly_rate=Fraction(-1), days=1, year_days=365),
        lambda: percentage_charge(base=-1, rate=Fraction(1)),
        lambda: repaid_by(principal=-1, period_rate=Fraction(0), instalment=1),
        lambda: repaid_by(principal=1000, period_rate=Fraction(1, 10), instalment=100),
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ImpossibleTerms):
        wrong()


@given(st.integers(0, 10**9), st.integers(0, 200), st.integers(1, 10**8))
def test_a_fixed_instalment_repays_all_of_it_or_is_refused(principal, per_mille, instalment):
    try:
        repaid = repaid_by(
            principal=principal, period_rate=Fraction(per_mille, 1000), instalment=instalment + principal
        )
    except ImpossibleTerms:
        return

    assert repaid.total == principal + repaid.interest
    assert repaid.periods >= (principal > 0)


def test_a_fixed_instalment_of_fourteen_thousand_takes_twenty_two_months():
    unit = 10**9

    repaid = repaid_by(principal=280_000 * unit, period_rate=Fraction(84, 12_000), instalment=14_000 * unit)

    assert repaid.periods == 22
    assert repaid.interest // unit == 22_711
