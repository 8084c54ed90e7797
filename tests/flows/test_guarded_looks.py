"""What is protected stays so: by repeated requests, by lists that the law picked, by debts and by old neighbours."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tantam.base.models import AuditEntry
from tantam.people.models import BankBalance, BankStatement, Member, Status
from tests.support.lists import person_row, take_in
from tests.support.pages import form_fields, words

AN_NUMBER = "999000000001"
REASON = {"purpose": "LOAN_FILE", "reason": "Làm hồ sơ vay cho bà Ánh"}


@pytest.fixture
def an(small_register):
    return small_register.households["an"]


def test_a_repeated_request_shows_nothing_for_longer(signed_in, an):
    client, url = signed_in("ha"), reverse("household-reveal", args=[an.pk])
    sent = form_fields(client.get(url)) | REASON
    client.post(url, sent)

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        client.post(url, sent)
        shown = client.get(reverse("household", args=[an.pk])).content.decode()

    assert AN_NUMBER not in shown
    assert AuditEntry.objects.filter(command="people.reveal").count() == 1


def test_a_repeated_request_gives_no_second_file(signed_in, an):
    client, url = signed_in("ha"), reverse("people-export")
    sent = form_fields(client.get(url)) | {"reason": "Đối chiếu với bản kê của ngân hàng", "with_sensitive": "on"}

    first, second = client.post(url, sent), client.post(url, sent)

    assert first["Content-Type"].endswith("sheet")
    assert "text/html" in second["Content-Type"]
    assert "đã được giao" in words(second)


def test_a_repeated_request_hands_no_second_list_out(signed_in, an):
    client, url = signed_in("ha"), reverse("poverty-verify")
    sent = {"reason": "Rà soát hộ nghèo cuối năm", "request_key": "k"}

    first, second = client.post(url, sent), client.post(url, sent)

    assert first["Content-Type"].endswith("sheet")
    assert "text/html" in second["Content-Type"]


def test_who_served_a_sentence_is_on_no_list_that_the_law_picked(signed_in, an):
    for name in ("former-prisoners", "after-rehabilitation"):
        page = signed_in("ha").get(reverse("register-who-may", args=[name]))

        assert page.status_code == 404


@pytest.mark.parametrize(
    "name", ["lists", "register-answers", "poverty-rehearsal", "poverty-verify", "list-new", "register-who-may"]
)
def test_pages_with_people_are_kept_by_no_browser(signed_in, an, name):
    page = signed_in("ha").get(reverse(name, args=["poor"] if name == "register-who-may" else []))

    assert "no-store" in page["Cache-Control"]


def test_debts_have_the_name_of_their_programme(signed_in, small_register):
    page = words(signed_in("ha").get(reverse("household", args=[small_register.households["binh-can"].pk])))

    assert "Cho vay hộ cận nghèo" in page
    assert "near-poor" not in page


def test_a_debt_of_a_protected_programme_tells_nothing_while_it_is_masked(signed_in, an):
    BankBalance.objects.create(
        statement=BankStatement.objects.get(), household=an, programme="former-prisoners", principal_vnd=7_000_000
    )
    client, url = signed_in("ha"), reverse("household-reveal", args=[an.pk])

    masked = words(client.get(reverse("household", args=[an.pk])))
    asked = words(client.get(reverse("household-eligibility", args=[an.pk])))
    client.post(url, form_fields(client.get(url)) | REASON)
    shown = words(client.get(reverse("household", args=[an.pk])))

    assert "Chương trình được bảo mật" in masked
    assert "án phạt tù" not in masked
    assert "án phạt tù: 7" not in asked
    assert "án phạt tù" in shown


def test_a_kept_decision_stands_on_the_time_line(signed_in, an):
    client = signed_in("ha")
    client.post(
        reverse("household-decision", args=[an.pk]), {"request_key": "d", "programme": "poor", "ngay": "22/11/2026"}
    )

    page = words(client.get(reverse("household", args=[an.pk])))

    assert "Ghi quyết định: Cho vay hộ nghèo" in page


def test_what_happened_to_somebody_who_left_is_not_the_old_households(signed_in, small_register, an):
    son = small_register.persons["an-son"]
    Member.objects.filter(person=son).update(ends_before=date(2026, 3, 1))
    Member.objects.create(
        household=small_register.households["dung-lang"], person=son, relation="OTHER", starts_on=date(2026, 3, 1)
    )
    Status.objects.create(
        person=son,
        kind="WORKER_GOING_ABROAD",
        starts_on=date(2026, 6, 1),
        decision=small_register.decision,
        recorded_at=datetime(2026, 6, 2, tzinfo=UTC),
    )

    here = words(signed_in("ha").get(reverse("household", args=[an.pk])))

    assert "lao động đi làm việc ở nước ngoài" not in here


def test_who_approves_gets_no_file_with_numbers_in_full(signed_in, cast, an):
    refused = person_row("Phạm Văn Dũng Láng", 6, born="06/06/1990")
    official_list = take_in(cast, refused, upto="READ")
    address = reverse("list-refused", args=[official_list.pk])

    assert signed_in("ha").get(address).status_code == 200
    assert signed_in("minh").get(address).status_code == 403
