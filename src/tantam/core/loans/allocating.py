"""How a payment is shared out among what is owed."""

from typing import Final

from tantam.core.loans.balances import Balances, Split
from tantam.core.loans.events import Towards
from tantam.core.loans.terms import INTEREST, PRINCIPAL, AllocationOrder, Part

_MEANT: Final = {
    Towards.INTEREST: INTEREST,
    Towards.PRINCIPAL: PRINCIPAL,
    Towards.ANYTHING: INTEREST | PRINCIPAL,
}


def allocate(amount_vnd: int, *, towards: Towards, balances: Balances, order: AllocationOrder) -> Split:
    """Return how a payment settles what is owed, part by part in the order of the terms; the rest is surplus.

    After a write-off it is a recovery up to what was written off.
    """
    assert amount_vnd > 0
    if balances.is_written_off:
        recovered = min(amount_vnd, balances.recoverable_vnd)
        return Split(recovered_vnd=recovered, surplus_vnd=amount_vnd - recovered)
    left = amount_vnd
    taken = dict.fromkeys(Part, 0)
    for part in order.while_overdue if balances.overdue_vnd else order.while_current:
        if part in _MEANT[towards]:
            taken[part] = min(left, owed_of(part, balances))
            left -= taken[part]
    return Split(
        principal_overdue_vnd=taken[Part.PRINCIPAL_OVERDUE],
        principal_current_vnd=taken[Part.PRINCIPAL_CURRENT],
        interest_overdue_vnd=taken[Part.INTEREST_OVERDUE],
        interest_current_vnd=taken[Part.INTEREST_CURRENT],
        surplus_vnd=left,
    )


def owed_of(part: Part, balances: Balances) -> int:
    """Return how much of a part is owed, in đồng."""
    match part:
        case Part.PRINCIPAL_OVERDUE:
            return balances.overdue_vnd
        case Part.PRINCIPAL_CURRENT:
            return balances.principal_vnd - balances.overdue_vnd
        case Part.INTEREST_OVERDUE:
            return balances.interest_overdue_vnd
        case Part.INTEREST_CURRENT:
            return balances.interest_current_vnd


def owed_towards(towards: Towards, balances: Balances) -> int:
    """Return how much is owed of what a payment is meant for, in đồng."""
    return sum(owed_of(part, balances) for part in _MEANT[towards])
