"""Groups as they are looked at: in lists, one by one, on a day and as known until a day."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps

from tantam.base.errors import OutOfScope
from tantam.groups.commands.board import set_convention
from tantam.groups.commands.contracts import ContractPaper, set_contract_rate, sign_authorisation, sign_entrustment
from tantam.groups.commands.forming import transfer_group
from tantam.groups.commands.meetings import NewVote
from tantam.groups.commands.members import add_member, end_membership
from tantam.groups.queries.contracts import find_commission, find_rate, list_entrustments
from tantam.groups.queries.group import find_group_of, get_group_page, list_former_members, list_members_on
from tantam.groups.queries.lists import GroupFilter, count_groups, count_states, list_groups, list_groups_of_village
from tantam.groups.queries.looking import GroupSight
from tantam.groups.queries.meetings import get_meeting, list_voting_meetings
from tantam.groups.queries.timeline import list_group_happenings
from tantam.people.models import Household, Member, Person
from tests.support.cast import TODAY
from tests.support.groups import FORMED, elect, form, make_active, meet, members_of
from tests.support.register import make_person

pytestmark = pytest.mark.django_db

NOW = GroupSight(at=datetime(2026, 11, 22, 6, tzinfo=UTC), day=TODAY)


def page(cast, group, sight=NOW, by="yen"):
    return get_group_page(scope=cast.actor(by).scope, group_id=group.pk, sight=sight)


def shown(cast, by="yen", **chosen):
    return [line.code for line in list_groups(scope=cast.actor(by).scope, chosen=GroupFilter(**chosen), day=TODAY)]


def test_a_list_has_how_many_households_and_who_leads(cast, village):
    make_active(cast, village)

    line = list_groups(scope=cast.actor("ha").scope, chosen=GroupFilter(), day=TODAY)[0]

    assert (line.members_count, line.head, line.state) == (6, "Phạm Văn An Nghèo", "ACTIVE")


@pytest.mark.parametrize(
    "chosen",
    [
        {"text": "an ngheo"},
        {"text": "lang mot"},
        {"text": "T001"},
        {"organisation": "WOMEN"},
        {"state": "ACTIVE"},
    ],
)
def test_a_group_is_found_by_what_people_know_of_it(cast, village, chosen):
    make_active(cast, village)
    form(cast, village, households=0, organisation="YOUTH")

    assert shown(cast, **chosen)[0] == "21484-T001"
    assert len(shown(cast, **chosen)) == (2 if chosen == {"text": "lang mot"} else 1)


def test_what_does_not_match_is_not_found(cast, village):
    group = make_active(cast, village)

    assert shown(cast, text="an giau") == []
    assert shown(cast, commune_id=group.commune_id + 1) == []
    assert shown(cast, village_id=group.village_id) == [group.code]
    assert count_groups(scope=cast.actor("yen").scope, chosen=GroupFilter(state="WAITING")) == 0


def test_a_neighbouring_commune_sees_no_group(cast, village):
    group = make_active(cast, village)

    assert shown(cast, by="sau") == []
    assert set(count_states(scope=cast.actor("sau").scope).values()) == {0}
    assert count_states(scope=cast.actor("minh").scope)["ACTIVE"] == 1
    with pytest.raises(OutOfScope):
        page(cast, group, by="sau")


def test_a_page_has_the_whole_group(cast, village):
    group = make_active(cast, village)

    seen = page(cast, group)

    assert [line.name for line in seen.members][:2] == ["Phạm Văn An Nghèo", "Đinh Văn Bình Cận"]
    assert [(seat.role, seat.name) for seat in seen.seats] == [
        ("HEAD", "Phạm Văn An Nghèo"),
        ("DEPUTY", "Phạm Thị Sáu Một"),
    ]
    assert seen.members[0].role == "tổ trưởng"
    assert (seen.approval_number, seen.approved_on) == ("45/QĐ-UBND", date(2026, 10, 20))
    assert not seen.has_few_members
    assert not seen.has_small_board
    assert seen.title == "Tổ 21484-T001"


def test_a_group_that_lost_members_and_its_head_says_so(cast, village):
    group = make_active(cast, village)
    for member in members_of(group)[:2]:
        end_membership(asked=cast.asked("yen"), member_id=member.pk, ends_before=TODAY, reason="LEFT")

    seen = page(cast, group)

    assert seen.has_few_members
    assert seen.has_small_board
    assert seen.head == ""
    assert [
        line.household_code for line in list_former_members(scope=cast.actor("yen").scope, group_id=group.pk, sight=NOW)
    ] == ["21484-00002", "21484-00001"]


def test_savings_below_the_flag_are_marked(cast, village):
    group = make_active(cast, village)
    set_convention(
        asked=cast.asked("yen"), group_id=group.pk, monthly_savings_vnd=9_999, meeting_day=5, starts_on=TODAY
    )

    convention = page(cast, group).convention

    assert convention is not None
    assert convention.is_low


def test_an_ending_that_was_not_known_yet_is_not_seen_in_the_past(cast, village):
    group = make_active(cast, village)
    member = members_of(group)[4]
    end_membership(asked=cast.asked("yen"), member_id=member.pk, ends_before=date(2026, 11, 1), reason="LEFT")
    # On the 10th nobody knew yet that the household had left on the 1st.
    before = GroupSight(at=datetime(2026, 11, 22, 4, tzinfo=UTC), day=date(2026, 11, 10))
    after = GroupSight(at=NOW.at, day=date(2026, 11, 10))

    scope = cast.actor("yen").scope
    assert page(cast, group, before).members == ()
    assert member.pk not in {line.id for line in page(cast, group, after).members}
    assert len(list_members_on(scope=scope, group_id=group.pk, day=date(2026, 10, 31), at=NOW.at)) == 6
    assert find_group_of(household_id=member.household_id, day=date(2026, 10, 31)) == group.pk
    assert find_group_of(household_id=member.household_id, day=TODAY) is None


def test_the_organisation_of_a_day_is_the_one_it_had_then(cast, village):
    group = make_active(cast, village)
    transfer_group(
        asked=cast.asked("yen"),
        group_id=group.pk,
        to_organisation="VETERANS",
        number="01/CĐUT",
        signed_on=date(2026, 11, 1),
        starts_on=date(2026, 11, 15),
    )

    assert page(cast, group).organisation == "VETERANS"
    assert page(cast, group, GroupSight(at=NOW.at, day=date(2026, 11, 14))).organisation == "WOMEN"


def test_the_line_of_time_tells_everything_newest_first(cast, village):
    group = make_active(cast, village)
    sign_authorisation(asked=cast.asked("yen"), group_id=group.pk, paper=ContractPaper("11/HĐUN", TODAY, TODAY))
    end_membership(
        asked=cast.asked("yen"), member_id=members_of(group)[5].pk, ends_before=date(2026, 11, 3), reason="MOVED_AWAY"
    )

    found = list_group_happenings(scope=cast.actor("ha").scope, group_id=group.pk, sight=NOW)

    words = [happening.words for happening in found]
    assert found[0].on == TODAY
    assert [one.on for one in found] == sorted((one.on for one in found), reverse=True)
    for said in (
        "Ra khỏi Tổ: Phạm Thị Chín Một (hộ 21484-00054)",
        "Vào Tổ: Phạm Văn An Nghèo (hộ 21484-00001)",
        "Bầu tổ trưởng: Phạm Văn An Nghèo",
        "Quy ước: gửi tiết kiệm 50.000 đ một tháng, họp ngày 15",
        "Ủy ban nhân dân cấp xã phê duyệt",
        "Ký hợp đồng ủy nhiệm (11/TD)",
    ):
        assert said in words


def test_who_moved_to_another_commune_has_no_name_for_the_old_one(cast, village):
    group = form(cast, village)
    household = Household.objects.get(pk=village.ids[5])
    household.commune = cast.units["X21529"].commune
    household.save(update_fields=["commune"])

    assert page(cast, group, by="ha").members[5].name == ""
    assert page(cast, group, by="yen").members[5].name == "Phạm Thị Chín Một"


def test_a_person_who_was_merged_has_the_name_of_who_was_kept(cast, village):
    group = form(cast, village)
    member = members_of(group)[3]
    Person.objects.filter(pk=member.person_id).update(merged_into=members_of(group)[4].person_id)

    assert page(cast, group).members[3].name == page(cast, group).members[4].name


def test_minutes_show_who_came_and_what_passed(cast, village):
    group = make_active(cast, village)
    members = members_of(group)
    votes = (
        NewVote("Vay hộ nghèo", 3, 1, member_id=members[0].pk, amount_vnd=50_000_000, term_months=60),
        NewVote("Vay nước sạch", 2, 2, member_id=members[1].pk, amount_vnd=20_000_000),
    )
    number = meet(
        cast, group, kind="LENDING", on=TODAY, present=tuple(member.pk for member in members[:4]), votes=votes
    )

    seen = get_meeting(scope=cast.actor("ha").scope, group_id=group.pk, meeting_id=number)

    assert [vote.has_passed for vote in seen.votes] == [True, False]
    assert [one.came for one in seen.attendees] == [True] * 4 + [False] * 2
    assert seen.votes[0].name == "Phạm Văn An Nghèo"
    with pytest.raises(OutOfScope):
        get_meeting(scope=cast.actor("ha").scope, group_id=group.pk, meeting_id=999_999)


def test_minutes_of_a_change_name_who_came_and_who_went(cast, village):
    group = make_active(cast, village)
    number = meet(cast, group, kind="MEMBERS", on=TODAY)
    add_member(
        asked=cast.asked("yen"), group_id=group.pk, household_id=village.ids[6], starts_on=TODAY, meeting_id=number
    )

    seen = get_meeting(scope=cast.actor("ha").scope, group_id=group.pk, meeting_id=number)

    assert seen.joined == ("Phạm Thị Mười Một",)
    assert list_voting_meetings(scope=cast.actor("yen").scope, group_id=group.pk)[0][0] == number


def test_a_rate_is_that_of_its_day(cast, village):
    group = make_active(cast, village)
    number = sign_authorisation(
        asked=cast.asked("yen"),
        group_id=group.pk,
        paper=ContractPaper("11/HĐUN", date(2026, 10, 21), date(2026, 11, 1)),
    )
    set_contract_rate(
        asked=cast.asked("yen"),
        contract_id=number,
        what="COMMISSION",
        ppm_month=800,
        starts_on=date(2026, 11, 10),
        document="Phụ lục 1",
    )

    assert find_commission(group_id=group.pk, day=date(2026, 10, 31)) is None
    assert find_commission(group_id=group.pk, day=date(2026, 11, 9)) == 850
    assert find_commission(group_id=group.pk, day=TODAY) == 800
    assert find_rate(contract_id=number, what="SAVINGS_COMMISSION", day=TODAY) is None
    assert [rate.ppm_month for rate in page(cast, group).contracts[0].rates] == [800, 850]


def test_contracts_of_entrustment_stand_with_the_groups_of_their_organisation(cast, village):
    group = make_active(cast, village)
    paper = ContractPaper("07/HĐUT", FORMED, FORMED)
    sign_entrustment(
        asked=cast.asked("yen"), commune_code="21484", organisation="WOMEN", office_code="NHCSXH", paper=paper
    )

    lines = list_entrustments(scope=cast.actor("yen").scope, day=TODAY)

    assert [(line.number, line.fee_ppm_month) for line in lines] == [("07/HĐUT", 450)]
    assert [contract.number for contract in page(cast, group).contracts] == ["07/HĐUT"]
    assert list_entrustments(scope=cast.actor("sau").scope, day=TODAY) == []


def test_the_other_groups_of_a_village_are_offered_for_a_move(cast, village):
    group, other = form(cast, village), form(cast, village, households=0)

    offered = list_groups_of_village(scope=cast.actor("yen").scope, group_id=group.pk)

    assert offered == [(other.pk, other.code)]


def test_a_place_on_the_board_is_shown_with_its_household_after_a_merge(cast, village):
    group = form(cast, village)
    row = members_of(group)[0]
    kept = make_person("Phạm Văn An Nghèo", number=95, sex="MALE", born=date(1980, 5, 1))
    Member.objects.filter(person=row.person).update(person=kept)
    row.person.merged_into = kept
    row.person.save(update_fields=["merged_into"])

    elect(cast, group)

    assert page(cast, group).members[0].role == "tổ trưởng"


def test_places_on_the_board_of_before_are_given_their_households(cast, village):
    group = form(cast, village)
    elect(cast, group)
    before = dict(group.seats.values_list("role", "member_id"))
    group.seats.update(member=members_of(group)[4])

    import_module("tantam.groups.migrations.0002_one_group_a_person").give_seats_their_members(apps, None)

    assert dict(group.seats.values_list("role", "member_id")) == before


def test_a_head_who_moved_out_of_sight_is_not_found_by_name(cast, village):
    group = make_active(cast, village)
    household = Household.objects.get(pk=village.ids[0])
    household.commune = cast.units["X21529"].commune
    household.save(update_fields=["commune"])

    assert shown(cast, by="ha", text="an ngheo") == []
    assert shown(cast, by="yen", text="an ngheo") == [group.code]
