"""Forms of the book."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tantam.base.asked import Scope
from tantam.ledger.parts.entries import REASON_MAX, REASON_MIN, EntryLine
from tantam.ledger.parts.posting import DOCUMENT_MAX, REFERENCE_MAX
from tantam.ledger.queries.accounts import AccountName, list_accounts_of_chart, list_offices, list_sources
from tantam.ledger.queries.trial_balance import TrialFilter
from tantam.programmes.queries.law import list_programme_names
from tantam.web.fields import BoundedDateField
from tantam.web.programmes.fact_fields import amount_field, amount_kind, read_known

LINES: Final = 3
_ALL: Final = ("", _("Tất cả"))


class Days(forms.Form):
    """Which days of which office: the month so far where none is said, or what is said cannot be read."""

    from_date = BoundedDateField(label=_("Từ ngày"), required=False)
    to_date = BoundedDateField(label=_("Đến ngày"), required=False)
    office = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=int, empty_value=None)

    def __init__(self, asked: QueryDict, *, scope: Scope, today: date) -> None:
        given = asked.copy()
        if not given.get("from_date") and not given.get("to_date"):
            given["from_date"], given["to_date"] = f"{today.replace(day=1):%d/%m/%Y}", f"{today:%d/%m/%Y}"
        super().__init__(given)
        self.today = today
        offices = [(unit.id, unit.name) for unit in list_offices(scope=scope)]
        _choose(self, "office", [_ALL, *offices])
        self.is_valid()

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and last day: the month so far where none is said; never the wrong way round."""
        last = self.cleaned_data.get("to_date") or self.today
        first = self.cleaned_data.get("from_date") or last.replace(day=1)
        return min(first, last), max(first, last)

    @property
    def office_id(self) -> int | None:
        """Return the office that was asked for."""
        number: int | None = self.cleaned_data.get("office")
        return number


class TrialFilters(Days):
    """What of the books a trial balance is asked of."""

    account = forms.ChoiceField(label=_("Tài khoản"), required=False)
    source = forms.ChoiceField(label=_("Nguồn vốn"), required=False)
    programme = forms.ChoiceField(label=_("Chương trình"), required=False)
    by = forms.ChoiceField(
        label=_("Tính theo"),
        required=False,
        choices=[("", _("Ngày hạch toán")), ("gia-tri", _("Ngày giá trị, theo những gì đã biết"))],
    )
    known_on = BoundedDateField(label=_("Biết đến hết ngày"), required=False)

    def __init__(self, asked: QueryDict, *, scope: Scope, today: date) -> None:
        super().__init__(asked, scope=scope, today=today)
        accounts = [(one.code, one.words) for one in list_accounts_of_chart(day=today)]
        _choose(self, "account", [_ALL, *accounts])
        _choose(self, "source", [_ALL, *list_sources()])
        _choose(self, "programme", [_ALL, *list_programme_names()])
        self.full_clean()

    @property
    def wanted(self) -> TrialFilter:
        """Return what was asked for."""
        given = self.cleaned_data
        first, last = self.days
        return TrialFilter(
            from_day=first,
            to_day=last,
            office_id=self.office_id,
            code=given.get("account") or "",
            source=given.get("source") or "",
            programme=given.get("programme") or "",
            known_on=(given.get("known_on") or self.today) if given.get("by") else None,
        )


