"""A group comes to be, is sent to the commune, goes over to another organisation, and is dissolved."""

from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.text import fold, nfc
from tantam.groups.models import Contract, Group, GroupMember, GroupStep, GroupTransfer, Meeting, Organisation
from tantam.groups.parts.days import check_approved_by, check_not_ahead, check_within, last_day_of, limits_of
from tantam.groups.parts.membership import close_member, count_members, write_member
from tantam.groups.parts.obstacles import refuse_while_bound
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.groups.parts.scope import get_village_in, lock_group, lock_open_group
from tantam.groups.parts.steps import write_step
from tantam.units.models import Commune, Unit

REASON_MIN: Final = 10
OFFICES: Final = (Unit.Kind.BANK_OFFICE, Unit.Kind.BANK_BRANCH)


def _of_group(_result: Any, arguments: dict[str, Any]) -> str:
    return f"group:{arguments['group_id']}"


@command("groups.form_group", subject=lambda result, _arguments: f"group:{result}", sealed=("name",))
def form_group(
    *,
    asked: Asked,
    village_id: int,
    organisation: str,
    office_code: str,
    formed_on: date,
    name: str = "",
    household_ids: tuple[int, ...] = (),
) -> int:
    """Begin a group in a village under an organisation, with households whose heads stand for them; return its number.

    It may have too few households yet: how many there are counts when it is sent to the commune.

    :raises OutOfScope: if the village or a household is not the actor's to see.
    :raises UnableToChangeGroup: if a household cannot join, or the office or the organisation is not known.
    """
    village = get_village_in(asked.actor.scope, village_id)
    check_not_ahead(formed_on, asked)
    limits_of(formed_on)
    if organisation not in Organisation.values:
        raise UnableToChangeGroup(_("Cần chọn tổ chức nhận ủy thác."))
    office = Unit.objects.filter(code=office_code, kind__in=OFFICES, valid_to=None).first()
    if office is None:
        raise UnableToChangeGroup(_("Cần chọn phòng giao dịch hoặc chi nhánh ngân hàng quản lý Tổ."))
    if len(set(household_ids)) != len(household_ids):
        raise UnableToChangeGroup(_("Một hộ được chọn hai lần. Hãy bỏ bớt một."))
    name = " ".join(nfc(name).split())
    group = Group.objects.create(
        code=_next_code(village.commune_id),
        name=name,
        name_folded=fold(name),
        commune_id=village.commune_id,
        village=village,
        organisation=organisation,
        office=office,
        formed_on=formed_on,
        recorded_at=asked.at,
    )
    write_step(group, GroupStep.Kind.FORMED, asked=asked, on=formed_on)
    for household_id in household_ids:
        write_member(asked=asked, group=group, household_id=household_id, starts_on=formed_on)
    return group.pk


@command("groups.ask_approval", subject=_of_group)
def ask_approval(*, asked: Asked, group_id: int) -> int:
    """Send a group that is whole to the commune for approval; return its number.

    :raises OutOfScope: if there is none for this actor.
    :raises UnableToChangeGroup: with everything that the group lacks.
    """
    group = lock_group(asked, group_id)
    if group.state != Group.State.FORMING:
        raise UnableToChangeGroup(_("Chỉ trình phê duyệt Tổ đang thành lập hoặc bị trả lại."))
    if lacking := _what_is_missing(group, asked.book_date):
        raise UnableToChangeGroup(_("Tổ chưa đủ điều kiện trình xã: %(what)s.") % {"what": "; ".join(lacking)})
    write_step(group, GroupStep.Kind.ASKED, asked=asked, on=asked.book_date)
    return group.pk


