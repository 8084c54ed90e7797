"""Forms of establishments."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tantam.people.parts.establishments import EstablishmentFields, RepresentativeFields
from tantam.people.queries.establishments import list_kinds
from tantam.web.carrying_out import KeyedForm
from tantam.web.fields import VietnameseDateField
from tantam.web.groups.forms import Choices, choose


class ChangeForm(KeyedForm):
    """What is written down about an establishment."""

    kind = forms.ChoiceField(label=_("Loại hình"))
    name = forms.CharField(label=_("Tên cơ sở"), max_length=200)
    registration = forms.CharField(
        label=_("Mã số doanh nghiệp hoặc số giấy đăng ký"),
        max_length=30,
        required=False,
        help_text=_(
            "Doanh nghiệp, hợp tác xã: 10 chữ số. Hộ kinh doanh: số giấy chứng nhận, không ghi số căn cước của chủ hộ"
        ),
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=200)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "kind", [(code, capfirst(words)) for code, words in list_kinds()])
        self.fields["registration"].widget.attrs["autocomplete"] = "off"

    def establishment(self) -> EstablishmentFields:
        """Return what was typed about the establishment."""
        typed = self.cleaned_data
        return EstablishmentFields(typed["kind"], typed["name"], typed["address"], typed["registration"])


class RepresentativeForm(KeyedForm):
    """Who acts for an establishment: somebody of the register by the number of the card, or only a name."""

    identity = forms.CharField(
        label=_("Số căn cước của người đại diện, nếu có trong sổ hộ"),
        max_length=20,
        required=False,
        help_text=_("12 chữ số; để trống nếu người ấy không có trong sổ"),
    )
    representative = forms.CharField(
        label=_("Họ và tên người đại diện"),
        max_length=150,
        required=False,
        help_text=_("Chỉ cần khi không ghi số căn cước"),
    )
    position = forms.CharField(label=_("Chức danh"), max_length=100, help_text=_("Ví dụ Giám đốc, Chủ hộ kinh doanh"))
    since = VietnameseDateField(label=_("Đại diện từ ngày"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["identity"].widget.attrs.update(inputmode="numeric", autocomplete="off")

    def acts(self) -> RepresentativeFields:
        """Return who was typed."""
        typed = self.cleaned_data
        return RepresentativeFields(typed["identity"], typed["representative"], typed["position"])


class EstablishmentForm(ChangeForm, RepresentativeForm):
    """A new establishment: where it works, what it is, who acts for it."""

    commune = forms.TypedChoiceField(label=_("Xã, phường, đặc khu"), coerce=int)
    code = forms.CharField(
        label=_("Mã cơ sở"), max_length=30, required=False, help_text=_("Để trống để hệ thống cấp mã tiếp theo của xã")
    )

    field_order = ("commune", "kind", "name", "registration", "address", "code")

    def __init__(self, *args: Any, communes: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "commune", communes, empty=None if len(communes) == 1 else "–")


class CloseForm(KeyedForm):
    """Since when an establishment works no longer, and why."""

    closed_on = VietnameseDateField(label=_("Ngừng hoạt động từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ giải thể, chuyển đi nơi khác"))
