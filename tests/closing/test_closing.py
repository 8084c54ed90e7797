"""A day is closed whole: interest, turns and totals; in order, once, and by nobody else at the time."""

from datetime import date, timedelta

import pytest

from tantam.base.errors import OutOfScope
from tantam.closing.commands.closing import close_day
from tantam.closing.models import DayClose
from tantam.closing.wording.refusals import UnableToClose
from tantam.core.loans.events import Frozen, Paid, RateChanged, Replanned, Towards
from tantam.core.loans.terms import plan_of
from tantam.ledger.models import Book, BookDay, Posting, Transfer
from tantam.lending.commands.collecting import record_payment, reverse_event
from tantam.lending.commands.taking_over import take_over_loan
from tantam.lending.models import AccrualBucket, LoanBalance
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY, asked_by_system
from tests.support.closing import close, close_through, record
from tests.support.loans import BEHIND, IN_TIME, OFFICE, TAKEN_OVER, M, figures, make_loans
from tests.support.replay import assert_replay_safe
from tests.support.written_sessions import write_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def _loans(small_register):
    make_loans()


def posted(kind: str, **which) -> list[tuple[str, str, int]]:
    rows = Transfer.objects.filter(kind=kind, **which).order_by("id")
    return list(rows.values_list("debit__code", "credit__code", "amount_vnd"))


