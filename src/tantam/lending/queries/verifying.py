"""Every loan folded anew from its events and compared with the balances that were kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tantam.core.loans.life import difference
from tantam.lending.models import Loan, LoanBalance
from tantam.lending.parts.lives import next_turn_of, read_lives
from tantam.lending.parts.rows import balances_of

BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A loan whose kept balances are not what its events come to; by how much too little, amount by amount;
    `next_turn_on` and `events` say that they are not those of the events.
    """

    number: str
    by: dict[str, int]


@dataclass(frozen=True, slots=True)
class Verified:
    """How many loans and events were gone through since the last report, and what did not agree."""

    loans: int
    events: int
    mismatches: tuple[Mismatch, ...]


def verify_loans() -> Iterator[Verified]:
    """Yield what came of each batch of loans, in the order of their ids."""
    last = 0
    while batch := list(Loan.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        lives = read_lives(batch)
        kept = {row.loan_id: row for row in LoanBalance.objects.filter(loan_id__in=lives)}
        found = []
        for loan in batch:
            life, row = lives[loan.pk], kept.get(loan.pk)
            if row is None:
                found.append(Mismatch(loan.number, {"events": len(life.events)}))
                continue
            folded = life.at(row.day)
            by = difference(balances_of(row), folded)
            if row.next_turn_on != next_turn_of(life, folded):
                by["next_turn_on"] = 1
            if row.events != len(life.events):
                by["events"] = len(life.events) - row.events
            if by:
                found.append(Mismatch(loan.number, by))
        yield Verified(len(batch), sum(len(life.events) for life in lives.values()), tuple(found))
