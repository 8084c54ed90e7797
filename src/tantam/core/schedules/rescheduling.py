"""Rescheduling a contract: a new due date, more instalments, a grace on principal, another rate."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tantam.core.schedules.day_counts import Period, whole_periods
from tantam.core.schedules.drawing import draw_schedule
from tantam.core.schedules.due_dates import date_after, dates_from
from tantam.core.schedules.level import level_instalment
from tantam.core.schedules.terms import (
    Amortization,
    ImpossibleTerms,
    Instalment,
    InterestMethod,
    LevelFormula,
    ScheduleTerms,
)


@dataclass(frozen=True, slots=True)
class Contract:
    """Terms and the rows drawn from them, as they stand after every rescheduling."""

    terms: ScheduleTerms
    rows: tuple[Instalment, ...]

    @classmethod
    def of(cls, terms: ScheduleTerms) -> "Contract":
        """Return the contract as it was signed."""
        return cls(terms, draw_schedule(terms))


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """What changes from the first instalment that falls due on a day or after it.

    `new_due_on` moves that instalment, and those after it follow at the frequency; `extra_terms` adds so many
    instalments; `grace_principal` puts off the principal of so many, which come at the end instead.
    """

    from_on: date
    new_due_on: date | None = None
    extra_terms: int = 0
    grace_principal: int = 0
    new_rate: Fraction | None = None

    def __post_init__(self) -> None:
        if self.extra_terms < 0 or self.grace_principal < 0:
            raise ImpossibleTerms("a rescheduling cannot take instalments away")


def rescheduled(contract: Contract, change: Rescheduled) -> Contract:
    """Return the contract with its later rows drawn again; the earlier ones stay as they are.

    The level instalment is solved again over the instalments that are left, unless only dates move.
    :raises ImpossibleTerms: if no instalment falls due so late, or dates would run backwards.
    """
    terms, rows = contract.terms, contract.rows
    first = next((place for place, row in enumerate(rows) if row.due_on >= change.from_on), None)
    if first is None:
        raise ImpossibleTerms(f"no instalment falls due on {change.from_on} or later")
    starts_on = rows[first].period.starts_on
    balance = rows[first - 1].balance if first else terms.principal
    due_dates = _due_dates(contract, change, first)
    stretched = terms.stretched
    if change.new_due_on is not None and change.new_due_on > starts_on:
        length = whole_periods(starts_on, change.new_due_on, terms.frequency)
        stretched = (*stretched, Period(starts_on, change.new_due_on, length))
    grace = change.grace_principal or max(terms.grace_principal - first, 0)
    rest = replace(
        terms,
        principal=balance,
        starts_on=starts_on,
        instalments=len(due_dates),
        due_dates=due_dates,
        stretched=stretched,
        grace_principal=grace,
        grace_interest=max(terms.grace_interest - first, 0),
        yearly_rate=terms.yearly_rate if change.new_rate is None else change.new_rate,
        flat_principal=terms.principal if terms.flat_principal is None else terms.flat_principal,
        fixed_level=_level(contract, change, first, balance=balance, paying=len(due_dates) - grace),
    )
    drawn = [replace(row, number=row.number + first) for row in draw_schedule(rest)]
    all_rows = (*rows[:first], *drawn)
    whole = replace(
        terms,
        instalments=len(all_rows),
        due_dates=tuple(row.due_on for row in all_rows),
        stretched=stretched,
        yearly_rate=rest.yearly_rate,
    )
    return Contract(whole, all_rows)


def _due_dates(contract: Contract, change: Rescheduled, first: int) -> tuple[date, ...]:
    terms, rows = contract.terms, contract.rows
    added = change.extra_terms + change.grace_principal
    count = len(rows) - first + added
    if change.new_due_on is not None:
        return dates_from(change.new_due_on, terms.frequency, count)
    later = [row.due_on for row in rows[first:]]
    for number in range(1, added + 1):
        seed, times = (rows[-1].due_on, number) if terms.due_dates else (terms.starts_on, len(rows) + number)
        later.append(date_after(seed, terms.frequency, times))
    return tuple(later)


def _level(contract: Contract, change: Rescheduled, first: int, *, balance: int, paying: int) -> int | None:
    """Return the level that the rest is drawn with, or None where the terms solve it."""
    terms = contract.terms
    moves_dates_only = not (change.extra_terms or change.grace_principal or change.new_rate is not None)
    if moves_dates_only:
        return contract.rows[first].level
    if terms.amortization is not Amortization.EQUAL_INSTALMENT or terms.interest_method is InterestMethod.FLAT:
        return None
    if terms.level_formula is LevelFormula.PERIOD_FACTORS:
        return None
    anew = terms if change.new_rate is None else terms.with_rate(change.new_rate)
    return level_instalment(anew, principal=balance, count=paying)
