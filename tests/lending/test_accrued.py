"""All loans of a bucket against the bucket, and their interest against the account, to the last point."""

from datetime import date

import pytest
from django.db.models import F

from tantam.core.loans.points import POINTS_PER_DONG
from tantam.lending.commands.collecting import record_payment, reverse_event
from tantam.lending.models import AccrualBucket, BucketChange, Loan, LoanBalance
from tantam.lending.queries.accrued import BucketGap, InterestGap, find_bucket_gaps, find_interest_gaps
from tantam.lending.wording.points import points_words
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, OFFICE, M, make_loans

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loans")]
LATER = date(2027, 3, 1)


@pytest.fixture
def _loans(small_register):
    make_loans()


def gaps(day: date = TODAY):
    return find_bucket_gaps(), find_interest_gaps(day=day)


def bucket_of(number: str, *, through: date, **changed: object) -> AccrualBucket:
    """Write the bucket of a loan as a close would leave it that took nothing in."""
    loan = Loan.objects.get(number=number)
    usual = {"source": loan.source, "programme": loan.programme, "rate_ppm": loan.rate_ppm, "is_overdue": False}
    usual |= {"principal_vnd": 0, "points": 0, "through": through}
    return AccrualBucket.objects.create(office=loan.office, **(usual | changed))


@pytest.mark.parametrize("day", [TODAY, LATER])
def test_what_commands_do_leaves_no_gap(day):
    assert gaps(day) == ([], [])
    for number in (IN_TIME, BEHIND):
        record_payment(asked=asked_by_system(), number=number, on=TODAY, amount_vnd=12 * M, towards="ANYTHING")
    assert gaps(day) == ([], [])
    paid_back = record_payment(
        asked=asked_by_system(), number=BEHIND, on=date(2026, 11, 5), amount_vnd=M, towards="PRINCIPAL"
    )
    reverse_event(asked=asked_by_system(), number=BEHIND, seq=paid_back, reason="Ghi nhầm khoản vay.")
    assert gaps(day) == ([], [])


def test_a_point_too_many_is_found():
    LoanBalance.objects.filter(loan__number=IN_TIME).update(points_current=F("points_current") + 1)
    buckets, (interest,) = gaps()
    assert buckets == []
    assert (interest.code, interest.programme) == ("INTEREST_RECEIVABLE", "poor")
    assert interest.loans_points - interest.ledger_points == 1


def test_interest_of_what_is_overdue_stands_in_its_memo_account():
    LoanBalance.objects.filter(loan__number=BEHIND).update(points_overdue=F("points_overdue") - POINTS_PER_DONG)
    (interest,) = gaps()[1]
    assert (interest.code, interest.source) == ("MEMO_INTEREST_OVERDUE", "LOCAL_PROVINCE")
    assert interest.ledger_points - interest.loans_points == POINTS_PER_DONG


def test_principal_that_no_bucket_was_told_of_is_found():
    LoanBalance.objects.filter(loan__number=IN_TIME).update(principal_vnd=59 * M, principal_paid_vnd=41 * M)
    assert gaps()[0] == [BucketGap(OFFICE, "CENTRAL", "poor", 66_000, False, bucket_vnd=60 * M, loans_vnd=59 * M)]


def test_what_a_close_took_in_waits_no_more():
    change = BucketChange.objects.get(programme="poor", is_overdue=False)
    bucket = bucket_of(IN_TIME, through=change.booked_on)
    missing = BucketGap(OFFICE, "CENTRAL", "poor", 66_000, False, bucket_vnd=0, loans_vnd=60 * M)
    assert missing in gaps()[0]
    nights = (change.booked_on - change.day).days
    AccrualBucket.objects.filter(pk=bucket.pk).update(
        principal_vnd=change.principal_vnd,
        points=change.points + change.principal_vnd * change.rate_ppm * nights,
    )
    found, interest = gaps()
    assert missing not in found
    assert "poor" not in {gap.programme for gap in interest}


def test_sums_beyond_a_column_are_exact():
    most = 2**61 - 1
    rows = LoanBalance.objects.all()
    before = {(gap.code, gap.programme): gap for gap in gaps()[1]}
    assert before == {}
    rows.update(points_current=most)
    Loan.objects.get(number=IN_TIME)
    found = {gap.programme: gap for gap in gaps()[1]}
    row = LoanBalance.objects.get(loan__number=IN_TIME)
    nights = (TODAY - row.day).days
    assert isinstance(found["poor"], InterestGap)
    assert found["poor"].loans_points == most + 60 * M * 66_000 * nights


@pytest.mark.parametrize(("points", "words"), [(-POINTS_PER_DONG, "-1,00"), (-1, "-0,00"), (0, "0,00")])
def test_points_below_nothing_have_a_sign(points, words):
    assert points_words(points) == words