@command("groups.transfer_group", subject=_of_group)
def transfer_group(
    *, asked: Asked, group_id: int, to_organisation: str, number: str, signed_on: date, starts_on: date
) -> int:
    """Let a group go over to another organisation by a paper (01–03/CĐUT); return the transfer's number.

    :raises OutOfScope: if there is none for this actor.
    :raises UnableToChangeGroup: if it does not work yet, stays where it is, or the days are wrong.
    """
    group = lock_open_group(asked, group_id)
    number = nfc(number).strip()
    if group.state != Group.State.ACTIVE:
        raise UnableToChangeGroup(_("Chỉ chuyển tổ chức nhận ủy thác của Tổ đang hoạt động."))
    if to_organisation not in Organisation.values or to_organisation == group.organisation:
        raise UnableToChangeGroup(_("Cần chọn một tổ chức khác với tổ chức hiện nay của Tổ."))
    if not number:
        raise UnableToChangeGroup(_("Cần số văn bản chuyển đổi ủy thác."))
    check_within(signed_on, group, asked)
    check_within(starts_on, group, asked)
    check_approved_by(signed_on, group)
    last = group.transfers.order_by("-starts_on", "-id").first()
    if starts_on < signed_on or (last is not None and starts_on <= last.starts_on):
        raise UnableToChangeGroup(_("Ngày chuyển phải từ ngày ký trở đi và sau lần chuyển trước."))
    row = GroupTransfer.objects.create(
        group=group,
        from_organisation=group.organisation,
        to_organisation=to_organisation,
        number=number,
        signed_on=signed_on,
        starts_on=starts_on,
        recorded_at=asked.at,
    )
    group.organisation = to_organisation
    group.save(update_fields=["organisation"])
    return row.pk


@command("groups.dissolve_group", subject=_of_group, sealed=("reason",))
def dissolve_group(*, asked: Asked, group_id: int, on: date, reason: str) -> int:
    """Dissolve a group: its members, board and contracts end with the day; return its number.

    :raises OutOfScope: if there is none for this actor.
    :raises UnableToChangeGroup: if loans are owed or asked for through it, something of it is recorded for a later day,
        or there is no reason in ten characters or more.
    """
    group = lock_open_group(asked, group_id)
    check_within(on, group, asked)
    if on < (last := last_day_of(group)):
        raise UnableToChangeGroup(
            _("Ngày giải thể phải từ ngày %(day)s trở đi, là ngày gần nhất có việc đã ghi của Tổ.")
            % {"day": f"{last:%d/%m/%Y}"}
        )
    reason = nfc(reason).strip()
    if len(reason) < REASON_MIN:
        raise UnableToChangeGroup(_("Cần nêu lý do giải thể, từ 10 ký tự trở lên."))
    refuse_while_bound(group_id=group.pk, household_id=None, day=on)
    for member in group.members.filter(ends_before=None):
        close_member(asked=asked, member=member, ends_before=on, reason=GroupMember.Reason.DISSOLVED)
    for contract in Contract.objects.filter(Q(ends_before=None) | Q(ends_before__gt=on), group=group):
        contract.ends_before, contract.end_recorded_at = max(on, contract.starts_on), asked.at
        contract.save(update_fields=["ends_before", "end_recorded_at"])
    write_step(group, GroupStep.Kind.DISSOLVED, asked=asked, on=on, reason=reason)
    return group.pk


def _what_is_missing(group: Group, day: date) -> list[str]:
    limits, lacking = limits_of(day), []
    count = count_members(group, day)
    if count < limits.members_min:
        lacking.append(_("có %(count)s hộ, cần từ %(least)s hộ") % {"count": count, "least": limits.members_min})
    if count > limits.members_max:
        lacking.append(_("có %(count)s hộ, tối đa %(most)s hộ") % {"count": count, "most": limits.members_max})
    if group.seats.filter(ends_before=None).count() < limits.board_min:
        lacking.append(_("chưa bầu ban quản lý Tổ"))
    if not group.conventions.exists():
        lacking.append(_("chưa có quy ước hoạt động"))
    founding = group.meetings.filter(kind=Meeting.Kind.ESTABLISHMENT).order_by("held_on", "id").last()
    if founding is None:
        lacking.append(_("chưa có biên bản họp thành lập (mẫu 10A/TD)"))
    elif founding.members_count < limits.members_min:
        lacking.append(
            _("biên bản họp thành lập mới nhất ghi %(count)s hộ, cần từ %(least)s hộ")
            % {"count": founding.members_count, "least": limits.members_min}
        )
    return lacking


def _next_code(commune_id: int) -> str:
    commune = Commune.objects.select_for_update().get(id=commune_id)  # two clerks queue here for the next code
    prefix = f"{commune.state_code}-T"
    codes = Group.objects.filter(commune=commune, code__startswith=prefix).values_list("code", flat=True)
    highest = max((int(code.removeprefix(prefix)) for code in codes), default=0)
    return f"{prefix}{highest + 1:03d}"
