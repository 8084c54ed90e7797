"""Forms of requests: amounts as people type them, and a row of fields for each request of a list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tantam.core.amounts import read_vnd
from tantam.core.law.dated import VND_MAX
from tantam.groups.parts.meetings import Guests
from tantam.lending.commands.requests.checking import Settled
from tantam.lending.commands.requests.deciding import Granted
from tantam.lending.commands.requests.voting import BorrowerVote, VoteMeeting
from tantam.lending.parts.requests.steps import REASON_MAX, Declined
from tantam.lending.parts.requests.writing import NewItem, NewRequest, NewSecurity
from tantam.lending.queries.requests.one_list import RequestLine
from tantam.web.carrying_out import KeyedForm
from tantam.web.fields import VietnameseDateField
from tantam.web.groups.forms import Choices, choose

ITEM_ROWS: Final = 4
SECURITY_ROWS: Final = 2


class DongField(forms.CharField):
    """An amount in whole đồng as people type it: 50 triệu, 50.000.000."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Ví dụ 50 triệu, hoặc 50.000.000"))
        widget = forms.TextInput(attrs={"class": "short", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        """Return the amount, None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        found = read_vnd(text).candidates
        if len(found) != 1 or not 0 <= found[0] <= VND_MAX:
            raise forms.ValidationError(gettext("Cần số tiền tròn đồng, ví dụ 50 triệu hoặc 50.000.000."))
        return int(found[0])


def number_field(label: Any, *, most: int, **options: Any) -> forms.IntegerField:
    """Return a field for a small whole number."""
    widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, widget=widget, **options)


def long_text(label: Any, *, most: int = 1_000, rows: int = 3, **options: Any) -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


class PlanForm(KeyedForm):
    """What anybody asks for as it stands on 01/TD: programme, plan, amounts, and what is put up."""

    programme = forms.ChoiceField(label=_("Chương trình"))
    source = forms.ChoiceField(label=_("Nguồn vốn"))
    purpose = forms.CharField(label=_("Mục đích sử dụng vốn vay"), max_length=200)
    own_vnd = DongField(label=_("Vốn tự có"), required=False)
    asked_vnd = DongField(label=_("Số tiền đề nghị vay"))
    term_months = number_field(_("Thời hạn (tháng)"), most=400)
    every_months = forms.TypedChoiceField(label=_("Kỳ trả nợ gốc"), coerce=int)

    def __init__(
        self,
        *args: Any,
        programmes: Choices,
        sources: Choices,
        frequencies: Iterable[int],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        choose(self, "programme", programmes, empty=None if len(programmes) == 1 else "–")
        choose(self, "source", sources)
        choose(self, "every_months", [(n, gettext("%(months)d tháng một lần") % {"months": n}) for n in frequencies])
        self.initial.setdefault("every_months", 12)
        for place in range(1, ITEM_ROWS + 1):
            needed = place == 1
            self.fields[f"what_{place}"] = forms.CharField(label=_("Chi cho việc gì"), max_length=200, required=needed)
            self.fields[f"quantity_{place}"] = forms.CharField(label=_("Số lượng"), max_length=40, required=False)
            self.fields[f"vnd_{place}"] = DongField(label=_("Thành tiền"), required=needed, help_text="")
        for place in range(1, SECURITY_ROWS + 1):
            self.fields[f"security_{place}"] = forms.CharField(
                label=_("Tài sản bảo đảm"), max_length=300, required=False
            )
            self.fields[f"owner_{place}"] = forms.CharField(label=_("Chủ sở hữu"), max_length=200, required=False)
            self.fields[f"worth_{place}"] = DongField(label=_("Giá trị"), required=False, help_text="")

    @property
    def heads(self) -> list[BoundField]:
        """Return the fields above the plan."""
        return [self[name] for name in ("programme", "source", "purpose")]

    @property
    def stated(self) -> list[BoundField]:
        """Return the fields in which facts are stated; a household's stand in the register."""
        return []

    @property
    def items(self) -> list[tuple[int, list[BoundField]]]:
        """Return the rows of the plan."""
        return [
            (place, [self[f"{name}_{place}"] for name in ("what", "quantity", "vnd")])
            for place in range(1, ITEM_ROWS + 1)
        ]

    @property
    def security_rows(self) -> list[tuple[int, list[BoundField]]]:
        """Return the rows of what is put up."""
        return [
            (place, [self[f"{name}_{place}"] for name in ("security", "owner", "worth")])
            for place in range(1, SECURITY_ROWS + 1)
        ]

    @property
    def has_securities(self) -> bool:
        """Tell whether anything was typed of what is put up, or something is wrong with it."""
        return any(field.value() or field.errors for _place, fields in self.security_rows for field in fields)

    @property
    def terms(self) -> list[BoundField]:
        """Return the fields below the plan."""
        return [self[name] for name in ("own_vnd", "asked_vnd", "term_months", "every_months")]

    def clean(self) -> dict[str, Any]:
        """Ask for both the words and the amount of a row of the plan."""
        typed: dict[str, Any] = super().clean() or {}
        for place in range(2, ITEM_ROWS + 1):
            what, vnd = typed.get(f"what_{place}"), typed.get(f"vnd_{place}")
            if bool(what) != (vnd is not None) and f"vnd_{place}" not in self.errors:
                self.add_error(f"what_{place}" if not what else f"vnd_{place}", gettext("Cần cả nội dung và số tiền."))
        for place in range(1, SECURITY_ROWS + 1):
            what, worth = typed.get(f"security_{place}"), typed.get(f"worth_{place}")
            if bool(what) != (worth is not None) and f"worth_{place}" not in self.errors:
                wrong = f"security_{place}" if not what else f"worth_{place}"
                self.add_error(wrong, gettext("Cần cả mô tả và giá trị tài sản."))
        return typed

    def plan(self) -> dict[str, Any]:
        """Return what was typed of the plan, by the names that the commands take."""
        typed = self.cleaned_data
        items = tuple(
            NewItem(typed[f"what_{place}"], typed[f"vnd_{place}"], typed[f"quantity_{place}"])
            for place in range(1, ITEM_ROWS + 1)
            if typed[f"what_{place}"]
        )
        securities = tuple(
            NewSecurity(typed[f"security_{place}"], typed[f"worth_{place}"], typed[f"owner_{place}"])
            for place in range(1, SECURITY_ROWS + 1)
            if typed[f"security_{place}"]
        )
        plain = ("programme", "source", "purpose", "asked_vnd", "term_months", "every_months")
        return {
            "items": items,
            "securities": securities,
            "own_vnd": typed["own_vnd"] or 0,
            **{name: typed[name] for name in plain},
        }


class RequestForm(PlanForm):
    """A household's request as it stands on 01/TD."""

    household = forms.TypedChoiceField(label=_("Hộ đề nghị vay"), coerce=int)

    def __init__(self, *args: Any, households: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "household", households, empty=None if len(households) == 1 else "–")

    @property
    def heads(self) -> list[BoundField]:
        """Return the fields above the plan."""
        return [self["household"], *super().heads]

    def request(self) -> NewRequest:
        """Return the request that was typed."""
        return NewRequest(household_id=self.cleaned_data["household"], **self.plan())


class DirectForm(RequestForm):
    """The request of a household without a group: which office it goes to as well."""

    office = forms.ChoiceField(label=_("Đơn vị ngân hàng nhận hồ sơ"))

    def __init__(self, *args: Any, offices: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "office", offices, empty=None if len(offices) == 1 else "–")

    @property
    def heads(self) -> list[BoundField]:
        """Return the fields above the plan."""
        return [self["office"], *super().heads]


class RowsForm(KeyedForm):
    """A form with a row of fields for each request of a list that goes on."""

    use_required_attribute = False

    def __init__(self, *args: Any, lines: Sequence[RequestLine], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.lines = tuple(lines)
        self.row_names: dict[int, list[str]] = {}
        for line in self.lines:
            added = self.fields_of(line)
            self.row_names[line.id] = [f"{name}_{line.id}" for name in added]
            self.fields.update({f"{name}_{line.id}": field for name, field in added.items()})

    def fields_of(self, _line: RequestLine, /) -> dict[str, forms.Field]:
        """Return the fields of a request's row."""
        raise NotImplementedError

    @property
    def rows(self) -> Iterator[tuple[RequestLine, list[BoundField]]]:
        """Yield the requests with their fields."""
        for line in self.lines:
            yield line, [self[name] for name in self.row_names[line.id]]

    @property
    def own_fields(self) -> list[BoundField]:
        """Return the visible fields that are of no request."""
        of_rows = {name for names in self.row_names.values() for name in names}
        return [field for field in self.visible_fields() if field.name not in of_rows]

    def declined(self) -> tuple[Declined, ...]:
        """Return the requests of which the reason was typed that they go no further for."""
        typed = self.cleaned_data
        found = ((line.id, typed.get(f"declined_{line.id}", "")) for line in self.lines)
        return tuple(Declined(number, reason) for number, reason in found if reason)


class VoteRows(RowsForm):
    """A meeting that votes: who came, and how it was voted on each request."""

    held_on = VietnameseDateField(label=_("Ngày họp"))
    place = forms.CharField(label=_("Nơi họp"), max_length=200)
    present = forms.TypedMultipleChoiceField(label=_("Tổ viên dự họp"), coerce=int, widget=forms.CheckboxSelectMultiple)
    secretary = forms.TypedChoiceField(label=_("Thư ký"), coerce=int, empty_value=None, required=False)
    officer = forms.CharField(label=_("Đại diện tổ chức nhận ủy thác"), max_length=150, required=False)
    village_head = forms.CharField(label=_("Trưởng thôn, tổ dân phố"), max_length=150, required=False)

    def __init__(self, *args: Any, members: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "present", members, empty=None)
        choose(self, "secretary", members)

    def fields_of(self, _line: RequestLine, /) -> dict[str, forms.Field]:
        """Return the votes, and what is agreed to where it is less than what was asked."""
        return {
            "in_favour": number_field(_("Đồng ý"), most=1_000),
            "against": number_field(_("Không đồng ý"), most=1_000, required=False),
            "amount": DongField(label=_("Mức vay thống nhất"), required=False, help_text=""),
            "months": number_field(_("Số tháng thống nhất"), most=400, required=False),
        }

    def meeting(self) -> VoteMeeting:
        """Return the meeting that was typed."""
        typed = self.cleaned_data
        return VoteMeeting(
            held_on=typed["held_on"],
            present=tuple(typed["present"]),
            place=typed["place"],
            secretary_member_id=typed["secretary"],
            guests=Guests(village_head=typed["village_head"], officer=typed["officer"]),
        )

    def votes(self) -> tuple[BorrowerVote, ...]:
        """Return the votes that were typed; who is neither for nor against kept out of it."""
        typed = self.cleaned_data
        present = len(typed["present"])
        return tuple(
            BorrowerVote(
                line.id,
                in_favour=typed[f"in_favour_{line.id}"],
                against=(against := typed[f"against_{line.id}"] or 0),
                abstained=max(present - typed[f"in_favour_{line.id}"] - against, 0),
                amount_vnd=typed[f"amount_{line.id}"],
                term_months=typed[f"months_{line.id}"],
            )
            for line in self.lines
        )


class ConfirmRows(RowsForm):
    """The commune's confirmation: signed by whom, and who is not confirmed."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=40, required=False)
    signed_on = VietnameseDateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=150)

    def fields_of(self, _line: RequestLine, /) -> dict[str, forms.Field]:
        """Return the reason for which a household is not confirmed."""
        return {"declined": decline_field(_("Lý do không xác nhận"))}


class CheckRows(RowsForm):
    """The officer's check: what settles what is open, and who goes no further."""

    def fields_of(self, _line: RequestLine, /) -> dict[str, forms.Field]:
        """Return the ground on which an open rule is settled, and the reason for which a household stops."""
        ground = forms.CharField(label=_("Căn cứ đã xem cho điều chưa rõ"), max_length=REASON_MAX, required=False)
        return {"note": ground, "declined": decline_field(_("Lý do không đưa đi tiếp"))}

    def settled(self) -> tuple[Settled, ...]:
        """Return the grounds that were typed."""
        found = ((line.id, self.cleaned_data[f"note_{line.id}"]) for line in self.lines)
        return tuple(Settled(number, note) for number, note in found if note)


class DecideRows(RowsForm):
    """The decision: its number and the day planned for the money; lower amounts; who is refused."""

    number = forms.CharField(label=_("Số quyết định phê duyệt"), max_length=40, required=False)
    pays_out_on = VietnameseDateField(
        label=_("Ngày dự kiến giải ngân"),
        help_text=_("Kế hoạch trả nợ tính từ ngày này; thường là phiên giao dịch tới"),
    )

    def fields_of(self, line: RequestLine, /) -> dict[str, forms.Field]:
        """Return the amount and months granted, and the reason for which a request is refused."""
        amount = DongField(label=_("Mức duyệt"), help_text="")
        amount.initial = f"{line.amount_vnd:,}".replace(",", ".")
        months = number_field(_("Số tháng"), most=400, initial=line.term_months)
        return {"amount": amount, "months": months, "declined": decline_field(_("Lý do không duyệt"))}

    def granted(self) -> tuple[Granted, ...]:
        """Return what is granted otherwise than the list has it."""
        typed = self.cleaned_data
        return tuple(
            Granted(line.id, typed[f"amount_{line.id}"], typed[f"months_{line.id}"])
            for line in self.lines
            if not typed[f"declined_{line.id}"]
            and (typed[f"amount_{line.id}"], typed[f"months_{line.id}"]) != (line.amount_vnd, line.term_months)
        )


class Notice(KeyedForm):
    """04/TD: its number, and where and when the money is paid out, if any is."""

    number = forms.CharField(label=_("Số thông báo"), max_length=40)
    session_on = VietnameseDateField(label=_("Ngày giao dịch"))
    place = forms.CharField(label=_("Nơi giao dịch"), max_length=200)

    def __init__(self, *args: Any, is_lent_through: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not is_lent_through:
            del self.fields["session_on"], self.fields["place"]


class Because(KeyedForm):
    """Why, in some sentences."""

    reason = long_text(_("Lý do"))

    def __init__(self, *args: Any, label: Any = "", **rest: Any) -> None:
        super().__init__(*args, **rest)
        if label:
            self.fields["reason"].label = label


class UseCheckForm(KeyedForm):
    """06/TD: who looked when, and how the money is used."""

    checked_on = VietnameseDateField(label=_("Ngày kiểm tra"))
    checkers = forms.CharField(label=_("Người kiểm tra"), max_length=300)
    rightly_vnd = DongField(label=_("Sử dụng đúng mục đích"))
    wrongly_vnd = DongField(label=_("Sử dụng sai mục đích"), required=False)
    measures = long_text(_("Biện pháp xử lý"), required=False)


def decline_field(label: Any) -> forms.CharField:
    """Return the field in which a reason stops a request."""
    return forms.CharField(label=label, max_length=REASON_MAX, required=False)
