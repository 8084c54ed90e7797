"""Accounts of savings written down row by row, money put in and taken out at the office, and what must agree."""

from datetime import date
from typing import Any

from django.db import transaction

from tantam.ledger.parts.posting import Batch, post
from tantam.lending.models import SavingsAccount, SavingsMove
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.savings.moving import Saved, When, move_savings, savings_lines
from tantam.lending.parts.sessions.vouchers import CASH_AT_OFFICE
from tantam.lending.queries.reconciling import find_savings_gaps
from tantam.lending.queries.savings_interest import find_savings_interest_gaps
from tantam.people.models import Household
from tantam.units.models import Unit
from tests.support.cast import asked_by_system
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


def save(household: Household, amount_vnd: int, *, on: date, booked_on: date | None = None, **changed: Any) -> None:
    """Let a household put money in at the office, or take it out, and tell the book; `on` is the move's own day."""
    asked = asked_by_system(on=booked_on or on)
    office = Unit.objects.get(code="NHCSXH")
    kind = changed.pop("kind", "PUT_IN" if amount_vnd > 0 else "PAID_OUT")
    with transaction.atomic():
        closed_until(office.pk)
        moved = Saved(household.pk, amount_vnd, kind=kind, **changed)
        (seq,) = move_savings([moved], asked=asked, when=When(office.pk, on, None))
        in_vnd, out_vnd = max(amount_vnd, 0), max(-amount_vnd, 0)
        lines = savings_lines(in_vnd=in_vnd, out_vnd=out_vnd, money=CASH_AT_OFFICE, reference=f"{seq}")
        batch = Batch(asked.request_key, office.pk, book_date=asked.book_date, value_date=on)
        post(asked=asked, batch=batch, lines=lines)


def assert_savings_agree(day: date = date(2100, 1, 1)) -> None:
    """Assert that balances, the ledger and interest are what the moves come to."""
    assert find_savings_gaps(day=day) == []
    assert list(find_savings_interest_gaps()) == []
