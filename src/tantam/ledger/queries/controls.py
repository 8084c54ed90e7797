"""What the close compares: control accounts with their sub-ledgers, and the book with itself."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum

from tantam.base.asked import Scope
from tantam.core.law.chart import SubLedger
from tantam.ledger.chart import load_chart
from tantam.ledger.models import Account, Posting, Transfer
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.scope import books_in
from tantam.ledger.queries.totals import Totals, Which, totals_by_book_day, totals_by_value_day, totals_from_transfers


@dataclass(frozen=True, slots=True)
class ControlBalance:
    """What a control account of an office stands at; above zero on the debit side, in đồng."""

    office_id: int
    key: AccountKey
    balance_vnd: int


@dataclass(frozen=True, slots=True)
class BookFault:
    """Something in a book that contradicts itself: a code, and the posting or account where it is."""

    what: str  # POSTING_NOT_WHOLE | TRANSFER_OFF_ITS_POSTING | TOTALS_DIFFER | DOES_NOT_BALANCE
    posting_id: int | None = None
    account_id: int | None = None


def get_balance(*, scope: Scope, office_id: int, key: AccountKey, day: date, known_on: date | None = None) -> int:
    """Return what one account of an office stands at on the end of a book day; zero where it was never opened.

    With `known_on`, at the end of a value day as known then. Above zero on the debit side, in đồng.
    """
    rows = Account.objects.filter(book__in=books_in(scope).order_by(), book__office_id=office_id, code=key.code)
    account = rows.filter(source=key.source, programme=key.programme).first()
    if account is None:
        return 0
    which = Which(book_ids=(account.book_id,), account_id=account.pk)
    if known_on is None:
        return totals_by_book_day(which, day).get(account.pk, Totals()).net_vnd
    return totals_by_value_day(which, day, known_on=known_on).get(account.pk, Totals()).net_vnd


def list_control_balances(*, scope: Scope, sub_ledger: SubLedger, day: date) -> list[ControlBalance]:
    """Return the balances at the end of a book day of the accounts that are the sum of a sub-ledger."""
    codes = {code for code, account in load_chart().accounts.items() if account.control_of is sub_ledger}
    which = Which(book_ids=tuple(books_in(scope).values_list("id", flat=True)))
    totals = totals_by_book_day(which, day)
    rows = Account.objects.filter(which.condition(), code__in=codes).select_related("book")
    return [
        ControlBalance(
            office_id=row.book.office_id,
            key=AccountKey(row.code, row.source, row.programme),
            balance_vnd=totals.get(row.pk, Totals()).net_vnd,
        )
        for row in rows.order_by("book__office_id", "code", "source", "programme")
    ]


def list_book_faults(*, scope: Scope, day: date) -> list[BookFault]:
    """Return where the books in the scope contradict themselves at the end of a day; none when all is well.

    Goes through every transfer: for the proof of a day or a restored backup, not for a page.
    """
    books = tuple(books_in(scope).values_list("id", flat=True))
    counted = Posting.objects.filter(book_id__in=books).annotate(n=Count("transfers"), s=Sum("transfers__amount_vnd"))
    halves = counted.filter(~Q(n=F("transfers_count")) | ~Q(s=F("amount_vnd")) | Q(s=None))
    of_posting = Q(
        book_date=F("posting__book_date"),
        value_date=F("posting__value_date"),
        debit__book=F("posting__book"),
        credit__book=F("posting__book"),
    )
    strays = Transfer.objects.filter(posting__book_id__in=books).exclude(of_posting)
    which = Which(book_ids=books)
    told, plain = totals_by_book_day(which, day), totals_from_transfers(which, day)
    differing = sorted(
        account_id
        for account_id in told.keys() | plain.keys()
        if told.get(account_id, Totals()) != plain.get(account_id, Totals())
    )
    return [
        *(BookFault("POSTING_NOT_WHOLE", posting_id=number) for number in halves.values_list("id", flat=True)),
        *(BookFault("TRANSFER_OFF_ITS_POSTING", posting_id=row) for row in strays.values_list("posting_id", flat=True)),
        *(BookFault("TOTALS_DIFFER", account_id=account_id) for account_id in differing),
        *(BookFault("DOES_NOT_BALANCE") for _book in _unbalanced(books, told)),
    ]


def _unbalanced(books: tuple[int, ...], told: dict[int, Totals]) -> list[int]:
    memo = {code for code, account in load_chart().accounts.items() if account.is_memo}
    nets: dict[tuple[int, bool], int] = defaultdict(int)
    for number, book_id, code in Account.objects.filter(book_id__in=books).values_list("id", "book_id", "code"):
        nets[book_id, code in memo] += told.get(number, Totals()).net_vnd
    return sorted({book_id for (book_id, _memo), net_vnd in nets.items() if net_vnd})
