"""What was approved is paid out after its notice, in time, and once."""

from datetime import date

import pytest

from tantam.lending.commands.point_money import disburse
from tantam.lending.commands.requests.notifying import notify_requests
from tantam.lending.models import LoanBalance
from tantam.lending.parts.requests.paying_out import get_to_pay_out, list_to_pay_out
from tantam.lending.queries.verifying import verify_loans
from tantam.lending.wording.requests import UnableToRequest
from tests.support.cast import asked_by_system
from tests.support.replay import assert_replay_safe
from tests.support.requests import DECIDED_ON, SESSION_ON, M, notify, pay_out, requests_of

pytestmark = pytest.mark.django_db


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
