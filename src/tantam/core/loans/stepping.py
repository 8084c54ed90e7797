"""The events and turns of loans as the steps that columns are folded from."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from tantam.core.loans import columns
from tantam.core.loans.columns import Steps
from tantam.core.loans.course import Course
from tantam.core.loans.events import MOVES, Disbursed, Event, Paid, SurplusReturned, TakenOver, Towards, WrittenOff
from tantam.core.loans.life import place_in_day, standing
from tantam.core.loans.terms import LoanTerms

PAY_KIND: Final = {
    Towards.INTEREST: columns.PAY_INTEREST,
    Towards.PRINCIPAL: columns.PAY_PRINCIPAL,
    Towards.ANYTHING: columns.PAY_ANYTHING,
}


class _Step(NamedTuple):
    loan: int
    day: int
    kind: int
    amount_vnd: int = 0
    left_vnd: int = 0
    rate_ppm: int = 0
    overdue_rate_ppm: int = 0
    is_frozen: bool = False


def steps_of(loans: Sequence[tuple[LoanTerms, Iterable[Event]]], *, until: date) -> Steps:
    """Return what happens to loans up to and on a day, in the order in which columns are folded."""
    rows = [step for place, (terms, events) in enumerate(loans) for step in _steps_of_one(place, terms, events, until)]
    table = list(zip(*rows, strict=True)) if rows else [()] * len(_Step._fields)
    loan, day, kind, amount_vnd, left_vnd, rate_ppm, overdue_rate_ppm, is_frozen = table
    return Steps(
        loan=np.array(loan, dtype=np.int64),
        day=np.array(day, dtype=np.int64),
        kind=np.array(kind, dtype=np.int8),
        amount_vnd=np.array(amount_vnd, dtype=np.int64),
        left_vnd=np.array(left_vnd, dtype=np.int64),
        rate_ppm=np.array(rate_ppm, dtype=np.int64),
        overdue_rate_ppm=np.array(overdue_rate_ppm, dtype=np.int64),
        is_frozen=np.array(is_frozen, dtype=np.bool_),
    )


def _steps_of_one(place: int, terms: LoanTerms, events: Iterable[Event], until: date) -> list[_Step]:
    known = [event for event in standing(events) if event.on <= until]
    moves = sorted((event for event in known if isinstance(event, MOVES)), key=place_in_day)
    if not moves:
        return []
    steps = [
        _Step(
            place,
            turn.day.toordinal(),
            columns.TURN,
            left_vnd=turn.left_vnd,
            rate_ppm=turn.rates.current_ppm,
            overdue_rate_ppm=turn.rates.overdue_ppm,
            is_frozen=turn.is_frozen,
        )
        for turn in Course(terms, known).turns(moves[0].on)
        if turn.day < until
    ]
    steps += [_Step(place, event.on.toordinal(), kind, vnd) for event in moves for kind, vnd in _moves_of(event)]
    # Sorting is stable, so that events of one kind and day stay in the order of `moves`.
    return sorted(steps, key=lambda step: (step.day, step.kind))


def _moves_of(event: Event) -> list[tuple[int, int]]:
    """Return the kinds of steps that an event is, each with its amount in đồng."""
    match event:
        case TakenOver():
            return [
                (columns.DISBURSE, event.disbursed_vnd),
                (columns.TAKE_OVER_REPAID, event.disbursed_vnd - event.principal_vnd),
                (columns.TAKE_OVER_INTEREST, event.interest_current_vnd),
                (columns.TAKE_OVER_OVERDUE_INTEREST, event.interest_overdue_vnd),
            ]
        case Paid():
            return [(PAY_KIND[event.towards], event.amount_vnd)]
        case Disbursed():
            return [(columns.DISBURSE, event.amount_vnd)]
        case SurplusReturned():
            return [(columns.RETURN_SURPLUS, event.amount_vnd)]
    assert isinstance(event, WrittenOff)
    return [(columns.WRITE_OFF, 0)]
