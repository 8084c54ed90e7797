"""Form fields that read Vietnamese writing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class VietnameseDateField(forms.DateField):
    """A day written dd/mm/yyyy; the ISO form that programs send is read too. Nothing is guessed."""

    default_error_messages = {
        "invalid": _("Ngày không đúng. Hãy ghi ngày/tháng/năm, ví dụ 07/08/2025."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", DATE_FORMATS)
        options.setdefault(
            "widget",
            forms.DateInput(format="%d/%m/%Y", attrs={"class": "date", "inputmode": "numeric", "autocomplete": "off"}),
        )
        super().__init__(**options)
