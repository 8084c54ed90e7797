"""What the groups of a point owe on a day, loan by loan, without names: for programs that fill in many sheets.

It says of principal and interest what `due` prints, at a tenth of the cost: nearly all loans only went on since their
rows were kept, and nothing of the session before is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from tantam.base.asked import Scope
from tantam.core.loans.course import NIGHT
from tantam.core.loans.points import points_of, whole_dong
from tantam.groups.models import Group, GroupMember
from tantam.groups.parts.days import holding_on
from tantam.lending.models import Loan, LoanBalance
from tantam.lending.parts.needing import OWED
from tantam.lending.parts.sessions.holding import get_point_in
from tantam.lending.parts.sessions.owed import owed_on

_KEPT: Final = (
    *("day", "principal_vnd", "overdue_vnd", "points_current", "points_overdue", "rate_ppm", "overdue_rate_ppm"),
    *("next_turn_on", "follows_plan", "is_frozen"),
)


class LoanOwed(NamedTuple):
    """What may be paid of a loan, in đồng."""

    number: str
    principal_vnd: int
    interest_vnd: int


@dataclass(frozen=True, slots=True)
class GroupOwed:
    """A group with the codes of its households, and the loans of which anything may be paid."""

    id: int
    code: str
    households: tuple[str, ...]
    loans: tuple[LoanOwed, ...]


class _Row(NamedTuple):
    loan_id: int
    number: str
    household_id: int
    day: date
    principal_vnd: int
    overdue_vnd: int
    points_current: int
    points_overdue: int
    rate_ppm: int
    overdue_rate_ppm: int
    next_turn_on: date | None
    follows_plan: bool
    is_frozen: bool


def list_owed_at_point(*, scope: Scope, point_id: int, day: date) -> list[GroupOwed]:
    """Return what may be paid at a point on a day, group by group; statements do not grow with groups.

    :raises OutOfScope: if the point is not of the actor's offices.
    """
    point = get_point_in(scope, point_id)
    groups = Group.objects.filter(point=point, state=Group.State.ACTIVE).order_by("code").values_list("id", "code")
    members = GroupMember.objects.filter(holding_on(day), group__point=point, group__state=Group.State.ACTIVE)
    homes: dict[int, dict[int, str]] = defaultdict(dict)
    in_order = members.order_by("group_id", "starts_on", "id")
    for group_id, household_id, code in in_order.values_list("group_id", "household_id", "household__code"):
        homes[group_id][household_id] = code
    wanted = [household_id for of_group in homes.values() for household_id in of_group]
    owed = _owed(wanted, point.office_id, day)
    return [
        GroupOwed(
            id=group_id,
            code=code,
            households=tuple(homes[group_id].values()),
            loans=tuple(loan for household_id in homes[group_id] for loan in owed.get(household_id, ())),
        )
        for group_id, code in groups
    ]


def _owed(household_ids: Iterable[int], office_id: int, day: date) -> Mapping[int, list[LoanOwed]]:
    kept = LoanBalance.objects.filter(OWED, loan__household_id__in=household_ids)
    names = ("loan__office_id", "loan_id", "loan__number", "loan__household_id", *_KEPT)
    read = kept.order_by("loan__contract_on", "loan__number").values_list(*names)
    # Not asked of the database, or SQLite goes through all loans of the office.
    rows = [_Row(*row) for of_office, *row in read if of_office == office_id]
    folded = _folded([row.loan_id for row in rows if not _goes_on(row, day)], day)
    found: dict[int, list[LoanOwed]] = defaultdict(list)
    for row in rows:
        loan = folded[row.loan_id] if row.loan_id in folded else _stepped(row, day)
        if loan is not None and (loan.principal_vnd or loan.interest_vnd):
            found[row.household_id].append(loan)
    return found


def _goes_on(row: _Row, day: date) -> bool:
    """Tell whether a kept row says it all: nothing but nights came since."""
    holds = row.next_turn_on is None or day <= row.next_turn_on
    return row.follows_plan and not row.is_frozen and row.day <= day and holds


def _stepped(row: _Row, day: date) -> LoanOwed:
    nights = (day - row.day).days
    current = row.points_current + points_of(row.principal_vnd - row.overdue_vnd, rate_ppm=row.rate_ppm, nights=nights)
    overdue = row.points_overdue + points_of(row.overdue_vnd, rate_ppm=row.overdue_rate_ppm, nights=nights)
    return LoanOwed(row.number, row.principal_vnd, whole_dong(current) + whole_dong(overdue))


def _folded(loan_ids: list[int], day: date) -> dict[int, LoanOwed | None]:
    """Return what the whole life of loans says; None for one that pays nothing while it is frozen."""
    loans = list(Loan.objects.filter(pk__in=loan_ids)) if loan_ids else []
    lines = owed_on(loans, day=day, since=day - NIGHT) if loans else {}
    found: dict[int, LoanOwed | None] = dict.fromkeys(loan_ids)
    for loan in loans:
        line = lines.get(loan.pk)
        if line is not None and not line.is_frozen:
            found[loan.pk] = LoanOwed(loan.number, line.balances.principal_vnd, line.balances.interest_vnd)
    return found
