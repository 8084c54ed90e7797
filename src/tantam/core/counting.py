"""Counting answers over a register: who may borrow under each programme, and what it would take to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tantam.core.eligibility.columns import answer_columns
from tantam.core.eligibility.households import Column, HouseholdColumns
from tantam.core.law.conditions import Truth, facts_of
from tantam.core.law.programme import Law


@dataclass(frozen=True, slots=True)
class ProgrammeCount:
    """Households by answer; the cap left (đồng) of those who may borrow, where it is known.

    `asked_for` are the facts that are not known for some of the undecided, with for how many, the most first.
    """

    programme: str
    yes: int
    no: int
    unknown: int
    cap_left_vnd: int
    borrowing: int  # of all, who owe under the programme now
    asked_for: tuple[tuple[str, int], ...]


def count_answers(
    law: Law, households: HouseholdColumns, *, on: date, chosen: Column | None = None
) -> list[ProgrammeCount]:
    """Return the counts of the programmes that lend on the day, in order; `chosen` narrows the households (bool)."""
    mask = np.ones(households.count, dtype=np.bool_) if chosen is None else chosen
    answers = answer_columns(law, households, on)
    counts = []
    for code, answer in answers.items():
        if not answer.is_lent:
            continue
        yes = mask & (answer.truth == Truth.YES)
        unknown = mask & (answer.truth == Truth.UNKNOWN)
        rules = law.programmes[code].requirements
        asked = {name for rule in rules if rule.holds_on(on) for name in facts_of(rule.when)}
        counts.append(
            ProgrammeCount(
                programme=code,
                yes=int(np.count_nonzero(yes)),
                no=int(np.count_nonzero(mask & (answer.truth == Truth.NO))),
                unknown=int(np.count_nonzero(unknown)),
                cap_left_vnd=int(answer.cap_left_vnd[yes & answer.cap_known].sum()),
                borrowing=int(np.count_nonzero(mask & _owing(households, code))),
                asked_for=_asked_for(households, unknown, asked),
            )
        )
    return counts


def who_may(law: Law, households: HouseholdColumns, *, programme: str, on: date) -> Column:
    """Return the numbers of the households that may borrow under a programme and owe nothing under it."""
    answer = answer_columns(law, households, on, programmes=(programme,))[programme]
    found: Column = households.numbers[(answer.truth == Truth.YES) & ~_owing(households, programme)]
    return found


def _owing(households: HouseholdColumns, programme: str) -> Column:
    """Return which households owe under a programme (bool)."""
    owing = np.zeros(households.count, dtype=np.bool_)
    for (code, _source), column in households.debts.items():
        if code == programme:
            owing |= column > 0
    return owing


def _asked_for(households: HouseholdColumns, unknown: Column, names: set[str]) -> tuple[tuple[str, int], ...]:
    counts = []
    for name in names:
        column = households.facts.get(name)
        missing = unknown if column is None else unknown & ~column.known
        counts.append((name, int(np.count_nonzero(missing))))
    return tuple(sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0])))