@pytest.mark.usefixtures("_loans")
def test_the_first_close_moves_what_fell_due_before_and_no_night_is_told():
    told = close(TAKEN_OVER)
    assert (told.loans_turned, told.to_overdue_vnd, told.accrued_vnd, told.overdue_accrued_vnd) == (1, 10 * M, 0, 0)
    assert posted("MOVED_TO_OVERDUE") == [("LOANS_OVERDUE", "LOANS_CURRENT", 10 * M)]
    assert LoanBalance.objects.get(loan__number=BEHIND).day == TAKEN_OVER + DAY
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_a_night_of_all_loans_is_told_and_half_a_dong_kept():
    close(TAKEN_OVER)
    told = close(TAKEN_OVER + DAY)
    # 60 m at 6,6%: 10.849,3; 30 m at 7,92%: 6.509,6; 10 m overdue at 10,296%: 2.820,8 a night.
    assert posted("INTEREST_ACCRUED") == [
        ("INTEREST_RECEIVABLE", "INTEREST_INCOME", 10_849),
        ("INTEREST_RECEIVABLE", "INTEREST_INCOME", 6_510),
        ("MEMO_INTEREST_OVERDUE", "MEMO_CONTRA", 2_821),
    ]
    assert (told.accrued_vnd, told.overdue_accrued_vnd, told.loans_turned) == (17_359, 2_821, 0)
    rests = AccrualBucket.objects.order_by("rate_ppm").values_list("rate_ppm", "points", "through")
    assert [points for rate, points, _through in rests if rate == 66_000] == [60 * M * 66_000 - 10_849 * 365 * M]
    assert {through for _rate, _points, through in rests} == {TAKEN_OVER + DAY}
    close(TAKEN_OVER + 2 * DAY)
    assert posted("INTEREST_ACCRUED", book_date=TAKEN_OVER + 2 * DAY)[0][2] == 10_850
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_an_instalment_becomes_overdue_when_its_last_day_of_collection_ends():
    close_through(date(2027, 1, 14), first=TAKEN_OVER)
    assert not posted("MOVED_TO_OVERDUE", book_date__gt=TAKEN_OVER)
    told = close(date(2027, 1, 15))
    assert (told.loans_turned, told.to_overdue_vnd) == (1, 30 * M)
    row = LoanBalance.objects.get(loan__number=IN_TIME)
    assert (row.day, row.overdue_vnd, row.left_vnd) == (date(2027, 1, 16), 30 * M, 30 * M)
    assert row.next_turn_on == date(2027, 7, 15)
    close(date(2027, 1, 16))
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_who_pays_before_the_day_ends_owes_nothing_overdue():
    close_through(date(2027, 1, 14), first=TAKEN_OVER)
    on = date(2027, 1, 15)
    record(IN_TIME, lambda seq: Paid(seq=seq, on=on, booked_on=on, amount_vnd=31 * M, towards=Towards.PRINCIPAL), on=on)
    told = close(on)
    assert (told.loans_turned, told.to_overdue_vnd, told.collected_vnd) == (1, 0, 31 * M)
    assert LoanBalance.objects.get(loan__number=IN_TIME).overdue_vnd == 0
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_a_loan_of_another_plan_rate_or_freeze_turns_by_its_events():
    close(TAKEN_OVER)
    on = TAKEN_OVER + DAY
    half = {"rate_ppm": 33_000, "overdue_rate_ppm": 42_900, "until": on + 3 * DAY}
    record(IN_TIME, lambda seq: RateChanged(seq=seq, on=on, booked_on=on, **half), on=on)
    plan = plan_of([(on + 2 * DAY, 40 * M), (date(2028, 1, 10), 10 * M)])
    record(BEHIND, lambda seq: Replanned(seq=seq, on=on, booked_on=on, plan=plan), on=on)
    assert not LoanBalance.objects.exclude(follows_plan=False).exists()
    turned = [row.loans_turned for row in close_through(on + 5 * DAY, first=TAKEN_OVER)]
    assert turned == [1, 0, 1, 1, 0, 0]  # the new plan takes the overdue back at once
    rates = AccrualBucket.objects.filter(is_overdue=False).values_list("rate_ppm", "principal_vnd")
    assert dict(rates) == {66_000: 60 * M, 33_000: 0, 79_200: 10 * M}
    record(
        IN_TIME,
        lambda seq: Frozen(seq=seq, on=on + 6 * DAY, booked_on=on + 6 * DAY, until=date(2027, 2, 1)),
        on=on + 6 * DAY,
    )
    close_through(date(2027, 2, 3), first=TAKEN_OVER)
    assert LoanBalance.objects.get(loan__number=IN_TIME).overdue_vnd == 30 * M
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_what_happened_since_the_day_is_not_closed_with_it():
    """The office closes late: payments of the days since stand in the rows already, and in no closed day."""
    for day in (TAKEN_OVER + 2 * DAY, TAKEN_OVER + 5 * DAY):
        record(BEHIND, lambda seq, day=day: Paid(seq=seq, on=day, booked_on=day, amount_vnd=4 * M), on=day)
    take_over_loan(
        asked=asked_by_system(on=TODAY),
        office_code=OFFICE,
        as_of=TAKEN_OVER,
        figures=figures("51-0003", instalments=((date(2026, 11, 1), date(2026, 11, 3), 100 * M),)),
    )
    for place in range(8):
        close(TAKEN_OVER + place * DAY, today=TODAY)
        assert_all_agree()
    assert LoanBalance.objects.get(loan__number="51-0003").overdue_vnd == 0
    close_through(TODAY, first=TAKEN_OVER)
    assert LoanBalance.objects.get(loan__number="51-0003").overdue_vnd == 60 * M
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_a_reversal_of_a_closed_day_is_told_with_that_day():
    on = TAKEN_OVER + DAY
    seq = record_payment(asked=asked_by_system(on=on), number=IN_TIME, on=on, amount_vnd=20 * M, towards="PRINCIPAL")
    close_through(on + 9 * DAY, first=TAKEN_OVER)
    later = on + 10 * DAY
    reverse_event(asked=asked_by_system(on=later), number=IN_TIME, seq=seq, reason="thu nhầm")
    told = close(later)
    assert told.corrected_vnd == 36_164  # 20 m at 6,6% for ten nights: 36.164,4
    assert told.collected_vnd == -20 * M
    late = Posting.objects.get(key=f"close:{OFFICE}:{later}:interest:{on}")
    assert (late.value_date, late.book_date, late.amount_vnd) == (on, later, 36_164)
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_each_office_has_its_own_days(cast):
    other = cast.units["X21529"]
    type(other).objects.filter(pk=other.pk).update(kind="BANK_OFFICE")
    asked = asked_by_system(on=TAKEN_OVER + DAY)
    loan = figures("52-0001", household_code="21529-00004")
    take_over_loan(asked=asked, office_code=other.code, as_of=TAKEN_OVER + DAY, figures=loan)
    close_through(TAKEN_OVER + 3 * DAY, first=TAKEN_OVER)
    assert LoanBalance.objects.get(loan__number="52-0001").day == TAKEN_OVER + DAY
    assert Book.objects.get(office=other).closed_through is None
    told = close_through(TAKEN_OVER + 2 * DAY, first=TAKEN_OVER + DAY, office=other.code)
    assert [row.accrued_vnd for row in told] == [0, 10_849]
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_days_are_closed_in_order_when_they_are_over_and_once():
    with pytest.raises(UnableToClose, match="31/10/2026"):
        close(TAKEN_OVER + DAY)
    with pytest.raises(UnableToClose, match="Chưa đến"):
        close(TAKEN_OVER, today=TAKEN_OVER - DAY)
    told = close(TAKEN_OVER)
    transfers = Transfer.objects.count()
    assert close(TAKEN_OVER, today=TODAY) == told
    assert Transfer.objects.count() == transfers
    assert BookDay.objects.count() == DayClose.objects.count() == 1
    with pytest.raises(UnableToClose, match="từ trước"):
        close(TAKEN_OVER - DAY)


