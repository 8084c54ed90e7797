"""What moved in a book since its last close, read once: the close compares it with the rows, and writes it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from tantam.ledger.models import Account, Book, DayTotal, Transfer
from tantam.ledger.parts.accounts import AccountKey


class Moved(NamedTuple):
    """The transfers of a day of one kind from an account to another: how many, and what they come to, in đồng."""

    day: date
    debit_id: int
    credit_id: int
    kind: str
    is_correction: bool
    transfers: int
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class OpenDays:
    """A book that is held alone: its accounts, what they had come to (debit, credit), and what moved since."""

    book: Book
    day: date
    accounts: Mapping[int, AccountKey]
    before: Mapping[int, tuple[int, int]]
    moved: Sequence[Moved]

    def list_nets(self) -> dict[int, int]:
        """Return the balances when the last of the days ends: above zero on the debit side, in đồng."""
        nets = {account_id: debit - credit for account_id, (debit, credit) in self.before.items()}
        for row in self.moved:
            nets[row.debit_id] = nets.get(row.debit_id, 0) + row.amount_vnd
            nets[row.credit_id] = nets.get(row.credit_id, 0) - row.amount_vnd
        return nets


def read_open_days(book: Book, day: date) -> OpenDays:
    """Return the days of a book from its last close through a day; whoever asks holds the book alone."""
    posted = Q(posting__book=book, posting__book_date__lte=day)
    if book.closed_through is not None:
        posted &= Q(posting__book_date__gt=book.closed_through)
    rows = Transfer.objects.filter(posted).annotate(is_correction=Q(corrects__isnull=False))
    names = ("book_date", "debit_id", "credit_id", "kind", "is_correction")
    sums = rows.values_list(*names).annotate(transfers=Count("id"), sum=Sum("amount_vnd")).order_by()
    latest = DayTotal.objects.filter(account=OuterRef("pk")).order_by("-day").values("id")[:1]
    accounts = Account.objects.filter(book=book)
    before = DayTotal.objects.filter(id__in=accounts.annotate(latest=Subquery(latest)).values("latest"))
    return OpenDays(
        book=book,
        day=day,
        accounts={
            number: AccountKey(*key) for number, *key in accounts.values_list("id", "code", "source", "programme")
        },
        before={
            number: (debit, credit)
            for number, debit, credit in before.values_list("account_id", "debit_vnd", "credit_vnd")
        },
        moved=[Moved(*row) for row in sums],
    )
