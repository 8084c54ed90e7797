"""The register of people on the screens: masked, each look in the chain, unmasked for a reason and a while."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.people.models import Fact, Member, Person, Status
from tantam.people.parts.recording import write_status
from tests.support.pages import form_fields, words

AN_NUMBER = "999000000001"
AN_PHONE = "0999000001"


@pytest.fixture
def secret(small_register):
    """Let An have been released from prison."""
    return write_status(
        subject=small_register.persons["an"],
        kind="RELEASED",
        starts_on=datetime(2026, 2, 1, tzinfo=UTC).date(),
        ends_before=None,
        decision=small_register.decision,
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )


@pytest.fixture
def an(small_register):
    """Return the address of An's household."""
    return reverse("household", args=[small_register.households["an"].pk])


def looks():
    return AuditEntry.objects.filter(command="people.look_at_household")


def reveal(client, household_id, **typed):
    url = reverse("household-reveal", args=[household_id])
    fields = form_fields(client.get(url))
    return client.post(url, fields | {"purpose": "LOAN_FILE", "reason": "Làm hồ sơ vay cho bà Ánh"} | typed)


def test_a_page_shows_a_household_masked(signed_in, an, secret):
    page = signed_in("ha").get(an)

    html = page.content.decode()
    assert "Phạm Văn An Nghèo" in html
    assert "999••••••001" in html
    assert AN_NUMBER not in html
    assert AN_PHONE not in html
    assert "Hrê" not in html
    assert "chấp hành xong" not in html
    assert "Diện được bảo mật" in words(page)
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_every_look_stands_in_the_chain(signed_in, an, small_register):
    client = signed_in("ha")

    client.get(an)
    client.get(an)

    assert [(look.subject, look.actor_name) for look in looks()] == [
        (f"household:{small_register.households['an'].pk}", "Ngô Thị Hà")
    ] * 2


def test_a_household_of_another_commune_is_not_there(signed_in, an, small_register):
    client = signed_in("sau")

    assert client.get(an).status_code == 404
    assert not looks().exists()
    assert "An Nghèo" not in words(client.get(reverse("people")))
    assert client.get(reverse("household-reveal", args=[small_register.households["an"].pk])).status_code == 404


def test_a_credit_officer_sees_all_communes_and_chooses_one(signed_in, small_register):
    client = signed_in("yen")

    every = words(client.get(reverse("people")))
    one = words(client.get(reverse("people"), {"xa": small_register.households["dung-lang"].commune_id}))

    assert "An Nghèo" in every
    assert "Dũng Láng" in every
    assert "An Nghèo" not in one
    assert "Dũng Láng" in one


def test_an_approver_of_the_commune_looks_and_cannot_reveal(signed_in, an, small_register):
    client = signed_in("minh")

    assert client.get(an).status_code == 200
    assert client.get(reverse("household-reveal", args=[small_register.households["an"].pk])).status_code == 403
    assert "Xem đầy đủ" not in words(client.get(an))


def test_names_are_found_without_accents_and_filtered_by_status(signed_in, small_register):
    client = signed_in("ha")

    by_wife = words(client.get(reverse("people"), {"q": "pham anh"}))
    near_poor = words(client.get(reverse("people"), {"dien": "NEAR_POOR"}))
    nobody = words(client.get(reverse("people"), {"q": "khong ai"}))

    assert "An Nghèo" in by_wife
    assert "Bình Cận" not in by_wife
    assert "Bình Cận" in near_poor
    assert "An Nghèo" not in near_poor
    assert "Không tìm thấy hộ nào" in nobody


@pytest.mark.parametrize("number", ["999000000001", "999 000 000 001", "0999000001"])
def test_a_number_finds_exactly_and_never_stands_in_an_address(signed_in, an, number):
    response = signed_in("ha").post(reverse("people-find"), {"number": number})

    assert response.status_code == 302
    assert response["Location"] == an


@pytest.mark.parametrize("number", ["99900000000", "999000000006", "", "Phạm"])
def test_a_number_of_nobody_here_finds_nobody(signed_in, small_register, number):
    response = signed_in("ha").post(reverse("people-find"), {"number": number}, follow=True)

    assert "Không có ai mang số này" in words(response)


