"""Journey 8, first half: signing in, the second factor, roles, scope, language, and pages that say no."""

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from tantam.access.models import Membership, User
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.site.urls import urlpatterns as addresses
from tantam.web import health
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
NEW_PASSWORD = "câu mới dễ nhớ 2026"
AT = "2026-11-22T05:00:00Z"


@pytest.fixture(autouse=True)
def _fresh_limits_and_a_fixed_clock():
    cache.clear()
    with time_machine.travel(AT, tick=False):
        yield


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


def words(response: HttpResponse) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# Password


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


# Demo


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


# Second factor


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


# Roles and scope


def test_the_role_one_works_in_is_switched_in_the_top_bar(cast: Cast, client):
    other = Membership.objects.create(
        user=cast.people["hoa"], unit=cast.units["STC"], role="APPROVER", starts_on=date(2025, 7, 1)
    )
    client.force_login(cast.people["hoa"])

    answer = client.post(reverse("switch-membership"), {"membership": other.pk, "next": "/tai-khoan/"})

    assert answer["Location"] == "/tai-khoan/"
    shell = client.get("/tai-khoan/").context["shell"]
    assert (shell.current_membership.id, shell.current_membership.unit) == (other.pk, "Sở Tài chính")
    assert len(shell.memberships) == 2


def test_after_the_switch_one_is_not_left_on_a_page_that_the_role_may_not_open(cast: Cast, client):
    quan = cast.people["quan"]
    own = Membership.objects.get(user=quan)
    other = Membership.objects.create(user=quan, unit=cast.units["STC"], role="REPORTER", starts_on=date(2025, 7, 1))
    client.force_login(quan)

    away = client.post(reverse("switch-membership"), {"membership": other.pk, "next": "/quan-tri/access/user/"})
    back = client.post(reverse("switch-membership"), {"membership": own.pk, "next": "/quan-tri/access/user/?q=a"})

    assert away["Location"] == "/"
    assert back["Location"] == "/quan-tri/access/user/?q=a"


@pytest.mark.parametrize("target", ["https://example.invalid/", "//example.invalid/", "javascript:alert(1)"])
def test_the_switch_never_leads_to_another_site(cast: Cast, client, target):
    client.force_login(cast.people["hoa"])
    own = Membership.objects.get(user=cast.people["hoa"])

    assert client.post(reverse("switch-membership"), {"membership": own.pk, "next": target})["Location"] == "/"


@pytest.mark.parametrize("chosen", ["neighbour", "ended", "", "x", "-1", "9" * 40])
def test_a_role_that_one_does_not_hold_today_does_not_exist(cast: Cast, client, chosen):
    hoa = cast.people["hoa"]
    ended = Membership.objects.create(
        user=hoa,
        unit=cast.units["STC"],
        role="APPROVER",
        starts_on=date(2025, 7, 1),
        ends_before=date(2026, 11, 22),
    )
    ids = {"neighbour": str(Membership.objects.get(user=cast.people["tam"]).pk), "ended": str(ended.pk)}
    client.force_login(hoa)

    answer = client.post(reverse("switch-membership"), {"membership": ids.get(chosen, chosen)})

    assert answer.status_code == 404
    assert client.get("/tai-khoan/").context["shell"].current_membership.unit == "Ba Tơ"


def test_a_role_ends_on_its_day_in_the_middle_of_a_session(cast: Cast, client):
    client.force_login(cast.people["quan"])
    assert client.get("/quan-tri/").status_code == 200

    Membership.objects.filter(user=cast.people["quan"]).update(ends_before=date(2026, 11, 22))

    assert client.get("/quan-tri/").status_code == 403


def test_a_person_without_a_role_is_told_what_to_do(cast: Cast, client):
    client.force_login(User.objects.create(username="moi", full_name="Nguyễn Văn Mới"))

    page = client.get("/")

    assert page.status_code == 200
    assert "Chưa có vai trò ở đơn vị nào" in words(page)
    assert page.context["shell"].rooms == []


def test_the_menu_holds_only_rooms_that_the_role_may_open(cast: Cast, client):
    for name in ("hoa", "minh", "lan", "binh", "dung", "quan"):
        client.force_login(cast.people[name])

        rooms = client.get("/tai-khoan/").context["shell"].rooms

        assert len(rooms) <= 7
        assert all(client.get(room.url).status_code == 200 for room in rooms), name


