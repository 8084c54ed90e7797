"""Forms for setting a plan to work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.web.fields import VietnameseDateField

CYCLE_KINDS = [
    ("MONTH", _("Hằng tháng")),
    ("QUARTER", _("Hằng quý")),
    ("HALF_YEAR", _("6 tháng")),
    ("NINE_MONTHS", _("9 tháng")),
    ("YEAR", _("Hằng năm")),
]


class Choose(forms.Form):
    """Which units a phrase means."""

    units = forms.MultipleChoiceField(label=_("Đơn vị"), widget=forms.CheckboxSelectMultiple)
    everywhere = forms.BooleanField(
        label=_("Dùng lựa chọn này cho mọi nhiệm vụ có cùng cách ghi mà chưa chọn"),
        required=False,
        initial=True,
    )
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[str, Any]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = units


class Cycle(forms.Form):
    """Which periods regular tasks are reported in."""

    report_cycle = forms.MultipleChoiceField(
        label=_("Nhiệm vụ “thường xuyên” báo cáo"),
        widget=forms.CheckboxSelectMultiple,
        choices=CYCLE_KINDS,
        help_text=_("Áp dụng cho các kỳ mở từ nay về sau."),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class Milestone(forms.Form):
    """A milestone under a task."""

    title = forms.CharField(label=_("Tên mốc"), max_length=200, help_text=_("Ví dụ: Trình Hội đồng nhân dân xã"))
    due_on = VietnameseDateField(label=_("Hạn"), help_text=_("Ngày/tháng/năm; ngày này vẫn là đúng hạn"))
    request_key = forms.CharField(widget=forms.HiddenInput)