def test_revealing_needs_a_purpose_and_a_reason(signed_in, small_register, an):
    client = signed_in("ha")

    without = reveal(client, small_register.households["an"].pk, purpose="")
    short = reveal(client, small_register.households["an"].pk, reason="vay")

    assert without.status_code == short.status_code == 200
    assert AN_NUMBER not in client.get(an).content.decode()
    assert not AuditEntry.objects.filter(command="people.reveal").exists()


def test_what_is_revealed_shows_for_ten_minutes_on_that_household_only(signed_in, small_register, an, secret):
    client = signed_in("ha")

    response = reveal(client, small_register.households["an"].pk)

    assert response["Location"] == an
    shown = client.get(an).content.decode()
    assert AN_NUMBER in shown
    assert AN_PHONE in shown
    assert "Hrê" in shown
    assert "Người chấp hành xong án phạt tù" in shown
    other = client.get(reverse("household", args=[small_register.households["binh-can"].pk])).content.decode()
    assert "999000000004" not in other
    entry = AuditEntry.objects.get(command="people.reveal")
    assert entry.details["arguments"]["reason"] == "Làm hồ sơ vay cho bà Ánh"
    with time_machine.travel("2026-11-22T05:10:01Z", tick=False):
        assert AN_NUMBER not in client.get(an).content.decode()


def test_a_household_is_shown_as_it_was_known_on_a_day(signed_in, small_register, an):
    client = signed_in("ha")
    Status.objects.create(
        household=small_register.households["an"],
        kind="MINORITY_IN_LISTED_AREA",
        starts_on=datetime(2026, 1, 1, tzinfo=UTC).date(),
        decision=small_register.decision,
        recorded_at=datetime(2026, 6, 1, tzinfo=UTC),
    )

    assert "Đồng bào dân tộc thiểu số ở vùng khó khăn" in words(client.get(an))
    before = words(client.get(an, {"biet-den": "31/05/2026"}))
    assert "Những gì được biết đến hết ngày 31/05/2026" in before
    assert "Đồng bào dân tộc thiểu số ở vùng khó khăn" not in before
    assert "Đồng bào" in words(client.get(an, {"biet-den": "không phải ngày"}))


def test_debts_stand_on_the_page(signed_in, small_register):
    page = words(signed_in("ha").get(reverse("household", args=[small_register.households["binh-can"].pk])))

    assert "60.000.000 đ" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "31/10/2026" in page


def test_a_household_is_written_down_with_its_head(signed_in, small_register):
    client = signed_in("ha")
    url = reverse("household-new")
    typed = {
        "commune": small_register.households["an"].commune_id,
        "village": "Làng Bốn",
        "starts_on": "01/11/2026",
        "full_name": "Đinh Thị Mới",
        "sex": "FEMALE",
        "birth": "1990",
        "identity": "999000000100",
        "ethnicity": "HRE",
    }

    response = client.post(url, form_fields(client.get(url)) | typed, follow=True)

    assert "Đã ghi hộ mới" in words(response)
    assert "Đinh Thị Mới" in words(response)
    assert Person.objects.get(full_name="Đinh Thị Mới").birth_year == 1990


def test_a_wrong_number_comes_back_with_its_reason(signed_in, small_register):
    client = signed_in("ha")
    url = reverse("household-member", args=[small_register.households["an"].pk])
    typed = {"full_name": "Phạm Em", "sex": "MALE", "identity": "99900", "relation": "CHILD"}

    response = client.post(url, form_fields(client.get(url)) | typed)

    assert "Số căn cước có 12 chữ số" in words(response)
    assert not Person.objects.filter(full_name="Phạm Em").exists()


def test_a_member_joins_is_changed_and_leaves(signed_in, small_register, an):
    client, household_id = signed_in("ha"), small_register.households["an"].pk
    join = reverse("household-member", args=[household_id])
    typed = {"full_name": "Phạm Em", "sex": "MALE", "relation": "CHILD", "starts_on": "01/10/2026"}
    client.post(join, form_fields(client.get(join)) | typed)
    member = Member.objects.get(person__full_name="Phạm Em")

    change = reverse("household-person-change", args=[household_id, member.pk])
    client.post(change, form_fields(client.get(change)) | {"full_name": "Phạm Văn Em", "birth": "05/06/2019"})
    leave = reverse("household-leave", args=[household_id, member.pk])
    client.post(leave, form_fields(client.get(leave)) | {"ends_before": "01/11/2026"})

    member.refresh_from_db()
    assert member.person.full_name == "Phạm Văn Em"
    assert member.person.sex == "MALE"
    assert member.ends_before.isoformat() == "2026-11-01"
    assert "Rời hộ: Phạm Văn Em" in words(client.get(an))


