"""What is due at a session: interest since the one before, arrears, principal that falls due, savings agreed on."""

from datetime import date, timedelta

import pytest

from tantam.base.asked import EVERYTHING
from tantam.base.errors import OutOfScope
from tantam.lending.commands.collecting import record_payment
from tantam.lending.commands.looking_at_due_lists import look_at_due_list
from tantam.lending.commands.point_money import take_repayment
from tantam.lending.models import Loan, LoanBalance
from tantam.lending.parts.owed_at_session import owed_on
from tantam.lending.queries.due import get_point_due
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, M
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db


def due_of(session, number, day=TODAY):
    (group,) = get_point_due(scope=EVERYTHING, point_id=session.point_id, day=day).groups
    return next((loan for loan in group.loans if loan.number == number), None)


def test_the_sheet_of_a_group_has_every_member_with_loans_and_agreed_savings(session):
    due = get_point_due(scope=EVERYTHING, point_id=session.point_id, day=TODAY)
    assert due.since == date(2026, 10, 22)
    (group,) = due.groups
    assert (group.id, len(group.members), group.head) == (session.group.pk, 6, "Phạm Văn An Nghèo")
    assert [loan.number for loan in group.loans] == [IN_TIME, BEHIND]
    assert group.agreed_savings_vnd == 6 * 50_000
    assert (group.interest_vnd, group.due_vnd) == (sum(loan.interest_vnd for loan in group.loans), 10 * M)


def test_interest_is_told_apart_by_when_it_came(session):
    """Taken over on 31 October with 120,000 owed; 22 nights of 60 m at 6.6% since."""
    loan = due_of(session, IN_TIME)
    assert (loan.interest_arrears_vnd, loan.interest_period_vnd, loan.interest_vnd) == (0, 358_685, 358_685)
    december = due_of(session, IN_TIME, date(2026, 12, 22))
    assert (december.interest_arrears_vnd, december.interest_period_vnd) == (358_685, 325_479)


def test_what_was_paid_leaves_the_arrears_first(session):
    paid_on = TODAY + timedelta(days=3)
    record_payment(
        asked=asked_by_system(on=paid_on), number=IN_TIME, on=paid_on, amount_vnd=300_000, towards="INTEREST"
    )
    december = due_of(session, IN_TIME, date(2026, 12, 22))
    assert (december.interest_arrears_vnd, december.interest_period_vnd) == (58_685, 325_479)


def test_principal_is_due_from_its_contract_day_and_overdue_is_told_apart(session):
    assert (due_of(session, BEHIND).overdue_vnd, due_of(session, BEHIND).due_vnd) == (10 * M, 10 * M)
    before, on_the_day = date(2027, 1, 9), date(2027, 1, 10)
    assert due_of(session, IN_TIME, before).due_vnd == 0
    on_time = due_of(session, IN_TIME, on_the_day)
    assert (on_time.due_vnd, on_time.overdue_vnd) == (30 * M, 0)
    late = due_of(session, IN_TIME, date(2027, 1, 22))
    assert (late.due_vnd, late.overdue_vnd) == (30 * M, 30 * M)


def test_a_loan_that_paid_all_is_on_the_sheet_no_more(cast, session):
    take_repayment(
        asked=cast.asked("van"), session_id=session.id, number=IN_TIME, interest_vnd=358_685, principal_vnd=60 * M
    )
    assert due_of(session, IN_TIME) is None


def test_kept_rows_and_whole_lives_say_the_same(cast, session):
    """After a payment at a session the kept row tells the next sheet; folding must come to the same."""
    take_repayment(asked=cast.asked("van"), session_id=session.id, number=IN_TIME, interest_vnd=58_685, principal_vnd=M)
    day, since = date(2026, 12, 22), TODAY
    loans = list(Loan.objects.order_by("pk"))
    quick = owed_on(loans, day=day, since=since)
    LoanBalance.objects.filter(loan__number=IN_TIME).update(follows_plan=False)
    assert owed_on(loans, day=day, since=since) == quick
    assert quick[Loan.objects.get(number=IN_TIME).pk].interest_arrears_vnd == 300_000


def test_statements_do_not_grow_with_members(session, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        get_point_due(scope=EVERYTHING, point_id=session.point_id, day=TODAY)


def test_a_point_of_others_is_not_there(cast, session):
    with pytest.raises(OutOfScope):
        get_point_due(scope=cast.actor("ha").scope, point_id=session.point_id, day=TODAY)


@pytest.mark.replays("lending.look_at_due_list")
def test_looking_is_written_down_once_a_key(cast, session):
    assert_replay_safe(
        look_at_due_list,
        asked=cast.asked("van"),
        other={"purpose": "khác"},
        point_id=session.point_id,
        group_id=session.group.pk,
        purpose="SHEET",
    )
