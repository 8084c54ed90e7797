"""The figures of a run, read from its kept result: sums over communes, programmes, sources and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tantam.core.law.conditions import Truth

LOW, CENTRAL, HIGH = "LOW", "CENTRAL", "HIGH"
SCENARIOS: Final = (LOW, CENTRAL, HIGH)
SOURCES: Final = ("CENTRAL", "MOBILISED", "LOCAL")
Result = Mapping[str, Any]
Key = tuple[str, str, str]  # programme, commune, source


def flow(rows: Iterable[Mapping[str, Any]], before: Truth, after: Truth) -> int:
    """Count households that went from one answer to another."""
    return sum(row["flows"][before][after] for row in rows)


def answered(rows: Iterable[Mapping[str, Any]], truth: Truth, *, after: bool) -> int:
    """Count households with an answer, before or after."""
    rows = list(rows)
    return sum(flow(rows, other, truth) if after else flow(rows, truth, other) for other in Truth)


def lent(result: Result, scenario: str) -> Counter[Key]:
    """Return what a scenario lends more (and less, below nothing), in đồng by programme, commune and source."""
    sums: Counter[Key] = Counter()
    for name, sign in (("more", 1), ("fewer", -1)):
        for loan in result["scenarios"][scenario][name]:
            for source, amounts in loan["lent_vnd"].items():
                sums[loan["programme"], loan["commune"], source] += sign * sum(amounts)
    return sums


def borrowers(result: Result, scenario: str) -> Counter[tuple[str, str]]:
    """Return how many more households (or fewer) borrow, by programme and commune."""
    sums: Counter[tuple[str, str]] = Counter()
    for name, sign in (("more", 1), ("fewer", -1)):
        for loan in result["scenarios"][scenario][name]:
            sums[loan["programme"], loan["commune"]] += sign * sum(loan["borrowers"])
    return sums


def summed(sums: Mapping[Key, int], *, programme: str = "", source: str = "") -> int:
    """Return the sum over all communes of a programme or a source."""
    return sum(
        amount for (own, _place, from_), amount in sums.items() if programme in ("", own) and source in ("", from_)
    )


def by_commune(sums: Mapping[Key, int], *, source: str = "") -> Counter[str]:
    """Return the sums by commune, of one source if it is given."""
    found: Counter[str] = Counter()
    for (_programme, commune, own), amount in sums.items():
        if source in ("", own):
            found[commune] += amount
    return found


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year of all programmes, in đồng: more less fewer."""

    lent_vnd: int = 0
    repaid_vnd: int = 0
    outstanding_vnd: int = 0
    capital_vnd: int = 0
    interest_vnd: int = 0
    subsidy_vnd: int = 0

    def plus(self, row: Mapping[str, Any], sign: int) -> YearSum:
        """Return the sum with another line added, or taken away."""
        return YearSum(*(getattr(self, name) + sign * row[name] for name in self.__slots__))


def year_sums(result: Result, scenario: str, *, source: str = "", programme: str = "") -> dict[int, YearSum]:
    """Return the years of a scenario, of one source or programme if it is given."""
    sums = {year: YearSum() for year in result["years"]}
    for name, sign in (("years_more", 1), ("years_fewer", -1)):
        for row in result["scenarios"][scenario][name]:
            if source in ("", row["source"]) and programme in ("", row["programme"]):
                sums[row["year"]] = sums[row["year"]].plus(row, sign)
    return sums


@dataclass(frozen=True, slots=True)
class Total:
    """What a run comes to: households each counted once, and demand for capital to the last year in đồng."""

    households: int
    gaining: int
    losing: int
    open_after: int
    low_vnd: int
    central_vnd: int
    high_vnd: int
    local_vnd: int  # of the central assumption
    capital_vnd: int  # outstanding at the end of the last year, central
    interest_vnd: int  # of the last year, central
    subsidy_vnd: int
    borrowers: int


def total_of(result: Result) -> Total:
    """Return the totals of a run."""
    reached = result["reached"]
    central = lent(result, CENTRAL)
    last = year_sums(result, CENTRAL)[result["years"][-1]]
    return Total(
        households=result["households"],
        gaining=sum(row["gaining"] for row in reached),
        losing=sum(row["losing"] for row in reached),
        open_after=sum(row["open_after"] for row in reached),
        low_vnd=sum(lent(result, LOW).values()),
        central_vnd=sum(central.values()),
        high_vnd=sum(lent(result, HIGH).values()),
        local_vnd=summed(central, source="LOCAL"),
        capital_vnd=last.outstanding_vnd,
        interest_vnd=last.interest_vnd,
        subsidy_vnd=last.subsidy_vnd,
        borrowers=sum(borrowers(result, CENTRAL).values()),
    )
