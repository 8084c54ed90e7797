"""Conditions and facts in words: what a rule needs, and what a household has."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.eligibility.answers import FactValue
from tantam.core.law.conditions import Condition, Parameter
from tantam.core.law.facts import FACTS, Fact, FactKind
from tantam.core.vietnamese import format_date, format_number
from tantam.programmes.wording.numbers import percent_words, pick, vnd_words

CHOICES: Final[Mapping[str, str | Promise]] = {
    "POOR": gettext_lazy("hộ nghèo"),
    "NEAR_POOR": gettext_lazy("hộ cận nghèo"),
    "AVERAGE": gettext_lazy("hộ có mức sống trung bình"),
    "NONE": gettext_lazy("không thuộc diện nào"),
}


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One fact that a rule asks for: the question, what the rule needs, what the household has.

    `had` is empty where the fact is not known. `is_one_of` marks lines of which one is enough.
    """

    fact: str
    question: str
    needed: str
    had: str
    is_one_of: bool


def question_of(fact: Fact) -> str:
    """Return the question that a fact answers."""
    return pick(fact.vi, fact.en)


def choice_words(choice: str) -> str:
    """Return the words of a choice."""
    return str(CHOICES.get(choice, choice))


def is_share(name: str) -> bool:
    """Tell whether a fact is a share in parts per million, which people say in percent."""
    return name.endswith("_ppm")


def value_words(name: str, value: FactValue) -> str:
    """Write the value of a fact: có, 3, 12.000.000 đ, 07/08/2025, hộ nghèo."""
    if value is None:
        return _("không có")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, str):
        return choice_words(value)
    return _number_words(name, value)


def _number_words(name: str, value: int) -> str:
    if FACTS[name].kind is FactKind.VND:
        return vnd_words(value)
    return percent_words(value) if is_share(name) else format_number(value)


def needs_of(
    condition: Condition,
    *,
    parameters: Mapping[str, int],
    had: Mapping[str, FactValue],
    declared: Collection[str] = (),
) -> tuple[NeedLine, ...]:
    """Return what a rule needs, fact by fact, in the order in which the law writes it.

    `declared` facts are marked as the officer's word.
    """
    said = {name: fact_words(name, value, declared=declared) for name, value in had.items()}
    return tuple(_walk(condition, parameters, said, is_one_of=False, negated=False))


def fact_words(name: str, value: FactValue, *, declared: Collection[str]) -> str:
    """Write what a household has, marked where an officer declared it."""
    said = value_words(name, value)
    return _("%(value)s, do cán bộ khai") % {"value": said} if name in declared else said


def _walk(
    condition: Condition,
    parameters: Mapping[str, int],
    had: Mapping[str, str],
    *,
    is_one_of: bool,
    negated: bool,
) -> Iterator[NeedLine]:
    if condition.fact is not None:
        name = condition.fact
        yield NeedLine(
            fact=name,
            question=question_of(FACTS[name]),
            needed=_needed(condition, parameters, negated=negated),
            had=had.get(name, ""),
            is_one_of=is_one_of,
        )
        return
    if condition.not_ is not None:
        yield from _walk(condition.not_, parameters, had, is_one_of=is_one_of, negated=not negated)
        return
    # "not (a or b)" is "not a and not b".
    alternatives = (condition.any is not None) != negated
    parts = condition.all or condition.any or ()
    for part in parts:
        one_of = is_one_of or (alternatives and len(parts) > 1)
        yield from _walk(part, parameters, had, is_one_of=one_of, negated=negated)


def _needed(condition: Condition, parameters: Mapping[str, int], *, negated: bool) -> str:
    said = _comparison(condition, parameters)
    if said is None:
        return _("không") if negated else _("có")
    return _("không phải: %(said)s") % {"said": said} if negated else said


def _comparison(condition: Condition, parameters: Mapping[str, int]) -> str | None:
    """Say the comparison; None for a yes/no fact."""
    name = condition.fact or ""
    if condition.one_of is not None:
        return _(" hoặc ").join(choice_words(choice) for choice in condition.one_of)
    if condition.years_since_at_most is not None:
        years = _number(condition.years_since_at_most, parameters)
        return _("chưa quá %(years)s năm") % {"years": "?" if years is None else format_number(years)}
    for limit, words in (
        (condition.at_most, _("không quá %(number)s")),
        (condition.at_least, _("ít nhất %(number)s")),
        (condition.below, _("dưới %(number)s")),
        (condition.above, _("trên %(number)s")),
    ):
        if limit is not None:
            number = _number(limit, parameters)
            return words % {"number": "?" if number is None else _number_words(name, number)}
    return None


def _number(limit: int | Parameter, parameters: Mapping[str, int]) -> int | None:
    return parameters.get(limit.parameter) if isinstance(limit, Parameter) else limit
