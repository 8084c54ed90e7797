"""Every loan folded anew from its events and compared with the balances that were kept.

Plain loans, which are most, are folded as columns; the others, and those that do not agree, one by one: what is
reported is always what the plain fold says.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tantam.base.reading import one_snapshot, reading_processes
from tantam.core.loans.columns import fold_columns
from tantam.core.loans.life import ImpossibleLife, difference
from tantam.core.loans.plain import NEVER, fits_columns, left_vnd_after, next_collection, plain_steps
from tantam.core.loans.terms import USUAL_ORDER, ImpossibleTerms
from tantam.lending.models import Loan, LoanBalance
from tantam.lending.parts.life_columns import LifeColumns, read_life_columns
from tantam.lending.parts.lives import Life, follows_plan, read_lives, standing_at
from tantam.lending.parts.rows import BALANCE_FIELDS, standing_of

# Loans that are read and folded together: enough for the columns to pay, few enough to stay in the processor's cache.
BATCH: Final = 20_000
_SCALAR_BATCH: Final = 1_000
_FOLDED: Final = tuple(name for name in BALANCE_FIELDS if name != "day")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A loan whose kept balances are not what its events come to; by how much too little, amount by amount;
    `next_turn_on`, `ahead` and `events` say that they are not those of the events, `office` that it is not the loan's.

    `impossible_event` is the number of an event that cannot have happened, `impossible_terms` says that no loan can
    have such a plan or such rates.
    """

    number: str
    by: dict[str, int]


@dataclass(frozen=True, slots=True)
class Verified:
    """How many loans and events were gone through since the last report, and what did not agree."""

    loans: int
    events: int
    mismatches: tuple[Mismatch, ...]


def verify_loans(*, processes: int = 1) -> Iterator[Verified]:
    """Yield what came of each batch of loans, in the order of their ids; all is read from one snapshot.

    Several processes share the batches out; on SQLite each has a snapshot of its own, and every loan is read in one.
    Not from within a transaction that has written.
    """
    with one_snapshot():
        if processes == 1:
            yield from map(_verify, _ranges())
        else:
            with reading_processes(processes) as pool:
                yield from pool.map(_verify, _ranges())


def _ranges() -> Iterator[tuple[int, int]]:
    """Yield the ids of batches: above one, and up to another."""
    after = 0
    ids = Loan.objects.order_by("pk").values_list("pk", flat=True)
    while some := ids.filter(pk__gt=after)[BATCH - 1 : BATCH] or ids.filter(pk__gt=after).reverse()[:1]:
        yield after, some[0]
        after = some[0]


def _verify(ids: tuple[int, int]) -> Verified:
    lives = read_life_columns(*ids)
    doubtful = lives.ids[~_agree(lives)]
    found = verify_one_by_one(doubtful.tolist())
    return Verified(int(lives.ids.size), int(lives.events.sum()), tuple(found))


def _agree(lives: LifeColumns) -> NDArray[np.bool_]:
    """Tell for each loan whether it is plain and its kept row is what columns make of its events."""
    until = np.where(lives.is_kept, lives.kept["day"], 0)
    usable = lives.is_plain & lives.is_kept & fits_columns(lives.terms, lives.moves, until=until)
    moves = lives.moves.some(usable[lives.moves.loan])
    folded = fold_columns(
        lives.terms.count, plain_steps(lives.terms, moves, until=until), order=USUAL_ORDER, until=until
    )
    left_vnd = left_vnd_after(lives.terms, day=until - 1)
    overdue_vnd = np.maximum(folded.principal_vnd - left_vnd_after(lives.terms, day=until), 0)
    next_turn = np.where(folded.principal_vnd > 0, next_collection(lives.terms, day=until - 1), NEVER)
    expected = {name: getattr(folded, name) for name in _FOLDED} | {
        "left_vnd": left_vnd,
        "rate_ppm": lives.terms.rate_ppm,
        "overdue_rate_ppm": lives.terms.overdue_rate_ppm,
        "is_frozen": np.zeros_like(until),
        "follows_plan": np.ones_like(until),
        "next_turn_on": np.where(overdue_vnd != folded.overdue_vnd, until, next_turn),
        "events": lives.events,
        "office_id": lives.office_id,
    }
    assert expected.keys() | {"day"} == lives.kept.keys(), "every kept column is compared"
    agree = usable
    for name, column in expected.items():
        agree = agree & (lives.kept[name] == column)
    return agree


def verify_one_by_one(loan_ids: Collection[int]) -> list[Mismatch]:
    """Return which of some loans are not what their events come to, each folded by itself."""
    found = []
    ids = sorted(loan_ids)
    for start in range(0, len(ids), _SCALAR_BATCH):
        loans = list(Loan.objects.filter(pk__in=ids[start : start + _SCALAR_BATCH]).order_by("pk"))
        kept = {row.loan_id: row for row in LoanBalance.objects.filter(loan__in=loans)}
        lives = _lives_of(loans)
        for loan in loans:
            life = lives.get(loan.pk)
            by = {"impossible_terms": 1} if life is None else _compare(life, kept.get(loan.pk))
            if by:
                found.append(Mismatch(loan.number, by))
    return found


def _lives_of(loans: list[Loan]) -> dict[int, Life]:
    """Return the lives of loans by their ids, without those whose terms no loan can have."""
    try:
        return read_lives(loans)
    except ImpossibleTerms:
        if len(loans) == 1:
            return {}
        middle = len(loans) // 2
        return _lives_of(loans[:middle]) | _lives_of(loans[middle:])


def _compare(life: Life, row: LoanBalance | None) -> dict[str, int]:
    """Return by how much a kept row is too little, by name; nothing if it is what the events come to."""
    if row is None:
        return {"events": len(life.events)}
    told = standing_of(row)
    try:
        folded = standing_at(life, row.day)
    except ImpossibleLife as impossible:
        return {"impossible_event": impossible.seq}
    by = difference(told.balances, folded.balances)
    if told.balances.is_written_off != folded.balances.is_written_off:
        by["is_written_off"] = 1
    if told.ahead.next_turn_on != folded.ahead.next_turn_on:
        by["next_turn_on"] = 1
    elif told.ahead != folded.ahead or row.follows_plan != follows_plan(life):
        by["ahead"] = 1
    if row.office_id != life.loan.office_id:
        by["office"] = 1
    if row.events != len(life.events):
        by["events"] = len(life.events) - row.events
    return by
