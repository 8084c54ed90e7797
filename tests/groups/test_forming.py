"""A group is formed, sent to the commune, approved or returned, goes over, and is dissolved."""

from datetime import date

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.groups.commands.approving import approve_group, return_group
from tantam.groups.commands.forming import ask_approval, dissolve_group, form_group, transfer_group
from tantam.groups.commands.looking import look_at_candidates, look_at_group
from tantam.groups.commands.meetings import record_meeting
from tantam.groups.commands.members import add_member
from tantam.groups.models import Contract, Group, GroupMember, GroupStep
from tantam.groups.parts.obstacles import add_obstacle, remove_obstacle
from tantam.groups.parts.refusals import UnableToChangeGroup
from tests.support.cast import TODAY
from tests.support.groups import (
    APPROVED,
    FORMED,
    elect,
    form,
    make_active,
    make_waiting,
    make_whole,
    meet,
    members_of,
)
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db

DECISION = {"number": "45/QĐ-UBND", "signed_on": APPROVED, "signer": "Đinh Văn Minh"}


def given(village, **changes):
    return {
        "village_id": village.village.pk,
        "organisation": "WOMEN",
        "office_code": "NHCSXH",
        "formed_on": FORMED,
        "household_ids": village.ids[:5],
    } | changes


@pytest.mark.replays("groups.form_group")
def test_a_group_is_formed_once_with_the_heads_of_its_households(cast, village):
    group_id = assert_replay_safe(form_group, asked=cast.asked("yen"), other={"name": "x"}, **given(village))

    group = Group.objects.get(pk=group_id)
    assert (group.code, group.state, group.commune_id) == ("21484-T001", "FORMING", village.village.commune_id)
    assert group.members.count() == 5
    assert members_of(group)[0].person.full_name == "Phạm Văn An Nghèo"


def test_the_next_group_of_a_commune_has_the_next_code(cast, village):
    form(cast, village, households=0)

    second = form(cast, village, households=0)

    assert second.code == "21484-T002"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "TRADE_UNION"}, "tổ chức nhận ủy thác"),
        ({"office_code": "STC"}, "phòng giao dịch"),
        ({"formed_on": date(2026, 11, 23)}, "chưa đến"),
        ({"formed_on": date(2003, 1, 1)}, "Chưa có quy định"),
    ],
)
def test_what_is_wrong_with_a_new_group_is_said(cast, village, changes, said):
    with pytest.raises(UnableToChangeGroup, match=said):
        form_group(asked=cast.asked("yen"), **given(village, **changes))


def test_a_household_that_is_chosen_twice_is_refused(cast, village):
    with pytest.raises(UnableToChangeGroup, match="hai lần"):
        form_group(asked=cast.asked("yen"), **given(village, household_ids=village.ids[:2] * 2))


def test_a_village_that_is_not_there_is_out_of_scope(cast, village):
    with pytest.raises(OutOfScope):
        form_group(asked=cast.asked("yen"), **given(village, village_id=999_999))


def test_only_the_bank_forms_groups(cast, village):
    with pytest.raises(NotAllowed):
        form_group(asked=cast.asked("ha"), **given(village))


@pytest.mark.replays("groups.ask_approval")
def test_a_whole_group_is_sent_to_the_commune_once(cast, village):
    group = make_whole(cast, village)
    another = form(cast, village, households=0)

    assert_replay_safe(ask_approval, asked=cast.asked("yen"), other={"group_id": another.pk}, group_id=group.pk)

    group.refresh_from_db()
    assert group.state == Group.State.WAITING


def test_everything_that_a_group_lacks_is_said_at_once(cast, village):
    group = form(cast, village, households=3)

    with pytest.raises(UnableToChangeGroup) as refused:
        ask_approval(asked=cast.asked("yen"), group_id=group.pk)

    said = str(refused.value)
    assert "có 3 hộ, cần từ 5 hộ" in said
    for lacking in ("ban quản lý", "quy ước", "10A/TD"):
        assert lacking in said


def test_a_group_that_waits_is_not_changed_behind_the_communes_back(cast, village):
    group = make_waiting(cast, village)

    with pytest.raises(UnableToChangeGroup, match="đang chờ"):
        elect(cast, group, head=1, on=TODAY)
    with pytest.raises(UnableToChangeGroup, match="đang thành lập hoặc bị trả lại"):
        ask_approval(asked=cast.asked("yen"), group_id=group.pk)


@pytest.mark.replays("groups.approve_group")
def test_the_commune_approves_by_its_decision(cast, village):
    group = make_waiting(cast, village)

    assert_replay_safe(
        approve_group, asked=cast.asked("minh"), other={"number": "46/QĐ-UBND"}, group_id=group.pk, **DECISION
    )

    group.refresh_from_db()
    step = group.steps.get(kind="APPROVED")
    assert group.state == Group.State.ACTIVE
    assert (step.number, step.on, step.signer, step.by_name) == (*DECISION.values(), "Đinh Văn Minh")


