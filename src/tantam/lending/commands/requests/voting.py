"""The group votes on who borrows, in a meeting (10C/TD); a returned list is sent to the commune again."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.law.lending_steps import Step
from tantam.core.text import nfc
from tantam.groups.models import Group, GroupMember, Meeting, Vote
from tantam.groups.parts.days import holding_on
from tantam.groups.parts.meetings import NOBODY, Guests, NewMeeting, NewVote, write_meeting
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.lending.models import LoanRequest, RequestList
from tantam.lending.parts.requests.scope import lock_list
from tantam.lending.parts.requests.steps import (
    REASON_MIN,
    Kind,
    Paper,
    close_if_empty,
    fate_of,
    last_day_of,
    open_requests,
    refuse_ahead,
    refuse_out_of_turn,
    write_fates,
    write_step,
)
from tantam.lending.wording.requests import UnableToRequest

OF_LIST: Final = "requests:{}"


@dataclass(frozen=True, slots=True)
class BorrowerVote:
    """How it was voted on a request; without an amount (đồng) or months what was asked is agreed to."""

    request_id: int
    in_favour: int
    against: int = 0
    abstained: int = 0
    amount_vnd: int | None = None
    term_months: int | None = None


@dataclass(frozen=True, slots=True)
class VoteMeeting:
    """The meeting that votes; `present` are numbers of members."""

    held_on: date
    present: tuple[int, ...]
    place: str = ""
    text: str = ""
    secretary_member_id: int | None = None
    guests: Guests = NOBODY


@command(
    "lending.vote_on_requests",
    subject=lambda _result, arguments: OF_LIST.format(arguments["list_id"]),
    sealed=("meeting", "votes"),
)
def vote_on_requests(*, asked: Asked, list_id: int, meeting: VoteMeeting, votes: tuple[BorrowerVote, ...]) -> int:
    """Write down the meeting in which a group voted on a list, borrower by borrower; return the meeting's number.

    A request goes on that more than half of those present are in favour of.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if it is not the list's turn, the meeting was held before the step that it follows on,
        not half of the group came, a request has no vote, or more is agreed to than was asked.
    """
    row = lock_list(asked.actor, list_id)
    refuse_out_of_turn(row, Step.VOTE)
    requests = open_requests(row)
    by_request = {vote.request_id: vote for vote in votes}
    if set(by_request) != set(requests) or len(votes) != len(by_request):
        raise UnableToRequest(_("Cần kết quả biểu quyết cho từng hộ trong danh sách, mỗi hộ một lần."))
    refuse_ahead(meeting.held_on, asked, since=last_day_of(row))
    _agree(requests, by_request)
    held, rows = _write_meeting(row, requests, by_request, meeting, asked=asked)
    row.meeting = held
    step = write_step(row, Kind.VOTED, asked=asked, paper=Paper(meeting.held_on))
    present = len(set(meeting.present))
    for request, vote in zip(requests.values(), rows, strict=True):
        request.vote = vote
        if vote.in_favour * 2 <= present:
            request.state = LoanRequest.State.VOTED_DOWN
    write_fates([fate_of(request, step, asked=asked) for request in requests.values()], requests.values())
    close_if_empty(row, asked=asked, on=meeting.held_on)
    return held.pk


@command(
    "lending.send_requests_again",
    subject=lambda _result, arguments: OF_LIST.format(arguments["list_id"]),
    sealed=("answer",),
)
def send_requests_again(*, asked: Asked, list_id: int, answer: str) -> int:
    """Send a returned list to the commune again, with what was put right; return its number.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if it was not returned, a request was added that nobody voted on, or nothing is said.
    """
    row = lock_list(asked.actor, list_id)
    if row.state != RequestList.State.RETURNED:
        raise UnableToRequest(_("Danh sách này không bị trả lại nên không gửi lại được."))
    requests = open_requests(row)
    if row.group_id is not None and any(request.vote_id is None for request in requests.values()):
        raise UnableToRequest(_("Có hộ mới chưa được bình xét. Hãy ghi cuộc họp bình xét lại."))
    answer = nfc(answer).strip()
    if len(answer) < REASON_MIN:
        raise UnableToRequest(_("Hãy ghi đã sửa gì, từ 5 ký tự trở lên, để xã biết."))
    write_step(row, Kind.SENT_AGAIN, asked=asked, paper=Paper(asked.book_date, reason=answer))
    return row.pk


def _agree(requests: dict[int, LoanRequest], votes: dict[int, BorrowerVote]) -> None:
    """Put what the meeting agrees to lend on the requests; a meeting may lower it, never raise it."""
    for number, request in requests.items():
        vote = votes[number]
        amount_vnd = request.asked_vnd if vote.amount_vnd is None else vote.amount_vnd
        months = request.asked_months if vote.term_months is None else vote.term_months
        if not 0 < amount_vnd <= request.asked_vnd or not 0 < months <= request.asked_months:
            raise UnableToRequest(
                _("Tổ chỉ thống nhất mức vay và thời hạn bằng hoặc thấp hơn mức hộ đề nghị (dòng %(order)d).")
                % {"order": request.order}
            )
        request.amount_vnd, request.term_months = amount_vnd, months


def _write_meeting(
    row: RequestList,
    requests: dict[int, LoanRequest],
    votes: dict[int, BorrowerVote],
    meeting: VoteMeeting,
    *,
    asked: Asked,
) -> tuple[Meeting, list[Vote]]:
    assert row.group_id is not None
    group = Group.objects.select_for_update().get(id=row.group_id)
    homes = {request.household_id for request in requests.values() if request.household_id is not None}
    own = GroupMember.objects.filter(holding_on(meeting.held_on), group=group, household_id__in=homes)
    members = dict(own.values_list("household_id", "id"))
    if len(members) < len(homes):
        raise UnableToRequest(_("Có hộ trong danh sách không phải tổ viên trong ngày họp. Hãy rút đề nghị của hộ đó."))
    matters = tuple(
        NewVote(
            matter=request.purpose,
            in_favour=votes[number].in_favour,
            against=votes[number].against,
            abstained=votes[number].abstained,
            member_id=members[request.household_id or 0],
            amount_vnd=request.amount_vnd,
            term_months=request.term_months,
        )
        for number, request in requests.items()
    )
    new = NewMeeting(
        kind=Meeting.Kind.LENDING,
        held_on=meeting.held_on,
        present=meeting.present,
        place=meeting.place,
        text=meeting.text or _("Bình xét công khai các hộ đề nghị vay vốn."),
        secretary_member_id=meeting.secretary_member_id,
        guests=meeting.guests,
        votes=matters,
    )
    try:
        return write_meeting(asked=asked, group=group, new=new)
    except UnableToChangeGroup as problem:
        raise UnableToRequest(str(problem)) from None
