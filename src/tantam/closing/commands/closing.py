"""A day of an office is closed: all of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import OperationalError, connection
from django.db.models import Min
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.closing.models import DayClose, EntrustmentFee, GroupCommission
from tantam.closing.parts.buckets import Buckets, interest_lines
from tantam.closing.parts.money import OfficeDay, list_summed, loan_money_vnd, sessions_of
from tantam.closing.parts.month_end import Earned, reckon_month, savings_interest_lines
from tantam.closing.parts.reconciling import Summing, find_differences
from tantam.closing.parts.turning import Turned, turn_loans
from tantam.closing.wording.refusals import BooksDiffer, UnableToClose
from tantam.core.entrusted_pay import ends_month
from tantam.core.law.dated import MissingValueError
from tantam.ledger.models import Book, Posting
from tantam.ledger.parts.books import OFFICE_KINDS, hold_book_alone
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.ledger.parts.open_days import read_open_days
from tantam.ledger.parts.posting import Batch, Line, post
from tantam.lending.models import Session
from tantam.lending.parts.savings.interest import Interest, pay_interest
from tantam.units.models import Unit

NIGHT: Final = timedelta(days=1)
# Whoever posts holds the book for moments; those who go on for longer than this are still at work in the office.
WAIT: Final = "20s"
_LOCK_NOT_AVAILABLE: Final = "55P03"


def _office_day(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"book {arguments['office_code']} {arguments['day']:%Y-%m-%d}"


@command("closing.close_day", subject=_office_day)
def close_day(*, asked: Asked, office_code: str, day: date) -> int:
    """Close a day of an office: interest accrues, loans turn, the month is reckoned, all is compared; return its id.

    At a month's end savings are paid their interest. A day that is closed already is left as it is; its id is returned.

    :raises BooksDiffer: if ledger, sub-ledgers or cash do not agree; it names the rows.
    :raises UnableToClose: if the day is still to come, an earlier one or a session is open, the law has no rate
        of savings, or somebody is posting.
    :raises OutOfScope: if the office is not of the actor's units.
    """
    office = Unit.objects.filter(code=office_code, kind__in=OFFICE_KINDS).first()
    if office is None or not asked.actor.scope.covers(office.pk):
        raise OutOfScope(_("Không tìm thấy đơn vị này trong địa bàn của bạn."))
    book = _hold(office)
    if book.closed_through is not None and day <= book.closed_through:
        return _closed_before(office, day)
    _check_day(asked, office, book, day)
    sessions = sessions_of(office.pk, since=day, until=day).exclude(state=Session.State.OPEN)
    chosen = OfficeDay(office.pk, office.code, book.pk, day, tuple(sessions.values_list("id", flat=True)))
    buckets = Buckets(office.pk, day, closed_until=book.closed_through)
    turned = turn_loans(office.pk, day)
    buckets.take(turned.changes)
    buckets.tell()
    buckets.write()
    earned, interest = _end_month(asked, office, day) if ends_month(day) else (Earned(), Interest())
    _post(asked, chosen, "turned", day, turned.lines())
    for value_on, told in sorted(buckets.told.items()):
        suffix = "interest" if value_on == day else f"interest:{value_on:%Y-%m-%d}"
        _post(asked, chosen, suffix, value_on, interest_lines(told))
    _post(asked, chosen, "earned", day, earned.lines)
    _post(asked, chosen, "savings", day, savings_interest_lines(interest, day))
    events = list_summed(chosen)
    rows = Summing(buckets.principal_vnd(), loan_money_vnd(chosen, events), events)
    opened = read_open_days(book, day)
    differences = find_differences(chosen, rows, opened, today=asked.book_date)
    if differences:
        raise BooksDiffer(differences)
    close_ledger_day(asked=asked, office_id=office.pk, day=day, opened=opened)
    return _write(asked, chosen, Posted(buckets, turned, earned, interest, rows.collected_vnd))


def _end_month(asked: Asked, office: Unit, day: date) -> tuple[Earned, Interest]:
    """Return what the month's work earned, and the interest of savings, which is paid into the accounts."""
    try:
        return reckon_month(office.pk, day), pay_interest(asked=asked, office_id=office.pk, day=day)
    except MissingValueError:
        raise UnableToClose(
            _("%(office)s: luật chưa có lãi suất tiền gửi của mọi ngày đến %(day)s. Hãy bổ sung rồi khóa lại.")
            % {"office": office.name, "day": f"{day:%d/%m/%Y}"}
        ) from None


