"""The headers and cookies that protect every answer."""

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from tests.support.cast import Cast
from tests.support.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


@pytest.mark.parametrize("address", ["/dang-nhap/", "/", "/khong-co/", "/suc-khoe/", "/quan-tri/", "/tai-khoan/"])
@pytest.mark.parametrize("name", [None, "quan"])
def test_every_answer_has_the_headers_that_protect(cast: Cast, client, address, name):
    if name:
        client.force_login(cast.people[name])

    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000)
def test_behind_https_browsers_are_told_to_stay_there(db, client):
    assert client.get("/dang-nhap/").status_code == 301
    assert client.get("/dang-nhap/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast: Cast, client):
    client.get(reverse("account_login"))
    sign_in(client, "hoa")
    client.post(reverse("set_language"), {"language": "vi"})

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""  # ends with the browser
