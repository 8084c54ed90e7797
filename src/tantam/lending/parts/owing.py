"""What is owed by programme: the book kept here before the bank's statement, and what was promised already."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from tantam.core.eligibility.answers import Borrower, FactValue
from tantam.core.eligibility.establishments import IS_ESTABLISHMENT
from tantam.core.law.dated import get_on
from tantam.lending.law_files import load_steps
from tantam.lending.models import Loan, LoanBalance, LoanRequest
from tantam.people.models import Establishment
from tantam.people.queries.register import list_known_households
from tantam.programmes.decision_inputs import read_fact
from tantam.programmes.known_facts import facts_of, place_facts
from tantam.programmes.queries.borrowers import debts_of
from tantam.units.queries import Areas, get_areas


def borrowers_of(household_ids: Collection[int], *, on: date, known_at: datetime) -> dict[int, Borrower]:
    """Return households as the law sees them, with what they owe in đồng; queries do not grow with their number.

    Where the book kept here has loans of a programme it is newer than the bank's statement, and counts. What was
    approved and is not paid out yet counts as owed. Debts are None where neither knows the household.
    """
    known = list_known_households(household_ids=household_ids, on=on, known_at=known_at)
    areas, kept = get_areas(on=on), _kept("household", household_ids)
    promised = _promised("household", household_ids, on)
    return {
        number: Borrower(
            facts=facts_of(household, areas=areas, on=on),
            debts=_together(debts_of(household), kept.get(number), promised.get(number)),
        )
        for number, household in known.items()
    }


def _together(
    stated: dict[str, int] | None, kept: dict[str, int] | None, promised: dict[str, int] | None
) -> dict[str, int] | None:
    if stated is None and kept is None and promised is None:
        return None
    owed = {**(stated or {}), **(kept or {})}
    for programme, vnd in (promised or {}).items():
        owed[programme] = owed.get(programme, 0) + vnd
    return owed


def establishments_as_borrowers(requests: Collection[LoanRequest], *, on: date) -> dict[int, Borrower]:
    """Return the establishments of requests as the law sees them, by the numbers of the requests.

    What is known of one is what its request states, and where it works; its debts are those in the book kept here,
    None where that knows no loan of it. Queries do not grow with their number.
    """
    ids = {row.establishment_id for row in requests if row.establishment_id is not None}
    if not ids:
        return {}
    rows = Establishment.objects.select_related("commune").in_bulk(ids)
    areas, kept, promised = get_areas(on=on), _kept("establishment", ids), _promised("establishment", ids, on)
    return {
        request.pk: Borrower(
            facts=facts_of_establishment(rows[number], request.facts, areas=areas),
            debts=_together(None, kept.get(number), promised.get(number)),
            is_household=False,
        )
        for request in requests
        if (number := request.establishment_id) is not None
    }


def facts_of_establishment(row: Establishment, stated: Mapping[str, Any], *, areas: Areas) -> dict[str, FactValue]:
    """Return the facts of an establishment: that it is one, where it works, and what is stated of it."""
    place = place_facts(areas, commune_code=row.commune.state_code, commune_form=row.commune.form)
    return {**{name: read_fact(name, value) for name, value in stated.items()}, **place, IS_ESTABLISHMENT: True}


def _kept(whose: str, ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return the principal outstanding in the book by who borrowed and programme, nought of what was repaid."""
    rows = LoanBalance.objects.filter(**{f"loan__{whose}_id__in": ids}, events__gt=0)
    sums = rows.values_list(f"loan__{whose}_id", "loan__programme").annotate(Sum("principal_vnd"))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for number, programme, principal_vnd in sums.order_by():
        found[number][programme] = principal_vnd
    return found


def _promised(whose: str, ids: Collection[int], on: date) -> dict[int, dict[str, int]]:
    """Return what was approved here, may still be paid out and is not yet, by who borrows and programme."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = waiting_for_money(on).filter(**{f"{whose}_id__in": ids})
    for number, programme, vnd in rows.values_list(f"{whose}_id", "programme").annotate(vnd=Sum("left_vnd")).order_by():
        found[number][programme] = vnd
    return found


def waiting_for_money(on: date) -> QuerySet[Loan]:
    """Return the loans approved here of which something may still be paid out on a day: `left_vnd`, in đồng."""
    paid_out = Coalesce("balance__disbursed_vnd", Value(0), output_field=BigIntegerField())
    days = get_on(load_steps().approval_days, on, name="approval_days").value
    rows = Loan.objects.filter(request__isnull=False, contract_on__gte=on - timedelta(days=days))
    return rows.annotate(left_vnd=F("approved_vnd") - paid_out).filter(left_vnd__gt=0)
