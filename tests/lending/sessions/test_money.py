"""Money of one person at a session: the loan, the savings, the voucher and the book always say the same."""

import pytest
from django.db.models import Sum

from tantam.base.asked import EVERYTHING
from tantam.groups.models import GroupMember
from tantam.ledger.models import Transfer
from tantam.lending.commands.collecting import reverse_event
from tantam.lending.commands.point_money import disburse, take_repayment
from tantam.lending.commands.point_savings import pay_savings, take_savings
from tantam.lending.commands.reversing import reverse_line, reverse_voucher
from tantam.lending.commands.sessions import close_session
from tantam.lending.models import LoanBalance, LoanEvent, SavingsAccount, Voucher
from tantam.lending.parts.sessions.lines import totals_of_lines
from tantam.lending.parts.sessions.vouchers import totals_of
from tantam.lending.queries.due import get_point_due
from tantam.lending.queries.reconciling import find_gaps
from tantam.lending.wording.objections import UnableToRecord
from tantam.people.models import Household
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, M, figures, take_over
from tests.support.register import RECORDED
from tests.support.replay import assert_replay_safe
from tests.support.sessions import AN, BINH, BROUGHT, make_approved_loan, notes_for

pytestmark = pytest.mark.django_db


def repay(cast, session, number=IN_TIME, *, interest_vnd=0, principal_vnd=0) -> int:
    return take_repayment(
        asked=cast.asked("van"),
        session_id=session.id,
        number=number,
        interest_vnd=interest_vnd,
        principal_vnd=principal_vnd,
    )


def save(cast, session, amount_vnd, household_code=AN) -> int:
    return take_savings(
        asked=cast.asked("van"), session_id=session.id, household_code=household_code, amount_vnd=amount_vnd
    )


def pay_out(cast, session, amount_vnd, household_code=AN) -> int:
    return pay_savings(
        asked=cast.asked("van"), session_id=session.id, household_code=household_code, amount_vnd=amount_vnd
    )


def assert_session_agrees(session):
    """Vouchers, lines, kept balances and book agree."""
    assert totals_of(session.row.vouchers.all()) == totals_of_lines(session.row)
    assert_all_agree()
    saved = SavingsAccount.objects.aggregate(vnd=Sum("balance_vnd"))["vnd"] or 0
    moved = SavingsAccount.objects.aggregate(vnd=Sum("moves__amount_vnd"))["vnd"] or 0
    credit = Transfer.objects.filter(credit__code="MEMBER_SAVINGS").aggregate(vnd=Sum("amount_vnd"))["vnd"] or 0
    debit = Transfer.objects.filter(debit__code="MEMBER_SAVINGS").aggregate(vnd=Sum("amount_vnd"))["vnd"] or 0
    assert saved == moved == credit - debit


def test_a_borrower_repays_interest_and_principal_in_cash_of_the_point(cast, session):
    voucher_id = repay(cast, session, interest_vnd=358_685, principal_vnd=2 * M)

    voucher = Voucher.objects.get(pk=voucher_id)
    assert (voucher.kind, voucher.interest_vnd, voucher.principal_vnd) == ("REPAYMENT", 358_685, 2 * M)
    events = LoanEvent.objects.filter(voucher=voucher).values_list("towards", "amount_vnd")
    assert list(events) == [("INTEREST", 358_685), ("PRINCIPAL", 2 * M)]
    into = Transfer.objects.filter(kind__in=("INTEREST_REPAID", "PRINCIPAL_REPAID")).values_list("debit__code")
    assert set(into) == {("CASH_AT_POINT",)}
    assert_session_agrees(session)


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ({}, "lớn hơn 0"),
        ({"interest_vnd": -1, "principal_vnd": 5}, "lớn hơn 0"),
        ({"interest_vnd": 358_686}, "358.685"),
        ({"principal_vnd": 61 * M}, "60.000.000"),
    ],
)
def test_more_than_is_owed_is_refused_and_nothing_is_written(cast, session, amounts, words):
    with pytest.raises(UnableToRecord, match=words):
        repay(cast, session, **amounts)
    assert Voucher.objects.count() == 0


