"""The loans of an area in a list: found by what one looks for, counted and summed, each with what falls due next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tantam.base.asked import Scope
from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.text import nfc
from tantam.groups.models import Group, GroupMember
from tantam.groups.parts.scope import narrow_groups
from tantam.ledger.queries.accounts import list_offices, list_sources, name_source
from tantam.lending.models import Loan, PlannedInstalment
from tantam.lending.parts.borrowers import RELATED, borrower_code, borrower_name
from tantam.lending.parts.scope import loans_in
from tantam.units.models import Commune

STATES: Final[dict[str, str | Promise]] = {
    "CURRENT": _("Trong hạn"),
    "OVERDUE": _("Quá hạn"),
    "NOT_DISBURSED": _("Chưa giải ngân"),
    "SETTLED": _("Đã trả hết"),
    "WRITTEN_OFF": _("Đã xóa nợ"),
}
DUE_DAYS: Final = (30, 90)
# Interest is asked for in whole đồng, half up: below this nothing is owed.
_NOTHING: Final = (POINTS_PER_DONG + 1) // 2


@dataclass(frozen=True, slots=True)
class LoanFilter:
    """Which loans are shown. `text` is the whole number of a contract or code of who borrows, nothing less.

    `due_within` is a number of days: of those loans principal falls due until they are over.
    """

    text: str = ""
    office_id: int | None = None
    commune_id: int | None = None
    group_id: int | None = None
    programme: str = ""
    source: str = ""
    state: str = ""
    due_within: int = 0


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan in a list, as it stands when a day begins: đồng."""

    number: str
    borrower: str
    borrower_code: str
    commune: str
    office: str
    programme: str
    source: str
    contract_on: date
    approved_vnd: int
    disbursed_vnd: int
    principal_vnd: int
    overdue_vnd: int
    state: str
    due_on: date | None
    due_vnd: int

    @property
    def state_label(self) -> str:
        """Return the words of the state."""
        return str(STATES[self.state])


@dataclass(frozen=True, slots=True)
class LoanSums:
    """How many loans there are, and what they come to in đồng."""

    count: int = 0
    approved_vnd: int = 0
    principal_vnd: int = 0
    overdue_vnd: int = 0

    def __add__(self, other: "LoanSums") -> "LoanSums":
        """Return both together."""
        return LoanSums(
            self.count + other.count,
            self.approved_vnd + other.approved_vnd,
            self.principal_vnd + other.principal_vnd,
            self.overdue_vnd + other.overdue_vnd,
        )


@dataclass(frozen=True, slots=True)
class LoanChoices:
    """What loans can be filtered by: numbers or codes with their words. Groups only of one commune."""

    offices: tuple[tuple[int, str], ...]
    communes: tuple[tuple[int, str], ...]
    groups: tuple[tuple[int, str], ...]
    sources: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]


def sum_loans(*, scope: Scope, chosen: LoanFilter, day: date) -> dict[str, LoanSums]:
    """Return the sums of the loans that the filter finds, by their state; the state that it names is passed over."""
    rows = _found(scope, chosen, day).order_by().values("state")
    added = rows.annotate(
        count=Count("pk"),
        approved=Sum("approved_vnd"),
        principal=Sum("balance__principal_vnd"),
        overdue=Sum("overdue_now"),
    )
    found = {row["state"]: LoanSums(row["count"], row["approved"], row["principal"], row["overdue"]) for row in added}
    return {state: found.get(state, LoanSums()) for state in STATES}


def list_loans(*, scope: Scope, chosen: LoanFilter, day: date, start: int = 0, count: int = 50) -> list[LoanLine]:
    """Return the loans in scope that the filter finds, as they stand when a day begins, by their numbers."""
    rows = _found(scope, chosen, day)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    rows = rows.select_related("office", "commune", *RELATED, "balance")
    shown = list(rows.order_by("number")[start : start + count])
    plans = _plans(shown)
    return [_line(row, plans[row.pk]) for row in shown]


def list_loan_choices(*, scope: Scope, commune_id: int | None) -> LoanChoices:
    """Return what the loans in scope can be filtered by."""
    here = loans_in(scope).select_related(None).filter(commune_id=OuterRef("pk"))
    communes = [(row.pk, str(row)) for row in Commune.objects.filter(Exists(here)).order_by("name")]
    groups = []
    if commune_id in dict(communes):
        found = narrow_groups(Group.objects.filter(commune_id=commune_id), scope).order_by("code")
        groups = [(row.pk, f"{row.code} {row.name}".strip()) for row in found]
    return LoanChoices(
        offices=tuple((unit.id, unit.name) for unit in list_offices(scope=scope)),
        communes=tuple(communes),
        groups=tuple(groups),
        sources=tuple(list_sources()),
        states=tuple((code, str(label)) for code, label in STATES.items()),
    )


