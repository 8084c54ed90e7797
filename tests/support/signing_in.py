"""Signing in as people do it, by the form and an authenticator app, and past all that."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client
from django.urls import reverse

from tests.support.cast import Cast

PASSWORD = "mat-khau-thu-nghiem"


def signed_in_as(cast: Cast, name: str) -> Client:
    """Return a browser of somebody of the cast who is signed in, past the form."""
    client = Client()
    client.force_login(cast.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def confirm(client: Client) -> None:
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/"})
    assert answer.status_code == 302


def code_of(secret: str, *, at: float | None = None) -> str:
    """Compute the code that an authenticator app shows (RFC 6238), from the secret as it is typed by hand."""
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, struct.pack(">Q", int(at or time.time()) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def set_up_app(client: Client) -> str:
    """Set up an authenticator app for whoever is signed in; return its secret."""
    confirm(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="secret"[^>]*>([A-Z2-7 ]+)<', page).group(1)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret
