"""Loans taken over from another book: whole, to the đồng, or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from tantam.base.asked import EVERYTHING
from tantam.base.errors import OutOfScope
from tantam.ledger.parts.books import ClosedDay
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.lending.commands.collecting import record_payment
from tantam.lending.commands.taking_over import take_over_loan
from tantam.lending.models import Loan, LoanBalance, LoanEvent
from tantam.lending.queries.loans import get_loan_page
from tantam.lending.queries.reconciling import find_gaps
from tantam.lending.wording.objections import UnableToRecord
from tests.support.cast import TODAY, asked_as, asked_by_system
from tests.support.loans import BEHIND, BEHIND_FIGURES, IN_TIME, OFFICE, TAKEN_OVER, M, figures, make_loans, take_over
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db


def test_loans_stand_where_the_other_book_left_them(small_register):
    make_loans()
    at_the_end = get_loan_page(scope=EVERYTHING, number=IN_TIME, on=TAKEN_OVER).story.balances
    assert (at_the_end.principal_vnd, at_the_end.principal_paid_vnd, at_the_end.interest_vnd) == (
        60 * M,
        40 * M,
        120_000,
    )
    today = get_loan_page(scope=EVERYTHING, number=IN_TIME, on=TODAY).story.balances
    assert today.interest_vnd == 120_000 + 238_685  # 60 m at 6,6 % for 22 nights
    behind = get_loan_page(scope=EVERYTHING, number=BEHIND, on=TODAY).story.balances
    assert behind.overdue_vnd == 10 * M
    assert behind.interest_overdue_vnd == 390_000 + 62_058  # 10 m at 10,296 % for 22 nights
    assert find_gaps(day=TODAY) == []


@pytest.mark.replays("lending.take_over_loan")
def test_taking_a_loan_over_twice_takes_it_once(small_register):
    assert_replay_safe(
        take_over_loan,
        asked=asked_by_system(on=TAKEN_OVER),
        other={"figures": figures("51-0009")},
        office_code=OFFICE,
        as_of=TAKEN_OVER,
        figures=figures(),
    )
    with pytest.raises(UnableToRecord, match="đã có"):
        take_over(figures())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"programme": "gold"}, "không có chương trình cho vay gold"),
        ({"source": "BANK"}, "không có nguồn vốn BANK"),
        ({"household_code": "21484-99999"}, "không có hộ 21484-99999"),
        ({"approved_vnd": 99 * M}, "kế hoạch trả nợ"),
        ({"approved_vnd": -1}, "số tiền được duyệt"),
        ({"number": "5" * 31}, "30 ký tự"),
        ({"number": ""}, "30 ký tự"),
        ({"contract_on": date(2031, 1, 1)}, "ngày ký"),
        ({"interest_current_vnd": 30_000_000_000}, "quá số phải trả"),
        ({"instalments": ()}, "kế hoạch trả nợ"),
        ({"instalments": ((date(2027, 1, 1), date(2026, 1, 1), 100 * M),)}, "kế hoạch trả nợ"),
        ({"overdue_rate_ppm": 1}, "lãi suất quá hạn không thấp hơn"),
        ({"rate_ppm": 10**12, "overdue_rate_ppm": 10**12}, "lãi suất phải từ 0 đến 100%"),
        ({"principal_vnd": -1}, "không khớp nhau"),
        ({"principal_vnd": 101 * M}, "không khớp nhau"),
        ({"disbursed_vnd": 101 * M}, "không khớp nhau"),
        ({"interest_current_vnd": -1}, "lớn hơn 0"),
    ],
)
def test_impossible_figures_are_refused_and_nothing_is_written(small_register, changed, words):
    with pytest.raises(UnableToRecord, match=words):
        take_over(replace(figures(), **changed))
    assert not Loan.objects.exists()
    assert not LoanEvent.objects.exists()


def test_an_office_that_is_none_and_a_day_to_come_are_refused(small_register):
    with pytest.raises(UnableToRecord, match="STC"):
        take_over_loan(asked=asked_by_system(), office_code="STC", as_of=TODAY, figures=figures())
    with pytest.raises(UnableToRecord, match="sau hôm nay"):
        take_over_loan(
            asked=asked_by_system(on=TAKEN_OVER), office_code=OFFICE, as_of=date(2026, 11, 1), figures=figures()
        )


def test_a_closed_day_takes_no_loans(small_register):

    take_over(figures())
    office_id = Loan.objects.get().office_id
    close_ledger_day(asked=asked_by_system(on=TAKEN_OVER), office_id=office_id, day=TAKEN_OVER)
    with pytest.raises((UnableToRecord, ClosedDay)):
        take_over(figures("51-0003"))


def test_what_fell_due_since_the_figures_is_posted_by_who_looks_next(small_register):
    """The figures are of October's end and the book day is later: no account may go below nothing, none differ."""
    take_over_loan(asked=asked_by_system(), office_code=OFFICE, as_of=TAKEN_OVER, figures=BEHIND_FIGURES)
    assert find_gaps(day=TODAY) == []
    record_payment(asked=asked_by_system(), number=BEHIND, on=TODAY, amount_vnd=4 * M, towards="PRINCIPAL")
    assert LoanBalance.objects.get().overdue_vnd == 6 * M
    assert find_gaps(day=TODAY) == []


def test_an_actor_takes_over_nothing_of_others(cast, small_register):
    stranger = replace(cast.actor("sau"), permissions=frozenset({"lending.take_over_loan"}))
    with pytest.raises(OutOfScope):
        take_over_loan(asked=asked_as(stranger), office_code=OFFICE, as_of=TAKEN_OVER, figures=figures())
