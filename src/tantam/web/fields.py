"""Form fields that read Vietnamese writing."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)


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


class BoundedDateField(VietnameseDateField):
    """A day from 2000 to 2100: law and books are about no other, and there is always a day before it."""

    default_error_messages = {"range": _("Ngày phải từ 01/01/2000 đến 31/12/2100.")}

    def validate(self, value: date | None) -> None:
        """Refuse a day outside the bounds."""
        super().validate(value)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise forms.ValidationError(self.error_messages["range"], code="range")
