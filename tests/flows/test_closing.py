"""An accountant closes a day on the page, or reads what is in the way."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tantam.closing.models import DayClose, GroupCommission
from tests.support.closing import close_through, sign
from tests.support.groups import make_group_rows
from tests.support.loans import TAKEN_OVER, make_loans
from tests.support.pages import form_fields, words
from tests.support.written_sessions import write_session

pytestmark = pytest.mark.django_db
NOON = "2026-11-03 05:00:00+00:00"


def sign_in(cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def _loans(small_register):
    make_loans()


@pytest.mark.usefixtures("_loans")
def test_a_day_is_closed_and_told(cast):
    with time_machine.travel(NOON, tick=False):
        client = sign_in(cast, "kim")
        page = client.get(reverse("ledger-closing"))
        assert "4 ngày: 31/10/2026 – 03/11/2026" in words(page)
        fields = form_fields(page, action=reverse("ledger-close"))
        answer = client.post(reverse("ledger-close"), fields, follow=True)
        assert "Đã khóa sổ ngày 31/10/2026" in words(answer)
        assert "Chuyển sang nợ quá hạn 10.000.000" in words(answer)
        assert "Khóa ngày 01/11/2026" in words(client.get(reverse("ledger-closing")))
        again = client.post(reverse("ledger-close"), fields, follow=True)
    assert again.status_code == 200
    assert DayClose.objects.get().closed_by_name == "Trương Thị Kim"


@pytest.mark.usefixtures("_loans")
def test_what_is_in_the_way_is_said(cast):
    write_session(TAKEN_OVER)
    with time_machine.travel(NOON, tick=False):
        client = sign_in(cast, "kim")
        page = client.get(reverse("ledger-closing"))
        assert "Phiên chưa khóa: Điểm D-01 (31/10/2026)" in words(page)
        answer = client.post(reverse("ledger-close"), form_fields(page, action=reverse("ledger-close")), follow=True)
        assert "còn phiên giao dịch chưa khóa" in words(answer)
        wrong = client.post(reverse("ledger-close"), {"office": "NHCSXH", "day": "mai"}, follow=True)
        assert "Ngày không đúng" in words(wrong)
        assert client.post(reverse("ledger-close"), {"office": "KHONG", "day": "2026-10-31"}).status_code == 404
    assert not DayClose.objects.exists()


@pytest.mark.usefixtures("_loans")
def test_who_may_not_close_sees_no_button(cast):
    assert sign_in(cast, "dung").post(reverse("ledger-close"), {}).status_code == 403
    assert "Khóa ngày" not in words(sign_in(cast, "dung").get(reverse("ledger-closing")))


@pytest.mark.usefixtures("_loans")
def test_what_was_earned_is_shown_and_handed_out(cast, small_register):
    group = make_group_rows(small_register)
    told = close_through(date(2026, 11, 1), first=TAKEN_OVER)[-1]
    contract = sign(group, "ENTRUSTMENT", ppm_month=450, on=TAKEN_OVER, number="=1+1")
    row = {"collected": [[66_000, 220_000]], "collected_vnd": 220_000, "ppm_month": 850, "amount_vnd": 34_000}
    GroupCommission.objects.create(close=told, group=group, contract=contract, **row)
    client = sign_in(cast, "kim")
    assert "34.000" in words(client.get(reverse("ledger-closed", args=[told.pk])))
    body = client.get(reverse("ledger-earned", args=[told.pk])).content.decode("utf-8-sig")
    assert body.splitlines()[1] == f"COMMISSION,{group.code},,'=1+1,220000,850,34000"
