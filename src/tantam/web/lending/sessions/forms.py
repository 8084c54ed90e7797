"""Forms of points and sessions."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.core.cash import NOTES, PIECES_MAX, REST
from tantam.core.vietnamese import format_number
from tantam.lending.commands.sessions import NAME_MAX, REASON_MAX
from tantam.lending.parts.reversing import REASON_MAX as TAKEN_BACK_REASON_MAX
from tantam.web.carrying_out import KeyedForm
from tantam.web.fields import VietnameseDateField
from tantam.web.lending.sessions.fields import DongField

Choices = Sequence[tuple[Any, Any]]


class Month(forms.Form):
    """Which month of the calendar is shown; the names stand in addresses."""

    thang = forms.IntegerField(min_value=1, max_value=12)
    nam = forms.IntegerField(min_value=2000, max_value=2100)


class Point(KeyedForm):
    """A transaction point: where, of which office, on which day of each month."""

    code = forms.CharField(label=_("Mã điểm"), max_length=20)
    name = forms.CharField(label=_("Tên điểm giao dịch"), max_length=100)
    office = forms.ChoiceField(label=_("Đơn vị"))
    commune = forms.ChoiceField(label=_("Xã, phường"))
    place = forms.CharField(label=_("Nơi giao dịch"), max_length=200, required=False)
    visit_day = forms.IntegerField(
        label=_("Ngày giao dịch hằng tháng"),
        min_value=1,
        max_value=31,
        help_text=_("Giao dịch cả thứ bảy, chủ nhật; vào ngày lễ thì dời sang ngày làm việc kế tiếp"),
    )

    def __init__(self, *args: Any, offices: Choices, communes: Choices, is_new: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, choices in (("office", offices), ("commune", communes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*([("", "–")] if is_new and len(choices) > 1 else []), *choices]
        if not is_new:
            self.fields["code"].disabled = True
            self.fields["office"].disabled = True


class PointGroups(KeyedForm):
    """Which groups come to a point from now on."""

    groups = forms.TypedMultipleChoiceField(
        label=_("Tổ đến giao dịch tại điểm này"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, groups: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["groups"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = groups


class Opening(KeyedForm):
    """The team that opens a session, the cash that it brought, and why it is another day than the fixed one."""

    day = VietnameseDateField(label=_("Ngày giao dịch"))
    reason = forms.CharField(
        label=_("Lý do không vào ngày cố định"),
        max_length=REASON_MAX,
        required=False,
        help_text=_("Bỏ trống nếu vào ngày cố định, hoặc ngày cố định là ngày lễ"),
    )
    leader_name = forms.CharField(label=_("Tổ trưởng tổ giao dịch"), max_length=NAME_MAX)
    controller_name = forms.CharField(label=_("Kiểm soát viên"), max_length=NAME_MAX)
    teller_name = forms.CharField(label=_("Giao dịch viên"), max_length=NAME_MAX)
    brought = DongField(label=_("Tiền mặt mang theo (đồng)"), required=False)


class Repayment(KeyedForm):
    """What a borrower pays in person."""

    number = forms.CharField(label=_("Số khế ước"), max_length=30)
    principal = DongField(label=_("Thu gốc (đồng)"), required=False)
    interest = DongField(label=_("Thu lãi (đồng)"), required=False)


class Savings(KeyedForm):
    """What a member puts into savings or takes from them."""

    household = forms.CharField(label=_("Mã hộ"), max_length=30)
    way = forms.ChoiceField(
        label=_("Việc"), choices=[("in", _("Gửi tiền")), ("out", _("Rút tiền"))], widget=forms.RadioSelect, initial="in"
    )
    amount = DongField(label=_("Số tiền (đồng)"))


class Disbursement(KeyedForm):
    """Which of the approved loans are paid out, each whole."""

    loans = forms.MultipleChoiceField(label=_("Khoản vay giải ngân"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, loans: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["loans"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = loans


class CashCount(KeyedForm):
    """How many notes of each denomination are in the box; what is smaller is a sum of đồng."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for note in (*NOTES, REST):
            label = _("Tiền lẻ dưới 1.000 đồng (đồng)") if note == REST else f"{format_number(note)} đ"
            self.fields[f"note_{note}"] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=PIECES_MAX,
                required=False,
                widget=forms.TextInput(attrs={"class": "num", "inputmode": "numeric", "autocomplete": "off"}),
            )

    def notes(self) -> Iterator[tuple[forms.BoundField, int | None]]:
        """Yield the fields, each with what its notes come to in đồng once they were sent and can be read."""
        for note in (*NOTES, REST):
            pieces = self.cleaned_data.get(f"note_{note}") if self.is_bound and self.is_valid() else None
            yield self[f"note_{note}"], note * pieces if pieces else None

    @property
    def counted(self) -> dict[str, int]:
        """Return how many notes of each denomination there are, of those that there are."""
        found = {str(note): self.cleaned_data.get(f"note_{note}") or 0 for note in (*NOTES, REST)}
        return {name: pieces for name, pieces in found.items() if pieces}


class Reversal(KeyedForm):
    """What of a voucher is taken back, and why."""

    line = forms.ChoiceField(label=_("Đảo"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=TAKEN_BACK_REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ai cũng xem được"),
    )

    def __init__(self, *args: Any, lines: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Cả chứng từ")), *lines]
        field.required = False
