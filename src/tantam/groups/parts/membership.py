"""The write steps of membership: a household comes in, goes out, and is in one group at a time."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.groups.models import BoardSeat, Group, GroupMember, Meeting
from tantam.groups.parts.days import check_within, holding_on, limits_of
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.people.queries.homes import Home, get_home, list_homes_of

REASONS_OF_PEOPLE = frozenset({"LEFT", "MOVED_AWAY", "DIED", "EXCLUDED"})
_VOTED = frozenset({Meeting.Kind.ESTABLISHMENT, Meeting.Kind.MEMBERS})


def write_member(
    *,
    asked: Asked,
    group: Group,
    household_id: int,
    starts_on: date,
    person_id: int | None = None,
    meeting: Meeting | None = None,
) -> GroupMember:
    """Write down that a household belongs to a group, which is locked, from a day on.

    :raises OutOfScope: if the household is not the actor's to see.
    :raises UnableToChangeGroup: if it lives elsewhere, is in a group by itself or by who lives there, has nobody to
        stand for it, or the group is full.
    """
    check_within(starts_on, group, asked)
    home = get_home(scope=asked.actor.scope, household_id=household_id, on=starts_on)
    _check_place(home, group)
    _refuse_second_group(home, starts_on)
    most = limits_of(starts_on).members_max
    if group.members.filter(Q(ends_before=None) | Q(ends_before__gt=starts_on)).count() >= most:
        raise UnableToChangeGroup(
            _("Tổ đã có %(most)s tổ viên, là số tối đa. Hãy lập Tổ mới hoặc kết nạp vào Tổ khác trong thôn.")
            % {"most": most}
        )
    person_id = _representative(home, person_id)
    try:
        with transaction.atomic():
            return GroupMember.objects.create(
                group=group,
                household_id=home.id,
                person_id=person_id,
                starts_on=starts_on,
                joined_by=meeting,
                recorded_at=asked.at,
            )
    except IntegrityError:  # another group took the household or the person in at the same moment
        _refuse_second_group(home, starts_on)
        raise


def close_member(
    *, asked: Asked, member: GroupMember, ends_before: date, reason: str, meeting: Meeting | None = None
) -> None:
    """Write down that a household belongs to its group no longer; whoever sat on the board for it sits no longer.

    :raises UnableToChangeGroup: if it left before, or would leave before it came.
    """
    if member.ends_before is not None:
        raise UnableToChangeGroup(_("Ngày ra khỏi Tổ của hộ này đã được ghi."))
    if ends_before > asked.book_date:
        raise UnableToChangeGroup(_("Ngày ra khỏi Tổ không thể sau hôm nay."))
    if ends_before <= member.starts_on:
        raise UnableToChangeGroup(_("Ngày ra khỏi Tổ phải sau ngày vào Tổ."))
    member.ends_before, member.reason_left = ends_before, reason
    member.left_by, member.end_recorded_at = meeting, asked.at
    member.save(update_fields=["ends_before", "reason_left", "left_by", "end_recorded_at"])
    for seat in BoardSeat.objects.filter(member=member, ends_before=None):
        close_seat(seat, ends_before=max(ends_before, seat.starts_on), asked=asked)


def close_seat(seat: BoardSeat, *, ends_before: date, asked: Asked) -> None:
    """Write down that a person sits on the board no longer."""
    seat.ends_before, seat.end_recorded_at = ends_before, asked.at
    seat.save(update_fields=["ends_before", "end_recorded_at"])


def voting_meeting(group: Group, meeting_id: int | None, *, day: date) -> Meeting | None:
    """Return the meeting that decided on members; a group that works already needs one (10B/TD).

    :raises UnableToChangeGroup: if there is none, it was about something else, or came after the day.
    """
    if meeting_id is None:
        if group.state == Group.State.ACTIVE:
            raise UnableToChangeGroup(
                _("Cần biên bản họp Tổ về thay đổi tổ viên (mẫu 10B/TD). Hãy ghi cuộc họp trước.")
            )
        return None
    meeting = group.meetings.filter(id=meeting_id).first()
    kinds = {Meeting.Kind.MEMBERS} if group.state == Group.State.ACTIVE else _VOTED
    if meeting is None or meeting.kind not in kinds:
        raise UnableToChangeGroup(_("Cuộc họp được chọn không phải cuộc họp về tổ viên của Tổ này."))
    if meeting.held_on > day:
        raise UnableToChangeGroup(
            _("Cuộc họp ngày %(held)s diễn ra sau ngày %(day)s. Hãy chọn lại cuộc họp hoặc ngày.")
            % {"held": f"{meeting.held_on:%d/%m/%Y}", "day": f"{day:%d/%m/%Y}"}
        )
    return meeting


def still_standing(member: GroupMember, day: date) -> int | None:
    """Return who stands for a member, if they live in the household on a day; who was kept, if they were merged."""
    person_id = member.person.merged_into_id or member.person_id
    lives_there = (person_id, member.household_id) in list_homes_of(person_ids=[person_id], on=day)
    return person_id if lives_there else None


def persons_of_members(group: Group, day: date) -> dict[int, int]:
    """Return who stands for each member of a day; for a person who was merged, who was kept."""
    rows = group.members.filter(holding_on(day)).values_list("id", "person_id", "person__merged_into_id")
    return {number: kept or person for number, person, kept in rows}


def count_members(group: Group, day: date) -> int:
    """Return how many households belong to a group on a day."""
    return group.members.filter(holding_on(day)).count()


def _check_place(home: Home, group: Group) -> None:
    if home.merged_into is not None:
        raise UnableToChangeGroup(_("Hộ %(code)s đã được gộp vào hộ khác. Hãy chọn hộ còn lại.") % {"code": home.code})
    if home.commune_id != group.commune_id:
        raise UnableToChangeGroup(
            _("Hộ %(code)s cư trú ở xã khác. Tổ chỉ kết nạp hộ trong cùng xã.") % {"code": home.code}
        )
    if home.village_id != group.village_id:
        raise UnableToChangeGroup(
            _("Hộ %(code)s cư trú ở thôn khác. Tổ chỉ kết nạp hộ trong cùng thôn, tổ dân phố.") % {"code": home.code}
        )


def _refuse_second_group(home: Home, starts_on: date) -> None:
    """Refuse a household that is in a group, or where somebody lives who stands for a member of one."""
    later = GroupMember.objects.filter(Q(ends_before=None) | Q(ends_before__gt=starts_on)).select_related("group")
    other = later.filter(household_id=home.id).first()
    if other is not None:
        raise UnableToChangeGroup(
            _(
                "Hộ %(code)s đang là tổ viên của Tổ %(group)s. Mỗi hộ chỉ vào một Tổ; hãy chuyển Tổ hoặc ghi ngày ra "
                "Tổ cũ."
            )
            % {"code": home.code, "group": other.group.code}
        )
    living = set(home.relations)
    own = Q(person_id__in=living) | Q(person__merged_into_id__in=living)
    other = later.filter(own).select_related("person__merged_into").first()
    if other is not None:
        person = other.person.merged_into or other.person
        raise UnableToChangeGroup(
            _(
                "%(name)s của hộ %(code)s đang đứng tên tổ viên của Tổ %(group)s. Mỗi gia đình chỉ vào một Tổ; hãy ghi "
                "ngày ra Tổ cũ."
            )
            % {"name": person.full_name, "code": home.code, "group": other.group.code}
        )


def _representative(home: Home, person_id: int | None) -> int:
    """Return who stands for the household: the one who was named, or its head."""
    if person_id is None:
        if home.head_id is None:
            raise UnableToChangeGroup(
                _("Hộ %(code)s chưa có chủ hộ trong sổ. Hãy ghi chủ hộ hoặc chọn người đại diện.") % {"code": home.code}
            )
        return home.head_id
    if person_id not in home.relations:
        raise UnableToChangeGroup(
            _("Người đại diện không phải thành viên của hộ %(code)s trong ngày vào Tổ.") % {"code": home.code}
        )
    return person_id
