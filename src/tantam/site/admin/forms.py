"""Forms of the admin: labels in the words of the screens, and what must hold."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    BaseUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.access.models import Membership, User
from tantam.core.text import fold, name_key
from tantam.units.models import Commune, Unit, UnitName

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class CommuneForm(forms.ModelForm):  # type: ignore[type-arg]
    """A commune, ward or special zone."""

    class Meta:
        model = Commune
        fields = ["state_code", "name", "form", "former_district"]


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A unit; its folded name follows from its name."""

    class Meta:
        model = Unit
        fields = [
            "code",
            "name",
            "short_name",
            "kind",
            "parent",
            "commune",
            "order",
            "valid_from",
            "valid_to",
        ]
        help_texts = {
            "valid_to": gettext_lazy("Đơn vị đã giải thể hoặc sáp nhập: ghi ngày, không xóa."),
        }

    def clean(self) -> dict[str, Any] | None:
        """Fold the name for searching without accents."""
        cleaned = super().clean()
        self.instance.name_folded = fold(str((cleaned or {}).get("name") or ""))[:200]
        return cleaned


class UnitNameForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name found in papers; its key follows from the name."""

    class Meta:
        model = UnitName
        fields = ["text", "unit", "kind"]
        help_texts = {
            "kind": gettext_lazy(
                "Chọn đơn vị hoặc loại, không cả hai. Để trống cả hai: tập hợp chọn theo từng nhiệm vụ."
            ),
        }

    def clean(self) -> dict[str, Any] | None:
        """Check that the name is not mapped yet.

        :raises ValidationError: if another row has the same name, however it is written.
        """
        cleaned = super().clean()
        key = name_key(str((cleaned or {}).get("text") or ""))[:300]
        if UnitName.objects.filter(key=key).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Tên này đã có trong danh sách. Hãy sửa dòng đã có."))
        self.instance.key = key
        return cleaned


class _PersonForm:
    """What adding and changing a person have in common."""

    cleaned_data: dict[str, Any]
    instance: User

    def clean_username(self) -> str:
        """Return the name in small letters: people sign in however their phone writes it.

        :raises ValidationError: if somebody has that name already.
        """
        username = str(self.cleaned_data["username"]).lower()
        others = User.objects.filter(username__iexact=username)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."))
        return username


_PERSON_LABELS = {
    "username": gettext_lazy("Tên đăng nhập"),
    "full_name": gettext_lazy("Họ và tên"),
    "job_title": gettext_lazy("Chức vụ"),
    "email": gettext_lazy("Thư điện tử"),
    "language": gettext_lazy("Ngôn ngữ"),
    "is_active": gettext_lazy("Được đăng nhập"),
}


class _KeptPassword(ReadOnlyPasswordHashWidget):
    """Says that a password is kept, and leads to setting another; nothing of its hash is shown."""

    template_name = "web/account/password_kept.html"


class PersonForm(_PersonForm, UserChangeForm):  # type: ignore[type-arg]
    """A person who signs in."""

    password = ReadOnlyPasswordHashField(label=gettext_lazy("Mật khẩu"), widget=_KeptPassword)
    language = forms.ChoiceField(label=_PERSON_LABELS["language"], choices=LANGUAGES)

    class Meta:
        model = User
        fields = ["username", "password", "full_name", "job_title", "email", "language", "is_active"]
        labels = _PERSON_LABELS
        help_texts = {
            "is_active": gettext_lazy("Người đã nghỉ hoặc chuyển công tác: bỏ dấu này, không xóa."),
            "username": "",
        }


class NewPersonForm(_PersonForm, BaseUserCreationForm):  # type: ignore[type-arg]
    """A new person, with a first password to be changed by themselves."""

    language = forms.ChoiceField(label=_PERSON_LABELS["language"], choices=LANGUAGES)

    class Meta:
        model = User
        fields = ["username", "full_name", "job_title", "email", "language"]
        labels = _PERSON_LABELS
        help_texts = {"username": ""}


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    """A role for a unit, from a day on."""

    class Meta:
        model = Membership
        fields = ["user", "unit", "role", "starts_on", "ends_before"]
        labels = {
            "user": gettext_lazy("Người dùng"),
            "unit": gettext_lazy("Đơn vị"),
            "role": gettext_lazy("Vai trò"),
            "starts_on": gettext_lazy("Từ ngày"),
            "ends_before": gettext_lazy("Đến trước ngày"),
        }
        help_texts = {
            "ends_before": gettext_lazy("Khi thôi vai trò: ghi ngày, không xóa."),
        }
