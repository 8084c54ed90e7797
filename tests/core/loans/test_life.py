"""The fold, on loans that can be reckoned by hand."""

from datetime import date, timedelta

import pytest

from tantam.core.loans.course import Course
from tantam.core.loans.events import Frozen, Replanned, Reversed, SurplusReturned, Towards, WrittenOff
from tantam.core.loans.life import ImpossibleLife, Trace, at_end_of_day, difference, fold
from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.loans.terms import Instalment, Plan, plan_of
from tests.core.loans.given import FIRST, M, paid, paid_out, poor_loan, rate_from

A_MONTH = FIRST + timedelta(days=30)


def test_thirty_nights_of_a_hundred_million():
    balances = fold(poor_loan(), [paid_out()], on=A_MONTH)
    assert (balances.principal_vnd, balances.overdue_vnd) == (100 * M, 0)
    assert (balances.interest_current_vnd, balances.interest_overdue_vnd) == (542_466, 0)


def test_a_night_belongs_to_the_day_on_which_it_ends():
    """Money that comes and goes on one day bears nothing; the day of payment's night counts, once."""
    terms = poor_loan()
    repaid = paid(100 * M, FIRST + timedelta(days=1), seq=2, towards=Towards.PRINCIPAL)
    assert fold(terms, [paid_out()], on=FIRST).points_current == 0
    one_night = fold(terms, [paid_out(), repaid], on=A_MONTH)
    assert one_night.points_current == 100 * M * 66_000
    assert one_night.interest_vnd == 18_082


def test_a_rest_below_half_a_dong_is_kept():
    terms = poor_loan()
    monthly = [paid(542_466, A_MONTH, seq=2)]
    after = fold(terms, [paid_out(), *monthly], on=A_MONTH)
    assert after.interest_vnd == 0
    assert after.points_current == 100 * M * 66_000 * 30 - 542_466 * POINTS_PER_DONG < 0
    year = fold(terms, [paid_out(), *monthly], on=FIRST + timedelta(days=365))
    assert year.interest_vnd + 542_466 == 6_600_000


def test_only_the_unpaid_instalment_is_overdue_and_from_the_next_night():
    terms = poor_loan((date(2026, 7, 10), 40 * M), (date(2027, 1, 10), 60 * M))
    due = date(2026, 7, 10)
    on_the_day = fold(terms, [paid_out()], on=due)
    assert on_the_day.overdue_vnd == 0
    assert at_end_of_day(on_the_day, Course(terms)).overdue_vnd == 40 * M
    later = fold(terms, [paid_out()], on=due + timedelta(days=30))
    assert later.overdue_vnd == 40 * M
    assert later.points_overdue == 40 * M * 85_800 * 30
    assert later.points_current == 100 * M * 66_000 * (due - FIRST).days + 60 * M * 66_000 * 30


def test_what_is_repaid_early_is_repaid_of_the_next_instalment():
    terms = poor_loan((date(2026, 7, 10), 40 * M), (date(2027, 1, 10), 60 * M))
    early = paid(45 * M, date(2026, 3, 10), seq=2, towards=Towards.PRINCIPAL)
    assert fold(terms, [paid_out(), early], on=date(2026, 8, 1)).overdue_vnd == 0
    assert fold(terms, [paid_out(), early], on=date(2027, 2, 1)).overdue_vnd == 55 * M


def test_who_was_paid_out_less_begins_to_repay_later():
    terms = poor_loan((date(2026, 7, 10), 40 * M), (date(2027, 1, 10), 60 * M))
    assert fold(terms, [paid_out(70 * M)], on=date(2026, 8, 1)).overdue_vnd == 10 * M


def test_an_instalment_waits_for_the_session():
    plan = Plan((Instalment(due_on=date(2026, 7, 10), collect_by=date(2026, 7, 18), principal_vnd=100 * M),))
    terms = type(poor_loan())(100 * M, 66_000, 85_800, plan)
    assert fold(terms, [paid_out()], on=date(2026, 7, 18)).overdue_vnd == 0
    assert fold(terms, [paid_out()], on=date(2026, 7, 19)).overdue_vnd == 100 * M


def test_an_extension_takes_the_overdue_back():
    terms = poor_loan((date(2026, 7, 10), 100 * M))
    august = date(2026, 8, 1)
    extended = Replanned(seq=2, on=august, booked_on=august, plan=plan_of([(date(2027, 7, 10), 100 * M)]))
    assert fold(terms, [paid_out(), extended], on=august).overdue_vnd == 100 * M
    after = fold(terms, [paid_out(), extended], on=date(2026, 8, 11))
    assert after.overdue_vnd == 0
    assert after.points_overdue == 100 * M * 85_800 * 22


def test_a_cut_of_rates_lies_over_the_contract_for_its_nights():
    cut = rate_from(date(2026, 1, 15), 46_000, seq=2, until=date(2026, 1, 19))
    balances = fold(poor_loan(), [paid_out(), cut], on=A_MONTH)
    assert balances.points_current == 100 * M * (66_000 * 25 + 46_000 * 5)


