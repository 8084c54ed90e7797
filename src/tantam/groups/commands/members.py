"""Households join a group, leave it, and go over to another."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.groups.models import Group, GroupMember
from tantam.groups.parts.membership import (
    REASONS_OF_PEOPLE,
    close_member,
    still_standing,
    voting_meeting,
    write_member,
)
from tantam.groups.parts.obstacles import refuse_while_bound
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.groups.parts.scope import lock_open_group


def _of_member(_result: Any, arguments: dict[str, Any]) -> str:
    return f"group-member:{arguments['member_id']}"


@command("groups.add_member", subject=lambda _result, arguments: f"group:{arguments['group_id']}")
def add_member(
    *,
    asked: Asked,
    group_id: int,
    household_id: int,
    starts_on: date,
    person_id: int | None = None,
    meeting_id: int | None = None,
) -> int:
    """Take a household into a group, its head or the person named standing for it; return the membership's number.

    :raises OutOfScope: if the group or the household is not the actor's to see.
    :raises UnableToChangeGroup: if the household cannot join, or a group that works has no minutes of it.
    """
    group = lock_open_group(asked, group_id)
    meeting = voting_meeting(group, meeting_id, day=starts_on)
    row = write_member(
        asked=asked,
        group=group,
        household_id=household_id,
        starts_on=starts_on,
        person_id=person_id,
        meeting=meeting,
    )
    return row.pk


@command("groups.end_membership", subject=_of_member, sealed=("reason",))
def end_membership(
    *, asked: Asked, member_id: int, ends_before: date, reason: str, meeting_id: int | None = None
) -> int:
    """Write down from which day on a household belongs to its group no longer, and why; return the group.

    :raises OutOfScope: if there is no such member for this actor.
    :raises UnableToChangeGroup: if it left before, owes or asks for a loan through the group, the reason is not known,
        or a group that works excludes it without minutes.
    """
    member, group = _lock_member(asked, member_id)
    if reason not in REASONS_OF_PEOPLE:
        raise UnableToChangeGroup(_("Cần chọn lý do ra khỏi Tổ."))
    needs_minutes = reason == GroupMember.Reason.EXCLUDED or meeting_id is not None
    meeting = voting_meeting(group, meeting_id, day=ends_before) if needs_minutes else None
    refuse_while_bound(group_id=group.pk, household_id=member.household_id, day=ends_before)
    close_member(asked=asked, member=member, ends_before=ends_before, reason=reason, meeting=meeting)
    return group.pk


@command("groups.move_member", subject=_of_member)
def move_member(*, asked: Asked, member_id: int, to_group_id: int, on: date, meeting_id: int | None = None) -> int:
    """Let a household go from its group to another of its village on a day; return the new membership's number.

    Who stood for it still does, or its head where they live there no more. `meeting_id` is the meeting of the group
    that takes it in.

    :raises OutOfScope: if the member or the other group is not the actor's to see.
    :raises UnableToChangeGroup: if either group cannot be changed, the household owes or asks for a loan through the
        one, or it cannot join the other.
    """
    from_group_id = _group_of(member_id)
    if to_group_id == from_group_id:
        raise UnableToChangeGroup(_("Hộ này đang ở Tổ đó. Hãy chọn Tổ khác."))
    # Always in one order, so that two moves the other way round do not wait for each other.
    groups = {number: lock_open_group(asked, number) for number in sorted({from_group_id, to_group_id})}
    group, other = groups[from_group_id], groups[to_group_id]
    member = GroupMember.objects.select_related("person").get(id=member_id)
    meeting = voting_meeting(other, meeting_id, day=on)
    refuse_while_bound(group_id=group.pk, household_id=member.household_id, day=on)
    close_member(asked=asked, member=member, ends_before=on, reason=GroupMember.Reason.MOVED_GROUP)
    row = write_member(
        asked=asked,
        group=other,
        household_id=member.household_id,
        starts_on=on,
        person_id=still_standing(member, on),
        meeting=meeting,
    )
    return row.pk


def _lock_member(asked: Asked, member_id: int) -> tuple[GroupMember, Group]:
    """Return a member with their group, which is locked."""
    group = lock_open_group(asked, _group_of(member_id))
    return GroupMember.objects.select_related("person").get(id=member_id), group


def _group_of(member_id: int) -> int:
    group_id = GroupMember.objects.filter(id=member_id).values_list("group_id", flat=True).first()
    if group_id is None:
        raise OutOfScope(_("Không tìm thấy tổ viên này."))
    return group_id
