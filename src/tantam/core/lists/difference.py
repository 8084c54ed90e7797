"""What a list changes against what is in force, household by household.

The classes of a household are those of Decree 351/2025/NĐ-CP (until 2026: 07/2021/NĐ-CP): poor, near-poor,
newly escaped, average living. A household has one of them, but that one which escapes may also be of average
living: credit for newly escaped households (Decision 28/2015/QĐ-TTg) looks at the day of the escape alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

POOR: Final = "POOR"
NEAR_POOR: Final = "NEAR_POOR"
NEWLY_ESCAPED: Final = "NEWLY_ESCAPED"
AVERAGE_LIVING: Final = "AVERAGE_LIVING"
# The first that holds names the household's class.
CLASSES: Final = (POOR, NEAR_POOR, NEWLY_ESCAPED, AVERAGE_LIVING)
LISTED: Final = frozenset({POOR, NEAR_POOR})  # a year's list names all of them: who is not on it went out


class Change(StrEnum):
    """What happens to a household's class."""

    CAME_IN = "CAME_IN"
    WENT_OUT = "WENT_OUT"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"


@dataclass(frozen=True, slots=True)
class Step:
    """The classes of a household that end on the day, and those that begin."""

    ends: frozenset[str]
    starts: frozenset[str]


def class_of(kinds: Collection[str]) -> str:
    """Return the class of a household out of the statuses it has; "" for none."""
    return next((kind for kind in CLASSES if kind in kinds), "")


def change_between(before: str, after: str) -> Change:
    """Return what it means for a household to be of one class before and of another after; "" is none.

    Who leaves poverty or near-poverty went out, and who enters either came in, whatever they were or become else.
    """
    if before == after:
        return Change.UNCHANGED
    if before in LISTED and after not in LISTED:
        return Change.WENT_OUT
    if after in LISTED and before not in LISTED:
        return Change.CAME_IN
    return Change.CHANGED if before else Change.CAME_IN


def step_to(kinds: Collection[str], after: str, *, escapes: bool = True) -> Step:
    """Return what ends and what begins when a household with these statuses becomes of a class; "" is none.

    A household that leaves poverty or near-poverty is newly escaped from that day, unless it does not escape
    but is taken out for another reason (it moved away, nobody of it is left).
    """
    now = frozenset(kinds) & frozenset(CLASSES)
    wanted = {after} if after else set()
    leaves = bool(now & LISTED) and after not in LISTED
    if leaves and escapes:
        wanted.add(NEWLY_ESCAPED)
    if NEWLY_ESCAPED in now and after not in LISTED:
        wanted.add(NEWLY_ESCAPED)  # it runs on from the day of the escape, which a later list does not move
    if not after and AVERAGE_LIVING in now:
        wanted.add(AVERAGE_LIVING)
    return Step(ends=now - wanted, starts=frozenset(wanted) - now)


def count_changes(before: Mapping[int, str], after: Mapping[int, str]) -> dict[Change, int]:
    """Return how many households come in, go out, change and stay.

    Households that neither side knows, or that are of no class on both, are not counted.
    """
    counts = dict.fromkeys(Change, 0)
    for household in before.keys() | after.keys():
        was, becomes = before.get(household, ""), after.get(household, "")
        if was or becomes:
            counts[change_between(was, becomes)] += 1
    return counts
