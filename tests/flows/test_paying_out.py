"""Paying a loan out at the office: what is left of it, and why nothing may be."""

import pytest
from django.urls import reverse

from tantam.ledger.models import Transfer
from tantam.lending.models import LoanEvent
from tests.support.loans import IN_TIME, M, make_loans
from tests.support.pages import form_fields, words
from tests.support.requests import check, confirm, decide, make_written, requests_of, vote
from tests.support.sessions import make_approved_loan

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(small_register):
    return make_approved_loan(small_register, approved_vnd=30 * M)


def address_of(number):
    return reverse("loan-disbursement", args=[number])


def send(client, number, amount):
    return client.post(address_of(number), form_fields(client.get(address_of(number))) | {"amount": amount})


def paid_out():
    return list(LoanEvent.objects.filter(kind="DISBURSED").values_list("amount_vnd", flat=True))


def test_a_loan_is_paid_out_in_parts_from_its_page(signed_in, number):
    client = signed_in("van")
    assert address_of(number) in client.get(reverse("loan", args=[number])).content.decode()
    form = client.get(address_of(number))
    assert form_fields(form)["amount"] == "30.000.000"

    sent = form_fields(form) | {"amount": "20 triệu"}
    first, second = client.post(address_of(number), sent), client.post(address_of(number), sent)

    assert first["Location"] == second["Location"] == reverse("loan", args=[number])
    assert paid_out() == [20 * M]
    assert Transfer.objects.get(kind="DISBURSEMENT").credit.code == "CASH_AT_OFFICE"
    assert "Đã giải ngân 20.000.000 đồng tại trụ sở." in words(client.get(first["Location"]))
    assert form_fields(client.get(address_of(number)))["amount"] == "10.000.000"
    send(client, number, "10.000.000")
    assert paid_out() == [20 * M, 10 * M]
    assert "đã giải ngân hết" in words(client.get(address_of(number)))
    assert address_of(number) not in client.get(reverse("loan", args=[number])).content.decode()


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("31 triệu", "30.000.000"),
        ("0", "Cần số tiền lớn hơn 0"),
        ("", "Số tiền giải ngân lần này"),
        ("-5", "Cần số tiền tròn đồng"),
        ("ba mươi", "Cần số tiền tròn đồng"),
    ],
)
def test_what_cannot_be_paid_out_is_refused_with_the_reason(signed_in, number, amount, why):
    shown = words(send(signed_in("van"), number, amount))

    assert "Chưa gửi được, cần sửa" in shown
    assert why in shown
    assert paid_out() == []


def test_a_loan_of_another_book_was_paid_out_there(signed_in, small_register):
    make_loans()
    client = signed_in("van")

    assert "đã giải ngân ở sổ cũ" in words(client.get(address_of(IN_TIME)))
    assert address_of(IN_TIME) not in client.get(reverse("loan", args=[IN_TIME])).content.decode()


def test_who_may_not_pay_out_is_kept_away(signed_in, number):
    client = signed_in("yen")

    assert client.get(address_of(number)).status_code == 403
    assert address_of(number) not in client.get(reverse("loan", args=[number])).content.decode()


def test_a_request_waits_for_its_notice(signed_in, cast, village, small_register):
    row = make_written(cast, village, small_register)
    for step in (vote, confirm, check, decide):
        row = step(cast, row)
    number = requests_of(row)[0].loan.number

    shown = words(signed_in("van").get(address_of(number)))

    assert "Chưa giải ngân được" in shown
    assert "chưa được thông báo phê duyệt" in shown
    assert "ghi sổ" not in shown
