"""Minutes: who came, what was voted; nothing that did not happen, nobody who was not there."""

from datetime import date

import pytest

from tantam.groups.commands.meetings import Guests, NewVote, record_meeting
from tantam.groups.models import Meeting
from tantam.groups.parts.refusals import UnableToChangeGroup
from tests.support.cast import TODAY
from tests.support.groups import FORMED, form, make_active, meet, members_of
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db


@pytest.mark.replays("groups.record_meeting")
def test_a_meeting_is_written_down_once_with_who_came_and_the_votes(cast, village):
    group = make_active(cast, village)
    present = tuple(member.pk for member in members_of(group)[:4])
    loan = NewVote("Cho vay hộ nghèo", 3, 0, 1, member_id=present[1], amount_vnd=50_000_000, term_months=60)

    number = assert_replay_safe(
        record_meeting,
        asked=cast.asked("ha"),
        other={"text": "khác"},
        group_id=group.pk,
        kind="LENDING",
        held_on=date(2026, 11, 10),
        present=present,
        secretary_member_id=present[2],
        guests=Guests(village_head="Phạm Trưởng Thôn", officer="Hồ Cán Bộ Hội"),
        votes=(loan,),
        text="Bình xét công khai",
    )

    meeting = Meeting.objects.get(pk=number)
    vote = meeting.votes.get()
    assert (meeting.members_count, meeting.attendances.count()) == (6, 4)
    assert (vote.in_favour, vote.abstained, vote.amount_vnd, vote.term_months) == (3, 1, 50_000_000, 60)
    assert meeting.secretary_id == members_of(group)[2].person_id


def test_a_meeting_that_is_still_to_come_is_refused(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="chưa đến"):
        meet(cast, group, on=date(2026, 11, 23))


def test_who_is_no_member_was_not_present(cast, village):
    group, other = form(cast, village, households=3), form(cast, village, households=0)
    strangers = tuple(member.pk for member in members_of(group))

    with pytest.raises(UnableToChangeGroup, match="không phải tổ viên"):
        meet(cast, other, kind="ORDINARY", on=TODAY, present=strangers)


def test_half_of_the_members_decide_nothing_but_may_meet(cast, village):
    group = make_active(cast, village)
    half = tuple(member.pk for member in members_of(group)[:3])

    with pytest.raises(UnableToChangeGroup, match="3 trên 6 tổ viên, chưa quá nửa"):
        meet(cast, group, kind="MEMBERS", on=TODAY, present=half)

    assert meet(cast, group, kind="ORDINARY", on=TODAY, present=half)


def test_a_group_that_works_is_not_established_again(cast, village):
    group = make_active(cast, village)

    with pytest.raises(UnableToChangeGroup, match="đang thành lập"):
        meet(cast, group, kind="ESTABLISHMENT", on=TODAY)


def test_a_secretary_was_there(cast, village):
    group = form(cast, village)
    members = [member.pk for member in members_of(group)]

    with pytest.raises(UnableToChangeGroup, match="Thư ký"):
        meet(cast, group, present=tuple(members[:4]), secretary_member_id=members[5])


@pytest.mark.parametrize(
    ("kind", "vote", "said"),
    [
        ("ORDINARY", NewVote("Mức gửi", 7), "nhiều hơn số tổ viên dự họp"),
        ("ORDINARY", NewVote("Mức gửi", -1), "nhiều hơn số tổ viên dự họp"),
        ("ORDINARY", NewVote("  ", 3), "cần ghi nội dung"),
        ("LENDING", NewVote("Cho vay", 3), "nêu tổ viên đề nghị vay"),
        ("ORDINARY", NewVote("Cho vay", 3, member_id=999_999), "không phải tổ viên"),
    ],
)
def test_what_is_wrong_with_a_vote_is_said(cast, village, kind, vote, said):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match=said):
        meet(cast, group, kind=kind, on=FORMED, votes=(vote,))


def test_a_loan_of_nothing_is_refused(cast, village):
    group = form(cast, village)
    loan = NewVote("Cho vay", 3, member_id=members_of(group)[0].pk, amount_vnd=0)

    with pytest.raises(UnableToChangeGroup, match="lớn hơn 0"):
        meet(cast, group, kind="LENDING", votes=(loan,))


def test_a_lending_meeting_without_a_vote_is_refused(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="biểu quyết cho từng hộ"):
        meet(cast, group, kind="LENDING")


def test_an_unknown_kind_is_refused(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="loại cuộc họp"):
        meet(cast, group, kind="PARTY")


def test_loans_are_voted_on_only_in_a_group_that_works(cast, village):
    group = form(cast, village)
    loan = NewVote("Cho vay", 3, member_id=members_of(group)[0].pk, amount_vnd=50_000_000)

    with pytest.raises(UnableToChangeGroup, match="khi Tổ đang hoạt động"):
        meet(cast, group, kind="LENDING", votes=(loan,))
