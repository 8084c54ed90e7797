"""What loans owe on the day of a session: by the kept rows where nothing happened since, else by the whole life."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tantam.core.loans.balances import Balances
from tantam.core.loans.course import Course
from tantam.core.loans.keeping import step
from tantam.core.loans.life import standing
from tantam.core.loans.terms import Plan
from tantam.lending.models import Loan, LoanBalance, PlannedInstalment
from tantam.lending.parts.lives import Life, read_lives
from tantam.lending.parts.rows import standing_of, terms_of


@dataclass(frozen=True, slots=True)
class Owed:
    """What a loan owes on a day, in đồng.

    `interest_arrears_vnd` was owed already on the day of the session before and is not paid yet. `due_vnd` is
    principal that the plan wanted back by the day, `overdue_vnd` the part of it that is overdue.
    """

    balances: Balances
    interest_arrears_vnd: int
    due_vnd: int
    is_frozen: bool

    @property
    def interest_period_vnd(self) -> int:
        """Return the interest that came since the session before."""
        return max(0, self.balances.interest_vnd - self.interest_arrears_vnd)


def owed_on(loans: Sequence[Loan], *, day: date, since: date) -> dict[int, Owed]:
    """Return what loans owe on a day by their ids; `since` is the day of the session before.

    Statements do not grow with the loans: two, and two more if any loan has to be gone through from its beginning.
    """
    assert since < day
    kept = {row.loan_id: row for row in LoanBalance.objects.filter(loan_id__in=[loan.pk for loan in loans])}
    quick = [loan for loan in loans if _is_quick(kept.get(loan.pk), day=day, since=since)]
    quick_ids = {loan.pk for loan in quick}
    plans = _plans(quick)
    found = {loan.pk: _stepped(kept[loan.pk], plans[loan.pk], day=day, since=since) for loan in quick}
    rest = [loan for loan in loans if loan.pk not in quick_ids]
    lives = read_lives(rest) if rest else {}
    return found | {number: _folded(life, day=day, since=since) for number, life in lives.items()}


def _is_quick(row: LoanBalance | None, *, day: date, since: date) -> bool:
    """Tell whether a kept row says it all: nothing happened or turned since the session before."""
    if row is None or not row.follows_plan or row.day > since:
        return False
    return standing_of(row).ahead.holds_until(day)


def _stepped(row: LoanBalance, plan: Plan, *, day: date, since: date) -> Owed:
    told = standing_of(row)
    before, now = (step(told.balances, told.ahead, until=until) for until in (since, day))
    return Owed(now, min(before.interest_vnd, now.interest_vnd), _due(plan, now, day), is_frozen=False)


def _folded(life: Life, *, day: date, since: date) -> Owed:
    before, now = life.at(since), life.at(day)
    paid_vnd = _interest_paid(now) - _interest_paid(before)
    arrears_vnd = min(max(0, before.interest_vnd - paid_vnd), now.interest_vnd)
    course = Course(life.terms, standing(life.events))
    is_frozen = course.is_frozen(day)
    due_vnd = now.overdue_vnd if is_frozen else _due(course.plan_on(day), now, day)
    return Owed(now, arrears_vnd, due_vnd, is_frozen)


def _interest_paid(balances: Balances) -> int:
    return balances.interest_current_paid_vnd + balances.interest_overdue_paid_vnd


def _due(plan: Plan, balances: Balances, day: date) -> int:
    """Return the principal that was to be repaid by a day, be it overdue or not yet, in đồng."""
    left_vnd = plan.principal_vnd - sum(row.principal_vnd for row in plan.instalments if row.due_on <= day)
    return max(balances.overdue_vnd, balances.principal_vnd - left_vnd)


def _plans(loans: Sequence[Loan]) -> Mapping[int, Plan]:
    rows: dict[int, list[PlannedInstalment]] = defaultdict(list)
    for row in PlannedInstalment.objects.filter(loan_id__in=[loan.pk for loan in loans]):
        rows[row.loan_id].append(row)
    return {loan.pk: terms_of(loan, rows[loan.pk]).plan for loan in loans}
