"""Points, sessions and vouchers written straight to the database, for tests that are not about how they come to be."""

from datetime import date

from tantam.lending.models import Session, Voucher
from tantam.units.models import Commune, TransactionPoint, Unit
from tests.support.cast import SINCE, TODAY
from tests.support.register import RECORDED


def write_point(code: str = "D-01", *, office: str = "NHCSXH") -> TransactionPoint:
    """Write a point of an office in Ba Tơ down, unless it is there."""
    return TransactionPoint.objects.get_or_create(
        code=code,
        defaults={
            "name": f"Điểm {code}",
            "office": Unit.objects.get(code=office),
            "commune": Commune.objects.get(state_code="21484"),
            "visit_day": 22,
            "starts_on": SINCE,
        },
    )[0]


def write_session(
    day: date = TODAY, *, point: TransactionPoint | None = None, counted_vnd: int | None = None
) -> Session:
    """Write the session of a day at a point down, unless it is there; it brought no cash along.

    It is open, unless `counted_vnd` says what cash was counted, in đồng, when it was closed.
    """
    point = point or write_point()
    closed = {"state": "CLOSED", "counted": {}, "counted_vnd": counted_vnd, "closed_by": 0, "closed_by_name": "–"}
    return Session.objects.get_or_create(
        point=point,
        day=day,
        defaults={
            "office": point.office,
            "planned_on": day,
            "leader_name": "Một",
            "controller_name": "Hai",
            "teller_name": "Ba",
            "opened_by": 0,
            "opened_by_name": "–",
            "opened_at": RECORDED,
            **({} if counted_vnd is None else closed | {"closed_at": RECORDED}),
        },
    )[0]


def write_voucher(session: Session | None = None, **changed: object) -> Voucher:
    """Write a voucher down, of a repayment of nothing unless told otherwise."""
    usual: dict[str, object] = {"session": session or write_session(), "kind": Voucher.Kind.REPAYMENT}
    who = {"recorded_by": 0, "recorded_by_name": "–", "recorded_at": RECORDED}
    return Voucher.objects.create(**(usual | who | changed))
