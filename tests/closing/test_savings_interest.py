"""Interest of savings, when a month ends: exact to the point, put right afterwards, in ledger and moves alike."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tantam.base.guards import drop, install
from tantam.closing.models import DayClose
from tantam.closing.wording.refusals import UnableToClose
from tantam.core.law.savings import SavingsLaw
from tantam.core.loans.points import POINTS_PER_DONG
from tantam.ledger.models import Book, Transfer
from tantam.lending.law_files import load_savings_law
from tantam.lending.models import SavingsAccount, SavingsInterest, SavingsMove
from tantam.lending.queries.savings_interest import SavingsInterestGap, find_savings_interest_gaps
from tantam.lending.wording.objections import UnableToRecord
from tantam.people.models import Household
from tests.support.closing import close, close_through
from tests.support.loans import OFFICE, M
from tests.support.register import RECORDED
from tests.support.savings import assert_savings_agree, save

pytestmark = pytest.mark.django_db
FIRST, NOVEMBER, DECEMBER, JANUARY = (
    *(date(2026, 11, 10), date(2026, 11, 30)),
    *(date(2026, 12, 31), date(2027, 1, 31)),
)
DAY = timedelta(days=1)
PPM = 5_000


@pytest.fixture
def an(small_register) -> Household:
    return small_register.households["an"]


def through(day: date) -> DayClose:
    return close_through(day, first=FIRST)[-1]


def paid() -> list[tuple[date, int]]:
    rows = SavingsMove.objects.filter(kind="INTEREST").order_by("on", "id")
    return list(rows.values_list("on", "amount_vnd"))


def test_a_month_pays_whole_dong_and_carries_the_rest(an):
    save(an, 10 * M, on=FIRST)
    told = through(NOVEMBER)

    points = 10 * M * PPM * 20
    assert paid() == [(NOVEMBER, 2_739)]
    account = SavingsAccount.objects.get()
    assert (account.balance_vnd, account.moves_count, account.interest_through) == (10 * M + 2_739, 2, NOVEMBER)
    assert account.interest_points == points - 2_739 * POINTS_PER_DONG
    assert told.savings_interest_vnd == 2_739
    line = Transfer.objects.get(kind="SAVINGS_INTEREST")
    assert (line.debit.code, line.credit.code, line.amount_vnd) == ("SAVINGS_INTEREST_EXPENSE", "MEMBER_SAVINGS", 2_739)
    assert (line.book_date, line.value_date, line.reference) == (NOVEMBER, NOVEMBER, "savings 2026-11")
    month = SavingsInterest.objects.get()
    assert (month.day, month.accounts_paid, month.amount_vnd) == (NOVEMBER, 1, 2_739)
    assert_savings_agree()

    assert through(DECEMBER).savings_interest_vnd == 4_248  # 31 nights of 10.002.739, and the rest of before
    both = points + (10 * M + 2_739) * PPM * 31
    assert sum(vnd for _on, vnd in paid()) == both // POINTS_PER_DONG
    assert SavingsInterest.objects.latest("day").rates == [["2026-12-01", PPM]]
    assert_savings_agree()


def test_days_within_a_month_pay_nothing_and_who_has_nothing_bears_nothing(an, small_register):
    save(an, 10 * M, on=FIRST)
    save(an, -10 * M, on=FIRST)
    through(NOVEMBER - DAY)
    assert not SavingsInterest.objects.exists()
    through(NOVEMBER)
    assert paid() == []
    through(DECEMBER)
    assert SavingsInterest.objects.count() == 1  # of November, in which there were moves
    assert_savings_agree()


def test_what_is_taken_back_after_the_month_takes_its_interest_along(an):
    save(an, M, on=FIRST)
    save(an, 10 * M, on=FIRST)
    through(NOVEMBER + 4 * DAY)
    (earlier,) = paid()
    save(an, -10 * M, on=FIRST, booked_on=NOVEMBER + 5 * DAY, kind="REVERSED", reverses=2, reason="gửi nhầm hộ")

    told = through(DECEMBER)

    # 51 nights of 1 m, and 31 of the interest that November paid.
    points = M * PPM * 51 + earlier[1] * PPM * 31
    assert sum(vnd for _on, vnd in paid()) == points // POINTS_PER_DONG
    assert told.savings_interest_vnd < 0
    back = Transfer.objects.get(kind="SAVINGS_INTEREST", book_date=DECEMBER)
    assert (back.debit.code, back.credit.code) == ("MEMBER_SAVINGS", "SAVINGS_INTEREST_EXPENSE")
    assert_savings_agree()


def test_no_more_is_taken_back_than_there_is_and_the_rest_waits(an):
    save(an, 10 * M, on=FIRST)
    through(NOVEMBER)
    december = NOVEMBER + DAY
    save(an, -10 * M, on=FIRST, booked_on=december, kind="REVERSED", reverses=1, reason="gửi nhầm hộ")
    save(an, -2_000, on=december)

    through(DECEMBER)

    assert paid()[1] == (DECEMBER, -739)
    account = SavingsAccount.objects.get()
    assert account.balance_vnd == 0
    # The 2.739 were in the account for one night more.
    assert account.interest_points == 2_739 * PPM + 739 * PPM * 30 - 2_000 * POINTS_PER_DONG
    save(an, 100 * M, on=DECEMBER + DAY)
    through(JANUARY)
    assert paid()[2] == (JANUARY, (100 * M * PPM * 30 + account.interest_points) // POINTS_PER_DONG)
    assert_savings_agree()


def test_what_is_written_down_late_bears_from_its_own_day(an):
    save(an, M, on=FIRST)
    through(NOVEMBER)
    save(an, 10 * M, on=NOVEMBER - 10 * DAY, booked_on=NOVEMBER + DAY)
    through(DECEMBER)
    points = M * PPM * 51 + 10 * M * PPM * 41 + paid()[0][1] * PPM * 31
    assert sum(vnd for _on, vnd in paid()) == points // POINTS_PER_DONG
    assert_savings_agree()


def test_a_month_that_is_closed_late_leaves_later_moves_to_the_next(an, small_register):
    save(an, 10 * M, on=FIRST)
    through(NOVEMBER - DAY)
    late = NOVEMBER + 2 * DAY
    save(an, -9 * M, on=late)
    save(small_register.households["binh-can"], 5 * M, on=late)

    close(NOVEMBER, today=late)

    assert paid() == [(NOVEMBER, 2_739)]
    assert_savings_agree()
    through(DECEMBER)
    bound = SavingsAccount.objects.get(household=an)
    points = 10 * M * PPM * 22 + M * PPM * 29 + 2_739 * PPM * 31
    interest = SavingsMove.objects.filter(account=bound, kind="INTEREST").values_list("amount_vnd", flat=True)
    assert sum(interest) == points // POINTS_PER_DONG
    assert_savings_agree()


def test_an_account_that_was_opened_for_an_earlier_day_is_reckoned_once(an, small_register):
    save(an, 10 * M, on=FIRST)
    through(NOVEMBER)
    save(small_register.households["binh-can"], M, on=FIRST, booked_on=NOVEMBER + DAY)
    through(DECEMBER)
    points = (10 * M * PPM * 51 + 2_739 * PPM * 31, M * PPM * 51)
    rows = SavingsAccount.objects.order_by("id").values_list("balance_vnd", flat=True)
    assert [vnd % M for vnd in rows] == [each // POINTS_PER_DONG for each in points]
    assert_savings_agree()


def test_accounts_that_are_older_than_the_interest_are_reckoned_from_their_first_day(an):
    save(an, 10 * M, on=FIRST)
    through(NOVEMBER - DAY)
    Book.objects.update(closed_through=NOVEMBER)  # closed before there was interest
    through(DECEMBER)
    assert paid() == [(DECEMBER, 10 * M * PPM * 51 // POINTS_PER_DONG)]
    assert_savings_agree()


def test_a_rate_changes_for_the_nights_to_come_only(an, monkeypatch):
    save(an, 10 * M, on=FIRST)
    through(NOVEMBER)
    first = load_savings_law().demand_ppm[-1]
    law = SavingsLaw(demand_ppm=(first.model_copy(update={"value": 9_000}),))
    monkeypatch.setattr("tantam.lending.parts.savings.interest.load_savings_law", lambda: law)
    save(an, M, on=NOVEMBER - DAY, booked_on=NOVEMBER + DAY)
    through(DECEMBER)
    points = 10 * M * PPM * 20 + M * PPM + (11 * M + 2_739) * 9_000 * 31
    assert sum(vnd for _on, vnd in paid()) == points // POINTS_PER_DONG
    assert_savings_agree()


def test_without_a_rate_the_month_stays_open(an, monkeypatch):
    save(an, 10 * M, on=FIRST)
    through(NOVEMBER - DAY)
    last = load_savings_law().demand_ppm[-1]
    for changed in ({"starts_on": NOVEMBER + DAY}, {"starts_on": NOVEMBER}, {"ends_before": NOVEMBER}):
        law = SavingsLaw(demand_ppm=(last.model_copy(update=changed),))
        monkeypatch.setattr("tantam.lending.parts.savings.interest.load_savings_law", lambda law=law: law)
        with pytest.raises(UnableToClose, match="chưa có lãi suất tiền gửi"):
            close(NOVEMBER)
    assert not SavingsMove.objects.filter(kind="INTEREST").exists()


def test_interest_that_was_changed_is_found(an):
    save(an, 10 * M, on=FIRST)
    through(DECEMBER)
    account = SavingsAccount.objects.get()
    place = ("NHCSXH", account.number)
    kept = account.interest_points
    SavingsAccount.objects.update(interest_points=kept + 5)
    assert list(find_savings_interest_gaps()) == [SavingsInterestGap(*place, None, kept + 5, kept)]
    SavingsAccount.objects.update(interest_points=kept, interest_through=NOVEMBER)
    assert list(find_savings_interest_gaps()) == [SavingsInterestGap(*place, None, kept, kept)]
    drop(connection)
    SavingsMove.objects.filter(kind="INTEREST", on=NOVEMBER).update(amount_vnd=2_740)
    install(connection)
    first = next(find_savings_interest_gaps())
    assert first == SavingsInterestGap(*place, NOVEMBER, 2_740 * POINTS_PER_DONG, 2_739 * POINTS_PER_DONG)


def test_statements_do_not_grow_with_accounts(an, small_register):
    for home in ("an", "binh-can"):
        save(small_register.households[home], M, on=FIRST)
    through(NOVEMBER - DAY)
    with CaptureQueriesContext(connection) as of_two:
        close(NOVEMBER)
    for place in range(30):
        home = Household.objects.create(code=f"21484-9{place:02}", commune=an.commune, recorded_at=RECORDED)
        save(home, M, on=NOVEMBER + DAY)
    through(DECEMBER - DAY)
    with CaptureQueriesContext(connection) as of_many:
        close(DECEMBER)
    assert SavingsInterest.objects.latest("day").accounts_paid == 32
    # SQLite writes one row after the other.
    reads = [sum("UPDATE lending_savings" not in str(one["sql"]) for one in each) for each in (of_two, of_many)]
    assert reads[1] <= reads[0] + (0 if connection.vendor == "postgresql" else 32)


EARLIER_OPENED = [("an", 31, 0, 6_332, "MOVE"), ("binh-can", 0, 40, 1, "MOVE")]

steps = st.lists(
    st.tuples(
        st.sampled_from(["an", "binh-can"]),
        st.sampled_from([0, 0, 1, 3, 10, 31]),
        st.integers(0, 50),
        st.one_of(st.integers(-(30 * M), 30 * M), st.sampled_from([1, -1, M])).filter(bool),
        st.sampled_from(["MOVE", "MOVE", "TAKE BACK", "CLOSE"]),
    ),
    max_size=7,
)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@example(story=EARLIER_OPENED)
@given(story=steps)
def test_whatever_moves_and_whenever_interest_is_the_exact_sum(small_register, story):
    savepoint = transaction.savepoint()  # each example has a book of its own
    try:
        _live(small_register, story)
    finally:
        transaction.savepoint_rollback(savepoint)


def _live(small_register, story) -> None:
    today = FIRST
    save(small_register.households["an"], M, on=FIRST)
    for name, wait, back, vnd, what in story:
        closed = Book.objects.get(office__code=OFFICE).closed_through
        today = max(today + wait * DAY, closed + DAY if closed else today)
        if what == "CLOSE":
            close_open(today - (back % 3) * DAY, today=today)
        else:
            do(small_register.households[name], what, vnd, on=max(FIRST, today - back * DAY), today=today)
        assert_savings_agree()
    last = (today.replace(day=1) + 32 * DAY).replace(day=1) - DAY
    close_open(last, today=last)
    assert_savings_agree()
    for account in SavingsAccount.objects.all():
        moves = account.moves.values_list("on", "amount_vnd", "kind")
        borne = sum(vnd * PPM * (last - on).days for on, vnd, _kind in moves)
        whole = sum(vnd for _on, vnd, kind in moves if kind == "INTEREST") * POINTS_PER_DONG
        assert borne == whole + account.interest_points
        assert account.interest_points < POINTS_PER_DONG


def close_open(day: date, *, today: date) -> None:
    """Close what is open up to a day, at the month's ends and the days between."""
    closed = Book.objects.get(office__code=OFFICE).closed_through
    first = closed + DAY if closed else FIRST
    for place in range((day - first).days + 1):
        close(first + place * DAY, today=today)


def do(home: Household, what: str, vnd: int, *, on: date, today: date) -> None:
    """Put money in, take it out or take one of the last moves back, where the account allows it."""
    with suppress(UnableToRecord):
        if what == "MOVE":
            save(home, vnd, on=on, booked_on=today)
            return
        moves = SavingsMove.objects.filter(account__household=home)
        gone = moves.exclude(reverses=None).values("reverses")
        move = moves.filter(kind__in=("PUT_IN", "PAID_OUT")).exclude(seq__in=gone).order_by("-seq").first()
        if move is not None:
            back = {"kind": "REVERSED", "reverses": move.seq, "reason": "nhầm"}
            save(home, -move.amount_vnd, on=move.on, booked_on=today, **back)
