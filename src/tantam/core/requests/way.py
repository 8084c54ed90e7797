"""The way of a list of requests by the law of a day: the next step, its last day, what is allowed of repayment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tantam.core.law.dated import find_on, get_on
from tantam.core.law.lending_steps import Step
from tantam.core.working_days import YearNotCovered, add_working_days, is_working_day

if TYPE_CHECKING:
    from tantam.core.law.lending_steps import LendingSteps, Path
    from tantam.core.working_days import DaysOff

_SATURDAY: Final = 5


def steps_of(law: LendingSteps, path: Path) -> tuple[Step, ...]:
    """Return the steps of a path in their order."""
    return tuple(rule.step for rule in law.steps if rule.path is path)


def step_after(law: LendingSteps, path: Path, done: Step) -> Step | None:
    """Return what comes after a step on a path, which may lack the step itself; None after the last."""
    order = list(Step)
    return next((step for step in steps_of(law, path) if order.index(step) > order.index(done)), None)


def due_on(law: LendingSteps, path: Path, step: Step, *, since: date, days_off: DaysOff) -> date | None:
    """Return the last day of a step that waits since a day; None where the law sets no limit or no holidays are known.

    The day of the step before is not counted.
    """
    limits = next(rule.limits for rule in law.steps if rule.path is path and rule.step is step)
    limit = find_on(limits, since)
    if limit is None:
        return None
    try:
        return add_working_days(since, limit.value, days_off=days_off)
    except YearNotCovered:
        return None


def approval_lapses_on(law: LendingSteps, approved_on: date) -> date:
    """Return the last day on which an approved loan may be paid out.

    :raises MissingValueError: if the law says nothing for the day.
    """
    return approved_on + timedelta(days=get_on(law.approval_days, approved_on, name="approval_days").value)


def use_check_due_on(law: LendingSteps, paid_out_on: date) -> date:
    """Return the last day of the check of how paid-out money is used.

    :raises MissingValueError: if the law says nothing for the day.
    """
    return paid_out_on + timedelta(days=get_on(law.use_check_days, paid_out_on, name="use_check_days").value)


def allowed_months(law: LendingSteps, programme: str, day: date) -> frozenset[int]:
    """Return how many months may lie between two instalments under a programme.

    :raises MissingValueError: if the law says nothing for the day.
    """
    own = next((one.values for one in law.own_instalment_months if one.programme == programme), ())
    found = find_on(own, day) or get_on(law.instalment_months, day, name="instalment_months")
    return found.value


def single_payment_months(law: LendingSteps, day: date) -> int:
    """Return up to how many months a loan is repaid at once.

    :raises MissingValueError: if the law says nothing for the day.
    """
    return get_on(law.single_payment_months, day, name="single_payment_months").value


def working_days_left(today: date, due: date, *, days_off: DaysOff) -> int:
    """Return how many working days are left until a last day; below zero, how many it is overdue.

    Of days whose holidays are not known Monday to Friday are counted.
    """
    first, last = sorted((today, due))
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    count = sum(_works(day, days_off) for day in days)
    return count if due >= today else -count


def _works(day: date, days_off: DaysOff) -> bool:
    try:
        return is_working_day(day, days_off=days_off)
    except YearNotCovered:
        return day.weekday() < _SATURDAY
