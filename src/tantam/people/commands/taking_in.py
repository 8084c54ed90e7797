"""Households that another register kept: a commune's, a batch at a time."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.people.parts.recording import UnableToRecord, lock_commune
from tantam.people.parts.scope import commune_ids
from tantam.people.parts.taking_in import TakenHousehold, find_decisions, sort_out, write_taken
from tantam.units.models import Commune

HOUSEHOLDS_MAX: Final = 1_000


@dataclass(frozen=True, slots=True)
class Taken:
    """How many households of a batch were taken in, with how many persons; which lines were not, with a code each."""

    taken: int
    persons: int
    refused: tuple[tuple[int, str], ...]


def _of_commune(_result: Any, arguments: dict[str, Any]) -> str:
    return f"commune:{arguments['commune_code']}"


@command("people.take_in_register", subject=_of_commune, sealed=("households",))
def take_in_register(*, asked: Asked, commune_code: str, households: tuple[TakenHousehold, ...]) -> Taken:
    """Take in households of a commune from another register, with members and statuses; return what became of them.

    Each is taken whole or refused with the line and the code of its first fault; the checks are those of recording
    one by itself, and a person known by the number of their card is taken as the one they are. The number of
    statements does not grow with the households of a batch, but for how many rows the database takes in one.

    :raises OutOfScope: if there is no commune of that State code for this actor.
    :raises UnableToRecord: if the batch is too long, or somebody recorded one of its people meanwhile.
    """
    communes = commune_ids(asked.actor.scope)
    commune_id = Commune.objects.filter(state_code=commune_code).values_list("id", flat=True).first()
    if commune_id is None or (communes is not None and commune_id not in communes):
        raise OutOfScope(_("Xã này không thuộc địa bàn của bạn."))
    if len(households) > HOUSEHOLDS_MAX:
        raise UnableToRecord(_("Mỗi lần nhận tối đa %(most)d hộ. Hãy chia nhỏ.") % {"most": HOUSEHOLDS_MAX})
    commune = lock_commune(commune_id)
    decisions = find_decisions(asked, commune_id, households)
    fate = sort_out(asked, households, decisions)
    try:
        with transaction.atomic():
            persons = write_taken(asked, commune, fate, decisions)
    except IntegrityError:
        raise UnableToRecord(_("Có người trong danh sách vừa được ghi ở nơi khác. Hãy nhận lại.")) from None
    return Taken(taken=len(fate.taken), persons=persons, refused=tuple(fate.refused))
