"""What was agreed: the amount, the rates, the plan of repayment and the order in which payments are shared out."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import Final

# 100 % a year: more is a comma read wrong.
RATE_MAX_PPM: Final = 1_000_000


class ImpossibleTerms(ValueError):  # noqa: N818 - it says what they are
    """Terms that no loan can have."""


class Part(Enum):
    """What a payment may settle."""

    PRINCIPAL_OVERDUE = "PRINCIPAL_OVERDUE"
    PRINCIPAL_CURRENT = "PRINCIPAL_CURRENT"
    INTEREST_OVERDUE = "INTEREST_OVERDUE"
    INTEREST_CURRENT = "INTEREST_CURRENT"


PRINCIPAL: Final = frozenset({Part.PRINCIPAL_OVERDUE, Part.PRINCIPAL_CURRENT})
INTEREST: Final = frozenset({Part.INTEREST_OVERDUE, Part.INTEREST_CURRENT})


@dataclass(frozen=True, slots=True)
class AllocationOrder:
    """In which order a payment settles the parts, while nothing is overdue and while something is."""

    while_current: tuple[Part, ...]
    while_overdue: tuple[Part, ...]

    def __post_init__(self) -> None:
        for order in (self.while_current, self.while_overdue):
            if len(order) != len(Part) or set(order) != set(Part):
                raise ImpossibleTerms(f"an order names every part once: {[part.name for part in order]}")


# Interest before principal; of an overdue loan principal first (Circular 39/2016/TT-NHNN, article 18, to be
# verified for policy credit: a programme may have another order).
USUAL_ORDER: Final = AllocationOrder(
    while_current=(Part.INTEREST_OVERDUE, Part.INTEREST_CURRENT, Part.PRINCIPAL_OVERDUE, Part.PRINCIPAL_CURRENT),
    while_overdue=(Part.PRINCIPAL_OVERDUE, Part.INTEREST_OVERDUE, Part.INTEREST_CURRENT, Part.PRINCIPAL_CURRENT),
)


@dataclass(frozen=True, slots=True)
class Instalment:
    """Principal to repay: due by contract on a day, and overdue if unpaid when `collect_by` ends.

    `collect_by` is the day of the commune's next transaction session where the due day has none.
    """

    due_on: date
    collect_by: date
    principal_vnd: int

    def __post_init__(self) -> None:
        if self.principal_vnd <= 0:
            raise ImpossibleTerms(f"an instalment of {self.principal_vnd} đồng")
        if self.collect_by < self.due_on:
            raise ImpossibleTerms(f"collected by {self.collect_by}, before it is due on {self.due_on}")


@dataclass(frozen=True)
class Plan:
    """Instalments in the order of their days.

    What is planned is the balance after each instalment, so whoever repays early has repaid the next
    instalments, and whoever was paid out less than approved begins to repay later.
    """

    instalments: tuple[Instalment, ...]

    def __post_init__(self) -> None:
        if not self.instalments:
            raise ImpossibleTerms("a plan without instalments")
        for earlier, later in pairwise(self.instalments):
            if not (earlier.due_on < later.due_on and earlier.collect_by < later.collect_by):
                raise ImpossibleTerms(f"instalments out of order: {earlier.due_on}, {later.due_on}")

    @cached_property
    def principal_vnd(self) -> int:
        """Return the sum of the instalments."""
        return sum(each.principal_vnd for each in self.instalments)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Return the last days of collection, in order."""
        return tuple(each.collect_by for each in self.instalments)

    @cached_property
    def _left_vnd(self) -> tuple[int, ...]:
        left = [self.principal_vnd]
        for each in self.instalments:
            left.append(left[-1] - each.principal_vnd)
        return tuple(left)

    def left_after(self, day: date) -> int:
        """Return the principal that may still be outstanding when a day ends, in đồng."""
        return self._left_vnd[bisect_right(self.days, day)]


@dataclass(frozen=True)
class LoanTerms:
    """A loan as it was agreed.

    Amounts in đồng, rates in ppm a year. `approved_vnd` is the most that may be disbursed; the plan repays it.
    """

    approved_vnd: int
    rate_ppm: int
    overdue_rate_ppm: int
    plan: Plan
    order: AllocationOrder = USUAL_ORDER

    def __post_init__(self) -> None:
        if self.approved_vnd <= 0:
            raise ImpossibleTerms(f"{self.approved_vnd} đồng approved")
        if self.plan.principal_vnd != self.approved_vnd:
            raise ImpossibleTerms(f"the plan repays {self.plan.principal_vnd} đồng of {self.approved_vnd} approved")
        if not 0 <= self.rate_ppm <= self.overdue_rate_ppm:
            raise ImpossibleTerms(f"rates of {self.rate_ppm} ppm, overdue {self.overdue_rate_ppm} ppm")


def plan_of(instalments: Iterable[tuple[date, int]]) -> Plan:
    """Return the plan of (due day, principal in đồng), each to be collected on its due day."""
    return Plan(tuple(Instalment(due_on=day, collect_by=day, principal_vnd=vnd) for day, vnd in instalments))
