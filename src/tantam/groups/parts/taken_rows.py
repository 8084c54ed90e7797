"""Writing groups that were taken over: every table once, however many groups."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from tantam.base.asked import Asked
from tantam.base.rows import reserve_ids, write_rows
from tantam.core.text import fold, nfc
from tantam.groups.models import (
    BoardSeat,
    Contract,
    ContractRate,
    Convention,
    Group,
    GroupMember,
    GroupStep,
    KinDeclaration,
)
from tantam.groups.parts.taking_over import Known, Place, TakenGroup, commission_of, declared_kin, head_of

_GROUP: Final = (
    *("id", "code", "name", "name_folded", "commune", "village", "organisation", "office", "point", "state"),
    *("formed_on", "recorded_at"),
)
_MEMBER: Final = ("id", "group", "household", "person", "starts_on", "reason_left", "recorded_at")
_SEAT: Final = ("group", "member", "person", "role", "starts_on", "recorded_at")
_KIN: Final = ("group", "first", "second", "kin", "declared_on", "recorded_at")
_CONVENTION: Final = ("group", "monthly_savings_vnd", "meeting_day", "text", "starts_on", "recorded_at")
_STEP: Final = ("group", "kind", "on", "number", "signer", "reason", "by_id", "by_name", "recorded_at")
_CONTRACT: Final = (
    *("id", "kind", "office", "commune", "organisation", "group", "number", "signed_on", "starts_on", "recorded_at"),
)
_RATE: Final = ("contract", "what", "ppm_month", "document", "starts_on", "recorded_at")


def write_groups(asked: Asked, place: Place, groups: Sequence[TakenGroup], known: Known) -> int:
    """Write groups down with all that belongs to them; return how many members they have."""
    ids = reserve_ids(Group, len(groups))
    numbers = iter(reserve_ids(GroupMember, sum(len(group.members) for group in groups)))
    members = {(group.code, member.household_code): next(numbers) for group in groups for member in group.members}
    write_rows(Group, _GROUP, (_group_row(asked, place, row, known, ids[at]) for at, row in enumerate(groups)))
    write_rows(GroupMember, _MEMBER, _member_rows(asked, groups, ids, members, known))
    write_rows(BoardSeat, _SEAT, _seat_rows(asked, groups, ids, members, known))
    write_rows(KinDeclaration, _KIN, _kin_rows(asked, groups, ids, known))
    write_rows(
        Convention,
        _CONVENTION,
        (
            (ids[at], row.monthly_savings_vnd, row.meeting_day, "", row.approval.signed_on, asked.at)
            for at, row in enumerate(groups)
        ),
    )
    write_rows(GroupStep, _STEP, _step_rows(asked, groups, ids))
    _write_contracts(asked, place, groups, ids)
    return len(members)


def _group_row(asked: Asked, place: Place, group: TakenGroup, known: Known, number: int) -> tuple[Any, ...]:
    name = " ".join(nfc(group.name).split())
    village_id = known.villages[fold(nfc(group.village_name).strip())]
    return (
        *(number, group.code, name, fold(name), place.commune.pk, village_id, group.organisation, place.office.pk),
        *(known.points.get(group.point_code), Group.State.ACTIVE, group.formed_on, asked.at),
    )


def _member_rows(
    asked: Asked,
    groups: Sequence[TakenGroup],
    ids: Sequence[int],
    members: dict[tuple[str, str], int],
    known: Known,
) -> Iterator[tuple[Any, ...]]:
    for group, number in zip(groups, ids, strict=True):
        for row in group.members:
            household = known.households[row.household_code][0]
            own = members[group.code, row.household_code]
            yield own, number, household, known.heads[household], row.starts_on, "", asked.at


def _seat_rows(
    asked: Asked,
    groups: Sequence[TakenGroup],
    ids: Sequence[int],
    members: dict[tuple[str, str], int],
    known: Known,
) -> Iterator[tuple[Any, ...]]:
    for group, number in zip(groups, ids, strict=True):
        for seat in group.board:
            person = head_of(seat.household_code, known)
            yield number, members[group.code, seat.household_code], person, seat.role, seat.starts_on, asked.at


def _kin_rows(
    asked: Asked, groups: Sequence[TakenGroup], ids: Sequence[int], known: Known
) -> Iterator[tuple[Any, ...]]:
    for group, number in zip(groups, ids, strict=True):
        elected_on = max(seat.starts_on for seat in group.board)
        for (first, second), kin in sorted(declared_kin(group, known).items()):
            yield number, first, second, kin, elected_on, asked.at


def _step_rows(asked: Asked, groups: Sequence[TakenGroup], ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    by = (asked.actor_id, asked.actor.name, asked.at)
    for group, number in zip(groups, ids, strict=True):
        approval, signer = group.approval, " ".join(nfc(group.approval.signer).split())
        yield (number, GroupStep.Kind.FORMED, group.formed_on, "", "", "", *by)
        yield (number, GroupStep.Kind.APPROVED, approval.signed_on, nfc(approval.number).strip(), signer, "", *by)


def _write_contracts(asked: Asked, place: Place, groups: Sequence[TakenGroup], ids: Sequence[int]) -> None:
    signed = [(group, number, group.authorisation) for group, number in zip(groups, ids, strict=True)]
    with_paper = [(group, number, paper) for group, number, paper in signed if paper is not None]
    numbers = reserve_ids(Contract, len(with_paper))
    kind = Contract.Kind.AUTHORISATION
    contracts, rates = [], []
    for own, (group, number, paper) in zip(numbers, with_paper, strict=True):
        where = (kind, place.office.pk, place.commune.pk, group.organisation, number)
        contracts.append((own, *where, nfc(paper.number).strip(), paper.signed_on, paper.signed_on, asked.at))
        document = "Theo mức quy định" if group.ppm_month is None else "Theo hợp đồng"
        what = ContractRate.What.COMMISSION
        rates.append((own, what, commission_of(group), document, paper.signed_on, asked.at))
    write_rows(Contract, _CONTRACT, contracts)
    write_rows(ContractRate, _RATE, rates)
