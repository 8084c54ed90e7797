"""What a change does to loans that are already made: when principal comes back, and the interest on it.

A loan keeps the rule of the day of its contract, unless the overlay says that the change holds for existing loans.
What comes back is lent again under the rule of that day, so that a longer term shows as capital that turns more
slowly. Balances stay as the snapshot has them; nothing here is new demand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tantam.core.eligibility.households import HouseholdColumns
from tantam.core.reforms.assumptions import MILLION, Assumptions
from tantam.core.reforms.demand import Pricing, interest_by_part


@dataclass(frozen=True, slots=True)
class PortfolioLine:
    """A year of a programme's existing balance from one source, in đồng, before the change and after it."""

    programme: str
    source: str
    year: int
    balance_vnd: int
    principal_before_vnd: int
    principal_after_vnd: int
    interest_before_vnd: int
    interest_after_vnd: int


def balances_of(households: HouseholdColumns) -> dict[tuple[str, str], int]:
    """Return what all households owe by programme and source as the bank writes it, in đồng."""
    return {key: int(column[households.debts_known].sum()) for key, column in households.debts.items()}


@dataclass(frozen=True, slots=True)
class _Year:
    """What is due at the end of a year in đồng, and the points of interest until then."""

    principal_vnd: int
    points: int


def portfolio_lines(
    *,
    balances: Mapping[tuple[str, str], int],
    before: Mapping[str, Pricing],
    after: Mapping[str, Pricing],
    existing: frozenset[str],
    assumptions: Assumptions,
    starts_on: date,
    years: Sequence[int],
) -> list[PortfolioLine]:
    """Return the years of every balance whose programme has another rate or term.

    `existing` are the programmes whose change holds for loans that are already made.
    """
    found: list[PortfolioLine] = []
    for code, own in groupby(sorted(balances.items()), key=lambda item: item[0][0]):
        by_source = {source: balance_vnd for (_code, source), balance_vnd in own if balance_vnd}
        if not by_source or code not in before or code not in after or before[code] == after[code]:
            continue
        old, new = before[code], after[code]
        left = max(old.term_months * assumptions.remaining_term_ppm // MILLION, 1)
        was = [_follow(balance_vnd, (old.rate_ppm, left), old, starts_on, years) for balance_vnd in by_source.values()]
        longer = max(left + new.term_months - old.term_months, 1)
        terms = (new.rate_ppm, longer) if code in existing else (old.rate_ppm, left)
        is_ = [_follow(balance_vnd, terms, new, starts_on, years) for balance_vnd in by_source.values()]
        for at, year in enumerate(years):
            a, b = [one[at] for one in was], [one[at] for one in is_]
            paid, pays = (interest_by_part([one.points for one in parts]) for parts in (a, b))
            found += [
                PortfolioLine(
                    programme=code,
                    source=source,
                    year=year,
                    balance_vnd=balance_vnd,
                    principal_before_vnd=a[place].principal_vnd,
                    principal_after_vnd=b[place].principal_vnd,
                    interest_before_vnd=paid[place],
                    interest_after_vnd=pays[place],
                )
                for place, (source, balance_vnd) in enumerate(by_source.items())
            ]
    return found


def _follow(
    balance_vnd: int, own: tuple[int, int], relent: Pricing, starts_on: date, years: Sequence[int]
) -> list[_Year]:
    """Follow a balance: what is due at the end of each year is lent again on the terms of that day.

    `own` are the rate and the months that are left of the loans that are there.
    """
    rate_ppm, left = own
    vintages: list[int] = []
    found: list[_Year] = []
    repaid_own = 0
    for at, year in enumerate(years):
        begins = max(starts_on, date(year, 1, 1))
        days = (date(year + 1, 1, 1) - begins).days
        newer = sum(
            vintage - _repaid_by(vintage, at - 1 - made, relent.term_months) for made, vintage in enumerate(vintages)
        )
        points = ((balance_vnd - repaid_own) * rate_ppm + newer * relent.rate_ppm) * days
        due_own = balance_vnd * min(13 - starts_on.month + 12 * at, left) // left - repaid_own
        due_newer = sum(
            _repaid_by(vintage, at - made, relent.term_months) - _repaid_by(vintage, at - 1 - made, relent.term_months)
            for made, vintage in enumerate(vintages)
        )
        repaid_own += due_own
        vintages.append(due_own + due_newer)
        found.append(_Year(due_own + due_newer, points))
    return found


def _repaid_by(lent_vnd: int, years_after: int, term_months: int) -> int:
    """Return what of a loan is repaid so many years after the end of the year in which it was made."""
    return lent_vnd * min(12 * max(years_after, 0), term_months) // term_months
