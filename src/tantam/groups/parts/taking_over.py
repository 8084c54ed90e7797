"""Groups that another book kept: what is given of each, and what is refused and why, in few queries however many.

A group is taken whole or not at all, with the members, board, convention, approval and contract that it has. The
checks are those of forming one here, but for the papers of its founding, which are with the other book.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db.models import Q

from tantam.base.asked import Asked
from tantam.core.groups import BoardFault, Limits, board_problems, pair_of
from tantam.core.law.dated import find_on
from tantam.core.law.groups import MONTHLY_PPM_LIMIT, Kin
from tantam.core.text import fold, nfc
from tantam.groups.law_files import load_group_law
from tantam.groups.models import (
    BoardSeat,
    Contract,
    Group,
    GroupMember,
    GroupStep,
    Organisation,
)
from tantam.groups.parts.days import holding_on
from tantam.groups.parts.kin import known_kin
from tantam.people.models import Household, Member
from tantam.people.parts.scope import narrow_households
from tantam.units.models import Commune, TransactionPoint, Unit

CODE_MAX: Final = 20
NAME_MAX: Final = 100
PAPER_MAX: Final = 40
SAVINGS_MAX_VND: Final = 10_000_000
_PIECE: Final = 500  # values in one condition


@dataclass(frozen=True, slots=True)
class TakenMember:
    """A household of a group, from a day on; its head stands for it."""

    household_code: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class TakenSeat:
    """A place on the board of a group: of which household, from which day on."""

    household_code: str
    role: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class TakenKin:
    """How two of a board said that they are related: a value of `core/law/groups.Kin`."""

    first_code: str
    second_code: str
    kin: str


@dataclass(frozen=True, slots=True)
class TakenPaper:
    """A paper by its number, the day of its signing and who signed."""

    number: str
    signed_on: date
    signer: str = ""


@dataclass(frozen=True, slots=True)
class TakenGroup:
    """A group that works, as another book has it; `ppm_month` None takes the commission of the law."""

    code: str
    village_name: str
    organisation: str
    formed_on: date
    members: tuple[TakenMember, ...]
    board: tuple[TakenSeat, ...]
    approval: TakenPaper
    monthly_savings_vnd: int
    meeting_day: int
    authorisation: TakenPaper | None = None
    ppm_month: int | None = None
    declared: tuple[TakenKin, ...] = ()
    name: str = ""
    point_code: str = ""

    @property
    def last_day(self) -> date:
        """Return the last day on which something of it came to be."""
        signed = self.authorisation.signed_on if self.authorisation else self.approval.signed_on
        return max(self.formed_on, self.approval.signed_on, signed, *self.beginnings)

    @property
    def beginnings(self) -> list[date]:
        """Return the days on which its members and its board began."""
        return [member.starts_on for member in self.members] + [seat.starts_on for seat in self.board]


@dataclass(frozen=True, slots=True)
class Place:
    """Where groups are taken over, by which office, and on which day they stood as told."""

    commune: Commune
    office: Unit
    as_of: date
    limits: Limits


@dataclass(slots=True)
class Known:
    """What is known here of a batch: households by code (number, village), heads, who is in a group, what is taken."""

    households: dict[str, tuple[int, str]]
    heads: dict[int, int]
    grouped: set[int]
    codes: set[str]
    contracts: set[tuple[str, date]]
    approvals: dict[tuple[str, int], date]
    villages: dict[str, int]
    points: dict[str, int]
    kin: dict[tuple[int, int], Kin]


def find_out(asked: Asked, place: Place, groups: Sequence[TakenGroup]) -> Known:
    """Return what is known of the groups of a batch; no query for a group or a household by itself."""
    codes = {member.household_code for group in groups for member in group.members}
    rows = narrow_households(Household.objects.filter(merged_into=None, commune=place.commune), asked.actor.scope)
    households: dict[str, tuple[int, str]] = {}
    for piece in _pieces(codes):
        for code, number, village in rows.filter(code__in=piece).values_list("code", "id", "village__key"):
            households[code] = number, village or ""
    heads: dict[int, int] = {}
    living: dict[int, list[int]] = defaultdict(list)
    for some in _pieces({number for number, _village in households.values()}):
        of_day = Member.objects.filter(holding_on(place.as_of), household_id__in=some)
        for number, person, relation in of_day.values_list("household_id", "person_id", "relation"):
            living[number].append(person)
            if relation == Member.Relation.HEAD:
                heads[number] = person
    boards = {seat.household_code for group in groups for seat in group.board}
    sitting = {heads[households[code][0]] for code in boards if households.get(code, (0, ""))[0] in heads}
    return Known(
        households=households,
        heads=heads,
        grouped=_grouped(living, place.as_of),
        codes=set(Group.objects.filter(code__in=[group.code for group in groups]).values_list("code", flat=True)),
        contracts=_contracts(place, groups),
        approvals=_approvals(place, groups),
        villages=dict(place.commune.villages.values_list("key", "id")),
        points=dict(
            TransactionPoint.objects.filter(commune=place.commune, office=place.office).values_list("code", "id")
        ),
        kin=known_kin(sorted(sitting), place.as_of, place.limits),
    )


def fault_of(group: TakenGroup, *, place: Place, known: Known) -> str:
    """Return the code of the first fault of a group, nothing for one that can be taken over."""
    return (
        _fault_of_words(group, place=place, known=known)
        or _fault_of_days(group, place=place)
        or _fault_of_members(group, place=place, known=known)
        or _fault_of_board(group, place=place, known=known)
    )


def mark_taken(group: TakenGroup, known: Known) -> None:
    """Let what a group takes be taken for those that come after it in the batch."""
    known.codes.add(group.code)
    known.approvals[group.approval.number, group.approval.signed_on.year] = group.approval.signed_on
    known.grouped.update(known.households[member.household_code][0] for member in group.members)
    if group.authorisation is not None:
        known.contracts.add((group.authorisation.number, group.authorisation.signed_on))


def commission_of(group: TakenGroup) -> int | None:
    """Return the commission of a group's contract, ppm a month; None where the law has none for its day."""
    if group.ppm_month is not None or group.authorisation is None:
        return group.ppm_month
    by_law = find_on(load_group_law().entrustment.commission_ppm_month, group.authorisation.signed_on)
    return by_law.value if by_law else None


