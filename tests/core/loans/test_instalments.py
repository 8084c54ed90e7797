"""What became of each instalment follows from the balances, and adds up to them."""

from datetime import date

from hypothesis import given

from tantam.core.loans.course import Course
from tantam.core.loans.events import Towards
from tantam.core.loans.instalments import instalments_at
from tantam.core.loans.life import fold, standing
from tests.core.loans.given import M, lives, paid, paid_out, poor_loan

TERMS = poor_loan((date(2027, 1, 10), 40 * M), (date(2028, 1, 10), 30 * M), (date(2029, 1, 10), 30 * M))


def at(events, on):
    return [
        (each.paid_vnd // M, each.left_vnd // M, each.overdue_vnd // M)
        for each in instalments_at(TERMS.plan, fold(TERMS, events, on=on))
    ]


def test_what_was_repaid_covers_the_first_instalments():
    events = [paid_out(), paid(45 * M, date(2026, 6, 1), seq=2, towards=Towards.PRINCIPAL)]
    assert at(events, date(2026, 6, 2)) == [(40, 0, 0), (5, 25, 0), (0, 30, 0)]
    assert at(events, date(2028, 1, 11)) == [(40, 0, 0), (5, 25, 25), (0, 30, 0)]


def test_what_was_not_paid_out_is_not_to_be_repaid():
    assert at([paid_out(50 * M)], date(2026, 6, 2)) == [(0, 0, 0), (0, 20, 0), (0, 30, 0)]


@given(lives())
def test_instalments_add_up_to_the_balances(life):
    terms, events, on = life
    balances = fold(terms, events, on=on)
    plan = Course(terms, [event for event in standing(events) if event.on <= on]).plan_on(on)
    rows = list(instalments_at(plan, balances))
    assert sum(row.left_vnd for row in rows) == balances.principal_vnd
    assert sum(row.paid_vnd for row in rows) == balances.principal_paid_vnd
    assert sum(row.overdue_vnd for row in rows) == balances.overdue_vnd
