"""Many tellers at once: every sheet counts once, whole, and none waits in a circle."""

from contextlib import suppress
from datetime import timedelta

from tantam.lending.models import LoanEvent, SavingsAccount, SavingsMove, Voucher
from tantam.lending.wording.objections import UnableToRecord
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY, make_cast
from tests.support.loans import M
from tests.support.register import make_register
from tests.support.sheets import hand_in, make_owing_group, row_of
from tests.support.written_sessions import write_session

TOMORROW = TODAY + timedelta(days=1)


def test_sheets_of_the_same_loans_at_once_count_one_after_the_other(many_connections):
    make_cast()
    group = make_owing_group(make_register(), households=4)
    session = write_session(TOMORROW)

    def take(at):
        def run():
            numbers = group.numbers if at % 2 else list(reversed(group.numbers))
            rows = [(number, 1_000 + at, 10_000) for number in numbers]
            savings = tuple((code, 5_000) for code in group.codes)
            return hand_in(group, *rows, savings=savings, on=TOMORROW, session=session)

        return run

    vouchers = many_connections([take(at) for at in range(6)])

    assert len(set(vouchers)) == Voucher.objects.count() == 6
    assert LoanEvent.objects.filter(kind="PAID").count() == 6 * 4 * 2
    assert row_of(group.numbers[0]).principal_vnd == 60 * M - 60_000
    assert set(SavingsAccount.objects.values_list("balance_vnd", "moves_count")) == {(30_000, 6)}
    assert SavingsMove.objects.count() == 24
    assert_all_agree()


def test_of_sheets_that_pay_the_same_debt_off_one_is_taken(many_connections):
    make_cast()
    group = make_owing_group(make_register(), households=2)
    session = write_session()

    def settle():
        with suppress(UnableToRecord):
            return hand_in(group, (group.numbers[0], 0, 60 * M), session=session)

    taken = [found for found in many_connections([settle] * 4) if found]

    assert len(taken) == 1
    assert row_of(group.numbers[0]).principal_vnd == 0
    assert_all_agree()
