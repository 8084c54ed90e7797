"""A board is elected from the members, and is no family; a convention has its days."""

import json
from datetime import date

import pytest

from tantam.base.models import AuditEntry
from tantam.groups.commands.board import DeclaredKin, Elected, elect_board, set_convention
from tantam.groups.commands.members import end_membership
from tantam.groups.models import KinDeclaration
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.people.models import Member
from tests.support.cast import TODAY
from tests.support.groups import FORMED, elect, form, members_of
from tests.support.register import RECORDED, make_person
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db


def vote(cast, group, places, *, on=FORMED, declared=()):
    members = members_of(group)
    return elect_board(
        asked=cast.asked("yen"),
        group_id=group.pk,
        elected=tuple(Elected(members[place].pk, role) for place, role in places),
        elected_on=on,
        declared=tuple(DeclaredKin(members[a].pk, members[b].pk, kin) for a, b, kin in declared),
    )


@pytest.mark.replays("groups.elect_board")
def test_a_board_is_elected_once(cast, village):
    group = form(cast, village)
    first, second = members_of(group)[0].pk, members_of(group)[2].pk

    assert_replay_safe(
        elect_board,
        asked=cast.asked("yen"),
        other={"elected_on": TODAY},
        group_id=group.pk,
        elected=(Elected(first, "HEAD"), Elected(second, "DEPUTY")),
        elected_on=FORMED,
        declared=(DeclaredKin(first, second, "OTHER"),),
    )

    assert set(group.seats.values_list("role", flat=True)) == {"HEAD", "DEPUTY"}
    assert KinDeclaration.objects.get(group=group).kin == "OTHER"
    assert "OTHER" not in json.dumps(AuditEntry.objects.latest("sequence").details["arguments"])


def test_a_new_board_takes_the_place_of_the_old_one_which_stays_written(cast, village):
    group = form(cast, village)
    elect(cast, group)

    elect(cast, group, head=3, deputy=0, on=TODAY)

    heads = list(group.seats.filter(role="HEAD").order_by("id").values_list("starts_on", "ends_before"))
    assert heads == [(FORMED, TODAY), (TODAY, None)]


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([(0, "HEAD")], "ít nhất 2 người"),
        ([(0, "DEPUTY"), (1, "THIRD")], "cần có tổ trưởng"),
        ([(0, "HEAD"), (1, "HEAD")], "chỉ có một người"),
        ([(0, "HEAD"), (0, "DEPUTY")], "không giữ hai chức danh"),
        ([(0, "HEAD"), (1, "KING")], "chỉ có một người"),
    ],
)
def test_what_is_wrong_with_a_board_is_said(cast, village, places, said):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match=said):
        vote(cast, group, places)


def test_who_is_no_member_is_not_elected(cast, village):
    group, other = form(cast, village, households=4), form(cast, village, households=0)
    stranger = members_of(group)[0].pk

    with pytest.raises(UnableToChangeGroup, match="không phải tổ viên"):
        elect_board(
            asked=cast.asked("yen"),
            group_id=other.pk,
            elected=(Elected(stranger, "HEAD"), Elected(members_of(group)[1].pk, "DEPUTY")),
            elected_on=FORMED,
        )


def test_who_lives_in_the_household_no_more_is_not_elected_for_it(cast, village):
    group = form(cast, village)
    Member.objects.filter(person=members_of(group)[0].person).update(ends_before=FORMED)

    with pytest.raises(UnableToChangeGroup, match="Phạm Văn An Nghèo không ở hộ 21484-00001"):
        vote(cast, group, [(0, "HEAD"), (2, "DEPUTY")], declared=[(0, 2, "NONE")])


