"""Which days of which offices are open, what would stop their close, and what closed days came to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.closing.models import DayClose, EntrustmentFee, GroupCommission
from tantam.ledger.models import Book, Entry, Posting
from tantam.ledger.parts.scope import books_in
from tantam.lending.models import Session

NIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenDays:
    """An office's days that are not closed, up to a day: from `first` to `last`, or none where both are None.

    `open_sessions` keep `first` from being closed; `waiting` entries by hand do not, and are posted later.
    """

    office_code: str
    office: str
    closed_through: date | None
    first: date | None
    last: date | None
    open_sessions: tuple[str, ...]
    waiting: int

    @property
    def count(self) -> int:
        """Return how many days are open."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0

    @property
    def days(self) -> Iterator[date]:
        """Yield the open days in the order in which they are closed."""
        if self.first is not None:
            yield from (self.first + place * NIGHT for place in range(self.count))


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closed day and what the close posted, in đồng."""

    id: int
    office: str
    day: date
    loans_turned: int
    to_overdue_vnd: int
    to_current_vnd: int
    accrued_vnd: int
    overdue_accrued_vnd: int
    corrected_vnd: int
    collected_vnd: int
    commissions_vnd: int
    fees_vnd: int
    savings_interest_vnd: int
    closed_by_name: str
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class Commission:
    """What a group's board earned in a month; None for a rate that no contract names."""

    group: str
    contract: str
    collected: tuple[tuple[int, int], ...]
    collected_vnd: int
    ppm_month: int | None
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Fee:
    """What an organisation of a commune earned in a month."""

    commune: str
    organisation: str
    contract: str
    loans: int
    outstanding_vnd: int
    ppm_month: int | None
    amount_vnd: int


def list_open_days(*, scope: Scope, until: date, office_code: str = "") -> list[OpenDays]:
    """Return the open days of each office in the scope up to a day; offices without a posting have none.

    :raises OutOfScope: if an office is named that has no book in the scope.
    """
    books = books_in(scope).select_related("office")
    if office_code:
        books = books.filter(office__code=office_code)
        if not books:
            raise OutOfScope(_("Không tìm thấy đơn vị này trong địa bàn của bạn."))
    return [_open_days(book, until) for book in books]


def _open_days(book: Book, until: date) -> OpenDays:
    first = book.closed_through + NIGHT if book.closed_through else _first_day(book)
    if first is not None and first > until:
        first = None
    sessions: QuerySet[Session] = Session.objects.filter(office_id=book.office_id, state=Session.State.OPEN)
    named = sessions.filter(day__lte=until).order_by("day").values_list("point__name", "day")
    return OpenDays(
        office_code=book.office.code,
        office=book.office.name,
        closed_through=book.closed_through,
        first=first,
        last=until if first else None,
        open_sessions=tuple(f"{name} ({day:%d/%m/%Y})" for name, day in named),
        waiting=Entry.objects.filter(book=book, state=Entry.State.STAGED).count(),
    )


def _first_day(book: Book) -> date | None:
    first: date | None = Posting.objects.filter(book=book).aggregate(first=Min("book_date"))["first"]
    return first


def list_closed_days(*, scope: Scope, count: int) -> list[ClosedDay]:
    """Return the days that were closed last, the latest first."""
    return [_closed(row) for row in _closes_in(scope).order_by("-day", "-id")[:count]]


def get_closed_day(*, scope: Scope, close_id: int) -> ClosedDay:
    """Return a closed day.

    :raises OutOfScope: if there is none in the scope.
    """
    return _closed(_get_close(scope, close_id))


def list_commissions(*, scope: Scope, close_id: int) -> list[Commission]:
    """Return what groups' boards earned in the month that ended with a close."""
    close = _get_close(scope, close_id)
    rows = GroupCommission.objects.filter(close=close).select_related("group", "contract").order_by("group__code")
    return [
        Commission(
            group=row.group.code,
            contract=row.contract.number if row.contract else "",
            collected=tuple((rate, vnd) for rate, vnd in row.collected),
            collected_vnd=row.collected_vnd,
            ppm_month=row.ppm_month,
            amount_vnd=row.amount_vnd,
        )
        for row in rows
    ]


def list_fees(*, scope: Scope, close_id: int) -> list[Fee]:
    """Return what organisations earned in the month that ended with a close."""
    close = _get_close(scope, close_id)
    rows = EntrustmentFee.objects.filter(close=close).select_related("commune", "contract")
    return [
        Fee(
            commune=str(row.commune),
            organisation=str(row.get_organisation_display()),
            contract=row.contract.number if row.contract else "",
            loans=row.loans_count,
            outstanding_vnd=row.outstanding_vnd,
            ppm_month=row.ppm_month,
            amount_vnd=row.amount_vnd,
        )
        for row in rows.order_by("commune__name", "organisation")
    ]


def _closes_in(scope: Scope) -> QuerySet[DayClose]:
    rows = DayClose.objects.select_related("office")
    return rows if scope.all_units else rows.filter(office_id__in=scope.unit_ids)


def _get_close(scope: Scope, close_id: int) -> DayClose:
    found = _closes_in(scope).filter(id=close_id).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy ngày khóa sổ này trong sổ của đơn vị bạn."))
    return found


def _closed(row: DayClose) -> ClosedDay:
    names = ClosedDay.__dataclass_fields__.keys() - {"office"}
    return ClosedDay(office=row.office.name, **{name: getattr(row, name) for name in names})
