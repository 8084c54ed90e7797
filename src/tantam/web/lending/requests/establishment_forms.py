"""The form of an establishment's request: 01/TD, what the law asks of it, and the paper that this rests on."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tantam.core.eligibility.answers import FactValue
from tantam.core.law.facts import FACTS
from tantam.lending.parts.requests.establishments import GROUND_MAX, EstablishmentRequest
from tantam.web.groups.forms import Choices, choose
from tantam.web.lending.requests.forms import PlanForm
from tantam.web.programmes.fact_fields import fact_field, read_fact

_FACT: Final = "fact_"


class EstablishmentRequestForm(PlanForm):
    """What an establishment asks for, and what is stated of it; a fact may be left open."""

    office = forms.ChoiceField(label=_("Đơn vị ngân hàng nhận hồ sơ"))
    ground = forms.CharField(
        label=_("Căn cứ của thông tin khai"),
        max_length=GROUND_MAX,
        required=False,
        help_text=_("Ví dụ bảng lương tháng 10/2026, phương án sử dụng vốn ngày 10/11/2026"),
    )

    def __init__(self, *args: Any, offices: Choices, facts: tuple[str, ...], **rest: Any) -> None:
        super().__init__(*args, **rest)
        choose(self, "office", offices, empty=None if len(offices) == 1 else "–")
        self._names = facts
        self.known: dict[str, FactValue] = {}
        self.fields |= {_FACT + name: fact_field(FACTS[name]) for name in facts}

    @property
    def heads(self) -> list[BoundField]:
        """Return the fields above the plan."""
        return [self["office"], *super().heads]

    @property
    def stated(self) -> list[BoundField]:
        """Return the fields in which facts are stated, each with the question that two meanings raise."""
        asked = [name for fact in self._names for name in (_FACT + fact, f"nghia_{_FACT}{fact}")]
        return [self[name] for name in (*asked, "ground") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Read the facts that were stated, and ask for the paper that they rest on."""
        typed = super().clean()
        for name in self._names:
            try:
                is_known, value = read_fact(self, FACTS[name], _FACT + name)
            except ValidationError as problem:
                self.add_error(_FACT + name, problem)
                continue
            if is_known:
                self.known[name] = value
        if self.known and not typed.get("ground"):
            self.add_error("ground", gettext("Cần ghi giấy tờ đã xem."))
        return typed

    def request(self) -> EstablishmentRequest:
        """Return the request that was typed."""
        stated = tuple(self.known.items())
        return EstablishmentRequest(facts=stated, ground=self.cleaned_data["ground"], **self.plan())
