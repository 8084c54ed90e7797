"""What the words of the outside vectors mean: terms, rules, events and amounts, read from JSON into the engine's."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tantam.core.schedules.absorbing import Preclosure
from tantam.core.schedules.claims import Allocation, AllocationStyle, Part
from tantam.core.schedules.day_counts import DayCount, NightOf
from tantam.core.schedules.due_dates import Frequency, TimeUnit
from tantam.core.schedules.level import level_instalment
from tantam.core.schedules.levelling import Disbursed, InterestPaused, RateChanged
from tantam.core.schedules.redrawing import Prepayment, RedrawingRules, Rest
from tantam.core.schedules.rescheduling import Rescheduled
from tantam.core.schedules.rounding import Rounding
from tantam.core.schedules.servicing import Charged, DayEnded, LateCharge, Repaid, Undone
from tantam.core.schedules.terms import (
    Amortization,
    InterestBasis,
    InterestMethod,
    LevelFormula,
    ScheduleTerms,
)

Words = dict[str, Any]

CENT = Fraction(1, 100)
METHODS = {"flat": InterestMethod.FLAT, "declining": InterestMethod.DECLINING}
BASES = {"period": InterestBasis.PERIOD, "daily": InterestBasis.DAILY}
DAY_COUNTS = {
    "actual/365": DayCount.ACTUAL_365,
    "actual/360": DayCount.ACTUAL_360,
    "actual/364": DayCount.ACTUAL_364,
    "actual/actual": DayCount.ACTUAL_ACTUAL,
    "30/360": DayCount.THIRTY_360,
    "period": DayCount.PERIOD,
}
AMORTIZATIONS = {
    "equal_instalment": Amortization.EQUAL_INSTALMENT,
    "equal_principal": Amortization.EQUAL_PRINCIPAL,
    "bullet": Amortization.BULLET,
}
FORMULAS = {None: LevelFormula.FIRST_PERIOD, "period_factors": LevelFormula.PERIOD_FACTORS}
ROUNDINGS = {
    None: Rounding.HALF_EVEN,
    "nearest": Rounding.HALF_EVEN,
    "half_even": Rounding.HALF_EVEN,
    "half_up": Rounding.HALF_UP,
    "up": Rounding.UP,
    "down": Rounding.DOWN,
}
UNITS = {"day": TimeUnit.DAYS, "week": TimeUnit.WEEKS, "month": TimeUnit.MONTHS, "year": TimeUnit.YEARS}
PARTS = {"penalty": Part.PENALTY, "fee": Part.FEE, "interest": Part.INTEREST, "principal": Part.PRINCIPAL}
PREPAYMENTS = {
    None: Prepayment.REDUCE_INSTALMENT,
    "reduce_instalment": Prepayment.REDUCE_INSTALMENT,
    "reduce_number": Prepayment.REDUCE_NUMBER,
    "skip_next": Prepayment.SKIP_NEXT,
}
RESTS = {None: Rest.DAILY, "daily": Rest.DAILY, "same_as_repayment": Rest.SAME_AS_REPAYMENT}
PRECLOSURES = {
    None: Preclosure.ON_THE_DAY,
    "till_preclose_date": Preclosure.ON_THE_DAY,
    "till_rest_frequency_date": Preclosure.NEXT_DUE_DATE,
}
ADVANCED_ORDER = ("penalty", "fee", "principal", "interest")
USUAL_ORDER = ("penalty", "fee", "interest", "principal")
LAST_ABSORBS = "last_instalment_absorbs"


class Unreadable(ValueError):  # noqa: N818
    """The vector says something that the adapter cannot read; the message says what."""


def meaning(words: dict, word: Any, of: str) -> Any:
    """Return what a word means.

    :raises Unreadable: if it is not one of the schema's.
    """
    if word not in words:
        raise Unreadable(f"{of} {word!r} is not known")
    return words[word]


@dataclass(frozen=True)
class Money:
    """The vector's money unit, and the unit to which figures are rounded before they are compared."""

    unit: Fraction
    compare: Fraction | None = None

    def exact(self, text: Any) -> Fraction:
        """Return an amount in money units, which need not be whole."""
        return Fraction(str(text)) / self.unit

    def units(self, text: Any) -> int:
        """Return an amount as a whole number of money units.

        :raises Unreadable: if it is finer than the unit.
        """
        amount = self.exact(text)
        if amount.denominator != 1:
            raise Unreadable(f"{text} is finer than the money unit {self.unit}")
        return int(amount)


