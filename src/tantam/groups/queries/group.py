"""One group as it stood on a day, as far as was known at a moment: the group's book, page by page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.core.groups import Limits
from tantam.groups.law_files import get_limits
from tantam.groups.models import (
    BoardSeat,
    Contract,
    Convention,
    Group,
    GroupMember,
    GroupStep,
    GroupTransfer,
    Meeting,
    Organisation,
)
from tantam.groups.parts.scope import get_group_in
from tantam.groups.queries.looking import GroupSight, end_known, holds, known_by
from tantam.people.queries.homes import Named, list_names

STATE_AFTER = {"FORMED": "FORMING", "ASKED": "WAITING", "APPROVED": "ACTIVE", "RETURNED": "FORMING"}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A household of the group; the name is empty for who lives where the reader does not see."""

    id: int
    household_id: int
    household_code: str
    person_id: int
    name: str
    birth: str
    starts_on: date
    ends_before: date | None
    reason_left: str
    role: str  # the words of the place on the board, "" without one


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Somebody on the board."""

    role: str
    role_label: str
    name: str
    starts_on: date
    ends_before: date | None


@dataclass(frozen=True, slots=True)
class ConventionLine:
    """What was agreed on from a day on; đồng a month."""

    monthly_savings_vnd: int
    meeting_day: int
    text: str
    starts_on: date
    is_low: bool


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    id: int
    kind: str
    kind_label: str
    held_on: date
    place: str
    present: int
    members_count: int
    by_name: str


@dataclass(frozen=True, slots=True)
class RateLine:
    """What a contract pays, in parts per million a month."""

    what: str
    what_label: str
    ppm_month: int
    document: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract with its rates, the newest first."""

    id: int
    kind: str
    kind_label: str
    number: str
    signed_on: date
    starts_on: date
    ends_before: date | None
    rates: tuple[RateLine, ...]
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """What the page of a group shows."""

    id: int
    code: str
    name: str
    commune: str
    commune_code: str
    commune_id: int
    village: str
    village_id: int
    organisation: str
    organisation_label: str
    office: str
    office_code: str
    state: str
    state_label: str
    formed_on: date
    approval_number: str
    approved_on: date | None
    approval_signer: str
    returned_reason: str
    limits: Limits
    members: tuple[MemberLine, ...]
    seats: tuple[SeatLine, ...]
    convention: ConventionLine | None
    meetings: tuple[MeetingLine, ...]
    contracts: tuple[ContractLine, ...]

    @property
    def title(self) -> str:
        """Return what the group is called."""
        return self.name or _("Tổ %(code)s") % {"code": self.code}

    @property
    def head(self) -> str:
        """Return who leads it, if anybody does."""
        return next((seat.name for seat in self.seats if seat.role == BoardSeat.Role.HEAD), "")

    @property
    def has_few_members(self) -> bool:
        """Tell whether it has fewer households than it must."""
        return len(self.members) < self.limits.members_min

    @property
    def has_small_board(self) -> bool:
        """Tell whether its board has fewer people than it must."""
        return len(self.seats) < self.limits.board_min


def get_group_page(*, scope: Scope, group_id: int, sight: GroupSight) -> GroupPage:
    """Return a group as it was known at a moment and stood on a day.

    :raises OutOfScope: if there is none for this actor.
    """
    row = get_group_in(scope, group_id)
    members = [one for one in _members(row, sight) if holds(one, sight)]
    seats = [one for one in row.seats.filter(known_by(sight)).order_by("id") if holds(one, sight)]
    names = list_names(scope=scope, person_ids={one.person_id for one in members} | {one.person_id for one in seats})
    roles = {seat.member_id: str(seat.get_role_display()) for seat in seats}
    steps = [step for step in row.steps.filter(known_by(sight)).order_by("id") if step.on <= sight.day]
    approval = next((step for step in reversed(steps) if step.kind == GroupStep.Kind.APPROVED), None)
    organisation = _organisation(row, sight)
    state = _state(row, steps)
    limits = get_limits(max(sight.day, row.formed_on))
    return GroupPage(
        id=row.pk,
        code=row.code,
        name=row.name,
        commune=str(row.commune),
        commune_code=row.commune.state_code,
        commune_id=row.commune_id,
        village=row.village.name,
        village_id=row.village_id,
        organisation=organisation,
        organisation_label=str(Organisation(organisation).label),
        office=row.office.name,
        office_code=row.office.code,
        state=state,
        state_label=str(Group.State(state).label),
        formed_on=row.formed_on,
        approval_number=approval.number if approval else "",
        approved_on=approval.on if approval else None,
        approval_signer=approval.signer if approval else "",
        returned_reason=steps[-1].reason if steps and steps[-1].kind == GroupStep.Kind.RETURNED else "",
        limits=limits,
        members=tuple(_member_line(one, names, roles, sight) for one in members),
        seats=tuple(_seat_line(one, names, sight) for one in _in_order(seats)),
        convention=_convention(row, sight, flag_vnd=limits.savings_flag_vnd),
        meetings=tuple(list_meetings(row, sight)),
        contracts=tuple(_contracts(row, organisation, sight)),
    )


def list_members_on(*, scope: Scope, group_id: int, day: date, at: datetime) -> list[MemberLine]:
    """Return the households of a group on a day, as known at a moment.

    :raises OutOfScope: if there is no such group for this actor.
    """
    return list(get_group_page(scope=scope, group_id=group_id, sight=GroupSight(at=at, day=day)).members)


