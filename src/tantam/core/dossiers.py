"""The life of a policy dossier, and what it lacks before it can become a paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class DossierState(StrEnum):
    """What stands with a dossier."""

    WRITING = "WRITING"
    CONSULTING = "CONSULTING"
    FINAL = "FINAL"
    REGISTERED = "REGISTERED"


class PartCode(StrEnum):
    """The parts of a proposal, in the order in which they stand on paper."""

    PROBLEM = "PROBLEM"
    LAW = "LAW"
    EVIDENCE = "EVIDENCE"
    PROPOSAL = "PROPOSAL"
    IMPLEMENTATION = "IMPLEMENTATION"


class OpinionState(StrEnum):
    """What stands with an opinion that was asked for; derived, never stored."""

    WAITING = "WAITING"
    OVERDUE = "OVERDUE"
    ANSWERED = "ANSWERED"


class Stance(StrEnum):
    """What a consulted unit says of the proposal."""

    AGREE = "AGREE"
    AGREE_WITH_CHANGES = "AGREE_WITH_CHANGES"
    DISAGREE = "DISAGREE"


class Lack(StrEnum):
    """Why a dossier cannot be finished yet."""

    EMPTY_PART = "EMPTY_PART"
    OPINION_IN_TIME = "OPINION_IN_TIME"
    OPINION_NOT_SETTLED = "OPINION_NOT_SETTLED"


EDITABLE: Final = frozenset({DossierState.WRITING, DossierState.CONSULTING})


@dataclass(frozen=True, slots=True)
class AskedOpinion:
    """An opinion as far as it decides whether the dossier is whole."""

    unit: str
    due_on: date
    stance: Stance | None = None
    settled: bool = False


def opinion_state(*, answered: bool, due_on: date, on: date) -> OpinionState:
    """Return the state of an opinion on a day; on the day of the deadline it is still in time."""
    if answered:
        return OpinionState.ANSWERED
    return OpinionState.WAITING if on <= due_on else OpinionState.OVERDUE


def must_be_settled(stance: Stance | None) -> bool:
    """Tell whether the lead unit has to say how it took an answer in: whoever simply agrees asks nothing."""
    return stance in (Stance.AGREE_WITH_CHANGES, Stance.DISAGREE)


def list_lacks(
    *, texts: Mapping[PartCode, str], opinions: Iterable[AskedOpinion], on: date
) -> list[tuple[Lack, PartCode | AskedOpinion]]:
    """Return what a dossier lacks on a day, in the order of the paper.

    An opinion whose deadline passed is no lack: the paper names the unit instead.
    """
    lacks: list[tuple[Lack, PartCode | AskedOpinion]] = [
        (Lack.EMPTY_PART, code) for code in PartCode if not texts.get(code, "").strip()
    ]
    for one in opinions:
        state = opinion_state(answered=one.stance is not None, due_on=one.due_on, on=on)
        if state is OpinionState.WAITING:
            lacks.append((Lack.OPINION_IN_TIME, one))
        elif must_be_settled(one.stance) and not one.settled:
            lacks.append((Lack.OPINION_NOT_SETTLED, one))
    return lacks
