"""The group votes on its requests; the commune confirms them, or returns them."""

from datetime import date

import pytest

from tantam.groups.models import Meeting
from tantam.lending.commands.requests.confirming import confirm_requests, return_requests
from tantam.lending.commands.requests.voting import BorrowerVote, send_requests_again, vote_on_requests
from tantam.lending.commands.requests.writing import add_requests
from tantam.lending.models import RequestFate
from tantam.lending.parts.requests.steps import Declined
from tantam.lending.wording.requests import UnableToRequest
from tests.support.replay import assert_replay_safe
from tests.support.requests import CONFIRMED_ON, HELD_ON, M, confirm, make_poor, meeting, new, requests_of, votes

pytestmark = pytest.mark.django_db


@pytest.mark.replays("lending.vote_on_requests")
def test_the_vote_is_a_meeting_of_the_group(cast, written):
    first, second = requests_of(written)
    said = (BorrowerVote(first.pk, 4, against=2, amount_vnd=40 * M, term_months=48), BorrowerVote(second.pk, 3, 3))

    number = assert_replay_safe(
        vote_on_requests,
        asked=cast.asked("yen", on=HELD_ON),
        other={"votes": votes(written)},
        list_id=written.pk,
        meeting=meeting(written),
        votes=said,
    )

    held = Meeting.objects.get(pk=number)
    first, second = requests_of(written)
    assert (held.kind, held.votes.count(), held.attendances.count()) == ("LENDING", 2, 6)
    assert (first.state, first.amount_vnd, first.term_months, first.vote.in_favour) == ("OPEN", 40 * M, 48, 4)
    assert (first.asked_vnd, second.state) == (50 * M, "VOTED_DOWN")


def test_a_list_of_which_nobody_was_agreed_to_is_over(cast, written):
    vote_on_requests(
        asked=cast.asked("yen", on=HELD_ON),
        list_id=written.pk,
        meeting=meeting(written),
        votes=votes(written, in_favour=3, against=3),
    )

    written.refresh_from_db()
    assert (written.state, written.due_on) == ("CLOSED", None)


@pytest.mark.replays("lending.confirm_requests")
def test_the_commune_confirms_all_but_whom_it_does_not_know(cast, voted):
    first, second = requests_of(voted)

    assert voted.due_on == date(2026, 11, 24)  # five working days after the meeting of 17/11
    assert_replay_safe(
        confirm_requests,
        asked=cast.asked("minh", on=CONFIRMED_ON),
        other={"signer": "Người khác"},
        list_id=voted.pk,
        number="88/XN-UBND",
        signed_on=CONFIRMED_ON,
        signer="Đinh Văn Minh",
        declined=(Declined(second.pk, "Không còn cư trú tại xã"),),
    )

    voted.refresh_from_db()
    assert (voted.state, voted.due_on) == ("CONFIRMED", date(2026, 11, 23))
    assert [request.state for request in requests_of(voted)] == ["OPEN", "NOT_CONFIRMED"]
    assert RequestFate.objects.filter(request=second).last().reason == "Không còn cư trú tại xã"
    assert first.state == "OPEN"


@pytest.mark.replays("lending.return_requests")
@pytest.mark.replays("lending.send_requests_again")
def test_a_list_is_returned_and_sent_again(cast, voted):
    assert_replay_safe(
        return_requests,
        asked=cast.asked("minh", on=CONFIRMED_ON),
        other={"reason": "Thiếu chữ ký của trưởng thôn"},
        list_id=voted.pk,
        reason="Thiếu chữ ký của tổ trưởng",
    )
    voted.refresh_from_db()
    assert (voted.state, voted.due_on) == ("RETURNED", None)
    with pytest.raises(UnableToRequest, match="đang ở bước"):
        confirm(cast, voted)

    assert_replay_safe(
        send_requests_again,
        asked=cast.asked("yen", on=CONFIRMED_ON),
        other={"answer": "Đã bổ sung hồ sơ"},
        list_id=voted.pk,
        answer="Đã bổ sung chữ ký",
    )

    voted.refresh_from_db()
    assert voted.state == "VOTED"
    with pytest.raises(UnableToRequest, match="không bị trả lại"):
        send_requests_again(asked=cast.asked("yen"), list_id=voted.pk, answer="Đã bổ sung chữ ký")


def test_a_returned_list_may_be_voted_on_again(cast, voted, village, small_register):
    return_requests(asked=cast.asked("minh", on=CONFIRMED_ON), list_id=voted.pk, reason="Bình xét lại mức vay")
    make_poor(village, small_register, 3)
    add_requests(asked=cast.asked("yen", on=CONFIRMED_ON), list_id=voted.pk, requests=(new(village.ids[3]),))
    with pytest.raises(UnableToRequest, match="chưa được bình xét"):
        send_requests_again(asked=cast.asked("yen", on=CONFIRMED_ON), list_id=voted.pk, answer="Đã xem lại")

    vote_on_requests(
        asked=cast.asked("yen", on=CONFIRMED_ON),
        list_id=voted.pk,
        meeting=meeting(voted, held_on=CONFIRMED_ON),
        votes=votes(voted),
    )

    voted.refresh_from_db()
    assert voted.state == "VOTED"
    assert Meeting.objects.filter(kind="LENDING").count() == 2
