"""What accounts had taken by the end of a day: from the totals of closed days, and the transfers since.

`totals_by_book_day` is how the book stood; `totals_by_value_day` is how it stood on a day as known on a later one.
`totals_from_transfers` says the same from all transfers: slow, plain, and what the other two are checked against.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum

from tantam.ledger.models import Account, Book, DayTotal, Transfer


@dataclass(frozen=True, slots=True)
class Totals:
    """What an account took on both sides, in đồng."""

    debit_vnd: int = 0
    credit_vnd: int = 0

    @property
    def net_vnd(self) -> int:
        """Return the balance: above zero on the debit side, below on the credit side."""
        return self.debit_vnd - self.credit_vnd

    def less(self, other: "Totals") -> "Totals":
        """Return what came after `other`."""
        return Totals(self.debit_vnd - other.debit_vnd, self.credit_vnd - other.credit_vnd)


@dataclass(frozen=True, slots=True)
class Which:
    """Which accounts: of these books, and where given of this account, code, source and programme."""

    book_ids: tuple[int, ...]
    account_id: int | None = None
    code: str = ""
    source: str = ""
    programme: str = ""

    def condition(self, prefix: str = "") -> Q:
        """Return the condition on accounts, or on what has an account under a prefix ("debit__")."""
        wanted = {
            "id": self.account_id,
            "code": self.code,
            "source": self.source,
            "programme": self.programme,
        }
        given = {f"{prefix}{name}": value for name, value in wanted.items() if value}
        return Q(**{f"{prefix}book_id__in": self.book_ids}, **given)


def totals_by_book_day(which: Which, day: date) -> dict[int, Totals]:
    """Return what the accounts had taken by the end of a day, by their numbers."""
    return _added(_closed(which, day), _since_close(which, day))


def totals_by_value_day(which: Which, day: date, *, known_on: date) -> dict[int, Totals]:
    """Return what the accounts had taken by the end of a day in what was posted until the end of another.

    A transfer is never worth anything before the day on which it is posted says so: what was posted by `day` also
    belongs to it. Beside that stand only the transfers posted later that belong to `day` or before.
    """
    told = totals_by_book_day(which, min(day, known_on))
    if known_on <= day:
        return told
    late = Q(
        posting__value_date__lt=F("posting__book_date"),
        posting__value_date__lte=day,
        posting__book_date__gt=day,
        posting__book_date__lte=known_on,
    )
    return _added(told, _summed(which, late))


def totals_from_transfers(which: Which, day: date, *, known_on: date | None = None) -> dict[int, Totals]:
    """Return what the accounts had taken by the end of a day, from every transfer there is.

    By book days, or with `known_on` by value days as known then.
    """
    until = Q(book_date__lte=day) if known_on is None else Q(value_date__lte=day, book_date__lte=known_on)
    return _summed(which, until)


def _closed(which: Which, day: date) -> dict[int, Totals]:
    newest = DayTotal.objects.filter(account=OuterRef("pk"), day__lte=day).order_by("-day").values("id")[:1]
    accounts: QuerySet[Account] = Account.objects.filter(which.condition())
    rows = DayTotal.objects.filter(id__in=accounts.annotate(newest=Subquery(newest)).values("newest"))
    return {
        account_id: Totals(debit_vnd, credit_vnd)
        for account_id, debit_vnd, credit_vnd in rows.values_list("account_id", "debit_vnd", "credit_vnd")
    }


def _since_close(which: Which, day: date) -> dict[int, Totals]:
    books = Book.objects.filter(id__in=which.book_ids).exclude(closed_through__gte=day)
    still_open = tuple(books.values_list("id", flat=True))
    if not still_open:
        return {}
    since = Q(posting__book__closed_through=None) | Q(posting__book_date__gt=F("posting__book__closed_through"))
    return _summed(replace(which, book_ids=still_open), Q(posting__book_date__lte=day) & since)


def _summed(which: Which, condition: Q) -> dict[int, Totals]:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    of_books = Q(posting__book_id__in=which.book_ids) & condition
    for place, side in enumerate(("debit", "credit")):
        rows = Transfer.objects.filter(of_books & which.condition(f"{side}__"))
        for account_id, amount_vnd in rows.values_list(f"{side}_id").annotate(sum=Sum("amount_vnd")):
            sums[account_id][place] += amount_vnd
    return {account_id: Totals(debit, credit) for account_id, (debit, credit) in sums.items()}


def _added(one: dict[int, Totals], other: dict[int, Totals]) -> dict[int, Totals]:
    none = Totals()
    return {
        account_id: Totals(
            one.get(account_id, none).debit_vnd + other.get(account_id, none).debit_vnd,
            one.get(account_id, none).credit_vnd + other.get(account_id, none).credit_vnd,
        )
        for account_id in one.keys() | other.keys()
    }