def find_group_of(*, household_id: int, day: date) -> int | None:
    """Return the group to which a household belongs on a day; for the rooms above."""
    rows = GroupMember.objects.filter(household_id=household_id, starts_on__lte=day).order_by("-starts_on", "-id")
    row = rows.first()
    return row.group_id if row is not None and (row.ends_before is None or row.ends_before > day) else None


def list_former_members(*, scope: Scope, group_id: int, sight: GroupSight) -> list[MemberLine]:
    """Return who was in a group by the day and left, the latest first.

    :raises OutOfScope: if there is no such group for this actor.
    """
    row = get_group_in(scope, group_id)
    left = [one for one in _members(row, sight) if end_known(one, sight) is not None and not holds(one, sight)]
    names = list_names(scope=scope, person_ids={one.person_id for one in left})
    lines = [_member_line(one, names, {}, sight) for one in left]
    return sorted(lines, key=lambda line: (line.ends_before or sight.day, line.id), reverse=True)


def list_meetings(row: Group, sight: GroupSight) -> list[MeetingLine]:
    """Return the meetings of a group known at the moment, the latest first."""
    rows = Meeting.objects.filter(known_by(sight), group=row, held_on__lte=sight.day).prefetch_related("attendances")
    return [
        MeetingLine(
            id=one.pk,
            kind=one.kind,
            kind_label=str(one.get_kind_display()),
            held_on=one.held_on,
            place=one.place,
            present=len(one.attendances.all()),
            members_count=one.members_count,
            by_name=one.by_name,
        )
        for one in rows.order_by("-held_on", "-id")
    ]


def _members(row: Group, sight: GroupSight) -> list[GroupMember]:
    return list(row.members.filter(known_by(sight)).select_related("household").order_by("starts_on", "id"))


def _member_line(one: GroupMember, names: dict[int, Named], roles: dict[int, str], sight: GroupSight) -> MemberLine:
    named = names.get(one.person_id)
    ends_before = end_known(one, sight)
    return MemberLine(
        id=one.pk,
        household_id=one.household_id,
        household_code=one.household.code,
        person_id=one.person_id,
        name=named.name if named else "",
        birth=named.birth if named else "",
        starts_on=one.starts_on,
        ends_before=ends_before,
        reason_left=str(one.get_reason_left_display()) if ends_before else "",
        role=roles.get(one.pk, ""),
    )


def _in_order(seats: list[BoardSeat]) -> list[BoardSeat]:
    order = list(BoardSeat.Role.values)
    return sorted(seats, key=lambda seat: order.index(seat.role))


def _seat_line(seat: BoardSeat, names: dict[int, Named], sight: GroupSight) -> SeatLine:
    named = names.get(seat.person_id)
    return SeatLine(
        role=seat.role,
        role_label=str(seat.get_role_display()),
        name=named.name if named else "",
        starts_on=seat.starts_on,
        ends_before=end_known(seat, sight),
    )


def _organisation(row: Group, sight: GroupSight) -> str:
    """Return the organisation of the day: where no transfer is known yet, the one that the first came from."""
    transfers = list(GroupTransfer.objects.filter(known_by(sight), group=row).order_by("starts_on", "id"))
    for one in reversed(transfers):
        if one.starts_on <= sight.day:
            return one.to_organisation
    first = GroupTransfer.objects.filter(group=row).order_by("starts_on", "id").first()
    return first.from_organisation if first else row.organisation


def _state(row: Group, steps: list[GroupStep]) -> str:
    if not steps:
        return Group.State.FORMING
    return STATE_AFTER.get(steps[-1].kind, Group.State.DISSOLVED)


def _convention(row: Group, sight: GroupSight, *, flag_vnd: int) -> ConventionLine | None:
    rows = Convention.objects.filter(known_by(sight), group=row, starts_on__lte=sight.day)
    found = rows.order_by("-starts_on", "-id").first()
    if found is None:
        return None
    return ConventionLine(
        monthly_savings_vnd=found.monthly_savings_vnd,
        meeting_day=found.meeting_day,
        text=found.text,
        starts_on=found.starts_on,
        is_low=found.monthly_savings_vnd < flag_vnd,
    )


def _contracts(row: Group, organisation: str, sight: GroupSight) -> list[ContractLine]:
    """Return the group's own contracts, then those of its organisation in the commune; the newest first."""
    own = Contract.objects.filter(known_by(sight), group=row)
    shared = Contract.objects.filter(known_by(sight), group=None, commune=row.commune, organisation=organisation)
    rows = [*own.order_by("-starts_on", "-id"), *shared.order_by("-starts_on", "-id")]
    return [_contract_line(one, sight) for one in rows if one.starts_on <= sight.day]


def _contract_line(one: Contract, sight: GroupSight) -> ContractLine:
    rates = one.rates.filter(known_by(sight), starts_on__lte=sight.day).order_by("-starts_on", "-id")
    return ContractLine(
        id=one.pk,
        kind=one.kind,
        kind_label=str(one.get_kind_display()),
        number=one.number,
        signed_on=one.signed_on,
        starts_on=one.starts_on,
        ends_before=end_known(one, sight),
        rates=tuple(
            RateLine(rate.what, str(rate.get_what_display()), rate.ppm_month, rate.document, rate.starts_on)
            for rate in rates
        ),
        is_in_force=holds(one, sight),
    )