def test_a_new_rate_does_not_lift_a_cut():
    cut = rate_from(date(2026, 1, 15), 0, seq=2, until=date(2026, 1, 19))
    new = rate_from(date(2026, 1, 17), 54_000, seq=3)
    balances = fold(poor_loan(), [paid_out(), cut, new], on=A_MONTH)
    assert balances.points_current == 100 * M * (66_000 * 4 + 54_000 * 21)


def test_a_frozen_loan_bears_nothing_and_nothing_falls_due():
    terms = poor_loan((date(2026, 2, 10), 100 * M))
    frozen = Frozen(seq=2, on=date(2026, 1, 20), booked_on=date(2026, 1, 20), until=date(2026, 12, 31))
    during = fold(terms, [paid_out(), frozen], on=date(2026, 12, 31))
    assert during.overdue_vnd == 0
    assert during.points_current == 100 * M * 66_000 * 9
    after = fold(terms, [paid_out(), frozen], on=date(2027, 1, 1))
    assert (after.overdue_vnd, after.points_overdue) == (100 * M, 100 * M * 85_800)


def test_an_overdue_loan_is_paid_principal_first():
    terms = poor_loan((date(2026, 2, 10), 40 * M), (date(2027, 1, 10), 60 * M))
    trace = Trace()
    fold(terms, [paid_out(), paid(41 * M, date(2026, 3, 10), seq=2)], on=date(2026, 3, 10), trace=trace)
    split = trace.splits[2]
    assert split.principal_overdue_vnd == 40 * M
    assert split.interest_overdue_vnd == 263_277  # 40 m at 8,58 % for 28 nights
    assert split.interest_current_vnd == 1 * M - 263_277
    assert split.total_vnd == 41 * M


def test_a_loan_in_time_is_paid_interest_first():
    trace = Trace()
    fold(poor_loan(), [paid_out(), paid(M, A_MONTH, seq=2)], on=A_MONTH, trace=trace)
    assert (trace.splits[2].interest_current_vnd, trace.splits[2].principal_current_vnd) == (542_466, 457_534)


def test_a_reversal_restores_and_the_past_is_folded_anew():
    terms = poor_loan()
    events = [paid_out(), paid(30 * M, date(2026, 2, 1), seq=2), paid(542_466, date(2026, 3, 1), seq=3)]
    wrong = paid(20 * M, date(2026, 2, 15), seq=4, booked_on=date(2026, 3, 5))
    back = Reversed(seq=5, on=date(2026, 2, 15), booked_on=date(2026, 3, 6), what=4)
    on = date(2026, 4, 1)
    before, with_wrong = fold(terms, events, on=on), fold(terms, [*events, wrong], on=on)
    assert difference(before, with_wrong)["principal_vnd"] < 0
    assert fold(terms, [*events, wrong, back], on=on) == before
    assert difference(before, before) == {}


def test_money_above_what_is_owed_is_surplus_until_it_is_returned():
    terms = poor_loan(approved_vnd=M)
    events = [paid_out(M), paid(2 * M, FIRST, seq=2)]
    assert fold(terms, events, on=FIRST).surplus_vnd == M
    returned = SurplusReturned(seq=3, on=FIRST, booked_on=FIRST, amount_vnd=M)
    after = fold(terms, [*events, returned], on=A_MONTH)
    assert (after.surplus_vnd, after.surplus_returned_vnd, after.money_in_vnd) == (0, M, 2 * M)
    assert after.is_settled


def test_what_comes_in_after_a_write_off_is_recovered():
    terms = poor_loan()
    gone = WrittenOff(seq=2, on=A_MONTH, booked_on=A_MONTH)
    after = fold(terms, [paid_out(), gone, paid(5 * M, date(2026, 5, 1), seq=3)], on=date(2026, 6, 1))
    assert (after.principal_vnd, after.interest_vnd) == (0, 0)
    assert (after.principal_written_off_vnd, after.interest_written_off_vnd) == (100 * M, 542_466)
    assert after.recovered_vnd == 5 * M


@pytest.mark.parametrize(
    "last",
    [
        paid_out(1, on=A_MONTH, seq=2),
        SurplusReturned(seq=2, on=A_MONTH, booked_on=A_MONTH, amount_vnd=1),
    ],
)
def test_what_cannot_have_happened_is_named(last):
    with pytest.raises(ImpossibleLife) as raised:
        fold(poor_loan(), [paid_out(), last], on=A_MONTH)
    assert raised.value.seq == 2


def test_of_one_day_what_is_meant_for_something_is_settled_first():
    """Whichever of the two was written down first, interest is settled once and nothing is too much."""
    interest, anything = (542_466, Towards.INTEREST), (M, Towards.ANYTHING)
    ways = [
        [paid(vnd, A_MONTH, seq=seq, towards=towards) for seq, (vnd, towards) in enumerate(order, start=2)]
        for order in ([interest, anything], [anything, interest])
    ]
    one, other = (fold(poor_loan(), [paid_out(), *payments], on=A_MONTH) for payments in ways)
    assert one == other
    assert (one.interest_current_paid_vnd, one.principal_paid_vnd, one.surplus_vnd) == (542_466, M, 0)