def money_of(words: Words, more: Words | None = None) -> Money:
    """Return the money unit of terms or inputs, and the unit of comparison from either of two places."""
    compare = words.get("compare_unit") or (more or {}).get("compare_unit")
    return Money(Fraction(words.get("money_unit", "0.01")), Fraction(compare) if compare else None)


def day_of(text: str) -> date:
    """Return a date."""
    return date.fromisoformat(text)


def percent(text: Any) -> Fraction:
    """Return a percentage as a fraction."""
    return Fraction(str(text)) / 100


def unit_of(word: str) -> TimeUnit:
    """Return a unit of time, in the singular or plural."""
    return meaning(UNITS, word.lower().rstrip("s"), "the unit of time")


def frequency_of(words: Words) -> Frequency:
    """Return how far apart instalments are."""
    return Frequency(int(words["every"]), unit_of(words["unit"]))


def terms_of(words: Words, *, principal: int | None = None) -> ScheduleTerms:
    """Return the terms; the principal may be another than the vector's, where only a part was paid out."""
    money = money_of(words)
    multiple = words.get("instalment_multiple_of")
    dates = tuple(day_of(text) for text in words.get("due_dates") or ())
    split_at_end = str(words.get("year_split_dec31", "")).lower() in {"1", "true"}
    return ScheduleTerms(
        principal=money.units(words["principal"]) if principal is None else principal,
        yearly_rate=percent(words["annual_rate_pct"]),
        starts_on=day_of(words["start"]),
        frequency=frequency_of(words["frequency"]),
        instalments=int(words.get("instalments") or len(dates)),
        interest_method=meaning(METHODS, words.get("interest_method", "declining"), "the method of interest"),
        interest_basis=meaning(BASES, words.get("interest_basis", "period"), "the basis of interest"),
        day_count=meaning(DAY_COUNTS, words.get("day_count", "period"), "the day count"),
        night_of=NightOf.DAY_AFTER if split_at_end else NightOf.DAY_BEFORE,
        amortization=meaning(AMORTIZATIONS, words.get("amortization", "equal_instalment"), "the amortization"),
        level_formula=meaning(FORMULAS, words.get("instalment_formula"), "the formula of the instalment"),
        due_dates=dates,
        grace_principal=int(words.get("grace_principal") or 0),
        grace_interest=int(words.get("grace_interest_payment") or 0),
        rounding=meaning(ROUNDINGS, words.get("rounding"), "the rounding"),
        level_multiple=money.units(multiple) if multiple else 1,
        level_rounding=meaning(ROUNDINGS, words.get("instalment_rounding"), "the rounding of the instalment"),
        units_in_cent=CENT / money.unit,
    )


def approved_terms_of(words: Words) -> ScheduleTerms:
    """Return terms whose level instalment is fixed from the approved amount."""
    money = money_of(words)
    terms = terms_of(words)
    approved = money.units(words.get("approved", words["principal"]))
    level = level_instalment(terms, principal=approved, count=terms.instalments - terms.grace_principal)
    return replace(terms, fixed_level=level)


def allocation_of(words: Words) -> Allocation:
    """Return the order of allocation; without one, charges, then interest, then principal, oldest first."""
    said = words.get("allocation") or {"style": "oldest_instalment_first"}
    style = said.get("style")
    if style == "oldest_instalment_first":
        return Allocation(AllocationStyle.OLDEST_INSTALMENT_FIRST, _order(said.get("order", USUAL_ORDER)))
    if style in {"due_then_in_advance", "advanced"}:
        due = said.get("due") or said.get("order") or ADVANCED_ORDER
        in_advance = said.get("in_advance") or due
        last = last_comes_first(words)
        return Allocation(AllocationStyle.DUE_THEN_IN_ADVANCE, _order(due), _order(in_advance), last)
    raise Unreadable(f"the style of allocation {style!r} is not known")


def last_comes_first(words: Words) -> bool:
    """Tell whether money in advance goes to the last instalment."""
    said = words.get("allocation") or {}
    return "last instalment" in str(said.get("note", "")) or str(said.get("future", "")) == "last_instalment"