def _hold(office: Unit) -> Book:
    """Hold the book alone.

    :raises UnableToClose: if others went on posting for as long as the close waits. PostgreSQL lets whoever shares a
        row pass by whoever waits to have it alone, so waiting may have no end.
    """
    if connection.vendor != "postgresql":
        return hold_book_alone(office.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
        try:
            book = hold_book_alone(office.pk)
        except OperationalError as problem:
            if getattr(problem.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
                raise
            raise UnableToClose(
                _("Sổ của %(office)s đang được ghi liên tục, chưa khóa được. Hãy chờ giao dịch xong rồi khóa lại.")
                % {"office": office.name}
            ) from None
        cursor.execute("SET LOCAL lock_timeout = 0")
    return book


def _closed_before(office: Unit, day: date) -> int:
    found = DayClose.objects.filter(office=office, day=day).values_list("id", flat=True).first()
    if found is None:
        raise UnableToClose(_("Ngày %(day)s đã khóa sổ từ trước.") % {"day": f"{day:%d/%m/%Y}"})
    return found


def _check_day(asked: Asked, office: Unit, book: Book, day: date) -> None:
    shown = {"office": office.name, "day": f"{day:%d/%m/%Y}"}
    if day > asked.book_date:
        raise UnableToClose(_("Chưa đến ngày %(day)s, chưa khóa sổ ngày đó được.") % shown)
    first = book.closed_through + NIGHT if book.closed_through else _first_day(book)
    if first is not None and day > first:
        shown["first"] = f"{first:%d/%m/%Y}"
        raise UnableToClose(_("%(office)s: hãy khóa lần lượt, bắt đầu từ ngày %(first)s.") % shown)
    points = Session.objects.filter(office=office, state=Session.State.OPEN, day__lte=day).order_by("day")
    if names := [f"{name} ({on:%d/%m/%Y})" for name, on in points.values_list("point__name", "day")]:
        raise UnableToClose(
            _("%(office)s: còn phiên giao dịch chưa khóa: %(points)s.") % {**shown, "points": ", ".join(names)}
        )


def _first_day(book: Book) -> date | None:
    first: date | None = Posting.objects.filter(book=book).aggregate(first=Min("book_date"))["first"]
    return first


def _post(asked: Asked, chosen: OfficeDay, step: str, value_on: date, lines: list[Line]) -> None:
    if lines:
        key = f"close:{chosen.office_code}:{chosen.day:%Y-%m-%d}:{step}"
        document = f"KS-{chosen.day:%Y%m%d}"
        batch = Batch(key, chosen.office_id, book_date=chosen.day, value_date=value_on, document=document)
        post(asked=asked, batch=batch, lines=lines)


@dataclass(frozen=True, slots=True)
class Posted:
    """What a close came to."""

    buckets: Buckets
    turned: Turned
    earned: Earned
    interest: Interest
    collected_vnd: int


def _write(asked: Asked, chosen: OfficeDay, posted: Posted) -> int:
    """Write down what the day came to; return the row's id."""
    turned, earned, all_told = posted.turned, posted.earned, posted.buckets.told
    told = all_told[chosen.day]
    close = DayClose.objects.create(
        office_id=chosen.office_id,
        day=chosen.day,
        loans_turned=turned.loans,
        to_overdue_vnd=sum(turned.to_overdue_vnd.values()),
        to_current_vnd=sum(turned.to_current_vnd.values()),
        accrued_vnd=sum(vnd for part, vnd in told.items() if not part[2]),
        overdue_accrued_vnd=sum(vnd for part, vnd in told.items() if part[2]),
        corrected_vnd=sum(sum(vnd.values()) for on, vnd in all_told.items() if on != chosen.day),
        collected_vnd=posted.collected_vnd,
        commissions_vnd=earned.commissions_vnd,
        fees_vnd=earned.fees_vnd,
        savings_interest_vnd=posted.interest.amount_vnd,
        closed_by=asked.actor_id,
        closed_by_name=asked.actor.name,
        closed_at=asked.at,
    )
    for commission in earned.commissions:
        commission.close = close
    for fee in earned.fees:
        fee.close = close
    GroupCommission.objects.bulk_create(earned.commissions)
    EntrustmentFee.objects.bulk_create(earned.fees)
    return close.pk
