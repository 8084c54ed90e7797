"""Drawing a contract's schedule: equal principal, level instalments or bullet, with grace.

Interest is rounded in each period; what rounding leaves over goes into the last instalment, which takes the
rest of the principal. Schedules by period factors, and those of several disbursements, are in `levelling`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tantam.core.schedules.day_counts import Period
from tantam.core.schedules.level import level_instalment, rounded_level
from tantam.core.schedules.levelling import Disbursed, draw_level_rows
from tantam.core.schedules.rounding import rounded
from tantam.core.schedules.terms import (
    Amortization,
    ImpossibleTerms,
    Instalment,
    InterestMethod,
    LevelFormula,
    ScheduleTerms,
    share_of_period,
)


def draw_schedule(terms: ScheduleTerms) -> tuple[Instalment, ...]:
    """Return the rows of the schedule that the terms give, with one disbursement at the start.

    Parts of principal add up to the principal and the last balance is nought.
    :raises ImpossibleTerms: if the terms contradict themselves or leave the calendar.
    """
    if terms.interest_method is InterestMethod.FLAT:
        rows = _with_interest(terms, flat_interests(terms))
    elif _is_solved_by_factors(terms):
        rows = draw_level_rows(terms, (Disbursed(terms.starts_on, terms.principal),))
    else:
        rows = _with_interest(terms, None)
    assert sum(row.principal for row in rows) == terms.principal
    assert rows[-1].balance == 0
    return rows


def draw_flat_tranches(terms: ScheduleTerms, disbursed: Sequence[Disbursed]) -> tuple[Instalment, ...]:
    """Return the rows of a contract with flat interest, paid out in several parts; the principal is their sum.

    Every row bears the flat interest of the whole, as Apache Fineract's cumulative schedules do; an equal part
    of what was paid out by then is due with each row, and the last takes the rest. A balance counts what was
    paid out before the row fell due.
    :raises ImpossibleTerms: if interest is not flat, the parts do not add up, or one comes after the last row.
    """
    if terms.interest_method is not InterestMethod.FLAT:
        raise ImpossibleTerms("only flat interest is drawn over several disbursements here")
    if sum(paid.amount for paid in disbursed) != terms.principal:
        raise ImpossibleTerms(f"the disbursements do not add up to {terms.principal}")
    if any(paid.on >= terms.periods[-1].due_on for paid in disbursed):
        raise ImpossibleTerms("a disbursement comes after the last instalment")
    is_bullet, rows, repaid = terms.amortization is Amortization.BULLET, list[Instalment](), 0
    for number, (period, interest) in enumerate(zip(terms.periods, flat_interests(terms), strict=True), start=1):
        paid_out = sum(paid.amount for paid in disbursed if paid.on < period.due_on)
        part = rounded(Fraction(paid_out, terms.instalments - terms.grace_principal), terms.rounding)
        principal = 0 if is_bullet or number <= terms.grace_principal else min(part, paid_out - repaid)
        principal = paid_out - repaid if number == terms.instalments else principal
        repaid += principal
        rows.append(Instalment(number, period, principal, interest, paid_out - repaid, part))
    return tuple(rows)


def _is_solved_by_factors(terms: ScheduleTerms) -> bool:
    return (
        terms.level_formula is LevelFormula.PERIOD_FACTORS
        and terms.amortization is Amortization.EQUAL_INSTALMENT
        and terms.fixed_level is None
    )


@dataclass(slots=True)
class _Drawing:
    """Where the drawing stands: what is left of the principal, and what interest waits to be billed."""

    balance: int
    deferred: int = 0


def _with_interest(terms: ScheduleTerms, interests: Sequence[int] | None) -> tuple[Instalment, ...]:
    """Draw the rows; the interest of each is given, or counted on the balance."""
    periods = terms.periods
    level = level_of(terms, interests)
    state = _Drawing(terms.principal)
    rows = []
    for number, period in enumerate(periods, start=1):
        charged = interests[number - 1] if interests is not None else _interest(terms, period, state.balance)
        state.deferred += charged
        interest = 0 if number <= terms.grace_interest else state.deferred
        state.deferred -= interest
        is_last = number == len(periods)
        principal = _principal(terms, number=number, balance=state.balance, level=level, interest=interest)
        principal = state.balance if is_last else principal
        state.balance -= principal
        rows.append(Instalment(number, period, principal, interest, state.balance, level))
    return tuple(rows)


def level_of(terms: ScheduleTerms, interests: Sequence[int] | None = None) -> int:
    """Return what is level in the terms: the instalment, or the part of principal; nought for a bullet.

    `interests` are those of the rows where interest is flat.
    """
    paying = terms.instalments - terms.grace_principal
    if terms.amortization is Amortization.BULLET:
        return 0
    if terms.fixed_level is not None:
        return terms.fixed_level
    if terms.amortization is Amortization.EQUAL_PRINCIPAL:
        return rounded(Fraction(terms.principal, paying), terms.rounding)
    if interests is not None and terms.level_formula is LevelFormula.PERIOD_FACTORS:
        return rounded_level(terms, Fraction(terms.principal, paying) + Fraction(sum(interests), terms.instalments))
    if interests is not None:
        return rounded_level(terms, Fraction(rounded(Fraction(terms.principal, paying), terms.rounding) + interests[0]))
    return level_instalment(terms, principal=terms.principal, count=paying)


def _principal(terms: ScheduleTerms, *, number: int, balance: int, level: int, interest: int) -> int:
    """Return the principal of a row that is not the last."""
    if number <= terms.grace_principal or terms.amortization is Amortization.BULLET:
        return 0
    part = level if terms.amortization is Amortization.EQUAL_PRINCIPAL else level - interest
    return min(max(part, 0), balance)


def _interest(terms: ScheduleTerms, period: Period, balance: int) -> int:
    return rounded(balance * terms.yearly_rate * share_of_period(terms, period), terms.rounding)


def flat_interests(terms: ScheduleTerms) -> list[int]:
    """Return the flat interest of each row.

    By period factors each period bears its own; otherwise the whole of it is spread in equal parts, and the
    last takes the rest.
    """
    principal = terms.principal if terms.flat_principal is None else terms.flat_principal
    exact = [principal * terms.yearly_rate * share_of_period(terms, period) for period in terms.periods]
    if terms.level_formula is LevelFormula.PERIOD_FACTORS:
        return [rounded(interest, terms.rounding) for interest in exact]
    total = rounded(sum(exact, Fraction(0)), terms.rounding)
    others = len(exact) - 1
    each = min(rounded(Fraction(total, len(exact)), terms.rounding), total // max(others, 1))
    return [*[each] * others, total - each * others]
