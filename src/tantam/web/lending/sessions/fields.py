"""Fields of money that came in or goes out: whole đồng, dots between thousands."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.core.law.dated import VND_MAX
from tantam.core.vietnamese import format_number, read_number

WORDS_MAX: Final = 25


class DongInput(forms.TextInput):
    """An amount as people write it; a whole number is shown with dots."""

    def format_value(self, value: Any) -> str | None:
        """Write whole numbers with dots, and give back what was typed as it was."""
        return format_number(value) if isinstance(value, int) else super().format_value(value)


class DongField(forms.Field):
    """An amount in đồng, never below zero; empty is none."""

    default_error_messages = {
        "invalid": _("Cần số tiền tròn đồng, ví dụ 358.000."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", DongInput(attrs={"class": "num", "inputmode": "numeric", "autocomplete": "off", "maxlength": 25})
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        """Read an amount; dots stand between thousands.

        :raises ValidationError: if it is none.
        """
        if value in self.empty_values:
            return None
        found = read_number(str(value)[:WORDS_MAX], decimal_mark=",").value
        if found is None or found != found.to_integral_value() or not 0 <= found <= VND_MAX:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(found)
