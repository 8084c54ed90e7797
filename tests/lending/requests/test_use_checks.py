"""How paid-out money is used is looked at by whom, when, and with what measures."""

from datetime import date

import pytest

from tantam.base.errors import OutOfScope
from tantam.lending.commands.requests.looking import look_at_payments
from tantam.lending.commands.requests.using import record_use_check
from tantam.lending.models import LoanEvent, UseCheck
from tantam.lending.queries.requests.use_checks import count_unchecked, list_unchecked
from tantam.lending.wording.requests import UnableToRequest
from tests.support.cast import TODAY
from tests.support.replay import assert_replay_safe
from tests.support.requests import DECIDED_ON, M, make_notified, pay_out, requests_of

pytestmark = pytest.mark.django_db

WITH = {"checked_on": TODAY, "checkers": "Ngô Thị Hà, Phạm Thị Sáu Một", "rightly_vnd": 50 * M}


@pytest.fixture
def payment(cast, village, small_register):
    row = make_notified(cast, village, small_register)
    return pay_out(requests_of(row)[0].loan, on=DECIDED_ON)


@pytest.mark.replays("lending.record_use_check")
def test_a_check_is_written_down_once(cast, payment):
    (due,) = list_unchecked(scope=cast.actor("yen").scope)
    assert (due.due_on, due.is_late(date(2026, 12, 20)), due.is_late(date(2026, 12, 21))) == (
        date(2026, 12, 20),
        False,
        True,
    )

    assert_replay_safe(
        record_use_check, asked=cast.asked("ha"), other={"rightly_vnd": 10 * M}, event_id=payment, **WITH
    )

    assert UseCheck.objects.get().rightly_vnd == 50 * M
    assert count_unchecked(scope=cast.actor("yen").scope) == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"checkers": " "}, "người kiểm tra"),
        ({"rightly_vnd": 50 * M, "wrongly_vnd": 1}, "không quá số tiền"),
        ({"rightly_vnd": -1}, "không quá số tiền"),
        ({"rightly_vnd": 0, "wrongly_vnd": 1}, "biện pháp xử lý"),
        ({"checked_on": date(2026, 11, 19)}, "phải từ ngày 20/11/2026"),
        ({"checked_on": date(2026, 11, 23)}, "phải từ ngày 20/11/2026"),
    ],
)
def test_what_is_wrong_with_a_check_is_said(cast, payment, changed, said):
    with pytest.raises(UnableToRequest, match=said):
        record_use_check(asked=cast.asked("yen"), event_id=payment, **(WITH | changed))


@pytest.mark.replays("lending.look_at_payments")
def test_a_look_at_who_was_paid_out_is_written_down_once(cast, payment):
    counted = assert_replay_safe(
        look_at_payments, asked=cast.asked("ha"), other={"event_ids": ()}, event_ids=(payment,)
    )

    assert counted == 1
    with pytest.raises(OutOfScope):
        look_at_payments(asked=cast.asked("sau"), event_ids=(payment,))


def test_a_payment_of_another_commune_is_out_of_sight(cast, payment):
    with pytest.raises(OutOfScope):
        record_use_check(asked=cast.asked("sau"), event_id=payment, **WITH)


def test_a_payment_that_was_taken_back_needs_no_check(cast, payment):
    event = LoanEvent.objects.get(pk=payment)
    LoanEvent.objects.create(
        loan=event.loan,
        seq=event.seq + 1,
        kind="REVERSED",
        on=event.on,
        booked_on=TODAY,
        reverses=event.seq,
        recorded_by=0,
        recorded_by_name="–",
        recorded_at=event.recorded_at,
    )

    assert count_unchecked(scope=cast.actor("yen").scope) == 0
    with pytest.raises(UnableToRequest, match="đã được đảo"):
        record_use_check(asked=cast.asked("yen"), event_id=payment, **WITH)
