"""Savings move with their balance, never below nothing, and into one account a household and office."""

import pytest

from tantam.lending.models import SavingsAccount, SavingsMove
from tantam.lending.parts.savings.moving import SAVINGS, Saved, When, move_savings, number_of, savings_lines
from tantam.lending.parts.sessions.vouchers import CASH_AT_POINT as MONEY
from tantam.lending.queries.reconciling import SavingsGap, find_savings_gaps
from tantam.lending.wording.objections import UnableToRecord
from tantam.people.models import Household
from tests.support.cast import TODAY, asked_by_system
from tests.support.ledger import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(small_register):
    return small_register.households["an"]


def move(household, cast, *moves):
    when = When(cast.units["NHCSXH"].pk, TODAY, None)
    for each in moves:
        move_savings([Saved(household.pk, **each)], asked=asked_by_system(), when=when)


def test_an_account_is_opened_once_and_keeps_what_its_moves_come_to(cast, household):
    move(
        household,
        cast,
        {"amount_vnd": 50_000},
        {"amount_vnd": -20_000, "kind": "PAID_OUT"},
        {"amount_vnd": 20_000, "kind": "REVERSED", "reverses": 2, "reason": "nhầm hộ"},
    )

    account = SavingsAccount.objects.get()
    assert (account.balance_vnd, account.moves_count) == (50_000, 3)
    assert account.number == number_of(cast.units["NHCSXH"].pk, household.pk)
    rows = SavingsMove.objects.order_by("seq").values_list("seq", "kind", "amount_vnd", "reverses", "reason")
    assert list(rows) == [
        (1, "PUT_IN", 50_000, None, ""),
        (2, "PAID_OUT", -20_000, None, ""),
        (3, "REVERSED", 20_000, 2, "nhầm hộ"),
    ]


def test_a_merged_households_account_is_the_survivors_where_it_has_none(cast, household, small_register):
    survivor = small_register.households["binh-can"]
    move(household, cast, {"amount_vnd": 50_000})
    Household.objects.filter(pk=household.pk).update(merged_into=survivor)

    move(survivor, cast, {"amount_vnd": 20_000})
    move(household, cast, {"amount_vnd": 1_000})
    saved = [Saved(survivor.pk, 300), Saved(household.pk, 4)]
    move_savings(saved, asked=asked_by_system(), when=When(cast.units["NHCSXH"].pk, TODAY, None))

    account = SavingsAccount.objects.get()
    assert (account.household_id, account.balance_vnd, account.moves_count) == (household.pk, 71_304, 5)
    assert list(SavingsMove.objects.order_by("seq").values_list("amount_vnd", flat=True)) == [
        *(50_000, 20_000, 1_000, 300, 4),
    ]


def test_where_both_households_have_an_account_each_keeps_its_own(cast, household, small_register):
    survivor = small_register.households["binh-can"]
    move(household, cast, {"amount_vnd": 50_000})
    move(survivor, cast, {"amount_vnd": 20_000})
    Household.objects.filter(pk=household.pk).update(merged_into=survivor)

    move(survivor, cast, {"amount_vnd": 5})
    move(household, cast, {"amount_vnd": 7})

    accounts = SavingsAccount.objects.order_by("id").values_list("household_id", "balance_vnd")
    assert list(accounts) == [(household.pk, 50_007), (survivor.pk, 20_005)]


def test_more_than_there_is_does_not_go_out(cast, household):
    move(household, cast, {"amount_vnd": 50_000})
    with pytest.raises(UnableToRecord, match=r"chỉ còn 50\.000 đồng"):
        move(household, cast, {"amount_vnd": -50_001, "kind": "PAID_OUT"})
    assert SavingsMove.objects.count() == 1


def test_no_moves_move_nothing(cast):
    move_savings([], asked=asked_by_system(), when=When(cast.units["NHCSXH"].pk, TODAY, None))
    assert not SavingsAccount.objects.exists()


def test_savings_are_transfers_between_the_points_cash_and_members_savings():
    lines = savings_lines(in_vnd=5, out_vnd=3, money=MONEY, reference="V1")
    assert [line[:4] for line in lines] == [(MONEY, SAVINGS, 5, "SAVINGS_IN"), (SAVINGS, MONEY, 3, "SAVINGS_OUT")]
    assert savings_lines(in_vnd=0, out_vnd=0, money=MONEY, reference="V1") == []
    assert savings_lines(in_vnd=5, out_vnd=0, money=MONEY, reference="V1", kind="CORRECTION")[0].kind == "CORRECTION"


def test_a_balance_or_an_account_that_is_not_what_the_moves_come_to_is_found(cast, household):
    assert find_savings_gaps(day=TODAY) == []
    move(household, cast, {"amount_vnd": 50_000})
    assert find_savings_gaps(day=TODAY) == [SavingsGap("NHCSXH", "", 0, 50_000)]
    make_post(cast.units["NHCSXH"].pk, (MONEY, SAVINGS, 50_000), on=TODAY, kind="SAVINGS_IN")
    assert find_savings_gaps(day=TODAY) == []
    account = SavingsAccount.objects.get()
    SavingsAccount.objects.update(balance_vnd=90_000)
    assert find_savings_gaps(day=TODAY) == [SavingsGap("NHCSXH", account.number, 90_000, 50_000)]
    SavingsAccount.objects.update(balance_vnd=50_000, moves_count=7)
    assert find_savings_gaps(day=TODAY) == [SavingsGap("NHCSXH", account.number, 50_000, 50_000)]
