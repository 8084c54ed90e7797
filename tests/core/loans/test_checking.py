"""What is refused before it is written, each for its own reason."""

from datetime import date, timedelta

import pytest

from tantam.core.loans.checking import INTEREST_MAX_VND, Objected, Objection, object_to
from tantam.core.loans.events import (
    Disbursed,
    Frozen,
    Replanned,
    Reversed,
    SurplusReturned,
    TakenOver,
    Towards,
    WrittenOff,
)
from tantam.core.loans.terms import plan_of
from tests.core.loans.given import FIRST, M, paid, paid_out, poor_loan, rate_from

A_MONTH = FIRST + timedelta(days=30)
OWED_VND = 100 * M + 542_466


def why(event, *before, closed_until=None, terms=None):
    return object_to(
        event, terms=terms or poor_loan(), events=[paid_out(), *before], today=A_MONTH, closed_until=closed_until
    )


@pytest.mark.parametrize(
    ("event", "objection", "limit_vnd"),
    [
        (paid(0, A_MONTH, seq=2), Objection.NOT_POSITIVE, None),
        (paid(-1, A_MONTH, seq=2), Objection.NOT_POSITIVE, None),
        (paid(1, A_MONTH + timedelta(days=1), seq=2), Objection.IN_THE_FUTURE, None),
        (paid(1, A_MONTH, seq=2, booked_on=A_MONTH + timedelta(days=1)), Objection.IN_THE_FUTURE, None),
        (paid(1, FIRST - timedelta(days=1), seq=2, booked_on=A_MONTH), Objection.NOTHING_DISBURSED, None),
        (paid(OWED_VND + 1, A_MONTH, seq=2), Objection.MORE_THAN_OWED, OWED_VND),
        (paid(542_467, A_MONTH, seq=2, towards=Towards.INTEREST), Objection.MORE_THAN_OWED, 542_466),
        (paid(100 * M + 1, A_MONTH, seq=2, towards=Towards.PRINCIPAL), Objection.MORE_THAN_OWED, 100 * M),
        (paid_out(1, on=A_MONTH, seq=2), Objection.ABOVE_APPROVAL, 0),
        (SurplusReturned(seq=2, on=A_MONTH, booked_on=A_MONTH, amount_vnd=1), Objection.MORE_THAN_SURPLUS, 0),
        (Reversed(seq=2, on=A_MONTH, booked_on=A_MONTH, what=7), Objection.NO_SUCH_EVENT, None),
        (Reversed(seq=2, on=A_MONTH, booked_on=A_MONTH, what=1), Objection.NO_SUCH_EVENT, None),
        (
            Replanned(seq=2, on=A_MONTH, booked_on=A_MONTH, plan=plan_of([(date(2030, 1, 1), M)])),
            Objection.OTHER_PRINCIPAL,
            100 * M,
        ),
        (rate_from(A_MONTH, -1, seq=2), Objection.NOT_POSITIVE, None),
        (rate_from(A_MONTH, 1, seq=2, until=FIRST), Objection.WRONG_DAYS, None),
        (Frozen(seq=2, on=A_MONTH, booked_on=A_MONTH, until=FIRST), Objection.WRONG_DAYS, None),
    ],
)
def test_each_for_its_own_reason(event, objection, limit_vnd):
    assert why(event) == Objected(objection, limit_vnd)


def test_what_is_owed_exactly_may_be_paid_and_no_more_after_it():
    everything = paid(OWED_VND, A_MONTH, seq=2)
    assert why(everything) is None
    assert why(paid(1, A_MONTH, seq=3), everything) == Objected(Objection.NOTHING_OWED)
    frozen = Frozen(seq=3, on=A_MONTH, booked_on=A_MONTH, until=date(2027, 1, 1))
    assert why(frozen, everything) == Objected(Objection.NOTHING_OWED)
    assert why(WrittenOff(seq=3, on=A_MONTH, booked_on=A_MONTH), everything) == Objected(Objection.NOTHING_OWED)


def test_a_closed_day_takes_nothing():
    yesterday = A_MONTH - timedelta(days=1)
    late = paid(1, yesterday, seq=2, booked_on=A_MONTH)
    assert why(late) is None
    assert why(late, closed_until=yesterday) == Objected(Objection.DAY_IS_CLOSED)
    assert why(paid(1, A_MONTH, seq=2), closed_until=yesterday) is None


def test_a_frozen_loan_takes_no_payment():
    frozen = Frozen(seq=2, on=FIRST, booked_on=FIRST, until=date(2027, 1, 1))
    assert why(paid(1, A_MONTH, seq=3), frozen) == Objected(Objection.IS_FROZEN)


def test_a_loan_written_off_takes_recoveries_only():
    gone = WrittenOff(seq=2, on=FIRST, booked_on=FIRST)
    assert why(paid(100 * M, A_MONTH, seq=3), gone) is None
    assert why(paid(100 * M + 1, A_MONTH, seq=3), gone) == Objected(Objection.MORE_THAN_OWED, 100 * M)
    assert why(WrittenOff(seq=3, on=A_MONTH, booked_on=A_MONTH), gone) == Objected(Objection.IS_WRITTEN_OFF)
    assert why(paid_out(1, on=A_MONTH, seq=3), gone) == Objected(Objection.IS_WRITTEN_OFF)


