"""A group's sheet: whole or refused, and the loans, the savings, the buckets and the ledger always say the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tantam.base.errors import OutOfScope
from tantam.core.loans.events import Frozen
from tantam.core.loans.life import fold
from tantam.groups.models import GroupMember
from tantam.ledger.models import Transfer
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.lending.commands.collecting import record_payment, reverse_event
from tantam.lending.commands.sheets import ROWS_MAX, record_sheet
from tantam.lending.models import BucketChange, Loan, LoanBalance, LoanEvent, SavingsAccount, SavingsMove, Voucher
from tantam.lending.parts.lives import read_lives
from tantam.lending.wording.objections import UnableToRecord, UnableToRecordSheet
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY, asked_as, asked_by_system
from tests.support.closing import record
from tests.support.loans import M, figures, take_over
from tests.support.lookups import steps_of
from tests.support.replay import assert_replay_safe
from tests.support.sheets import hand_in, make_owing_group, row_of
from tests.support.written_sessions import write_point, write_session

pytestmark = pytest.mark.django_db

OWED = 358_685  # An Nghèo's interest of today
OWED_BEHIND = 595_269


@pytest.fixture
def group(small_register):
    """Return a group of six households that owe."""
    return make_owing_group(small_register)


def transfers(**which):
    """Return what was posted for a voucher, without its reference."""
    rows = Transfer.objects.filter(reference__startswith="V", **which).order_by("id")
    return list(rows.values_list("debit__code", "credit__code", "kind", "amount_vnd"))


def life_of(number):
    """Return a loan's life."""
    loan = Loan.objects.get(number=number)
    return read_lives([loan])[loan.pk]


def test_a_sheet_is_one_voucher_and_few_transfers(group):
    a, _b, c, d, *_ = group.numbers

    voucher_id = hand_in(group, (a, OWED, 0), (c, OWED, 5 * M), (d, 0, 60 * M), savings=((group.codes[0], 50_000),))

    voucher = Voucher.objects.get(pk=voucher_id)
    amounts = (voucher.interest_vnd, voucher.principal_vnd, voucher.savings_in_vnd, voucher.kind, voucher.group)
    assert amounts == (2 * OWED, 65 * M, 50_000, "SHEET", group.group)
    assert transfers() == [
        ("CASH_AT_POINT", "INTEREST_RECEIVABLE", "INTEREST_REPAID", 2 * OWED),
        ("CASH_AT_POINT", "LOANS_CURRENT", "PRINCIPAL_REPAID", 65 * M),
        ("CASH_AT_POINT", "MEMBER_SAVINGS", "SAVINGS_IN", 50_000),
    ]
    events = LoanEvent.objects.filter(voucher=voucher).order_by("loan_id", "seq")
    assert list(events.values_list("loan__number", "seq", "amount_vnd", "towards")) == [
        (a, 2, OWED, "INTEREST"),
        (c, 2, OWED, "INTEREST"),
        (c, 3, 5 * M, "PRINCIPAL"),
        (d, 2, 60 * M, "PRINCIPAL"),
    ]
    assert [(row_of(each).events, row_of(each).principal_vnd) for each in (a, c, d)] == [
        (2, 60 * M),
        (3, 55 * M),
        (2, 0),
    ]
    assert_all_agree()


def test_buckets_hear_of_principal_only(group):
    before = BucketChange.objects.count()
    hand_in(group, (group.numbers[0], OWED, 0), on=TODAY)
    assert BucketChange.objects.count() == before

    voucher_id = hand_in(group, (group.numbers[2], 0, 2 * M), (group.numbers[3], 100, 3 * M))

    (change,) = BucketChange.objects.order_by("id")[before:]
    assert (change.principal_vnd, change.points, change.rate_ppm, change.is_overdue) == (-5 * M, 0, 66_000, False)
    assert (change.day, change.value_on, change.booked_on, change.reference) == (TODAY, TODAY, TODAY, f"V{voucher_id}")


def test_what_fell_due_since_is_moved_before_it_is_paid(group):
    behind = group.numbers[1]

    hand_in(group, (behind, OWED_BEHIND - 1, 4 * M))

    assert transfers(kind="MOVED_TO_OVERDUE") == [("LOANS_OVERDUE", "LOANS_CURRENT", "MOVED_TO_OVERDUE", 10 * M)]
    assert row_of(behind).overdue_vnd == 6 * M
    assert_all_agree()


def test_overdue_interest_leaves_the_memo_when_it_is_paid(group):
    behind = group.numbers[1]
    hand_in(group, (behind, 0, 1))  # from now on its row knows that it is overdue
    tomorrow = TODAY + timedelta(days=1)

    hand_in(group, (behind, 100_000, 4 * M), on=tomorrow)

    assert transfers(book_date=tomorrow) == [
        ("CASH_AT_POINT", "INTEREST_INCOME", "INTEREST_REPAID", 100_000),
        ("CASH_AT_POINT", "LOANS_OVERDUE", "PRINCIPAL_REPAID", 4 * M),
        ("MEMO_CONTRA", "MEMO_INTEREST_OVERDUE", "INTEREST_REPAID", 100_000),
    ]
    assert_all_agree()


