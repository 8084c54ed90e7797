"""Which households a change moves: counted by commune and programme, before beside after.

Nothing is estimated here. A household whose answer is not known before or after is counted apart, and so is one
whose room under the cap is not known (its debts, or a number that the cap depends on, is missing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

import numpy as np

from tantam.core.eligibility.households import Column, HouseholdColumns
from tantam.core.law.conditions import Truth, facts_of
from tantam.core.law.programme import Law

TRUTHS: Final = len(Truth)
MILLION: Final = 1_000_000


class Answers(Protocol):
    """What is used of the answers in columns: truth (0, 1, 2) and the room under the cap in đồng where known."""

    @property
    def truth(self) -> Column: ...

    @property
    def cap_left_vnd(self) -> Column: ...

    @property
    def cap_known(self) -> Column: ...


@dataclass(frozen=True, slots=True)
class Movement:
    """How the households of a commune move under a programme.

    `flows[before][after]` counts households by their answer (NO, UNKNOWN, YES) before and after. Amounts are room
    under the cap in đồng: `gain_vnd` of households that become eligible or get more, `loss_vnd` of those that
    stop being eligible or get less, `open_vnd` of those whose answer turned from no to not known. `more` and
    `less` count households that stay eligible with more or less room; `unvalued` those that gain, lose or turn
    open and whose room is not known.
    """

    programme: str
    commune: str
    flows: tuple[tuple[int, ...], ...]
    more: int
    less: int
    unvalued: int
    valued_gains: int  # households whose room is counted in gain_vnd
    valued_losses: int  # households whose room is counted in loss_vnd
    valued_open: int  # households whose room is counted in open_vnd
    gain_vnd: int
    loss_vnd: int
    open_vnd: int

    def flow(self, before: Truth, after: Truth) -> int:
        """Return how many households went from one answer to another."""
        return self.flows[before][after]

    def count_before(self, truth: Truth) -> int:
        """Return how many households had an answer before."""
        return sum(self.flows[truth])

    def count_after(self, truth: Truth) -> int:
        """Return how many households have an answer after."""
        return sum(row[truth] for row in self.flows)

    @property
    def is_moved(self) -> bool:
        """Tell whether anything differs."""
        moved = any(self.flows[b][a] for b in range(TRUTHS) for a in range(TRUTHS) if a != b)
        return moved or self.more > 0 or self.less > 0


def movements(
    before: Mapping[str, Answers], after: Mapping[str, Answers], households: HouseholdColumns, codes: Sequence[str]
) -> list[Movement]:
    """Return a movement for each programme and commune; a programme that is not in `before` said no to all."""
    found: list[Movement] = []
    for code in codes:
        found += _of_programme(code, before.get(code) or _nobody(households.count), after[code], households)
    return found


@dataclass(frozen=True, slots=True)
class _Nobody:
    truth: Column
    cap_left_vnd: Column
    cap_known: Column


def _nobody(count: int) -> _Nobody:
    zeros = np.zeros(count, dtype=np.int64)
    return _Nobody(truth=zeros.astype(np.uint8), cap_left_vnd=zeros, cap_known=np.zeros(count, dtype=np.bool_))


def _of_programme(code: str, before: Answers, after: Answers, households: HouseholdColumns) -> list[Movement]:
    places, communes = households.communes, len(households.commune_codes)
    flows = _flows(before.truth, after.truth, places, communes)
    was, is_ = before.truth == Truth.YES, after.truth == Truth.YES
    newly, ended = ~was & (before.truth == Truth.NO) & is_, was & (after.truth == Truth.NO)
    opened = (before.truth == Truth.NO) & (after.truth == Truth.UNKNOWN)
    both = was & is_ & before.cap_known & after.cap_known
    change = np.where(both, after.cap_left_vnd - before.cap_left_vnd, 0).astype(np.int64)
    more, less = change > 0, change < 0
    valued_new, valued_ended = newly & after.cap_known, ended & before.cap_known
    valued_open = opened & after.cap_known
    unvalued = (newly | opened) & ~after.cap_known | ended & ~before.cap_known
    gain = np.where(valued_new, after.cap_left_vnd, 0) + np.where(more, change, 0)
    loss = np.where(valued_ended, before.cap_left_vnd, 0) - np.where(less, change, 0)
    open_room = np.where(valued_open, after.cap_left_vnd, 0)
    masks = (more, less, unvalued, valued_new | more, valued_ended | less, valued_open)
    counts = [_count(mask, places, communes) for mask in masks]
    sums = [_sum(column, places, communes) for column in (gain, loss, open_room)]
    return [
        Movement(code, commune, flows[place], *(column[place] for column in (*counts, *sums)))
        for place, commune in enumerate(households.commune_codes)
    ]


def _flows(before: Column, after: Column, places: Column, communes: int) -> list[tuple[tuple[int, ...], ...]]:
    pair = places.astype(np.int64) * TRUTHS * TRUTHS + before.astype(np.int64) * TRUTHS + after
    counted = np.bincount(pair, minlength=communes * TRUTHS * TRUTHS).reshape(communes, TRUTHS, TRUTHS)
    return [tuple(tuple(row) for row in table) for table in counted.tolist()]


def _count(mask: Column, places: Column, communes: int) -> list[int]:
    counted: list[int] = np.bincount(places[mask], minlength=communes).tolist()
    return counted


def _sum(amounts: Column, places: Column, communes: int) -> list[int]:
    """Sum đồng by commune in whole numbers.

    Millions and the rest are summed apart: a cap may be 10¹⁵, and 10⁴ households of a commune would overflow.
    """
    sums = []
    for part in np.divmod(amounts.astype(np.int64), MILLION):
        summed = np.zeros(communes, dtype=np.int64)
        np.add.at(summed, places, part)
        sums.append(summed.tolist())
    return [millions * MILLION + rest for millions, rest in zip(*sums, strict=True)]


@dataclass(frozen=True, slots=True)
class Reached:
    """Households of a commune, each counted once however many programmes change for it."""

    commune: str
    households: int
    gaining: int  # newly eligible, or with more room, under at least one programme
    losing: int
    open_after: int  # the answer to at least one programme is not known after


def reached(
    before: Mapping[str, Answers], after: Mapping[str, Answers], households: HouseholdColumns, codes: Sequence[str]
) -> list[Reached]:
    """Return for each commune how many households are reached, each counted once."""
    nothing = np.zeros(households.count, dtype=np.bool_)
    gaining, losing, unknown = nothing.copy(), nothing.copy(), nothing.copy()
    for code in codes:
        old, new = before.get(code) or _nobody(households.count), after[code]
        both = (old.truth == Truth.YES) & (new.truth == Truth.YES) & old.cap_known & new.cap_known
        gaining |= (old.truth == Truth.NO) & (new.truth == Truth.YES) | both & (new.cap_left_vnd > old.cap_left_vnd)
        losing |= (old.truth == Truth.YES) & (new.truth == Truth.NO) | both & (new.cap_left_vnd < old.cap_left_vnd)
        unknown |= new.truth == Truth.UNKNOWN
    places, communes = households.communes, len(households.commune_codes)
    columns = [_count(mask, places, communes) for mask in (~nothing, gaining, losing, unknown)]
    return [
        Reached(commune, *(column[place] for column in columns))
        for place, commune in enumerate(households.commune_codes)
    ]


def missing_facts(
    law: Law, after: Mapping[str, Answers], households: HouseholdColumns, codes: Sequence[str], on: date
) -> dict[str, list[tuple[str, int]]]:
    """Return for each programme the facts that are missing where its answer is not known, the most first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for code in codes:
        is_open = after[code].truth == Truth.UNKNOWN
        count = int(is_open.sum())
        if not count:
            continue
        rules = [rule for rule in law.programmes[code].requirements if rule.holds_on(on)]
        names = sorted(frozenset().union(*(facts_of(rule.when) for rule in rules)))
        missing = [(name, _missing(name, households, is_open, count)) for name in names]
        found[code] = sorted((pair for pair in missing if pair[1]), key=lambda pair: (-pair[1], pair[0]))
    return found


def _missing(name: str, households: HouseholdColumns, is_open: Column, count: int) -> int:
    fact = households.facts.get(name)
    return count if fact is None else int((is_open & ~fact.known).sum())
