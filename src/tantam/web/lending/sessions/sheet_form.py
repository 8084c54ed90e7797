"""The form of a group's sheet: everything filled in as due, so that only exceptions are typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.vietnamese import format_number
from tantam.lending.queries.due import GroupDue, LoanDue, MemberDue
from tantam.web.carrying_out import KeyedForm
from tantam.web.lending.sessions.fields import DongField

INTEREST, PRINCIPAL, SAVINGS, ABSENT = "lai-", "goc-", "gui-", "vang-"
_AMOUNTS: Final = (INTEREST, PRINCIPAL, SAVINGS)


@dataclass(frozen=True, slots=True)
class LoanInputs:
    """A loan with its fields; without them it takes no money, being frozen."""

    due: LoanDue
    interest: BoundField | None
    principal: BoundField | None


@dataclass(frozen=True, slots=True)
class MemberInputs:
    """A household with its fields."""

    due: MemberDue
    absent: BoundField
    savings: BoundField
    loans: list[LoanInputs]

    @property
    def is_wrong(self) -> bool:
        """Tell whether one of its fields is refused."""
        fields = [self.savings, *(field for one in self.loans for field in (one.interest, one.principal) if field)]
        return any(field.errors for field in fields)


@dataclass(frozen=True, slots=True)
class SheetException:
    """A household that hands in something else than what is due, in đồng."""

    due: MemberDue
    expected_vnd: int
    handed_vnd: int
    is_absent: bool


@dataclass(frozen=True, slots=True)
class SheetTotals:
    """What a sheet comes to by kind of money, in đồng, beside what was declared (None while nothing was)."""

    interest_vnd: int
    principal_vnd: int
    savings_vnd: int
    declared_vnd: int | None

    @property
    def total_vnd(self) -> int:
        """Return all money."""
        return self.interest_vnd + self.principal_vnd + self.savings_vnd

    @property
    def difference_vnd(self) -> int | None:
        """Return by how much more was declared than the rows come to."""
        return None if self.declared_vnd is None else self.declared_vnd - self.total_vnd


class SheetForm(KeyedForm):
    """A row a household, amounts in đồng; a tick says that a household hands in nothing.

    Only the first sheet of a group at a session is filled in.
    """

    declared = DongField(label=gettext_lazy("Tổng số tiền tổ trưởng nộp (đồng)"))

    def __init__(self, *args: Any, due: GroupDue, is_first: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.due = due
        self.is_first = is_first
        for member in due.members:
            code = member.household_code
            self.fields[ABSENT + code] = forms.BooleanField(
                label=_("%(name)s không nộp") % {"name": member.name}, required=False
            )
            for loan in member.loans:
                if loan.may_pay:
                    words = {"name": member.name, "number": loan.number}
                    self._add(INTEREST + loan.number, _("Lãi của %(name)s, %(number)s") % words, loan.interest_vnd)
                    self._add(PRINCIPAL + loan.number, _("Gốc của %(name)s, %(number)s") % words, None)
            self._add(SAVINGS + code, _("Tiền gửi của %(name)s") % {"name": member.name}, member.agreed_savings_vnd)

    def _add(self, name: str, label: str, expected_vnd: int | None) -> None:
        self.fields[name] = DongField(label=label, required=False, initial=expected_vnd if self.is_first else None)
        self.fields[name].widget.attrs["aria-label"] = label

    def members(self) -> Iterator[MemberInputs]:
        """Yield the households with their fields, in the order of the paper."""
        for member in self.due.members:
            loans = [
                LoanInputs(
                    loan,
                    self[INTEREST + loan.number] if loan.may_pay else None,
                    self[PRINCIPAL + loan.number] if loan.may_pay else None,
                )
                for loan in member.loans
            ]
            code = member.household_code
            yield MemberInputs(member, self[ABSENT + code], self[SAVINGS + code], loans)

    def clean(self) -> dict[str, Any]:
        """Refuse what is not on the sheet any more, and a declared sum that the rows do not come to."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.data:
            if name.startswith(_AMOUNTS) and name not in self.fields and self.data[name] not in ("", "0"):
                self.add_error(
                    None,
                    _("%(what)s không còn trong bảng kê của Tổ. Hãy mở lại bảng kê rồi nhập lại dòng này.")
                    % {"what": name.split("-", 1)[1]},
                )
        difference_vnd = self.totals().difference_vnd
        if difference_vnd and not self.errors:
            words = {"difference": format_number(abs(difference_vnd)), "total": format_number(self.totals().total_vnd)}
            if difference_vnd > 0:
                said = _("Tiền nộp thừa %(difference)s đồng so với các dòng (cộng %(total)s đồng).") % words
            else:
                said = _("Tiền nộp thiếu %(difference)s đồng so với các dòng (cộng %(total)s đồng).") % words
            self.add_error("declared", said)
        return cleaned

    def rows(self) -> tuple[tuple[str, int, int], ...]:
        """Return the loans that pay: number, interest and principal in đồng."""
        found = []
        for member in self.due.members:
            for loan in member.loans:
                amounts = [self._amount(member, name + loan.number) for name in (INTEREST, PRINCIPAL)]
                if any(amounts):
                    found.append((loan.number, amounts[0], amounts[1]))
        return tuple(found)

    def savings(self) -> tuple[tuple[str, int], ...]:
        """Return the households that save: code and amount in đồng."""
        found = []
        for member in self.due.members:
            amount_vnd = self._amount(member, SAVINGS + member.household_code)
            if amount_vnd:
                found.append((member.household_code, amount_vnd))
        return tuple(found)

    def totals(self) -> SheetTotals:
        """Return what the rows come to as far as they can be read."""
        rows = self.rows()
        return SheetTotals(
            interest_vnd=sum(interest_vnd for _number, interest_vnd, _principal in rows),
            principal_vnd=sum(principal_vnd for _number, _interest, principal_vnd in rows),
            savings_vnd=sum(amount_vnd for _code, amount_vnd in self.savings()),
            declared_vnd=self.cleaned_data.get("declared") if self.is_bound else None,
        )

    def exceptions(self) -> list[SheetException]:
        """Return the households that hand in something else than is due."""
        found = []
        for member in self.due.members:
            expected_vnd = member.agreed_savings_vnd + sum(loan.interest_vnd for loan in member.loans if loan.may_pay)
            expected_vnd = expected_vnd if self.is_first else 0
            names = [SAVINGS + member.household_code]
            names += [name + loan.number for loan in member.loans for name in (INTEREST, PRINCIPAL)]
            handed_vnd = sum(self._amount(member, name) for name in names)
            if handed_vnd != expected_vnd:
                is_absent = bool(self.cleaned_data.get(ABSENT + member.household_code))
                found.append(SheetException(member, expected_vnd, handed_vnd, is_absent))
        return found

    def field_of(self, reason: str) -> str | None:
        """Return the field of the row that a refusal names by its loan or household; None if it names none."""
        words = {word.strip(".,:;") for word in reason.split()}
        for member in self.due.members:
            for loan in member.loans:
                if loan.number in words and INTEREST + loan.number in self.fields:
                    return INTEREST + loan.number
            if member.household_code in words:
                return SAVINGS + member.household_code
        return None

    def _amount(self, member: MemberDue, name: str) -> int:
        """Return the amount of a field; nothing for a household that is ticked, and what is due before it is sent."""
        if name not in self.fields:
            return 0
        if not self.is_bound:
            return self.fields[name].initial or 0
        if self.cleaned_data.get(ABSENT + member.household_code):
            return 0
        return self.cleaned_data.get(name) or 0
