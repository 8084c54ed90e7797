"""Verifying every loan: columns say what the plain fold says, whatever stands in the database."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from bench.support.large_books import make_large_book
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.base.asked import EVERYTHING
from tantam.core.loans.checking import object_to
from tantam.core.loans.events import Disbursed, Frozen, Paid, Reversed, SurplusReturned, TakenOver, WrittenOff
from tantam.core.loans.terms import USUAL_ORDER
from tantam.ledger.queries.controls import list_book_faults
from tantam.lending.models import Loan, LoanBalance, PlannedInstalment
from tantam.lending.parts.life_columns import read_life_columns
from tantam.lending.parts.lives import Life
from tantam.lending.queries import verifying
from tantam.lending.queries.reconciling import find_gaps
from tantam.lending.queries.verifying import Mismatch, verify_loans, verify_one_by_one
from tests.core.loans.given import FIRST, M, lives, paid, paid_out, poor_loan
from tests.support.cast import TODAY
from tests.support.written_loans import keep, write_life

pytestmark = pytest.mark.django_db
_numbers = count(1)
# What may be wrong with a kept row; the database itself keeps principal and what was repaid in step.
WRONG = {
    "points_current": lambda row: row.points_current + 1,
    "points_overdue": lambda row: row.points_overdue - 1,
    "interest_current_paid_vnd": lambda row: row.interest_current_paid_vnd + 1,
    "interest_overdue_paid_vnd": lambda row: row.interest_overdue_paid_vnd + 1,
    "interest_written_off_vnd": lambda row: row.interest_written_off_vnd + 1,
    "recovered_vnd": lambda row: row.recovered_vnd + 1,
    "surplus_vnd": lambda row: row.surplus_vnd + 1,
    "surplus_returned_vnd": lambda row: row.surplus_returned_vnd + 1,
    "is_written_off": lambda row: not row.is_written_off,
    "left_vnd": lambda row: row.left_vnd + 1,
    "rate_ppm": lambda row: row.rate_ppm + 1,
    "overdue_rate_ppm": lambda row: row.overdue_rate_ppm + 1,
    "is_frozen": lambda row: not row.is_frozen,
    "follows_plan": lambda row: not row.follows_plan,
    "next_turn_on": lambda row: row.day if row.next_turn_on is None else None,
    "events": lambda row: row.events + 1,
    "office_id": lambda row: row.office_id + 1,
    "day": lambda row: row.day + timedelta(days=1),
}


def found_by_columns() -> list[Mismatch]:
    return [found for batch in verify_loans() for found in batch.mismatches]


def found_one_by_one() -> list[Mismatch]:
    return verify_one_by_one(Loan.objects.values_list("pk", flat=True))


@st.composite
def lives_with_reversals(draw: st.DrawFn):
    """Generate a life of which some events may have been taken back, or one with nothing but payments."""
    terms, events, today = draw(lives(order=USUAL_ORDER))
    if draw(st.booleans()):
        events = [event for event in events if isinstance(event, TakenOver | Disbursed | Paid)]
        events = [replace(event, seq=seq) for seq, event in enumerate(events, start=1)]
    for event in draw(st.lists(st.sampled_from(events), max_size=2)):
        back = Reversed(seq=len(events) + 1, on=event.on, booked_on=today, what=event.seq)
        if object_to(back, terms=terms, events=events, today=today) is None:
            events.append(back)
    return terms, events, today


@pytest.mark.usefixtures("small_register")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_columns_find_what_the_plain_fold_finds(data):
    with transaction.atomic():
        for terms, events, today in data.draw(st.lists(lives_with_reversals(), min_size=1, max_size=3)):
            life = write_life(f"G-{next(_numbers)}", terms, events)
            row = keep(life, today + timedelta(days=data.draw(st.integers(-30, 500))))
            for name in data.draw(st.lists(st.sampled_from(sorted(WRONG)), max_size=1)):
                LoanBalance.objects.filter(pk=row.pk).update(**{name: WRONG[name](row)})
        assert found_by_columns() == found_one_by_one()
        transaction.set_rollback(True)


@pytest.mark.usefixtures("small_register")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_plain_loans_need_no_fold_of_their_own(data):
    with transaction.atomic():
        terms, events, today = data.draw(lives(order=USUAL_ORDER))
        events = [event for event in events if isinstance(event, TakenOver | Disbursed | Paid)]
        keep(write_life("PLAIN", terms, events), today + timedelta(days=data.draw(st.integers(0, 500))))
        assert verifying._agree(read_life_columns(0, 10**9)).all()
        transaction.set_rollback(True)


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_whatever_is_kept_wrong_is_found(wrong):
    terms = poor_loan((date(2026, 7, 10), 40 * M), (date(2027, 1, 10), 60 * M))
    life = write_life("W-1", terms, [paid_out(), paid(2 * M, date(2026, 6, 10), seq=2)])
    row = keep(life, date(2026, 8, 1))
    assert found_by_columns() == []
    LoanBalance.objects.filter(pk=row.pk).update(**{wrong: WRONG[wrong](row)})
    assert [each.number for each in found_by_columns()] == ["W-1"]


@pytest.mark.usefixtures("small_register")
def test_money_that_is_kept_wrong_is_told_by_its_amount():
    life = write_life("W-1", poor_loan(), [paid_out()])
    keep(life, FIRST, principal_vnd=99 * M, principal_paid_vnd=M)
    assert found_by_columns() == [Mismatch("W-1", {"principal_vnd": M, "principal_paid_vnd": -M})]


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize(
    ("events", "seq"),
    [
        ([paid_out(), paid_out(1, seq=2)], 2),
        ([paid_out(), SurplusReturned(seq=2, on=FIRST, booked_on=FIRST, amount_vnd=1)], 2),
        (
            [
                paid_out(M),
                TakenOver(seq=2, on=date(2026, 2, 1), booked_on=FIRST, disbursed_vnd=M, principal_vnd=M),
            ],
            2,
        ),
        ([TakenOver(seq=1, on=FIRST, booked_on=FIRST, disbursed_vnd=M, principal_vnd=2 * M)], 1),
        ([replace(WrittenOff(seq=2, on=FIRST, booked_on=FIRST), seq=each) for each in (1, 2)], 2),
    ],
)
def test_events_that_cannot_have_happened_are_reported_and_do_not_stop_the_rest(events, seq):
    keep(write_life("A", poor_loan(), [paid_out()]), FIRST, surplus_vnd=1)
    impossible = write_life("B", poor_loan(), events)
    keep(Life(impossible.loan, impossible.terms, impossible.events[:0]), date(2026, 3, 1), events=len(events))
    keep(write_life("C", poor_loan(), [paid_out()]), FIRST)
    found = [Mismatch("A", {"surplus_vnd": -1}), Mismatch("B", {"impossible_event": seq})]
    assert found_by_columns() == found_one_by_one() == found


@pytest.mark.usefixtures("small_register")
def test_terms_that_no_loan_can_have_are_reported():
    keep(write_life("A", poor_loan(), [paid_out()]), FIRST)
    short = write_life("B", poor_loan(), [paid_out()])
    keep(short, FIRST)
    PlannedInstalment.objects.create(
        loan=short.loan, number=2, due_on=FIRST, collect_by=date(2030, 1, 1), principal_vnd=1
    )
    assert found_by_columns() == found_one_by_one() == [Mismatch("B", {"impossible_terms": 1})]


@pytest.mark.usefixtures("small_register")
def test_a_loan_of_which_nothing_is_kept_is_found():
    write_life("A", poor_loan(), [paid_out()])
    assert found_by_columns() == [Mismatch("A", {"events": 1})]


@pytest.mark.usefixtures("small_register")
def test_a_freeze_that_was_taken_back_leaves_the_loan_plain():
    frozen = Frozen(seq=2, on=FIRST, booked_on=FIRST, until=date(2026, 12, 31))
    back = Reversed(seq=3, on=FIRST, booked_on=FIRST, what=2)
    keep(write_life("A", poor_loan(), [paid_out(), frozen, back]), date(2026, 6, 1))
    assert read_life_columns(0, 10**9).is_plain.tolist() == [True]
    assert found_by_columns() == []


@pytest.mark.usefixtures("small_register")
def test_loans_come_in_batches_in_the_order_of_their_ids(monkeypatch):
    monkeypatch.setattr(verifying, "BATCH", 2)
    for number in "ABC":
        keep(write_life(number, poor_loan(), [paid_out(), paid(M, FIRST, seq=2)]), FIRST, surplus_vnd=1)
    batches = list(verify_loans())
    assert [(each.loans, each.events) for each in batches] == [(2, 4), (1, 2)]
    assert [found.number for each in batches for found in each.mismatches] == ["A", "B", "C"]


def test_a_large_made_up_book_holds(db):
    book = make_large_book(loans=600, events=20, on=TODAY, offices=3, communes=6)
    batches = list(verify_loans())
    assert (sum(each.loans for each in batches), sum(each.events for each in batches)) == (600, book.events)
    assert [found for each in batches for found in each.mismatches] == []
    assert find_gaps(day=TODAY) == []
    assert list_book_faults(scope=EVERYTHING, day=TODAY) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_no_mismatch(small_register, many_connections, monkeypatch):
    monkeypatch.setattr(verifying, "BATCH", 1)
    for number in "AB":
        keep(write_life(number, poor_loan(), [paid_out()]), FIRST)
    batches = verify_loans()
    next(batches)
    many_connections([lambda: LoanBalance.objects.filter(loan__number="B").update(surplus_vnd=1)])
    assert [found for each in batches for found in each.mismatches] == []
    assert [each.number for each in found_by_columns()] == ["B"]
