"""What does not agree stops the close, which names the rows and writes nothing."""

from datetime import timedelta

import pytest

from tantam.base.guards import drop, install
from tantam.closing.models import DayClose
from tantam.closing.wording.refusals import BooksDiffer, Difference
from tantam.core.loans.events import Paid, Towards
from tantam.ledger.models import Book, Transfer
from tantam.ledger.parts.accounts import AccountKey
from tantam.lending.models import AccrualBucket, BucketChange, LoanBalance, LoanEvent, SavingsAccount, SavingsMove
from tests.support.closing import close, hand_in, record
from tests.support.groups import make_group_rows
from tests.support.ledger import make_post
from tests.support.loans import IN_TIME, OFFICE, TAKEN_OVER, M, make_loans
from tests.support.register import RECORDED
from tests.support.written_sessions import write_session

pytestmark = pytest.mark.django_db
ON = TAKEN_OVER + timedelta(days=1)
SAVINGS = AccountKey("MEMBER_SAVINGS")
AT_POINT = AccountKey("CASH_AT_POINT")
AT_OFFICE = AccountKey("CASH_AT_OFFICE")


@pytest.fixture
def office_id(small_register, cast) -> int:
    make_loans()
    close(TAKEN_OVER)
    return cast.units[OFFICE].pk


@pytest.fixture
def unguarded():
    """Let rows be changed that nobody may change, as somebody with the database's password could."""
    from django.db import connection

    drop(connection)
    yield
    install(connection)


def differences() -> list[tuple[str, int, tuple[str, ...]]]:
    with pytest.raises(BooksDiffer) as refused:
        close(ON)
    assert Book.objects.get(office__code=OFFICE).closed_through == TAKEN_OVER
    assert DayClose.objects.count() == 1
    assert not Transfer.objects.filter(kind="INTEREST_ACCRUED").exists()
    assert {each.office_code for each in refused.value.differences} == {OFFICE}
    return [(each.what, each.ledger_vnd - each.rows_vnd, each.rows) for each in refused.value.differences]


def pay(amount_vnd: int = M) -> None:
    event = {"on": ON, "booked_on": ON, "amount_vnd": amount_vnd, "towards": Towards.PRINCIPAL}
    record(IN_TIME, lambda seq: Paid(seq=seq, **event), on=ON)


@pytest.mark.usefixtures("office_id", "unguarded")
def test_a_change_that_buckets_were_not_told_names_the_loan():
    pay()
    BucketChange.objects.filter(booked_on=ON).delete()
    assert differences() == [("LOANS_CURRENT CENTRAL poor", -M, (IN_TIME,))]


@pytest.mark.usefixtures("office_id")
def test_a_bucket_that_was_changed_is_found_and_the_loans_in_doubt_named():
    pay()
    AccrualBucket.objects.filter(programme="poor").update(principal_vnd=61 * M)
    assert differences() == [("LOANS_CURRENT CENTRAL poor", -M, ())]
    LoanBalance.objects.filter(loan__number=IN_TIME).update(points_current=0)
    assert differences() == [("LOANS_CURRENT CENTRAL poor", -M, (IN_TIME,))]


@pytest.mark.usefixtures("office_id", "unguarded")
def test_an_event_that_was_changed_is_not_what_was_posted():
    pay()
    LoanEvent.objects.filter(booked_on=ON).update(amount_vnd=M + 7)
    assert differences() == [("LOANS", -7, (IN_TIME,))]


@pytest.mark.usefixtures("unguarded")
def test_a_voucher_that_was_changed_is_named(office_id, small_register):
    group, session = make_group_rows(small_register), write_session(ON, counted_vnd=50_000)
    voucher = hand_in(group, {IN_TIME: 50_000}, session=session)
    bring_home(office_id, 50_000)
    type(voucher).objects.filter(pk=voucher.pk).update(interest_vnd=60_000)
    named = f"V{voucher.pk}"
    assert differences() == [
        ("voucher interest_vnd", 10_000, (named,)),
        (f"session D-01 {ON:%d/%m/%Y}", 10_000, (f"session {session.pk}",)),
    ]


def test_cash_that_stays_at_a_point_is_named(office_id, small_register):
    group, session = make_group_rows(small_register), write_session(ON, counted_vnd=50_000)
    hand_in(group, {IN_TIME: 50_000}, session=session)
    assert differences() == [("CASH_AT_POINT", 50_000, (IN_TIME,))]
    bring_home(office_id, 50_000)
    assert close(ON).collected_vnd == 50_000


def test_savings_without_a_move_are_found(office_id, small_register):
    make_post(office_id, (AT_OFFICE, SAVINGS, 100_000), on=ON, kind="SAVINGS_IN")
    assert differences() == [("MEMBER_SAVINGS", 100_000, ())]
    account = SavingsAccount.objects.create(
        number="105.1",
        office_id=office_id,
        household=small_register.households["an"],
        opened_on=ON,
        moves_count=1,
        balance_vnd=100_000,
        recorded_at=RECORDED,
    )
    SavingsMove.objects.create(
        account=account,
        seq=1,
        kind="PUT_IN",
        on=ON,
        booked_on=ON,
        amount_vnd=100_000,
        recorded_by=0,
        recorded_by_name="–",
        recorded_at=RECORDED,
    )
    close(ON)


def test_what_is_left_in_suspense_is_found(office_id):
    make_post(office_id, (AccountKey("SESSION_SUSPENSE"), AT_OFFICE, 3_000), on=ON, kind="SESSION_SETTLED")
    assert differences() == [("SESSION_SUSPENSE", 3_000, ("L-1",))]


def test_a_difference_is_told_in_words_and_not_endlessly():
    told = str(Difference("NHCSXH", "LOANS", 1_000, -5, tuple(map(str, range(25)))))
    assert "sổ cái 1.000 đồng" in told
    assert told.endswith("19 và 5 chứng từ, khoản vay khác)")


def bring_home(office_id: int, vnd: int) -> None:
    make_post(office_id, (AT_OFFICE, AT_POINT, vnd), on=ON, kind="CASH_MOVED")
