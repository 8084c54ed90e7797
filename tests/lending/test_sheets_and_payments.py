"""Sheets, payments of the office and reversals in any order: loans, buckets and ledger always agree."""

from contextlib import suppress
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.core.loans.points import POINTS_PER_DONG
from tantam.ledger.models import Transfer
from tantam.lending.commands.collecting import record_payment, reverse_event
from tantam.lending.models import BucketChange, LoanBalance, LoanEvent, Voucher
from tantam.lending.parts.rows import standing_of
from tantam.lending.wording.objections import UnableToRecord
from tests.support.agreeing import assert_all_agree
from tests.support.cast import asked_by_system
from tests.support.loans import TAKEN_OVER, M
from tests.support.sheets import hand_in, make_owing_group

pytestmark = pytest.mark.django_db

HOUSEHOLDS = 3
vnd = st.one_of(st.just(0), st.integers(1, 400_000), st.sampled_from([1, 10 * M, 30 * M, 60 * M]))
places = st.integers(0, HOUSEHOLDS - 1)
sheets = st.lists(st.tuples(places, vnd, vnd), min_size=1, max_size=3, unique_by=lambda row: row[0])
alone = st.tuples(places, st.integers(0, 40), st.integers(1, 30 * M))
waits = st.one_of(st.integers(0, 2), st.integers(0, 60))
steps = st.lists(st.tuples(waits, st.one_of(sheets, sheets, alone, places)), min_size=1, max_size=9)
_examples = count(1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(story=steps)
def test_whatever_is_handed_in_loans_buckets_and_ledger_agree(small_register, story):
    group = make_owing_group(small_register, suffix=f"-{next(_examples)}", households=HOUSEHOLDS)
    today = TAKEN_OVER + timedelta(days=1)
    for wait, what in story:
        today += timedelta(days=wait)
        with suppress(UnableToRecord):
            if isinstance(what, list):
                hand_in(
                    group, *[(group.numbers[at], interest, principal) for at, interest, principal in what], on=today
                )
            elif isinstance(what, tuple):
                at, back, amount_vnd = what
                given_ = {"number": group.numbers[at], "on": today - timedelta(days=back), "amount_vnd": amount_vnd}
                record_payment(asked=asked_by_system(on=today), towards="ANYTHING", **given_)
            else:
                number = group.numbers[what]
                seq = LoanEvent.objects.filter(loan__number=number, kind="PAID").order_by("-seq").first()
                if seq is not None:
                    reverse_event(asked=asked_by_system(on=today), number=number, seq=seq.seq, reason="nhầm")
    assert_all_agree()
    assert_buckets_hold_what_loans_stand_at(today)
    assert_vouchers_are_their_events(group)


def assert_buckets_hold_what_loans_stand_at(today):
    """Compare, as no close took the changes in yet: principal by rate, and points with what the ledger was told."""
    for programme in ("poor", "near-poor"):
        for is_overdue in (False, True):
            changes = BucketChange.objects.filter(programme=programme, is_overdue=is_overdue)
            points = sum(each.points + each.principal_vnd * each.rate_ppm * (today - each.day).days for each in changes)
            kept = [standing_of(row) for row in LoanBalance.objects.filter(loan__programme=programme)]
            stand = [each.carried(today) for each in kept]
            vnd = sum(each.overdue_vnd if is_overdue else each.principal_vnd - each.overdue_vnd for each in stand)
            assert vnd == sum(each.principal_vnd for each in changes)
            code = "MEMO_INTEREST_OVERDUE" if is_overdue else "INTEREST_RECEIVABLE"
            owed = sum(each.points_overdue if is_overdue else each.points_current for each in stand)
            assert owed == points + POINTS_PER_DONG * _ledger(code, programme)


def _ledger(code, programme):
    debit, credit = (
        Transfer.objects.filter(**{f"{side}__code": code, f"{side}__programme": programme})
        for side in ("debit", "credit")
    )
    return sum(row.amount_vnd for row in debit) - sum(row.amount_vnd for row in credit)


def assert_vouchers_are_their_events(group):
    """Find every voucher's money in its events, and in the ledger under its number."""
    for voucher in Voucher.objects.filter(group=group.group):
        paid = sum(event.amount_vnd for event in voucher.events.all())
        assert paid == voucher.interest_vnd + voucher.principal_vnd
        posted = Transfer.objects.filter(reference=f"V{voucher.pk}", debit__code="CASH_AT_POINT")
        assert paid == sum(row.amount_vnd for row in posted)
