"""Payments and their reversals: the loan, its kept balances and the ledger always say the same."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.base.asked import EVERYTHING
from tantam.base.errors import OutOfScope
from tantam.core.loans.events import Towards
from tantam.ledger.models import Transfer
from tantam.ledger.queries.totals import Which, totals_by_value_day
from tantam.lending.commands.collecting import record_payment, reverse_event
from tantam.lending.commands.point_money import disburse
from tantam.lending.models import Loan, LoanBalance, LoanEvent
from tantam.lending.queries.loans import get_loan_page
from tantam.lending.queries.reconciling import find_gaps
from tantam.lending.queries.trying import try_payment, try_reversal
from tantam.lending.queries.verifying import verify_loans
from tantam.lending.wording.objections import UnableToRecord
from tests.support.cast import TODAY, asked_as, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, TAKEN_OVER, M, make_loans
from tests.support.replay import assert_replay_safe
from tests.support.written_sessions import write_voucher

pytestmark = pytest.mark.django_db


@pytest.fixture
def _loans(small_register):
    make_loans()


def pay(number: str, amount_vnd: int, *, on: date = TODAY, towards: str = "ANYTHING", today: date = TODAY) -> int:
    return record_payment(asked=asked_by_system(on=today), number=number, on=on, amount_vnd=amount_vnd, towards=towards)


def balances(number: str, on: date = TODAY):
    return get_loan_page(scope=EVERYTHING, number=number, on=on).story.balances


def mismatches():
    return [found for batch in verify_loans() for found in batch.mismatches]


@pytest.mark.usefixtures("_loans")
def test_a_payment_settles_interest_first_and_stands_in_the_ledger():
    pay(IN_TIME, 10 * M)
    after = balances(IN_TIME)
    assert after.interest_vnd == 0
    assert after.principal_vnd == 60 * M - (10 * M - 358_685)
    posted = Transfer.objects.filter(kind="INTEREST_REPAID").values_list("credit__code", "amount_vnd")
    assert list(posted) == [("INTEREST_RECEIVABLE", 358_685)]
    repaid = Transfer.objects.filter(kind="PRINCIPAL_REPAID").values_list("credit__code", "amount_vnd")
    assert list(repaid) == [("LOANS_CURRENT", 10 * M - 358_685)]
    assert find_gaps(day=TODAY) == []
    assert mismatches() == []


@pytest.mark.usefixtures("_loans")
def test_an_overdue_loan_is_moved_before_it_is_paid():
    pay(BEHIND, 4 * M)
    assert balances(BEHIND).overdue_vnd == 6 * M
    moved = Transfer.objects.filter(kind="MOVED_TO_OVERDUE").values_list("debit__code", "credit__code", "amount_vnd")
    assert list(moved) == [("LOANS_OVERDUE", "LOANS_CURRENT", 10 * M)]
    assert find_gaps(day=TODAY) == []


@pytest.mark.usefixtures("_loans")
def test_what_is_taken_back_is_as_if_it_had_never_been():
    before = balances(IN_TIME)
    seq = pay(IN_TIME, 10 * M)
    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=seq, reason="thu nhầm hộ")
    assert balances(IN_TIME) == before
    assert find_gaps(day=TODAY) == []
    page = get_loan_page(scope=EVERYTHING, number=IN_TIME, on=TODAY)
    assert [(line.event.seq, line.taken_back_by) for line in page.story.lines] == [(1, None), (2, 3), (3, None)]
    assert page.written[3].reason == "thu nhầm hộ"


@pytest.mark.usefixtures("_loans")
def test_a_mistake_of_an_earlier_day_is_posted_today_with_both_dates():
    paid_on = TODAY - timedelta(days=10)
    seq = pay(IN_TIME, 10 * M, on=paid_on, today=paid_on)
    pay(IN_TIME, 200_000)
    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=seq, reason="thu nhầm hộ")
    corrections = Transfer.objects.filter(kind="CORRECTION")
    assert {(row.value_date, row.book_date) for row in corrections} == {(paid_on, TODAY), (TODAY, TODAY)}
    assert sum(row.amount_vnd for row in corrections if row.value_date == paid_on) == 10 * M
    after = balances(IN_TIME)
    assert (after.principal_vnd, after.interest_vnd) == (60 * M, 358_685 - 200_000)
    assert find_gaps(day=TODAY) == []
    assert mismatches() == []


@pytest.mark.usefixtures("_loans")
@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"amount_vnd": 61 * M}, "60.358.685"),
        ({"amount_vnd": 358_686, "towards": "INTEREST"}, "358.685"),
        ({"amount_vnd": 0}, "lớn hơn 0"),
        ({"amount_vnd": -5}, "lớn hơn 0"),
        ({"amount_vnd": 1, "on": TODAY + timedelta(days=1)}, "sau hôm nay"),
        ({"amount_vnd": 1, "on": TAKEN_OVER - timedelta(days=1)}, "nhận bàn giao"),
        ({"amount_vnd": 1, "on": TAKEN_OVER}, "nhận bàn giao"),
        ({"amount_vnd": 1, "towards": "X"}, "thu lãi"),
    ],
)
def test_what_a_loan_does_not_allow_is_refused_with_the_reason(given_, words):
    with pytest.raises(UnableToRecord, match=words):
        pay(IN_TIME, **given_)
    assert LoanEvent.objects.count() == 2


@pytest.mark.usefixtures("_loans")
def test_a_reversal_needs_an_event_and_a_reason():
    seq = pay(IN_TIME, M)
    refused = [
        (seq, " ", "lý do"),
        (seq, "n" * 301, "300 ký tự"),
        (1, "nhầm", "không đảo được"),
        (9, "nhầm", "không"),
    ]
    for number, reason, words in refused:
        with pytest.raises(UnableToRecord, match=words):
            reverse_event(asked=asked_by_system(), number=IN_TIME, seq=number, reason=reason)
    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=seq, reason="nhầm")
    with pytest.raises(UnableToRecord, match="đã được đảo"):
        reverse_event(asked=asked_by_system(), number=IN_TIME, seq=seq, reason="nhầm")


@pytest.mark.usefixtures("_loans")
def test_whoever_recorded_a_payment_does_not_take_it_back_alone(cast):
    both = replace(cast.actor("van"), permissions=frozenset({"lending.record_payment", "lending.reverse_event"}))
    seq = record_payment(asked=asked_as(both), number=IN_TIME, on=TODAY, amount_vnd=M, towards="ANYTHING")
    with pytest.raises(UnableToRecord, match="không tự đảo"):
        reverse_event(asked=asked_as(both), number=IN_TIME, seq=seq, reason="thu nhầm hộ")
    reverse_event(asked=cast.asked("kim"), number=IN_TIME, seq=seq, reason="thu nhầm hộ")
    assert find_gaps(day=TODAY) == []


@pytest.mark.usefixtures("_loans")
def test_what_belongs_to_a_voucher_is_taken_back_in_its_session(cast):
    voucher = write_voucher()
    loan = Loan.objects.get(number=IN_TIME)
    paid = {"kind": "PAID", "on": TODAY, "booked_on": TODAY, "amount_vnd": M, "towards": "INTEREST"}
    who = {"recorded_by": 7, "recorded_by_name": "Giao dịch viên", "recorded_at": asked_by_system().at}
    LoanEvent.objects.create(loan=loan, seq=2, voucher=voucher, **paid, **who)
    with pytest.raises(UnableToRecord, match="phiên giao dịch"):
        reverse_event(asked=cast.asked("kim"), number=IN_TIME, seq=2, reason="thu nhầm hộ")


@pytest.mark.usefixtures("_loans")
@pytest.mark.replays("lending.record_payment")
def test_paying_twice_pays_once():
    assert_replay_safe(
        record_payment,
        asked=asked_by_system(),
        other={"amount_vnd": 2 * M},
        number=IN_TIME,
        on=TODAY,
        amount_vnd=M,
        towards="ANYTHING",
    )


@pytest.mark.usefixtures("_loans")
@pytest.mark.replays("lending.reverse_event")
def test_taking_back_twice_takes_back_once():
    seq = pay(IN_TIME, M)
    assert_replay_safe(
        reverse_event, asked=asked_by_system(), other={"reason": "khác"}, number=IN_TIME, seq=seq, reason="nhầm"
    )


@pytest.mark.usefixtures("_loans")
def test_a_loan_of_others_is_not_there(cast):
    stranger = replace(cast.actor("sau"), permissions=frozenset({"lending.record_payment"}))
    with pytest.raises(OutOfScope):
        record_payment(asked=asked_as(stranger), number=IN_TIME, on=TODAY, amount_vnd=M, towards="ANYTHING")


@pytest.mark.usefixtures("_loans")
def test_who_sees_a_loan_by_its_commune_alone_moves_no_money_of_it(cast):
    seq = pay(IN_TIME, M)
    deeds = frozenset({"lending.record_payment", "lending.reverse_event", "lending.disburse"})
    neighbour = replace(cast.actor("ha"), permissions=deeds)
    assert get_loan_page(scope=neighbour.scope, number=IN_TIME, on=TODAY).number == IN_TIME
    for deed in (
        lambda asked: record_payment(asked=asked, number=IN_TIME, on=TODAY, amount_vnd=M, towards="ANYTHING"),
        lambda asked: reverse_event(asked=asked, number=IN_TIME, seq=seq, reason="thu nhầm hộ"),
        lambda asked: disburse(asked=asked, session_id=None, number=IN_TIME, amount_vnd=M),
        lambda asked: try_payment(
            scope=asked.actor.scope, number=IN_TIME, on=TODAY, amount_vnd=M, towards=Towards.ANYTHING, today=TODAY
        ),
        lambda asked: try_reversal(actor=asked.actor, number=IN_TIME, seq=seq, today=TODAY),
    ):
        with pytest.raises(UnableToRecord, match="Ngân hàng Chính sách xã hội tỉnh quản lý"):
            deed(asked_as(neighbour))
    assert LoanEvent.objects.filter(loan__number=IN_TIME).count() == seq


@pytest.mark.usefixtures("_loans")
def test_a_payment_of_the_past_never_makes_an_overdue_of_the_past():
    """Written in February for December: what fell due in January has January's value, not December's."""
    december, february = date(2026, 12, 1), date(2027, 2, 1)
    pay(IN_TIME, 5 * M, on=december, towards="PRINCIPAL", today=february)
    which = Which(book_ids=(Transfer.objects.first().posting.book_id,), code="LOANS_OVERDUE")
    for day in (date(2026, 12, 2), date(2027, 1, 16)):
        totals = totals_by_value_day(which, day, known_on=february)
        assert [found.net_vnd for found in totals.values() if found.net_vnd] == []
    assert find_gaps(day=february) == []
    assert balances(IN_TIME, february).overdue_vnd == 25 * M


@pytest.mark.usefixtures("_loans")
def test_a_loan_whose_kept_balances_are_wrong_is_not_touched():
    LoanBalance.objects.filter(loan__number=IN_TIME).update(principal_vnd=59 * M, principal_paid_vnd=41 * M)
    with pytest.raises(UnableToRecord, match="tantam book verify"):
        pay(IN_TIME, M)
    LoanBalance.objects.filter(loan__number=BEHIND).delete()
    with pytest.raises(UnableToRecord, match="tantam book verify"):
        pay(BEHIND, M)
    assert LoanEvent.objects.filter(kind="PAID").count() == 0


@pytest.mark.usefixtures("_loans")
def test_a_day_of_collection_is_not_passed_over_by_a_payment_on_it():
    due = date(2027, 1, 15)
    pay(IN_TIME, 1_000, on=due, towards="INTEREST", today=due)
    assert LoanBalance.objects.get(loan__number=IN_TIME).next_turn_on == due
    LoanBalance.objects.filter(loan__number=IN_TIME).update(next_turn_on=None)
    assert [found.by for found in mismatches()] == [{"next_turn_on": 1}]


@pytest.mark.usefixtures("_loans")
def test_a_changed_balance_is_found():
    LoanBalance.objects.filter(loan__number=IN_TIME).update(principal_vnd=59 * M, principal_paid_vnd=41 * M)
    (found,) = mismatches()
    assert (found.number, found.by) == (IN_TIME, {"principal_vnd": M, "principal_paid_vnd": -M})
    assert [(gap.code, gap.ledger_vnd - gap.loans_vnd) for gap in find_gaps(day=TODAY)] == [("LOANS_CURRENT", M)]


steps = st.lists(
    st.tuples(
        st.sampled_from([IN_TIME, BEHIND]),
        st.integers(0, 90),
        st.integers(0, 60),
        st.one_of(st.integers(1, 30 * M), st.sampled_from([1, 100_000, 10 * M])),
        st.sampled_from(["INTEREST", "PRINCIPAL", "ANYTHING", "TAKE BACK"]),
    ),
    max_size=8,
)


_examples = count(1)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=steps)
def test_whatever_happens_loans_and_ledger_agree(small_register, story):
    suffix = f"-{next(_examples)}"  # loans of their own for each example
    make_loans(suffix)
    today = TAKEN_OVER
    for name, wait, back, amount_vnd, what in story:
        today += timedelta(days=wait)
        number = name + suffix
        with suppress(UnableToRecord):
            if what == "TAKE BACK":
                seq = LoanEvent.objects.filter(loan__number=number).count() - back % 3
                reverse_event(asked=asked_by_system(on=today), number=number, seq=seq, reason="nhầm")
            else:
                pay(number, amount_vnd, on=today - timedelta(days=back), towards=what, today=today)
    assert find_gaps(day=date(2100, 1, 1)) == []
    assert mismatches() == []
