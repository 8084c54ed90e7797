"""How allauth works in this house: nobody signs up, texts are ours, secrets are stored sealed."""

import base64
import hashlib
from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.access.queries import must_have_second_factor

_WRONG_CODE = gettext_lazy("Mã không đúng. Hãy xem lại mã đang hiện trong ứng dụng rồi nhập lại.")
_TOO_MANY = gettext_lazy("Đã thử quá nhiều lần. Hãy đợi năm phút rồi thử lại.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in for people whom the administrator knows."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Tài khoản này đang bị khóa."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại không đúng. Hãy nhập lại."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": gettext_lazy("Mật khẩu không đúng. Hãy nhập lại."),
        "invalid_login": gettext_lazy("Không đăng nhập được. Hãy thử lại."),
        "rate_limited": _TOO_MANY,
        "too_many_login_attempts": _TOO_MANY,
        "username_password_mismatch": gettext_lazy(
            "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra lại, để ý phím Caps Lock và bộ gõ tiếng Việt."
        ),
    }
    _ways = {
        "reauthenticate": gettext_lazy("Dùng mật khẩu"),
        "mfa_reauthenticate": gettext_lazy("Dùng mã của ứng dụng hoặc mã dự phòng"),
        "mfa_reauthenticate:webauthn": gettext_lazy("Dùng khóa bảo mật"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's form
        """Tell that nobody signs up: the administrator adds people."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to confirm who one is, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": self._ways.get(way["id"], way["description"])} for way in ways]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's form
        """Return where to go once the password is changed."""
        return reverse("account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's form
        """Return where to go once signed out."""
        return reverse("account_login")


@cache
def _seal(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: kept sealed, and not taken away from those who must have one."""

    error_messages = {
        "add_email_blocked": gettext_lazy("Tài khoản có xác thực hai bước không thêm được địa chỉ thư."),
        "cannot_delete_authenticator": gettext_lazy(
            "Vai trò của bạn cần xác thực hai bước. Hãy thêm một cách khác trước khi tắt cách này."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Cần bật ứng dụng xác thực hoặc thêm khóa bảo mật trước khi tạo mã dự phòng."
        ),
        "incorrect_code": _WRONG_CODE,
        "unverified_email": gettext_lazy("Cần xác nhận địa chỉ thư trước khi bật xác thực hai bước."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Return the name under which the app on the phone lists this account."""
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as a drawing that stands in the page itself: pictures in `data:` are refused."""
        drawing: str = super().build_totp_svg(url)
        return drawing[drawing.index("<svg") :]

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return _seal(settings.TANTAM_SECOND_FACTOR_KEY).encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return _seal(settings.TANTAM_SECOND_FACTOR_KEY).decrypt(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Tell whether a second factor may go: not the last one where the role must have one."""
        if not settings.TANTAM_SECOND_FACTOR_REQUIRED:
            return True
        user = authenticator.user
        others = [kind for kind in ("totp", "webauthn") if kind != authenticator.type]
        return is_mfa_enabled(user, others) or not must_have_second_factor(user_id=user.pk, on=timezone.localdate())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002, ARG002 - allauth's form
        """Return the name offered for a new key."""
        return _("Khóa bảo mật")

    def _get_site_name(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)
