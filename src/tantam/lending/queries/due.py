"""What is due at a session, group by group: what a collection sheet has printed on it, and its screen filled in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tantam.base.asked import EVERYTHING, Scope
from tantam.core.session_days import session_before
from tantam.groups.models import BoardSeat, Convention, Group, GroupMember
from tantam.groups.parts.days import holding_on
from tantam.lending.models import Loan, LoanBalance, SavingsAccount
from tantam.lending.parts.needing import OWED
from tantam.lending.parts.sessions.holding import get_point_in
from tantam.lending.parts.sessions.owed import Owed, owed_on
from tantam.people.queries.homes import Named, list_names
from tantam.units.days_off import days_off
from tantam.units.models import TransactionPoint


@dataclass(frozen=True, slots=True)
class LoanDue:
    """A loan on a sheet, in đồng: what stands, and what is owed on the day of the session."""

    number: str
    programme: str
    principal_vnd: int
    overdue_vnd: int
    due_vnd: int
    interest_arrears_vnd: int
    interest_period_vnd: int
    interest_current_vnd: int
    interest_overdue_vnd: int
    is_frozen: bool

    @property
    def interest_vnd(self) -> int:
        """Return all interest that is owed."""
        return self.interest_current_vnd + self.interest_overdue_vnd

    @property
    def may_pay(self) -> bool:
        """Tell whether anything may be taken for it: a frozen loan pays nothing."""
        return not self.is_frozen and (self.principal_vnd > 0 or self.interest_vnd > 0)


@dataclass(frozen=True, slots=True)
class MemberDue:
    """A household on a sheet with its loans; savings in đồng: what the group agreed on a month, and what it has."""

    household_code: str
    name: str
    loans: tuple[LoanDue, ...]
    agreed_savings_vnd: int
    savings_vnd: int


@dataclass(frozen=True, slots=True)
class GroupDue:
    """A group's sheet."""

    id: int
    code: str
    name: str
    village: str
    head: str
    members: tuple[MemberDue, ...]

    @property
    def title(self) -> str:
        """Return what the group is called."""
        return self.name or self.code

    @property
    def loans(self) -> list[LoanDue]:
        """Return the loans of all households."""
        return [loan for member in self.members for loan in member.loans]

    @property
    def interest_vnd(self) -> int:
        """Return all interest owed by households whose loans are not frozen."""
        return sum(loan.interest_vnd for loan in self.loans if loan.may_pay)

    @property
    def due_vnd(self) -> int:
        """Return the principal that is due."""
        return sum(loan.due_vnd for loan in self.loans)

    @property
    def agreed_savings_vnd(self) -> int:
        """Return the savings that the households agreed on."""
        return sum(member.agreed_savings_vnd for member in self.members)


@dataclass(frozen=True, slots=True)
class PointDue:
    """The sheets of a point on the day of a session; `since` is the session before."""

    point_id: int
    point: str
    commune: str
    office: str
    place: str
    day: date
    since: date
    groups: tuple[GroupDue, ...]


def get_point_due(*, scope: Scope, point_id: int, day: date, group_id: int | None = None) -> PointDue:
    """Return what is due at a point on a day, of all its groups or of one; statements do not grow with groups.

    Whoever sees the point sees by name who comes to it, in whatever commune they live.

    :raises OutOfScope: if the point is not of the actor's offices.
    """
    point = get_point_in(scope, point_id)
    groups = Group.objects.filter(point=point, state=Group.State.ACTIVE).select_related("village").order_by("code")
    if group_id is not None:
        groups = groups.filter(pk=group_id)
    since = session_before(day, visit_day=point.visit_day, days_off=days_off())
    return PointDue(
        point_id=point.pk,
        point=point.name,
        commune=str(point.commune),
        office=point.office.name,
        place=point.place,
        day=day,
        since=since,
        groups=tuple(_sheets(list(groups), point, day=day, since=since)),
    )


