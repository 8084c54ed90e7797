"""What speaks against lending an amount, by what the law answers about who asks: reasons, never a score."""

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
    NO_SECURITY = "NO_SECURITY"  # above what is lent unsecured, and nothing is put up
    CLOSED = "CLOSED"  # the establishment works no longer


OPEN = frozenset({Objection.RULE_OPEN, Objection.CAP_OPEN})


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection with the rule that it comes from, or the most that would do (đồng or months)."""

    why: Objection
    rule: str = ""
    most: int | None = None


def objections_to(answer: Answer, *, amount_vnd: int, term_months: int, secured_vnd: int = 0) -> tuple[Objected, ...]:
    """Return what speaks against lending an amount (đồng) for so many months; nothing where it may be lent.

    `secured_vnd` is the value of what is put up: the law says from which debt on it is asked, not how much is enough.

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
    found += _by_cap(answer, amount_vnd)
    if answer.longest_term_months is not None and term_months > answer.longest_term_months:
        found.append(Objected(Objection.TERM_TOO_LONG, most=answer.longest_term_months))
    if answer.rate_ppm is None or answer.overdue_rate_ppm is None:
        found.append(Objected(Objection.NO_RATE))
    unsecured_vnd = answer.unsecured_up_to_vnd
    if unsecured_vnd is not None and not secured_vnd and (answer.owed_vnd or 0) + amount_vnd > unsecured_vnd:
        found.append(Objected(Objection.NO_SECURITY, most=unsecured_vnd))
    return tuple(found)


def _by_cap(answer: Answer, amount_vnd: int) -> list[Objected]:
    most_vnd = answer.cap_vnd if answer.cap_left_vnd is None else answer.cap_left_vnd
    if most_vnd is not None and amount_vnd > most_vnd:
        return [Objected(Objection.ABOVE_CAP, most=most_vnd)]
    return [Objected(Objection.CAP_OPEN)] if answer.has_cap and answer.cap_left_vnd is None else []
