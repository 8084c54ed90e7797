"""Accounts of savings: those of a household, and one with every move that its balance comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tantam.base.asked import EVERYTHING, Actor, Scope
from tantam.groups.models import GroupMember
from tantam.lending.models import SavingsAccount, SavingsMove
from tantam.lending.parts.reversing import why_not_reverse_savings
from tantam.lending.parts.savings.accounts import accounts_in, get_account_in, of_home
from tantam.people.queries.homes import list_names


@dataclass(frozen=True, slots=True)
class SavingsLine:
    """An account of savings of a household, in đồng; `merged_code` is the code of whose it was before a merge."""

    number: str
    office: str
    opened_on: date
    balance_vnd: int
    merged_code: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A move of savings with the balance after it, in the order in which they were written down.

    `taken_back_by` and `reverses` are numbers of moves in the account.
    """

    seq: int
    kind: str
    kind_label: str
    on: date
    booked_on: date
    amount_vnd: int
    balance_vnd: int
    voucher_id: int | None
    session_id: int | None
    reason: str
    reverses: int | None
    taken_back_by: int | None
    recorded_by_name: str
    recorded_at: datetime
    may_be_reversed: bool


@dataclass(frozen=True, slots=True)
class SavingsPage:
    """An account of savings with its moves; `survivor_code` is the household that the account's was merged into."""

    number: str
    office: str
    commune: str
    household_id: int
    household_code: str
    survivor_id: int | None
    survivor_code: str
    name: str
    opened_on: date
    balance_vnd: int
    moves: tuple[MoveLine, ...]


def list_household_savings(*, scope: Scope, household_id: int) -> list[SavingsLine]:
    """Return the accounts in the scope of a household, and of those that were merged into it, by their numbers."""
    return [
        SavingsLine(
            number=row.number,
            office=row.office.name,
            opened_on=row.opened_on,
            balance_vnd=row.balance_vnd,
            merged_code=row.household.code if row.household_id != household_id else "",
        )
        for row in accounts_in(scope).filter(of_home(household_id)).order_by("number")
    ]


def get_savings_page(*, actor: Actor, number: str) -> SavingsPage:
    """Return an account with its moves, and which of them the actor may take back.

    :raises OutOfScope: if there is none, or it is out of the actor's scope.
    """
    row = get_account_in(actor.scope, number=number)
    survivor = row.household.merged_into
    moves = SavingsMove.objects.filter(account=row).select_related("voucher__session").order_by("seq")
    may = actor.may("lending.reverse_savings") and actor.scope.covers(row.office_id)
    return SavingsPage(
        number=row.number,
        office=row.office.name,
        commune=str(row.household.commune),
        household_id=row.household_id,
        household_code=row.household.code,
        survivor_id=survivor.pk if survivor else None,
        survivor_code=survivor.code if survivor else "",
        name=_holder(row),
        opened_on=row.opened_on,
        balance_vnd=row.balance_vnd,
        moves=tuple(_lines(moves, actor if may else None)),
    )


def _holder(account: SavingsAccount) -> str:
    """Return who stands, or stood last, in a group for the account's household."""
    members = GroupMember.objects.filter(household_id=account.household_id).order_by("-starts_on", "-id")
    person_id = members.values_list("person_id", flat=True).first()
    if person_id is None:
        return ""
    named = list_names(scope=EVERYTHING, person_ids=[person_id]).get(person_id)
    return named.name if named else ""


def _lines(rows: Iterable[SavingsMove], actor: Actor | None) -> Iterable[MoveLine]:
    moves = list(rows)
    taken_back = {move.reverses: move.seq for move in moves if move.reverses is not None}
    balance_vnd = 0
    for move in moves:
        balance_vnd += move.amount_vnd
        back = taken_back.get(move.seq)
        yield MoveLine(
            seq=move.seq,
            kind=move.kind,
            kind_label=str(move.get_kind_display()),
            on=move.on,
            booked_on=move.booked_on,
            amount_vnd=move.amount_vnd,
            balance_vnd=balance_vnd,
            voucher_id=move.voucher_id,
            session_id=move.voucher.session_id if move.voucher else None,
            reason=move.reason,
            reverses=move.reverses,
            taken_back_by=back,
            recorded_by_name=move.recorded_by_name,
            recorded_at=move.recorded_at,
            may_be_reversed=actor is not None and back is None and not why_not_reverse_savings(move, actor=actor),
        )
