"""Checks the law of groups as data: values that overlap, holes that nothing explains, references."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tantam.core.law.dated import Dated
from tantam.core.law.groups import EntrustmentTerms, GroupLaw, GroupRules
from tantam.programmes.law_check import LawProblem, Placed, lasting_problems

_RULES = tuple(GroupRules.model_fields)
_TERMS = tuple(name for name in EntrustmentTerms.model_fields if name != "silent")


def values_of(law: GroupLaw) -> Iterator[Placed]:
    """Yield every dated value with its place."""
    for owner, what, values in _lists(law):
        yield from (Placed(owner, what, value) for value in values)


def group_law_problems(law: GroupLaw) -> list[LawProblem]:
    """Return what is wrong with the law of groups."""
    reversed_limits = (
        LawProblem("RULE", "groups/group", f"số lượng tối thiểu lớn hơn tối đa ngày {day:%d/%m/%Y}")
        for day in _reversed_days(law)
    )
    return [*_values_problems(law), *reversed_limits]


def _lists(law: GroupLaw) -> Iterator[tuple[str, str, Sequence[Dated[Any]]]]:
    for what in _RULES:
        yield "groups/group", what, getattr(law.rules, what)
    for what in _TERMS:
        yield "groups/entrustment", what, getattr(law.entrustment, what)


def _values_problems(law: GroupLaw) -> Iterator[LawProblem]:
    for owner, what, values in _lists(law):
        silent = [silence for silence in law.entrustment.silent if silence.what == what]
        yield from lasting_problems(owner, what, values, silent=silent)


def _reversed_days(law: GroupLaw) -> Iterator[date]:
    """Yield the days on which a least number is above its greatest."""
    for low, high in ((law.rules.members_min, law.rules.members_max), (law.rules.board_min, law.rules.board_max)):
        for least in low:
            for most in high:
                day = max(least.starts_on, most.starts_on)
                if least.holds_on(day) and most.holds_on(day) and least.value > most.value:
                    yield day
