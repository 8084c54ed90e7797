"""Sessions at transaction points: opened by the leader of the team, closed when the cash agrees."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.cash import ImpossibleCount, counted_vnd
from tantam.core.law.dated import VND_MAX
from tantam.core.session_days import planned_day, session_day
from tantam.core.text import nfc
from tantam.core.vietnamese import format_number
from tantam.ledger.parts.posting import Batch, Line, post
from tantam.lending.models import Session
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.sessions.holding import get_point_in, hold_open_session
from tantam.lending.parts.sessions.lines import totals_of_lines
from tantam.lending.parts.sessions.vouchers import CASH_AT_OFFICE, CASH_AT_POINT, cash_of, totals_of
from tantam.lending.wording.objections import UnableToRecord
from tantam.units.days_off import days_off

NAME_MAX: Final = 200
REASON_MAX: Final = 300


def _opened(result: object, _arguments: Mapping[str, Any]) -> str:
    return f"session:{result}"


def _session(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"session:{arguments['session_id']}"


@command("lending.open_session", subject=_opened)
def open_session(
    *,
    asked: Asked,
    point_id: int,
    day: date,
    reason: str,
    leader_name: str,
    controller_name: str,
    teller_name: str,
    brought_vnd: int,
) -> int:
    """Open a session at a point with cash brought from the office, in đồng; return its id.

    On another day than the fixed one a reason is needed; that the fixed day is a holiday is reason enough.

    :raises UnableToRecord: if the point has a session on the day already, the day is closed or not today, a name,
        the reason or the amount is missing or impossible.
    :raises OutOfScope: if the point is not of the actor's offices.
    """
    point = get_point_in(asked.actor.scope, point_id)
    names = tuple(nfc(name).strip() for name in (leader_name, controller_name, teller_name))
    if not all(0 < len(name) <= NAME_MAX for name in names) or len({name.casefold() for name in names}) < len(names):
        raise UnableToRecord(_("Tổ giao dịch cần ba người khác nhau: tổ trưởng, kiểm soát viên và giao dịch viên."))
    if not 0 <= brought_vnd <= VND_MAX:
        raise UnableToRecord(_("Số tiền mặt mang theo không hợp lệ."))
    if day < point.starts_on or (point.ends_before is not None and day >= point.ends_before):
        raise UnableToRecord(_("Ngày %(day)s điểm giao dịch này không hoạt động.") % {"day": f"{day:%d/%m/%Y}"})
    if day != asked.book_date:
        raise UnableToRecord(
            _("Chỉ mở phiên vào chính ngày giao dịch; %(day)s không phải hôm nay.") % {"day": f"{day:%d/%m/%Y}"}
        )
    closed = closed_until(point.office_id)
    if closed is not None and day <= closed:
        raise UnableToRecord(_("Ngày %(day)s đã khóa sổ, không mở phiên được.") % {"day": f"{day:%d/%m/%Y}"})
    planned_on = planned_day(day, visit_day=point.visit_day, days_off=days_off())
    try:
        with transaction.atomic():
            session = Session.objects.create(
                point=point,
                office_id=point.office_id,
                day=day,
                planned_on=planned_on,
                reason=_reason(reason, day=day, planned_on=planned_on, visit_day=point.visit_day),
                leader_name=names[0],
                controller_name=names[1],
                teller_name=names[2],
                brought_vnd=brought_vnd,
                opened_by=asked.actor_id,
                opened_by_name=asked.actor.name,
                opened_at=asked.at,
            )
    except IntegrityError:
        raise UnableToRecord(
            _("Điểm giao dịch này đã có phiên ngày %(day)s. Hãy mở phiên đó.") % {"day": f"{day:%d/%m/%Y}"}
        ) from None
    if brought_vnd:
        _move(asked, session, Line(CASH_AT_POINT, CASH_AT_OFFICE, brought_vnd, "CASH_MOVED", f"session {session.pk}"))
    return session.pk


@command("lending.close_session", subject=_session)
def close_session(*, asked: Asked, session_id: int, counted: dict[str, int]) -> int:
    """Close a session whose counted cash agrees with its vouchers; return the cash that goes back, in đồng.

    `counted` says how many notes of each denomination there are. Whoever recorded a voucher does not close.

    :raises UnableToRecord: if the cash or the lines do not agree with the vouchers, the session is closed, or the
        actor recorded in it.
    :raises OutOfScope: if the session is not of the actor's offices.
    """
    session = hold_open_session(asked, session_id, is_closing=True)
    if session.vouchers.filter(recorded_by=asked.actor_id).exists():
        raise UnableToRecord(_("Người đã ghi chứng từ trong phiên không được khóa phiên. Hãy để người khác khóa."))
    try:
        total_vnd = counted_vnd(counted)
    except ImpossibleCount:
        raise UnableToRecord(_("Bảng kiểm đếm có mệnh giá hoặc số tờ không hợp lệ.")) from None
    totals = totals_of(session.vouchers.all())
    if totals != totals_of_lines(session):
        raise UnableToRecord(
            _("Chứng từ của phiên không khớp chi tiết từng khoản. Hãy báo quản trị chạy tantam book verify.")
        )
    expected_vnd = cash_of(brought_vnd=session.brought_vnd, totals=totals)
    if total_vnd != expected_vnd:
        raise UnableToRecord(_difference_words(total_vnd - expected_vnd, expected_vnd))
    session.counted = {name: pieces for name, pieces in counted.items() if pieces}
    session.counted_vnd = total_vnd
    session.state = Session.State.CLOSED
    session.closed_by, session.closed_by_name, session.closed_at = asked.actor_id, asked.actor.name, asked.at
    session.save(update_fields=["counted", "counted_vnd", "state", "closed_by", "closed_by_name", "closed_at"])
    if total_vnd:
        _move(asked, session, Line(CASH_AT_OFFICE, CASH_AT_POINT, total_vnd, "CASH_MOVED", f"session {session.pk}"))
    return total_vnd


def _difference_words(difference_vnd: int, expected_vnd: int) -> str:
    words = {"expected": format_number(expected_vnd), "difference": format_number(abs(difference_vnd))}
    if difference_vnd > 0:
        return _("Tiền kiểm đếm thừa %(difference)s đồng so với sổ (%(expected)s đồng). Hãy tìm nguyên nhân.") % words
    return _("Tiền kiểm đếm thiếu %(difference)s đồng so với sổ (%(expected)s đồng). Hãy tìm nguyên nhân.") % words


def _reason(reason: str, *, day: date, planned_on: date, visit_day: int) -> str:
    """Return why the session is not on its fixed day; nothing where it is.

    :raises UnableToRecord: if a reason is needed and not given, or it is too long.
    """
    said = nfc(reason).strip()
    if day == planned_on:
        return ""
    moved = session_day(planned_on.year, planned_on.month, visit_day=visit_day, days_off=days_off())
    if not said and day == moved:
        said = _("Ngày cố định là ngày nghỉ")
    if not 0 < len(said) <= REASON_MAX:
        raise UnableToRecord(
            _("Phiên không vào ngày cố định %(planned)s. Hãy ghi lý do, không quá %(most)d ký tự.")
            % {"planned": f"{planned_on:%d/%m/%Y}", "most": REASON_MAX}
        )
    return said


def _move(asked: Asked, session: Session, line: Line) -> None:
    batch = Batch(
        key=asked.request_key,
        office_id=session.office_id,
        book_date=asked.book_date,
        value_date=session.day,
        document=f"PGD-{session.pk}",
    )
    post(asked=asked, batch=batch, lines=[line])