def test_a_status_is_written_down_ended_and_another_undone(signed_in, small_register, an):
    client, household_id = signed_in("ha"), small_register.households["an"].pk
    add = reverse("household-status", args=[household_id])
    paper = {"number": "15/GXN", "signed_on": "01/09/2026", "issuer": "Trường Đại học", "title": "Xác nhận sinh viên"}
    typed = paper | {"kind": "STUDENT", "person": small_register.persons["an-son"].pk, "starts_on": "05/09/2026"}
    client.post(add, form_fields(client.get(add)) | typed)
    status = Status.objects.get(kind="STUDENT")
    assert "Học sinh, sinh viên – Phạm Văn Ấm Nghèo" in words(client.get(an))

    undo = reverse("household-status-undo", args=[household_id, status.pk])
    client.post(undo, form_fields(client.get(undo)) | {"reason": "nhầm người"})
    client.post(add, form_fields(client.get(add)) | typed)
    again = Status.objects.latest("pk")
    end = reverse("household-status-end", args=[household_id, again.pk])
    client.post(end, form_fields(client.get(end)) | paper | {"ends_before": "01/10/2026"})

    page = words(client.get(an))
    assert "Ra khỏi diện: học sinh, sinh viên" in page
    assert "15/GXN ngày 01/09/2026 của Trường Đại học" in page
    assert Status.objects.filter(kind="STUDENT").count() == 4


def test_a_fact_is_written_down(signed_in, small_register, an):
    client, household_id = signed_in("ha"), small_register.households["an"].pk
    url = reverse("household-fact", args=[household_id])

    assert "Hộ có bao nhiêu người từ đủ 18 tuổi?" in words(client.get(url))
    for name, value in [("adults", "2"), ("is_ethnic_minority", "1"), ("released_on", "01/02/2026")]:
        address = f"{url}?muc={name}"
        typed = {"value": value, "source": "xác nhận của UBND xã"}
        assert client.post(address, form_fields(client.get(address)) | typed).status_code == 302

    page = words(client.get(an))
    assert "Hộ có bao nhiêu người từ đủ 18 tuổi? 2" in page
    assert "thiểu số?" not in page
    assert Fact.objects.count() == 3
    assert client.get(f"{url}?muc=khong-co").status_code == 404


def export(client, **typed):
    url = reverse("people-export")
    fields = form_fields(client.get(url))
    return client.post(url, fields | {"reason": "Họp bình xét của xã tháng 11"} | typed)


def rows_of(response):
    book = openpyxl.load_workbook(BytesIO(response.content))
    return [[str(cell) for cell in row if cell is not None] for row in book.active.iter_rows(values_only=True)]


def test_a_file_that_leaves_has_no_sensitive_columns(signed_in, small_register, secret):
    response = export(signed_in("ha"))

    whole = str(rows_of(response))
    assert "Phạm Văn An Nghèo" in whole
    assert "Hộ nghèo" in whole or "hộ nghèo" in whole
    assert AN_NUMBER not in whole
    assert "Hrê" not in whole
    assert "án phạt tù" not in whole
    assert "Dũng Láng" not in whole
    entry = AuditEntry.objects.get(command="people.export_register")
    assert entry.details["arguments"]["reason"] == "Họp bình xét của xã tháng 11"
    assert entry.details["result"] == 3


def test_sensitive_columns_leave_only_where_asked_and_allowed(signed_in, small_register):
    asked = str(rows_of(export(signed_in("ha"), with_sensitive="on")))
    officer = str(rows_of(export(signed_in("yen"), with_sensitive="on")))

    assert AN_NUMBER in asked
    assert "Hrê" in asked
    assert AN_NUMBER not in officer


def test_a_file_needs_a_reason(signed_in, small_register):
    response = export(signed_in("ha"), reason="họp")

    assert response["Content-Type"].startswith("text/html")
    assert not AuditEntry.objects.filter(command="people.export_register").exists()


def test_who_does_not_keep_the_register_writes_nothing(signed_in, small_register):
    household_id = small_register.households["an"].pk
    for name in ("household-member", "household-status", "household-fact"):
        assert signed_in("yen").get(reverse(name, args=[household_id])).status_code == 403
    assert signed_in("hoa").get(reverse("people")).status_code == 403
