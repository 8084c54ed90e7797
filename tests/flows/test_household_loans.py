"""A household's loans: what each stands at, how its interest came about, and who may look."""

import pytest
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.lending.commands.collecting import record_payment, reverse_event
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, M, figures, make_loans, take_over
from tests.support.pages import words


@pytest.fixture
def an(small_register):
    make_loans()
    return small_register.households["an"]


def page_of(client, household, **query: str) -> str:
    return words(client.get(reverse("household-loans", args=[household.pk]), query))


def test_a_loan_explains_its_balance(signed_in, an):
    seq = record_payment(asked=asked_by_system(), number=IN_TIME, on=TODAY, amount_vnd=10 * M, towards="ANYTHING")
    shown = page_of(signed_in("yen"), an, ngay="22/11/2026")
    assert IN_TIME in shown
    assert BEHIND not in shown
    for text in (
        "hận bàn giao: dư nợ gốc 60.000.000 đồng, lãi 120.000 đồng",
        "9.641.315",
        "358.685",
        "238.684,93",
        "50.358.685",
    ):
        assert text in shown, text
    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=seq, reason="thu nhầm hộ")
    after = page_of(signed_in("yen"), an, ngay="22/11/2026")
    assert "đã đảo bởi giao dịch 3" in after
    assert "thu nhầm hộ" in after
    assert "60.358.685" in after


def test_a_look_is_written_down_and_a_protected_programme_is_not_named(signed_in, an):
    take_over(figures("51-0007", programme="former-prisoners"))
    shown = page_of(signed_in("yen"), an)
    assert "Chương trình được bảo mật" in shown
    assert "chấp hành xong án" not in shown.lower()
    look = AuditEntry.objects.filter(command="people.look_at_household").latest("sequence")
    assert look.details["arguments"]["purpose"] == "LOANS"


def test_a_household_without_loans_and_those_who_may_not_look(signed_in, an, small_register):
    cuong = small_register.households["cuong"]
    assert "chưa có khoản vay nào" in page_of(signed_in("yen"), cuong)
    for name in ("ha", "minh", "binh"):
        assert signed_in(name).get(reverse("household-loans", args=[an.pk])).status_code == 403
    assert signed_in("yen").get(reverse("household-loans", args=[999_999])).status_code == 404


def test_the_household_page_leads_to_its_loans(signed_in, an):
    address = reverse("household-loans", args=[an.pk])
    assert address in signed_in("yen").get(reverse("household", args=[an.pk])).content.decode()
    assert address not in signed_in("ha").get(reverse("household", args=[an.pk])).content.decode()