def _pieces(values: Collection[Any]) -> Iterator[list[Any]]:
    rest = iter(sorted(values))
    while piece := list(islice(rest, _PIECE)):
        yield piece


def _grouped(living: dict[int, list[int]], as_of: date) -> set[int]:
    """Return the households that are in a group already, or where somebody lives who stands for a member of one."""
    home_of = {person: household for household, persons in living.items() for person in persons}
    open_rows = GroupMember.objects.filter(Q(ends_before=None) | Q(ends_before__gt=as_of))
    found: set[int] = set()
    for some in _pieces(living.keys()):
        found.update(open_rows.filter(household_id__in=some).values_list("household_id", flat=True))
    for some in _pieces(home_of.keys()):
        # Two questions: asked as one, SQLite would go through the members of all groups there are.
        for which in ("person_id", "person__merged_into_id"):
            rows = open_rows.filter(**{f"{which}__in": some}).values_list("person_id", "person__merged_into_id")
            found.update(home_of.get(kept or 0) or home_of[person] for person, kept in rows)
    return found


def _contracts(place: Place, groups: Iterable[TakenGroup]) -> set[tuple[str, date]]:
    numbers = [group.authorisation.number for group in groups if group.authorisation]
    rows = Contract.objects.filter(office=place.office, kind=Contract.Kind.AUTHORISATION, number__in=numbers)
    return set(rows.values_list("number", "signed_on"))


def _approvals(place: Place, groups: Iterable[TakenGroup]) -> dict[tuple[str, int], date]:
    """Return on which day the commune signed the decisions of these numbers, by number and year."""
    numbers = {group.approval.number for group in groups}
    rows = GroupStep.objects.filter(kind=GroupStep.Kind.APPROVED, number__in=numbers, group__commune=place.commune)
    return {(number, day.year): day for number, day in rows.values_list("number", "on")}


