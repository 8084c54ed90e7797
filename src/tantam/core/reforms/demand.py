"""From households that are moved to capital: cells by commune, programme, source and year, in whole đồng.

What all communes together would borrow under a programme is computed once and divided by largest remainders, so
that every sum over communes, years or sources is the sum of its cells. Interest of a year is likewise computed
once for all sources of a programme and divided. What is repaid is rounded for each source and year of lending; of
it, and of what is outstanding, the whole is the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tantam.core.reforms.apportion import apportion
from tantam.core.reforms.assumptions import MILLION, Assumptions, SourceShares, TakeUp
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


@dataclass(frozen=True, slots=True)
class Room:
    """What the households of a commune could borrow more, or less, under a programme, before any of them does.

    `vnd_ppm` is đồng × parts per million, `heads_ppm` households × parts per million.
    """

    programme: str
    commune: str
    vnd_ppm: int
    heads_ppm: int


def room_gained(row: Movement, take_up: TakeUp) -> Room:
    """Return the room of households that gain, with the share of the undecided that would turn out to."""
    return Room(
        programme=row.programme,
        commune=row.commune,
        vnd_ppm=row.gain_vnd * MILLION + row.open_vnd * take_up.unknown_ppm,
        heads_ppm=row.valued_gains * MILLION + row.valued_open * take_up.unknown_ppm,
    )


def room_lost(row: Movement) -> Room:
    """Return the room of households that lose: of loans that would have been made and no longer are."""
    return Room(
        programme=row.programme,
        commune=row.commune,
        vnd_ppm=row.loss_vnd * MILLION,
        heads_ppm=row.valued_losses * MILLION,
    )


def loans_of(
    rooms: Iterable[Room], *, take_up: TakeUp, assumptions: Assumptions, sources: Mapping[str, Source], years: int
) -> list[Loans]:
    """Return what becomes of rooms under a take-up, by programme and commune."""
    groups: dict[str, list[Room]] = {}
    for room in rooms:
        groups.setdefault(room.programme, []).append(room)
    found: list[Loans] = []
    for code, own in groups.items():
        found += _loans(own, take_up, shares_of(code, assumptions, sources), years)
    return found


def _loans(rooms: Sequence[Room], take_up: TakeUp, shares: SourceShares, years: int) -> list[Loans]:
    """Turn the rooms of a programme into loans; divided once for all communes together.

    Households are rounded half up, amounts down to the đồng.
    """
    steps = [take_up.borrowed_ppm(year) - take_up.borrowed_ppm(year - 1) for year in range(1, years + 1)]
    weights, heads = [room.vnd_ppm for room in rooms], [room.heads_ppm for room in rooms]
    total_vnd = sum(weights) * sum(steps) * take_up.drawn_ppm // MILLION**3
    borrowers = (2 * sum(heads) * sum(steps) + MILLION**2) // (2 * MILLION**2)
    parts = [shares.of(source) for source in SOURCES]
    found = []
    for room, amount_vnd, count in zip(rooms, apportion(total_vnd, weights), apportion(borrowers, heads), strict=True):
        if not amount_vnd and not count:
            continue
        by_year = [apportion(lent_vnd, parts) for lent_vnd in apportion(amount_vnd, steps)]
        found.append(
            Loans(
                programme=room.programme,
                commune=room.commune,
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
    *,
    code: str,
    lent_vnd: Mapping[Source, Sequence[int]],
    pricing: Pricing,
    cost_ppm: Mapping[Source, int],
    starts_on: date,
) -> list[YearLine]:
    """Follow the loans of a programme to the last year, by source: straight-line repayment, exact interest.

    Loans of a year are made, on average, in the middle of what is left of it, and repay for the first time at the
    end of the year after. Interest is principal × rate × days, added up as whole points; see `interest_by_part`.
    """
    assert pricing.term_months > 0
    [years] = {len(amounts) for amounts in lent_vnd.values()}
    lines: list[YearLine] = []
    outstanding = dict.fromkeys(lent_vnd, 0)
    for at in range(years):
        year = starts_on.year + at
        days, days_of_new = (date(year + 1, 1, 1) - date(year, 1, 1)).days, _days_of_new(starts_on, year)
        held = {source: outstanding[source] * days + lent_vnd[source][at] * days_of_new for source in lent_vnd}
        beyond_ppm = {source: max(cost_ppm[source] - pricing.rate_ppm, 0) for source in lent_vnd}
        interest = interest_by_part([held[source] * pricing.rate_ppm for source in lent_vnd])
        subsidy = interest_by_part([held[source] * beyond_ppm[source] for source in lent_vnd])
        for (source, lent), interest_vnd, subsidy_vnd in zip(lent_vnd.items(), interest, subsidy, strict=True):
            repaid = sum(_repaid_in(vintage, at - made, pricing.term_months) for made, vintage in enumerate(lent[:at]))
            lines.append(
                YearLine(
                    programme=code,
                    source=source,
                    year=year,
                    lent_vnd=lent[at],
                    repaid_vnd=repaid,
                    outstanding_vnd=outstanding[source] + lent[at] - repaid,
                    capital_vnd=lent[at] - repaid,
                    interest_vnd=interest_vnd,
                    subsidy_vnd=subsidy_vnd,
                )
            )
            outstanding[source] += lent[at] - repaid
    return lines


def interest_by_part(points: Sequence[int]) -> list[int]:
    """Turn points (đồng × parts per million × days) of parts of a balance into whole đồng.

    Their sum is divided once, by 1 000 000 × 365, and rounded down; the parts are divided by largest remainders, so
    that they add up to the interest of the whole.
    """
    return apportion(sum(points) // (MILLION * YEAR_DAYS), points)


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
    """Follow all loans, by programme and source; a source that lends nothing has no lines."""
    summed: dict[str, dict[Source, list[int]]] = {}
    for loan in loans:
        of_programme = summed.setdefault(loan.programme, {})
        for source, amounts in loan.lent_vnd.items():
            sums = of_programme.setdefault(source, [0] * len(amounts))
            for at, amount in enumerate(amounts):
                sums[at] += amount
    cost_ppm = {source: assumptions.cost_of_capital.of(source) for source in SOURCES}
    found: list[YearLine] = []
    for code, by_source in summed.items():
        lent_vnd = {source: amounts for source, amounts in by_source.items() if any(amounts)}
        if lent_vnd:
            found += path(code=code, lent_vnd=lent_vnd, pricing=pricing[code], cost_ppm=cost_ppm, starts_on=starts_on)
    return found
