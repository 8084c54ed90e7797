"""Journey 8, first half: the second factor, its recovery codes, and who must have one."""

import re
import time
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse

from tantam.access.models import Membership
from tests.support.cast import Cast
from tests.support.pages import words
from tests.support.signing_in import code_of, set_up_app, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(cast: Cast, client):
    sign_in(client, "hoa")
    secret = set_up_app(client)
    client.post(reverse("account_logout"))

    assert sign_in(client, "hoa")["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("account"))["Location"].startswith("/dang-nhap/")
    answer = client.post(reverse("mfa_authenticate"), {"code": f"{code_of(secret)[:3]} {code_of(secret)[3:]}"})

    assert answer["Location"] == "/"
    assert client.get(reverse("account")).status_code == 200


def test_a_wrong_code_is_refused_with_what_to_do(cast: Cast, client):
    sign_in(client, "hoa")
    secret = set_up_app(client)
    client.post(reverse("account_logout"))
    sign_in(client, "hoa")

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, at=time.time() + 3600)})

    assert answer.status_code == 200
    assert "Mã không đúng." in words(answer)


def test_a_code_from_a_clock_half_a_minute_off_is_taken(cast: Cast, client):
    sign_in(client, "hoa")
    secret = set_up_app(client)
    client.post(reverse("account_logout"))
    sign_in(client, "hoa")

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, at=time.time() - 30)})

    assert answer["Location"] == "/"


def test_a_recovery_code_works_once(cast: Cast, client):
    sign_in(client, "hoa")
    set_up_app(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.findall(r"<code>(\d{8})</code>", page)[0]
    answers = []

    for _ in range(2):
        client.post(reverse("account_logout"))
        sign_in(client, "hoa")
        answers.append(client.post(reverse("mfa_authenticate"), {"code": code}).status_code)

    assert answers == [302, 200]


def test_what_protects_the_second_factor_is_stored_sealed(cast: Cast, client):
    from allauth.mfa.models import Authenticator

    sign_in(client, "hoa")
    secret = set_up_app(client).replace(" ", "")

    stored = [row.data for row in Authenticator.objects.filter(user=cast.people["hoa"])]

    assert len(stored) == 2
    assert secret not in str(stored)
    assert all(value.startswith("gAAAA") for row in stored for value in row.values() if isinstance(value, str))


def test_touching_the_second_factor_asks_who_one_is_again(cast: Cast, client):
    sign_in(client, "hoa")

    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("name", ["lan", "quan"])
@override_settings(TANTAM_SECOND_FACTOR_REQUIRED=True)
def test_coordinators_and_administrators_set_one_up_before_anything_else(cast: Cast, client, name):
    sign_in(client, name)

    for address in ("/", "/tai-khoan/", "/quan-tri/", "/ke-hoach/nhap/"):
        assert client.get(address)["Location"] == reverse("mfa_index"), address
    assert "Vai trò của bạn cần xác thực hai bước." in words(client.get(reverse("mfa_index")))
    set_up_app(client)

    assert client.get(reverse("account")).status_code == 200


@override_settings(TANTAM_SECOND_FACTOR_REQUIRED=True)
def test_it_is_asked_for_whichever_of_the_roles_one_works_in(cast: Cast, client):
    other = Membership.objects.create(
        user=cast.people["lan"], unit=cast.units["X21484"], role="REPORTER", starts_on=date(2025, 7, 1)
    )
    sign_in(client, "lan")

    client.post(reverse("switch-membership"), {"membership": other.pk})

    assert client.get(reverse("account"))["Location"] == reverse("mfa_index")


@override_settings(TANTAM_SECOND_FACTOR_REQUIRED=True)
def test_those_who_must_have_one_cannot_switch_the_last_one_off(cast: Cast, client):
    sign_in(client, "lan")
    set_up_app(client)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "Vai trò của bạn cần xác thực hai bước." in words(answer)
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize("required", [True, False])
def test_others_work_without_one(cast: Cast, client, required):
    with override_settings(TANTAM_SECOND_FACTOR_REQUIRED=required):
        for name in ("hoa", "binh") if required else ("hoa", "lan", "quan"):
            client.logout()
            sign_in(client, name)

            assert client.get(reverse("account")).status_code == 200