def test_a_new_loan_is_paid_out_up_to_what_was_approved(cast, session, small_register):
    number = make_approved_loan(small_register, approved_vnd=30 * M)
    with pytest.raises(UnableToRecord, match=r"30\.000\.000"):
        disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=31 * M)
    disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=20 * M)
    disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=10 * M)
    with pytest.raises(UnableToRecord, match="vượt số tiền được duyệt"):
        disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=1)

    assert LoanBalance.objects.get(loan__number=number).principal_vnd == 30 * M
    assert totals_of(session.row.vouchers.all())["disbursed_vnd"] == 30 * M
    assert_session_agrees(session)


def test_no_more_is_paid_out_than_is_in_the_box(cast, session, small_register):
    number = make_approved_loan(small_register, approved_vnd=BROUGHT + M)
    save(cast, session, 400_000)
    with pytest.raises(UnableToRecord, match=r"chỉ còn 200\.400\.000 đồng"):
        disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=BROUGHT + M)
    disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=BROUGHT + 300_000)
    with pytest.raises(UnableToRecord, match=r"chỉ còn 100\.000 đồng"):
        pay_out(cast, session, 200_000)
    pay_out(cast, session, 100_000)
    assert close_session(asked=cast.asked("yen"), session_id=session.id, counted={}) == 0
    assert_session_agrees(session)


def test_a_loan_is_paid_out_at_the_office_without_a_session(cast, session, small_register):
    number = make_approved_loan(small_register, approved_vnd=30 * M)
    disburse(asked=cast.asked("van"), session_id=None, number=number, amount_vnd=30 * M)
    paid = Transfer.objects.get(kind="DISBURSEMENT")
    assert (paid.credit.code, paid.amount_vnd) == ("CASH_AT_OFFICE", 30 * M)
    assert Voucher.objects.count() == 0


def test_what_another_book_paid_out_is_not_paid_out_again(cast, session):
    take_over(figures("51-0009", principal_vnd=40 * M, disbursed_vnd=60 * M))
    with pytest.raises(UnableToRecord, match="nhận bàn giao"):
        disburse(asked=cast.asked("van"), session_id=session.id, number="51-0009", amount_vnd=M)


def test_savings_go_in_and_come_out_up_to_the_balance(cast, session):
    with pytest.raises(UnableToRecord, match="chưa có tiền gửi"):
        pay_out(cast, session, 1_000)
    save(cast, session, 50_000)
    pay_out(cast, session, 20_000)
    with pytest.raises(UnableToRecord, match=r"chỉ còn 30\.000"):
        pay_out(cast, session, 30_001)
    with pytest.raises(UnableToRecord, match="không ở Tổ nào"):
        save(cast, session, 50_000, household_code="21529-00004")
    with pytest.raises(UnableToRecord, match="lớn hơn 0"):
        save(cast, session, 0)
    totals = totals_of(session.row.vouchers.all())
    assert (totals["savings_in_vnd"], totals["savings_out_vnd"]) == (50_000, 20_000)
    assert_session_agrees(session)


def test_what_a_merged_household_saved_is_paid_to_the_survivor(cast, session, small_register):
    an, binh = (small_register.households[name] for name in ("an", "binh-can"))
    save(cast, session, 50_000)
    Household.objects.filter(pk=an.pk).update(merged_into=binh)

    due = get_point_due(scope=EVERYTHING, point_id=session.point_id, day=TODAY)
    savings = {member.household_code: member.savings_vnd for member in due.groups[0].members}
    assert (savings[AN], savings[BINH]) == (50_000, 0)
    pay_out(cast, session, 20_000, household_code=BINH)
    pay_out(cast, session, 5_000, household_code=AN)
    save(cast, session, 1_000, household_code=BINH)
    assert SavingsAccount.objects.get().balance_vnd == 26_000
    left = {"ends_before": TODAY, "end_recorded_at": RECORDED, "reason_left": "gộp hộ"}
    GroupMember.objects.filter(household=an).update(**left)
    due = get_point_due(scope=EVERYTHING, point_id=session.point_id, day=TODAY)
    savings = {member.household_code: member.savings_vnd for member in due.groups[0].members}
    assert savings[BINH] == 26_000
    assert_session_agrees(session)


