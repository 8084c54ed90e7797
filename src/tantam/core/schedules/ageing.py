"""Ageing: how many days a payment is past due, and in which range what is outstanding stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tantam.core.schedules.terms import ImpossibleTerms


@dataclass(frozen=True, slots=True)
class AgeRange:
    """A named range of days past due, both ends included; `last_day` is None where it has no end."""

    name: str
    first_day: int
    last_day: int | None

    def __post_init__(self) -> None:
        if self.first_day < 0 or (self.last_day is not None and self.last_day < self.first_day):
            raise ImpossibleTerms(f"a range cannot run from {self.first_day} to {self.last_day} days")

    def holds(self, days: int) -> bool:
        """Tell whether so many days past due stand in the range."""
        return self.first_day <= days and (self.last_day is None or days <= self.last_day)


@dataclass(frozen=True, slots=True)
class AgeingPause:
    """Days that do not age what is overdue, from one day and before another."""

    starts_on: date
    ends_before: date

    def __post_init__(self) -> None:
        if self.ends_before < self.starts_on:
            raise ImpossibleTerms(f"a pause cannot run from {self.starts_on} to {self.ends_before}")

    def days_between(self, after: date, until: date) -> int:
        """Return how many days of the pause lie between two days."""
        return max((min(until, self.ends_before) - max(after, self.starts_on)).days, 0)


def days_past_due(*, due_on: date, as_of: date, pauses: Iterable[AgeingPause] = ()) -> int:
    """Return how many days ago something fell due, without paused days; nought on the due date and before.

    Pauses that overlap count once.
    """
    if as_of <= due_on:
        return 0
    paused, counted_until = 0, due_on
    for pause in sorted(pauses, key=lambda pause: pause.starts_on):
        paused += pause.days_between(counted_until, as_of)
        counted_until = max(counted_until, min(pause.ends_before, as_of))
    return (as_of - due_on).days - paused


def range_of(days: int, ranges: Sequence[AgeRange]) -> AgeRange | None:
    """Return the first range that holds so many days past due, or None."""
    return next((age_range for age_range in ranges if age_range.holds(days)), None)


def amounts_by_range(
    outstanding: Iterable[tuple[date, int]],
    *,
    as_of: date,
    ranges: Sequence[AgeRange],
    pauses: Sequence[AgeingPause] = (),
) -> dict[str, int]:
    """Return what is overdue in each range, nought where nothing is; `outstanding` are due dates and amounts.

    What is overdue but in no range is left out, and so is what is not overdue.
    :raises ImpossibleTerms: if an amount is negative.
    """
    amounts = {age_range.name: 0 for age_range in ranges}
    for due_on, amount in outstanding:
        if amount < 0:
            raise ImpossibleTerms(f"{amount} cannot be outstanding")
        days = days_past_due(due_on=due_on, as_of=as_of, pauses=pauses)
        found = range_of(days, ranges) if as_of > due_on else None
        if found:
            amounts[found.name] += amount
    return amounts
