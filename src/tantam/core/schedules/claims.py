"""What an instalment claims, part by part, and in which order a payment meets the claims."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tantam.core.schedules.terms import ImpossibleTerms


class Part(StrEnum):
    """What money is owed for."""

    PENALTY = "PENALTY"
    FEE = "FEE"
    INTEREST = "INTEREST"
    PRINCIPAL = "PRINCIPAL"


class AllocationStyle(StrEnum):
    """OLDEST_INSTALMENT_FIRST: instalment by instalment, whether due or not, in one order of parts.

    DUE_THEN_IN_ADVANCE: first what is due on the day of payment (a charge by its own due date), oldest
    instalment first; then what is not due yet, instalment by instalment, in its own order of parts.
    """

    OLDEST_INSTALMENT_FIRST = "OLDEST_INSTALMENT_FIRST"
    DUE_THEN_IN_ADVANCE = "DUE_THEN_IN_ADVANCE"


@dataclass(frozen=True, slots=True)
class Allocation:
    """The order in which a payment meets claims; `in_advance` is for what is not due yet.

    With `last_first`, what is not due yet is met from the last instalment backwards.
    """

    style: AllocationStyle
    order: tuple[Part, ...]
    in_advance: tuple[Part, ...] = ()
    last_first: bool = False

    def __post_init__(self) -> None:
        orders = [self.order]
        if self.style is AllocationStyle.DUE_THEN_IN_ADVANCE:
            orders.append(self.in_advance)
        if any(sorted(order) != sorted(Part) for order in orders):
            raise ImpossibleTerms("an order of allocation names each part once")

    def sorted(self, claims: Iterable["Claim"], *, paid_on: date) -> list["Claim"]:
        """Return claims in the order in which a payment of that day meets them."""
        by_order = {part: place for place, part in enumerate(self.order)}
        if self.style is AllocationStyle.OLDEST_INSTALMENT_FIRST:
            return sorted(claims, key=lambda claim: (claim.row, by_order[claim.part], claim.due_on))
        ahead = {part: place for place, part in enumerate(self.in_advance)}

        def place(claim: Claim) -> tuple[int, int, int, date]:
            is_ahead = claim.due_on > paid_on
            row = -claim.row if is_ahead and self.last_first else claim.row
            return (int(is_ahead), row, (ahead if is_ahead else by_order)[claim.part], claim.due_on)

        return sorted(claims, key=place)


@dataclass(slots=True)
class Claim:
    """An amount owed for one part of one instalment, in money units; `row` is the instalment's place.

    `entered` counts the entries of an account; a claim `is_late` if no payment before its entry meets it.
    """

    row: int
    part: Part
    due_on: date
    amount: int
    paid: int = 0
    entered: int = 0
    is_late: bool = False

    def is_met_by(self, *, entered: int, paid_on: date) -> bool:
        """Tell whether a payment of a day may meet the claim: it was entered before, or fell due by then."""
        return self.entered <= entered or (self.due_on <= paid_on and not self.is_late)

    @property
    def outstanding(self) -> int:
        """Return what is not paid yet."""
        return self.amount - self.paid


@dataclass(frozen=True, slots=True)
class Split:
    """How a payment was split, in money units; `excess` is what nothing claimed."""

    principal: int = 0
    interest: int = 0
    fees: int = 0
    penalties: int = 0
    excess: int = 0

    @property
    def total(self) -> int:
        """Return the whole payment."""
        return self.principal + self.interest + self.fees + self.penalties + self.excess

    def plus(self, more: "Split") -> "Split":
        """Return the sum of both, part by part."""
        return Split(
            principal=self.principal + more.principal,
            interest=self.interest + more.interest,
            fees=self.fees + more.fees,
            penalties=self.penalties + more.penalties,
            excess=self.excess + more.excess,
        )


@dataclass(slots=True)
class PaidRow:
    """What was paid on an instalment, and when its last claim was met."""

    due_on: date
    paid: int = 0
    in_advance: int = 0
    late: int = 0
    last_paid_on: date | None = None

    def take(self, amount: int, paid_on: date) -> None:
        """Count a payment in."""
        self.paid += amount
        self.in_advance += amount if paid_on < self.due_on else 0
        self.late += amount if paid_on > self.due_on else 0
        self.last_paid_on = paid_on


@dataclass(slots=True)
class Met:
    """Sums by part of what one payment met."""

    by_part: dict[Part, int] = field(default_factory=lambda: dict.fromkeys(Part, 0))

    def split(self, excess: int) -> Split:
        """Return the sums as a split."""
        return Split(
            principal=self.by_part[Part.PRINCIPAL],
            interest=self.by_part[Part.INTEREST],
            fees=self.by_part[Part.FEE],
            penalties=self.by_part[Part.PENALTY],
            excess=excess,
        )


def meet(claims: Sequence[Claim], rows: Sequence[PaidRow], *, amount: int, paid_on: date) -> Split:
    """Meet claims, already in order, with a payment; write down what each claim and row received.

    :raises ImpossibleTerms: if the payment is negative.
    """
    if amount < 0:
        raise ImpossibleTerms(f"a payment of {amount} cannot be taken")
    left, met = amount, Met()
    for claim in claims:
        taken = min(left, claim.outstanding)
        if taken > 0:
            claim.paid += taken
            met.by_part[claim.part] += taken
            rows[claim.row].take(taken, paid_on)
            left -= taken
    split = met.split(left)
    assert split.total == amount
    return split
