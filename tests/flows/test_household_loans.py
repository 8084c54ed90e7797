"""A household's loans: what each stands at, the way to its story, its book on paper, and who may look."""

import pytest
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.lending.commands.collecting import record_payment, reverse_event
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, M, figures, make_loans, take_over
from tests.support.pages import words
from tests.support.papers import word_text


@pytest.fixture
def an(small_register):
    make_loans()
    return small_register.households["an"]


def page_of(client, household, **query: str) -> str:
    return words(client.get(reverse("household-loans", args=[household.pk]), query))


def paper_of(client, household) -> str:
    answer = client.get(reverse("loan-book", args=[household.pk, "docx"]))
    return " ".join(word_text(answer.content).split("\n"))


def test_a_household_sees_what_each_of_its_loans_stands_at(signed_in, an):
    record_payment(asked=asked_by_system(), number=IN_TIME, on=TODAY, amount_vnd=10 * M, towards="ANYTHING")
    answer = signed_in("yen").get(reverse("household-loans", args=[an.pk]), {"ngay": "22/11/2026"})
    assert "50.358.685" in words(answer)
    assert BEHIND not in words(answer)
    assert reverse("loan", args=[IN_TIME]) in answer.content.decode()


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


def test_the_loan_book_tells_every_event_in_plain_words(signed_in, an):
    seq = record_payment(asked=asked_by_system(), number=IN_TIME, on=TODAY, amount_vnd=10 * M, towards="ANYTHING")
    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=seq, reason="thu nhầm hộ")
    record_payment(asked=asked_by_system(), number=IN_TIME, on=TODAY, amount_vnd=5 * M, towards="ANYTHING")

    told = paper_of(signed_in("yen"), an)

    for text in (
        "Sổ vay vốn".upper(),
        IN_TIME,
        "Thu nợ – ghi nhầm, đã bỏ",
        "4.641.315",
        "còn nợ gốc 55.358.685 đồng",
        "Kỳ trả gốc tới: 25.358.685 đồng, hạn trả đến hết ngày 15/01/2027",
    ):
        assert text in told, text
    assert BEHIND not in told
    look = AuditEntry.objects.filter(command="people.look_at_household").latest("sequence")
    assert look.details["arguments"]["purpose"] == "so-vay-von"


@pytest.mark.parametrize(("kind", "starts"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_loan_book_is_given_away_as_word_and_pdf(signed_in, an, small_register, kind, starts):
    for household in (an, small_register.households["cuong"]):
        paper = signed_in("yen").get(reverse("loan-book", args=[household.pk, kind]))
        assert paper.content.startswith(starts)
        assert paper["Cache-Control"] == "private, no-store"


def test_the_loan_book_keeps_what_is_protected_and_no_other_kind_exists(signed_in, an):
    take_over(figures("51-0007", programme="former-prisoners"))
    assert "án phạt tù" not in paper_of(signed_in("yen"), an).lower()
    assert signed_in("yen").get(reverse("loan-book", args=[an.pk, "exe"])).status_code == 404
    assert signed_in("van").get(reverse("loan-book", args=[an.pk, "pdf"])).status_code == 403
