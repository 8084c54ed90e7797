"""The fold: from the terms and the events of a loan to what it stands at on a day.

The past is never edited. An event that belongs to an earlier day, or takes one back, is added to the others and the
loan is folded anew; what differs from before is the correction that the ledger posts today (`difference`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from tantam.core.loans.allocating import allocate
from tantam.core.loans.balances import Balances, Split
from tantam.core.loans.course import NIGHT, Course, Rates
from tantam.core.loans.events import Disbursed, Event, Paid, Reversed, SurplusReturned, TakenOver, Towards, WrittenOff
from tantam.core.loans.points import paid_points, points_of
from tantam.core.loans.terms import LoanTerms


class ImpossibleLife(ValueError):  # noqa: N818 - it says what it is
    """Events that cannot all have happened."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"event {seq}: {why}")
        self.seq = seq


@dataclass(frozen=True, slots=True)
class Stretch:
    """Nights with one balance and one rate: those that end after `after`, up to and on `until`."""

    after: date
    until: date
    current_vnd: int
    overdue_vnd: int
    rates: Rates
    points_current: int
    points_overdue: int

    @property
    def nights(self) -> int:
        """Return how many nights it has."""
        return (self.until - self.after).days


@dataclass(slots=True)
class Trace:
    """How balances came about: the stretches of nights, and what became of each payment."""

    stretches: list[Stretch] = field(default_factory=list)
    splits: dict[int, Split] = field(default_factory=dict)


# In which order the events of one day count, whatever the order in which they were written: money goes out before it
# comes in, and what is meant for something is settled before what is meant for anything.
_ORDER = {TakenOver: 0, Disbursed: 1, Paid: 2, SurplusReturned: 5, WrittenOff: 6}
_MEANING = {Towards.INTEREST: 0, Towards.PRINCIPAL: 1, Towards.ANYTHING: 2}


def standing(events: Iterable[Event]) -> list[Event]:
    """Return the events that were not taken back, nor are themselves a taking back."""
    events = list(events)
    gone = {event.what for event in events if isinstance(event, Reversed)}
    return [event for event in events if event.seq not in gone and not isinstance(event, Reversed)]


def fold(terms: LoanTerms, events: Iterable[Event], *, on: date, trace: Trace | None = None) -> Balances:
    """Return what a loan stands at on a day, before the day's instalment falls due (`at_end_of_day` for after).

    Events of later days are passed over; the order in which events are given does not matter.
    :raises ImpossibleLife: if more is disbursed than approved, more surplus returned than there is, something is
        written off twice, or a loan is taken over that had begun.
    """
    known = [event for event in standing(events) if event.on <= on]
    course = Course(terms, known)
    moves = sorted((event for event in known if type(event) in _ORDER), key=place_in_day)
    if not moves:
        return Balances(day=on)
    balances = Balances(day=moves[0].on)
    for event in moves:
        balances = apply(advance(balances, course, until=event.on, trace=trace), event, terms=terms, trace=trace)
    return advance(balances, course, until=on, trace=trace)


def place_in_day(event: Event) -> tuple[date, int, int]:
    """Return where an event stands among those that move money."""
    meaning = _MEANING[event.towards] if isinstance(event, Paid) else 0
    return event.on, _ORDER[type(event)] + meaning, event.seq


def advance(balances: Balances, course: Course, *, until: date, trace: Trace | None = None) -> Balances:
    """Return the balances with the nights that end up to and on a day; each day left behind is ended first."""
    assert until >= balances.day
    if until == balances.day:
        return balances
    if not balances.principal_vnd:
        return replace(balances, day=until, overdue_vnd=0)
    for turn in course.turns_between(balances.day, until):
        balances = _stay(at_end_of_day(balances, course), course, until=turn, trace=trace)
    return balances


def at_end_of_day(balances: Balances, course: Course) -> Balances:
    """Return the balances when their day ends: what the plan no longer leaves outstanding is overdue."""
    overdue_vnd = course.overdue_of(balances.principal_vnd, overdue_vnd=balances.overdue_vnd, day=balances.day)
    return balances if overdue_vnd == balances.overdue_vnd else replace(balances, overdue_vnd=overdue_vnd)


def _stay(balances: Balances, course: Course, *, until: date, trace: Trace | None) -> Balances:
    """Let nights pass during which nothing turns."""
    nights = (until - balances.day).days
    rates = course.rates_on(balances.day + NIGHT)
    current_vnd = balances.principal_vnd - balances.overdue_vnd
    current = points_of(current_vnd, rate_ppm=rates.current_ppm, nights=nights)
    overdue = points_of(balances.overdue_vnd, rate_ppm=rates.overdue_ppm, nights=nights)
    if trace is not None:
        trace.stretches.append(Stretch(balances.day, until, current_vnd, balances.overdue_vnd, rates, current, overdue))
    return replace(
        balances,
        day=until,
        points_current=balances.points_current + current,
        points_overdue=balances.points_overdue + overdue,
    )


