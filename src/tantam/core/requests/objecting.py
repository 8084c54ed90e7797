"""What speaks against lending an amount to a household, by what the law answers about it: reasons, never a score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tantam.core.law.conditions import Truth

if TYPE_CHECKING:
    from tantam.core.eligibility.answers import Answer


class Objection(StrEnum):
    """Why a request cannot be lent on; what is OPEN a person may settle, with the paper that it rests on."""

    NOT_LENT = "NOT_LENT"  # nothing new is lent under the programme
    RULE_FAILED = "RULE_FAILED"
    RULE_OPEN = "RULE_OPEN"
    ABOVE_CAP = "ABOVE_CAP"
    CAP_OPEN = "CAP_OPEN"
    TERM_TOO_LONG = "TERM_TOO_LONG"
    NO_RATE = "NO_RATE"


OPEN = frozenset({Objection.RULE_OPEN, Objection.CAP_OPEN})


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection with the rule that it comes from, or the most that would do (đồng or months)."""

    why: Objection
    rule: str = ""
    most: int | None = None


def objections_to(answer: Answer, *, amount_vnd: int, term_months: int) -> tuple[Objected, ...]:
    """Return what speaks against lending an amount (đồng) for so many months; nothing where it may be lent.

    A cap that depends on a missing fact or on debts that nobody knows is open; a term that the law leaves open
    refuses nothing.
    """
    found: list[Objected] = []
    if not answer.is_lent:
        found.append(Objected(Objection.NOT_LENT))
    for reason in answer.reasons:
        if reason.truth is Truth.NO:
            found.append(Objected(Objection.RULE_FAILED, rule=reason.requirement.key))
        elif reason.truth is Truth.UNKNOWN and answer.is_lent:
            found.append(Objected(Objection.RULE_OPEN, rule=reason.requirement.key))
    if answer.has_cap and answer.cap_left_vnd is None:
        if answer.cap_vnd is not None and amount_vnd > answer.cap_vnd:
            found.append(Objected(Objection.ABOVE_CAP, most=answer.cap_vnd))
        else:
            found.append(Objected(Objection.CAP_OPEN))
    elif answer.cap_left_vnd is not None and amount_vnd > answer.cap_left_vnd:
        found.append(Objected(Objection.ABOVE_CAP, most=answer.cap_left_vnd))
    if answer.longest_term_months is not None and term_months > answer.longest_term_months:
        found.append(Objected(Objection.TERM_TOO_LONG, most=answer.longest_term_months))
    if answer.rate_ppm is None or answer.overdue_rate_ppm is None:
        found.append(Objected(Objection.NO_RATE))
    return tuple(found)
