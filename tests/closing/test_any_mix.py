"""Whatever happens and whenever days are closed: each night is told once, and ledger and loans agree to the point."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.core.loans.events import Frozen, Paid, RateChanged, Replanned, Towards
from tantam.core.loans.terms import plan_of
from tantam.ledger.models import Book
from tantam.lending.commands.collecting import reverse_event
from tantam.lending.models import AccrualBucket, LoanBalance, LoanEvent
from tantam.lending.wording.objections import UnableToRecord
from tests.support.agreeing import assert_all_agree
from tests.support.cast import asked_by_system
from tests.support.closing import close, record
from tests.support.loans import BEHIND, IN_TIME, OFFICE, TAKEN_OVER, M, make_loans

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = timedelta(days=1)
_examples = count(1)

steps = st.lists(
    st.tuples(
        st.sampled_from([IN_TIME, BEHIND]),
        st.sampled_from([0, 0, 1, 2, 5, 9, 30, 75]),
        st.integers(0, 40),
        st.one_of(st.integers(1, 30 * M), st.sampled_from([1, 100_000, 10 * M])),
        st.sampled_from(["INTEREST", "PRINCIPAL", "ANYTHING", "TAKE BACK", "RATE", "PLAN", "FREEZE", "CLOSE", "CLOSE"]),
    ),
    max_size=9,
)


def event_of(what: str, *, on: date, today: date, amount_vnd: int):
    """Return what makes the event that a step asks for."""
    common = {"on": on, "booked_on": today}
    until = on + timedelta(days=amount_vnd % 50)
    if what == "RATE":
        return lambda seq: RateChanged(seq=seq, **common, rate_ppm=33_000, overdue_rate_ppm=99_000, until=until)
    if what == "FREEZE":
        return lambda seq: Frozen(seq=seq, **common, until=until)
    if what == "PLAN":
        days = (on + timedelta(days=7), on + timedelta(days=amount_vnd % 300 + 8))
        return lambda seq: Replanned(seq=seq, **common, plan=plan_of([(days[0], 20 * M), (days[1], 30 * M)]))
    return lambda seq: Paid(seq=seq, **common, amount_vnd=amount_vnd, towards=Towards(what))


def close_until(day: date) -> None:
    """Close what is open, in order, some of it late."""
    book = Book.objects.get(office__code=OFFICE)
    first = book.closed_through + DAY if book.closed_through else TAKEN_OVER
    for place in range((day - first).days + 1):
        close(first + place * DAY, today=day)


def do(step, number: str, today: date) -> None:
    """Carry a step out, if the loan allows it."""
    _name, _wait, back, amount_vnd, what = step
    with suppress(UnableToRecord):
        if what == "TAKE BACK":
            seq = LoanEvent.objects.filter(loan__number=number).count() - back % 3
            reverse_event(asked=asked_by_system(on=today), number=number, seq=seq, reason="nhầm")
        else:
            on = today - timedelta(days=back if back < 20 else 0)
            record(number, event_of(what, on=on, today=today, amount_vnd=amount_vnd), on=today)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=steps)
def test_whatever_happens_each_night_is_told_once(small_register, story):
    savepoint = transaction.savepoint()  # each example has a book of its own
    make_loans(suffix := f"-{next(_examples)}")
    today = TAKEN_OVER
    for step in story:
        today += timedelta(days=step[1])
        if step[4] == "CLOSE":
            close_until(today - (step[2] % 3) * DAY)
        else:
            closed = Book.objects.get(office__code=OFFICE).closed_through
            today = max(today, closed + DAY) if closed else today
            do(step, step[0] + suffix, today)
        assert_all_agree()
    last = today + 2 * DAY
    close_until(last)
    assert_all_agree()
    assert not LoanBalance.objects.filter(next_turn_on__lte=last).exists()
    assert total(AccrualBucket) == total(LoanBalance)
    transaction.savepoint_rollback(savepoint)


def total(model) -> int:
    """Return the principal of all rows, in đồng."""
    return sum(model.objects.values_list("principal_vnd", flat=True))