def test_a_voucher_is_taken_back_by_another_that_stays_to_be_seen(cast, session):
    before = LoanBalance.objects.values().get(loan__number=IN_TIME)
    voucher_id = repay(cast, session, interest_vnd=300_000, principal_vnd=2 * M)

    reversal = Voucher.objects.get(
        pk=reverse_voucher(asked=cast.asked("van"), voucher_id=voucher_id, reason="thu nhầm hộ")
    )

    assert (reversal.reverses_id, reversal.interest_vnd, reversal.principal_vnd) == (voucher_id, -300_000, -2 * M)
    after = LoanBalance.objects.values().get(loan__number=IN_TIME)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"events", "day", "points_current"}
    assert_session_agrees(session)
    with pytest.raises(UnableToRecord, match="Không còn gì để đảo"):
        reverse_voucher(asked=cast.asked("van"), voucher_id=voucher_id, reason="lần nữa")
    with pytest.raises(UnableToRecord, match="không đảo lại được"):
        reverse_voucher(asked=cast.asked("van"), voucher_id=reversal.pk, reason="lần nữa")


def test_one_line_is_taken_back_and_then_the_rest(cast, session):
    voucher_id = repay(cast, session, BEHIND, interest_vnd=100_000, principal_vnd=M)
    refused = [("", "", "một dòng"), (BEHIND, AN, "một dòng"), (IN_TIME, "", "Không còn gì"), ("", AN, "Không còn gì")]
    for number, code, words in refused:
        with pytest.raises(UnableToRecord, match=words):
            reverse_line(
                asked=cast.asked("van"), voucher_id=voucher_id, number=number, household_code=code, reason="nhầm"
            )
    reverse_line(asked=cast.asked("van"), voucher_id=voucher_id, number=BEHIND, household_code="", reason="nhầm")
    assert totals_of(session.row.vouchers.all())["interest_vnd"] == 0
    assert_session_agrees(session)


def test_savings_and_disbursements_are_taken_back_too(cast, session, small_register):
    number = make_approved_loan(small_register, approved_vnd=30 * M)
    disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=30 * M)
    put_in, paid_out = save(cast, session, 50_000), pay_out(cast, session, 20_000)
    with pytest.raises(UnableToRecord, match="chỉ còn"):
        reverse_voucher(asked=cast.asked("van"), voucher_id=put_in, reason="nhầm")
    for voucher_id in (paid_out, put_in, Voucher.objects.get(kind="DISBURSEMENT").pk):
        reverse_voucher(asked=cast.asked("van"), voucher_id=voucher_id, reason="nhầm")
    assert set(totals_of(session.row.vouchers.all()).values()) == {0}
    assert_session_agrees(session)


def test_what_was_paid_out_meanwhile_is_not_in_the_box_to_be_given_back(cast, session, small_register):
    number = make_approved_loan(small_register, approved_vnd=BROUGHT + M)
    put_in = save(cast, session, M)
    disburse(asked=cast.asked("van"), session_id=session.id, number=number, amount_vnd=BROUGHT + 400_000)
    vouchers = Voucher.objects.count()

    with pytest.raises(UnableToRecord, match=r"chỉ còn 600\.000 đồng, không đủ để chi 1\.000\.000 đồng"):
        reverse_voucher(asked=cast.asked("van"), voucher_id=put_in, reason="nhầm hộ")
    assert Voucher.objects.count() == vouchers
    assert_session_agrees(session)
    repay(cast, session, principal_vnd=400_000)
    reverse_voucher(asked=cast.asked("van"), voucher_id=put_in, reason="nhầm hộ")
    assert close_session(asked=cast.asked("yen"), session_id=session.id, counted={}) == 0
    assert_session_agrees(session)


