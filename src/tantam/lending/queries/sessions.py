"""A session: its team, its vouchers, what each group handed in, and the cash that must be in the box."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tantam.base.asked import Scope
from tantam.core.cash import NOTES, REST
from tantam.lending.models import Session, Voucher
from tantam.lending.parts.sessions.holding import get_session_in
from tantam.lending.parts.sessions.vouchers import AMOUNTS, cash_of
from tantam.lending.queries.due import GroupDue, get_point_due


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """A voucher in a list, in đồng, below zero where it takes back; `reversed_by` are those that took it back."""

    id: int
    kind: str
    kind_label: str
    group: str
    principal_vnd: int
    interest_vnd: int
    savings_in_vnd: int
    savings_out_vnd: int
    disbursed_vnd: int
    reverses_id: int | None
    reversed_by: tuple[int, ...]
    reason: str
    recorded_by: int
    recorded_by_name: str
    recorded_at: datetime

    @property
    def in_vnd(self) -> int:
        """Return what came into the box."""
        return self.principal_vnd + self.interest_vnd + self.savings_in_vnd

    @property
    def out_vnd(self) -> int:
        """Return what went out of it."""
        return self.savings_out_vnd + self.disbursed_vnd


@dataclass(frozen=True, slots=True)
class GroupAtSession:
    """A group at a session, in đồng: what it handed in, and what interest and savings are still expected."""

    due: GroupDue
    handed_vnd: int
    interest_vnd: int
    savings_vnd: int
    sheets: int

    @property
    def has_handed_in(self) -> bool:
        """Tell whether a sheet of the group stands."""
        return self.sheets > 0

    @property
    def interest_left_vnd(self) -> int:
        """Return the interest that is still owed."""
        return self.due.interest_vnd


@dataclass(frozen=True, slots=True)
class SessionPage:
    """What the page of a session shows."""

    id: int
    point_id: int
    point: str
    place: str
    commune: str
    office: str
    day: date
    planned_on: date
    reason: str
    state: str
    state_label: str
    leader_name: str
    controller_name: str
    teller_name: str
    brought_vnd: int
    opened_by_name: str
    opened_at: datetime
    closed_by_name: str
    closed_at: datetime | None
    counted: tuple[tuple[int, int], ...]
    counted_vnd: int | None
    vouchers: tuple[VoucherLine, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether money may still move."""
        return self.state == Session.State.OPEN

    @property
    def totals(self) -> dict[str, int]:
        """Return the sums of the vouchers by kind of money."""
        return {name: sum(getattr(line, name) for line in self.vouchers) for name in AMOUNTS}

    @property
    def expected_vnd(self) -> int:
        """Return the cash that must be in the box."""
        return cash_of(brought_vnd=self.brought_vnd, totals=self.totals)


def get_session_page(*, scope: Scope, session_id: int) -> SessionPage:
    """Return a session with its vouchers, the latest first.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    row = get_session_in(scope, session_id)
    return SessionPage(
        id=row.pk,
        point_id=row.point_id,
        point=row.point.name,
        place=row.point.place,
        commune=str(row.point.commune),
        office=row.office.name,
        day=row.day,
        planned_on=row.planned_on,
        reason=row.reason,
        state=row.state,
        state_label=str(row.get_state_display()),
        leader_name=row.leader_name,
        controller_name=row.controller_name,
        teller_name=row.teller_name,
        brought_vnd=row.brought_vnd,
        opened_by_name=row.opened_by_name,
        opened_at=row.opened_at,
        closed_by_name=row.closed_by_name,
        closed_at=row.closed_at,
        counted=_counted(row.counted or {}),
        counted_vnd=row.counted_vnd,
        vouchers=tuple(_lines(row.vouchers.select_related("group").order_by("-id"))),
    )


def list_groups_at(*, scope: Scope, page: SessionPage) -> list[GroupAtSession]:
    """Return the groups that come to a session's point, with what each handed in and what is still owed.

    :raises OutOfScope: if the point is not of the actor's offices.
    """
    due = get_point_due(scope=scope, point_id=page.point_id, day=page.day)
    rows = Voucher.objects.filter(session_id=page.id, group__isnull=False).order_by("id")
    handed: dict[int, list[Voucher]] = defaultdict(list)
    for row in rows:
        handed[row.group_id or 0].append(row)
    return [_group_at(group, handed[group.id]) for group in due.groups]


def has_handed_in(*, page: SessionPage, group_id: int) -> bool:
    """Tell whether a sheet of a group stands in a session."""
    return _standing(Voucher.objects.filter(session_id=page.id, group_id=group_id)) > 0


def _group_at(due: GroupDue, vouchers: list[Voucher]) -> GroupAtSession:
    interest_vnd = sum(row.interest_vnd for row in vouchers)
    savings_vnd = sum(row.savings_in_vnd for row in vouchers)
    principal_vnd = sum(row.principal_vnd for row in vouchers)
    return GroupAtSession(
        due=due,
        handed_vnd=interest_vnd + savings_vnd + principal_vnd,
        interest_vnd=interest_vnd,
        savings_vnd=savings_vnd,
        sheets=_standing(vouchers),
    )


def _standing(vouchers: Iterable[Voucher]) -> int:
    """Return how many sheets of a group stand: neither of nothing nor taken back whole."""
    left_vnd: dict[int, int] = defaultdict(int)
    for row in vouchers:
        left_vnd[row.reverses_id or row.pk] += row.interest_vnd + row.savings_in_vnd + row.principal_vnd
    return sum(1 for vnd in left_vnd.values() if vnd)


def _lines(rows: Iterable[Voucher]) -> list[VoucherLine]:
    vouchers = list(rows)
    taken_back: dict[int, list[int]] = defaultdict(list)
    for row in vouchers:
        if row.reverses_id is not None:
            taken_back[row.reverses_id].append(row.pk)
    return [_line(row, tuple(sorted(taken_back[row.pk]))) for row in vouchers]


def _line(row: Voucher, reversed_by: tuple[int, ...]) -> VoucherLine:
    return VoucherLine(
        id=row.pk,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        group=(row.group.name or row.group.code) if row.group else "",
        reverses_id=row.reverses_id,
        reversed_by=reversed_by,
        reason=row.reason,
        recorded_by=row.recorded_by,
        recorded_by_name=row.recorded_by_name,
        recorded_at=row.recorded_at,
        **{name: getattr(row, name) for name in AMOUNTS},
    )


def _counted(counted: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """Return how many notes of each denomination were counted, the largest first."""
    return tuple((note, counted[str(note)]) for note in (*NOTES, REST) if counted.get(str(note)))