def test_a_loan_that_was_paid_today_may_be_paid_again(group):
    number = group.numbers[0]
    record_payment(asked=asked_by_system(), number=number, on=TODAY, amount_vnd=M, towards="ANYTHING")
    hand_in(group, (number, 0, M))

    hand_in(group, (number, 0, M))

    assert [event.seq for event in life_of(number).events] == [1, 2, 3, 4]
    assert row_of(number).principal_vnd == 57 * M + OWED
    assert_all_agree()


def test_both_ways_of_settling_come_to_the_same(group):
    """Of two equal loans one is read from its row; the other was touched today, so it is folded."""
    quick, folded = group.numbers[2:4]
    seq = record_payment(asked=asked_by_system(), number=folded, on=TODAY, amount_vnd=5, towards="INTEREST")
    reverse_event(asked=asked_by_system(), number=folded, seq=seq, reason="thử")

    hand_in(group, (quick, 123_456, 7 * M), (folded, 123_456, 7 * M))

    rows = [LoanBalance.objects.filter(loan__number=number).values().get() for number in (quick, folded)]
    for row in rows:
        del row["loan_id"], row["events"]
    assert rows[0] == rows[1]
    assert_all_agree()


def test_every_row_that_is_wrong_is_named_and_nothing_is_written(group, small_register):
    a, b, c, d, e, f = group.numbers
    stranger = take_over(figures("99-1"))  # An Nghèo is of no group
    hand_in(group, (d, OWED, 60 * M))
    freeze(e)
    events, vouchers = LoanEvent.objects.count(), Voucher.objects.count()
    rows = ((a, OWED + 1, 0), (b, 0, 40 * M + 1), (c, -1, 5), (d, 0, 1), (e, 1, 0), (stranger, 1, 0), (f, 0, 0))

    with pytest.raises(UnableToRecordSheet) as refused:
        hand_in(
            group,
            *rows,
            ("99-2", 1, 0),
            *[(name, 1, 0) for name in ("twice", "twice")],
            savings=(("21484-00001", 5), (group.codes[0], 0), *[(group.codes[1], 5)] * 2),
        )

    reasons = refused.value.reasons
    expected = [
        (a, "Nhiều nhất 358.685"),
        (b, "Nhiều nhất 40.000.000"),
        (c, "lớn hơn 0"),
        (d, "không còn nợ"),
        (e, "khoanh nợ"),
        (stranger, "không phải của Tổ này"),
        (f, "hãy ghi số tiền"),
        ("99-2", "không phải của Tổ này"),
        ("twice", "hai dòng"),
        ("21484-00001", "không phải tổ viên"),
        (group.codes[0], "lớn hơn 0"),
        (group.codes[1], "hai dòng"),
    ]
    assert len(reasons) == len(expected)
    for name, words in expected:
        assert [reason for reason in reasons if name in reason and words in reason], (name, words)
    assert (LoanEvent.objects.count(), Voucher.objects.count()) == (events, vouchers)
    assert not SavingsAccount.objects.exists()
    assert_all_agree()


def freeze(number):
    """Freeze a loan for a year."""
    record(number, lambda seq: Frozen(seq=seq, on=TODAY, booked_on=TODAY, until=date(2027, 11, 22)), on=TODAY)


def test_a_loan_of_another_office_is_not_of_the_group(group, cast):
    other = cast.units["STC"]
    type(other).objects.filter(pk=other.pk).update(kind="BANK_OFFICE")
    point = write_point("STC-01", office="STC")
    type(group.group).objects.filter(pk=group.group.pk).update(office=other)
    with pytest.raises(UnableToRecordSheet, match="không phải của Tổ này"):
        hand_in(group, (group.numbers[0], 1, 0), session=write_session(point=point))


def test_who_left_the_group_still_pays_but_saves_no_more(group):
    GroupMember.objects.filter(household__code=group.codes[0]).update(
        ends_before=TODAY, reason_left="LEFT", end_recorded_at=asked_by_system().at
    )
    hand_in(group, (group.numbers[0], 1_000, 0))
    with pytest.raises(UnableToRecordSheet, match="không phải tổ viên"):
        hand_in(group, savings=((group.codes[0], 5_000),))


