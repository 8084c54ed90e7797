"""A list of requests goes its way: written, voted on, confirmed, checked, decided on, notified."""

from datetime import date

import pytest

from tantam.base.audit import body_of
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.groups.models import Meeting
from tantam.lending.commands.point_money import disburse
from tantam.lending.commands.requests.checking import check_requests
from tantam.lending.commands.requests.confirming import confirm_requests, return_requests
from tantam.lending.commands.requests.deciding import Granted, decide_requests
from tantam.lending.commands.requests.looking import look_at_borrowers, look_at_requests
from tantam.lending.commands.requests.notifying import notify_requests
from tantam.lending.commands.requests.voting import BorrowerVote, send_requests_again, vote_on_requests
from tantam.lending.commands.requests.writing import (
    add_requests,
    withdraw_request,
    write_direct_request,
    write_requests,
)
from tantam.lending.models import Loan, LoanBalance, RequestFate, RequestList
from tantam.lending.parts.request_steps import Declined
from tantam.lending.parts.requests import get_to_pay_out, list_to_pay_out
from tantam.lending.queries.requests.lists import list_waiting
from tantam.lending.queries.verifying import verify_loans
from tantam.lending.wording.requests import UnableToRequest
from tests.support.cast import TODAY, asked_by_system
from tests.support.groups import make_active
from tests.support.replay import assert_replay_safe
from tests.support.requests import (
    CHECKED_ON,
    CONFIRMED_ON,
    DECIDED_ON,
    HELD_ON,
    SESSION_ON,
    WRITTEN_ON,
    M,
    asked_by_approver,
    check,
    confirm,
    decide,
    make_notified,
    make_poor,
    make_written,
    meeting,
    new,
    notify,
    pay_out,
    requests_of,
    vote,
    votes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(cast, village, small_register):
    return make_written(cast, village, small_register)


@pytest.fixture
def voted(cast, written):
    return vote(cast, written)


@pytest.fixture
def confirmed(cast, voted):
    return confirm(cast, voted)


@pytest.fixture
def checked(cast, confirmed):
    return check(cast, confirmed)


@pytest.fixture
def decided(cast, checked):
    return decide(cast, checked)


def test_a_request_goes_from_the_group_to_a_loan_that_may_be_paid_out(cast, village, small_register):
    row = make_notified(cast, village, small_register)

    first, second = requests_of(row)
    assert [step.kind for step in row.steps.order_by("id")] == [
        *("WRITTEN", "VOTED", "CONFIRMED", "CHECKED", "DECIDED", "NOTIFIED")
    ]
    assert (row.state, first.state, second.state) == ("NOTIFIED", "APPROVED", "APPROVED")
    loan = Loan.objects.get(pk=first.loan_id)
    assert (loan.approved_vnd, loan.rate_ppm, loan.overdue_rate_ppm) == (50 * M, 66_000, 85_800)
    assert (loan.contract_on, loan.number) == (DECIDED_ON, "NHCSXH-KU2026-00001")
    plan = list(loan.instalments.order_by("number").values_list("due_on", "principal_vnd"))
    assert plan == [(date(year, 12, 5), 10 * M) for year in range(2027, 2032)]
    assert list(second.loan.instalments.values_list("due_on", "principal_vnd")) == [(date(2027, 12, 5), 30 * M)]
    assert [one.number for one in list_to_pay_out(office_id=row.office_id, on=SESSION_ON)] == [
        "NHCSXH-KU2026-00001",
        "NHCSXH-KU2026-00002",
    ]


def test_the_balances_of_a_loan_that_waits_are_kept_and_right(decided):
    (found,) = verify_loans()

    assert LoanBalance.objects.count() == found.loans == 2
    assert found.mismatches == ()


@pytest.mark.replays("lending.write_requests")
def test_requests_of_a_group_are_written_once(cast, village, small_register):
    group = make_active(cast, village)

    number = assert_replay_safe(
        write_requests,
        asked=cast.asked("yen", on=WRITTEN_ON),
        other={"requests": (new(village.ids[0], asked_vnd=10 * M),)},
        group_id=group.pk,
        requests=(new(village.ids[0]),),
    )

    row = RequestList.objects.get(pk=number)
    (request,) = requests_of(row)
    assert (row.number, row.path, row.state) == ("NHCSXH-DS2026-00001", "GROUP", "WRITTEN")
    assert (request.need_vnd, request.own_vnd, request.asked_vnd) == (55 * M, 5 * M, 50 * M)
    assert [item.what for item in request.items.order_by("order")] == ["Bò giống", "Chuồng trại"]
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert "Bò giống" not in str(body_of(entry))


@pytest.mark.replays("lending.add_requests")
def test_a_list_that_is_being_written_takes_more_requests(cast, village, small_register, written):
    make_poor(village, small_register, 3)

    assert_replay_safe(
        add_requests,
        asked=cast.asked("yen", on=WRITTEN_ON),
        other={"requests": (new(village.ids[4]),)},
        list_id=written.pk,
        requests=(new(village.ids[3]),),
    )

    assert [request.order for request in requests_of(written)] == [1, 2, 3]


def test_a_group_has_one_list_that_is_being_written(cast, village, small_register, written):
    make_poor(village, small_register, 3)

    again = write_requests(
        asked=cast.asked("ha", on=WRITTEN_ON), group_id=written.group_id, requests=(new(village.ids[3]),)
    )

    assert again == written.pk


@pytest.mark.replays("lending.withdraw_request")
def test_a_household_takes_its_request_back(cast, written):
    first, second = requests_of(written)

    assert_replay_safe(
        withdraw_request,
        asked=cast.asked("yen"),
        other={"reason": "Đổi ý, không vay nữa"},
        request_id=first.pk,
        reason="Hộ không cần vay",
    )

    assert [request.state for request in requests_of(written)] == ["WITHDRAWN", "OPEN"]
    withdraw_request(asked=cast.asked("yen"), request_id=second.pk, reason="Hộ không cần vay")
    written.refresh_from_db()
    assert written.state == "CLOSED"
    with pytest.raises(UnableToRequest, match="đã có kết quả"):
        withdraw_request(asked=cast.asked("yen"), request_id=second.pk, reason="Hộ không cần vay")


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


@pytest.mark.replays("lending.check_requests")
def test_the_check_keeps_what_the_law_answers(cast, confirmed):
    first, second = requests_of(confirmed)

    assert_replay_safe(
        check_requests,
        asked=cast.asked("yen", on=CHECKED_ON),
        other={"declined": (Declined(first.pk, "Hồ sơ thiếu giấy"),)},
        list_id=confirmed.pk,
        declined=(Declined(second.pk, "Không trả lời điện thoại"),),
    )

    kept = RequestFate.objects.get(request=first, step__kind="CHECKED")
    assert (kept.state, kept.objections, kept.decision.outcome) == ("OPEN", [], "YES")
    assert kept.decision.household_id == first.household_id
    assert [request.state for request in requests_of(confirmed)] == ["OPEN", "TURNED_AWAY"]


@pytest.mark.replays("lending.decide_requests")
def test_the_branch_approves_less_than_was_agreed(cast, checked):
    first, second = requests_of(checked)

    loans = assert_replay_safe(
        decide_requests,
        asked=asked_by_approver(cast),
        other={"number": "13/QĐ-NHCS"},
        list_id=checked.pk,
        number="12/QĐ-NHCS",
        pays_out_on=SESSION_ON,
        declined=(Declined(second.pk, "Chưa có nguồn vốn"),),
        granted=(Granted(first.pk, 20 * M, 24),),
    )

    first, second = requests_of(checked)
    assert loans == 1
    assert (first.state, first.loan.approved_vnd, first.loan.instalments.count()) == ("APPROVED", 20 * M, 2)
    assert (second.state, second.loan) == ("REFUSED", None)


def test_who_is_refused_is_told_within_the_time(cast, checked):
    refused = tuple(Declined(request.pk, "Chưa có nguồn vốn") for request in requests_of(checked))

    row = decide(cast, checked, declined=refused)

    assert not Loan.objects.exists()
    assert (row.state, row.due_on) == ("REFUSED", date(2026, 11, 24))  # two working days after Friday 20/11
    assert [line.id for line in list_waiting(actor=cast.actor("yen"))] == [row.pk]
    with pytest.raises(UnableToRequest, match="Cần số thông báo"):
        notify_requests(asked=cast.asked("yen"), list_id=row.pk, number=" ")
    notify_requests(asked=cast.asked("yen", on=date(2026, 11, 25)), list_id=row.pk, number="15/TB-NHCS")
    row.refresh_from_db()
    told = row.steps.get(kind="NOTIFIED")
    assert (row.state, told.due_on, told.session_on, told.place) == ("NOTIFIED", date(2026, 11, 24), None, "")
    assert list_waiting(actor=cast.actor("yen")) == []
    assert list_to_pay_out(office_id=row.office_id, on=SESSION_ON) == []


def test_who_is_turned_away_at_the_check_is_told_too(cast, confirmed):
    declined = tuple(Declined(request.pk, "Không đủ điều kiện vay") for request in requests_of(confirmed))

    row = check(cast, confirmed, declined=declined)

    assert (row.state, row.due_on) == ("REFUSED", date(2026, 11, 23))
    notify_requests(asked=cast.asked("yen"), list_id=row.pk, number="15/TB-NHCS")
    row.refresh_from_db()
    assert row.state == "NOTIFIED"


def test_the_last_to_withdraw_leaves_who_was_refused_to_be_told(cast, confirmed):
    first, second = requests_of(confirmed)
    check(cast, confirmed, declined=(Declined(first.pk, "Không đủ điều kiện vay"),))

    withdraw_request(asked=cast.asked("yen"), request_id=second.pk, reason="Hộ không vay nữa")

    confirmed.refresh_from_db()
    assert confirmed.state == "REFUSED"


def test_loans_are_told_with_the_day_and_the_place_of_their_money(cast, decided):
    for without in ({"session_on": SESSION_ON}, {"place": "Điểm giao dịch xã Ba Tơ"}):
        with pytest.raises(UnableToRequest, match="Cần ngày giao dịch và nơi giao dịch"):
            notify_requests(asked=cast.asked("yen", on=DECIDED_ON), list_id=decided.pk, number="15/TB", **without)


def test_no_step_is_dated_before_one_that_it_follows_on(cast, voted, village, small_register):
    return_requests(asked=cast.asked("minh", on=CHECKED_ON), list_id=voted.pk, reason="Bình xét lại mức vay")
    again = {"list_id": voted.pk, "votes": votes(voted)}
    for day in (HELD_ON, CONFIRMED_ON):
        with pytest.raises(UnableToRequest, match="phải từ ngày 19/11/2026"):
            vote_on_requests(asked=cast.asked("yen"), meeting=meeting(voted, held_on=day), **again)
    with pytest.raises(UnableToRequest, match="phải từ ngày 19/11/2026"):
        send_requests_again(asked=cast.asked("yen", on=CONFIRMED_ON), list_id=voted.pk, answer="Đã bổ sung chữ ký")
    vote_on_requests(asked=cast.asked("yen"), meeting=meeting(voted, held_on=DECIDED_ON), **again)
    with pytest.raises(UnableToRequest, match="phải từ ngày 20/11/2026"):
        return_requests(asked=cast.asked("minh", on=CHECKED_ON), list_id=voted.pk, reason="Bình xét lại")
    row = confirm_on(cast, voted, TODAY)
    with pytest.raises(UnableToRequest, match="phải từ ngày 22/11/2026"):
        check(cast, row)
    check_requests(asked=cast.asked("yen"), list_id=row.pk)
    with pytest.raises(UnableToRequest, match="phải từ ngày 22/11/2026"):
        decide(cast, row)
    decide_requests(
        asked=asked_by_approver(cast, on=TODAY), list_id=row.pk, number="12/QĐ-NHCS", pays_out_on=SESSION_ON
    )
    with pytest.raises(UnableToRequest, match="phải từ ngày 22/11/2026"):
        notify(cast, row)


def confirm_on(cast, row, day):
    confirm_requests(
        asked=cast.asked("minh", on=day), list_id=row.pk, number="88/XN", signed_on=day, signer="Đinh Văn Minh"
    )
    return row


@pytest.mark.replays("lending.notify_requests")
def test_a_loan_may_be_paid_out_after_its_notice(cast, decided):
    loan = requests_of(decided)[0].loan
    with pytest.raises(UnableToRequest, match="chưa được thông báo"):
        get_to_pay_out(loan_id=loan.pk, on=SESSION_ON)

    assert_replay_safe(
        notify_requests,
        asked=cast.asked("yen", on=DECIDED_ON),
        other={"place": "Nơi khác"},
        list_id=decided.pk,
        number="15/TB-NHCS",
        session_on=SESSION_ON,
        place="Điểm giao dịch xã Ba Tơ",
    )

    found = get_to_pay_out(loan_id=loan.pk, on=SESSION_ON)
    assert (found.left_vnd, found.session_on, found.lapses_on) == (50 * M, SESSION_ON, date(2027, 2, 18))
    with pytest.raises(UnableToRequest, match="quá hạn phê duyệt"):
        get_to_pay_out(loan_id=loan.pk, on=date(2027, 2, 19))


def test_what_was_paid_out_is_not_paid_out_again(cast, decided):
    row = notify(cast, decided)
    loan = requests_of(row)[0].loan
    pay_out(loan, on=DECIDED_ON, amount_vnd=20 * M)

    assert get_to_pay_out(loan_id=loan.pk, on=SESSION_ON).left_vnd == 30 * M
    pay_out(loan, on=DECIDED_ON, amount_vnd=30 * M)
    assert [one.loan_id for one in list_to_pay_out(office_id=row.office_id, on=SESSION_ON)] != []
    with pytest.raises(UnableToRequest, match="đã giải ngân hết"):
        get_to_pay_out(loan_id=loan.pk, on=SESSION_ON)


def test_who_is_called_to_a_session_is_found_by_its_day(cast, decided):
    row = notify(cast, decided)

    def numbers(**chosen):
        return len(list_to_pay_out(office_id=row.office_id, on=SESSION_ON, **chosen))

    assert numbers(session_on=SESSION_ON) == 2
    assert numbers(session_on=date(2026, 12, 6)) == 0
    assert numbers(group_ids=[row.group_id]) == 2
    assert numbers(group_ids=[]) == 0


@pytest.mark.replays("lending.write_direct_request")
def test_a_household_without_a_group_takes_the_shorter_way(cast, village, small_register):
    request = new(village.ids[0], programme="poor")

    number = assert_replay_safe(
        write_direct_request,
        asked=cast.asked("yen", on=CONFIRMED_ON),
        other={"request": new(village.ids[1], programme="near-poor", asked_vnd=10 * M)},
        office_code="NHCSXH",
        request=request,
    )

    row = RequestList.objects.get(pk=number)
    assert (row.path, row.group_id, row.state, row.due_on) == ("DIRECT", None, "WRITTEN", date(2026, 11, 23))
    row = notify(cast, decide(cast, check(cast, row)))
    assert [step.kind for step in row.steps.order_by("id")] == ["WRITTEN", "CHECKED", "DECIDED", "NOTIFIED"]
    assert list_to_pay_out(office_id=row.office_id, on=SESSION_ON)[0].group_id is None


@pytest.mark.parametrize("step", [vote, check, decide, notify])
def test_a_step_out_of_turn_is_refused(cast, voted, step):
    with pytest.raises(UnableToRequest, match="đang ở bước"):
        step(cast, voted)


def test_nobody_decides_on_what_they_brought_or_checked(cast, checked):
    with pytest.raises(NotAllowed):
        decide_requests(asked=cast.asked("yen"), list_id=checked.pk, number="1", pays_out_on=SESSION_ON)
    # Somebody who checked holds another role by now.
    by_name = asked_by_approver(cast)
    checked.steps.model.objects.create(
        list=checked, kind="CHECKED", on=CHECKED_ON, by_id=by_name.actor_id, by_name="–", recorded_at=by_name.at
    )

    with pytest.raises(UnableToRequest, match="không tự xác nhận, phê duyệt"):
        decide(cast, checked)


def test_the_commune_does_not_decide_and_the_bank_does_not_confirm(cast, voted):
    with pytest.raises(UnableToRequest, match="không làm bước này"):
        confirm_requests(
            asked=asked_by_approver(cast), list_id=voted.pk, number="1", signed_on=DECIDED_ON, signer="Vũ Thị Nga"
        )
    checked = check(cast, confirm(cast, voted))
    with pytest.raises(UnableToRequest, match="không làm bước này"):
        decide_requests(asked=cast.asked("minh"), list_id=checked.pk, number="1", pays_out_on=SESSION_ON)


def test_another_commune_does_not_see_the_list(cast, voted):
    with pytest.raises(OutOfScope):
        add_requests(asked=cast.asked("sau"), list_id=voted.pk, requests=())


@pytest.mark.replays("lending.look_at_requests")
@pytest.mark.replays("lending.look_at_borrowers")
def test_a_look_at_people_leaves_a_trace(cast, written):
    seen = assert_replay_safe(
        look_at_requests, asked=cast.asked("minh"), other={"purpose": "03/TD"}, list_id=written.pk, purpose="01/TD"
    )
    members = assert_replay_safe(
        look_at_borrowers, asked=cast.asked("ha"), other={"group_id": 999_999}, group_id=written.group_id
    )

    assert (seen, members) == (2, 6)


def test_a_list_takes_as_many_queries_as_another(cast, village, small_register, django_assert_max_num_queries):
    make_poor(village, small_register, 2, 3, 4, 5)
    group = make_active(cast, village)
    requests = tuple(new(village.ids[place]) for place in (0, 2, 3, 4, 5))

    with django_assert_max_num_queries(40):
        number = write_requests(asked=cast.asked("yen", on=WRITTEN_ON), group_id=group.pk, requests=requests)
    row = RequestList.objects.get(pk=number)
    for step in (vote, confirm, check, decide, notify):
        with django_assert_max_num_queries(60):
            row = step(cast, row)

    assert Loan.objects.count() == 5


def test_a_loan_is_paid_out_through_the_bank_after_its_notice_only(cast, decided):
    loan = requests_of(decided)[0].loan
    asked = asked_by_system(on=DECIDED_ON)
    with pytest.raises(UnableToRequest, match="chưa được thông báo"):
        disburse(asked=asked, session_id=None, number=loan.number, amount_vnd=50 * M)

    notify(cast, decided)
    disburse(asked=asked_by_system(on=DECIDED_ON), session_id=None, number=loan.number, amount_vnd=50 * M)

    assert LoanBalance.objects.get(loan=loan).principal_vnd == 50 * M
    assert next(verify_loans()).mismatches == ()
    with pytest.raises(UnableToRequest, match="đã giải ngân hết"):
        disburse(asked=asked_by_system(on=DECIDED_ON), session_id=None, number=loan.number, amount_vnd=1)