@pytest.mark.parametrize("kind", ["FORMED", "ASKED"])
def test_nobody_approves_what_they_formed_or_ever_asked_for(cast, village, kind):
    group = make_whole(cast, village)
    GroupStep.objects.create(
        group=group,
        kind=kind,
        on=TODAY,
        by_id=cast.people["minh"].pk,
        by_name="Đinh Văn Minh",
        recorded_at=group.recorded_at,
    )
    ask_approval(asked=cast.asked("yen"), group_id=group.pk)

    with pytest.raises(UnableToChangeGroup, match="không tự phê duyệt"):
        approve_group(asked=cast.asked("minh"), group_id=group.pk, **DECISION)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": " "}, "số văn bản"),
        ({"signer": ""}, "người ký"),
        ({"signed_on": date(2026, 12, 1)}, "chưa đến"),
        ({"signed_on": date(2026, 9, 30)}, "trước ngày thành lập"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(cast, village, changes, said):
    group = make_waiting(cast, village)

    with pytest.raises(UnableToChangeGroup, match=said):
        approve_group(asked=cast.asked("minh"), group_id=group.pk, **(DECISION | changes))


def test_a_number_that_stands_with_another_day_is_refused(cast, village):
    make_active(cast, village)
    second = form(cast, village, households=0)
    Group.objects.filter(pk=second.pk).update(state="WAITING")
    GroupStep.objects.create(
        group=second, kind="ASKED", on=TODAY, by_id=0, by_name="Lý Thị Yến", recorded_at=second.recorded_at
    )

    with pytest.raises(UnableToChangeGroup, match="ngày ký khác"):
        approve_group(asked=cast.asked("minh"), group_id=second.pk, **(DECISION | {"signed_on": date(2026, 10, 21)}))


@pytest.mark.replays("groups.return_group")
def test_the_commune_returns_with_a_reason_and_the_group_may_be_sent_again(cast, village):
    group = make_waiting(cast, village)

    assert_replay_safe(
        return_group, asked=cast.asked("minh"), other={"reason": "khác"}, group_id=group.pk, reason="Thiếu chữ ký"
    )

    group.refresh_from_db()
    assert group.state == Group.State.FORMING
    ask_approval(asked=cast.asked("yen"), group_id=group.pk)
    with pytest.raises(UnableToChangeGroup, match="lý do trả lại"):
        return_group(asked=cast.asked("minh"), group_id=group.pk, reason="  ")


def test_what_does_not_wait_is_neither_approved_nor_returned(cast, village):
    group = make_whole(cast, village)

    with pytest.raises(UnableToChangeGroup, match="không chờ phê duyệt"):
        approve_group(asked=cast.asked("minh"), group_id=group.pk, **DECISION)
    with pytest.raises(UnableToChangeGroup, match="không chờ phê duyệt"):
        return_group(asked=cast.asked("minh"), group_id=group.pk, reason="x")


@pytest.mark.replays("groups.transfer_group")
def test_a_group_goes_over_to_another_organisation_and_its_past_stays(cast, village):
    group = make_active(cast, village)
    days = {"signed_on": date(2026, 11, 1), "starts_on": date(2026, 11, 15)}

    assert_replay_safe(
        transfer_group,
        asked=cast.asked("yen"),
        other={"to_organisation": "YOUTH"},
        group_id=group.pk,
        to_organisation="FARMERS",
        number="02/CĐUT",
        **days,
    )

    group.refresh_from_db()
    row = group.transfers.get()
    assert group.organisation == "FARMERS"
    assert (row.from_organisation, row.to_organisation, row.starts_on) == ("WOMEN", "FARMERS", date(2026, 11, 15))
    with pytest.raises(UnableToChangeGroup, match="tổ chức khác"):
        transfer_group(asked=cast.asked("yen"), group_id=group.pk, to_organisation="FARMERS", number="03/CĐUT", **days)
    with pytest.raises(UnableToChangeGroup, match="sau lần chuyển trước"):
        transfer_group(asked=cast.asked("yen"), group_id=group.pk, to_organisation="YOUTH", number="03/CĐUT", **days)


def test_a_group_that_does_not_work_yet_does_not_go_over(cast, village):
    group = make_whole(cast, village)

    with pytest.raises(UnableToChangeGroup, match="đang hoạt động"):
        transfer_group(
            asked=cast.asked("yen"),
            group_id=group.pk,
            to_organisation="FARMERS",
            number="02/CĐUT",
            signed_on=TODAY,
            starts_on=TODAY,
        )


@pytest.mark.replays("groups.dissolve_group")
def test_a_dissolved_group_has_no_members_board_or_contracts_any_more(cast, village):
    group = make_active(cast, village)

    assert_replay_safe(
        dissolve_group,
        asked=cast.asked("yen"),
        other={"reason": "lý do khác hẳn"},
        group_id=group.pk,
        on=TODAY,
        reason="Sáp nhập với Tổ bên cạnh",
    )

    group.refresh_from_db()
    assert group.state == Group.State.DISSOLVED
    assert not group.members.filter(ends_before=None).exists()
    assert not group.seats.filter(ends_before=None).exists()
    assert not Contract.objects.filter(group=group, ends_before=None).exists()
    assert set(group.members.values_list("reason_left", flat=True)) == {GroupMember.Reason.DISSOLVED}
    with pytest.raises(UnableToChangeGroup, match="đã giải thể"):
        meet(cast, group, kind="ORDINARY", on=TODAY, present=())


def test_a_group_with_loans_is_not_dissolved(cast, village):
    group = make_active(cast, village)

    def owes(group_id, household_id, day):
        return "Tổ còn 120 triệu đồng dư nợ." if household_id is None else ""

    add_obstacle(owes)
    try:
        with pytest.raises(UnableToChangeGroup, match="dư nợ"):
            dissolve_group(asked=cast.asked("yen"), group_id=group.pk, on=TODAY, reason="Không còn hoạt động")
    finally:
        remove_obstacle(owes)
    assert Group.objects.get(pk=group.pk).state == Group.State.ACTIVE


def test_a_group_is_not_dissolved_without_a_reason(cast, village):
    group = make_active(cast, village)

    with pytest.raises(UnableToChangeGroup, match="lý do giải thể"):
        dissolve_group(asked=cast.asked("yen"), group_id=group.pk, on=TODAY, reason="hết")


@pytest.mark.replays("groups.look_at_group")
def test_a_look_at_a_group_is_written_down_with_how_many_people_were_seen(cast, village):
    group = form(cast, village)

    seen = assert_replay_safe(
        look_at_group, asked=cast.asked("ha"), other={"purpose": "10A/TD"}, group_id=group.pk, purpose=""
    )

    assert seen == 6


@pytest.mark.replays("groups.look_at_candidates")
def test_a_look_at_who_of_a_village_may_join_is_written_down(cast, village):
    seen = assert_replay_safe(
        look_at_candidates, asked=cast.asked("yen"), other={"village_id": 0}, village_id=village.village.pk
    )

    assert seen == 8
    with pytest.raises(OutOfScope):
        look_at_candidates(asked=cast.asked("yen"), village_id=999_999)


def test_people_of_another_commune_see_and_touch_nothing(cast, village):
    group = make_waiting(cast, village)

    with pytest.raises(OutOfScope):
        look_at_group(asked=cast.asked("sau"), group_id=group.pk)
    with pytest.raises(OutOfScope):
        record_meeting(asked=cast.asked("sau"), group_id=group.pk, kind="ORDINARY", held_on=TODAY, present=())


def test_a_group_does_not_go_over_before_the_commune_approved(cast, village):
    group = make_active(cast, village)
    paper = {"to_organisation": "FARMERS", "number": "02/CĐUT", "signed_on": date(2026, 10, 19), "starts_on": TODAY}

    with pytest.raises(UnableToChangeGroup, match="trước ngày xã phê duyệt"):
        transfer_group(asked=cast.asked("yen"), group_id=group.pk, **paper)


def test_a_group_is_not_dissolved_before_something_that_it_did(cast, village):
    group = make_active(cast, village)
    meet(cast, group, kind="ORDINARY", on=TODAY)

    with pytest.raises(UnableToChangeGroup, match="từ ngày 22/11/2026 trở đi"):
        dissolve_group(asked=cast.asked("yen"), group_id=group.pk, on=date(2026, 11, 21), reason="Không hoạt động")


def test_minutes_of_a_smaller_founding_do_not_count(cast, village):
    group = form(cast, village, households=3)
    meet(cast, group)
    for household_id in village.ids[3:6]:
        add_member(asked=cast.asked("yen"), group_id=group.pk, household_id=household_id, starts_on=TODAY)

    with pytest.raises(UnableToChangeGroup, match="mới nhất ghi 3 hộ, cần từ 5 hộ"):
        ask_approval(asked=cast.asked("yen"), group_id=group.pk)


def test_a_decision_is_not_signed_before_what_it_decides_on(cast, village):
    group = make_whole(cast, village)
    meet(cast, group, on=date(2026, 11, 1))
    ask_approval(asked=cast.asked("yen"), group_id=group.pk)

    with pytest.raises(UnableToChangeGroup, match="từ ngày 01/11/2026 trở đi"):
        approve_group(asked=cast.asked("minh"), group_id=group.pk, **DECISION)
