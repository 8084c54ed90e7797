"""Savings of members move in bulk: accounts are opened when first needed, balances kept, and the ledger told.

Accounts are held after loans and in the order of their ids. The moves are the record; the balance is their sum.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.rows import array_of, insert_columns, kept_cursor
from tantam.core.vietnamese import format_number
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Line
from tantam.lending.models import SavingsAccount, SavingsMove, Voucher
from tantam.lending.wording.objections import UnableToRecord
from tantam.people.models import Household

SAVINGS: Final = AccountKey("MEMBER_SAVINGS")
# With a plus, below, so that SQLite does not go through all accounts of the office instead of the households'.
_READ: Final = "SELECT id, number, household_id, moves_count, balance_vnd FROM lending_savingsaccount"
# Nothing is done where somebody else opened it meanwhile.
_OPEN: Final = (
    "INSERT INTO lending_savingsaccount (number, office_id, household_id, opened_on, recorded_at, moves_count,"
    " balance_vnd, interest_points) VALUES (%s, %s, %s, %s, %s, 0, 0, 0) ON CONFLICT DO NOTHING"
)
_KEEP_EACH: Final = "UPDATE lending_savingsaccount SET moves_count = %s, balance_vnd = %s WHERE id = %s"
_KEEP_ALL: Final = (
    "UPDATE lending_savingsaccount a SET moves_count = u.moves, balance_vnd = u.vnd"
    " FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS u(moves, vnd, id) WHERE a.id = u.id"
)


@dataclass(frozen=True, slots=True)
class Saved:
    """Money that goes into a household's savings (above zero) or out of them (below), in đồng.

    `kind` is of `SavingsMove.Kind`; a reversal names the move that it takes back by its number in the account.
    """

    household_id: int
    amount_vnd: int
    kind: str = SavingsMove.Kind.PUT_IN.value
    reverses: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """Of which office, on which day, and with which voucher savings move."""

    office_id: int
    on: date
    voucher_id: int | None


class HeldAccount(NamedTuple):
    """An account of savings as its row tells it, held until the transaction ends."""

    id: int
    number: str
    household_id: int
    moves_count: int
    balance_vnd: int


def move_savings(moves: Sequence[Saved], *, asked: Asked, when: When) -> list[int]:
    """Write moves of savings down, one a household, and keep the balances they come to. The book is held.

    Returns their numbers in their accounts.

    :raises UnableToRecord: if an account has less than goes out of it; it names the account.
    """
    if not moves:
        return []
    accounts = hold_accounts([move.household_id for move in moves], asked=asked, when=when)
    assert len(accounts) == len(moves), "one move a household"
    stands = {account.id: account for account in accounts.values()}
    written: list[HeldAccount] = []
    for move in moves:
        account = stands[accounts[move.household_id].id]
        balance_vnd = account.balance_vnd + move.amount_vnd
        if balance_vnd < 0:
            raise UnableToRecord(
                _("Tài khoản tiền gửi %(number)s chỉ còn %(limit)s đồng.")
                % {"number": account.number, "limit": format_number(account.balance_vnd)}
            )
        stands[account.id] = account._replace(moves_count=account.moves_count + 1, balance_vnd=balance_vnd)
        written.append(stands[account.id])
    insert_columns(
        "lending_savingsmove",
        many={
            "account_id": ("bigint", [account.id for account in written]),
            "seq": ("bigint", [account.moves_count for account in written]),
            "kind": ("text", [str(move.kind) for move in moves]),
            "amount_vnd": ("bigint", [move.amount_vnd for move in moves]),
            "reverses": ("bigint", [move.reverses for move in moves]),
            "reason": ("text", [move.reason for move in moves]),
        },
        same={
            "on": when.on,
            "booked_on": asked.book_date,
            "voucher_id": when.voucher_id,
            "recorded_by": asked.actor_id,
            "recorded_by_name": asked.actor.name,
            "recorded_at": asked.at,
        },
    )
    _keep([stands[number] for number in {account.id for account in written}])
    return [account.moves_count for account in written]


def _keep(accounts: Collection[HeldAccount]) -> None:
    """Write down how many moves accounts have and what they come to."""
    rows = [(account.moves_count, account.balance_vnd, account.id) for account in accounts]
    with kept_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_KEEP_ALL, [array_of(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(_KEEP_EACH, rows)


def hold_accounts(household_ids: Collection[int], *, asked: Asked, when: When) -> dict[int, HeldAccount]:
    """Return the accounts of households at an office, held until the transaction ends; missing ones are opened.

    A household without one that another was merged into has the account of that other.
    """
    found = _held(household_ids, when.office_id)
    if missing := set(household_ids) - found.keys():
        merged = merged_homes(missing)
        if merged:
            held = _held(merged, when.office_id)
            found |= {into: held[number] for number, into in merged.items() if number in held}
            missing -= found.keys()
    if not missing:
        return {number: found[number] for number in household_ids}
    ops = connection.ops
    on, at = ops.adapt_datefield_value(when.on), ops.adapt_datetimefield_value(asked.at)
    with connection.cursor() as cursor:
        cursor.executemany(
            _OPEN,
            [(number_of(when.office_id, home), when.office_id, home, on, at) for home in sorted(missing)],
        )
    found |= _held(missing, when.office_id)
    return {number: found[number] for number in household_ids}


def merged_homes(household_ids: Collection[int]) -> dict[int, int]:
    """Return the households that were merged into some, each with the one that is left; the latest first."""
    rows = Household.objects.filter(merged_into_id__in=household_ids).order_by("-id")
    return {number: into for number, into in rows.values_list("id", "merged_into_id") if into is not None}


def hold_accounts_of(voucher: Voucher) -> None:
    """Keep others from the accounts that a voucher moved until the transaction ends, in the order of their ids."""
    rows = SavingsAccount.objects.select_for_update().filter(pk__in=voucher.savings_moves.values("account_id"))
    list(rows.order_by("id").values_list("id", flat=True))


def number_of(office_id: int, household_id: int) -> str:
    """Return the number of an account that is opened here: product 105, the office, the household."""
    return f"105.{office_id}.{household_id}"


def savings_lines(*, in_vnd: int, out_vnd: int, money: AccountKey, reference: str, kind: str = "") -> list[Line]:
    """Return the transfers of savings put in and paid out, in đồng; one kind may stand for both."""
    lines = []
    if in_vnd:
        lines.append(Line(money, SAVINGS, in_vnd, kind or "SAVINGS_IN", reference))
    if out_vnd:
        lines.append(Line(SAVINGS, money, out_vnd, kind or "SAVINGS_OUT", reference))
    return lines


def _held(household_ids: Collection[int], office_id: int) -> dict[int, HeldAccount]:
    with kept_cursor() as cursor:
        if connection.vendor == "postgresql":
            where = " WHERE household_id = ANY (%s::bigint[]) AND +office_id = %s ORDER BY id FOR UPDATE"
            cursor.execute(_READ + where, [array_of(list(household_ids)), office_id])
        else:
            places = ", ".join(["%s"] * len(household_ids))
            cursor.execute(
                f"{_READ} WHERE household_id IN ({places}) AND +office_id = %s ORDER BY id", [*household_ids, office_id]
            )
        return {row[2]: HeldAccount(*row) for row in cursor.fetchall()}