@pytest.mark.parametrize(("problem", "status"), [(OutOfScope("x"), 404), (NotAllowed("x"), 403)])
def test_a_refusal_that_a_view_lets_through_becomes_the_page_that_says_so(cast: Cast, client, problem, status):
    with override_settings(ROOT_URLCONF=f"{__name__}"):
        client.force_login(cast.people["hoa"])
        global _problem  # noqa: PLW0603 - the view below raises it
        _problem = problem

        answer = client.get("/tu-choi/")

    assert answer.status_code == status


_problem: Exception = OutOfScope()


def refuse(_request: HttpRequest) -> HttpResponse:
    raise _problem


urlpatterns = [*addresses, path("tu-choi/", refuse)]


# Language


def test_the_screens_are_vietnamese_whatever_the_browser_asks_for(db, client):
    page = client.get(reverse("account_login"), headers={"accept-language": "en-US,en;q=0.9"})

    assert '<html lang="vi">' in page.content.decode()
    assert page["Content-Language"] == "vi"


def test_the_choice_of_language_is_kept_for_the_person(cast: Cast, client):
    client.force_login(cast.people["hoa"])

    answer = client.post(reverse("set_language"), {"language": "en", "next": "/tai-khoan/"})

    assert answer["Location"] == "/tai-khoan/"
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(username="hoa"))
    assert '<html lang="en">' in elsewhere.get("/tai-khoan/").content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.command, entry.details["arguments"]) == ("access.choose_language", {"language": "en"})


def test_before_signing_in_the_choice_is_kept_in_the_browser(db, client):
    client.post(reverse("set_language"), {"language": "en"})

    assert '<html lang="en">' in client.get(reverse("account_login")).content.decode()


def test_a_language_that_does_not_exist_changes_nothing(cast: Cast, client):
    client.force_login(cast.people["hoa"])

    client.post(reverse("set_language"), {"language": "xx"})

    assert '<html lang="vi">' in client.get("/tai-khoan/").content.decode()
    assert not AuditEntry.objects.exists()


# What pages say

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


# Pages that say no, and the headers of all


@override_settings(DEBUG=False)
def test_error_pages_are_in_vietnamese_and_say_what_to_do(cast: Cast, client):
    client.force_login(cast.people["hoa"])

    missing = client.get("/khong-co/")
    forbidden = client.get("/quan-tri/")

    assert (missing.status_code, forbidden.status_code) == (404, 403)
    assert "Không tìm thấy trang" in words(missing)
    assert "Không có quyền xem trang này" in words(forbidden)


def test_a_form_from_an_old_page_is_refused_with_what_to_do(db):
    client = Client(enforce_csrf_checks=True)

    answer = sign_in(client, "hoa")

    assert answer.status_code == 403
    assert "Phiên làm việc đã hết" in words(answer)


@override_settings(ALLOWED_HOSTS=["tantam.example"])
def test_a_request_that_cannot_be_read_is_refused_with_what_to_do(db, client):
    answer = client.get("/dang-nhap/")

    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in words(answer)


def test_a_fault_of_ours_is_owned_up_to_without_details(cast: Cast, client):
    client.raise_request_exception = False
    global _problem  # noqa: PLW0603 - the view raises it
    _problem = RuntimeError("bí mật của máy chủ")

    with override_settings(ROOT_URLCONF=f"{__name__}"):
        answer = client.get("/tu-choi/")

    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in words(answer)
    assert "bí mật" not in words(answer)


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


# Health


@pytest.mark.parametrize("address", ["/suc-khoe/", "/health"])
def test_the_health_address_says_ok_and_nothing_else(db, client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.json()) == (200, {"ok": True, "database": True, "migrations": True})


def test_the_health_address_tells_when_the_database_is_gone(db, client, monkeypatch):
    monkeypatch.setattr(health, "database_answers", lambda: False)

    answer = client.get("/health")

    assert (answer.status_code, answer.json()["ok"]) == (503, False)


def test_the_health_address_tells_when_tables_are_of_another_version(db, client, monkeypatch):
    monkeypatch.setattr(health, "_seen_applied", set())
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("one", False)])

    answer = client.get("/health")

    assert (answer.status_code, answer.json()["migrations"]) == (503, False)
