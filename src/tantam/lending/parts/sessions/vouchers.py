"""Vouchers of what was handed in and paid out at once at a transaction point, and the cash that they come to."""

from collections.abc import Mapping
from typing import Final

from django.db import connection
from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from tantam.base.asked import Asked, Scope
from tantam.base.errors import OutOfScope
from tantam.base.rows import kept_cursor
from tantam.ledger.parts.accounts import AccountKey
from tantam.lending.models import LoanEvent, Voucher

CASH_AT_POINT: Final = AccountKey("CASH_AT_POINT")
CASH_AT_OFFICE: Final = AccountKey("CASH_AT_OFFICE")
AMOUNTS: Final = ("principal_vnd", "interest_vnd", "savings_in_vnd", "savings_out_vnd", "disbursed_vnd")
_COLUMNS: Final = (
    *("session_id", "group_id", "kind", "reverses_id", "reason", *AMOUNTS),
    *("recorded_by", "recorded_by_name", "recorded_at"),
)
_WRITE: Final = (
    f"INSERT INTO lending_voucher ({', '.join(_COLUMNS)})"  # noqa: S608 - no words of others
    f" VALUES ({', '.join(['%s'] * len(_COLUMNS))}) RETURNING id"
)


def get_voucher_in(scope: Scope, voucher_id: int) -> Voucher:
    """Return the voucher of a session.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    rows = Voucher.objects.select_related("session__point", "session__office", "group").filter(id=voucher_id)
    found = (rows if scope.all_units else rows.filter(session__office_id__in=scope.unit_ids)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy chứng từ này trong địa bàn của bạn."))
    return found


def write_voucher(
    asked: Asked,
    *,
    session_id: int,
    kind: Voucher.Kind,
    amounts: Mapping[str, int],
    group_id: int | None = None,
    reverses_id: int | None = None,
    reason: str = "",
) -> int:
    """Write down what came in or went out at once, in đồng; return the voucher's id. The book is told by the caller."""
    assert amounts.keys() <= set(AMOUNTS)
    row = (
        *(session_id, group_id, kind.value, reverses_id, reason, *(amounts.get(name, 0) for name in AMOUNTS)),
        *(asked.actor_id, asked.actor.name, connection.ops.adapt_datetimefield_value(asked.at)),
    )
    with kept_cursor() as cursor:
        cursor.execute(_WRITE, row)
        return int(cursor.fetchone()[0])


def reference_of(voucher_id: int) -> str:
    """Return how the ledger and the buckets name a voucher."""
    return f"V{voucher_id}"


def amount_of(kind: str, towards: str) -> str:
    """Return to which amount of its voucher an event belongs; nothing for what is no money of a session."""
    if kind == LoanEvent.Kind.DISBURSED:
        return "disbursed_vnd"
    if kind == LoanEvent.Kind.PAID:
        return "principal_vnd" if towards == "PRINCIPAL" else "interest_vnd"
    return ""


def totals_of(vouchers: QuerySet[Voucher]) -> dict[str, int]:
    """Return the sums of vouchers by kind of money, in đồng."""
    sums = vouchers.aggregate(**{f"sum_{name}": Sum(F(name)) for name in AMOUNTS})
    return {name: sums[f"sum_{name}"] or 0 for name in AMOUNTS}


def cash_of(*, brought_vnd: int, totals: dict[str, int]) -> int:
    """Return the cash that must be in the box: what was brought, what came in, less what went out, in đồng."""
    came_in = totals["principal_vnd"] + totals["interest_vnd"] + totals["savings_in_vnd"]
    return brought_vnd + came_in - totals["savings_out_vnd"] - totals["disbursed_vnd"]
