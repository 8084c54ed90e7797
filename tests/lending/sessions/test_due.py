"""What is due at a session: interest since the one before, arrears, principal that falls due, savings agreed on."""

from datetime import date, timedelta

import pytest

from tantam.base.asked import EVERYTHING
from tantam.base.errors import OutOfScope
from tantam.core.loans.events import Frozen
from tantam.lending.commands.collecting import record_payment
from tantam.lending.commands.looking_at_due_lists import look_at_due_list
from tantam.lending.commands.point_money import take_repayment
from tantam.lending.models import Loan, LoanBalance
from tantam.lending.parts.lives import read_lives
from tantam.lending.parts.sessions.owed import owed_on
from tantam.lending.queries.due import get_point_due
from tantam.lending.queries.owed_at_point import list_owed_at_point
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, M, write_event
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


def owed_by_number(session, day):
    (group,) = list_owed_at_point(scope=EVERYTHING, point_id=session.point_id, day=day)
    return {loan.number: (loan.principal_vnd, loan.interest_vnd) for loan in group.loans}


@pytest.mark.parametrize("day", [TODAY, date(2026, 12, 22), date(2027, 1, 22)])
@pytest.mark.parametrize("follows_plan", [True, False])
def test_what_programs_read_is_what_the_sheets_print(cast, session, day, follows_plan):
    """From rows that only went on, from rows at which something turned since, and by folding: always the same."""
    take_repayment(asked=cast.asked("van"), session_id=session.id, number=IN_TIME, interest_vnd=58_685, principal_vnd=M)
    LoanBalance.objects.update(follows_plan=follows_plan)
    (group,) = get_point_due(scope=EVERYTHING, point_id=session.point_id, day=day).groups

    (owed,) = list_owed_at_point(scope=EVERYTHING, point_id=session.point_id, day=day)

    assert (owed.id, owed.code) == (group.id, group.code)
    assert owed.households == tuple(member.household_code for member in group.members)
    assert [tuple(loan) for loan in owed.loans] == [
        (loan.number, loan.principal_vnd, loan.interest_vnd) for loan in group.loans if loan.may_pay
    ]


def test_programs_do_not_read_loans_that_may_pay_nothing(cast, session):
    (life,) = read_lives([Loan.objects.get(number=BEHIND)]).values()
    frozen = Frozen(seq=life.next_seq, on=TODAY, booked_on=TODAY, until=date(2027, 12, 31))
    write_event(life, frozen, on=TODAY)
    take_repayment(
        asked=cast.asked("van"), session_id=session.id, number=IN_TIME, interest_vnd=358_685, principal_vnd=60 * M
    )

    assert owed_by_number(session, TODAY + timedelta(days=1)) == {}


def test_programs_read_no_points_of_others_and_statements_do_not_grow(cast, session, django_assert_max_num_queries):
    with pytest.raises(OutOfScope):
        list_owed_at_point(scope=cast.actor("ha").scope, point_id=session.point_id, day=TODAY)
    with django_assert_max_num_queries(8):
        list_owed_at_point(scope=EVERYTHING, point_id=session.point_id, day=TODAY)