@pytest.mark.usefixtures("_loans")
def test_an_open_session_keeps_its_day_open():
    write_session(TAKEN_OVER + DAY)
    close(TAKEN_OVER)
    with pytest.raises(UnableToClose, match=r"Điểm D-01 \(01/11/2026\)"):
        close(TAKEN_OVER + DAY)
    assert DayClose.objects.count() == 1


@pytest.mark.usefixtures("_loans")
def test_an_office_of_others_is_not_there(cast):
    for actor, office in (("oanh", "KHONG-CO"), ("oanh", "X21484")):
        with pytest.raises(OutOfScope):
            close_day(asked=cast.asked(actor), office_code=office, day=TAKEN_OVER)


@pytest.mark.usefixtures("_loans")
def test_a_day_without_anything_is_closed_too():
    take_over_loan(asked=asked_by_system(), office_code=OFFICE, as_of=TODAY, figures=figures("51-0009"))
    close_through(TODAY, first=TAKEN_OVER)
    assert BookDay.objects.count() == (TODAY - TAKEN_OVER).days + 1
    assert_all_agree()


@pytest.mark.usefixtures("_loans")
def test_a_loan_whose_row_is_wrong_is_named_and_nothing_closed():
    on = TAKEN_OVER + DAY
    record(IN_TIME, lambda seq: Frozen(seq=seq, on=on, booked_on=on, until=on + 2 * DAY), on=on)
    close_through(on + DAY, first=TAKEN_OVER)
    LoanBalance.objects.filter(loan__number=IN_TIME).update(principal_vnd=59 * M, principal_paid_vnd=41 * M)
    with pytest.raises(UnableToClose, match=IN_TIME):
        close(on + 2 * DAY)
    assert DayClose.objects.count() == 3


@pytest.mark.usefixtures("_loans")
@pytest.mark.replays("closing.close_day")
def test_closing_twice_closes_once():
    assert_replay_safe(
        close_day, asked=asked_by_system(), other={"day": TAKEN_OVER + DAY}, office_code=OFFICE, day=TAKEN_OVER
    )


def test_what_the_first_close_finds_is_what_was_taken_over(small_register):
    make_loans()
    close(TAKEN_OVER)
    rows = AccrualBucket.objects.order_by("programme", "rate_ppm")
    assert [(row.programme, row.rate_ppm, row.principal_vnd) for row in rows] == [
        ("near-poor", 79_200, 30 * M),
        ("near-poor", 102_960, 10 * M),
        ("poor", 66_000, 60 * M),
    ]
