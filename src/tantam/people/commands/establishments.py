"""Establishments that borrow: written down, changed, represented by somebody else, closed, looked at."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.core.text import nfc
from tantam.people.models import Establishment
from tantam.people.parts.establishments import (
    EstablishmentFields,
    RepresentativeFields,
    set_representative,
    write_establishment,
    write_fields,
)
from tantam.people.parts.recording import UnableToRecord
from tantam.people.parts.scope import commune_ids, get_establishment_in

_REASON_MIN = 5


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"establishment:{arguments['establishment_id']}"


@command(
    "people.record_establishment",
    subject=lambda result, _arguments: f"establishment:{result}",
    sealed=("fields", "representative"),
)
def record_establishment(
    *,
    asked: Asked,
    commune_id: int,
    fields: EstablishmentFields,
    representative: RepresentativeFields,
    represented_since: date,
    code: str = "",
) -> int:
    """Write an establishment down with who acts for it, and return its number.

    :raises OutOfScope: if the commune is not the actor's.
    :raises UnableToRecord: if a number is wrong or taken, or the representative is not in the register.
    """
    communes = commune_ids(asked.actor.scope)
    if communes is not None and commune_id not in communes:
        raise OutOfScope(_("Xã này không thuộc địa bàn của bạn."))
    row = write_establishment(asked=asked, commune_id=commune_id, fields=fields, code=code)
    set_representative(row, representative, asked=asked, starts_on=represented_since)
    return row.pk


@command("people.change_establishment", subject=_subject, sealed=("fields",))
def change_establishment(*, asked: Asked, establishment_id: int, fields: EstablishmentFields) -> int:
    """Write over what stands about an establishment; return its number.

    :raises OutOfScope: if it lies elsewhere.
    :raises UnableToRecord: if it is closed, or a number is wrong or taken.
    """
    row = _lock_open(asked, establishment_id)
    write_fields(row, fields)
    return row.pk


@command("people.change_representative", subject=_subject, sealed=("representative",))
def change_representative(
    *, asked: Asked, establishment_id: int, representative: RepresentativeFields, starts_on: date
) -> int:
    """Write down who acts for an establishment from a day on; return the number of the row.

    :raises OutOfScope: if it lies elsewhere.
    :raises UnableToRecord: if it is closed, the person is not in the register, or the day does not fit.
    """
    row = _lock_open(asked, establishment_id)
    return set_representative(row, representative, asked=asked, starts_on=starts_on).pk


@command("people.close_establishment", subject=_subject, sealed=("reason",))
def close_establishment(*, asked: Asked, establishment_id: int, closed_on: date, reason: str) -> int:
    """Write down that an establishment works no longer; what it owes stays owed. Return its number.

    :raises OutOfScope: if it lies elsewhere.
    :raises UnableToRecord: if it is closed already, the day lies ahead, or there is no reason.
    """
    row = _lock_open(asked, establishment_id)
    reason = nfc(reason).strip()
    if closed_on > asked.book_date:
        raise UnableToRecord(_("Ngày ngừng hoạt động không thể sau hôm nay."))
    if len(reason) < _REASON_MIN:
        raise UnableToRecord(_("Cần nêu lý do ngừng hoạt động, từ 5 ký tự trở lên."))
    row.closed_on, row.closed_because = closed_on, reason[:300]
    row.save(update_fields=["closed_on", "closed_because"])
    return row.pk


@command("people.look_at_establishment", subject=_subject)
def look_at_establishment(*, asked: Asked, establishment_id: int, purpose: str = "") -> None:
    """Write down that somebody looked at an establishment and who acts for it; nothing else changes.

    :raises OutOfScope: if it is not the actor's to see.
    """
    assert len(purpose) <= 300
    get_establishment_in(asked.actor.scope, establishment_id)


def _lock_open(asked: Asked, establishment_id: int) -> Establishment:
    """Return an establishment that works, locked until the command is over."""
    get_establishment_in(asked.actor.scope, establishment_id)
    row = Establishment.objects.select_for_update().get(pk=establishment_id)
    if row.closed_on is not None:
        raise UnableToRecord(
            _("Cơ sở này đã ngừng hoạt động từ ngày %(day)s nên không ghi thêm được.")
            % {"day": f"{row.closed_on:%d/%m/%Y}"}
        )
    return row
