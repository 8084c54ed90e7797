"""What the question "who may borrow?" is asked with and answered with: plain values, no decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tantam.core.law.conditions import Requirement, Truth
from tantam.core.law.dated import Words

# The value of a fact: yes/no, a number, a day or none, a choice. A fact without an entry is unknown.
FactValue = bool | int | date | str | None
# Principal outstanding by programme, in đồng; None where it is not known what is owed.
Debts = Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Borrower:
    """What is known about a household, or an establishment, on the day asked for."""

    facts: Mapping[str, FactValue] = field(default_factory=dict)
    debts: Debts = None
    is_household: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule passed, failed or left open: its clause, what it needs, what the household has.

    `needed` has the parameters that the rule used, with their values on the day; `had` the facts it looked at
    (a missing one is not in it).
    """

    requirement: Requirement
    truth: Truth
    needed: Mapping[str, int]
    had: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a person has to look at; it refuses nothing."""

    key: str  # HOUSEHOLD_DEBT | OVERLAP | VERIFY | DEBTS_UNKNOWN | CAP_REACHED
    words: Words


@dataclass(frozen=True, slots=True)
class Answer:
    """May the household borrow under a programme on a day, how much, at what rate, for how long, and why.

    Amounts are đồng, rates parts per million a year; None is "not known" (a missing fact, or the law says
    nothing), and `missing` lists the facts to ask for, in the order in which they are asked.
    `truth` is NO when a rule fails or nothing new is lent, YES when all rules pass and lending is open.
    """

    programme: str
    truth: Truth
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    is_lent: bool
    cap_vnd: int | None
    has_cap: bool
    owed_vnd: int | None  # under the programme and those that share its cap
    cap_left_vnd: int | None
    rate_ppm: int | None
    overdue_rate_ppm: int | None
    longest_term_months: int | None
    unsecured_up_to_vnd: int | None
    papers: tuple[str, ...]
    cautions: tuple[Caution, ...]
