"""Reporting rates as DHIS2 defines them, who is slipping, and how good the evidence is.

Completeness is what was done of what was expected; timeliness is what was done on time of what was expected.
Expected is every duty less the exempt, so that dropping a unit cannot improve a rate. A rate always carries
its numerator and denominator; nothing here divides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tantam.core.duties import DutyState, Tally

# Units with fewer duties than this are not compared: one late paper would put them last.
COMPARED_FROM: Final = 3

# The states by place: counts of duties are kept as six numbers in this order.
STATES: Final = tuple(DutyState)
PLACE: Final = {state: place for place, state in enumerate(STATES)}

# The order in which a state claims a cell that stands for several duties: the worst first.
WORST_FIRST: Final = (
    DutyState.OPEN_OVERDUE,
    DutyState.OPEN_IN_TIME,
    DutyState.DONE_LATE,
    DutyState.DONE_ON_TIME,
    DutyState.NOT_DUE,
    DutyState.EXEMPT,
)
_WORST_PLACES: Final = tuple(PLACE[state] for state in WORST_FIRST)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        assert 0 <= self.part <= self.whole

    @property
    def per_mille(self) -> int | None:
        """Return the share in thousandths, half up; of nothing there is no share."""
        return None if self.whole == 0 else (self.part * 2000 + self.whole) // (self.whole * 2)

    def is_below(self, other: "Rate") -> bool:
        """Tell whether this share is smaller than another; compared exactly, by cross-multiplying."""
        return self.part * other.whole < other.part * self.whole


def completeness(tally: Tally) -> Rate:
    """Return the reporting rate: done of expected."""
    return Rate(tally.done, tally.expected)


def timeliness(tally: Tally) -> Rate:
    """Return the reporting rate on time: done on time of expected."""
    return Rate(tally.done_on_time, tally.expected)


@dataclass(frozen=True, slots=True)
class Standing:
    """What tells whether a unit slips: all its duties, and those of the last two periods past."""

    whole: Tally
    earlier: Tally
    later: Tally

    @property
    def has_fallen(self) -> bool:
        """Tell whether timeliness fell between two periods in which the unit had enough to compare."""
        if min(self.earlier.expected, self.later.expected) < COMPARED_FROM:
            return False
        return timeliness(self.later).is_below(timeliness(self.earlier))

    @property
    def is_compared(self) -> bool:
        """Tell whether the unit has enough duties to stand in a list beside others."""
        return self.whole.expected >= COMPARED_FROM

    @property
    def is_slipping(self) -> bool:
        """Tell whether the unit has overdue work or a falling timeliness."""
        return self.is_compared and (self.whole.open_overdue > 0 or self.has_fallen)


def slipping(standings: Sequence[Standing]) -> list[int]:
    """Return the places of the slipping, most overdue first, then the deepest in what was missed on time.

    Equals keep the order in which they came, the official one.
    """
    chosen = [place for place, standing in enumerate(standings) if standing.is_slipping]
    return sorted(
        chosen,
        key=lambda place: (-standings[place].whole.open_overdue, not standings[place].has_fallen),
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What became of the work that units signed off.

    `signed` were ever signed off; of them `accepted`, `returned` and `waiting` stand so now (`reopened` were
    returned and are being mended); `ever_returned` were returned at least once.
    """

    signed: int = 0
    accepted: int = 0
    waiting: int = 0
    returned: int = 0
    reopened: int = 0
    ever_returned: int = 0

    def __post_init__(self) -> None:
        assert self.accepted + self.waiting + self.returned + self.reopened == self.signed
        assert self.ever_returned <= self.signed

    @property
    def verified(self) -> Rate:
        """Return the share of signed-off submissions that were accepted."""
        return Rate(self.accepted, self.signed)

    @property
    def returned_once(self) -> Rate:
        """Return the share of signed-off submissions that were ever returned."""
        return Rate(self.ever_returned, self.signed)


def worst(counts: Sequence[int]) -> DutyState | None:
    """Return the worst state with a count above zero; `counts` are in the order of DutyState."""
    for place in _WORST_PLACES:
        if counts[place]:
            return STATES[place]
    return None


def tally_of(counts: Sequence[int]) -> Tally:
    """Return six counts in the order of DutyState as a tally."""
    assert len(counts) == len(STATES)
    return Tally(**{state.value.lower(): count for state, count in zip(STATES, counts, strict=True)})


def total_of(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    return sum(tallies, Tally())
