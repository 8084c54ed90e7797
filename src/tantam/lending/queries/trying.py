"""What a payment or a reversal would do to a loan, before anybody writes it down."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import EVERYTHING, Actor, Scope
from tantam.core.loans.balances import Balances, Split
from tantam.core.loans.checking import object_to
from tantam.core.loans.events import Event, Paid, Reversed, Towards
from tantam.core.loans.life import Trace, fold
from tantam.ledger.queries.accounts import find_closed_through
from tantam.lending.parts.lives import Life, read_lives
from tantam.lending.parts.reversing import why_not_reverse
from tantam.lending.parts.scope import get_own_loan
from tantam.lending.wording.objections import UnableToRecord, objection_words


@dataclass(frozen=True, slots=True)
class TriedPayment:
    """How a payment would be shared out, and the balances of its day before and after it."""

    split: Split
    before: Balances
    after: Balances


@dataclass(frozen=True, slots=True)
class TriedReversal:
    """The balances of a day with an event and without it."""

    before: Balances
    after: Balances


def try_payment(*, scope: Scope, number: str, on: date, amount_vnd: int, towards: Towards, today: date) -> TriedPayment:
    """Return what a payment at the office would settle, in đồng.

    :raises UnableToRecord: with the reason for which it would be refused.
    :raises OutOfScope: if there is no such loan in the scope.
    """
    life = _life(scope, number)
    closed = find_closed_through(scope=EVERYTHING, office_id=life.loan.office_id)
    event = Paid(seq=life.next_seq, on=on, booked_on=today, amount_vnd=amount_vnd, towards=towards)
    _refuse(life, event, today=today, closed=closed)
    trace = Trace()
    after = fold(life.terms, [*life.events, event], on=on, trace=trace)
    return TriedPayment(split=trace.splits[event.seq], before=life.at(on), after=after)


def try_reversal(*, actor: Actor, number: str, seq: int, today: date) -> TriedReversal:
    """Return what a loan stands at today, and what it would if an event were taken back.

    :raises UnableToRecord: with the reason for which that would be refused.
    :raises OutOfScope: if there is no such loan in the scope.
    """
    life = _life(actor.scope, number)
    if forbidden := why_not_reverse(life.loan.pk, seq, actor=actor):
        raise UnableToRecord(forbidden)
    on = next((event.on for event in life.events if event.seq == seq), today)
    back = Reversed(seq=life.next_seq, on=on, booked_on=today, what=seq)
    _refuse(life, back, today=today, closed=None)
    return TriedReversal(before=life.at(today), after=fold(life.terms, [*life.events, back], on=today))


def _life(scope: Scope, number: str) -> Life:
    loan = get_own_loan(scope, number=number)
    return read_lives([loan])[loan.pk]


def _refuse(life: Life, event: Event, *, today: date, closed: date | None) -> None:
    objected = object_to(event, terms=life.terms, events=life.events, today=today, closed_until=closed)
    if objected is not None:
        raise UnableToRecord(objection_words(objected, number=life.loan.number))
