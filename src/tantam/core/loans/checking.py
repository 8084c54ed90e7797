"""What is refused before it is written: an event that the loan, the day or the money do not allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from tantam.core.loans.allocating import owed_towards
from tantam.core.loans.balances import Balances
from tantam.core.loans.course import Course
from tantam.core.loans.events import (
    MOVES,
    Disbursed,
    Event,
    Frozen,
    Paid,
    RateChanged,
    Replanned,
    Reversed,
    SurplusReturned,
    TakenOver,
    WrittenOff,
)
from tantam.core.loans.life import ImpossibleLife, fold, standing
from tantam.core.loans.points import POINTS_MAX, POINTS_PER_DONG
from tantam.core.loans.terms import LoanTerms

# More interest would not fit the columns of points.
INTEREST_MAX_VND: Final = POINTS_MAX // POINTS_PER_DONG


class Objection(Enum):
    """Why an event is refused."""

    IN_THE_FUTURE = "IN_THE_FUTURE"
    DAY_IS_CLOSED = "DAY_IS_CLOSED"
    NOT_POSITIVE = "NOT_POSITIVE"
    ABOVE_APPROVAL = "ABOVE_APPROVAL"
    NOTHING_DISBURSED = "NOTHING_DISBURSED"
    NOTHING_OWED = "NOTHING_OWED"
    MORE_THAN_OWED = "MORE_THAN_OWED"
    IS_FROZEN = "IS_FROZEN"
    IS_WRITTEN_OFF = "IS_WRITTEN_OFF"
    NO_SUCH_EVENT = "NO_SUCH_EVENT"
    ALREADY_TAKEN_BACK = "ALREADY_TAKEN_BACK"
    HAS_BEGUN = "HAS_BEGUN"
    IMPOSSIBLE_AMOUNTS = "IMPOSSIBLE_AMOUNTS"
    MORE_THAN_SURPLUS = "MORE_THAN_SURPLUS"
    OTHER_PRINCIPAL = "OTHER_PRINCIPAL"
    WRONG_DAYS = "WRONG_DAYS"
    BOOKED_BEFORE_ANOTHER = "BOOKED_BEFORE_ANOTHER"
    BEFORE_TAKING_OVER = "BEFORE_TAKING_OVER"
    LATER_EVENTS_FORBID = "LATER_EVENTS_FORBID"


@dataclass(frozen=True, slots=True)
class Objected:
    """Why an event is refused, and the amount that would have been right, where there is one (đồng)."""

    why: Objection
    limit_vnd: int | None = None


def object_to(
    event: Event, *, terms: LoanTerms, events: Sequence[Event], today: date, closed_until: date | None = None
) -> Objected | None:
    """Return why an event may not join those of a loan; None if it may.

    `today` is the book's day; days up to and on `closed_until` are closed (None for a correction that may reach
    back). What is owed counts on the event's own day, and nothing may become impossible on any later one.
    """
    refused = _refused_by_day(event, events=events, today=today, closed_until=closed_until)
    refused = refused or _refused_by_itself(event, terms=terms, events=events)
    before = None
    if refused is None and not isinstance(event, Reversed):
        before = fold(terms, events, on=event.on)
        refused = _refused_by_balances(event, before, Course(terms, standing(events)), terms)
    if refused is not None:
        return refused
    try:
        after = fold(terms, [*events, event], on=today)
    except ImpossibleLife:
        return Objected(Objection.LATER_EVENTS_FORBID)
    if isinstance(event, Paid):
        before = before if event.on == today and before else fold(terms, events, on=today)
        if after.surplus_vnd > before.surplus_vnd:
            return Objected(Objection.LATER_EVENTS_FORBID)
    return None


def _refused_by_day(
    event: Event, *, events: Sequence[Event], today: date, closed_until: date | None
) -> Objected | None:
    """Object to days: what is yet to come, closed, written before an earlier event, or told by another book."""
    if event.booked_on > today or (isinstance(event, MOVES) and event.on > today):
        return Objected(Objection.IN_THE_FUTURE)
    if closed_until is not None and event.on <= closed_until:
        return Objected(Objection.DAY_IS_CLOSED)
    if any(event.booked_on < earlier.booked_on for earlier in events):
        return Objected(Objection.BOOKED_BEFORE_ANOTHER)
    if not isinstance(event, TakenOver) and _is_in_figures_taken_over(event, events):
        return Objected(Objection.BEFORE_TAKING_OVER)
    return None


def _refused_by_itself(event: Event, *, terms: LoanTerms, events: Sequence[Event]) -> Objected | None:
    """Object to what is wrong whatever the balances are."""
    if _is_not_positive(event):
        return Objected(Objection.NOT_POSITIVE)
    match event:
        case TakenOver():
            return _refused_taking_over(event, terms, events)
        case Reversed():
            return _refused_taking_back(event, events)
        case Replanned() if event.plan.principal_vnd != terms.approved_vnd:
            return Objected(Objection.OTHER_PRINCIPAL, terms.approved_vnd)
        case RateChanged() | Frozen() if event.until is not None and event.until < event.on:
            return Objected(Objection.WRONG_DAYS)
    return None


def _is_in_figures_taken_over(event: Event, events: Sequence[Event]) -> bool:
    """Tell whether money would move on a day whose end the figures of the other book tell already."""
    begun = [each.on for each in standing(events) if isinstance(each, TakenOver)]
    return isinstance(event, MOVES) and any(event.on <= on for on in begun)


def _is_not_positive(event: Event) -> bool:
    match event:
        case Disbursed() | Paid() | SurplusReturned():
            return event.amount_vnd <= 0
        case RateChanged():
            return not 0 <= event.rate_ppm <= event.overdue_rate_ppm
        case TakenOver():
            return event.interest_current_vnd < 0 or event.interest_overdue_vnd < 0
    return False


def _refused_taking_over(event: TakenOver, terms: LoanTerms, events: Sequence[Event]) -> Objected | None:
    if standing(events):
        return Objected(Objection.HAS_BEGUN)
    if not 0 <= event.principal_vnd <= event.disbursed_vnd <= terms.approved_vnd or event.disbursed_vnd <= 0:
        return Objected(Objection.IMPOSSIBLE_AMOUNTS, terms.approved_vnd)
    if max(event.interest_current_vnd, event.interest_overdue_vnd) > INTEREST_MAX_VND:
        return Objected(Objection.MORE_THAN_OWED, INTEREST_MAX_VND)
    return None


def _refused_taking_back(event: Reversed, events: Sequence[Event]) -> Objected | None:
    taken_back = next((each for each in events if each.seq == event.what), None)
    if taken_back is None or isinstance(taken_back, Reversed) or taken_back.on != event.on:
        return Objected(Objection.NO_SUCH_EVENT)
    if any(isinstance(each, Reversed) and each.what == event.what for each in events):
        return Objected(Objection.ALREADY_TAKEN_BACK)
    return None


def _refused_by_balances(event: Event, balances: Balances, course: Course, terms: LoanTerms) -> Objected | None:
    """Object to what the loan does not allow as it stands on the event's day."""
    match event:
        case Disbursed() | WrittenOff() if balances.is_written_off:
            return Objected(Objection.IS_WRITTEN_OFF)
        case Disbursed() if event.amount_vnd > terms.approved_vnd - balances.disbursed_vnd:
            return Objected(Objection.ABOVE_APPROVAL, terms.approved_vnd - balances.disbursed_vnd)
        case Paid():
            return _refused_payment(event, balances, course)
        case SurplusReturned() if event.amount_vnd > balances.surplus_vnd:
            return Objected(Objection.MORE_THAN_SURPLUS, balances.surplus_vnd)
        case WrittenOff() | Frozen() if not balances.owed_vnd:
            return Objected(Objection.NOTHING_OWED)
    return None


def _refused_payment(event: Paid, balances: Balances, course: Course) -> Objected | None:
    if not balances.disbursed_vnd:
        return Objected(Objection.NOTHING_DISBURSED)
    if balances.is_written_off:
        left_vnd = balances.recoverable_vnd
        return Objected(Objection.MORE_THAN_OWED, left_vnd) if event.amount_vnd > left_vnd else None
    if course.is_frozen(event.on):
        return Objected(Objection.IS_FROZEN)
    if not balances.owed_vnd:
        return Objected(Objection.NOTHING_OWED)
    owed_vnd = owed_towards(event.towards, balances)
    return Objected(Objection.MORE_THAN_OWED, owed_vnd) if event.amount_vnd > owed_vnd else None
