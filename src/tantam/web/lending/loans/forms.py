"""Forms of loans: from which day one looks, what was paid, why something is taken back."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tantam.core.loans.events import Towards
from tantam.lending.commands.looking import REASON_MAX as HANDED_OUT_REASON_MAX
from tantam.lending.commands.looking import REASON_MIN
from tantam.lending.parts.reversing import REASON_MAX
from tantam.web.fields import BoundedDateField
from tantam.web.programmes.fact_fields import amount_field, amount_kind, read_known

TOWARDS: Final = (
    (Towards.ANYTHING.value, _("Theo thứ tự: lãi trước, gốc sau; nợ quá hạn thì gốc quá hạn trước")),
    (Towards.INTEREST.value, _("Chỉ thu lãi")),
    (Towards.PRINCIPAL.value, _("Chỉ thu nợ gốc")),
)


class Sight(forms.Form):
    """As of which day a loan is looked at, by what was known when another day ended; the names stand in addresses."""

    ngay = BoundedDateField(label=_("Tính đến ngày"), required=False)
    biet_den = BoundedDateField(label=_("Theo những gì đã ghi đến hết ngày"), required=False)


class Amount(forms.Form):
    """An amount of money over the counter of the office, in đồng once it is read: `amount_vnd`."""

    amount_label: Any = _("Số tiền")

    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["amount"] = amount_field(str(self.amount_label))
        self.fields["amount"].required = True
        self.order_fields(self.field_order)
        self.amount_vnd = 0

    def clean(self) -> dict[str, Any]:
        """Read the amount; where it has two meanings, ask which."""
        values: dict[str, Any] = super().clean() or {}
        try:
            self.amount_vnd = read_known(self, "amount", amount_kind()) or 0
        except ValidationError as problem:
            self.add_error("amount", problem)
        else:
            if not self.amount_vnd and "amount" not in self.errors:
                self.add_error("amount", gettext("Cần số tiền lớn hơn 0."))
        return values


class PaidOut(Amount):
    """What a borrower is given at the office."""

    amount_label = _("Số tiền giải ngân lần này")


class Payment(Amount):
    """What a borrower pays at the office."""

    amount_label = _("Số tiền nộp")
    field_order = ("amount", "towards", "on")

    towards = forms.ChoiceField(
        label=_("Thu vào"), choices=TOWARDS, widget=forms.RadioSelect, initial=Towards.ANYTHING.value
    )
    on = BoundedDateField(
        label=_("Ngày nộp"), help_text=_("Để ngày hôm nay, trừ khi ghi lại một lần nộp của ngày trước.")
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.today = today

    def clean_on(self) -> date:
        """Refuse a day that is not here yet."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(gettext("Ngày nộp không thể sau hôm nay."))
        return day


class Reversal(forms.Form):
    """Why an event is taken back."""

    reason = forms.CharField(
        label=_("Lý do đảo"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nêu điều đã ghi sai. Lý do ở lại trên khoản vay và trong sổ."),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class HandOut(forms.Form):
    """Why a list of loans leaves as a file."""

    reason = forms.CharField(
        label=_("Lý do xuất danh sách"),
        min_length=REASON_MIN,
        max_length=HANDED_OUT_REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Từ 10 ký tự trở lên; lý do và số khoản vay được ghi vào nhật ký"),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)
