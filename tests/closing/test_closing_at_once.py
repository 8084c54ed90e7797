"""A day is closed while others record: they come before it, or are told that it is closed; its sums are never wrong."""

from datetime import timedelta

from tantam.base.errors import Refusal
from tantam.closing.models import DayClose
from tantam.lending.commands.collecting import record_payment
from tantam.lending.models import LoanBalance, LoanEvent, Session
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY, asked_by_system, make_cast
from tests.support.closing import close, close_through
from tests.support.loans import TAKEN_OVER, M
from tests.support.register import make_register
from tests.support.sheets import hand_in, make_owing_group
from tests.support.written_sessions import write_session

YESTERDAY = TODAY - timedelta(days=1)


def told(run):
    try:
        run()
    except Refusal as problem:
        return str(problem)
    return ""


def make_day():
    make_cast()
    group = make_owing_group(make_register(), households=3)
    close_through(YESTERDAY, first=TAKEN_OVER)
    return group


def owed_vnd(group):
    rows = LoanBalance.objects.filter(loan__number__in=group.numbers)
    return sum(rows.values_list("principal_vnd", flat=True))


def test_of_two_who_close_one_day_both_get_the_one_close(many_connections):
    make_day()

    closes = many_connections([lambda: close(TODAY).pk] * 3)

    assert len(set(closes)) == 1
    assert DayClose.objects.filter(day=TODAY).count() == 1
    assert_all_agree()


def test_a_sheet_comes_before_the_close_of_its_day_or_is_refused(many_connections):
    group = make_day()
    session = write_session(TODAY)

    words = many_connections(
        [
            lambda: told(lambda: hand_in(group, (group.numbers[0], 1_000, 10_000), session=session)),
            lambda: told(lambda: close(TODAY)),
            lambda: told(lambda: hand_in(group, (group.numbers[1], 1_000, 10_000), session=session)),
        ]
    )

    # The session is open: the day is not closed while sheets may still come.
    assert "còn phiên giao dịch chưa khóa" in words[1]
    assert (words[0], words[2]) == ("", "")
    assert Session.objects.get(pk=session.pk).state == "OPEN"
    assert_all_agree()


def test_a_payment_comes_before_the_close_of_its_day_or_is_refused(many_connections):
    group = make_day()
    before = owed_vnd(group)

    def pay(number):
        arguments = {"number": number, "on": TODAY, "amount_vnd": M, "towards": "PRINCIPAL"}
        return lambda: told(lambda: record_payment(asked=asked_by_system(), **arguments))

    payments = [pay(number) for number in group.numbers]
    words = many_connections([payments[0], lambda: told(lambda: close(TODAY)), *payments[1:]])

    assert words[1] == ""
    paid = [said for place, said in enumerate(words) if place != 1]
    assert all("khóa" in said for said in paid if said)
    taken = LoanEvent.objects.filter(kind="PAID").count()
    assert taken == paid.count("")
    assert owed_vnd(group) == before - taken * M
    assert_all_agree()