def test_a_reversal_says_why(cast, session):
    voucher_id = repay(cast, session, interest_vnd=1_000)
    for reason in (" ", "n" * 301):
        with pytest.raises(UnableToRecord, match="lý do"):
            reverse_voucher(asked=cast.asked("van"), voucher_id=voucher_id, reason=reason)


def test_what_a_session_took_is_taken_back_there_while_it_is_open_and_at_the_office_afterwards(cast, session):
    voucher_id = repay(cast, session, interest_vnd=1_000)
    with pytest.raises(UnableToRecord, match="Hãy đảo trong phiên đó"):
        reverse_event(asked=asked_by_system(), number=IN_TIME, seq=2, reason="thu nhầm hộ")
    close_session(asked=cast.asked("yen"), session_id=session.id, counted=notes_for(BROUGHT + 1_000))
    with pytest.raises(UnableToRecord, match="đã khóa"):
        reverse_voucher(asked=cast.asked("van"), voucher_id=voucher_id, reason="thu nhầm hộ")
    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=2, reason="thu nhầm hộ")
    assert Transfer.objects.filter(kind="CORRECTION", credit__code="CASH_AT_OFFICE").get().amount_vnd == 1_000
    assert find_gaps(day=TODAY) == []
    assert session.row.state == "CLOSED"


@pytest.mark.replays("lending.take_repayment")
def test_repaying_twice_repays_once(cast, session):
    assert_replay_safe(
        take_repayment,
        asked=cast.asked("van"),
        other={"interest_vnd": 2_000},
        session_id=session.id,
        number=IN_TIME,
        interest_vnd=1_000,
        principal_vnd=5_000,
    )


@pytest.mark.replays("lending.disburse")
def test_paying_out_twice_pays_out_once(cast, session, small_register):
    number = make_approved_loan(small_register, approved_vnd=30 * M)
    assert_replay_safe(
        disburse,
        asked=cast.asked("van"),
        other={"amount_vnd": 2 * M},
        session_id=session.id,
        number=number,
        amount_vnd=M,
    )


@pytest.mark.replays("lending.take_savings")
def test_saving_twice_saves_once(cast, session):
    assert_replay_safe(
        take_savings,
        asked=cast.asked("van"),
        other={"amount_vnd": 2},
        session_id=session.id,
        household_code=AN,
        amount_vnd=1_000,
    )


@pytest.mark.replays("lending.pay_savings")
def test_paying_savings_twice_pays_once(cast, session):
    save(cast, session, 50_000)
    assert_replay_safe(
        pay_savings,
        asked=cast.asked("van"),
        other={"amount_vnd": 2},
        session_id=session.id,
        household_code=AN,
        amount_vnd=1_000,
    )


@pytest.mark.replays("lending.reverse_voucher")
def test_taking_a_voucher_back_twice_takes_it_back_once(cast, session):
    voucher_id = repay(cast, session, interest_vnd=1_000)
    assert_replay_safe(
        reverse_voucher,
        asked=cast.asked("van"),
        other={"reason": "khác"},
        voucher_id=voucher_id,
        reason="nhầm",
    )


@pytest.mark.replays("lending.reverse_line")
def test_taking_a_line_back_twice_takes_it_back_once(cast, session):
    voucher_id = save(cast, session, 50_000)
    assert_replay_safe(
        reverse_line,
        asked=cast.asked("van"),
        other={"reason": "khác"},
        voucher_id=voucher_id,
        number="",
        household_code=AN,
        reason="nhầm",
    )
