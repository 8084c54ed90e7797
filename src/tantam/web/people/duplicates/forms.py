"""The form that takes two persons for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.people.queries.duplicates import PairPage


class MergeForm(forms.Form):
    """Which of the two is kept, and why they are one."""

    kept = forms.TypedChoiceField(
        label=_("Giữ lại dòng nào"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Dòng kia được gộp vào dòng này; thông tin còn thiếu được lấy sang."),
    )
    reason = forms.CharField(
        label=_("Căn cứ để gộp"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: đã đối chiếu sổ hộ và hỏi trưởng thôn"),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, pair: PairPage, **rest: Any) -> None:
        super().__init__(*args, **rest)
        kept = self.fields["kept"]
        assert isinstance(kept, forms.ChoiceField)
        kept.choices = [
            (side.id, f"{side.full_name}, {side.birth or '–'}, {side.household_code or '–'}")
            for side in (pair.first, pair.second)
        ]
