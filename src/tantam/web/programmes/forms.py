"""The questions about a household: facts by subject, debts by programme, the day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.eligibility.answers import Borrower, FactValue
from tantam.core.law.facts import FACTS, FactKind
from tantam.programmes.queries.law import list_programme_names
from tantam.programmes.wording.subjects import FIRST, ORDER, SUBJECTS
from tantam.web.programmes.days import LawDayField
from tantam.web.programmes.fact_fields import amount_field, amount_kind, fact_field, read_fact, read_known

FACT: Final = "f_"
NONE: Final = "khong_"  # a day that is known to be none
DEBT_ROWS_MAX: Final = 12
EMPTY_ROWS: Final = 2
DEBTS_UNKNOWN, NO_DEBTS, SOME_DEBTS = "", "khong", "co"


@dataclass(frozen=True, slots=True)
class Question:
    """The field of a fact, the tick beside a day, and the question of its meaning if a number has two."""

    field: forms.BoundField
    none: forms.BoundField | None
    meaning: forms.BoundField | None


@dataclass(frozen=True, slots=True)
class DebtRow:
    """A programme and what is owed under it."""

    programme: forms.BoundField
    amount: forms.BoundField
    meaning: forms.BoundField | None


class FactsForm(forms.Form):
    """Facts about a household; each may be left open. After `is_valid`, `borrower` holds what is known."""

    ngay = LawDayField(label=gettext_lazy("Ngày xét"), help_text=gettext_lazy("Áp dụng quy định có hiệu lực ngày này."))

    def __init__(self, *args: Any, names: Collection[str] = ORDER, **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = [name for name in ORDER if name in names]
        self.known: dict[str, FactValue] = {}
        for name in self.names:
            self.fields[FACT + name] = fact_field(FACTS[name])
            if FACTS[name].kind is FactKind.DAY:
                self.fields[NONE + name] = forms.BooleanField(label=_("Không có ngày nào như vậy"), required=False)

    @property
    def borrower(self) -> Borrower:
        """Return what the form says about the household."""
        return Borrower(facts=self.known, debts=None)

    def clean(self) -> dict[str, Any]:
        """Read every fact; ask where a number has two meanings."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.names:
            if FACT + name in self.errors:
                continue
            try:
                self._read(name)
            except ValidationError as problem:
                self.add_error(FACT + name, problem)
        return cleaned

    def _read(self, name: str) -> None:
        is_known, value = read_fact(self, FACTS[name], FACT + name)
        if self.cleaned_data.get(NONE + name):
            if is_known:
                raise ValidationError(_("Đã ghi ngày thì không đánh dấu “Không có ngày nào như vậy”."))
            self.known[name] = None
        elif is_known:
            self.known[name] = value

    def questions(self, names: Collection[str]) -> list[Question]:
        """Return the questions of these names, in the order of the subjects."""
        return [self._question(name) for name in self.names if name in names]

    def _question(self, name: str) -> Question:
        meaning = f"nghia_{FACT}{name}"
        return Question(
            field=self[FACT + name],
            none=self[NONE + name] if NONE + name in self.fields else None,
            meaning=self[meaning] if meaning in self.fields else None,
        )

    def subjects(self, *, without: Collection[str]) -> list[tuple[str, list[Question]]]:
        """Return the questions that are not among `without`, by subject; subjects without one are left out."""
        found = [
            (str(label), self.questions([name for name in names if name not in without]))
            for label, names in SUBJECTS.values()
        ]
        return [(label, questions) for label, questions in found if questions]

    def wrong_names(self) -> list[str]:
        """Return the facts whose fields have errors."""
        return [name for name in self.names if FACT + name in self.errors]


class AskForm(FactsForm):
    """Facts and debts of a household that only its asker knows."""

    no_vay = forms.ChoiceField(
        label=gettext_lazy("Hộ đang nợ Ngân hàng Chính sách xã hội?"),
        required=False,
        choices=[
            (DEBTS_UNKNOWN, gettext_lazy("Chưa rõ")),
            (NO_DEBTS, gettext_lazy("Không nợ")),
            (SOME_DEBTS, gettext_lazy("Có nợ, ghi bên dưới")),
        ],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.debts: dict[str, int] | None = None
        programmes = [("", _("Chọn chương trình")), *list_programme_names()]
        self.rows = min(self._filled_rows() + EMPTY_ROWS, DEBT_ROWS_MAX)
        for row in range(self.rows):
            label = _("Chương trình đang nợ")
            self.fields[f"ct_{row}"] = forms.ChoiceField(label=label, required=False, choices=programmes)
            self.fields[f"so_tien_{row}"] = amount_field(_("Dư nợ gốc"))

    @property
    def borrower(self) -> Borrower:
        """Return what the form says about the household."""
        return Borrower(facts=self.known, debts=self.debts)

    @property
    def shown_first(self) -> list[str]:
        """Return the facts that stand in sight: the first questions and whatever was answered or is wrong."""
        return [name for name in self.names if name in FIRST or name in self.known or FACT + name in self.errors]

    def clean(self) -> dict[str, Any]:
        """Read the facts, then the debts."""
        cleaned = super().clean()
        said = cleaned.get("no_vay")
        written = self._read_debts()
        if said == NO_DEBTS and written:
            self.add_error("no_vay", _("Đã ghi dư nợ bên dưới. Chọn “Có nợ”, hoặc xóa các dòng đó."))
        elif said == SOME_DEBTS and not written and not self._row_errors():
            self.add_error("no_vay", _("Cần ghi chương trình và dư nợ; nếu chưa biết, chọn “Chưa rõ”."))
        self.debts = {} if said == NO_DEBTS else written or None
        return cleaned

    def debt_rows(self) -> list[DebtRow]:
        """Return the rows of debts."""
        return [
            DebtRow(
                programme=self[f"ct_{row}"],
                amount=self[f"so_tien_{row}"],
                meaning=self[f"nghia_so_tien_{row}"] if f"nghia_so_tien_{row}" in self.fields else None,
            )
            for row in range(self.rows)
        ]

    def _filled_rows(self) -> int:
        numbers = (row for row in range(DEBT_ROWS_MAX) for name in ("ct", "so_tien") if self.data.get(f"{name}_{row}"))
        return max((row + 1 for row in numbers), default=0)

    def _row_errors(self) -> bool:
        return any(name.startswith(("ct_", "so_tien_")) for name in self.errors)

    def _read_debts(self) -> dict[str, int]:
        debts: dict[str, int] = {}
        for row, programme, amount_vnd in self._amounts():
            if programme and amount_vnd is None:
                if f"so_tien_{row}" not in self.errors:
                    self.add_error(f"so_tien_{row}", _("Cần dư nợ gốc của chương trình này."))
            elif amount_vnd is not None and not programme:
                self.add_error(f"ct_{row}", _("Cần chọn chương trình của dư nợ này."))
            elif amount_vnd is not None and programme in debts:
                self.add_error(f"ct_{row}", _("Chương trình này đã ghi ở dòng trên."))
            elif amount_vnd is not None:
                debts[programme] = amount_vnd
        return debts

    def _amounts(self) -> Iterator[tuple[int, str, int | None]]:
        for row in range(self.rows):
            amount_vnd = None
            try:
                amount_vnd = read_known(self, f"so_tien_{row}", amount_kind())
            except ValidationError as problem:
                self.add_error(f"so_tien_{row}", problem)
            yield row, self.cleaned_data.get(f"ct_{row}") or "", amount_vnd
