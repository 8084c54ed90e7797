"""The commune approves a group by a decision, or returns it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.text import nfc
from tantam.groups.models import Group, GroupStep, Meeting
from tantam.groups.parts.days import check_within
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.groups.parts.scope import lock_group
from tantam.groups.parts.steps import write_step


def _of_group(_result: Any, arguments: dict[str, Any]) -> str:
    return f"group:{arguments['group_id']}"


@command("groups.approve_group", subject=_of_group, sealed=("signer",))
def approve_group(*, asked: Asked, group_id: int, number: str, signed_on: date, signer: str) -> int:
    """Approve a group by the commune's decision, so that it works from now on; return its number.

    :raises OutOfScope: if there is no such group for this actor.
    :raises UnableToChangeGroup: if it does not wait, who formed it or asked approves, the decision has no number
        or signer, or its day is wrong.
    """
    group = lock_group(asked, group_id)
    _check_waits(group)
    brought = (GroupStep.Kind.FORMED, GroupStep.Kind.ASKED)
    if group.steps.filter(kind__in=brought, by_id=asked.actor_id).exists():
        raise UnableToChangeGroup(
            _("Người lập Tổ hoặc trình Tổ không tự phê duyệt được. Hãy để lãnh đạo Ủy ban nhân dân cấp xã phê duyệt.")
        )
    number, signer = nfc(number).strip(), " ".join(nfc(signer).split())
    if not number or not signer:
        raise UnableToChangeGroup(_("Cần số văn bản phê duyệt và người ký."))
    check_within(signed_on, group, asked)
    _check_signed_after(signed_on, group)
    taken = GroupStep.objects.filter(
        kind=GroupStep.Kind.APPROVED, number=number, on__year=signed_on.year, group__commune_id=group.commune_id
    ).exclude(on=signed_on)
    if taken.exists():
        raise UnableToChangeGroup(
            _("Văn bản %(number)s của năm này đã có với ngày ký khác. Hãy xem lại số và ngày ký.") % {"number": number}
        )
    write_step(group, GroupStep.Kind.APPROVED, asked=asked, on=signed_on, number=number, signer=signer)
    return group.pk


@command("groups.return_group", subject=_of_group, sealed=("reason",))
def return_group(*, asked: Asked, group_id: int, reason: str) -> int:
    """Return a group to who sent it, with the reason; return its number.

    :raises OutOfScope: if there is no such group for this actor.
    :raises UnableToChangeGroup: if it does not wait, or there is no reason.
    """
    group = lock_group(asked, group_id)
    _check_waits(group)
    reason = nfc(reason).strip()
    if not reason:
        raise UnableToChangeGroup(_("Cần nêu lý do trả lại để người trình biết cần sửa gì."))
    write_step(group, GroupStep.Kind.RETURNED, asked=asked, on=asked.book_date, reason=reason[:1000])
    return group.pk


def _check_signed_after(day: date, group: Group) -> None:
    """Refuse a decision that was signed before what it decides on: the last founding meeting, election, convention."""
    days = [
        *group.meetings.filter(kind=Meeting.Kind.ESTABLISHMENT).values_list("held_on", flat=True),
        *group.seats.filter(ends_before=None).values_list("starts_on", flat=True),
        *group.conventions.values_list("starts_on", flat=True),
    ]
    if days and day < max(days):
        raise UnableToChangeGroup(
            _(
                "Ngày ký phê duyệt phải từ ngày %(day)s trở đi, là ngày Tổ họp thành lập, bầu ban quản lý hoặc đặt "
                "quy ước lần cuối."
            )
            % {"day": f"{max(days):%d/%m/%Y}"}
        )


def _check_waits(group: Group) -> None:
    if group.state != Group.State.WAITING:
        raise UnableToChangeGroup(_("Tổ này không chờ phê duyệt."))
