"""The admin: reference data only, by role, with an audit entry for every change."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tantam.access.models import Membership, User
from tantam.base.models import AuditEntry
from tantam.site.admin.console import console
from tantam.units.models import Commune, Unit, UnitName
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "mật khẩu đầu tiên 2026"


@pytest.fixture
def quan(cast: Cast, client: Client):
    client.force_login(cast.people["quan"])
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        yield client


def unit_form(unit: Unit, **changes: object) -> dict[str, object]:
    form = {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.kind,
        "order": unit.order,
        "valid_from": unit.valid_from.isoformat(),
        "valid_to": "",
        "parent": "",
        "commune": "",
    }
    return {**form, **changes}


def test_only_reference_data_is_there():
    assert set(console._registry) == {Commune, Unit, UnitName, User, Membership}


def test_flags_of_django_open_nothing(cast: Cast, client):
    hoa = cast.people["hoa"]
    hoa.is_staff = hoa.is_superuser = True
    hoa.save()
    client.force_login(hoa)

    assert client.get("/quan-tri/").status_code == 403
    assert client.get("/quan-tri/access/user/").status_code == 403


def test_a_changed_unit_is_searchable_by_its_new_name_and_stands_in_the_audit(quan, cast: Cast):
    unit = cast.units["STC"]

    answer = quan.post(
        reverse("admin:units_unit_change", args=[unit.pk]), unit_form(unit, name="Sở Tài chính và Kế hoạch")
    )

    assert answer.status_code == 302
    unit.refresh_from_db()
    assert unit.name_folded == "so tai chinh va ke hoach"
    entry = AuditEntry.objects.get()
    assert (entry.command, entry.subject, entry.actor_name) == (
        "access.administer",
        f"unit:{unit.pk}",
        "Đỗ Văn Quân",
    )
    assert entry.details["arguments"] == {
        "action": "change",
        "model": "unit",
        "changes": {"name": {"before": "Sở Tài chính", "after": "Sở Tài chính và Kế hoạch"}},
    }


def test_a_unit_is_closed_with_a_date_and_cannot_be_deleted(quan, cast: Cast):
    unit = cast.units["STC"]

    quan.post(reverse("admin:units_unit_change", args=[unit.pk]), unit_form(unit, valid_to="2026-12-01"))
    answer = quan.post(reverse("admin:units_unit_delete", args=[unit.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Unit.objects.get(pk=unit.pk).valid_to is not None
    assert AuditEntry.objects.get().details["arguments"]["changes"] == {
        "valid_to": {"before": None, "after": "2026-12-01"}
    }


@pytest.mark.parametrize("model", ["units_commune", "units_unit", "units_unitname", "access_membership", "access_user"])
def test_nothing_can_be_deleted_one_by_one_or_many_at_once(quan, cast: Cast, model):
    page = quan.get(reverse(f"admin:{model}_changelist")).content.decode()
    answer = quan.post(
        reverse(f"admin:{model}_changelist"), {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"}
    )

    assert "delete_selected" not in page
    assert answer.status_code in (200, 302, 403)
    assert User.objects.count() == len(cast.people)
    assert Unit.objects.count() == len(cast.units)


def test_a_change_that_fails_leaves_no_entry(quan, cast: Cast):
    unit = cast.units["STC"]

    answer = quan.post(reverse("admin:units_unit_change", args=[unit.pk]), unit_form(unit, code="SNV"))

    assert answer.status_code == 200
    assert not AuditEntry.objects.exists()


def test_a_name_is_mapped_once_however_it_is_written(quan, cast: Cast):
    add = reverse("admin:units_unitname_add")
    first = quan.post(add, {"text": "Sở KH&ĐT", "unit": cast.units["STC"].pk, "kind": ""})

    again = quan.post(add, {"text": "  sở  kh&đt ", "unit": cast.units["SNV"].pk, "kind": ""})

    assert (first.status_code, again.status_code) == (302, 200)
    assert "Tên này đã có trong danh sách." in again.content.decode()
    assert UnitName.objects.get().unit == cast.units["STC"]


def test_a_new_person_signs_in_with_the_first_password_which_stands_nowhere(quan, cast: Cast):
    answer = quan.post(
        reverse("admin:access_user_add"),
        {
            "username": "Nga",
            "full_name": "Phan Thị Nga",
            "job_title": "Chuyên viên",
            "email": "nga@example.invalid",
            "language": "vi",
            "password1": SECRET,
            "password2": SECRET,
        },
    )

    assert answer.status_code == 302
    person = User.objects.get(username="nga")
    assert person.check_password(SECRET)
    assert not person.is_staff
    assert not person.is_superuser
    assert_nowhere_in_the_audit(person)


def test_a_password_that_was_set_stands_nowhere(quan, cast: Cast):
    hoa = cast.people["hoa"]
    elsewhere = Client()
    elsewhere.force_login(hoa)

    answer = quan.post(
        reverse("admin:auth_user_password_change", args=[hoa.pk]),
        {"password1": SECRET, "password2": SECRET, "usable_password": "true"},
    )

    assert answer.status_code == 302
    hoa.refresh_from_db()
    assert hoa.check_password(SECRET)
    assert elsewhere.get("/tai-khoan/").status_code == 302  # her sessions have ended
    assert AuditEntry.objects.get().details["arguments"] == {
        "action": "set_password",
        "model": "user",
        "changes": {"password": "********"},
    }
    assert_nowhere_in_the_audit(hoa)


def assert_nowhere_in_the_audit(person: User) -> None:
    written = str(list(AuditEntry.objects.values("details", "subject")))
    assert SECRET not in written
    assert person.password not in written


def test_two_people_cannot_have_one_name_in_capitals_and_without(quan, cast: Cast):
    answer = quan.post(
        reverse("admin:access_user_add"),
        {"username": "HOA", "full_name": "Ai đó", "language": "vi", "password1": SECRET, "password2": SECRET},
    )

    assert "Tên đăng nhập này đã có người dùng." in answer.content.decode()


def test_a_role_is_given_and_ended_by_dates(quan, cast: Cast):
    form = {
        "user": cast.people["hoa"].pk,
        "unit": cast.units["X21529"].pk,
        "role": "REPORTER",
        "starts_on": "2026-11-22",
        "ends_before": "2026-11-22",
    }
    wrong = quan.post(reverse("admin:access_membership_add"), form)

    right = quan.post(reverse("admin:access_membership_add"), {**form, "ends_before": "2026-12-31"})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert AuditEntry.objects.get().subject.startswith("membership:")


def test_lost_second_factors_are_taken_away_from_the_chosen_people(quan, cast: Cast):
    hoa, minh = cast.people["hoa"], cast.people["minh"]
    Authenticator.objects.create(user=hoa, type="totp", data={})

    answer = quan.post(
        reverse("admin:access_user_changelist"),
        {"action": "reset_second_factors", "_selected_action": [hoa.pk, minh.pk]},
        follow=True,
    )

    page = answer.content.decode()
    assert "Đã gỡ xác thực hai bước của Phạm Thị Hoa." in page
    assert "Đinh Văn Minh: Người dùng này chưa thiết lập xác thực hai bước" in page
    assert AuditEntry.objects.get().command == "access.reset_second_factor"


def test_pages_of_the_admin_have_no_inline_script_or_style(quan, cast: Cast):
    for address in ("/quan-tri/", "/quan-tri/access/user/", "/quan-tri/units/unit/add/", "/quan-tri/access/user/add/"):
        page = quan.get(address).content.decode()

        assert not re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", page), address
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", page), address


def test_the_autocomplete_finds_units_without_accents(quan, cast: Cast):
    answer = quan.get(
        reverse("admin:autocomplete"),
        {"app_label": "access", "model_name": "membership", "field_name": "unit", "term": "so tai chinh"},
    )

    assert [row["text"] for row in answer.json()["results"]] == ["Sở Tài chính"]


def test_nothing_of_a_password_is_shown(quan, cast: Cast):
    hoa = cast.people["hoa"]

    page = quan.get(reverse("admin:access_user_change", args=[hoa.pk])).content.decode()

    assert "Đặt mật khẩu khác" in page
    assert "salt" not in page
    assert hoa.password.split("$")[-1][:6] not in page
