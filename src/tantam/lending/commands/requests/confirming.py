"""The commune confirms a list: who lives there and stands on which list of the day; or returns it."""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.law.lending_steps import Step
from tantam.core.text import nfc
from tantam.lending.models import LoanRequest
from tantam.lending.parts.requests.scope import lock_list
from tantam.lending.parts.requests.steps import (
    REASON_MIN,
    Declined,
    Kind,
    Paper,
    close_if_empty,
    fate_of,
    last_day_of,
    open_requests,
    reasons_of,
    refuse_ahead,
    refuse_other_bodies,
    refuse_out_of_turn,
    refuse_own_work,
    write_fates,
    write_step,
)
from tantam.lending.wording.requests import UnableToRequest
from tantam.units.models import Unit

_COMMUNE: Final = frozenset({Unit.Kind.COMMUNE_PC})
_BROUGHT: Final = (Kind.WRITTEN, Kind.VOTED, Kind.SENT_AGAIN)


@command(
    "lending.confirm_requests",
    subject=lambda _result, arguments: f"requests:{arguments['list_id']}",
    sealed=("signer", "declined"),
)
def confirm_requests(
    *, asked: Asked, list_id: int, number: str, signed_on: date, signer: str, declined: tuple[Declined, ...] = ()
) -> int:
    """Confirm a list for the commune, all of it but the requests that are declined; return its number.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if it is not its turn, the actor is of another body or brought the list, the signer is
        lacking, or a declined request has no reason.
    """
    row = lock_list(asked.actor, list_id)
    refuse_out_of_turn(row, Step.CONFIRM)
    refuse_other_bodies(row, asked, kinds=_COMMUNE)
    refuse_own_work(row, asked, of=_BROUGHT)
    if not signer.strip():
        raise UnableToRequest(_("Cần ghi người ký xác nhận."))
    refuse_ahead(signed_on, asked, since=last_day_of(row))
    requests = open_requests(row)
    reasons = reasons_of(declined, requests)
    step = write_step(row, Kind.CONFIRMED, asked=asked, paper=Paper(signed_on, number=number, signer=signer))
    for each in reasons:
        requests[each].state = LoanRequest.State.NOT_CONFIRMED
    stopped = [requests[each] for each in reasons]
    write_fates([fate_of(one, step, asked=asked, reason=reasons[one.pk]) for one in stopped], stopped)
    close_if_empty(row, asked=asked, on=signed_on)
    return row.pk


@command(
    "lending.return_requests",
    subject=lambda _result, arguments: f"requests:{arguments['list_id']}",
    sealed=("reason",),
)
def return_requests(*, asked: Asked, list_id: int, reason: str) -> int:
    """Return a list to who brought it, with what has to be put right; return its number.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if it is not its turn, the actor is of another body, or there is no reason.
    """
    row = lock_list(asked.actor, list_id)
    refuse_out_of_turn(row, Step.CONFIRM)
    refuse_other_bodies(row, asked, kinds=_COMMUNE)
    reason = nfc(reason).strip()
    if len(reason) < REASON_MIN:
        raise UnableToRequest(_("Cần nêu lý do trả lại, từ 5 ký tự trở lên, để người lập biết cần sửa gì."))
    write_step(row, Kind.RETURNED, asked=asked, paper=Paper(asked.book_date, reason=reason))
    return row.pk
