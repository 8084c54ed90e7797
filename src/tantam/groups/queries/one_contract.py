"""One contract, for the pages that change its rate or end it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.groups.models import Contract
from tantam.people.parts.scope import commune_ids


@dataclass(frozen=True, slots=True)
class ContractHead:
    """Which contract it is; the group is None for one of entrustment."""

    id: int
    kind: str
    kind_label: str
    number: str
    group_id: int | None


def get_contract_head(*, scope: Scope, contract_id: int) -> ContractHead:
    """Return which contract it is.

    :raises OutOfScope: if there is none for this actor.
    """
    rows, communes = Contract.objects.filter(id=contract_id), commune_ids(scope)
    found = (rows if communes is None else rows.filter(commune_id__in=communes)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy hợp đồng này trong địa bàn của bạn."))
    return ContractHead(found.pk, found.kind, str(found.get_kind_display()), found.number, found.group_id)
