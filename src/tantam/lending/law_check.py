"""Checks the law of a loan's way as data: values that overlap, holes, programmes that nobody knows."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from tantam.core.law.dated import Dated
from tantam.core.law.lending_steps import LendingSteps
from tantam.core.law.savings import SavingsLaw
from tantam.programmes.law_check import LawProblem, Placed, lasting_problems

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
    return [problem for what, values in _lists(law) for problem in lasting_problems(_OWNER, what, values)] + [
        LawProblem("REFERENCE", f"{_OWNER}: own_instalment_months", f"không có chương trình {code}") for code in unknown
    ]


def values_of_savings(law: SavingsLaw) -> Iterator[Placed]:
    """Yield every dated rate of savings with its place."""
    yield from (Placed(_SAVINGS, "demand_ppm", value) for value in law.demand_ppm)


def savings_problems(law: SavingsLaw) -> list[LawProblem]:
    """Return what is wrong with the law of savings."""
    return list(lasting_problems(_SAVINGS, "demand_ppm", law.demand_ppm))


def _lists(law: LendingSteps) -> Iterator[tuple[str, Sequence[Dated[Any]]]]:
    for what in _LISTS:
        yield what, getattr(law, what)
    for rule in law.steps:
        if rule.limits:
            yield f"steps.{rule.path}.{rule.step}", rule.limits
    for own in law.own_instalment_months:
        yield f"own_instalment_months.{own.programme}", own.values