def _sheets(groups: list[Group], point: TransactionPoint, *, day: date, since: date) -> Iterable[GroupDue]:
    ids = [group.pk for group in groups]
    members = list(
        GroupMember.objects.filter(holding_on(day), group_id__in=ids)
        .select_related("household")
        .order_by("group_id", "starts_on", "id")
    )
    heads = dict(
        BoardSeat.objects.filter(holding_on(day), group_id__in=ids, role=BoardSeat.Role.HEAD)
        .order_by("id")
        .values_list("group_id", "person_id")
    )
    names = list_names(scope=EVERYTHING, person_ids={one.person_id for one in members} | set(heads.values()))
    homes = {one.household_id for one in members}
    loans = _loans(homes, point.office_id, day=day, since=since)
    balances = _savings(homes, point.office_id)
    agreed = _agreed(ids, day)
    for group in groups:
        head = names.get(heads.get(group.pk, 0))
        yield GroupDue(
            id=group.pk,
            code=group.code,
            name=group.name,
            village=group.village.name,
            head=head.name if head else "",
            members=tuple(
                _member(one, names, loans[one.household_id], agreed.get(group.pk, 0), balances)
                for one in members
                if one.group_id == group.pk
            ),
        )


def _savings(homes: set[int], office_id: int) -> Mapping[int, int]:
    """Return what households have in savings at an office; what those had that were merged into them is theirs."""
    of_homes = Q(household_id__in=homes) | Q(household__merged_into_id__in=homes)
    rows = SavingsAccount.objects.filter(of_homes, office_id=office_id)
    found: dict[int, int] = defaultdict(int)
    for number, merged_into, vnd in rows.values_list("household_id", "household__merged_into_id", "balance_vnd"):
        found[number if number in homes or merged_into is None else merged_into] += vnd
    return found


def _member(
    one: GroupMember,
    names: Mapping[int, Named],
    loans: list[LoanDue],
    agreed_vnd: int,
    balances: Mapping[int, int],
) -> MemberDue:
    named = names.get(one.person_id)
    return MemberDue(
        household_code=one.household.code,
        name=named.name if named else "",
        loans=tuple(loans),
        agreed_savings_vnd=agreed_vnd,
        savings_vnd=balances.get(one.household_id, 0),
    )


def _loans(homes: set[int], office_id: int, *, day: date, since: date) -> Mapping[int, list[LoanDue]]:
    """Return the loans of households that owe or owed on the day, by household and contract."""
    # What happened since the session before may have settled a loan that owed on the day.
    owing = OWED | Q(day__gt=since)
    ids = LoanBalance.objects.filter(owing, loan__household_id__in=homes, loan__office_id=office_id).values("loan_id")
    rows = list(Loan.objects.filter(pk__in=ids).order_by("contract_on", "number"))
    owed = owed_on(rows, day=day, since=since)
    found: dict[int, list[LoanDue]] = defaultdict(list)
    for loan in rows:
        line = owed.get(loan.pk)
        if line is not None and line.balances.owed_vnd:
            found[loan.household_id or 0].append(_loan_due(loan, line))
    return found


def _loan_due(loan: Loan, owed: Owed) -> LoanDue:
    return LoanDue(
        number=loan.number,
        programme=loan.programme,
        principal_vnd=owed.balances.principal_vnd,
        overdue_vnd=owed.balances.overdue_vnd,
        due_vnd=owed.due_vnd,
        interest_arrears_vnd=owed.interest_arrears_vnd,
        interest_period_vnd=owed.interest_period_vnd,
        interest_current_vnd=owed.balances.interest_current_vnd,
        interest_overdue_vnd=owed.balances.interest_overdue_vnd,
        is_frozen=owed.is_frozen,
    )


def _agreed(group_ids: list[int], day: date) -> dict[int, int]:
    """Return what groups agreed to save a month on a day, by their ids; the latest agreement holds."""
    rows = Convention.objects.filter(group_id__in=group_ids, starts_on__lte=day).order_by("starts_on", "id")
    return dict(rows.values_list("group_id", "monthly_savings_vnd"))