def test_people_of_two_households_have_to_declare_how_they_are_related(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="Phạm Văn An Nghèo và Đinh Văn Bình Cận"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")])


@pytest.mark.parametrize("kin", ["SPOUSE", "PARENT_CHILD"])
def test_who_declares_to_be_close_family_is_not_elected_together(cast, village, kin):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="vợ chồng hoặc cha mẹ với con"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")], declared=[(0, 1, kin)])


def send_out(village, group, person, *, on=date(2026, 3, 1)):
    """Let a person leave their home on a day and live in the second household, for which they stand."""
    second = village.households[1]
    Member.objects.filter(person=person).update(ends_before=on)
    Member.objects.create(household=second, person=person, relation="OTHER", starts_on=on)
    row = members_of(group)[1]
    row.person = person
    row.save(update_fields=["person"])


def test_a_son_who_left_his_father_s_home_is_known_as_such_whatever_he_declares(cast, village, small_register):
    group = form(cast, village)
    send_out(village, group, small_register.persons["an-son"])

    with pytest.raises(UnableToChangeGroup, match="vợ chồng hoặc cha mẹ với con"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")], declared=[(0, 1, "NONE")])


def test_a_closer_relation_of_the_past_counts_before_a_wider_one_of_now(cast, village, small_register):
    group = form(cast, village)
    son = small_register.persons["an-son"]
    send_out(village, group, son)
    Member.objects.create(
        household=village.households[1],
        person=small_register.persons["an"],
        relation="CHILD",
        starts_on=date(2020, 1, 1),
        ends_before=date(2020, 2, 1),
    )
    Member.objects.create(
        household=village.households[1],
        person=son,
        relation="CHILD",
        starts_on=date(2020, 1, 1),
        ends_before=date(2020, 2, 1),
    )

    with pytest.raises(UnableToChangeGroup, match="vợ chồng hoặc cha mẹ với con"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")], declared=[(0, 1, "NONE")])


def test_who_lived_in_one_home_at_different_times_has_to_declare(cast, village, small_register):
    group = form(cast, village)
    son = small_register.persons["an-son"]
    send_out(village, group, son)
    Member.objects.filter(household=village.households[0], person=small_register.persons["an"]).update(
        starts_on=date(2026, 3, 1)
    )

    with pytest.raises(UnableToChangeGroup, match="khai quan hệ"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")])


@pytest.mark.parametrize("merged", [False, True])
def test_what_was_declared_before_is_not_taken_back(cast, village, merged):
    group, other = form(cast, village), form(cast, village, households=0)
    first, second = members_of(group)[0].person, members_of(group)[1].person
    if merged:
        first = make_person("Phạm Văn An", number=92, sex="MALE", born=date(1980, 5, 1))
        first.merged_into = members_of(group)[0].person
        first.save(update_fields=["merged_into"])
    low, high = sorted((first.pk, second.pk))
    KinDeclaration.objects.create(
        group=other, first_id=low, second_id=high, kin="PARENT_CHILD", declared_on=FORMED, recorded_at=RECORDED
    )

    with pytest.raises(UnableToChangeGroup, match="vợ chồng hoặc cha mẹ với con"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")], declared=[(0, 1, "NONE")])


def test_no_relation_declared_before_does_not_spare_declaring_now(cast, village):
    group = form(cast, village)
    elect(cast, group, head=0, deputy=1, kin="NONE")

    with pytest.raises(UnableToChangeGroup, match="khai quan hệ"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")], on=TODAY)


def test_a_declaration_about_somebody_else_is_refused(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="chỉ gồm những người"):
        vote(cast, group, [(0, "HEAD"), (1, "DEPUTY")], declared=[(0, 3, "NONE")])


def test_an_election_before_the_last_one_is_refused(cast, village):
    group = form(cast, village)
    elect(cast, group, on=date(2026, 11, 1))

    with pytest.raises(UnableToChangeGroup, match="thay đổi lần trước"):
        elect(cast, group, on=date(2026, 10, 15))


def test_an_election_before_somebody_left_the_board_is_refused(cast, village):
    group = form(cast, village)
    elect(cast, group)
    end_membership(asked=cast.asked("yen"), member_id=members_of(group)[0].pk, ends_before=TODAY, reason="LEFT")

    with pytest.raises(UnableToChangeGroup, match="thay đổi lần trước"):
        elect(cast, group, head=3, deputy=4, on=date(2026, 11, 1))


def test_who_left_the_group_since_is_not_elected_for_a_day_gone_by(cast, village):
    group = form(cast, village)
    end_membership(asked=cast.asked("yen"), member_id=members_of(group)[0].pk, ends_before=TODAY, reason="LEFT")

    with pytest.raises(UnableToChangeGroup, match="đã ra khỏi Tổ sau ngày bầu"):
        elect(cast, group, on=date(2026, 11, 1))


@pytest.mark.replays("groups.set_convention")
def test_a_convention_holds_from_its_day_and_the_old_one_stays(cast, village):
    group = form(cast, village)
    agreed = {"group_id": group.pk, "meeting_day": 15, "starts_on": FORMED}

    assert_replay_safe(
        set_convention,
        asked=cast.asked("yen"),
        other={"monthly_savings_vnd": 20_000},
        monthly_savings_vnd=50_000,
        text="Họp ngày 15",
        **agreed,
    )
    set_convention(asked=cast.asked("yen"), monthly_savings_vnd=30_000, **(agreed | {"starts_on": TODAY}))

    rows = group.conventions.order_by("id").values_list("monthly_savings_vnd", flat=True)
    assert list(rows) == [50_000, 30_000]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"monthly_savings_vnd": -1}, "từ 0 đến"),
        ({"meeting_day": 32}, "từ 1 đến 31"),
        ({"starts_on": date(2026, 12, 1)}, "chưa đến"),
        ({"text": "a" * 5_001}, "5.000 ký tự"),
    ],
)
def test_what_is_wrong_with_a_convention_is_said(cast, village, changes, said):
    group = form(cast, village)
    agreed = {"group_id": group.pk, "monthly_savings_vnd": 50_000, "meeting_day": 15, "starts_on": FORMED}

    with pytest.raises(UnableToChangeGroup, match=said):
        set_convention(asked=cast.asked("yen"), **(agreed | changes))
