"""Form fields for facts about a household: each may be left "not known", and nothing is guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tantam.core.amounts import read_vnd
from tantam.core.eligibility.answers import FactValue
from tantam.core.figures import read_figure
from tantam.core.law.dated import VND_MAX
from tantam.core.law.facts import FACTS, Fact, FactKind
from tantam.core.vietnamese import NumberReading, format_number
from tantam.programmes.wording.conditions import choice_words, is_share, question_of
from tantam.programmes.wording.numbers import PPM_OF_PERCENT, pick
from tantam.web.programmes.days import LawDayField

YES, NO = "co", "khong"
COUNT_MAX: Final = 10_000
PPM_OF_WHOLE: Final = 1_000_000
TEXT_MAX: Final = 40


@dataclass(frozen=True, slots=True)
class NumberKind:
    """How a number is read from what was typed, how large it may be, and what is said of a text that is none."""

    read: Callable[[str], NumberReading]
    most: int
    wrong: str


def fact_field(fact: Fact) -> forms.Field:
    """Return the field that asks for a fact."""
    question = question_of(fact)
    hint = _paper(fact)
    if fact.kind is FactKind.YES_NO:
        choices = [("", _("Chưa rõ")), (YES, _("Có")), (NO, _("Không"))]
        return forms.ChoiceField(label=question, required=False, choices=choices, help_text=hint)
    if fact.kind is FactKind.CHOICE:
        said = [(choice, choice_words(choice)) for choice in fact.choices]
        return forms.ChoiceField(label=question, required=False, choices=[("", _("Chưa rõ")), *said], help_text=hint)
    if fact.kind is FactKind.DAY:
        return LawDayField(label=question, required=False, help_text=_("Ngày/tháng/năm, ví dụ 07/08/2025."))
    if fact.kind is FactKind.VND:
        return amount_field(question)
    if is_share(fact.name):
        label = question.replace("(phần triệu)", "(%)").replace("(ppm)", "(%)")
        return number_field(label, hint=_("Ví dụ 12,5."))
    return number_field(question, hint=hint)


def amount_field(label: str) -> forms.CharField:
    """Return a field for an amount of money."""
    return number_field(label, hint=_("Ví dụ 100 triệu, hoặc 100.000.000."))


def number_field(label: str, *, hint: str = "") -> forms.CharField:
    """Return a field for a number as typed."""
    widget = forms.TextInput(attrs={"inputmode": "text", "class": "short", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=TEXT_MAX, widget=widget, help_text=hint)


def number_kind(fact: Fact) -> NumberKind:
    """Return how the number of a fact is read."""
    if fact.kind is FactKind.VND:
        return amount_kind()
    if is_share(fact.name):
        return NumberKind(read=_read_percent, most=PPM_OF_WHOLE, wrong=_("Cần số phần trăm từ 0 đến 100, ví dụ 12,5."))
    return NumberKind(read=_read_count, most=COUNT_MAX, wrong=_("Cần số nguyên từ 0 đến 10.000."))


def amount_kind() -> NumberKind:
    """Return how an amount of money is read."""
    return NumberKind(read=read_vnd, most=VND_MAX, wrong=_("Cần số tiền tròn đồng, ví dụ 100 triệu hoặc 100.000.000."))


def _read_percent(text: str) -> NumberReading:
    found = read_figure(text.strip().removesuffix("%").strip(), decimals=PPM_OF_PERCENT)
    return NumberReading(tuple(value.scaleb(PPM_OF_PERCENT) for value in found.candidates))


def _read_count(text: str) -> NumberReading:
    return read_figure(text, decimals=0)


def read_known(form: forms.Form, name: str, kind: NumberKind) -> int | None:
    """Return the whole number in a field of a form.

    Where the text has two meanings a question is added to the form, `nghia_<name>`, and its answer taken.

    :raises ValidationError: if it is no number, too large, or has two meanings and none is chosen.
    """
    text = form.cleaned_data.get(name) or ""
    if not text:
        return None
    found = [value for value in kind.read(text).candidates if 0 <= value <= kind.most]
    if not found:
        raise ValidationError(kind.wrong)
    if len(found) == 1:
        return int(found[0])
    return _chosen_meaning(form, name, text, found)


def _chosen_meaning(form: forms.Form, name: str, text: str, found: list[Decimal]) -> int:
    asked = f"nghia_{name}"
    form.fields[asked] = forms.ChoiceField(
        label=_("“%(text)s” là số nào") % {"text": text},
        choices=[(str(int(value)), format_number(int(value))) for value in found],
        widget=forms.RadioSelect,
        required=False,
    )
    chosen = form.data.get(asked, "")
    if chosen in {str(int(value)) for value in found}:
        return int(chosen)
    raise ValidationError(_("Số này có hai cách hiểu. Chọn một cách bên dưới."))


def read_fact(form: forms.Form, fact: Fact, name: str) -> tuple[bool, FactValue]:
    """Return whether the fact in a field is known, and its value.

    :raises ValidationError: as `read_known`.
    """
    value = form.cleaned_data.get(name)
    if fact.kind is FactKind.DAY:
        return value is not None, value
    if fact.kind is FactKind.YES_NO:
        return bool(value), value == YES
    if fact.kind is FactKind.CHOICE:
        return bool(value), value
    number = read_known(form, name, number_kind(fact))
    return number is not None, number


def initial_of(name: str, value: FactValue) -> Any:
    """Return how a known fact stands in its field."""
    fact = FACTS[name]
    if fact.kind is FactKind.YES_NO:
        return YES if value else NO
    if isinstance(value, int) and fact.kind in (FactKind.VND, FactKind.COUNT):
        return format_number(Decimal(value).scaleb(-PPM_OF_PERCENT).normalize() if is_share(name) else value)
    return value


def _paper(fact: Fact) -> str:
    paper = pick(fact.paper_vi, fact.paper_en)
    return _("Theo %(paper)s.") % {"paper": paper} if paper else ""
