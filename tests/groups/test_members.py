"""Households join, leave and go over; each refusal has its own reason."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tantam.base.errors import OutOfScope
from tantam.groups.commands.members import add_member, end_membership, move_member
from tantam.groups.models import GroupMember
from tantam.groups.parts import membership
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.people.models import Household, Member
from tests.support.cast import TODAY
from tests.support.groups import FORMED, LATER, form, leave, make_active, make_waiting, meet, members_of
from tests.support.register import RECORDED, make_person
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db


@pytest.mark.replays("groups.add_member")
def test_a_household_joins_once(cast, village):
    group = form(cast, village, households=5)
    other = {"household_id": village.ids[6]}

    number = assert_replay_safe(
        add_member,
        asked=cast.asked("yen"),
        other=other,
        group_id=group.pk,
        household_id=village.ids[5],
        starts_on=LATER,
    )

    row = GroupMember.objects.get(pk=number)
    assert (row.household_id, row.starts_on, row.ends_before) == (village.ids[5], LATER, None)


def join(cast, group, household_id, starts_on=LATER, **more):
    return add_member(
        asked=cast.asked("yen"), group_id=group.pk, household_id=household_id, starts_on=starts_on, **more
    )


def test_a_household_in_two_groups_is_refused(cast, village):
    first, second = form(cast, village, households=2), form(cast, village, households=0)

    with pytest.raises(UnableToChangeGroup, match=f"đang là tổ viên của Tổ {first.code}"):
        join(cast, second, village.ids[0])


def test_the_database_keeps_a_household_out_of_a_second_group(cast, village):
    first, second = form(cast, village, households=2), form(cast, village, households=0)
    row = members_of(first)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.create(
            group=second, household=row.household, person=row.person, starts_on=LATER, recorded_at=RECORDED
        )


@pytest.mark.parametrize("through_merge", [False, True])
def test_who_stands_for_one_household_does_not_bring_another_into_a_second_group(
    cast, village, small_register, through_merge
):
    first, second = form(cast, village, households=2), form(cast, village, households=0)
    wife = small_register.persons["an-wife"]
    if through_merge:
        row = members_of(first)[0]
        row.person = make_person("Phạm Thị Ánh", number=91, sex="FEMALE", born=date(1984, 2, 3))
        row.person.merged_into = wife
        row.person.save(update_fields=["merged_into"])
    else:
        row = members_of(first)[1]
        row.person = wife
    row.save(update_fields=["person"])
    village_mate = village.households[5]
    Member.objects.filter(person=wife).update(household=village_mate)

    with pytest.raises(UnableToChangeGroup, match=f"đứng tên tổ viên của Tổ {first.code}"):
        join(cast, second, village_mate.pk)


def test_a_family_that_was_written_down_twice_is_in_one_group(cast, village, small_register):
    first, second = form(cast, village, households=2), form(cast, village, households=0)
    Member.objects.filter(person=small_register.persons["an"]).update(household=village.households[5], relation="OTHER")

    with pytest.raises(UnableToChangeGroup, match=f"Phạm Văn An Nghèo.*{first.code}"):
        join(cast, second, village.ids[5])

    leave(cast, members_of(first)[0])
    assert join(cast, second, village.ids[5])


def test_the_database_keeps_a_person_from_standing_in_two_groups(cast, village):
    first, second = form(cast, village, households=2), form(cast, village, households=0)
    row = members_of(first)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.create(
            group=second, household=village.households[5], person=row.person, starts_on=LATER, recorded_at=RECORDED
        )


def test_of_two_groups_that_take_a_household_in_at_once_one_is_told(cast, village, monkeypatch):
    first, second = form(cast, village, households=2), form(cast, village, households=0)
    look, seen = membership._refuse_second_group, []

    def too_early(home, starts_on):
        if seen:
            look(home, starts_on)
        seen.append(home)

    monkeypatch.setattr(membership, "_refuse_second_group", too_early)

    with pytest.raises(UnableToChangeGroup, match=f"đang là tổ viên của Tổ {first.code}"):
        join(cast, second, village.ids[0])


def test_a_household_of_another_commune_is_refused(cast, village, small_register):
    group = form(cast, village, households=0)

    with pytest.raises(UnableToChangeGroup, match="xã khác"):
        join(cast, group, small_register.households["dung-lang"].pk)


def test_a_household_of_another_village_is_refused(cast, village, small_register):
    group = form(cast, village, households=0)

    with pytest.raises(UnableToChangeGroup, match="thôn khác"):
        join(cast, group, small_register.households["cuong"].pk)


def test_a_household_that_was_merged_is_refused(cast, village):
    group = form(cast, village, households=0)
    Household.objects.filter(pk=village.ids[0]).update(merged_into=village.ids[1])

    with pytest.raises(UnableToChangeGroup, match="đã được gộp"):
        join(cast, group, village.ids[0])


def test_a_household_without_a_head_needs_somebody_to_stand_for_it(cast, village):
    group = form(cast, village, households=0)
    person = make_person("Phạm Thị Không Đầu", number=90, sex="FEMALE", born=date(1990, 1, 1))
    home = Household.objects.create(
        code="21484-00090", commune=village.village.commune, village=village.village, recorded_at=RECORDED
    )
    Member.objects.create(household=home, person=person, relation="OTHER", starts_on=date(2026, 1, 1))

    with pytest.raises(UnableToChangeGroup, match="chưa có chủ hộ"):
        join(cast, group, home.pk)

    assert GroupMember.objects.get(pk=join(cast, group, home.pk, person_id=person.pk)).person == person


def test_nobody_stands_for_a_household_in_which_they_do_not_live(cast, village, small_register):
    group = form(cast, village, households=0)

    with pytest.raises(UnableToChangeGroup, match="không phải thành viên của hộ"):
        join(cast, group, village.ids[0], person_id=small_register.persons["cuong"].pk)


def test_the_wife_may_stand_for_the_household(cast, village, small_register):
    group = form(cast, village, households=0)

    number = join(cast, group, village.ids[0], person_id=small_register.persons["an-wife"].pk)

    assert GroupMember.objects.get(pk=number).person.full_name == "Phạm Thị Ánh Nghèo"


def test_a_group_has_sixty_members_at_most(cast, village):
    group = form(cast, village, households=5)
    for number in range(200, 256):
        person = make_person(f"Phạm Đông {number}", number=number, sex="MALE", born=date(1980, 1, 1))
        home = Household.objects.create(
            code=f"21484-{number:05d}", commune=village.village.commune, village=village.village, recorded_at=RECORDED
        )
        Member.objects.create(household=home, person=person, relation="HEAD", starts_on=date(2026, 1, 1))
        if number < 255:
            GroupMember.objects.create(
                group=group, household=home, person=person, starts_on=FORMED, recorded_at=RECORDED
            )

    with pytest.raises(UnableToChangeGroup, match="đã có 60 tổ viên"):
        join(cast, group, home.pk)


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 11, 23), "chưa đến"), (date(2026, 9, 30), "trước ngày thành lập")]
)
def test_a_day_ahead_or_before_the_group_is_refused(cast, village, day, said):
    group = form(cast, village, households=0)

    with pytest.raises(UnableToChangeGroup, match=said):
        join(cast, group, village.ids[0], starts_on=day)


def test_a_group_that_works_takes_nobody_in_without_minutes(cast, village):
    group = make_active(cast, village)

    with pytest.raises(UnableToChangeGroup, match="10B/TD"):
        join(cast, group, village.ids[6])

    meeting = meet(cast, group, kind="MEMBERS", on=date(2026, 11, 1))
    number = join(cast, group, village.ids[6], meeting_id=meeting)
    assert GroupMember.objects.get(pk=number).joined_by_id == meeting


def test_minutes_of_another_matter_or_of_a_later_day_do_not_let_anybody_in(cast, village):
    group = make_active(cast, village)
    ordinary = meet(cast, group, kind="ORDINARY", on=date(2026, 11, 1))
    late = meet(cast, group, kind="MEMBERS", on=date(2026, 11, 20))

    with pytest.raises(UnableToChangeGroup, match="không phải cuộc họp về tổ viên"):
        join(cast, group, village.ids[6], meeting_id=ordinary)
    with pytest.raises(UnableToChangeGroup, match="diễn ra sau"):
        join(cast, group, village.ids[6], meeting_id=late)


def test_a_group_that_waits_takes_nobody_in(cast, village):
    group = make_waiting(cast, village)

    with pytest.raises(UnableToChangeGroup, match="đang chờ"):
        join(cast, group, village.ids[6])


def test_a_household_that_left_may_come_back_but_not_for_days_it_was_elsewhere(cast, village):
    first, second = form(cast, village), form(cast, village, households=0)
    leave(cast, members_of(first)[0])

    with pytest.raises(UnableToChangeGroup, match="đang là tổ viên"):
        join(cast, second, village.ids[0], starts_on=date(2026, 11, 1))

    assert join(cast, second, village.ids[0], starts_on=LATER)


@pytest.mark.replays("groups.move_member")
def test_a_household_goes_over_to_another_group_of_the_village(cast, village):
    first, second = form(cast, village), form(cast, village, households=0)
    member = members_of(first)[1]

    number = assert_replay_safe(
        move_member,
        asked=cast.asked("yen"),
        other={"on": TODAY},
        member_id=member.pk,
        to_group_id=second.pk,
        on=LATER,
    )

    member.refresh_from_db()
    assert (member.ends_before, member.reason_left) == (LATER, "MOVED_GROUP")
    assert GroupMember.objects.get(pk=number).starts_on == LATER


def test_a_household_does_not_go_over_to_where_it_is(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="đang ở Tổ đó"):
        move_member(asked=cast.asked("yen"), member_id=members_of(group)[0].pk, to_group_id=group.pk, on=LATER)


def test_members_that_are_not_there_are_out_of_scope(cast, village):
    with pytest.raises(OutOfScope):
        end_membership(asked=cast.asked("yen"), member_id=999_999, ends_before=LATER, reason="LEFT")


def test_a_move_that_the_other_group_refuses_leaves_everything_as_it_was(cast, village):
    first, second = form(cast, village), make_other_village(cast, village)
    member = members_of(first)[0]

    with pytest.raises(UnableToChangeGroup, match="thôn khác"):
        move_member(asked=cast.asked("yen"), member_id=member.pk, to_group_id=second.pk, on=LATER)

    member.refresh_from_db()
    assert member.ends_before is None


def make_other_village(cast, village):
    group = form(cast, village, households=0)
    group.village = village.village.commune.villages.exclude(pk=village.village.pk).get()
    group.save(update_fields=["village"])
    return group


def test_founding_minutes_let_nobody_into_a_group_that_works(cast, village):
    group = make_active(cast, village)

    with pytest.raises(UnableToChangeGroup, match="không phải cuộc họp về tổ viên"):
        join(cast, group, village.ids[6], meeting_id=group.meetings.get().pk)


def test_a_group_that_works_excludes_nobody_without_minutes(cast, village):
    group = make_active(cast, village)
    one = members_of(group)[4]

    with pytest.raises(UnableToChangeGroup, match="10B/TD"):
        leave(cast, one, reason="EXCLUDED")

    leave(cast, one)


def test_a_day_gone_by_counts_who_was_a_member_then_and_later(cast, village, monkeypatch):
    group = form(cast, village)
    leave(cast, members_of(group)[0], ends_before=TODAY)
    limits = replace(membership.limits_of(TODAY), members_max=6)
    monkeypatch.setattr(membership, "limits_of", lambda _day: limits)

    with pytest.raises(UnableToChangeGroup, match="đã có 6 tổ viên"):
        join(cast, group, village.ids[6])

    assert join(cast, group, village.ids[6], starts_on=TODAY)
