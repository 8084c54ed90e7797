"""A trial of a reform over a register: before beside after, demand under assumptions, and what it comes to.

The law, the overlay, the households and the assumptions go in; nothing else is looked at, so that the same four
give the same result on any day and any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import partial
from typing import Any

from tantam.core.eligibility.columns import answer_columns
from tantam.core.eligibility.households import HouseholdColumns
from tantam.core.eligibility.terms import terms_on
from tantam.core.law.dated import MissingValueError
from tantam.core.law.programme import Law
from tantam.core.reforms.assumptions import Assumptions, ScenarioName
from tantam.core.reforms.demand import Loans, Pricing, YearLine, loans_of, room_gained, room_lost, year_lines, years_of
from tantam.core.reforms.movement import Movement, Reached, missing_facts, movements, reached
from tantam.core.reforms.overlay import Overlay, affected_programmes, apply_overlay
from tantam.core.reforms.portfolio import PortfolioLine, balances_of, portfolio_lines
from tantam.core.reforms.poverty import reclassified


@dataclass(frozen=True, slots=True)
class Scenario:
    """What one assumption about take-up gives: loans more and fewer, and their years."""

    more: tuple[Loans, ...]
    fewer: tuple[Loans, ...]
    years_more: tuple[YearLine, ...]
    years_fewer: tuple[YearLine, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of a trial; `day` is the day on which both laws were asked."""

    day: date
    years: tuple[int, ...]
    households: int
    debts_known: int
    programmes: tuple[str, ...]
    moved: tuple[Movement, ...]
    reached: tuple[Reached, ...]
    missing: Mapping[str, Sequence[tuple[str, int]]]
    scenarios: Mapping[ScenarioName, Scenario]
    portfolio: tuple[PortfolioLine, ...]


class TooLateToSee(ValueError):  # noqa: N818 - it says what is wrong
    """The reform begins after the last year that the assumptions look at."""


def try_reform(
    law: Law, overlay: Overlay, households: HouseholdColumns, *, as_of: date, assumptions: Assumptions
) -> Trial:
    """Try a reform over households as they were on a day.

    Both laws are asked for the day of effect, or for the households' own day where that is later.

    :raises NothingToChange: as `apply_overlay`.
    :raises TooLateToSee: if there is no year to look at.
    :raises MissingValueError: if the law has no value that is needed.
    """
    day = max(overlay.starts_on, as_of)
    years = years_of(day, assumptions.last_year)
    if not years:
        raise TooLateToSee
    other, codes = apply_overlay(law, overlay), affected_programmes(law, overlay)
    then = households
    if overlay.poverty_standard is not None:
        then = reclassified(households, overlay.poverty_standard, overlay.starts_on)
    old = tuple(code for code in codes if code in law.programmes)
    before = answer_columns(law, households, day, programmes=old)
    after = answer_columns(other, then, day, programmes=codes)
    moved = tuple(movements(before, after, households, codes))
    prices = _Prices(
        before={code: found for code in old if (found := pricing_on(law, code, day, assumptions))},
        after={code: found for code in codes if (found := pricing_on(other, code, day, assumptions))},
    )
    return Trial(
        day=day,
        years=years,
        households=households.count,
        debts_known=int(households.debts_known.sum()),
        programmes=codes,
        moved=moved,
        reached=tuple(reached(before, after, households, codes)),
        missing=missing_facts(other, after, then, codes, day),
        scenarios={
            name: _scenario(name, moved=moved, prices=prices, overlay=overlay, assumptions=assumptions, day=day)
            for name in ScenarioName
        },
        portfolio=tuple(
            _portfolio(households, prices=prices, overlay=overlay, assumptions=assumptions, day=day, years=years)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Prices:
    """Rates and terms of new loans by programme."""

    before: Mapping[str, Pricing]
    after: Mapping[str, Pricing]


def _scenario(
    name: ScenarioName,
    *,
    moved: Sequence[Movement],
    prices: _Prices,
    overlay: Overlay,
    assumptions: Assumptions,
    day: date,
) -> Scenario:
    take_up = assumptions.take_up(name)
    lend = partial(
        loans_of,
        take_up=take_up,
        assumptions=assumptions,
        sources={code: new.source for code, new in overlay.add.items()},
        years=len(years_of(day, assumptions.last_year)),
    )
    more = lend(room_gained(row, take_up) for row in moved)
    fewer = lend(room_lost(row) for row in moved)
    _priced(more, prices.after, day)
    _priced(fewer, prices.before, day)
    return Scenario(
        more=tuple(more),
        fewer=tuple(fewer),
        years_more=tuple(year_lines(more, prices.after, assumptions, day)),
        years_fewer=tuple(year_lines(fewer, prices.before, assumptions, day)),
    )


def _portfolio(
    households: HouseholdColumns,
    *,
    prices: _Prices,
    overlay: Overlay,
    assumptions: Assumptions,
    day: date,
    years: Sequence[int],
) -> list[PortfolioLine]:
    return portfolio_lines(
        balances=balances_of(households),
        before=prices.before,
        after=prices.after,
        existing=frozenset(code for code, change in overlay.change.items() if change.applies_to_existing),
        assumptions=assumptions,
        starts_on=day,
        years=years,
    )


def pricing_on(law: Law, code: str, day: date, assumptions: Assumptions) -> Pricing | None:
    """Return rate and longest term of a programme's new loans; None where the law has no rate for the day."""
    terms = terms_on(law, code, day)
    if terms.rate_ppm is None:
        return None
    longest = terms.longest_term
    is_open = longest is None or bool(longest.plus) or not longest.months
    return Pricing(terms.rate_ppm, assumptions.term_months_where_open if is_open or not longest else longest.months)


def _priced(loans: Iterable[Loans], pricing: Mapping[str, Pricing], day: date) -> None:
    for loan in loans:
        if loan.programme not in pricing:
            raise MissingValueError(f"{loan.programme}: the law has no rate for {day.isoformat()}")


def as_plain(value: Any) -> Any:
    """Return a trial as JSON has it: dict, list, str, int and None."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {as_plain(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [as_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    assert value is None or isinstance(value, str | int)
    return value
