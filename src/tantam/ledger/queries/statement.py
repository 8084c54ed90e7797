"""An account between two days: what it opened with, every transfer with the balance after it, what it closed with."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, Value, When, Window

from tantam.base.asked import Scope
from tantam.ledger.models import Account, Transfer
from tantam.ledger.parts.scope import get_account_in
from tantam.ledger.queries.accounts import AccountName, name_account, name_source
from tantam.ledger.queries.totals import Totals, Which, totals_by_book_day


@dataclass(frozen=True, slots=True)
class AccountHead:
    """Whose account it is."""

    id: int
    account: AccountName
    office_id: int
    office: str
    source: str
    programme: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A transfer as the account sees it; the balance after it is above zero on the debit side."""

    posting_id: int
    book_date: date
    value_date: date
    kind: str
    reference: str
    document: str
    description: str
    other: AccountName
    debit_vnd: int
    credit_vnd: int
    balance_vnd: int

    @property
    def is_backdated(self) -> bool:
        """Tell whether it was posted later than the day that it belongs to."""
        return self.value_date < self.book_date


@dataclass(frozen=True, slots=True)
class Statement:
    """An account between two book days, both included."""

    head: AccountHead
    opening_vnd: int
    moved: Totals
    closing_vnd: int
    lines: tuple[StatementLine, ...]


def count_statement_lines(*, scope: Scope, account_id: int, from_day: date, to_day: date) -> int:
    """Return how many transfers an account has between two days."""
    get_account_in(scope, account_id)
    return _rows(account_id, from_day, to_day).count()


def get_statement(*, scope: Scope, account_id: int, from_day: date, to_day: date, start: int, count: int) -> Statement:
    """Return an account's statement with some of its lines, in the order in which they were posted.

    :raises OutOfScope: if there is no such account in the scope.
    """
    account = get_account_in(scope, account_id)
    which = Which(book_ids=(account.book_id,), account_id=account.pk)
    before = totals_by_book_day(which, from_day - timedelta(days=1)).get(account.pk, Totals())
    after = totals_by_book_day(which, to_day).get(account.pk, Totals())
    signed = Case(
        When(debit_id=account.pk, then=F("amount_vnd")), default=-F("amount_vnd"), output_field=BigIntegerField()
    )
    rows = (
        _rows(account_id, from_day, to_day)
        .annotate(running=Window(Sum(signed), order_by=[F("book_date"), F("id")]) + Value(before.net_vnd))
        .select_related("posting", "debit", "credit")
        .order_by("book_date", "id")
    )
    return Statement(
        head=_head(account, to_day),
        opening_vnd=before.net_vnd,
        moved=after.less(before),
        closing_vnd=after.net_vnd,
        lines=tuple(_line(row, account) for row in rows[start : start + count]),
    )


def _rows(account_id: int, from_day: date, to_day: date) -> QuerySet[Transfer]:
    of_account = Q(debit_id=account_id) | Q(credit_id=account_id)
    return Transfer.objects.filter(of_account, book_date__gte=from_day, book_date__lte=to_day)


def _head(account: Account, day: date) -> AccountHead:
    return AccountHead(
        id=account.pk,
        account=name_account(account.code, day=day),
        office_id=account.book.office_id,
        office=account.book.office.name,
        source=name_source(account.source),
        programme=account.programme,
    )


def _line(row: Transfer, account: Account) -> StatementLine:
    is_debit = row.debit_id == account.pk
    other = row.credit if is_debit else row.debit
    return StatementLine(
        posting_id=row.posting_id,
        book_date=row.book_date,
        value_date=row.value_date,
        kind=str(row.get_kind_display()),
        reference=row.reference,
        document=row.posting.document,
        description=row.posting.description,
        other=name_account(other.code, day=row.book_date),
        debit_vnd=row.amount_vnd if is_debit else 0,
        credit_vnd=0 if is_debit else row.amount_vnd,
        balance_vnd=row.running,  # type: ignore[attr-defined]
    )
