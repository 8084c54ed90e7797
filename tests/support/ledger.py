"""Postings for tests: the branch's book, a few accounts, and lines between them."""

from datetime import date
from itertools import count

from tantam.base.asked import Asked
from tantam.ledger.models import Account, Book, Entry
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Batch, Line, post
from tantam.units.models import Unit
from tests.support.cast import TODAY, asked_by_system

CASH = AccountKey("CASH_AT_OFFICE")
AT_POINT = AccountKey("CASH_AT_POINT")
CAPITAL = AccountKey("CAPITAL", "CENTRAL")
LOCAL_CAPITAL = AccountKey("CAPITAL", "LOCAL_PROVINCE")
LOANS = AccountKey("LOANS_CURRENT", "CENTRAL", "poor")
OVERDUE = AccountKey("LOANS_OVERDUE", "CENTRAL", "poor")
INCOME = AccountKey("INTEREST_INCOME", "CENTRAL", "poor")
SAVINGS = AccountKey("MEMBER_SAVINGS")
OTHER_EXPENSE = AccountKey("OTHER_EXPENSE")
WRITTEN_OFF = AccountKey("MEMO_WRITTEN_OFF", "CENTRAL", "poor")
CONTRA = AccountKey("MEMO_CONTRA")
_keys = count(1)


def make_post(
    office_id: int,
    *lines: tuple[AccountKey, AccountKey, int],
    on: date = TODAY,
    value_date: date | None = None,
    key: str | None = None,
    asked: Asked | None = None,
    document: str = "",
    kind: str = "OPENING",
) -> int:
    """Post lines (debit, credit, đồng) to an office's book and return the posting's number."""
    batch = Batch(
        key=key or f"post-{next(_keys)}",
        office_id=office_id,
        book_date=on,
        value_date=value_date or on,
        document=document,
    )
    made = [Line(debit, credit, amount_vnd, kind, "L-1") for debit, credit, amount_vnd in lines]
    return post(asked=asked or asked_by_system(on=on), batch=batch, lines=made)


def make_book() -> dict[str, int]:
    """Fill the branch's book a little: a posting, an entry that waits; return the samples of addresses."""
    branch = Unit.objects.get(code="NHCSXH")
    posting_id = make_post(branch.pk, (CASH, CAPITAL, 900_000_000), (LOANS, CASH, 50_000_000), document="PT-01")
    entry = Entry.objects.create(
        book=Book.objects.get(office=branch),
        document="PC-12",
        reason="Chi mua văn phòng phẩm tháng 11.",
        value_date=TODAY,
        lines=[{"debit_code": "OTHER_EXPENSE", "credit_code": "CASH_AT_OFFICE", "amount_vnd": 250_000}],
        staged_by=0,
        staged_by_name="Kế toán viên thử",
        staged_at=asked_by_system().at,
    )
    account = Account.objects.get(book__office=branch, code="CASH_AT_OFFICE")
    return {"posting_id": posting_id, "entry_id": entry.pk, "account_id": account.pk}
