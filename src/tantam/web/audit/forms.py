"""What an auditor looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.base.queries import EntryFilter
from tantam.web.fields import VietnameseDateField


class Filters(forms.Form):
    """The filters stand in the address, so that a view can be shared."""

    actor = forms.CharField(label=_("Người làm"), required=False, max_length=200)
    command = forms.ChoiceField(label=_("Việc"), required=False)
    subject = forms.CharField(label=_("Đối tượng"), required=False, max_length=100)
    from_date = VietnameseDateField(label=_("Từ ngày"), required=False)
    to_date = VietnameseDateField(label=_("Đến ngày"), required=False)

    def __init__(self, *args: Any, commands: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["command"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Mọi việc")), *((name, name) for name in commands)]

    def wanted(self, *, unit_codes: frozenset[str] | None) -> EntryFilter:
        """Return the filter that was asked for; fields that cannot be read do not narrow."""
        given = self.cleaned_data
        return EntryFilter(
            actor=given.get("actor") or "",
            command=given.get("command") or "",
            subject=given.get("subject") or "",
            from_date=given.get("from_date"),
            to_date=given.get("to_date"),
            unit_codes=unit_codes,
        )
