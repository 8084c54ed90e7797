"""Journey 8, first half: the password, its change, signing out, and the sign-ins of the demo province."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, override_settings
from django.urls import reverse

from tantam.access.models import User
from tests.support.cast import Cast
from tests.support.pages import words
from tests.support.signing_in import PASSWORD, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]
NEW_PASSWORD = "câu mới dễ nhớ 2026"


def test_the_right_password_leads_to_the_first_page(cast: Cast, client):
    assert sign_in(client, "hoa")["Location"] == "/"

    assert client.session["_auth_user_id"] == str(cast.people["hoa"].pk)


def test_the_name_may_be_typed_in_capitals_as_phones_do(cast: Cast, client):
    assert sign_in(client, "Hoa ").status_code == 302


def test_after_signing_in_one_is_where_one_wanted_to_go(cast: Cast, client):
    asked = client.get(reverse("account"))
    assert asked["Location"] == "/dang-nhap/?next=/tai-khoan/"

    assert sign_in(client, "hoa", next="/tai-khoan/")["Location"] == "/tai-khoan/"


def test_signing_in_never_leads_to_another_site(cast: Cast, client):
    assert sign_in(client, "hoa", next="https://example.invalid/")["Location"] == "/"


def test_unknown_name_and_wrong_password_get_the_same_answer(cast: Cast, client):
    unknown = words(sign_in(client, "khong-co-ai", "sai"))
    wrong = words(sign_in(client, "hoa", "sai"))

    assert unknown == wrong
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong


def test_unknown_name_and_wrong_password_take_the_same_work(cast: Cast, client, monkeypatch):
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a: hashed.append("once") or encode(*a))

    sign_in(client, "khong-co-ai", "sai")
    unknown, hashed = hashed.copy(), []
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a: hashed.append("once") or encode(*a))
    sign_in(client, "hoa", "sai")

    assert unknown == hashed == ["once"]


def test_too_many_wrong_passwords_are_stopped_even_when_the_right_one_follows(cast: Cast, client):
    for _ in range(5):
        sign_in(client, "hoa", "sai")

    answer = sign_in(client, "hoa")

    assert answer.status_code == 200
    assert "Đã thử quá nhiều lần." in words(answer)


def test_a_flood_of_tries_from_one_place_gets_a_page_that_says_so(cast: Cast, client):
    answers = [sign_in(client, f"ten-{number}", "sai") for number in range(31)]

    assert answers[-1].status_code == 429
    assert "Thử quá nhiều lần" in words(answers[-1])


def test_a_deactivated_person_cannot_sign_in_and_is_signed_out(cast: Cast, client):
    sign_in(client, "hoa")

    User.objects.filter(username="hoa").update(is_active=False)

    assert client.get(reverse("account")).status_code == 302
    assert sign_in(client, "hoa")["Location"] == reverse("account_inactive")
    assert client.get(reverse("account")).status_code == 302


def test_changing_the_password_ends_the_sessions_on_other_machines(cast: Cast, client):
    elsewhere = Client()
    sign_in(client, "hoa")
    sign_in(elsewhere, "hoa")

    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert answer["Location"] == reverse("account")
    assert "Đã đổi mật khẩu." in words(client.get(reverse("account")))
    assert elsewhere.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    ("old", "first", "second", "says"),
    [
        ("sai", NEW_PASSWORD, NEW_PASSWORD, "Mật khẩu hiện tại không đúng."),
        (PASSWORD, NEW_PASSWORD, "khac-hoan-toan-2026", "Hai lần nhập mật khẩu mới không giống nhau."),
        (PASSWORD, "ngan", "ngan", "10 ký tự"),
        (PASSWORD, "password123", "password123", "phổ biến"),
        ("", "", "", "Trường này là bắt buộc"),
    ],
)
def test_a_new_password_that_will_not_do_is_refused_in_vietnamese(cast: Cast, client, old, first, second, says):
    sign_in(client, "hoa")

    answer = client.post(
        reverse("account_change_password"), {"oldpassword": old, "password1": first, "password2": second}
    )

    assert answer.status_code == 200
    assert says in words(answer)
    assert User.objects.get(username="hoa").check_password(PASSWORD)


def test_signing_out_is_asked_for_once_and_done_by_post(cast: Cast, client):
    sign_in(client, "hoa")

    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


@override_settings(TANTAM_DEMO=True, TANTAM_DEMO_SIGN_INS=[("lan", "Điều phối kế hoạch", "Chi nhánh")])
def test_the_demo_province_shows_its_sign_ins(db, client):
    page = words(client.get(reverse("account_login")))

    assert "Tài khoản dùng thử" in page
    assert "lan Điều phối kế hoạch, Chi nhánh" in page


@override_settings(TANTAM_DEMO=False, TANTAM_DEMO_SIGN_INS=[("lan", "Điều phối kế hoạch", "Chi nhánh")])
def test_a_working_installation_shows_no_sign_ins(db, client):
    page = words(client.get(reverse("account_login")))

    assert "dùng thử" not in page
    assert "Điều phối" not in page