def _fault_of_words(group: TakenGroup, *, place: Place, known: Known) -> str:
    papers = [group.approval, *([group.authorisation] if group.authorisation else [])]
    contract = (group.authorisation.number, group.authorisation.signed_on) if group.authorisation else None
    decision = (group.approval.number, group.approval.signed_on.year)
    faults = (
        (not 0 < len(group.code.strip()) <= CODE_MAX or group.code in known.codes, "CODE"),
        (len(group.name) > NAME_MAX, "NAME"),
        (group.organisation not in Organisation.values, "ORGANISATION"),
        (fold(nfc(group.village_name).strip()) not in known.villages, "VILLAGE"),
        (bool(group.point_code) and group.point_code not in known.points, "POINT"),
        (any(not 0 < len(paper.number.strip()) <= PAPER_MAX for paper in papers), "PAPER"),
        (known.approvals.get(decision, group.approval.signed_on) != group.approval.signed_on, "PAPER"),
        (not group.approval.signer.strip(), "SIGNER"),
        (contract in known.contracts, "CONTRACT_TAKEN"),
        (group.ppm_month is not None and not 0 <= group.ppm_month <= MONTHLY_PPM_LIMIT, "COMMISSION"),
        (group.authorisation is not None and commission_of(group) is None, "COMMISSION"),
        (not 0 <= group.monthly_savings_vnd <= SAVINGS_MAX_VND, "SAVINGS"),
        (not 1 <= group.meeting_day <= 31, "MEETING_DAY"),
    )
    return next((reason for is_wrong, reason in faults if is_wrong), "")


def _fault_of_days(group: TakenGroup, *, place: Place) -> str:
    signed = group.authorisation.signed_on if group.authorisation else group.approval.signed_on
    in_order = group.formed_on <= group.approval.signed_on <= signed
    is_past = group.last_day <= place.as_of
    return "" if in_order and is_past and group.formed_on <= min(group.beginnings, default=date.max) else "DAYS"


def _fault_of_members(group: TakenGroup, *, place: Place, known: Known) -> str:
    codes = [member.household_code for member in group.members]
    if len(set(codes)) != len(codes):
        return "HOUSEHOLD_TWICE"
    if not place.limits.members_min <= len(codes) <= place.limits.members_max:
        return "SIZE"
    village = fold(nfc(group.village_name).strip())
    return next((reason for code in codes if (reason := _fault_of_household(code, village, known))), "")


def _fault_of_household(code: str, village: str, known: Known) -> str:
    if code not in known.households:
        return "HOUSEHOLD_UNKNOWN"
    number, lives_in = known.households[code]
    if lives_in != village:
        return "ELSEWHERE"
    if number in known.grouped:
        return "IN_A_GROUP"
    return "" if number in known.heads else "NO_HEAD"


def _fault_of_board(group: TakenGroup, *, place: Place, known: Known) -> str:
    roles = [seat.role for seat in group.board]
    codes = {member.household_code for member in group.members}
    if set(roles) - set(BoardSeat.Role.values) or len(set(roles)) != len(roles) or BoardSeat.Role.HEAD not in roles:
        return "ROLES"
    sitting = {seat.household_code for seat in group.board}
    if not sitting <= codes or any(not {one.first_code, one.second_code} <= sitting for one in group.declared):
        return "BOARD_MEMBER"
    if any(one.kin not in set(Kin) or one.first_code == one.second_code for one in group.declared):
        return "KIN"
    problems = board_problems(
        [head_of(seat.household_code, known) for seat in group.board],
        known=known.kin,
        declared=declared_kin(group, known),
        limits=place.limits,
    )
    return "" if not problems else _BOARD_FAULTS[problems[0].fault]


_BOARD_FAULTS: Final = {
    BoardFault.TOO_FEW: "BOARD_SIZE",
    BoardFault.TOO_MANY: "BOARD_SIZE",
    BoardFault.TWICE: "ROLES",
    BoardFault.CLOSE_KIN: "CLOSE_KIN",
    BoardFault.KIN_NOT_KNOWN: "KIN",
}


def head_of(household_code: str, known: Known) -> int:
    """Return who stands for a household."""
    return known.heads[known.households[household_code][0]]


def declared_kin(group: TakenGroup, known: Known) -> dict[tuple[int, int], Kin]:
    """Return how those of a group's board said that they are related, by persons."""
    return {
        pair_of(head_of(one.first_code, known), head_of(one.second_code, known)): Kin(one.kin) for one in group.declared
    }
