"""No step of a list is dated before one that it follows on, whichever way the list went."""

import pytest

from tantam.lending.commands.requests.checking import check_requests
from tantam.lending.commands.requests.confirming import confirm_requests, return_requests
from tantam.lending.commands.requests.deciding import decide_requests
from tantam.lending.commands.requests.voting import send_requests_again, vote_on_requests
from tantam.lending.wording.requests import UnableToRequest
from tests.support.cast import TODAY
from tests.support.requests import (
    CHECKED_ON,
    CONFIRMED_ON,
    DECIDED_ON,
    HELD_ON,
    SESSION_ON,
    asked_by_approver,
    check,
    decide,
    meeting,
    notify,
    votes,
)

pytestmark = pytest.mark.django_db


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
