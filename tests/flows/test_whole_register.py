"""The law over the whole register: counts, who may borrow, the rehearsal of the standard of 2027, its list."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.people.models import Fact
from tests.support.lists import make_waiting_list
from tests.support.register import SmallRegister

pytestmark = pytest.mark.django_db(transaction=True)


def give_facts(register: SmallRegister, name: str, **facts) -> None:
    for key, value in facts.items():
        Fact.objects.create(
            household=register.households[name],
            name=key,
            value=value,
            starts_on=date(2026, 1, 1),
            source="phiếu rà soát",
            recorded_at=datetime(2026, 9, 1, tzinfo=UTC),
        )


def test_a_registrar_sees_the_counts_of_the_own_commune_without_a_snapshot(small_register, signed_in):
    page = signed_in("ha").get(reverse("register-answers")).content.decode()

    assert "Theo sổ hiện nay: 3 hộ" in page
    assert "Cho vay hộ cận nghèo" in page


def test_the_province_takes_the_register_down_first(small_register, signed_in):
    lan = signed_in("lan")
    empty = lan.get(reverse("register-answers")).content.decode()

    answer = lan.post(reverse("snapshot-begin"), {"request_key": "a"}, follow=True).content.decode()

    assert "Chưa có số liệu toàn sổ" in empty
    assert "Theo ảnh chụp sổ ngày 22/11/2026: 4 hộ" in answer
    assert "Phạm Văn An Nghèo" not in answer


def test_counts_may_be_narrowed_to_a_commune_that_exists(small_register, signed_in):
    lan = signed_in("lan")
    lan.post(reverse("snapshot-begin"), {"request_key": "a"})

    assert lan.get(reverse("register-answers"), {"xa": "21529"}).status_code == 200
    assert lan.get(reverse("register-answers"), {"xa": "99999"}).status_code == 404


def test_a_registrar_may_not_narrow_to_another_commune(small_register, signed_in):
    assert signed_in("ha").get(reverse("register-answers"), {"xa": "21529"}).status_code == 404


def test_who_may_borrow_names_the_heads_of_the_own_commune_only(small_register, signed_in):
    page = signed_in("ha").get(reverse("register-who-may", args=["poor"])).content.decode()

    assert "Phạm Văn An Nghèo" in page
    assert "Phạm Văn Dũng Láng" not in page


def test_an_unknown_programme_is_not_there(small_register, signed_in):
    assert signed_in("ha").get(reverse("register-who-may", args=["khong-co"])).status_code == 404


def test_the_rehearsal_shows_who_changes_class_and_what_it_touches(small_register, signed_in):
    give_facts(small_register, "binh-can", income_vnd=2_000_000, deprivations=4)

    page = signed_in("ha").get(reverse("poverty-rehearsal")).content.decode()

    assert "hộ cận nghèo" in page
    assert "60.000.000" in page  # what the household owes
    assert "01/01/2027" in page


def test_a_day_without_a_standard_is_said(small_register, signed_in):
    page = signed_in("ha").get(reverse("poverty-rehearsal"), {"ngay": "2050-01-01"}).content.decode()

    assert "Pháp luật chưa có chuẩn nghèo cho ngày này" in page


def test_the_list_to_visit_is_handed_out_with_a_reason_only(small_register, signed_in):
    give_facts(small_register, "binh-can", income_vnd=2_000_000, deprivations=4)
    ha, url = signed_in("ha"), reverse("poverty-verify")

    shown = ha.get(url).content.decode()
    refused = ha.post(url, {"reason": "in", "request_key": "1"})
    given = ha.post(url, {"reason": "Rà soát hộ cuối năm 2026", "request_key": "2"})

    assert "Đinh Văn Bình Cận" in shown
    assert "ít nhất 10 ký tự" in refused.content.decode()
    sheet = openpyxl.load_workbook(BytesIO(given.content)).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Đinh Văn Bình Cận" in cells
    entry = AuditEntry.objects.filter(command="programmes.hand_out_list").get()
    assert entry.details["arguments"]["reason"] == "Rà soát hộ cuối năm 2026"
    assert entry.details["arguments"]["households"] == 1


def test_a_coordinator_sees_numbers_and_no_people(small_register, signed_in):
    lan = signed_in("lan")
    lan.post(reverse("snapshot-begin"), {"request_key": "a"})

    assert lan.get(reverse("poverty-rehearsal")).status_code == 200
    assert lan.get(reverse("poverty-verify")).status_code == 403
    assert lan.get(reverse("register-who-may", args=["poor"])).status_code == 403


def test_a_list_that_is_not_yet_approved_is_rehearsed_against_the_new_standard(small_register, signed_in):
    row = make_waiting_list(small_register)
    ha = signed_in("ha")

    page = ha.get(reverse("poverty-rehearsal"), {"danh-sach": row.pk}).content.decode()

    assert f"Theo danh sách năm {row.year}" in page
    assert ha.get(reverse("poverty-verify"), {"danh-sach": row.pk}).status_code == 200
    assert signed_in("sau").get(reverse("poverty-rehearsal"), {"danh-sach": row.pk}).status_code == 404
    assert signed_in("lan").get(reverse("poverty-rehearsal"), {"danh-sach": row.pk}).status_code == 404
