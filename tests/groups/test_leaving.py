"""Households leave a group, with their place on its board; who stands for them when they go over."""

from datetime import date

import pytest

from tantam.groups.commands.members import end_membership, move_member
from tantam.groups.models import GroupMember
from tantam.groups.parts.obstacles import add_obstacle, remove_obstacle
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.people.models import Member
from tests.support.groups import FORMED, LATER, elect, form, leave, members_of
from tests.support.register import make_person
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db


@pytest.mark.replays("groups.end_membership")
def test_a_household_leaves_once_and_its_place_on_the_board_with_it(cast, village):
    group = form(cast, village)
    elect(cast, group)
    head = members_of(group)[0]

    assert_replay_safe(
        end_membership,
        asked=cast.asked("yen"),
        other={"reason": "DIED"},
        member_id=head.pk,
        ends_before=LATER,
        reason="LEFT",
    )

    head.refresh_from_db()
    assert (head.ends_before, head.reason_left) == (LATER, "LEFT")
    assert group.seats.get(role="HEAD").ends_before == LATER
    with pytest.raises(UnableToChangeGroup, match="đã được ghi"):
        leave(cast, head)


def merge_into(row, kept):
    """Let the person of a row be one with somebody else from now on."""
    row.person.merged_into = kept
    row.person.save(update_fields=["merged_into"])


def test_a_place_on_the_board_ends_with_the_membership_whatever_was_merged_between(cast, village):
    group = form(cast, village)
    head = members_of(group)[0]
    second = make_person("Phạm Văn An", number=93, sex="MALE", born=date(1980, 5, 1))
    third = make_person("Phạm Văn An", number=94, sex="MALE", born=date(1980, 5, 1))
    merge_into(head, second)
    Member.objects.filter(person=head.person).update(person=second)
    elect(cast, group)
    # The second person is merged into a third, to whom the earlier merge leads from then on.
    merge_into(head, third)
    merge_into(group.seats.get(role="HEAD"), third)

    leave(cast, head)

    assert group.seats.get(role="HEAD").ends_before == LATER


def test_a_move_lets_the_present_head_stand_where_the_old_one_lives_there_no_more(cast, village, small_register):
    first, second = form(cast, village), form(cast, village, households=0)
    member, wife = members_of(first)[0], small_register.persons["an-wife"]
    Member.objects.filter(person=member.person).update(ends_before=date(2026, 10, 20))
    Member.objects.filter(person=wife).update(relation="HEAD")

    number = move_member(asked=cast.asked("yen"), member_id=member.pk, to_group_id=second.pk, on=LATER)

    assert GroupMember.objects.get(pk=number).person == wife


def test_a_move_keeps_who_stands_for_the_household_though_they_are_not_its_head(cast, village, small_register):
    first, second = form(cast, village, households=1), form(cast, village, households=0)
    member, wife = members_of(first)[0], small_register.persons["an-wife"]
    member.person = wife
    member.save(update_fields=["person"])

    number = move_member(asked=cast.asked("yen"), member_id=member.pk, to_group_id=second.pk, on=LATER)

    assert GroupMember.objects.get(pk=number).person == wife


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_before": FORMED}, "sau ngày vào Tổ"),
        ({"ends_before": date(2026, 11, 23)}, "sau hôm nay"),
        ({"reason": "BORED"}, "chọn lý do"),
        ({"reason": "DISSOLVED"}, "chọn lý do"),
    ],
)
def test_what_is_wrong_with_an_ending_is_said(cast, village, changes, said):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match=said):
        leave(cast, members_of(group)[0], **changes)


def test_a_household_that_owes_through_the_group_does_not_leave(cast, village):
    group = form(cast, village)
    member = members_of(group)[0]

    def owes(group_id, household_id, day):
        return "Hộ còn dư nợ." if household_id == member.household_id else ""

    add_obstacle(owes)
    try:
        with pytest.raises(UnableToChangeGroup, match="còn dư nợ"):
            leave(cast, member)
        leave(cast, members_of(group)[1])
    finally:
        remove_obstacle(owes)
