"""What contracts pay on a day: for pages, and for the rooms that pay fees and commissions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from tantam.base.asked import Scope
from tantam.groups.models import Contract, ContractRate
from tantam.groups.parts.days import holding_on
from tantam.people.parts.scope import commune_ids


@dataclass(frozen=True, slots=True)
class EntrustmentLine:
    """A contract of entrustment in a list; the fee in parts per million a month."""

    id: int
    number: str
    commune: str
    organisation: str
    office: str
    starts_on: date
    ends_before: date | None
    fee_ppm_month: int | None


def list_entrustments(*, scope: Scope, day: date) -> list[EntrustmentLine]:
    """Return the contracts of entrustment of communes in scope, those in force first."""
    rows = Contract.objects.filter(kind=Contract.Kind.ENTRUSTMENT).select_related("commune", "office")
    communes = commune_ids(scope)
    if communes is not None:
        rows = rows.filter(commune_id__in=communes)
    fees = ContractRate.objects.filter(contract=OuterRef("pk"), what=ContractRate.What.FEE, starts_on__lte=day)
    rows = rows.annotate(fee=Subquery(fees.order_by("-starts_on", "-id").values("ppm_month")[:1]))
    lines = [
        EntrustmentLine(
            id=row.pk,
            number=row.number,
            commune=str(row.commune),
            organisation=str(row.get_organisation_display()),
            office=row.office.short_name,
            starts_on=row.starts_on,
            ends_before=row.ends_before,
            fee_ppm_month=row.fee,
        )
        for row in rows.order_by("commune__name", "organisation", "-starts_on")
    ]
    return sorted(lines, key=lambda line: line.ends_before is not None and line.ends_before <= day)


def find_rate(*, contract_id: int, what: str, day: date) -> int | None:
    """Return what a contract pays on a day in parts per million a month; None where nothing was agreed on."""
    rows = ContractRate.objects.filter(contract_id=contract_id, what=what, starts_on__lte=day)
    return rows.order_by("-starts_on", "-id").values_list("ppm_month", flat=True).first()


def find_commission(*, group_id: int, day: date) -> int | None:
    """Return the commission of a group's board on a day, in parts per million a month, by the contract in force."""
    contract = Contract.objects.filter(holding_on(day), group_id=group_id).order_by("-starts_on").first()
    if contract is None:
        return None
    return find_rate(contract_id=contract.pk, what=ContractRate.What.COMMISSION, day=day)
