"""The bank checks requests by the law and decides on them."""

import pytest

from tantam.lending.commands.requests.checking import check_requests
from tantam.lending.commands.requests.deciding import Granted, decide_requests
from tantam.lending.models import LoanBalance, RequestFate
from tantam.lending.parts.requests.steps import Declined
from tantam.lending.queries.verifying import verify_loans
from tests.support.replay import assert_replay_safe
from tests.support.requests import CHECKED_ON, SESSION_ON, M, asked_by_approver, requests_of

pytestmark = pytest.mark.django_db


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


def test_the_balances_of_a_loan_that_waits_are_kept_and_right(decided):
    (found,) = verify_loans()

    assert LoanBalance.objects.count() == found.loans == 2
    assert found.mismatches == ()