class Reversal(forms.Form):
    """By what paper and why a posting is taken back."""

    document = forms.CharField(label=_("Số chứng từ"), max_length=DOCUMENT_MAX)
    reason = forms.CharField(
        label=_("Lý do đảo"),
        min_length=REASON_MIN,
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nêu điều đã ghi sai. Người xác nhận đọc câu này, và nó ở lại trên sổ."),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class TurnDown(forms.Form):
    """Why an entry is not posted."""

    reason = forms.CharField(
        label=_("Lý do không ghi sổ"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 2})
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class ManualEntry(forms.Form):
    """An entry by hand: its paper, its day, and up to three lines."""

    office = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    document = forms.CharField(label=_("Số chứng từ"), max_length=DOCUMENT_MAX)
    value_date = BoundedDateField(
        label=_("Ngày giá trị"), help_text=_("Ngày mà nghiệp vụ thuộc về; bút toán vào sổ ngày được xác nhận.")
    )
    reason = forms.CharField(
        label=_("Diễn giải"), min_length=REASON_MIN, max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 2})
    )
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: Scope, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.today = today
        self.lines: tuple[EntryLine, ...] = ()
        self._accounts = {one.code: one for one in list_accounts_of_chart(day=today, by_hand=True)}
        _choose(self, "office", [(unit.id, unit.name) for unit in list_offices(scope=scope)])
        for number in range(1, LINES + 1):
            self._add_line(number)

    def heads(self) -> list[Any]:
        """Return the fields that are about the whole entry."""
        return [self[name] for name in ("office", "document", "value_date", "reason")]

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields of each line; all but the first may stay folded."""
        return [
            {
                "number": number,
                "fields": [field for field in self if field.name.endswith(f"_{number}")],
                "open": number == 1 or self._is_begun(number) or bool(self._errors_of(number)),
            }
            for number in range(1, LINES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Read the lines; a line without accounts and amount is not there."""
        values: dict[str, Any] = super().clean() or {}
        begun = [number for number in range(1, LINES + 1) if number == 1 or self._is_begun(number)]
        read = [self._read(number) for number in begun]
        self.lines = tuple(line for line in read if line is not None)
        return values

    def clean_value_date(self) -> date:
        """Refuse a day that is not here yet."""
        day: date = self.cleaned_data["value_date"]
        if day > self.today:
            raise ValidationError(gettext("Ngày giá trị không thể sau hôm nay."))
        return day

    def _add_line(self, number: int) -> None:
        accounts = [("", "–"), *((one.code, one.words) for one in self._accounts.values())]
        for side, label in (("debit", gettext("Ghi Nợ")), ("credit", gettext("Ghi Có"))):
            self.fields[f"{side}_{number}"] = forms.ChoiceField(label=label, choices=accounts, required=number == 1)
        amount = amount_field(gettext("Số tiền"))
        amount.required = number == 1
        self.fields[f"amount_{number}"] = amount
        hint = gettext("Chỉ khi tài khoản chi tiết theo mục này.")
        for name, label, choices in (
            ("source", gettext("Nguồn vốn"), list_sources()),
            ("programme", gettext("Chương trình"), list_programme_names()),
        ):
            self.fields[f"{name}_{number}"] = forms.ChoiceField(
                label=label, choices=[("", "–"), *choices], required=False, help_text=hint
            )
        self.fields[f"reference_{number}"] = forms.CharField(
            label=gettext("Tham chiếu"), max_length=REFERENCE_MAX, required=False
        )

    def _is_begun(self, number: int) -> bool:
        return any((self.data.get(f"{name}_{number}") or "").strip() for name in ("debit", "credit", "amount"))

    def _errors_of(self, number: int) -> list[str]:
        return [name for name in self.errors if name.endswith(f"_{number}")] if self.is_bound else []

    def _read(self, number: int) -> EntryLine | None:
        debit = self._accounts.get(self.cleaned_data.get(f"debit_{number}") or "")
        credit = self._accounts.get(self.cleaned_data.get(f"credit_{number}") or "")
        try:
            amount_vnd = read_known(self, f"amount_{number}", amount_kind())
        except ValidationError as problem:
            self.add_error(f"amount_{number}", problem)
            return None
        if debit is None or credit is None or not amount_vnd:
            for name, missing in (("debit", not debit), ("credit", not credit), ("amount", not amount_vnd)):
                if missing and f"{name}_{number}" not in self.errors:
                    self.add_error(f"{name}_{number}", gettext("Dòng này cần hai tài khoản và số tiền."))
            return None
        return self._line(number, debit, credit, amount_vnd)

    def _line(self, number: int, debit: AccountName, credit: AccountName, amount_vnd: int) -> EntryLine | None:
        source = self.cleaned_data.get(f"source_{number}") or ""
        programme = self.cleaned_data.get(f"programme_{number}") or ""
        for name, given, is_split in (
            ("source", source, debit.by_source or credit.by_source),
            ("programme", programme, debit.by_programme or credit.by_programme),
        ):
            if bool(given) != is_split:
                self.add_error(
                    f"{name}_{number}",
                    gettext("Tài khoản đã chọn phải ghi rõ mục này.")
                    if is_split
                    else gettext("Tài khoản đã chọn không chi tiết theo mục này. Hãy để trống."),
                )
        return EntryLine(
            debit_code=debit.code,
            credit_code=credit.code,
            amount_vnd=amount_vnd,
            debit_source=source if debit.by_source else "",
            debit_programme=programme if debit.by_programme else "",
            credit_source=source if credit.by_source else "",
            credit_programme=programme if credit.by_programme else "",
            reference=(self.cleaned_data.get(f"reference_{number}") or "").strip(),
        )


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
