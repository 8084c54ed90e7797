"""An overlay in words: what holds now, with its clause, and what would hold instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.eligibility.terms import terms_on
from tantam.core.law.conditions import Requirement
from tantam.core.law.dated import Standing
from tantam.core.law.programme import Law, PovertyStandard, Programme
from tantam.core.reforms.overlay import Difference, Overlay, Source, apply_overlay, differences
from tantam.core.vietnamese import format_number
from tantam.programmes.wording.conditions import needs_of
from tantam.programmes.wording.numbers import in_language, vnd_words
from tantam.programmes.wording.sources import reference_words
from tantam.programmes.wording.terms import (
    cap_words,
    lending_words,
    overdue_rule_words,
    rate_rule_words,
    term_words,
)

TERM_WORDS: Final = {
    "lending": gettext_lazy("Cho vay mới"),
    "cap": gettext_lazy("Mức vay tối đa"),
    "rate": gettext_lazy("Lãi suất"),
    "overdue_rate": gettext_lazy("Lãi suất quá hạn"),
    "longest_term": gettext_lazy("Thời hạn tối đa"),
    "unsecured_up_to_vnd": gettext_lazy("Mức không phải bảo đảm"),
}
PARAMETER_WORDS: Final = {
    "escaped_years": gettext_lazy("Số năm còn được vay từ ngày thoát nghèo"),
    "release_years": gettext_lazy("Số năm còn được vay từ ngày chấp hành xong án"),
    "rehabilitation_years": gettext_lazy("Số năm còn được vay từ ngày hoàn thành cai nghiện"),
}
SOURCE_WORDS: Final = {
    Source.CENTRAL.value: gettext_lazy("Trung ương"),
    Source.MOBILISED.value: gettext_lazy("Huy động"),
    Source.LOCAL.value: gettext_lazy("Địa phương"),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change: the programme, the thing, before and after in words, and where the value of today stands."""

    programme: str
    thing: str
    before: str
    after: str
    clause: str
    is_new: bool = False

    @property
    def sentence(self) -> str:
        """Return the change in one sentence."""
        words = {"programme": self.programme, "thing": self.thing, "before": self.before, "after": self.after}
        if self.is_new:
            return _("%(programme)s (chương trình mới), %(thing)s: %(after)s") % words
        return _("%(programme)s, %(thing)s: từ %(before)s thành %(after)s") % words


def change_lines(law: Law, overlay: Overlay) -> tuple[ChangeLine, ...]:
    """Return what an overlay changes and adds, in words; a value that stays is left out.

    :raises NothingToChange: as `apply_overlay`.
    """
    other = apply_overlay(law, overlay)
    lines = [_line(difference, law, other, overlay) for difference in differences(law, overlay)]
    for code, new in overlay.add.items():
        lines += _new_lines(other.programmes[code], new.source, other, overlay)
    return tuple(lines)


def _line(difference: Difference, law: Law, other: Law, overlay: Overlay) -> ChangeLine:
    if difference.term == "poverty_standard":
        programme, thing = _("Mọi chương trình"), _("Chuẩn nghèo")
    else:
        programme = in_language(law.programmes[difference.programme].name)
        thing = _thing(difference)
    return ChangeLine(
        programme=programme,
        thing=thing,
        before=_value(difference, difference.before, law, overlay),
        after=_value(difference, difference.after, other, overlay),
        clause=reference_words(difference.before.reference) if difference.before else "",
    )


def parameter_words(name: str) -> str:
    """Return what a number of a programme's conditions says; one without words is called by its name."""
    return str(PARAMETER_WORDS[name]) if name in PARAMETER_WORDS else _("Tham số %(name)s") % {"name": name}


def _thing(difference: Difference) -> str:
    if difference.term == "parameters":
        return parameter_words(difference.name)
    if difference.term == "requirements":
        return _("Điều kiện “%(words)s”") % {"words": in_language(_named_rule(difference).words)}
    return str(TERM_WORDS[difference.term])


def _named_rule(difference: Difference) -> Requirement:
    """Return the rule whose words name a changed condition: the one that holds now, else the proposed one."""
    rule = difference.before or difference.after
    assert isinstance(rule, Requirement)
    return rule


def _value(difference: Difference, standing: Standing | None, law: Law, overlay: Overlay) -> str:
    if standing is None:
        return _("bãi bỏ") if difference.term == "requirements" else _("chưa có quy định")
    if isinstance(standing, Requirement):
        parameters = terms_on(law, difference.programme, overlay.starts_on).parameters
        is_named = standing.words == _named_rule(difference).words
        return _needed_words(standing, parameters) if is_named else _rule_words(standing, parameters)
    return value_words(difference.term, standing.value, law.programmes)  # type: ignore[attr-defined]


def value_words(term: str, value: Any, programmes: Mapping[str, Programme]) -> str:
    """Say the value of a term."""
    if term == "rate":
        return rate_rule_words(value, programmes)
    return _SAYING.get(term, format_number)(value)


def _rule_words(rule: Requirement, parameters: Mapping[str, int]) -> str:
    return f"{in_language(rule.words)} ({_needed_words(rule, parameters)})"


def _needed_words(rule: Requirement, parameters: Mapping[str, int]) -> str:
    """Say what a rule asks, question by question; of what is alternative, one is enough."""
    needs = needs_of(rule.when, parameters=parameters, had={})
    alone = [f"{need.question} {need.needed}" for need in needs if not need.is_one_of]
    alternatives = [f"{need.question} {need.needed}" for need in needs if need.is_one_of]
    return "; ".join([*alone, _("; hoặc ").join(alternatives)] if alternatives else alone)


def _standard_words(standard: PovertyStandard) -> str:
    return _("thu nhập đến %(rural)s (nông thôn), %(urban)s (thành thị); nghèo khi thiếu từ %(count)d chỉ số") % {
        "rural": vnd_words(standard.rural_income_vnd),
        "urban": vnd_words(standard.urban_income_vnd),
        "count": standard.poor_from_deprivations,
    }


_SAYING: Final[Mapping[str, Callable[[Any], str]]] = {
    "lending": lending_words,
    "cap": cap_words,
    "overdue_rate": overdue_rule_words,
    "longest_term": term_words,
    "unsecured_up_to_vnd": vnd_words,
    "poverty_standard": _standard_words,
}


def _new_lines(programme: Programme, source: Source, law: Law, overlay: Overlay) -> list[ChangeLine]:
    name, terms = in_language(programme.name), terms_on(law, programme.code, overlay.starts_on)
    rows = [(_("Nguồn vốn"), str(SOURCE_WORDS[source.value])), (_("Đối tượng"), in_language(programme.who))]
    for term in TERM_WORDS:
        values = getattr(programme, term)
        if values and term != "lending":
            rows.append((str(TERM_WORDS[term]), value_words(term, values[0].value, law.programmes)))
    rows += [(_("Điều kiện"), _rule_words(rule, terms.parameters)) for rule in terms.requirements]
    return [ChangeLine(name, thing, _("chưa có"), said, "", is_new=True) for thing, said in rows]
