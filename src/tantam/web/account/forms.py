"""Allauth's forms in our words: what they check is allauth's, what they say is ours."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CODE_HINT = gettext_lazy("6 chữ số đang hiện trong ứng dụng xác thực.")
_CODE_OR_RECOVERY_HINT = gettext_lazy("6 chữ số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng.")


def _say(
    form: forms.BaseForm, name: str, label: "str | _StrPromise", help_text: "str | _StrPromise" = "", **attrs: str
) -> None:
    """Give a field its label and hint; placeholders go, because they vanish when they are needed."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def _say_code(form: forms.BaseForm, label: "str | _StrPromise", help_text: "str | _StrPromise") -> None:
    _say(form, "code", label, help_text, autocapitalize="none", spellcheck="false", **{"class": "short"})
    form.fields["code"].widget.attrs["autofocus"] = True


def _without_spaces(code: str) -> str:
    """Return a code as it was meant: apps and papers show codes in groups."""
    return "".join(code.split())


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            "login",
            gettext_lazy("Tên đăng nhập"),
            autocapitalize="none",
            autocorrect="off",
            spellcheck="false",
        )
        _say(self, "password", gettext_lazy("Mật khẩu"))


class ChangePasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]
    """The password now, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", gettext_lazy("Mật khẩu hiện tại"))
        _say(
            self,
            "password1",
            gettext_lazy("Mật khẩu mới"),
            gettext_lazy(
                "Ít nhất 10 ký tự; không giống tên của bạn, không phải mật khẩu quá phổ biến. "
                "Một câu ngắn dễ nhớ là tốt."
            ),
        )
        _say(self, "password2", gettext_lazy("Nhập lại mật khẩu mới"))

    def clean(self) -> dict[str, Any]:
        """Check that both entries are one."""
        cleaned: dict[str, Any] = super(account_forms.PasswordVerificationMixin, self).clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại."))
        return cleaned


class ConfirmPasswordForm(account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", gettext_lazy("Mật khẩu"))


class _CodeWithoutSpaces:
    """Takes a code as people copy it, with spaces between groups."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Take the spaces out before the code is checked."""
        self.cleaned_data["code"] = _without_spaces(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class SecondFactorForm(_CodeWithoutSpaces, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, gettext_lazy("Mã xác thực"), _CODE_OR_RECOVERY_HINT)


class ConfirmSecondFactorForm(_CodeWithoutSpaces, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, gettext_lazy("Mã xác thực"), _CODE_OR_RECOVERY_HINT)


class SetUpAppForm(_CodeWithoutSpaces, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a newly set up app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, gettext_lazy("Mã xác thực"), _CODE_HINT)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    @property
    def secret_in_groups(self) -> str:
        """Return the secret as it is typed by hand: in groups of four."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class AddKeyForm(webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new security key, and what the browser got from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            "name",
            gettext_lazy("Tên khóa"),
            gettext_lazy("Để phân biệt khi có nhiều khóa, ví dụ: khóa ở cơ quan."),
        )

    def clean_name(self) -> str:
        """Return the name, of a length that lists can show."""
        name: str = super().clean_name()
        return name.strip()[:100]


class RenameKeyForm(webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "name", gettext_lazy("Tên khóa"))

    def clean_name(self) -> str:
        """Return the name.

        :raises ValidationError: if nothing is left of it.
        """
        name: str = self.cleaned_data["name"].strip()[:100]
        if not name:
            raise ValidationError(_("Cần một tên."))
        return name
