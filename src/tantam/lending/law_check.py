"""Checks the law of a loan's way as data: values that overlap, holes, programmes that nobody knows."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from tantam.core.law.dated import Dated
from tantam.core.law.lending_steps import LendingSteps
from tantam.core.law.savings import SavingsLaw
from tantam.programmes.law_check import LawProblem, Placed, uncovered

_OWNER: Final = "lending/steps"
_SAVINGS: Final = "lending/savings"
_LISTS: Final = ("approval_days", "use_check_days", "single_payment_months", "instalment_months")


def values_of(law: LendingSteps) -> Iterator[Placed]:
    """Yield every dated value with its place."""
    for what, values in _lists(law):
        yield from (Placed(_OWNER, what, value) for value in values)


def steps_problems(law: LendingSteps, *, programmes: Collection[str]) -> list[LawProblem]:
    """Return what is wrong with the law of a loan's way."""
    unknown = [own.programme for own in law.own_instalment_months if own.programme not in programmes]
    return [problem for what, values in _lists(law) for problem in _of_list(what, values)] + [
        LawProblem("REFERENCE", f"{_OWNER}: own_instalment_months", f"không có chương trình {code}") for code in unknown
    ]


def values_of_savings(law: SavingsLaw) -> Iterator[Placed]:
    """Yield every dated rate of savings with its place."""
    yield from (Placed(_SAVINGS, "demand_ppm", value) for value in law.demand_ppm)


def savings_problems(law: SavingsLaw) -> list[LawProblem]:
    """Return what is wrong with the law of savings."""
    return list(_of_list("demand_ppm", law.demand_ppm, owner=_SAVINGS))


def _lists(law: LendingSteps) -> Iterator[tuple[str, Sequence[Dated[Any]]]]:
    for what in _LISTS:
        yield what, getattr(law, what)
    for rule in law.steps:
        if rule.limits:
            yield f"steps.{rule.path}.{rule.step}", rule.limits
    for own in law.own_instalment_months:
        yield f"own_instalment_months.{own.programme}", own.values


def _of_list(what: str, values: Sequence[Dated[Any]], *, owner: str = _OWNER) -> Iterator[LawProblem]:
    place = f"{owner}: {what}"
    if not values:
        yield LawProblem("HOLE", place, "không có giá trị nào")
        return
    ordered = sorted(values, key=lambda value: value.starts_on)
    for earlier, later in pairwise(ordered):
        if earlier.ends_before is None or earlier.ends_before > later.starts_on:
            yield LawProblem("OVERLAP", place, f"hai giá trị cùng có hiệu lực ngày {later.starts_on:%d/%m/%Y}")
    for day in uncovered(ordered, ordered[0].starts_on, None):
        yield LawProblem("HOLE", place, f"không có giá trị từ ngày {day:%d/%m/%Y}")
