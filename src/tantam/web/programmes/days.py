"""The day that a page of the law is seen from, chosen in its address."""

from datetime import date

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tantam.web.fields import BoundedDateField


class LawDayField(BoundedDateField):
    """A day that the law can be asked for."""

    def __init__(self, **options: object) -> None:
        options.setdefault("label", _("Xem vào ngày"))
        super().__init__(**options)


class DayForm(forms.Form):
    """Which day the law is seen from; the name stands in addresses."""

    ngay = LawDayField(required=False)


def day_of(request: HttpRequest) -> tuple[DayForm, date, bool]:
    """Return the form of the day, the day to show, and whether the address chose it.

    A day that cannot be read is said beside the field, and today is shown.
    """
    today = timezone.localdate()
    form = DayForm(request.GET if request.GET.get("ngay") else {"ngay": f"{today:%d/%m/%Y}"})
    on = form.cleaned_data["ngay"] if form.is_valid() else None
    return form, on or today, on is not None and on != today


def day_or_today(text: str | None) -> date:
    """Return the day that was sent if it can be read, else today."""
    form = DayForm({"ngay": text or ""})
    found: date | None = form.cleaned_data["ngay"] if form.is_valid() else None
    return found or timezone.localdate()
