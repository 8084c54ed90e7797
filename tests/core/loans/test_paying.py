"""A payment settled from what is kept is the fold's, and is refused where the checks refuse it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tantam.core.loans.checking import Objected, object_to
from tantam.core.loans.course import Course
from tantam.core.loans.events import Disbursed, Paid, Towards
from tantam.core.loans.keeping import look_ahead
from tantam.core.loans.life import fold, standing
from tantam.core.loans.paying import Kept, Settled, goes_on, pay, settles_overdue_first
from tantam.core.loans.points import whole_dong
from tantam.core.loans.terms import USUAL_ORDER, AllocationOrder, Part
from tests.core.loans.given import FIRST as TODAY
from tests.core.loans.given import amounts, beginnings, days_apart, terms


@st.composite
def lives_by_plan(draw):
    """Generate loans that nothing turned but the plan: paid out, paid, and paid out again."""
    agreed = draw(terms())
    agreed = agreed if settles_overdue_first(agreed.order) else replace(agreed, order=USUAL_ORDER)
    events = [draw(beginnings(agreed))]
    today = TODAY
    for _ in range(draw(st.integers(0, 6))):
        today += timedelta(days=draw(days_apart))
        common = {"seq": len(events) + 1, "on": today, "booked_on": today, "amount_vnd": draw(amounts)}
        paid = Paid(**common, towards=draw(st.sampled_from(Towards)))
        event = draw(st.sampled_from([paid, paid, Disbursed(**common)]))
        if object_to(event, terms=agreed, events=events, today=today) is None:
            events.append(event)
    return agreed, events, today


def kept_of(agreed, events, day):
    """Return what the row of a loan says, and what it stands at."""
    balances = fold(agreed, events, on=day)
    ahead = look_ahead(Course(agreed, standing(events)), balances)
    rates = (ahead.rates.current_ppm, ahead.rates.overdue_ppm)
    points = (balances.points_current, balances.points_overdue)
    return Kept(day, balances.principal_vnd, balances.overdue_vnd, *points, *rates, ahead.next_turn_on), ahead


def amounts_about(owed_vnd):
    """Return amounts below, at and above what is owed."""
    exact = [amount for amount in (0, 1, owed_vnd - 1, owed_vnd, owed_vnd + 1) if amount >= 0]
    return st.one_of(st.sampled_from(exact), st.integers(0, owed_vnd + 5))


@given(data=st.data())
def test_paying_from_the_row_is_the_fold(data):
    agreed, events, today = data.draw(lives_by_plan())
    kept_on = today + timedelta(days=data.draw(days_apart))
    kept, ahead = kept_of(agreed, events, kept_on)
    on = max(kept_on, today + timedelta(days=1)) + timedelta(days=data.draw(st.integers(0, 400)))
    if ahead.next_turn_on is not None and ahead.next_turn_on > kept_on:
        on = min(on, max(ahead.next_turn_on, today + timedelta(days=1)))
    assume(goes_on(kept, on))
    before = fold(agreed, events, on=on)
    interest_vnd = data.draw(amounts_about(before.interest_vnd))
    principal_vnd = data.draw(amounts_about(before.principal_vnd))
    assume(interest_vnd or principal_vnd)

    found = pay(kept, on=on, interest_vnd=interest_vnd, principal_vnd=principal_vnd)

    objected, happened = None, list(events)
    for towards, amount_vnd in ((Towards.INTEREST, interest_vnd), (Towards.PRINCIPAL, principal_vnd)):
        if amount_vnd and objected is None:
            event = Paid(seq=len(happened) + 1, on=on, booked_on=on, amount_vnd=amount_vnd, towards=towards)
            objected = object_to(event, terms=agreed, events=happened, today=on)
            happened.append(event)
    if objected is not None:
        assert found == objected
        return
    assert isinstance(found, Settled)
    after = fold(agreed, happened, on=on)
    assert sum(found[:4]) == interest_vnd + principal_vnd
    assert found == (
        before.overdue_vnd - after.overdue_vnd,
        before.principal_vnd - after.principal_vnd - (before.overdue_vnd - after.overdue_vnd),
        after.interest_overdue_paid_vnd - before.interest_overdue_paid_vnd,
        after.interest_current_paid_vnd - before.interest_current_paid_vnd,
        after.points_current,
        after.points_overdue,
    )
    expected = look_ahead(Course(agreed, standing(happened)), after)
    told = replace(ahead, next_turn_on=kept.next_turn_on if after.principal_vnd else None)
    assert expected == told, "what holds for the nights to come stays, but that nothing turns a loan repaid"


@given(points=st.integers(-(2**61), 2**61))
def test_interest_is_rounded_as_everywhere(points):
    kept = Kept(TODAY, 1, 0, points, 0, 0, 0, None)
    owed = whole_dong(points)
    assert pay(kept, on=TODAY, interest_vnd=owed + 1, principal_vnd=0).limit_vnd == owed


def test_nothing_and_less_than_nothing_are_refused():
    kept = Kept(TODAY, 10, 0, 0, 0, 0, 0, None)
    for interest_vnd, principal_vnd in ((0, 0), (-1, 5), (5, -1)):
        assert isinstance(pay(kept, on=TODAY, interest_vnd=interest_vnd, principal_vnd=principal_vnd), Objected)


def test_an_order_that_takes_the_current_part_first_is_told_apart():
    backwards = tuple(reversed(Part))
    assert not settles_overdue_first(AllocationOrder(while_current=backwards, while_overdue=backwards))
