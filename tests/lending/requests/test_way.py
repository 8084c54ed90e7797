"""A list of requests goes its whole way: what it leaves behind, and who may take a step when."""

from datetime import date

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.lending.commands.requests.confirming import confirm_requests
from tantam.lending.commands.requests.deciding import decide_requests
from tantam.lending.commands.requests.looking import look_at_borrowers, look_at_requests
from tantam.lending.commands.requests.writing import add_requests, write_direct_request, write_requests
from tantam.lending.models import Loan, RequestList
from tantam.lending.parts.requests.paying_out import list_to_pay_out
from tantam.lending.queries.to_disburse import list_to_disburse
from tantam.lending.wording.requests import UnableToRequest
from tests.support.groups import make_active
from tests.support.replay import assert_replay_safe
from tests.support.requests import (
    CHECKED_ON,
    CONFIRMED_ON,
    DECIDED_ON,
    SESSION_ON,
    WRITTEN_ON,
    M,
    asked_by_approver,
    check,
    confirm,
    decide,
    make_notified,
    make_poor,
    new,
    notify,
    requests_of,
    vote,
)
from tests.support.sessions import make_point, open_at

pytestmark = pytest.mark.django_db


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
    session_id = open_at(cast, make_point(cast, visit_day=SESSION_ON.day), on=SESSION_ON)
    assert [one.group for one in list_to_disburse(scope=cast.actor("van").scope, session_id=session_id)] == [""]


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
