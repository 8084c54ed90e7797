"""The filters of the matrix and of the list of duties."""

from typing import Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.duties import DutyState
from tantam.plans.queries.frame import Frame
from tantam.plans.queries.matrix import OWN_PERIODS, Selection
from tantam.plans.wording.period_words import period_words
from tantam.web.plans.overview.addresses import DONE_WORD, EXPECTED_WORD, STATE_WORDS, STATES_OF
from tantam.web.templatetags.tantam import state_word

Choices = list[tuple[str, str]]
MAIN: Final = ("q", "ky", "trang-thai")


class Filters(forms.Form):
    """What may be chosen, from what the plan has. The names are those of the address."""

    q = forms.CharField(label=gettext_lazy("Tìm đơn vị, nhiệm vụ"), required=False, max_length=100)
    ky = forms.ChoiceField(label=gettext_lazy("Kỳ báo cáo"), required=False)
    nhom = forms.ChoiceField(label=gettext_lazy("Nhóm nhiệm vụ"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)

    @property
    def main(self) -> list[forms.BoundField]:
        """Return the filters that always show."""
        return [self[name] for name in MAIN]

    @property
    def further(self) -> list[forms.BoundField]:
        """Return the filters that show when asked for."""
        return [field for field in self if field.name not in MAIN]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether one of the further filters is set."""
        return any(self.initial.get(field.name) for field in self.further)


def filters_for(frame: Frame, selection: Selection) -> Filters:
    """Return the filters of a plan, set to a selection."""
    form = Filters(
        initial={
            "q": selection.text,
            "ky": selection.period,
            "nhom": selection.section,
            "loai": selection.kind,
            "dia-ban": selection.area,
            "trang-thai": next((w for w, states in STATES_OF.items() if states == selection.states), ""),
        },
        auto_id="loc-%s",
    )
    _set(form, "ky", _period_choices(frame))
    _set(form, "nhom", [(row.code, f"{row.code}. {_cut(row.title)}") for row in frame.sections])
    kinds = {unit.kind: unit.kind_label[:1].upper() + unit.kind_label[1:] for unit in frame.units}
    _set(form, "loai", list(kinds.items()))
    areas = sorted({unit.area for unit in frame.units if unit.area})
    if areas:
        form.fields["dia-ban"] = forms.ChoiceField(label=_("Địa bàn huyện cũ"), required=False)
        _set(form, "dia-ban", [(area, area) for area in areas])
    form.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), required=False)
    words = [(word, state_word(state)) for word, state in STATE_WORDS.items()]
    _set(
        form,
        "trang-thai",
        [*words, (DONE_WORD, _("Đã hoàn thành")), (EXPECTED_WORD, _("Phải làm (trừ miễn)"))],
    )
    return form


def chosen_words(frame: Frame, selection: Selection) -> str:
    """Say in words which duties a selection takes, for headings and paper."""
    periods = {row.code: period_words(row.label) for row in frame.periods} | {OWN_PERIODS: _("Mọi thời hạn riêng")}
    kinds = {row.kind: row.kind_label for row in frame.units}
    parts = [
        periods.get(selection.period, selection.period) or _("Mọi kỳ"),
        selection.section and _("nhóm %(code)s") % {"code": selection.section},
        selection.task and _("nhiệm vụ %(code)s") % {"code": selection.task},
        kinds.get(selection.kind, selection.kind),
        selection.area,
        next((row.name for row in frame.units if row.code == selection.unit), selection.unit),
        selection.text and f"“{selection.text}”",
        ", ".join(state_word(state) for state in DutyState if state in selection.states),
    ]
    return "; ".join(part for part in parts if part)


def _period_choices(frame: Frame) -> Choices:
    shared = [(row.code, period_words(row.label)) for row in frame.periods if row.own_task_id is None]
    own = [(row.code, period_words(row.label)) for row in frame.periods if row.own_task_id is not None]
    return [*shared, *([(OWN_PERIODS, _("Mọi thời hạn riêng"))] if own else []), *own]


def _set(form: Filters, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("Tất cả")), *choices]


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
