"""Forms of groups."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tantam.core.law.groups import Kin
from tantam.groups.commands.board import DeclaredKin, Elected
from tantam.groups.commands.contracts import ContractPaper
from tantam.groups.commands.meetings import Guests, NewVote
from tantam.web.carrying_out import KeyedForm
from tantam.web.fields import VietnameseDateField

Choices = Sequence[tuple[Any, Any]]
VOTE_ROWS = 8
PAIRS = (("HEAD", "DEPUTY"), ("HEAD", "THIRD"), ("DEPUTY", "THIRD"))


def choose(form: forms.Form, name: str, choices: Choices, *, empty: str | None = "–") -> None:
    """Give a field its choices, an empty one first unless `empty` is None."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [*([("", empty)] if empty is not None else []), *choices]


class PercentField(forms.DecimalField):
    """A percentage a month of at most four decimals, written with a comma or a point."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=10, decimal_places=4, widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        """Read a comma as the mark of decimals."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class NewGroup(KeyedForm):
    """A group of a village: under which organisation, kept by which office, with which households."""

    name = forms.CharField(
        label=_("Tên Tổ"), max_length=100, required=False, help_text=_("Để trống thì Tổ được gọi theo mã")
    )
    organisation = forms.ChoiceField(label=_("Tổ chức nhận ủy thác"))
    office = forms.ChoiceField(label=_("Đơn vị ngân hàng quản lý"))
    formed_on = VietnameseDateField(label=_("Ngày thành lập"))
    households = forms.TypedMultipleChoiceField(
        label=_("Hộ tham gia"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, organisations: Choices, offices: Choices, households: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "organisation", organisations)
        choose(self, "office", offices, empty=None if len(offices) == 1 else "–")
        choose(self, "households", households, empty=None)


class NewMember(KeyedForm):
    """A household that joins."""

    household = forms.TypedChoiceField(label=_("Hộ"), coerce=int)
    starts_on = VietnameseDateField(label=_("Vào Tổ từ ngày"))
    meeting = forms.TypedChoiceField(
        label=_("Theo biên bản họp"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Tổ đang hoạt động cần biên bản họp về tổ viên (mẫu 10B/TD)"),
    )

    def __init__(self, *args: Any, households: Choices, meetings: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "household", households)
        choose(self, "meeting", meetings)


class Leave(KeyedForm):
    """From which day on a household belongs to the group no longer, and why."""

    ends_before = VietnameseDateField(label=_("Ra khỏi Tổ từ ngày"))
    reason = forms.ChoiceField(label=_("Lý do ra khỏi Tổ"))
    meeting = forms.TypedChoiceField(label=_("Theo biên bản họp"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, reasons: Choices, meetings: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "reason", [(code, capfirst(words)) for code, words in reasons])
        choose(self, "meeting", meetings)


class Move(KeyedForm):
    """To which group of the village a household goes."""

    to_group = forms.TypedChoiceField(label=_("Sang Tổ"), coerce=int)
    on = VietnameseDateField(label=_("Chuyển từ ngày"))
    meeting = forms.TypedChoiceField(
        label=_("Theo biên bản họp của Tổ nhận"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, groups: Choices, meetings: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "to_group", groups)
        choose(self, "meeting", meetings)


class Board(KeyedForm):
    """Who was elected, and how those elected say they are related."""

    elected_on = VietnameseDateField(label=_("Ngày bầu"))
    HEAD = forms.TypedChoiceField(label=_("Tổ trưởng"), coerce=int)
    DEPUTY = forms.TypedChoiceField(label=_("Tổ phó"), coerce=int)
    THIRD = forms.TypedChoiceField(
        label=_("Ủy viên"), coerce=int, empty_value=None, required=False, help_text=_("Cho Tổ đông tổ viên")
    )
    HEAD_DEPUTY = forms.ChoiceField(label=_("Tổ trưởng và tổ phó là"), required=False)
    HEAD_THIRD = forms.ChoiceField(label=_("Tổ trưởng và ủy viên là"), required=False)
    DEPUTY_THIRD = forms.ChoiceField(label=_("Tổ phó và ủy viên là"), required=False)

    def __init__(self, *args: Any, members: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for role in ("HEAD", "DEPUTY", "THIRD"):
            choose(self, role, members)
        for first, second in PAIRS:
            choose(self, f"{first}_{second}", kin_choices())

    def elected(self) -> tuple[Elected, ...]:
        """Return who was elected."""
        typed = self.cleaned_data
        return tuple(Elected(typed[role], role) for role in ("HEAD", "DEPUTY", "THIRD") if typed[role] is not None)

    def declared(self) -> tuple[DeclaredKin, ...]:
        """Return how those elected say they are related."""
        typed = self.cleaned_data
        return tuple(
            DeclaredKin(typed[first], typed[second], typed[f"{first}_{second}"])
            for first, second in PAIRS
            if typed[f"{first}_{second}"] and typed[first] is not None and typed[second] is not None
        )


def kin_choices() -> list[tuple[str, str]]:
    """Return how two people may be related."""
    return [
        (Kin.NONE.value, gettext("không có quan hệ gia đình")),
        (Kin.SPOUSE.value, gettext("vợ chồng")),
        (Kin.PARENT_CHILD.value, gettext("cha mẹ và con")),
        (Kin.SIBLING.value, gettext("anh chị em ruột")),
        (Kin.OTHER.value, gettext("họ hàng khác")),
    ]


class Convention(KeyedForm):
    """What the group agreed on."""

    monthly_savings_vnd = forms.IntegerField(
        label=_("Gửi tiết kiệm mỗi tháng (đồng)"),
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    meeting_day = forms.IntegerField(
        label=_("Họp vào ngày mấy hằng tháng"),
        min_value=1,
        max_value=31,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    starts_on = VietnameseDateField(label=_("Áp dụng từ ngày"))
    text = forms.CharField(
        label=_("Nội dung khác"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class NewMeeting(KeyedForm):
    """The minutes of a meeting."""

    kind = forms.ChoiceField(label=_("Loại cuộc họp"), widget=forms.RadioSelect)
    held_on = VietnameseDateField(label=_("Ngày họp"))
    place = forms.CharField(label=_("Nơi họp"), max_length=200, required=False)
    present = forms.TypedMultipleChoiceField(label=_("Tổ viên dự họp"), coerce=int, widget=forms.CheckboxSelectMultiple)
    secretary = forms.TypedChoiceField(label=_("Thư ký"), coerce=int, empty_value=None, required=False)
    officer = forms.CharField(label=_("Đại diện tổ chức nhận ủy thác"), max_length=150, required=False)
    village_head = forms.CharField(label=_("Trưởng thôn, tổ dân phố"), max_length=150, required=False)
    text = forms.CharField(
        label=_("Nội dung"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, kinds: Choices, members: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "kind", [(code, capfirst(words)) for code, words in kinds], empty=None)
        choose(self, "present", members, empty=None)
        choose(self, "secretary", members)

    def guests(self) -> Guests:
        """Return who came besides the members."""
        return Guests(village_head=self.cleaned_data["village_head"], officer=self.cleaned_data["officer"])


class VoteForm(forms.Form):
    """One matter that was voted on; a row without a matter is left out."""

    use_required_attribute = False

    matter = forms.CharField(label=_("Nội dung biểu quyết"), max_length=300, required=False)
    member = forms.TypedChoiceField(label=_("Tổ viên đề nghị vay"), coerce=int, empty_value=None, required=False)
    amount_vnd = forms.IntegerField(label=_("Số tiền (đồng)"), min_value=1, required=False)
    term_months = forms.IntegerField(label=_("Thời hạn (tháng)"), min_value=1, max_value=600, required=False)
    in_favour = forms.IntegerField(label=_("Đồng ý"), min_value=0, max_value=1_000, required=False)
    against = forms.IntegerField(label=_("Không đồng ý"), min_value=0, max_value=1_000, required=False)
    abstained = forms.IntegerField(label=_("Không ý kiến"), min_value=0, max_value=1_000, required=False)

    def __init__(self, *args: Any, members: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "member", members)

    def clean(self) -> dict[str, Any]:
        """Ask for the matter of a row in which something was typed."""
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("matter") and any(typed.get(name) for name in self.fields):
            self.add_error("matter", gettext("Mỗi lần biểu quyết cần ghi nội dung."))
        return typed

    def vote(self) -> NewVote | None:
        """Return the vote of the row; None for an empty one."""
        typed = self.cleaned_data
        if not typed.get("matter"):
            return None
        return NewVote(
            matter=typed["matter"],
            in_favour=typed["in_favour"] or 0,
            against=typed["against"] or 0,
            abstained=typed["abstained"] or 0,
            member_id=typed["member"],
            amount_vnd=typed["amount_vnd"],
            term_months=typed["term_months"],
        )


VoteRows = forms.formset_factory(VoteForm, extra=VOTE_ROWS, max_num=VOTE_ROWS)


class Approve(KeyedForm):
    """The commune's decision."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=40, help_text=_("Ví dụ 12/QĐ-UBND"))
    signed_on = VietnameseDateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)


class GiveBack(KeyedForm):
    """Why a group is returned."""

    reason = forms.CharField(label=_("Lý do trả lại"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class Dissolve(KeyedForm):
    """From which day on, and why."""

    on = VietnameseDateField(label=_("Giải thể từ ngày"))
    reason = forms.CharField(label=_("Lý do giải thể"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class Transfer(KeyedForm):
    """To which organisation, by which paper."""

    to_organisation = forms.ChoiceField(label=_("Chuyển sang"))
    number = forms.CharField(label=_("Số văn bản chuyển đổi ủy thác"), max_length=40)
    signed_on = VietnameseDateField(label=_("Ngày ký"))
    starts_on = VietnameseDateField(label=_("Có hiệu lực từ ngày"))

    def __init__(self, *args: Any, organisations: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "to_organisation", organisations)


class ContractForm(KeyedForm):
    """A contract's number, days and rate."""

    number = forms.CharField(label=_("Số hợp đồng"), max_length=40)
    signed_on = VietnameseDateField(label=_("Ngày ký"))
    starts_on = VietnameseDateField(label=_("Có hiệu lực từ ngày"))
    percent_month = PercentField(
        label=_("Mức chi trả (% một tháng)"),
        required=False,
        help_text=_("Để trống thì lấy mức quy định của ngày có hiệu lực. Ví dụ 0,045"),
    )

    def paper(self) -> ContractPaper:
        """Return the contract that was typed."""
        typed = self.cleaned_data
        percent = typed["percent_month"]
        return ContractPaper(
            typed["number"], typed["signed_on"], typed["starts_on"], None if percent is None else ppm_of(percent)
        )


class Entrustment(ContractForm):
    """A contract with a commune's organisation."""

    commune = forms.ChoiceField(label=_("Xã"))
    organisation = forms.ChoiceField(label=_("Tổ chức nhận ủy thác"))
    office = forms.ChoiceField(label=_("Đơn vị ngân hàng ký hợp đồng"))

    field_order = ("commune", "organisation", "office")

    def __init__(self, *args: Any, communes: Choices, organisations: Choices, offices: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "commune", communes)
        choose(self, "organisation", organisations)
        choose(self, "office", offices, empty=None if len(offices) == 1 else "–")


class Rate(KeyedForm):
    """What a contract pays from a day on."""

    what = forms.ChoiceField(label=_("Khoản chi trả"))
    percent_month = PercentField(label=_("Mức chi trả (% một tháng)"), help_text=_("Ví dụ 0,045"))
    starts_on = VietnameseDateField(label=_("Áp dụng từ ngày"))
    document = forms.CharField(label=_("Căn cứ"), max_length=200)

    def __init__(self, *args: Any, rates: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "what", [(code, capfirst(words)) for code, words in rates], empty=None)
        self.initial.setdefault("what", rates[0][0])


class EndContract(KeyedForm):
    """From which day on a contract holds no longer."""

    ends_before = VietnameseDateField(label=_("Kết thúc từ ngày"))


def ppm_of(percent: Decimal) -> int:
    """Return parts per million for a percentage of four decimals: 0.045 is 450."""
    return int(percent * 10_000)
