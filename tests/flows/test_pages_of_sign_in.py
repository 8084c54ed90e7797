"""Every page of signing in and of the second factor: in Vietnamese only, and nothing inline."""

import base64
import hashlib
import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tantam.access.models import User
from tests.support.cast import Cast
from tests.support.signing_in import confirm, set_up_app, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]

ENGLISH = re.compile(
    r"\b(the|you|your|please|sign|login|log|code|codes|key|keys|password|username|authenticator|recovery|"
    r"security|activate|deactivate|confirm|submit|cancel|add|remove|edit|this|field|required|enter|forgot|"
    r"unused|generate|download|account|factor|not)\b",
    re.IGNORECASE,
)
# Words that are the same in both languages, or the name of the other one.
SAME = {"English", "Tận Tâm", "TOTP", "USB", "QR", "PIN", "JavaScript", "Caps Lock", "cookie"}


def english_in(response: HttpResponse) -> list[str]:
    """Return English words in what a page says, shows on hover or reads aloud."""
    text = response.content.decode()
    shown = re.sub(r"<script[^>]*application/json.*?</script>", " ", text, flags=re.DOTALL)
    aloud = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', shown)
    said = " ".join([re.sub(r"<[^>]+>", " ", shown), *aloud])
    for word in SAME:
        said = said.replace(word, " ")
    return ENGLISH.findall(said)


@pytest.fixture
def every_page(cast: Cast, client) -> dict[str, HttpResponse]:
    """Return every page of signing in and of the second factor, fresh and after a mistake."""
    pages = {"login": client.get(reverse("account_login"))}
    pages["login, empty"] = client.post(reverse("account_login"), {})
    pages["login, wrong"] = sign_in(client, "hoa", "sai")
    pages["inactive"] = client.get(reverse("account_inactive"))
    sign_in(client, "hoa")
    for name in ("account", "account_change_password", "account_logout", "account_reauthenticate", "mfa_index"):
        pages[name] = client.get(reverse(name))
    pages["confirm, wrong"] = client.post(reverse("account_reauthenticate"), {"password": "sai"})
    confirm(client)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"):
        pages[name] = client.get(reverse(name))
    pages["app, wrong"] = client.post(reverse("mfa_activate_totp"), {"code": "1"})
    pages["app, empty"] = client.post(reverse("mfa_activate_totp"), {})
    pages["key, empty"] = client.post(reverse("mfa_add_webauthn"), {})
    set_up_app(client)
    key = add_key(cast.people["hoa"])
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        pages[name] = client.get(reverse(name))
    pages["codes to download"] = client.get(reverse("mfa_download_recovery_codes"))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        pages[name] = client.get(reverse(name, kwargs={"pk": key}))
    for name in ("mfa_index", "mfa_list_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"):
        pages[f"{name}, all set up"] = client.get(reverse(name))
    client.post(reverse("account_logout"))
    sign_in(client, "hoa")
    pages["mfa_authenticate"] = client.get(reverse("mfa_authenticate"))
    pages["second step, wrong"] = client.post(reverse("mfa_authenticate"), {"code": "1"})
    return pages


def add_key(person: User) -> int:
    """Write down a security key; its cryptography is tested in the browser."""
    from allauth.mfa.models import Authenticator

    credential = {
        "type": "public-key",
        "id": "AAAAAAAAAAAAAAAAAAAAAA",
        "rawId": "AAAAAAAAAAAAAAAAAAAAAA",
        "response": {"clientDataJSON": CLIENT_DATA, "attestationObject": ATTESTATION},
        "clientExtensionResults": {},
    }
    row = Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Khóa ở cơ quan", "credential": credential}
    )
    return row.pk


def _attestation() -> str:
    from fido2.cose import ES256
    from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

    public = ES256({1: 2, 3: -7, -1: 1, -2: b"\x01" * 32, -3: b"\x02" * 32})
    credential = AttestedCredentialData.create(b"\x00" * 16, b"\x00" * 16, public)
    authenticator = AuthenticatorData.create(
        hashlib.sha256(b"testserver").digest(), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, credential
    )
    made = AttestationObject.create("none", authenticator, {})
    return base64.urlsafe_b64encode(bytes(made)).decode().rstrip("=")


ATTESTATION = _attestation()
CLIENT_DATA = base64.urlsafe_b64encode(
    b'{"type": "webauthn.create", "challenge": "AAAA", "origin": "https://testserver"}'
).decode()


def test_no_page_of_signing_in_or_of_the_second_factor_speaks_english(every_page):
    assert {name: page.status_code for name, page in every_page.items() if page.status_code != 200} == {}
    assert {name: found for name, page in every_page.items() if (found := english_in(page))} == {}


def test_no_page_has_an_inline_script_style_or_picture(every_page):
    for name, page in every_page.items():
        text = page.content.decode()
        scripts = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text)
        assert not scripts, name
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|src=\"data:", text), name
