"""Forms of the annex journey."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.web.fields import VietnameseDateField


class Upload(forms.Form):
    """Which file is the annex."""

    file = forms.FileField(
        label=_("Tệp phụ lục"),
        help_text=_("Tệp .txt, .pdf, .docx hoặc .xlsx, không quá 20 MB. Tệp chỉ được đọc, chưa thay đổi gì."),
        widget=forms.FileInput(attrs={"accept": ".txt,.pdf,.docx,.xlsx"}),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class Import(forms.Form):
    """What the plan is called."""

    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=60,
        help_text=_("Ví dụ: 17/KH-UBND"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    issued_on = VietnameseDateField(label=_("Ngày ban hành"), help_text=_("Ngày/tháng/năm, ví dụ 07/08/2025"))
    title = forms.CharField(label=_("Tên kế hoạch"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    request_key = forms.CharField(widget=forms.HiddenInput)


class MapName(forms.Form):
    """What a name means."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=300)
    meaning = forms.ChoiceField(
        label=_("Tên này chỉ"),
        widget=forms.RadioSelect,
        choices=[
            ("UNIT", _("Một đơn vị")),
            ("SET", _("Tất cả đơn vị cùng loại")),
            ("CHOICE", _("Nhiều đơn vị, điều phối chọn cho từng nhiệm vụ")),
        ],
    )
    unit_code = forms.ChoiceField(label=_("Đơn vị"), required=False, help_text=_("Khi tên chỉ một đơn vị."))
    kind = forms.ChoiceField(label=_("Loại đơn vị"), required=False, help_text=_("Khi tên chỉ mọi đơn vị cùng loại."))
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[str, Any]], kinds: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        unit_field, kind_field = self.fields["unit_code"], self.fields["kind"]
        assert isinstance(unit_field, forms.ChoiceField)
        assert isinstance(kind_field, forms.ChoiceField)
        unit_field.choices = [("", _("Chọn đơn vị")), *units]
        kind_field.choices = [("", _("Chọn loại đơn vị")), *kinds]

    def clean(self) -> dict[str, Any]:
        """Ask for the unit or the kind that the meaning needs."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("meaning") == "UNIT" and not values.get("unit_code"):
            self.add_error("unit_code", _("Hãy chọn đơn vị."))
        if values.get("meaning") == "SET" and not values.get("kind"):
            self.add_error("kind", _("Hãy chọn loại đơn vị."))
        return values
