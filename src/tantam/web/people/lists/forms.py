"""Forms of official lists."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tantam.core.lists.fields import NAME_FIELDS, ListField
from tantam.exchange.beneficiary_lists import field_name
from tantam.people.queries.lists import list_kinds
from tantam.web.fields import VietnameseDateField

YEARS = (2021, 2100)


def _kinds() -> list[tuple[str, str]]:
    return [(code, capfirst(words)) for code, words in list_kinds()]


class Upload(forms.Form):
    """Which file, of what kind, for which year, from which day."""

    kind = forms.ChoiceField(
        label=_("Loại danh sách"),
        widget=forms.RadioSelect,
        choices=_kinds,
        help_text=_("Danh sách hằng năm thay toàn bộ: hộ không còn trong danh sách là hộ ra khỏi diện."),
    )
    year = forms.IntegerField(
        label=_("Năm"),
        min_value=YEARS[0],
        max_value=YEARS[1],
        help_text=_("Năm mà danh sách dùng để xét chính sách."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    effective_on = VietnameseDateField(
        label=_("Ngày có hiệu lực"),
        help_text=_("Danh sách hằng năm: ngày 1 tháng 1. Bổ sung, đưa ra: ngày ghi trong quyết định."),
    )
    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Tệp .xlsx, .xls hoặc .csv; mỗi người hoặc mỗi hộ một hàng. Tệp được lưu ở dạng mã hóa."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class Columns(forms.Form):
    """What each column means."""

    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        headers: Sequence[str],
        guessed: Mapping[int, ListField],
        unsure: Collection[int],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        choices = [("", gettext("Không dùng cột này")), *((one.value, field_name(one.value)) for one in ListField)]
        self.unsure = [place for place in range(len(headers)) if place in unsure]
        self.sure = [place for place in range(len(headers)) if place not in unsure and headers[place].strip()]
        for place in (*self.unsure, *self.sure):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=headers[place] or gettext("Cột %(number)d") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=guessed[place].value if place in guessed else "",
            )

    def unsure_fields(self) -> list[Any]:
        """Return the fields that somebody should look at."""
        return [self[f"column-{place}"] for place in self.unsure]

    def sure_fields(self) -> list[Any]:
        """Return the fields whose headers say clearly what they are."""
        return [self[f"column-{place}"] for place in self.sure]

    def chosen(self) -> dict[int, ListField]:
        """Return the chosen meaning of each column that is used."""
        return {
            place: ListField(self.cleaned_data[f"column-{place}"])
            for place in sorted((*self.unsure, *self.sure))
            if self.cleaned_data.get(f"column-{place}")
        }

    def clean(self) -> dict[str, Any]:
        """Let a meaning be given once, and ask for a name."""
        values: dict[str, Any] = super().clean() or {}
        given = [value for key, value in values.items() if key.startswith("column-") and value]
        for value in sorted({value for value in given if given.count(value) > 1}):
            raise forms.ValidationError(
                gettext("Hai cột cùng được chọn là “%(name)s”. Hãy giữ một.") % {"name": field_name(value)}
            )
        if not {ListField(value) for value in given} & NAME_FIELDS:
            raise forms.ValidationError(gettext("Hãy chọn cột họ và tên."))
        return values


class Approve(forms.Form):
    """The decision that approves a list."""

    number = forms.IntegerField(
        label=_("Số quyết định"), min_value=1, max_value=99_999, widget=forms.NumberInput(attrs={"class": "short"})
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=30, widget=forms.TextInput(attrs={"class": "short"}))
    signed_on = VietnameseDateField(label=_("Ngày ký"), help_text=_("Ngày/tháng/năm, ví dụ 15/12/2026"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    signer_title = forms.CharField(label=_("Chức vụ"), max_length=100)
    reading = forms.IntegerField(widget=forms.HiddenInput)  # which reading of the list was looked at
    request_key = forms.CharField(widget=forms.HiddenInput)


class GiveBack(forms.Form):
    """Why a list is returned."""

    reason = forms.CharField(
        label=_("Lý do trả lại"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cán bộ lập danh sách đọc câu này và gửi tệp đã sửa."),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)
