"""Rehearsing a new poverty standard: who changes class, and which programmes and loans that touches.

The class before is the one on the approved list; the class after is what the standard of the day says about the
household's income and deprivations. Where those are not known, the class after is unknown, and the household
has to be surveyed: nothing is assumed. Where the standard has no line of average living, who is listed as such
and is not poor stays so (NĐ 351/2025/NĐ-CP for the standard from 1/1/2027).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from tantam.core.eligibility.columns import answer_columns
from tantam.core.eligibility.households import NO_DAY, Column, FactColumn, HouseholdColumns, day_number
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import get_on
from tantam.core.law.facts import FACTS
from tantam.core.law.programme import Law
from tantam.core.poverty import classify_columns, keep_average

CLASSES: Final = FACTS["poverty_class"].choices
# One more class: not known.
UNKNOWN: Final = len(CLASSES)
CLASS_NAMES: Final = (*CLASSES, "UNKNOWN")
_POOR: Final = CLASSES.index("POOR")
_NEAR_POOR: Final = CLASSES.index("NEAR_POOR")


@dataclass(frozen=True, slots=True)
class ProgrammeChange:
    """How many households gain or lose a programme, and how many it leaves open."""

    programme: str
    gaining: int
    losing: int
    opening: int  # undecided after, decided before


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the standard of a day would change.

    `moves` counts households by commune × class before × class after (int64, CLASS_NAMES order); `before` and
    `after` are the classes of every household (uint8); `debts_vnd` is what the households whose class changes
    owe, by programme, and `debtors` how many of them owe it.
    """

    on: date
    commune_codes: tuple[str, ...]
    moves: Column
    before: Column
    after: Column
    programmes: tuple[ProgrammeChange, ...]
    debts_vnd: Mapping[str, int]
    debtors: Mapping[str, int]

    @property
    def changed(self) -> Column:
        """Return which households change from one known class to another."""
        found: Column = (self.before != self.after) & (self.before != UNKNOWN) & (self.after != UNKNOWN)
        return found


def rehearse(law: Law, households: HouseholdColumns, *, on: date) -> Rehearsal:
    """Return what the standard that holds on a day would change among the households.

    :raises MissingValueError: if the law has no standard for the day.
    """
    standard = get_on(law.poverty_standard, on, name="poverty standard").value
    old = _column(households, "poverty_class", np.uint8)
    is_rural = _column(households, "is_rural", np.bool_)
    computed = classify_columns(
        standard,
        is_rural=is_rural,
        income_vnd=_column(households, "income_vnd", np.int64),
        deprivations=_column(households, "deprivations", np.int64),
    )
    new = keep_average(standard, is_rural=is_rural, computed=computed, listed=old)
    before = np.where(old.known, old.values, UNKNOWN).astype(np.uint8)
    after = np.where(new.known, new.values, UNKNOWN).astype(np.uint8)
    changed = (before != after) & (before != UNKNOWN) & (after != UNKNOWN)
    debts_vnd, debtors = _debts(households, changed)
    return Rehearsal(
        on=on,
        commune_codes=households.commune_codes,
        moves=_count_moves(households, before, after),
        before=before,
        after=after,
        programmes=_programme_changes(law, households, _after(households, before, new, on), on),
        debts_vnd=debts_vnd,
        debtors=debtors,
    )


def _column(households: HouseholdColumns, name: str, kind: type) -> FactColumn:
    """Return a fact's column; one that nobody knows where the register has none."""
    found = households.facts.get(name)
    if found is not None:
        return found
    return FactColumn(np.zeros(households.count, dtype=kind), np.zeros(households.count, dtype=np.bool_))


def _count_moves(households: HouseholdColumns, before: Column, after: Column) -> Column:
    classes = len(CLASS_NAMES)
    places = (households.communes.astype(np.int64) * classes + before) * classes + after
    shape = (len(households.commune_codes), classes, classes)
    return np.bincount(places, minlength=shape[0] * classes * classes).astype(np.int64).reshape(shape)


def _after(households: HouseholdColumns, before: Column, new: FactColumn, on: date) -> HouseholdColumns:
    """Return the households as they would stand on the day: a new class, and a day of escape for those who leave."""
    was_listed = (before == _POOR) | (before == _NEAR_POOR)
    is_listed = (new.values == _POOR) | (new.values == _NEAR_POOR)
    leaving = was_listed & new.known & ~is_listed
    escaped = _column(households, "escaped_on", np.int32)
    values = np.where(leaving, np.int32(day_number(on)), np.where(escaped.known, escaped.values, NO_DAY))
    facts = {
        **households.facts,
        "poverty_class": new,
        "escaped_on": FactColumn(values.astype(np.int32), escaped.known | leaving),
    }
    return replace(households, facts=facts)


def _programme_changes(
    law: Law, households: HouseholdColumns, after: HouseholdColumns, on: date
) -> tuple[ProgrammeChange, ...]:
    now, then = answer_columns(law, households, on), answer_columns(law, after, on)
    found = []
    for programme, answers in now.items():
        old, new = answers.truth, then[programme].truth
        change = ProgrammeChange(
            programme=programme,
            gaining=int(np.count_nonzero((old != Truth.YES) & (new == Truth.YES))),
            losing=int(np.count_nonzero((old == Truth.YES) & (new == Truth.NO))),
            opening=int(np.count_nonzero((old != Truth.UNKNOWN) & (new == Truth.UNKNOWN))),
        )
        if change.gaining or change.losing or change.opening:
            found.append(change)
    return tuple(found)


def _debts(households: HouseholdColumns, changed: Column) -> tuple[dict[str, int], dict[str, int]]:
    owed: dict[str, Column] = {}
    for (programme, _source), column in households.debts.items():
        owed[programme] = owed.get(programme, 0) + np.where(changed, column, 0)
    debts = {programme: int(column.sum()) for programme, column in owed.items() if column.any()}
    return debts, {programme: int(np.count_nonzero(owed[programme])) for programme in debts}
