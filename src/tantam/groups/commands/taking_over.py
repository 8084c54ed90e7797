"""Groups that another book kept: a commune's, a batch at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.groups.parts.days import check_not_ahead, limits_of
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.groups.parts.taken_rows import write_groups
from tantam.groups.parts.taking_over import Place, TakenGroup, fault_of, find_out, mark_taken
from tantam.people.parts.scope import commune_ids
from tantam.units.models import Commune, Unit

GROUPS_MAX: Final = 200
_OFFICES: Final = (Unit.Kind.BANK_OFFICE, Unit.Kind.BANK_BRANCH)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many groups of a batch were taken over, with how many members; which were not: places, with a code each."""

    taken: int
    members: int
    refused: tuple[tuple[int, str], ...]


def _of_commune(_result: Any, arguments: dict[str, Any]) -> str:
    return f"commune:{arguments['commune_code']}"


@command("groups.take_over_groups", subject=_of_commune, sealed=("groups",))
def take_over_groups(
    *, asked: Asked, commune_code: str, office_code: str, as_of: date, groups: tuple[TakenGroup, ...]
) -> Taken:
    """Take over groups of a commune that work, as another book had them when a day ended; return what became of them.

    Each is taken whole, with members, board, convention, approval and contract, or refused with its place in the
    batch and the code of its first fault. Households are those of the register, which was taken in before. The
    number of statements does not grow with the groups, but for how many rows the database takes in one.

    :raises OutOfScope: if there is no commune of that State code for this actor.
    :raises UnableToChangeGroup: if there is no such office, the day lies ahead or the law does not know it, the batch
        is too long, or somebody formed a group with the same households meanwhile.
    """
    communes = commune_ids(asked.actor.scope)
    # Whoever forms a group queues here for the next code.
    commune = Commune.objects.select_for_update().filter(state_code=commune_code).first()
    if commune is None or (communes is not None and commune.pk not in communes):
        raise OutOfScope(_("Xã này không thuộc địa bàn của bạn."))
    office = Unit.objects.filter(code=office_code, kind__in=_OFFICES, valid_to=None).first()
    if office is None:
        raise UnableToChangeGroup(_("Cần chọn phòng giao dịch hoặc chi nhánh ngân hàng quản lý Tổ."))
    if len(groups) > GROUPS_MAX:
        raise UnableToChangeGroup(_("Mỗi lần nhận tối đa %(most)d Tổ. Hãy chia nhỏ.") % {"most": GROUPS_MAX})
    check_not_ahead(as_of, asked)
    place = Place(commune=commune, office=office, as_of=as_of, limits=limits_of(as_of))
    known = find_out(asked, place, groups)
    taken: list[TakenGroup] = []
    refused: list[tuple[int, str]] = []
    for at, group in enumerate(groups):
        if reason := fault_of(group, place=place, known=known):
            refused.append((at, reason))
        else:
            taken.append(group)
            mark_taken(group, known)
    try:
        with transaction.atomic():
            members = write_groups(asked, place, taken, known)
    except IntegrityError:
        raise UnableToChangeGroup(_("Có Tổ hoặc hộ vừa được ghi ở nơi khác. Hãy nhận lại.")) from None
    return Taken(taken=len(taken), members=members, refused=tuple(refused))
