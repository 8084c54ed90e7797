"""Who may borrow, for a whole register at once: the speed; `scalar` is the meaning.

Everything that hangs on the day alone is resolved first (`terms`); the rules become one list of steps
(`steps`); then households go through it in blocks that fit the processor's cache. A second thread was measured
and won nothing: memory is the limit (bench/rules_over_a_million.py). All amounts are int64 and cannot overflow:
a piece of a cap is cut at `VND_MAX`, as in the scalar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from tantam.core.eligibility.households import Column, HouseholdColumns
from tantam.core.eligibility.steps import DTYPES, Steps, compile_condition, run_steps
from tantam.core.eligibility.terms import PPM, Terms, in_order, terms_on
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import PPM_MAX, VND_MAX
from tantam.core.law.facts import FACTS
from tantam.core.law.programme import Cap, CapPiece, Law

BLOCK: Final = 32_768  # households; a truth of a block is 32 kB, an amount 256 kB
PIECES_MAX: Final = 1_000

# Why int64 columns cannot overflow: a share is taken of the millions and of the rest, a count is cut first.
assert (VND_MAX // PPM) * PPM_MAX + PPM * PPM_MAX < 2**63
assert 2 * VND_MAX * PIECES_MAX < 2**63


@dataclass(frozen=True, slots=True)
class ProgrammeColumns:
    """The answers of one programme for every household of a register, in its order.

    `truth` is uint8 of `Truth`; `cap_left_vnd` and `owed_vnd` are int64 đồng, and 0 where they are not known:
    what is left of the cap is known where `cap_known` is true, what is owed where `debts_known` is. Without a cap
    (`has_cap` false) nothing of it is known. Columns are read-only, and programmes with the same rules or the
    same cap may share one; `owed_vnd` is added up anew, from `debts`, whenever it is asked for.
    """

    programme: str
    truth: Column
    is_lent: bool
    has_cap: bool
    cap_known: Column
    cap_left_vnd: Column
    rate_ppm: int | None
    overdue_rate_ppm: int | None
    unsecured_up_to_vnd: int | None
    debts: tuple[Column, ...]
    debts_known: Column

    @property
    def owed_vnd(self) -> Column:
        """Add up what each household owes under the programme and those that share its cap."""
        owed_vnd = np.zeros(self.debts_known.shape, dtype=np.int64)
        for debt in self.debts:
            owed_vnd += debt
        owed_vnd *= self.debts_known
        return owed_vnd


@dataclass(frozen=True, slots=True)
class _Room:
    """What is left of one cap, and what is counted against it."""

    cap: Cap
    debts: tuple[Column, ...]
    known: Column
    left_vnd: Column


@dataclass(slots=True)
class _Work:
    """What to compute, and the columns to compute it into."""

    households: HouseholdColumns
    steps: Steps = field(default_factory=Steps)
    truths: dict[int, Column] = field(default_factory=dict)  # by place of the last step
    rooms: dict[tuple[Cap, tuple[str, ...]], _Room] = field(default_factory=dict)  # by programmes with debts too


def answer_columns(
    law: Law, households: HouseholdColumns, on: date, programmes: Iterable[str] | None = None
) -> dict[str, ProgrammeColumns]:
    """Do what `answer` does, for every household at once: by programme, in the order in which they are shown.

    :raises MissingValueError: if a rule of an open programme uses a parameter without a value for the day.
    :raises LoopingRateError: if the rate is, in the end, a share of itself.
    """
    for name, column in households.facts.items():
        assert column.values.dtype == DTYPES[FACTS[name].kind], name
    assert all(column.dtype == np.int64 for column in households.debts.values())
    wanted = set(law.programmes) if programmes is None else set(programmes)
    assert wanted <= set(law.programmes)
    work = _Work(households)
    found = {code: _plan(work, terms_on(law, code, on), on) for code in in_order(law) if code in wanted}
    for start in range(0, households.count, BLOCK):
        _run(work, slice(start, start + BLOCK))
    rooms = [column for room in work.rooms.values() for column in (room.known, room.left_vnd)]
    for made in (*work.truths.values(), *rooms):
        made.flags.writeable = False
    return found


def _plan(work: _Work, terms: Terms, on: date) -> ProgrammeColumns:
    """Note what a programme needs, and return its columns, still to be filled."""
    count = work.households.count
    truth = np.broadcast_to(np.uint8(Truth.YES if terms.is_lent else Truth.NO), count)
    if terms.is_lent and terms.requirements:
        places = [compile_condition(work.steps, rule.when, on, terms.parameters) for rule in terms.requirements]
        last = work.steps.joined("all", tuple(places))
        truth = work.truths.setdefault(last, np.empty(count, dtype=np.uint8))
    together = set(terms.counted_together)
    owing = tuple(sorted({code for code, _source in work.households.debts if code in together}))
    debts = tuple(column for (code, _source), column in work.households.debts.items() if code in together)
    known, left_vnd = np.broadcast_to(np.False_, count), np.broadcast_to(np.int64(0), count)
    if terms.cap is not None and terms.has_cap:
        assert len(terms.cap.pieces) <= PIECES_MAX
        if (terms.cap, owing) not in work.rooms:
            made = np.empty(count, dtype=np.bool_), np.empty(count, dtype=np.int64)
            work.rooms[terms.cap, owing] = _Room(terms.cap, debts, *made)
        room = work.rooms[terms.cap, owing]
        known, left_vnd = room.known, room.left_vnd
    return ProgrammeColumns(
        programme=terms.programme.code,
        truth=truth,
        is_lent=terms.is_lent,
        has_cap=terms.has_cap,
        cap_known=known,
        cap_left_vnd=left_vnd,
        rate_ppm=terms.rate_ppm,
        overdue_rate_ppm=terms.overdue_rate_ppm,
        unsecured_up_to_vnd=terms.unsecured_up_to_vnd,
        debts=debts,
        debts_known=work.households.debts_known,
    )


def _run(work: _Work, block: slice) -> None:
    """Fill a block of every column."""
    households = work.households
    debts_known = households.debts_known[block]
    count = debts_known.shape[0]
    results = run_steps(work.steps.listed, households.facts, block, count=count)
    for place, truth in work.truths.items():
        truth[block] = results[place]
    is_certain = bool(debts_known.all())
    for room in work.rooms.values():
        known, left_vnd = room.known[block], room.left_vnd[block]
        cap_vnd, cap_known = _cap(households, room.cap, block)
        np.copyto(known, debts_known)
        np.copyto(left_vnd, cap_vnd)
        for debt in room.debts:
            np.subtract(left_vnd, debt[block], out=left_vnd)
        np.maximum(left_vnd, 0, out=left_vnd)
        if cap_known is not None:
            np.logical_and(known, cap_known, out=known)
        if cap_known is not None or not is_certain:
            np.multiply(left_vnd, known.view(np.int8), out=left_vnd)


def _cap(households: HouseholdColumns, cap: Cap, block: slice) -> tuple[Column | np.int64, Column | None]:
    """Return the caps of a block, and where they are known (None: everywhere)."""
    if not cap.pieces:
        assert cap.at_most_vnd is not None
        return np.int64(cap.at_most_vnd), None
    names = {name for piece in cap.pieces for name in (piece.each, piece.of) if name is not None}
    if names - households.facts.keys():
        return np.int64(0), np.broadcast_to(np.False_, households.debts_known[block].shape)
    total_vnd: Column | np.int64 = np.int64(0)
    for piece in cap.pieces:
        total_vnd = total_vnd + _piece(households, piece, block)
    known: Column | None = None
    for name in sorted(names):
        column = households.facts[name].known[block]
        known = column if known is None else known & column
    return np.minimum(total_vnd, VND_MAX if cap.at_most_vnd is None else cap.at_most_vnd), known


def _piece(households: HouseholdColumns, piece: CapPiece, block: slice) -> Column | np.int64:
    """Return a piece of the caps of a block in đồng, at most `VND_MAX`; a share is rounded down to the đồng."""
    if piece.of is not None:
        assert piece.share_ppm is not None
        price_vnd = _numbers(households, piece.of, block)
        millions, rest = np.divmod(price_vnd, PPM)
        share_vnd: Column = millions * piece.share_ppm + rest * piece.share_ppm // PPM
        return np.minimum(share_vnd, VND_MAX, out=share_vnd)
    assert piece.amount_vnd is not None
    if piece.each is None:
        return np.int64(piece.amount_vnd)
    # With one more than fits, the product is above VND_MAX and below twice of it.
    enough = VND_MAX // max(piece.amount_vnd, 1) + 1
    most = enough if piece.each_at_most is None else min(enough, piece.each_at_most)
    counted_vnd: Column = np.minimum(_numbers(households, piece.each, block), most) * piece.amount_vnd
    return np.minimum(counted_vnd, VND_MAX, out=counted_vnd)


def _numbers(households: HouseholdColumns, name: str, block: slice) -> Column:
    """Return a number of a block; 0 where it is not known."""
    column = households.facts[name]
    numbers: Column = column.values[block] * column.known[block]
    assert numbers.min() >= 0, name
    assert numbers.max() <= VND_MAX, name
    return numbers