def test_a_loan_is_disbursed_once_to_its_whole_amount():
    terms = poor_loan(approved_vnd=100 * M)
    second = Disbursed(seq=2, on=A_MONTH, booked_on=A_MONTH, amount_vnd=60 * M)
    events = [paid_out(50 * M)]
    assert object_to(second, terms=terms, events=events, today=A_MONTH) == Objected(Objection.ABOVE_APPROVAL, 50 * M)


def test_nothing_is_taken_back_twice():
    payment = paid(M, A_MONTH, seq=2)
    back = Reversed(seq=3, on=A_MONTH, booked_on=A_MONTH, what=2)
    assert why(back, payment) is None
    again = Reversed(seq=4, on=A_MONTH, booked_on=A_MONTH, what=2)
    assert why(again, payment, back) == Objected(Objection.ALREADY_TAKEN_BACK)
    assert why(Reversed(seq=4, on=A_MONTH, booked_on=A_MONTH, what=3), payment, back) == Objected(
        Objection.NO_SUCH_EVENT
    )


def test_a_payment_of_the_past_may_not_leave_a_later_one_without_a_debt():
    """All was repaid at the end of the month: what is put before it would have been too much in all."""
    everything = paid(OWED_VND, A_MONTH, seq=2)
    earlier = paid(M, FIRST, seq=3, towards=Towards.PRINCIPAL, booked_on=A_MONTH)
    assert why(earlier, everything) == Objected(Objection.LATER_EVENTS_FORBID)


def test_surplus_that_went_back_keeps_what_made_it():
    terms = poor_loan(approved_vnd=M)
    out = paid_out(M)
    everything = paid(M, FIRST, seq=2)
    out_again = Reversed(seq=3, on=FIRST, booked_on=A_MONTH, what=1)
    returned = SurplusReturned(seq=4, on=A_MONTH, booked_on=A_MONTH, amount_vnd=M)
    events = [out, everything, out_again, returned]
    back = Reversed(seq=5, on=FIRST, booked_on=A_MONTH, what=2)
    assert object_to(back, terms=terms, events=events, today=A_MONTH) == Objected(Objection.LATER_EVENTS_FORBID)


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({}, None),
        ({"principal_vnd": 61 * M}, Objection.IMPOSSIBLE_AMOUNTS),
        ({"principal_vnd": -1}, Objection.IMPOSSIBLE_AMOUNTS),
        ({"disbursed_vnd": 101 * M}, Objection.IMPOSSIBLE_AMOUNTS),
        ({"disbursed_vnd": 0, "principal_vnd": 0}, Objection.IMPOSSIBLE_AMOUNTS),
        ({"interest_current_vnd": -1}, Objection.NOT_POSITIVE),
    ],
)
def test_a_loan_is_taken_over_with_possible_figures(change, objection):
    figures = {"disbursed_vnd": 60 * M, "principal_vnd": 40 * M, "interest_current_vnd": 1_000} | change
    event = TakenOver(seq=1, on=FIRST, booked_on=FIRST, **figures)
    refused = object_to(event, terms=poor_loan(), events=[], today=A_MONTH)
    assert (refused.why if refused else None) == objection


def test_a_loan_that_has_begun_is_not_taken_over():
    event = TakenOver(seq=2, on=FIRST, booked_on=FIRST, disbursed_vnd=M, principal_vnd=M)
    assert why(event) == Objected(Objection.HAS_BEGUN)


def test_what_is_written_on_an_earlier_day_than_the_last_is_refused():
    """A request of yesterday that waited, or a clock that runs behind: the later event is in the balances already."""
    late = paid(M, A_MONTH, seq=2)
    early = paid(1, FIRST, seq=3, booked_on=A_MONTH - timedelta(days=1))
    assert why(early, late) == Objected(Objection.BOOKED_BEFORE_ANOTHER)


@pytest.mark.parametrize("days", [-1, 0])
def test_the_figures_of_the_other_book_have_its_last_day_in_them(days):
    begun = TakenOver(seq=1, on=FIRST, booked_on=FIRST, disbursed_vnd=M, principal_vnd=M)
    event = paid(1, FIRST + timedelta(days=days), seq=2, booked_on=A_MONTH)
    refused = object_to(event, terms=poor_loan(), events=[begun], today=A_MONTH)
    assert refused == Objected(Objection.BEFORE_TAKING_OVER)


def test_interest_that_fits_no_column_is_not_taken_over():
    event = TakenOver(
        seq=1, on=FIRST, booked_on=FIRST, disbursed_vnd=M, principal_vnd=M, interest_current_vnd=INTEREST_MAX_VND + 1
    )
    refused = object_to(event, terms=poor_loan(), events=[], today=A_MONTH)
    assert refused == Objected(Objection.MORE_THAN_OWED, INTEREST_MAX_VND)
