"""Accounts of savings written down row by row."""

from datetime import date

from tantam.lending.models import SavingsAccount, SavingsMove
from tantam.units.models import Unit
from tests.support.register import RECORDED, SmallRegister

OPENED = date(2026, 11, 5)


def make_account(register: SmallRegister, *, office: str = "NHCSXH", amount_vnd: int = 50_000) -> str:
    """Write an account of An Nghèo's household down, with what was put in at the office; return its number."""
    account = SavingsAccount.objects.create(
        number="105.1.1",
        office=Unit.objects.get(code=office),
        household=register.households["an"],
        opened_on=OPENED,
        moves_count=1,
        balance_vnd=amount_vnd,
        recorded_at=RECORDED,
    )
    add_move(account, amount_vnd=amount_vnd)
    return account.number


def add_move(account: SavingsAccount, *, seq: int = 1, amount_vnd: int, kind: str = "PUT_IN") -> SavingsMove:
    """Write a move down without changing the kept balance."""
    return SavingsMove.objects.create(
        account=account,
        seq=seq,
        kind=kind,
        on=OPENED,
        booked_on=OPENED,
        amount_vnd=amount_vnd,
        recorded_by=0,
        recorded_by_name="–",
        recorded_at=RECORDED,
    )
