"""A transaction point in Ba Tơ, its group with the loans of An and Bình, and a session there, learnt once."""

from dataclasses import dataclass
from datetime import date

from tantam.groups.commands.points import set_point as set_point_of_groups
from tantam.groups.models import Group
from tantam.lending.commands.sessions import open_session
from tantam.lending.models import Loan, PlannedInstalment, Session
from tantam.lending.parts.lives import keep_balance, read_lives, standing_at
from tantam.units.commands import set_point
from tantam.units.models import Unit
from tests.support.cast import TODAY, Cast
from tests.support.groups import make_active, make_village
from tests.support.loans import M, make_loans
from tests.support.register import RECORDED, SmallRegister
from tests.support.written_sessions import write_point, write_session, write_voucher

VISIT_DAY = 22
BROUGHT = 200 * M
AN, BINH = "21484-00001", "21484-00002"


@dataclass(frozen=True)
class SmallSession:
    """An open session with its point and group."""

    id: int
    point_id: int
    group: Group

    @property
    def row(self) -> Session:
        """Return the session as it is kept."""
        return Session.objects.get(pk=self.id)


def make_point(cast: Cast, *, code: str = "D-BATO", visit_day: int = VISIT_DAY, on: date = date(2026, 1, 5)) -> int:
    """Let the branch come to Ba Tơ on a day of each month."""
    return set_point(
        asked=cast.asked("yen", on=on),
        code=code,
        name="Điểm Ba Tơ",
        office_code="NHCSXH",
        commune_code="21484",
        place="Ủy ban nhân dân xã Ba Tơ",
        visit_day=visit_day,
    )


def open_at(cast: Cast, point_id: int, *, on: date = TODAY, **changed: object) -> int:
    """Open a session at a point."""
    usual: dict[str, object] = {
        "point_id": point_id,
        "day": on,
        "reason": "",
        "leader_name": "Lý Thị Yến",
        "controller_name": "Trương Thị Kim",
        "teller_name": "Huỳnh Thị Vân",
        "brought_vnd": BROUGHT,
    }
    return open_session(asked=cast.asked("yen", on=on), **(usual | changed))  # type: ignore[arg-type]


def make_session(cast: Cast, register: SmallRegister) -> SmallSession:
    """Return an open session of today, with a group of which two households owe."""
    group = make_active(cast, make_village(register))
    point_id = make_point(cast)
    set_point_of_groups(asked=cast.asked("yen"), point_id=point_id, group_ids=(group.pk,))
    make_loans()
    group.refresh_from_db()
    return SmallSession(id=open_at(cast, point_id), point_id=point_id, group=group)


def notes_for(amount_vnd: int) -> dict[str, int]:
    """Return a count of notes that comes to an amount."""
    return {"500000": amount_vnd // 500_000, "1": amount_vnd % 500_000}


def make_approved_loan(
    register: SmallRegister, *, approved_vnd: int, number: str = "51-0100", programme: str = "poor"
) -> str:
    """Write down a loan of An that was approved and not paid out yet; return its number."""
    household = register.households["an"]
    loan = Loan.objects.create(
        number=number,
        office=Unit.objects.get(code="NHCSXH"),
        commune=household.commune,
        household=household,
        borrower=register.persons["an"],
        programme=programme,
        source="CENTRAL",
        contract_on=TODAY,
        approved_vnd=approved_vnd,
        rate_ppm=66_000,
        overdue_rate_ppm=85_800,
        recorded_at=RECORDED,
    )
    PlannedInstalment.objects.create(
        loan=loan, number=1, due_on=date(2029, 11, 22), collect_by=date(2029, 11, 22), principal_vnd=approved_vnd
    )
    life = read_lives([loan])[loan.pk]
    keep_balance(life, standing_at(life, TODAY))
    return number


def make_session_rows(group: Group) -> dict[str, int]:
    """Write a point, a session and a voucher of a group down, row by row; return the samples of addresses."""
    point = write_point("D-901")
    Group.objects.filter(pk=group.pk).update(point=point)
    voucher = write_voucher(write_session(point=point))
    return {"point_id": point.pk, "session_id": voucher.session_id, "voucher_id": voucher.pk}
