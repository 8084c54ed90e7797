"""An account of savings over HTTP: found from household, loan and voucher, told move by move, taken back."""

import pytest
import time_machine
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.lending.commands.point_savings import take_savings
from tantam.lending.commands.sessions import close_session
from tantam.lending.models import SavingsAccount, SavingsMove, Voucher
from tantam.people.models import Household
from tests.support.loans import IN_TIME
from tests.support.pages import form_fields, words
from tests.support.sessions import AN, BROUGHT, make_session, notes_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        yield


@pytest.fixture
def session(cast, small_register):
    made = make_session(cast, small_register)
    take_savings(asked=cast.asked("van"), session_id=made.id, household_code=AN, amount_vnd=50_000)
    return made


@pytest.fixture
def number(session):
    return SavingsAccount.objects.get().number


def end(cast, session) -> None:
    close_session(asked=cast.asked("yen"), session_id=session.id, counted=notes_for(BROUGHT + 50_000))


def test_an_account_is_found_from_household_loan_and_voucher(signed_in, number, small_register):
    officer, teller, address = signed_in("yen"), signed_in("van"), reverse("savings", args=[number])
    home = reverse("household-loans", args=[small_register.households["an"].pk])
    voucher = reverse("voucher", args=[Voucher.objects.get().pk])

    for client, url in ((officer, home), (officer, reverse("loan", args=[IN_TIME])), (teller, voucher)):
        body = client.get(url).content.decode()
        assert address in body, url
    shown = words(teller.get(address))

    for text in (number, AN, "Phạm Văn An Nghèo", "Gửi tiền", "50.000", "Huỳnh Thị Vân", "Chứng từ số"):
        assert text in shown, text
    assert "Đảo giao dịch" not in shown
    look = AuditEntry.objects.filter(command="lending.look_at_savings").latest("sequence")
    assert look.subject == f"savings account {number}"


def test_a_move_of_a_closed_session_is_taken_back_by_an_accountant(cast, signed_in, session, number):
    client, address = signed_in("kim"), reverse("savings-reversal", args=[number, 1])
    page = reverse("savings", args=[number])
    assert address not in client.get(page).content.decode()
    refused = client.post(address, form_fields(client.get(address)) | {"reason": "gửi nhầm hộ"})
    assert "đảo trong phiên" in words(refused)
    end(cast, session)
    assert address in client.get(page).content.decode()

    sent = form_fields(client.get(address)) | {"reason": "gửi nhầm hộ"}
    first, second = client.post(address, sent, follow=True), client.post(address, sent, follow=True)

    for shown in (words(first), words(second)):
        assert "đã đảo bởi giao dịch 2" in shown
        assert "gửi nhầm hộ" in shown
    assert SavingsMove.objects.filter(kind="REVERSED").count() == 1
    assert SavingsAccount.objects.get().balance_vnd == 0
    assert client.get(reverse("savings-reversal", args=[number, 9])).status_code == 404
    assert client.get(reverse("savings", args=["105.0"])).status_code == 404


def test_a_merged_households_account_leads_to_the_survivor(signed_in, number, small_register):
    survivor = small_register.households["binh-can"]
    Household.objects.filter(code=AN).update(merged_into=survivor)

    home = words(signed_in("yen").get(reverse("household-loans", args=[survivor.pk])))
    shown = signed_in("yen").get(reverse("savings", args=[number]))

    assert f"của hộ {AN} đã gộp" in home
    assert "thuộc về hộ" in words(shown)
    assert reverse("household-loans", args=[survivor.pk]) in shown.content.decode()
    assert survivor.code in words(signed_in("kim").get(reverse("savings", args=[number])))
