"""Whatever is posted, the book balances, and both ways of adding it up say the same."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.ledger.models import Book, Posting
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.ledger.parts.posting import Batch, post_reversal
from tantam.ledger.queries.totals import (
    Totals,
    Which,
    totals_by_book_day,
    totals_by_value_day,
    totals_from_transfers,
)
from tests.support.cast import asked_by_system
from tests.support.ledger import CAPITAL, CASH, INCOME, LOANS, LOCAL_CAPITAL, OVERDUE, SAVINGS, make_post

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 2)
ACCOUNTS = [CASH, CAPITAL, LOCAL_CAPITAL, LOANS, OVERDUE, INCOME, SAVINGS]
pairs = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS)).filter(lambda two: two[0] != two[1])
lines = st.lists(st.tuples(pairs, st.integers(1, 10**12)), min_size=1, max_size=4)
# A day's postings, each so many days late, and whether the day is closed after them.
days = st.lists(st.tuples(st.lists(st.tuples(lines, st.integers(0, 3)), max_size=3), st.booleans()), max_size=6)
EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class UndoneError(Exception):
    """Takes an example's rows away again."""


def write(office_id, story):
    """Post the days of a story and close those that it closes; return the postings' numbers."""
    numbers = []
    for place, (postings, closes) in enumerate(story):
        day = FIRST + timedelta(days=place)
        for made, late in postings:
            value_date = day - timedelta(days=late)
            flat = [(debit, credit, amount_vnd) for (debit, credit), amount_vnd in made]
            numbers.append(make_post(office_id, *flat, on=day, value_date=value_date))
        if closes:
            close_ledger_day(asked=asked_by_system(on=day), office_id=office_id, day=day)
    return numbers


def told(totals):
    """Return the totals without accounts that took nothing."""
    return {account: sums for account, sums in totals.items() if sums != Totals()}


@EXAMPLES
@given(story=days)
def test_the_book_balances_on_every_day_and_both_ways_of_adding_agree(cast, story):
    office_id = cast.units["NHCSXH"].pk
    try:
        with transaction.atomic():
            write(office_id, story)
            which = Which(book_ids=tuple(Book.objects.values_list("id", flat=True)))
            asked_days = [FIRST + timedelta(days=place) for place in range(-4, len(story) + 2)]
            for day in asked_days:
                by_book = totals_by_book_day(which, day)
                assert sum(sums.net_vnd for sums in by_book.values()) == 0
                assert told(by_book) == told(totals_from_transfers(which, day))
                for known_on in asked_days[::2]:
                    by_value = totals_by_value_day(which, day, known_on=known_on)
                    assert told(by_value) == told(totals_from_transfers(which, day, known_on=known_on))
            raise UndoneError
    except UndoneError:
        pass


@EXAMPLES
@given(story=days, data=st.data())
def test_a_reversal_restores_every_balance(cast, story, data):
    office_id = cast.units["NHCSXH"].pk
    try:
        with transaction.atomic():
            numbers = write(office_id, story)
            if numbers:
                taken_back = data.draw(st.sampled_from(numbers))
                day = FIRST + timedelta(days=len(story))
                which = Which(book_ids=tuple(Book.objects.values_list("id", flat=True)))
                posting = Posting.objects.get(id=taken_back)
                moved = balances(totals_from_transfers(which, day), 1)
                for row in posting.transfers.all():
                    moved[row.debit_id] -= row.amount_vnd
                    moved[row.credit_id] += row.amount_vnd
                batch = Batch(key="back", office_id=office_id, book_date=day, value_date=posting.value_date)
                post_reversal(asked=asked_by_system(on=day), batch=batch, posting=posting)

                assert balances(totals_by_book_day(which, day), 1) == moved
            raise UndoneError
    except UndoneError:
        pass


def balances(totals, sign):
    """Return the balance of each account."""
    return {account: sign * sums.net_vnd for account, sums in totals.items()}


def test_a_balance_is_told_by_one_account_source_and_programme(cast):
    office_id = cast.units["NHCSXH"].pk
    make_post(office_id, (CASH, CAPITAL, 500), (CASH, LOCAL_CAPITAL, 70), (LOANS, CASH, 200), on=FIRST)
    close_ledger_day(asked=asked_by_system(on=FIRST), office_id=office_id, day=FIRST)
    make_post(office_id, (CASH, LOANS, 50), on=FIRST + timedelta(days=1))
    books = tuple(Book.objects.values_list("id", flat=True))

    def net(day, **which):
        return sum(sums.net_vnd for sums in totals_by_book_day(Which(books, **which), day).values())

    after = FIRST + timedelta(days=1)
    assert net(after, code="CAPITAL") == -570
    assert net(after, code="CAPITAL", source="LOCAL_PROVINCE") == -70
    assert net(FIRST, programme="poor") == 200
    assert net(after, programme="poor") == 150
    assert net(FIRST - timedelta(days=1), code="CAPITAL") == 0


def test_a_closed_day_is_told_without_going_through_its_transfers(cast, django_assert_num_queries):
    office_id = cast.units["NHCSXH"].pk
    make_post(office_id, (CASH, CAPITAL, 500), on=FIRST)
    close_ledger_day(asked=asked_by_system(on=FIRST), office_id=office_id, day=FIRST)
    which = Which(tuple(Book.objects.values_list("id", flat=True)))

    with django_assert_num_queries(2):  # which books are still open, and the totals
        totals_by_book_day(which, FIRST)
