"""The state of a duty, and the rates that follow from states."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyState(StrEnum):
    """What stands with a duty on a day. Every duty is in exactly one state."""

    NOT_DUE = "NOT_DUE"
    OPEN_IN_TIME = "OPEN_IN_TIME"
    OPEN_OVERDUE = "OPEN_OVERDUE"
    DONE_ON_TIME = "DONE_ON_TIME"
    DONE_LATE = "DONE_LATE"
    EXEMPT = "EXEMPT"


DONE = frozenset({DutyState.DONE_ON_TIME, DutyState.DONE_LATE})
OPEN = frozenset({DutyState.OPEN_IN_TIME, DutyState.OPEN_OVERDUE})


def state_of(*, opens_on: date, due_on: date, done_on: date | None, exempt: bool, on: date) -> DutyState:
    """Return the state of a duty on a day.

    An exemption comes before all else; the due day itself is still in time. Work signed off after `on` is
    not yet done on that day, so that the state of a past day can be asked for.
    """
    assert opens_on <= due_on
    if exempt:
        return DutyState.EXEMPT
    if done_on is not None and done_on <= on:
        return DutyState.DONE_ON_TIME if done_on <= due_on else DutyState.DONE_LATE
    if on > due_on:
        return DutyState.OPEN_OVERDUE
    return DutyState.NOT_DUE if on < opens_on else DutyState.OPEN_IN_TIME


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties are in each state; the six counts make the total."""

    not_due: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    done_on_time: int = 0
    done_late: int = 0
    exempt: int = 0

    @property
    def total(self) -> int:
        """Return how many duties there are."""
        return self.not_due + self.open_in_time + self.open_overdue + self.done_on_time + self.done_late + self.exempt

    @property
    def expected(self) -> int:
        """Return the denominator of both rates: all duties less the exempt."""
        return self.total - self.exempt

    @property
    def done(self) -> int:
        """Return the numerator of completeness (DHIS2: reporting rate)."""
        return self.done_on_time + self.done_late

    def of(self, state: DutyState) -> int:
        """Return the count of one state."""
        return int(getattr(self, state.value.lower()))

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{s.value.lower(): self.of(s) + other.of(s) for s in DutyState})


def tally(states: Iterable[DutyState]) -> Tally:
    """Count duties by state."""
    counts = dict.fromkeys((state.value.lower() for state in DutyState), 0)
    for state in states:
        counts[state.value.lower()] += 1
    return Tally(**counts)
