"""Who asked is told what the bank decided: also who is refused, within the time."""

from datetime import date

import pytest

from tantam.lending.commands.requests.notifying import notify_requests
from tantam.lending.commands.requests.writing import (
    withdraw_request,
)
from tantam.lending.models import Loan
from tantam.lending.parts.requests.paying_out import list_to_pay_out
from tantam.lending.parts.requests.steps import Declined
from tantam.lending.queries.requests.lists import list_waiting
from tantam.lending.wording.requests import UnableToRequest
from tests.support.requests import (
    DECIDED_ON,
    SESSION_ON,
    check,
    decide,
    requests_of,
)

pytestmark = pytest.mark.django_db


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