def _order(words: Any) -> tuple[Part, ...]:
    return tuple(part_of(word) for word in words)


def part_of(word: str) -> Part:
    """Return a part of an instalment, in the singular or plural."""
    singular = {"penalties": "penalty", "fees": "fee"}.get(word.lower(), word.lower())
    return meaning(PARTS, singular, "the part")


def redrawing_rules_of(words: Words) -> RedrawingRules:
    """Return how the rest is drawn again."""
    said = words.get("recalculation") or {}
    order = (words.get("allocation") or {}).get("order")
    return RedrawingRules(
        rest=meaning(RESTS, said.get("rest"), "the rest"),
        prepayment=meaning(PREPAYMENTS, said.get("prepayment"), "the use of a prepayment"),
        compounds=said.get("compounding", "none") not in {"none", None, False},
        order=_order(order or USUAL_ORDER),
    )


def preclosure_of(words: Words) -> Preclosure:
    """Return up to when a loan paid off early owes interest."""
    said = (words.get("recalculation") or {}).get("preclose")
    return meaning(PRECLOSURES, said, "the end of interest on an early closure")


def is_absorbing(words: Words) -> bool:
    """Tell whether the last instalment absorbs what payments change."""
    said = (words.get("recalculation") or {}).get("prepayment")
    return said == LAST_ABSORBS


def late_charge_of(words: Words) -> LateCharge | None:
    """Return the penalty on overdue instalments, if the terms have one."""
    said = words.get("late_charge")
    if not said:
        return None
    if not isinstance(said, dict):
        return LateCharge(percent(said))
    rates = [value for key, value in said.items() if is_number(value) and "day" not in key]
    if len(rates) != 1:
        raise Unreadable(f"the late charge {said} has no one percentage")
    base = " ".join(str(value) for value in said.values() if not is_number(value)).replace("amount", "principal")
    parts = tuple(part for word, part in PARTS.items() if word in base and part is not Part.PENALTY)
    return LateCharge(percent(rates[0]), parts or (Part.PRINCIPAL, Part.INTEREST))


def is_number(value: Any) -> bool:
    """Tell whether a value is an amount or a rate."""
    try:
        Fraction(str(value))
    except ValueError:
        return False
    return not isinstance(value, bool)


def first_of(words: Words, *keys: str) -> Any:
    """Return the value of the first key that is there.

    :raises Unreadable: if none is.
    """
    for key in keys:
        if words.get(key) is not None:
            return words[key]
    raise Unreadable(f"{words} says none of {', '.join(keys)}")


def entry_of(event: Words, money: Money) -> Any:
    """Return an event as the engine takes it; None for what changes no figure here (an accrual).

    :raises Unreadable: if the event is not one of the schema's.
    """
    kind = event.get("type")
    if kind == "disburse":
        return Disbursed(day_of(event["date"]), money.units(event["amount"]))
    if kind == "repay":
        return Repaid(day_of(event["date"]), money.units(event["amount"]))
    if kind == "charge":
        due = day_of(first_of(event, "due", "date"))
        return Charged(part_of(event["kind"]), due, money.units(event["amount"]))
    if kind == "undo":
        which = next((event[key] for key in ("which", "nth", "number", "n") if event.get(key)), 1)
        return Undone(day_of(event["date"]), int(which))
    if kind == "end_of_day":
        return DayEnded(day_of(event["date"]))
    if kind in {"rate", "rate_change", "new_rate"}:
        rate = first_of(event, "annual_rate_pct", "rate_pct", "new_rate", "rate")
        return RateChanged(day_of(first_of(event, "date", "from", "from_date")), percent(rate))
    if kind == "interest_pause":
        return InterestPaused(day_of(event["from"]), day_of(event["to"]))
    if kind == "reschedule":
        return _rescheduled(event)
    if kind == "accrue":
        return None
    raise Unreadable(f"the event {kind!r} is not known")


def _rescheduled(event: Words) -> Rescheduled:
    new_due = event.get("new_due_date")
    rate = event.get("new_rate")
    return Rescheduled(
        from_on=day_of(event["from_date"]),
        new_due_on=day_of(new_due) if new_due else None,
        extra_terms=int(event.get("extra_terms") or 0),
        grace_principal=int(event.get("grace_principal") or 0),
        new_rate=percent(rate) if rate is not None else None,
    )
