"""Going on from what is kept comes to what the fold comes to."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tantam.core.loans.course import Course
from tantam.core.loans.events import Disbursed, Paid, TakenOver
from tantam.core.loans.keeping import Owing, look_ahead, step, turn_by_plan
from tantam.core.loans.life import ImpossibleLife, fold, standing
from tantam.core.loans.terms import LoanTerms, plan_of
from tests.core.loans.given import lives, paid_out

M = 1_000_000


@given(data=st.data())
def test_a_step_is_the_fold_until_something_turns(data):
    agreed, events, today = data.draw(lives())
    known = [event for event in standing(events) if event.on <= today]
    kept = fold(agreed, known, on=today)
    ahead = look_ahead(Course(agreed, known), kept)
    later = today + timedelta(days=data.draw(st.integers(0, 900)))
    if ahead.next_turn_on is not None:
        later = min(later, ahead.next_turn_on)
    assert ahead.holds_until(later)
    assert step(kept, ahead, until=later) == fold(agreed, known, on=later)


def test_what_is_paid_out_after_an_instalment_was_missed_turns_when_the_day_ends():
    agreed = LoanTerms(100 * M, 66_000, 85_800, plan_of([(date(2026, 1, 10), 40 * M), (date(2027, 1, 10), 60 * M)]))
    events = [paid_out(100 * M, date(2026, 5, 4))]
    kept = fold(agreed, events, on=date(2026, 5, 4))
    assert look_ahead(Course(agreed, events), kept).next_turn_on == date(2026, 5, 4)
    assert fold(agreed, events, on=date(2026, 5, 5)).overdue_vnd == 40 * M


@given(data=st.data())
def test_a_loan_that_its_plan_turns_goes_on_as_the_fold_does(data):
    agreed, events, today = data.draw(lives())
    moves = [event for event in standing(events) if event.on <= today]
    known = [event for event in moves if isinstance(event, Disbursed | TakenOver | Paid)]
    try:
        kept = fold(agreed, known, on=today)
    except ImpossibleLife:
        assume(False)
    ahead = look_ahead(Course(agreed, known), kept)
    assume(ahead.next_turn_on is not None)
    turn = ahead.next_turn_on
    owing = Owing(*(getattr(kept, name) for name in Owing._fields))
    nights = (turn - kept.day).days
    turned = turn_by_plan(owing, ahead.rates, nights=nights, left_vnd=agreed.plan.left_after(turn))
    after = fold(agreed, known, on=turn + timedelta(days=1))
    assert after == replace(kept, day=after.day, **turned._asdict())
