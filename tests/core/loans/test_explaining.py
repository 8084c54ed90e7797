"""A balance is explained by events and nights that anybody can add up."""

from datetime import date, timedelta

from hypothesis import given

from tantam.core.loans.events import Reversed, TakenOver
from tantam.core.loans.explaining import explain, night_by_night
from tantam.core.loans.points import paid_points
from tests.core.loans.given import FIRST, M, lives, paid, paid_out, poor_loan

A_MONTH = FIRST + timedelta(days=30)


def test_the_story_of_a_loan():
    terms = poor_loan((date(2026, 2, 10), 100 * M))
    events = [
        paid_out(),
        paid(542_466, A_MONTH, seq=2),
        paid(10 * M, A_MONTH, seq=3),
        Reversed(seq=4, on=A_MONTH, booked_on=date(2026, 2, 20), what=3),
    ]
    story = explain(terms, events, on=date(2026, 2, 20))
    assert [(line.event.seq, line.taken_back_by) for line in story.lines] == [(1, None), (2, None), (3, 4), (4, None)]
    assert story.lines[1].split.interest_current_vnd == 542_466
    assert story.lines[2].split is None
    assert [(each.after, each.until, each.current_vnd, each.overdue_vnd) for each in story.stretches] == [
        (FIRST, A_MONTH, 100 * M, 0),
        (A_MONTH, date(2026, 2, 10), 100 * M, 0),
        (date(2026, 2, 10), date(2026, 2, 20), 0, 100 * M),
    ]


def test_what_one_saw_on_a_day():
    events = [
        paid_out(),
        paid(10 * M, A_MONTH, seq=2),
        Reversed(seq=3, on=A_MONTH, booked_on=date(2026, 3, 1), what=2),
    ]
    then = explain(poor_loan(), events, on=date(2026, 3, 5), known_on=date(2026, 2, 28))
    now = explain(poor_loan(), events, on=date(2026, 3, 5))
    assert then.balances.principal_vnd < now.balances.principal_vnd == 100 * M


@given(lives())
def test_the_nights_add_up_to_what_is_owed_and_was_paid(life):
    terms, events, today = life
    story = explain(terms, events, on=today)
    nights = list(night_by_night(story.stretches))
    assert len(nights) == len({night.until for night in nights})
    balances = story.balances
    if not balances.is_written_off:
        begun = events[0] if isinstance(events[0], TakenOver) and story.lines[0].taken_back_by is None else None
        owed = paid_points(balances.interest_current_paid_vnd) + balances.points_current
        overdue = paid_points(balances.interest_overdue_paid_vnd) + balances.points_overdue
        if begun:
            owed -= paid_points(begun.interest_current_vnd)
            overdue -= paid_points(begun.interest_overdue_vnd)
        assert sum(night.points_current for night in nights) == owed
        assert sum(night.points_overdue for night in nights) == overdue
