"""From households that are moved to capital: cells by commune, programme, source and year, in whole đồng.

What all communes together would borrow under a programme is computed once and divided by largest remainders, so
that every sum over communes, years or sources is the sum of its cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tantam.core.reforms.apportion import apportion
from tantam.core.reforms.assumptions import MILLION, Assumptions, ScenarioName, SourceShares, TakeUp
from tantam.core.reforms.movement import Movement
from tantam.core.reforms.overlay import Source

SOURCES: Final = tuple(Source)
YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Loans:
    """What a reform adds to lending (or takes from it) in a commune under a programme, year by year.

    `borrowers` counts households by year of their loan; `lent_vnd[source]` đồng by year.
    """

    programme: str
    commune: str
    borrowers: tuple[int, ...]
    lent_vnd: Mapping[Source, tuple[int, ...]]

    @property
    def total_vnd(self) -> int:
        """Return đồng over all sources and years."""
        return sum(sum(amounts) for amounts in self.lent_vnd.values())


def years_of(starts_on: date, last_year: int) -> tuple[int, ...]:
    """Return the years that a run looks at, from the year of effect on."""
    return tuple(range(starts_on.year, last_year + 1))


def shares_of(programme: str, assumptions: Assumptions, sources: Mapping[str, Source]) -> SourceShares:
    """Return from which capital a programme is lent; a new one that names its source has only that."""
    if programme in sources:
        return SourceShares.only(sources[programme])
    return assumptions.shares_by_programme.get(programme, assumptions.shares)


def more_loans(
    moved: Sequence[Movement],
    scenario: ScenarioName,
    assumptions: Assumptions,
    sources: Mapping[str, Source],
    years: int,
) -> list[Loans]:
    """Return the loans of households that gain, by programme and commune."""
    take_up = assumptions.take_up(scenario)
    found: list[Loans] = []
    for code, rows in by_programme(moved).items():
        rooms = [row.gain_vnd * MILLION + row.open_vnd * take_up.unknown_ppm for row in rows]
        heads = [row.valued_gains * MILLION + row.valued_open * take_up.unknown_ppm for row in rows]
        shares = shares_of(code, assumptions, sources)
        found += _loans(code=code, rows=rows, rooms=rooms, heads=heads, take_up=take_up, shares=shares, years=years)
    return found


def fewer_loans(
    moved: Sequence[Movement],
    scenario: ScenarioName,
    assumptions: Assumptions,
    sources: Mapping[str, Source],
    years: int,
) -> list[Loans]:
    """Return the loans that would have been made and no longer are, under the same take-up."""
    take_up = assumptions.take_up(scenario)
    found: list[Loans] = []
    for code, rows in by_programme(moved).items():
        rooms = [row.loss_vnd * MILLION for row in rows]
        heads = [row.valued_losses * MILLION for row in rows]
        shares = shares_of(code, assumptions, sources)
        found += _loans(code=code, rows=rows, rooms=rooms, heads=heads, take_up=take_up, shares=shares, years=years)
    return found


def by_programme(moved: Iterable[Movement]) -> dict[str, list[Movement]]:
    """Group movements by programme, their order kept."""
    groups: dict[str, list[Movement]] = {}
    for row in moved:
        groups.setdefault(row.programme, []).append(row)
    return groups


def _loans(
    *,
    code: str,
    rows: Sequence[Movement],
    rooms: Sequence[int],
    heads: Sequence[int],
    take_up: TakeUp,
    shares: SourceShares,
    years: int,
) -> list[Loans]:
    """Turn rooms (đồng × ppm) and households (× ppm) into loans; divided once for all communes together.

    Households are rounded half up, amounts down to the đồng.
    """
    steps = [take_up.borrowed_ppm(year) - take_up.borrowed_ppm(year - 1) for year in range(1, years + 1)]
    total_vnd = sum(rooms) * sum(steps) * take_up.drawn_ppm // MILLION**3
    borrowers = (2 * sum(heads) * sum(steps) + MILLION**2) // (2 * MILLION**2)
    parts = [shares.of(source) for source in SOURCES]
    found = []
    for row, amount_vnd, count in zip(rows, apportion(total_vnd, rooms), apportion(borrowers, heads), strict=True):
        if not amount_vnd and not count:
            continue
        by_year = [apportion(lent_vnd, parts) for lent_vnd in apportion(amount_vnd, steps)]
        found.append(
            Loans(
                programme=code,
                commune=row.commune,
                borrowers=tuple(apportion(count, steps)),
                lent_vnd={source: tuple(year[place] for year in by_year) for place, source in enumerate(SOURCES)},
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the loans under one programme from one source, in đồng.

    `outstanding_vnd` is at the end of the year, `capital_vnd` what it grew by: capital that has to come from
    somewhere. `subsidy_vnd` is what the capital costs beyond the interest, never below nothing.
    """

    programme: str
    source: Source
    year: int
    lent_vnd: int
    repaid_vnd: int
    outstanding_vnd: int
    capital_vnd: int
    interest_vnd: int
    subsidy_vnd: int


