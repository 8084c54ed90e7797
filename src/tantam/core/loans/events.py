"""What happens to a loan. An event is written once and never changed; another one takes it back."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from tantam.core.loans.terms import Plan


class Towards(Enum):
    """What the payer means to pay."""

    INTEREST = "INTEREST"
    PRINCIPAL = "PRINCIPAL"
    ANYTHING = "ANYTHING"  # shared out in the order of the terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: `on` is the day it belongs to, `booked_on` the day it was written down.

    `seq` numbers the events of a loan as they were written. Money moves on or before the day it is written down;
    a rate, a plan or a freeze may be decided ahead.
    """

    seq: int
    on: date
    booked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Event):
    """The loan came from another book with these figures, when this day ended there; it is a loan's first event.

    `disbursed_vnd` was paid out in all and `principal_vnd` is still outstanding; interest is what was owed.
    """

    disbursed_vnd: int
    principal_vnd: int
    interest_current_vnd: int = 0
    interest_overdue_vnd: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disbursed(Event):
    """Money was paid out to the borrower."""

    amount_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid(Event):
    """The borrower paid."""

    amount_vnd: int
    towards: Towards = Towards.ANYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class SurplusReturned(Event):
    """Money paid above what was owed went back to the borrower."""

    amount_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChanged(Event):
    """Other rates hold for the nights that end on `on` and later; up to and on `until`, if it is named.

    A change with an end lies over one without, and the later written over the earlier.
    """

    rate_ppm: int
    overdue_rate_ppm: int
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned(Event):
    """Another plan holds from the end of this day: instalments moved, or the loan extended."""

    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen(Event):
    """No interest for the nights that end from `on` to `until`, and nothing falls due before `until` ends."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOff(Event):
    """Principal and interest left the book; what comes in afterwards is a recovery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed(Event):
    """An event is taken back, as if it had never been; its `on` is that of the event."""

    what: int


MOVES: Final = (TakenOver, Disbursed, Paid, SurplusReturned, WrittenOff)
