"""Checks the law of groups as data: values that overlap, holes that nothing explains, references."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from tantam.core.law.dated import Dated
from tantam.core.law.groups import EntrustmentTerms, GroupLaw, GroupRules
from tantam.programmes.law_check import LawProblem, Placed, uncovered

_RULES = tuple(GroupRules.model_fields)
_TERMS = tuple(name for name in EntrustmentTerms.model_fields if name != "silent")


def values_of(law: GroupLaw) -> Iterator[Placed]:
    """Yield every dated value with its place."""
    for owner, what, values in _lists(law):
        yield from (Placed(owner, what, value) for value in values)


def group_law_problems(law: GroupLaw) -> list[LawProblem]:
    """Return what is wrong with the law of groups."""
    return [problem for owner, what, values in _lists(law) for problem in _of_list(law, owner, what, values)] + [
        LawProblem("RULE", "groups/group", f"số lượng tối thiểu lớn hơn tối đa ngày {day:%d/%m/%Y}")
        for day in _reversed_days(law)
    ]


def _lists(law: GroupLaw) -> Iterator[tuple[str, str, Sequence[Dated[Any]]]]:
    for what in _RULES:
        yield "groups/group", what, getattr(law.rules, what)
    for what in _TERMS:
        yield "groups/entrustment", what, getattr(law.entrustment, what)


def _of_list(law: GroupLaw, owner: str, what: str, values: Sequence[Dated[Any]]) -> Iterator[LawProblem]:
    place = f"{owner}: {what}"
    if not values:
        yield LawProblem("HOLE", place, "không có giá trị nào")
        return
    ordered = sorted(values, key=lambda value: value.starts_on)
    for earlier, later in pairwise(ordered):
        if earlier.ends_before is None or earlier.ends_before > later.starts_on:
            yield LawProblem("OVERLAP", place, f"hai giá trị cùng có hiệu lực ngày {later.starts_on:%d/%m/%Y}")
    silent = [silence for silence in law.entrustment.silent if silence.what == what]
    for day in uncovered([*ordered, *silent], ordered[0].starts_on, None):
        yield LawProblem("HOLE", place, f"không có giá trị từ ngày {day:%d/%m/%Y}; ghi giá trị, hoặc ghi vào silent")


def _reversed_days(law: GroupLaw) -> Iterator[date]:
    """Yield the days on which a least number is above its greatest."""
    for low, high in ((law.rules.members_min, law.rules.members_max), (law.rules.board_min, law.rules.board_max)):
        for least in low:
            for most in high:
                day = max(least.starts_on, most.starts_on)
                if least.holds_on(day) and most.holds_on(day) and least.value > most.value:
                    yield day