@dataclass(frozen=True, slots=True)
class Pricing:
    """What a programme's new loans cost and how long they run: parts per million a year, months."""

    rate_ppm: int
    term_months: int


def path(
    *, code: str, source: Source, lent_vnd: Sequence[int], pricing: Pricing, cost_ppm: int, starts_on: date
) -> list[YearLine]:
    """Follow loans to the last year: straight-line repayment over the term, exact interest.

    Loans of a year are made, on average, in the middle of what is left of it, and repay for the first time at the
    end of the year after. Interest is principal × rate × days, added up as whole points and divided once a year
    by 1 000 000 × 365.
    """
    assert pricing.term_months > 0
    lines: list[YearLine] = []
    outstanding = 0
    for at, new_vnd in enumerate(lent_vnd):
        year = starts_on.year + at
        repaid = sum(_repaid_in(vintage, at - made, pricing.term_months) for made, vintage in enumerate(lent_vnd[:at]))
        points = outstanding * (date(year + 1, 1, 1) - date(year, 1, 1)).days + new_vnd * _days_of_new(starts_on, year)
        end = outstanding + new_vnd - repaid
        lines.append(
            YearLine(
                programme=code,
                source=source,
                year=year,
                lent_vnd=new_vnd,
                repaid_vnd=repaid,
                outstanding_vnd=end,
                capital_vnd=end - outstanding,
                interest_vnd=points * pricing.rate_ppm // (MILLION * YEAR_DAYS),
                subsidy_vnd=points * max(cost_ppm - pricing.rate_ppm, 0) // (MILLION * YEAR_DAYS),
            )
        )
        outstanding = end
    return lines


def _repaid_in(lent_vnd: int, years_after: int, term_months: int) -> int:
    """Return what of a loan is repaid in a year after the year in which it was made."""
    until = min(12 * years_after, term_months)
    before = min(12 * (years_after - 1), term_months)
    return lent_vnd * until // term_months - lent_vnd * before // term_months


def _days_of_new(starts_on: date, year: int) -> int:
    begins = starts_on if year == starts_on.year else date(year, 1, 1)
    return (date(year + 1, 1, 1) - begins).days // 2


def year_lines(
    loans: Sequence[Loans], pricing: Mapping[str, Pricing], assumptions: Assumptions, starts_on: date
) -> list[YearLine]:
    """Follow all loans, by programme and source."""
    summed: dict[tuple[str, Source], list[int]] = {}
    for loan in loans:
        for source, amounts in loan.lent_vnd.items():
            sums = summed.setdefault((loan.programme, source), [0] * len(amounts))
            for at, amount in enumerate(amounts):
                sums[at] += amount
    found: list[YearLine] = []
    for (code, source), lent_vnd in summed.items():
        if any(lent_vnd):
            cost_ppm = assumptions.cost_of_capital.of(source)
            found += path(
                code=code,
                source=source,
                lent_vnd=lent_vnd,
                pricing=pricing[code],
                cost_ppm=cost_ppm,
                starts_on=starts_on,
            )
    return found