def apply(balances: Balances, event: Event, *, terms: LoanTerms, trace: Trace | None = None) -> Balances:
    """Return the balances after an event of their day that moves money.

    :raises ImpossibleLife: as `fold`.
    """
    assert event.on == balances.day
    match event:
        case TakenOver():
            return _take_over(balances, event, terms)
        case Disbursed():
            return _disburse(balances, event, terms)
        case Paid():
            split = allocate(event.amount_vnd, towards=event.towards, balances=balances, order=terms.order)
            if trace is not None:
                trace.splits[event.seq] = split
            return settle(balances, split)
        case SurplusReturned():
            if event.amount_vnd > balances.surplus_vnd:
                raise ImpossibleLife(event.seq, f"{event.amount_vnd} đồng returned of {balances.surplus_vnd}")
            return replace(
                balances,
                surplus_vnd=balances.surplus_vnd - event.amount_vnd,
                surplus_returned_vnd=balances.surplus_returned_vnd + event.amount_vnd,
            )
        case WrittenOff():
            return _write_off(balances, event)
    raise AssertionError(f"{type(event).__name__} moves no money")


def _take_over(balances: Balances, event: TakenOver, terms: LoanTerms) -> Balances:
    if balances != Balances(day=event.on):
        raise ImpossibleLife(event.seq, "taken over after something happened")
    if not 0 <= event.principal_vnd <= event.disbursed_vnd <= terms.approved_vnd:
        raise ImpossibleLife(event.seq, f"{event.principal_vnd} of {event.disbursed_vnd} of {terms.approved_vnd} đồng")
    return Balances(
        day=event.on,
        principal_vnd=event.principal_vnd,
        points_current=paid_points(event.interest_current_vnd),
        points_overdue=paid_points(event.interest_overdue_vnd),
        disbursed_vnd=event.disbursed_vnd,
        principal_paid_vnd=event.disbursed_vnd - event.principal_vnd,
    )


def _disburse(balances: Balances, event: Disbursed, terms: LoanTerms) -> Balances:
    disbursed_vnd = balances.disbursed_vnd + event.amount_vnd
    if disbursed_vnd > terms.approved_vnd:
        raise ImpossibleLife(event.seq, f"{disbursed_vnd} đồng disbursed of {terms.approved_vnd} approved")
    if balances.is_written_off:
        raise ImpossibleLife(event.seq, "disbursed after the write-off")
    return replace(balances, disbursed_vnd=disbursed_vnd, principal_vnd=balances.principal_vnd + event.amount_vnd)


def settle(balances: Balances, split: Split) -> Balances:
    """Return the balances after a payment that was shared out like this."""
    return replace(
        balances,
        principal_vnd=balances.principal_vnd - split.principal_vnd,
        overdue_vnd=balances.overdue_vnd - split.principal_overdue_vnd,
        points_current=balances.points_current - paid_points(split.interest_current_vnd),
        points_overdue=balances.points_overdue - paid_points(split.interest_overdue_vnd),
        principal_paid_vnd=balances.principal_paid_vnd + split.principal_vnd,
        interest_current_paid_vnd=balances.interest_current_paid_vnd + split.interest_current_vnd,
        interest_overdue_paid_vnd=balances.interest_overdue_paid_vnd + split.interest_overdue_vnd,
        recovered_vnd=balances.recovered_vnd + split.recovered_vnd,
        surplus_vnd=balances.surplus_vnd + split.surplus_vnd,
    )


def _write_off(balances: Balances, event: WrittenOff) -> Balances:
    if balances.is_written_off:
        raise ImpossibleLife(event.seq, "written off twice")
    return replace(
        balances,
        principal_vnd=0,
        overdue_vnd=0,
        points_current=0,
        points_overdue=0,
        principal_written_off_vnd=balances.principal_vnd,
        interest_written_off_vnd=balances.interest_vnd,
        is_written_off=True,
    )


def difference(before: Balances, after: Balances) -> dict[str, int]:
    """Return by how much each amount of `after` differs from `before`, of the same day; equal ones are left out."""
    assert before.day == after.day
    names: Sequence[str] = [each.name for each in fields(Balances) if each.name not in ("day", "is_written_off")]
    changes = {name: getattr(after, name) - getattr(before, name) for name in names}
    return {name: change for name, change in changes.items() if change}
