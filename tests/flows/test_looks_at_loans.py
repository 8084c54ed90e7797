"""Whatever answer names borrowers is a look that is written down once, also the form that is shown again."""

import pytest
import time_machine
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.lending.commands.collecting import record_payment
from tests.support.cast import TODAY, asked_by_system
from tests.support.groups import make_village
from tests.support.loans import IN_TIME, M, make_loans
from tests.support.pages import form_fields, words
from tests.support.requests import make_notified, pay_out, requests_of
from tests.support.sessions import make_session

pytestmark = pytest.mark.django_db
NAME = "Phạm Văn An Nghèo"


def looks(command: str) -> int:
    return AuditEntry.objects.filter(command=f"lending.{command}").count()


def test_each_screen_of_a_payment_is_a_look(small_register, signed_in):
    make_loans()
    van, url = signed_in("van"), reverse("loan-payment", args=[IN_TIME])

    shown = van.get(url)
    checked = van.post(url, form_fields(shown) | {"towards": "ANYTHING", "amount": "10 triệu"})
    changed = van.post(url, form_fields(checked) | {"buoc": "sua"})
    refused = van.post(url, form_fields(shown) | {"towards": "ANYTHING", "amount": "nhiều"})

    assert all(NAME in words(page) for page in (shown, checked, changed, refused))
    assert looks("look_at_loan") == 4

    assert van.post(url, form_fields(checked) | {"buoc": "ghi"}).status_code == 302
    assert looks("look_at_loan") == 4


def test_a_reversal_that_is_refused_is_a_look(small_register, signed_in):
    make_loans()
    seq = record_payment(asked=asked_by_system(), number=IN_TIME, on=TODAY, amount_vnd=M, towards="ANYTHING")
    kim, url = signed_in("kim"), reverse("loan-reversal", args=[IN_TIME, seq])

    shown = kim.get(url)
    refused = kim.post(url, form_fields(shown) | {"reason": ""})

    assert NAME in words(refused)
    assert looks("look_at_loan") == 2
    assert kim.post(url, form_fields(shown) | {"reason": "thu nhầm hộ"}).status_code == 302
    assert looks("look_at_loan") == 2


def test_each_screen_of_a_sheet_is_a_look_but_its_sums(cast, small_register, signed_in):
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        session = make_session(cast, small_register)
        van, url = signed_in("van"), reverse("session-sheet", args=[session.id, session.group.pk])
        shown = van.get(url)
        sums = van.post(url, form_fields(shown) | {"buoc": "cong"})
        checked = van.post(url, form_fields(shown) | {"buoc": "kiem-tra", "declared": "5"})
        changed = van.post(url, form_fields(shown) | {"buoc": "sua"})

    assert all(NAME in words(page) for page in (shown, checked, changed))
    assert NAME not in words(sums)
    assert looks("look_at_due_list") == 3


def test_who_is_asked_how_borrowers_used_their_money_has_looked_at_them(cast, small_register, signed_in):
    row = make_notified(cast, make_village(small_register), small_register)
    first, second = (pay_out(request.loan) for request in requests_of(row))
    ha = signed_in("ha")
    url = reverse("use-check", args=[first])

    named = [ha.get(reverse("use-checks")), ha.get(url), ha.post(url, {"request_key": "x"})]

    assert all(NAME in words(page) for page in named)
    seen = AuditEntry.objects.filter(command="lending.look_at_payments").order_by("sequence")
    assert [(entry.subject, entry.details["arguments"]["event_ids"]) for entry in seen] == [
        ("payments", [first, second]),
        (f"payment:{first}", [first]),
        (f"payment:{first}", [first]),
    ]


def test_an_empty_list_of_payments_is_no_look(cast, small_register, signed_in):
    signed_in("ha").get(reverse("use-checks"))

    assert looks("look_at_payments") == 0
