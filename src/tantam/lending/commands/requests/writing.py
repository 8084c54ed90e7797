"""Requests are written on a list of a group, or on one of their own where there is no group, and withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.core.law.lending_steps import Path
from tantam.core.text import nfc
from tantam.groups.models import Group
from tantam.lending.models import LoanRequest, RequestList
from tantam.lending.parts.numbers import LISTS, take_numbers
from tantam.lending.parts.requests.establishments import EstablishmentRequest, write_establishment_row
from tantam.lending.parts.requests.scope import get_lending_group, lists_in, lock_lending_group, lock_list
from tantam.lending.parts.requests.steps import (
    BANK_KINDS,
    REASON_MAX,
    REASON_MIN,
    Kind,
    Paper,
    close_if_empty,
    fate_of,
    refuse_ahead,
    write_fates,
    write_step,
)
from tantam.lending.parts.requests.writing import NewRequest, write_rows
from tantam.lending.wording.requests import UnableToRequest
from tantam.people.models import Establishment, Household
from tantam.people.parts.scope import get_establishment_in, narrow_households
from tantam.units.models import Unit

_CHANGEABLE = frozenset({RequestList.State.WRITTEN, RequestList.State.RETURNED})


def _of_list(result: Any, _arguments: Mapping[str, Any]) -> str:
    return f"requests:{result}"


@command("lending.write_requests", subject=_of_list, sealed=("requests",))
def write_requests(
    *, asked: Asked, group_id: int, requests: tuple[NewRequest, ...], written_on: date | None = None
) -> int:
    """Write requests of a group's members on the list that is being written, or on a new one; return its number.

    `written_on` is the day of a new list's paper, today if none is given.

    :raises OutOfScope: if there is no such group for this actor.
    :raises UnableToRequest: if the group does not work, a household is not of it or asks twice, or the law of the
        day gives nobody what is asked.
    """
    group = get_lending_group(asked.actor.scope, group_id)
    found = RequestList.objects.select_for_update().filter(group=group, state=RequestList.State.WRITTEN).first()
    lock_lending_group(group_id)
    row = found or _new_list(asked, Path.GROUP, group.office, commune_id=group.commune_id, group=group, on=written_on)
    write_rows(row, requests, asked=asked)
    return row.pk


@command("lending.add_requests", subject=_of_list, sealed=("requests",))
def add_requests(*, asked: Asked, list_id: int, requests: tuple[NewRequest, ...]) -> int:
    """Add requests to a list of a group that is being written or was returned; return its number.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if the list is on its way, or as `write_requests`.
    """
    row = lock_list(asked.actor, list_id)
    if row.group_id is None or row.state not in _CHANGEABLE:
        raise UnableToRequest(_("Danh sách đã gửi đi nên không ghi thêm hộ được. Hãy lập danh sách mới."))
    lock_lending_group(row.group_id)
    write_rows(row, requests, asked=asked)
    return row.pk


@command("lending.write_direct_request", subject=_of_list, sealed=("request",))
def write_direct_request(*, asked: Asked, office_code: str, request: NewRequest, written_on: date | None = None) -> int:
    """Write the request of a household that borrows without a group; return the number of its list.

    :raises OutOfScope: if there is no such household or office for this actor.
    :raises UnableToRequest: if it asks twice, or the law of the day gives nobody what is asked.
    """
    office = _get_office(asked, office_code)
    homes = narrow_households(Household.objects.filter(merged_into=None), asked.actor.scope)
    home = homes.filter(id=request.household_id).first()
    if home is None:
        raise OutOfScope(_("Không tìm thấy hộ này trong địa bàn của bạn."))
    row = _new_list(asked, Path.DIRECT, office, commune_id=home.commune_id, on=written_on)
    write_rows(row, (request,), asked=asked)
    return row.pk


@command("lending.write_establishment_request", subject=_of_list, sealed=("request",))
def write_establishment_request(
    *,
    asked: Asked,
    office_code: str,
    establishment_id: int,
    request: EstablishmentRequest,
    written_on: date | None = None,
) -> int:
    """Write the request of a firm, a cooperative or a household business; return the number of its list.

    :raises OutOfScope: if there is no such establishment or office for this actor.
    :raises UnableToRequest: if it works no longer, asks twice, or asks for what the law of the day does not give it.
    """
    office = _get_office(asked, office_code)
    get_establishment_in(asked.actor.scope, establishment_id)
    # Whoever writes another request of it, closes it or decides about it waits.
    establishment = Establishment.objects.select_for_update().get(id=establishment_id)
    row = _new_list(asked, Path.ESTABLISHMENT, office, commune_id=establishment.commune_id, on=written_on)
    write_establishment_row(row, request, establishment, asked=asked)
    return row.pk


@command("lending.withdraw_request", subject=lambda _result, args: f"request:{args['request_id']}", sealed=("reason",))
def withdraw_request(*, asked: Asked, request_id: int, reason: str) -> int:
    """Let who asked take the request back before anybody has decided; return the number of its list.

    :raises OutOfScope: if there is no such request for this actor.
    :raises UnableToRequest: if it was decided on, or there is no reason.
    """
    found = LoanRequest.objects.filter(id=request_id, list__in=lists_in(asked.actor.scope)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy đề nghị vay này trong địa bàn của bạn."))
    row = lock_list(asked.actor, found.list_id)
    request = LoanRequest.objects.get(id=request_id)  # as it is now that the list is held
    reason = nfc(reason).strip()[:REASON_MAX]
    if request.state != LoanRequest.State.OPEN:
        raise UnableToRequest(_("Đề nghị vay này đã có kết quả nên không rút được."))
    if len(reason) < REASON_MIN:
        raise UnableToRequest(_("Cần nêu lý do rút đề nghị vay, từ 5 ký tự trở lên."))
    request.state = LoanRequest.State.WITHDRAWN
    write_fates([fate_of(request, None, asked=asked, reason=reason)], [request])
    close_if_empty(row, asked=asked, on=asked.book_date)
    return row.pk


def _get_office(asked: Asked, code: str) -> Unit:
    """Return an office of the bank that is the actor's."""
    office = Unit.objects.filter(code=code, kind__in=BANK_KINDS).first()
    if office is None or not asked.actor.scope.covers(office.pk):
        raise OutOfScope(_("Không tìm thấy đơn vị này trong địa bàn của bạn."))
    return office


def _new_list(
    asked: Asked, path: Path, office: Unit, *, commune_id: int, on: date | None, group: Group | None = None
) -> RequestList:
    day = on or asked.book_date
    refuse_ahead(day, asked, since=group.formed_on if group else day)
    (number,) = take_numbers(office, LISTS, year=day.year, count=1)
    try:
        with transaction.atomic():
            row = RequestList.objects.create(
                number=number,
                path=path.value,
                group=group,
                office=office,
                commune_id=commune_id,
                written_on=day,
                recorded_at=asked.at,
            )
    except IntegrityError:  # somebody began a list of this group meanwhile
        raise UnableToRequest(_("Vừa có người lập danh sách của Tổ này. Hãy tải lại trang rồi ghi vào đó.")) from None
    write_step(row, Kind.WRITTEN, asked=asked, paper=Paper(day))
    return row
