"""Postings of some days, and one of them with its transfers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tantam.base.asked import Scope
from tantam.ledger.models import Account, Entry, Posting, Transfer
from tantam.ledger.parts.entries import is_by_hand
from tantam.ledger.parts.scope import books_in, get_posting_in
from tantam.ledger.queries.accounts import AccountName, name_account, name_source


@dataclass(frozen=True, slots=True)
class PostingLine:
    """A posting in a list."""

    id: int
    office: str
    book_date: date
    value_date: date
    document: str
    description: str
    transfers_count: int
    amount_vnd: int
    posted_by_name: str
    posted_at: datetime
    corrects_id: int | None
    corrected_by_id: int | None

    @property
    def is_backdated(self) -> bool:
        """Tell whether it was posted later than the day that it belongs to."""
        return self.value_date < self.book_date


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a transfer."""

    account_id: int
    account: AccountName
    source: str
    programme: str


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A transfer in its posting."""

    debit: Side
    credit: Side
    amount_vnd: int
    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class PostingPage:
    """A posting, what it moved, and what became of it."""

    line: PostingLine
    key: str
    is_by_hand: bool
    reversal_id: int | None  # the entry that asks for its reversal and was not turned down

    @property
    def may_be_taken_back(self) -> bool:
        """Tell whether somebody may ask for its reversal."""
        taken = self.line.corrects_id or self.line.corrected_by_id or self.reversal_id
        return not taken and self.is_by_hand


def count_postings(*, scope: Scope, from_day: date, to_day: date, office_id: int | None = None) -> int:
    """Return how many postings the books in the scope have between two days."""
    return _rows(scope, from_day, to_day, office_id).count()


def list_postings(
    *, scope: Scope, from_day: date, to_day: date, office_id: int | None = None, start: int, count: int
) -> list[PostingLine]:
    """Return postings between two days, the newest first."""
    rows = _rows(scope, from_day, to_day, office_id).select_related("book__office", "corrected_by")
    return [_line(row) for row in rows.order_by("-book_date", "-id")[start : start + count]]


def list_postings_of_documents(
    *, scope: Scope, office_id: int, documents: Collection[str], book_dates: Collection[date]
) -> list[PostingLine]:
    """Return the postings of an office that stand under some papers, in their order; the days find them by an index."""
    books = books_in(scope).filter(office_id=office_id)
    rows = Posting.objects.filter(book__in=books.order_by(), book_date__in=set(book_dates), document__in=documents)
    return [_line(row) for row in rows.select_related("book__office", "corrected_by").order_by("book_date", "id")]


def get_posting(*, scope: Scope, posting_id: int) -> PostingPage:
    """Return a posting.

    :raises OutOfScope: if there is none in the scope.
    """
    row = get_posting_in(scope, posting_id)
    waiting = row.reversals.exclude(state=Entry.State.TURNED_DOWN).first()
    return PostingPage(
        line=_line(row),
        key=row.key,
        is_by_hand=is_by_hand(row),
        reversal_id=waiting.pk if waiting is not None else None,
    )


def list_transfers(*, scope: Scope, posting_id: int, start: int, count: int) -> list[TransferLine]:
    """Return transfers of a posting in the order in which they were given.

    :raises OutOfScope: if there is no such posting in the scope.
    """
    posting = get_posting_in(scope, posting_id)
    rows = posting.transfers.select_related("debit", "credit").order_by("id")[start : start + count]
    return [
        TransferLine(
            debit=_side(row.debit, row.book_date),
            credit=_side(row.credit, row.book_date),
            amount_vnd=row.amount_vnd,
            kind=str(row.get_kind_display()),
            reference=row.reference,
        )
        for row in rows
    ]


def find_postings_of_programmes(
    *, scope: Scope, posting_ids: Iterable[int], programmes: Collection[str]
) -> frozenset[int]:
    """Return which of some postings move an account of one of the programmes."""
    kept = Account.objects.filter(book__in=books_in(scope).order_by(), programme__in=programmes)
    accounts = list(kept.values_list("id", flat=True))
    moved = Transfer.objects.filter(Q(debit_id__in=accounts) | Q(credit_id__in=accounts), posting=OuterRef("pk"))
    rows = Posting.objects.filter(Exists(moved), id__in=list(posting_ids))
    return frozenset(rows.values_list("id", flat=True))


def _rows(scope: Scope, from_day: date, to_day: date, office_id: int | None) -> QuerySet[Posting]:
    books = books_in(scope)
    if office_id is not None:
        books = books.filter(office_id=office_id)
    return Posting.objects.filter(book__in=books.order_by(), book_date__gte=from_day, book_date__lte=to_day)


def _side(account: Account, day: date) -> Side:
    return Side(
        account_id=account.pk,
        account=name_account(account.code, day=day),
        source=name_source(account.source),
        programme=account.programme,
    )


def _line(row: Posting) -> PostingLine:
    taken_back = getattr(row, "corrected_by", None)
    return PostingLine(
        id=row.pk,
        office=row.book.office.name,
        book_date=row.book_date,
        value_date=row.value_date,
        document=row.document,
        description=row.description,
        transfers_count=row.transfers_count,
        amount_vnd=row.amount_vnd,
        posted_by_name=row.posted_by_name,
        posted_at=row.posted_at,
        corrects_id=row.corrects_id,
        corrected_by_id=taken_back.pk if taken_back is not None else None,
    )
