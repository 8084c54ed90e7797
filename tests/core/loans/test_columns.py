"""Many loans at once come to the same as each by itself."""

from dataclasses import asdict
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.loans.columns import LoanColumns, Steps, TooLargeForColumns, as_dict, fold_columns
from tantam.core.loans.events import Frozen, TakenOver
from tantam.core.loans.life import fold
from tantam.core.loans.stepping import steps_of
from tantam.core.loans.terms import USUAL_ORDER, LoanTerms, plan_of
from tests.core.loans.given import FIRST, M, lives, orders, paid_out, poor_loan


def compare(loans: list, *, until: date, order=USUAL_ORDER) -> None:
    steps = steps_of([(terms, events) for terms, events, _today in loans], until=until)
    columns = fold_columns(len(loans), steps, order=order, until=until.toordinal())
    for place, (terms, events, _today) in enumerate(loans):
        expected = asdict(fold(terms, events, on=until))
        expected["day"] = expected["day"].toordinal()
        got = as_dict(columns, place)
        assert {name: got[name] for name in expected} == {name: int(value) for name, value in expected.items()}


@given(st.data())
def test_the_two_folds_agree(data):
    order = data.draw(orders)
    loans = data.draw(st.lists(lives(order=order), min_size=1, max_size=4))
    compare(loans, until=max(today for _terms, _events, today in loans), order=order)


def test_a_frozen_loan_keeps_what_was_overdue_and_lets_nothing_fall_due():
    terms = poor_loan((date(2026, 2, 10), 40 * M), (date(2026, 6, 10), 60 * M))
    frozen = Frozen(seq=2, on=date(2026, 3, 1), booked_on=date(2026, 3, 1), until=date(2027, 3, 1))
    for until in (date(2026, 12, 1), date(2027, 3, 1), date(2027, 3, 2)):
        compare([(terms, [paid_out(), frozen], until)], until=until)
    assert fold(terms, [paid_out(), frozen], on=date(2026, 12, 1)).overdue_vnd == 40 * M


def test_a_freeze_holds_for_what_is_disbursed_while_it_lasts():
    terms = poor_loan((date(2026, 2, 10), 100 * M))
    frozen = Frozen(seq=2, on=date(2026, 3, 1), booked_on=date(2026, 3, 1), until=date(2027, 3, 1))
    events = [paid_out(50 * M), frozen, paid_out(20 * M, on=date(2026, 4, 1), seq=3)]
    assert fold(terms, events, on=date(2026, 6, 1)).overdue_vnd == 50 * M
    compare([(terms, events, None)], until=date(2026, 6, 1))


def test_interest_taken_over_that_does_not_fit_is_refused_and_not_wrong():
    begun = TakenOver(
        seq=1, on=FIRST, booked_on=FIRST, disbursed_vnd=M, principal_vnd=M, interest_overdue_vnd=51_000_000_000
    )
    steps = steps_of([(poor_loan(), [begun])], until=FIRST)
    with pytest.raises(TooLargeForColumns):
        fold_columns(1, steps, order=USUAL_ORDER, until=FIRST.toordinal())


def test_no_loans_and_loans_to_which_nothing_happened():
    nothing = fold_columns(0, steps_of([], until=FIRST), order=USUAL_ORDER, until=FIRST.toordinal())
    assert nothing.day.size == 0
    untouched = fold_columns(2, steps_of([], until=FIRST), order=USUAL_ORDER, until=FIRST.toordinal())
    assert untouched.principal_vnd.tolist() == [0, 0]


def test_a_loan_too_large_for_a_column_is_refused_and_not_wrong():
    billions = 96_000 * M
    terms = LoanTerms(billions, 120_000, 160_000, plan_of([(date(2126, 1, 1), billions)]))
    until = date(2026 + 90, 1, 1)
    steps = steps_of([(terms, [paid_out(billions)])], until=until)
    with pytest.raises(TooLargeForColumns):
        fold_columns(1, steps, order=USUAL_ORDER, until=until.toordinal())


def test_some_loans_may_be_taken_out_and_put_back():
    steps = steps_of([(poor_loan(), [paid_out()])] * 3, until=FIRST)
    columns = fold_columns(3, steps, order=USUAL_ORDER, until=FIRST.toordinal())
    assert isinstance(steps, Steps)
    some = columns.take(np.array([0, 2]))
    assert isinstance(some, LoanColumns)
    some.principal_vnd += 1
    columns.put(np.array([0, 2]), some)
    assert columns.principal_vnd.tolist() == [100 * M + 1, 100 * M, 100 * M + 1]
