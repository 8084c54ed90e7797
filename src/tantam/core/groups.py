"""What makes a savings-and-credit group whole: its size, and a board of people who are not close family.

Sources: regulation 15/QĐ-HĐQT of 2013 on savings-and-credit groups, as `law/groups` keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Final

from tantam.core.law.dated import get_on
from tantam.core.law.groups import GroupRules, Kin

# Relations to the head of a household, as the register has them.
_HEAD: Final = "HEAD"
_OF_TWO: Final[Mapping[frozenset[str], Kin]] = {
    frozenset({"HEAD", "SPOUSE"}): Kin.SPOUSE,
    frozenset({"HEAD", "CHILD"}): Kin.PARENT_CHILD,
    frozenset({"HEAD", "PARENT"}): Kin.PARENT_CHILD,
    frozenset({"SPOUSE", "CHILD"}): Kin.PARENT_CHILD,
    frozenset({"CHILD"}): Kin.SIBLING,
    frozenset({"PARENT"}): Kin.SPOUSE,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the law says on a day of a group's size and board."""

    members_min: int
    members_max: int
    board_min: int
    board_max: int
    close_kin: frozenset[Kin]
    savings_flag_vnd: int


class BoardFault(StrEnum):
    """Why people cannot be a board."""

    TOO_FEW = "TOO_FEW"
    TOO_MANY = "TOO_MANY"
    TWICE = "TWICE"
    CLOSE_KIN = "CLOSE_KIN"
    KIN_NOT_KNOWN = "KIN_NOT_KNOWN"


@dataclass(frozen=True, slots=True)
class BoardProblem:
    """A fault, and whom it is about: the two persons of a relation."""

    fault: BoardFault
    first: int | None = None
    second: int | None = None


def limits_on(rules: GroupRules, day: date) -> Limits:
    """Return the limits of a day.

    :raises MissingValueError: if the law says nothing for the day.
    """
    return Limits(
        members_min=get_on(rules.members_min, day, name="members_min").value,
        members_max=get_on(rules.members_max, day, name="members_max").value,
        board_min=get_on(rules.board_min, day, name="board_min").value,
        board_max=get_on(rules.board_max, day, name="board_max").value,
        close_kin=get_on(rules.board_close_kin, day, name="board_close_kin").value,
        savings_flag_vnd=get_on(rules.savings_flag_vnd, day, name="savings_flag_vnd").value,
    )


def kin_by_relations(first: str, second: str) -> Kin | None:
    """Return how two members of one household are related, from how each is related to its head.

    None where that does not follow: a head's wife and a head's parent are in-laws, an "other" may be anybody.
    """
    return _OF_TWO.get(frozenset({first, second})) if first != second or first != _HEAD else None


def pair_of(first: int, second: int) -> tuple[int, int]:
    """Return two persons in the one order in which pairs are kept."""
    assert first != second
    return (first, second) if first < second else (second, first)


def board_problems(
    persons: Collection[int],
    *,
    known: Mapping[tuple[int, int], Kin],
    declared: Mapping[tuple[int, int], Kin],
    limits: Limits,
) -> list[BoardProblem]:
    """Return why persons cannot be a board; nothing if they can.

    What the register knows counts before what was declared; what neither knows has to be declared.
    """
    members = list(persons)
    if len(set(members)) != len(members):
        return [BoardProblem(BoardFault.TWICE)]
    if len(members) < limits.board_min:
        return [BoardProblem(BoardFault.TOO_FEW)]
    if len(members) > limits.board_max:
        return [BoardProblem(BoardFault.TOO_MANY)]
    found = []
    for first, second in combinations(sorted(members), 2):
        kin = known.get((first, second), declared.get((first, second)))
        if kin is None:
            found.append(BoardProblem(BoardFault.KIN_NOT_KNOWN, first, second))
        elif kin in limits.close_kin or declared.get((first, second)) in limits.close_kin:
            found.append(BoardProblem(BoardFault.CLOSE_KIN, first, second))
    return found
