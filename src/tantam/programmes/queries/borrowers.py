"""A household of the register as the law sees it."""

from datetime import date, datetime

from tantam.base.asked import Scope
from tantam.core.eligibility.answers import Borrower
from tantam.people.queries.register import KnownHousehold, get_known_household
from tantam.programmes.known_facts import facts_of
from tantam.units.queries import get_areas


def get_borrower(*, scope: Scope, household_id: int, on: date, known_at: datetime) -> Borrower:
    """Return the facts and debts of a household on a day, as they were known at a moment.

    :raises OutOfScope: if there is none of that number within the scope.
    """
    known = get_known_household(scope=scope, household_id=household_id, on=on, known_at=known_at)
    return Borrower(facts=facts_of(known, areas=get_areas(on=on), on=on), debts=debts_of(known))


def debts_of(known: KnownHousehold) -> dict[str, int] | None:
    """Return principal outstanding by programme in đồng; None where no statement of the bank is known."""
    if known.debts is None:
        return None
    owed: dict[str, int] = {}
    for (programme, _source), principal_vnd in known.debts.items():
        owed[programme] = owed.get(programme, 0) + principal_vnd
    return owed
