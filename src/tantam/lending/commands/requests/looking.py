"""Looking at a list of requests shows people by name, and leaves a trace as every look at people does."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.lending.models import LoanEvent
from tantam.lending.parts.requests.scope import get_lending_group, get_list_in
from tantam.lending.parts.scope import loans_in


@command("lending.look_at_requests", subject=lambda _result, arguments: f"requests:{arguments['list_id']}")
def look_at_requests(*, asked: Asked, list_id: int, purpose: str = "") -> int:
    """Write down that somebody looked at a list's people, or took a paper with them away; return how many.

    :raises OutOfScope: if there is no such list for this actor.
    """
    assert len(purpose) <= 300
    return get_list_in(asked.actor.scope, list_id).requests.count()


@command("lending.look_at_borrowers", subject=lambda _result, arguments: f"group:{arguments['group_id']}")
def look_at_borrowers(*, asked: Asked, group_id: int) -> int:
    """Write down that somebody looked at who of a group may ask for a loan; return how many households.

    :raises OutOfScope: if there is no such group for this actor.
    """
    return get_lending_group(asked.actor.scope, group_id).members.filter(ends_before=None).count()


def _payments(_result: object, arguments: Mapping[str, Any]) -> str:
    event_ids = arguments["event_ids"]
    return f"payment:{event_ids[0]}" if len(event_ids) == 1 else "payments"


@command("lending.look_at_payments", subject=_payments)
def look_at_payments(*, asked: Asked, event_ids: tuple[int, ...]) -> int:
    """Write down that somebody looked at who was paid out money whose use is checked; return how many payments.

    :raises OutOfScope: if one of them is not this actor's.
    """
    rows = LoanEvent.objects.filter(kind=LoanEvent.Kind.DISBURSED, id__in=event_ids)
    count = rows.filter(loan__in=loans_in(asked.actor.scope)).count()
    if count != len(set(event_ids)):
        raise OutOfScope(_("Không tìm thấy lần giải ngân này trong địa bàn của bạn."))
    return count
