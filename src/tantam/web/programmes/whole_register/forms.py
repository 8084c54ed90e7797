"""What the pages over the whole register are asked with."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.web.fields import VietnameseDateField


class Day(forms.Form):
    """A day of the address; an empty or wrong one is the day that was given."""

    ngay = VietnameseDateField(required=False)

    def chosen(self, otherwise: date) -> date:
        """Return the day."""
        return self.cleaned_data["ngay"] or otherwise if self.is_valid() else otherwise


class HandOut(forms.Form):
    """Why a list is handed out."""

    reason = forms.CharField(label=_("Lý do lấy danh sách"), max_length=300, strip=True)
    request_key = forms.CharField(widget=forms.HiddenInput)
