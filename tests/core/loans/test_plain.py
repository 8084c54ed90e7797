"""Plain loans stepped through as columns come to the same as each by itself."""

from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.loans import columns
from tantam.core.loans.balances import Balances
from tantam.core.loans.columns import fold_columns
from tantam.core.loans.course import NIGHT, Course
from tantam.core.loans.events import Disbursed, Event, Paid, TakenOver, Towards
from tantam.core.loans.life import fold
from tantam.core.loans.plain import (
    NEVER,
    Moves,
    PlainTerms,
    fits_columns,
    left_vnd_after,
    next_collection,
    plain_steps,
)
from tantam.core.loans.terms import USUAL_ORDER, LoanTerms
from tests.core.loans.given import FIRST, M, lives, paid_out, poor_loan

KINDS = {
    Towards.INTEREST: columns.PAY_INTEREST,
    Towards.PRINCIPAL: columns.PAY_PRINCIPAL,
    Towards.ANYTHING: columns.PAY_ANYTHING,
}


def terms_columns(many: list[LoanTerms]) -> PlainTerms:
    rows = [(place, each) for place, terms in enumerate(many) for each in terms.plan.instalments]
    numbers = [
        [terms.approved_vnd for terms in many],
        [terms.rate_ppm for terms in many],
        [terms.overdue_rate_ppm for terms in many],
        [place for place, _each in rows],
        [each.collect_by.toordinal() for _place, each in rows],
        [each.principal_vnd for _place, each in rows],
    ]
    return PlainTerms(*(np.array(each, dtype=np.int64) for each in numbers))


def moves_columns(many: list[list[Event]]) -> Moves:
    rows = [(place, event.on.toordinal(), *row) for place, events in enumerate(many) for event in events
            for row in moves_of(event)]  # fmt: skip
    loan, day, kind, amount_vnd = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Moves(loan, day, kind.astype(np.int8), amount_vnd)


def moves_of(event: Event) -> list[tuple[int, int]]:
    if isinstance(event, TakenOver):
        return [
            (columns.DISBURSE, event.disbursed_vnd),
            (columns.TAKE_OVER_REPAID, event.disbursed_vnd - event.principal_vnd),
            (columns.TAKE_OVER_INTEREST, event.interest_current_vnd),
            (columns.TAKE_OVER_OVERDUE_INTEREST, event.interest_overdue_vnd),
        ]
    if isinstance(event, Paid):
        return [(KINDS[event.towards], event.amount_vnd)]
    return [(columns.DISBURSE, event.amount_vnd)]


@given(st.data())
def test_plain_loans_in_columns_agree_with_the_fold(data):
    drawn = data.draw(st.lists(lives(order=USUAL_ORDER), min_size=1, max_size=4))
    many = [(terms, [each for each in events if isinstance(each, TakenOver | Disbursed | Paid)], today)
            for terms, events, today in drawn]  # fmt: skip
    looked_at = [FIRST + timedelta(days=data.draw(st.integers(-1, 900))) for _loan in many]
    until = np.array([day.toordinal() for day in looked_at], dtype=np.int64)
    terms = terms_columns([each for each, _events, _today in many])
    moves = moves_columns([events for _terms, events, _today in many])

    assert terms.are_possible().all()
    folded = fold_columns(len(many), plain_steps(terms, moves, until=until), order=USUAL_ORDER, until=until)
    left, following = left_vnd_after(terms, day=until - 1), next_collection(terms, day=until - 1)
    for place, ((agreed, events, _today), day) in enumerate(zip(many, looked_at, strict=True)):
        expected = fold(agreed, events, on=day)
        for each in fields(Balances):
            value = getattr(expected, each.name)
            assert getattr(folded, each.name)[place] == (value.toordinal() if each.name == "day" else value), each.name
        next_turn = Course(agreed).next_turn(day - NIGHT)
        assert left[place] == agreed.plan.left_after(day - NIGHT)
        assert following[place] == (next_turn.toordinal() if next_turn else NEVER)


@pytest.mark.parametrize(
    ("changed", "row", "value"),
    [
        ("approved_vnd", 0, 99 * M),
        ("rate_ppm", 0, 90_000),
        ("rate_ppm", 0, -1),
        ("principal_vnd", 1, 0),
        ("collect_by", 1, date(2026, 7, 10).toordinal()),
    ],
)
def test_terms_that_no_loan_can_have_are_found_in_columns_too(changed, row, value):
    agreed = poor_loan((date(2026, 7, 10), 40 * M), (date(2027, 1, 10), 60 * M))
    terms = terms_columns([agreed, poor_loan()])
    column = getattr(terms, changed).copy()
    column[row] = value
    assert replace(terms, **{changed: column}).are_possible().tolist() == [False, True]


def test_a_loan_without_a_plan_is_impossible():
    terms = terms_columns([poor_loan(), poor_loan()])
    first = {name: getattr(terms, name)[:1] for name in ("instalment_loan", "collect_by", "principal_vnd")}
    assert replace(terms, **first).are_possible().tolist() == [True, False]


def test_a_loan_that_may_not_fit_is_told_beforehand():
    later = np.array([date(2116, 1, 10).toordinal()] * 3)
    large = poor_loan((date(2126, 1, 1), 96_000 * M), approved_vnd=96_000 * M)
    brought = TakenOver(
        seq=1, on=FIRST, booked_on=FIRST, disbursed_vnd=M, principal_vnd=M, interest_overdue_vnd=51_000_000_000
    )
    moves = moves_columns([[paid_out()], [paid_out(96_000 * M)], [brought]])
    terms = terms_columns([poor_loan(), large, poor_loan()])
    assert fits_columns(terms, moves, until=later).tolist() == [True, False, False]