def _found(scope: Scope, chosen: LoanFilter, day: date) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = loans_in(scope).select_related(None).filter(balance__isnull=False)
    for field, wanted in (
        ("office_id", chosen.office_id),
        ("commune_id", chosen.commune_id),
        ("programme", chosen.programme),
        ("source", chosen.source),
    ):
        if wanted:
            rows = rows.filter(**{field: wanted})
    if text := nfc(chosen.text).strip():
        rows = rows.filter(Q(number=text) | Q(household__code=text) | Q(establishment__code=text))
    if chosen.group_id:
        members = GroupMember.objects.filter(group_id=chosen.group_id, ends_before=None)
        rows = rows.filter(household_id__in=members.values("household_id"))
    rows = rows.annotate(overdue_now=_overdue_on(day))
    if chosen.due_within:
        rows = _due_until(rows, day + timedelta(days=chosen.due_within))
    found: QuerySet[Any, Any] = rows.annotate(state=_state())
    return found


def _due_until(rows: QuerySet[Any, Any], last: date) -> QuerySet[Any, Any]:
    """Keep loans of which principal that is not overdue yet falls due until a day ends."""
    turning = rows.filter(balance__next_turn_on__lte=last, balance__principal_vnd__gt=0)
    left_then = F("approved_vnd") - _planned_until(last)
    grows = Q(balance__principal_vnd__gt=left_then + F("overdue_now"))
    return turning.filter(grows | Q(balance__follows_plan=False))


def _overdue_on(day: date) -> Case:
    """Return what is overdue (đồng) when a day begins, also where no close has passed the day of collection yet."""
    left = F("approved_vnd") - _planned_until(day - timedelta(days=1))
    passed = Greatest(F("balance__principal_vnd") - left, Value(0), output_field=BigIntegerField())
    not_closed = Q(balance__next_turn_on__lt=day, balance__follows_plan=True)
    return Case(When(not_closed, then=passed), default=F("balance__overdue_vnd"), output_field=BigIntegerField())


def _planned_until(last: date) -> Coalesce:
    """Return the principal (đồng) that the agreed plan has due until a day ends."""
    rows = PlannedInstalment.objects.filter(loan_id=OuterRef("pk"), collect_by__lte=last).order_by()
    added = rows.values("loan_id").annotate(due=Sum("principal_vnd")).values("due")
    return Coalesce(Subquery(added, output_field=BigIntegerField()), Value(0))


def _state() -> Case:
    owes_nothing = Q(
        balance__principal_vnd=0, balance__points_current__lt=_NOTHING, balance__points_overdue__lt=_NOTHING
    )
    return Case(
        When(balance__is_written_off=True, then=Value("WRITTEN_OFF")),
        When(balance__disbursed_vnd=0, then=Value("NOT_DISBURSED")),
        When(owes_nothing, then=Value("SETTLED")),
        When(overdue_now__gt=0, then=Value("OVERDUE")),
        default=Value("CURRENT"),
        output_field=CharField(),
    )


def _plans(loans: Iterable[Loan]) -> dict[int, list[PlannedInstalment]]:
    plans: dict[int, list[PlannedInstalment]] = defaultdict(list)
    for row in PlannedInstalment.objects.filter(loan__in=loans).order_by("loan_id", "number"):
        plans[row.loan_id].append(row)
    return plans


def _line(row: Any, plan: list[PlannedInstalment]) -> LoanLine:
    balance = row.balance
    due_on, due_vnd = _next_due(row, plan)
    return LoanLine(
        number=row.number,
        borrower=borrower_name(row),
        borrower_code=borrower_code(row),
        commune=row.commune.name,
        office=row.office.name,
        programme=row.programme,
        source=name_source(row.source),
        contract_on=row.contract_on,
        approved_vnd=row.approved_vnd,
        disbursed_vnd=balance.disbursed_vnd,
        principal_vnd=balance.principal_vnd,
        overdue_vnd=row.overdue_now,
        state=row.state,
        due_on=due_on,
        due_vnd=due_vnd,
    )


def _next_due(row: Any, plan: list[PlannedInstalment]) -> tuple[date | None, int]:
    """Return the next day of collection that takes principal not overdue yet, and how much (đồng).

    What another plan than the agreed one says stands on the loan's own page.
    """
    current_vnd = row.balance.principal_vnd - row.overdue_now
    if not current_vnd or not row.balance.follows_plan:
        return None, 0
    later_vnd = 0
    due: tuple[date | None, int] = (None, 0)
    for instalment in reversed(plan):  # what is outstanding is repaid by the last instalments
        if later_vnd >= current_vnd:
            break
        due = (instalment.collect_by, min(instalment.principal_vnd, current_vnd - later_vnd))
        later_vnd += instalment.principal_vnd
    return due