def test_a_sheet_needs_an_open_session_of_today_and_something_in_it(group, cast):
    number = group.numbers[0]
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(UnableToRecord, match="21/11/2026"):
        hand_in(group, (number, 1, 0), session=write_session(yesterday))
    closed = write_session(point=write_point("BT-02"), counted_vnd=0)
    with pytest.raises(UnableToRecord, match="đã khóa"):
        hand_in(group, (number, 1, 0), session=closed)
    with pytest.raises(UnableToRecord, match="ít nhất một dòng"):
        hand_in(group)
    with pytest.raises(UnableToRecord, match=str(ROWS_MAX)):
        hand_in(group, *[(number, 1, 0)] * (ROWS_MAX + 1))
    stranger = replace(cast.actor("sau"), permissions=frozenset({"lending.record_sheet"}))
    given = {"session_id": write_session().pk, "group_id": group.group.pk, "rows": ((number, 1, 0),), "savings": ()}
    with pytest.raises(OutOfScope):
        record_sheet(asked=asked_as(stranger), **given)
    with pytest.raises(OutOfScope):
        record_sheet(asked=asked_by_system(), **{**given, "session_id": 0})
    with pytest.raises(OutOfScope):
        record_sheet(asked=asked_by_system(), **{**given, "group_id": 0})


def test_nothing_is_taken_on_a_closed_day(group):
    close_ledger_day(asked=asked_by_system(), office_id=group.group.office_id, day=TODAY)
    with pytest.raises(UnableToRecord, match="22/11/2026 đã khóa sổ"):
        hand_in(group, (group.numbers[0], 1, 0))


def test_a_day_before_what_is_written_down_already_takes_nothing(group):
    later = TODAY + timedelta(days=3)
    record_payment(asked=asked_by_system(on=later), number=group.numbers[0], on=TODAY, amount_vnd=5, towards="INTEREST")
    with pytest.raises(UnableToRecordSheet, match="sau ngày hạch toán"):
        hand_in(group, (group.numbers[0], 1, 0), on=TODAY + timedelta(days=1))


def test_a_day_of_the_figures_taken_over_takes_nothing(group):
    with pytest.raises(UnableToRecordSheet, match="nhận bàn giao"):
        hand_in(group, (group.numbers[0], 1, 0), on=date(2026, 10, 31))


def test_loans_whose_rows_are_wrong_are_not_touched(group):
    a, b, c, *_ = group.numbers
    LoanBalance.objects.filter(loan__number=a).delete()
    LoanBalance.objects.filter(loan__number=b).update(principal_vnd=39 * M, principal_paid_vnd=11 * M)
    record_payment(asked=asked_by_system(), number=c, on=TODAY, amount_vnd=M, towards="PRINCIPAL")
    LoanBalance.objects.filter(loan__number=c).update(events=1, principal_vnd=60 * M, principal_paid_vnd=40 * M)
    with pytest.raises(UnableToRecordSheet) as refused:
        hand_in(group, (a, 1, 0), (b, 1, 0), (c, 1, 0), on=TODAY + timedelta(days=1))
    assert [("tantam book verify" in reason) for reason in refused.value.reasons] == [True] * 3


def test_savings_are_put_into_the_households_account(group):
    code = group.codes[0]
    hand_in(group, savings=((code, 50_000), (group.codes[1], 10_000)))

    hand_in(group, savings=((code, 25_000),))

    account = SavingsAccount.objects.get(household__code=code)
    assert (account.balance_vnd, account.moves_count, account.opened_on) == (75_000, 2, TODAY)
    moves = SavingsMove.objects.filter(account=account).order_by("seq").values_list("seq", "kind", "amount_vnd", "on")
    assert list(moves) == [(1, "PUT_IN", 50_000, TODAY), (2, "PUT_IN", 25_000, TODAY)]
    assert [row[3] for row in transfers()] == [60_000, 25_000]


def test_the_plan_turns_on_the_day_after_which_the_row_says_so(group):
    """On the day of collection itself the row still goes on; the day after, the loan is folded."""
    number = group.numbers[0]
    due = date(2027, 1, 15)
    for day in (due, due + timedelta(days=1), due + timedelta(days=2)):
        hand_in(group, (number, 1_000, 1_000), on=day)
        life = life_of(number)
        assert row_of(number).overdue_vnd == fold(life.terms, life.events, on=day).overdue_vnd
    assert row_of(number).overdue_vnd == 30 * M - 3_000
    assert_all_agree()


@pytest.mark.replays("lending.record_sheet")
def test_handing_in_twice_pays_once(group):
    assert_replay_safe(
        record_sheet,
        asked=asked_by_system(),
        other={"rows": ((group.numbers[0], 1_001, 0),)},
        session_id=write_session().pk,
        group_id=group.group.pk,
        rows=((group.numbers[0], 1_000, 0),),
        savings=(),
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows its tables by itself")
def test_a_sheet_does_not_go_through_all_that_an_office_has(group):
    savings = tuple((code, 50_000) for code in group.codes[:3])
    with CaptureQueriesContext(connection) as captured:
        hand_in(group, *((number, 1_000, 0) for number in group.numbers[:3]), savings=savings)

    steps = steps_of(captured)

    assert any("lending_savingsaccount" in step for step in steps)
    assert not [step for step in steps if "(office_id=?)" in step and ("SEARCH l " in step or "savings" in step)]
