"""Two at one voucher or one box at the same time: the second is told why, and money moves once."""

from functools import partial

from tantam.lending.commands.point_money import disburse
from tantam.lending.commands.point_savings import take_savings
from tantam.lending.commands.reversing import reverse_voucher
from tantam.lending.models import SavingsAccount, Voucher
from tantam.lending.wording.objections import UnableToRecord
from tests.support.cast import make_cast
from tests.support.register import make_register
from tests.support.sessions import AN, BROUGHT, make_approved_loan, make_session


def told(run):
    try:
        run()
    except UnableToRecord as refused:
        return str(refused)
    return ""


def test_of_two_who_take_savings_back_the_second_finds_nothing_left(many_connections):
    cast = make_cast()
    session = make_session(cast, make_register())
    put = {"session_id": session.id, "household_code": AN}
    voucher_id = take_savings(asked=cast.asked("van"), amount_vnd=50_000, **put)
    take_savings(asked=cast.asked("van"), amount_vnd=80_000, **put)

    def take_back():
        return told(lambda: reverse_voucher(asked=cast.asked("van"), voucher_id=voucher_id, reason="nhầm hộ"))

    words = many_connections([take_back] * 3)

    assert sorted("Không còn gì để đảo" in said for said in words) == [False, True, True]
    assert SavingsAccount.objects.get().balance_vnd == 80_000


def test_two_who_pay_out_do_not_count_on_the_same_cash(many_connections):
    cast, register = make_cast(), make_register()
    session = make_session(cast, register)
    numbers = [make_approved_loan(register, approved_vnd=BROUGHT, number=f"51-010{at}") for at in range(3)]

    def pay_out(number):
        asked = cast.asked("van")
        return told(lambda: disburse(asked=asked, session_id=session.id, number=number, amount_vnd=BROUGHT))

    words = many_connections([partial(pay_out, number) for number in numbers])

    assert sorted("chỉ còn 0 đồng" in said for said in words) == [False, True, True]
    assert Voucher.objects.count() == 1


def test_who_gives_money_back_and_who_pays_out_do_not_count_on_the_same_cash(many_connections):
    cast, register = make_cast(), make_register()
    session = make_session(cast, register)
    voucher_id = take_savings(asked=cast.asked("van"), session_id=session.id, household_code=AN, amount_vnd=50_000)
    number = make_approved_loan(register, approved_vnd=2 * BROUGHT)

    def pay_out():
        asked = cast.asked("van")
        return told(lambda: disburse(asked=asked, session_id=session.id, number=number, amount_vnd=BROUGHT + 50_000))

    def take_back():
        return told(lambda: reverse_voucher(asked=cast.asked("van"), voucher_id=voucher_id, reason="nhầm hộ"))

    words = many_connections([pay_out, take_back])

    assert sorted("Tiền mặt của phiên chỉ còn" in said for said in words) == [False, True]
    assert Voucher.objects.count() == 2
