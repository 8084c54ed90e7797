"""Requests of a group are written, added to and taken back."""

import pytest

from tantam.base.audit import body_of
from tantam.base.models import AuditEntry
from tantam.lending.commands.requests.writing import add_requests, withdraw_request, write_requests
from tantam.lending.models import RequestList
from tantam.lending.wording.requests import UnableToRequest
from tests.support.groups import make_active
from tests.support.replay import assert_replay_safe
from tests.support.requests import WRITTEN_ON, M, make_poor, new, requests_of

pytestmark = pytest.mark.django_db


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
