"""Rehearsing a new poverty standard: who changes class, and which programmes and loans that touches.

The class before is the one on the approved list; the class after is what the standard of the day says about the
household's income and deprivations. Where those are not known, the class after is unknown, and the household
has to be surveyed: nothing is assumed. Where the standard has no line of average living, who is listed as such
and is not poor stays so (NĐ 351/2025/NĐ-CP for the standard from 1/1/2027).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from tantam.core.eligibility.columns import answer_columns
from tantam.core.eligibility.households import Column, HouseholdColumns
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import get_on
from tantam.core.law.facts import FACTS
from tantam.core.law.programme import Law
from tantam.core.reforms.poverty import reclassified

CLASSES: Final = FACTS["poverty_class"].choices
# One more class: not known.
UNKNOWN: Final = len(CLASSES)
CLASS_NAMES: Final = (*CLASSES, "UNKNOWN")


@dataclass(frozen=True, slots=True)
class ProgrammeChange:
    """How many households gain or lose a programme, and how many it leaves open."""

    programme: str
    gaining: int
    losing: int
    opening: int  # undecided after, decided before


@dataclass(frozen=True, slots=True)
class Reclassing:
    """The class of every household before and after (uint8, places in CLASS_NAMES)."""

    before: Column
    after: Column

    @property
    def changed(self) -> Column:
        """Return which households change from one known class to another."""
        found: Column = (self.before != self.after) & (self.before != UNKNOWN) & (self.after != UNKNOWN)
        return found


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the standard of a day would change.

    `moves` counts households by commune × class before × class after (int64, CLASS_NAMES order); `debts_vnd` is
    what the households whose class changes owe, by programme, and `debtors` how many of them owe it.
    """

    on: date
    commune_codes: tuple[str, ...]
    moves: Column
    classes: Reclassing
    programmes: tuple[ProgrammeChange, ...]
    debts_vnd: Mapping[str, int]
    debtors: Mapping[str, int]


def reclassify(law: Law, households: HouseholdColumns, *, on: date) -> Reclassing:
    """Return the classes of the households on the list and by the standard that holds on a day.

    :raises MissingValueError: if the law has no standard for the day.
    """
    return _classes(households, _then(law, households, on))


def rehearse(law: Law, households: HouseholdColumns, *, on: date) -> Rehearsal:
    """Return what the standard that holds on a day would change among the households.

    :raises MissingValueError: if the law has no standard for the day.
    """
    then = _then(law, households, on)
    classes = _classes(households, then)
    debts_vnd, debtors = _debts(households, classes.changed)
    return Rehearsal(
        on=on,
        commune_codes=households.commune_codes,
        moves=_count_moves(households, classes),
        classes=classes,
        programmes=_programme_changes(law, households, then, on),
        debts_vnd=debts_vnd,
        debtors=debtors,
    )


def _then(law: Law, households: HouseholdColumns, on: date) -> HouseholdColumns:
    """Return the households as they would stand under the standard of a day."""
    standard = get_on(law.poverty_standard, on, name="poverty standard").value
    return reclassified(households, standard, on)


def _classes(households: HouseholdColumns, then: HouseholdColumns) -> Reclassing:
    return Reclassing(before=_class_column(households), after=_class_column(then))


def _class_column(households: HouseholdColumns) -> Column:
    listed = households.facts.get("poverty_class")
    if listed is None:
        return np.full(households.count, UNKNOWN, dtype=np.uint8)
    return np.where(listed.known, listed.values, UNKNOWN).astype(np.uint8)


def _count_moves(households: HouseholdColumns, classes: Reclassing) -> Column:
    names = len(CLASS_NAMES)
    places = (households.communes.astype(np.int64) * names + classes.before) * names + classes.after
    shape = (len(households.commune_codes), names, names)
    return np.bincount(places, minlength=shape[0] * names * names).astype(np.int64).reshape(shape)


def _programme_changes(
    law: Law, households: HouseholdColumns, then: HouseholdColumns, on: date
) -> tuple[ProgrammeChange, ...]:
    before, after = answer_columns(law, households, on), answer_columns(law, then, on)
    found = []
    for programme, answers in before.items():
        old, new = answers.truth, after[programme].truth
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
