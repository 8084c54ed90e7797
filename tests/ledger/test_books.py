"""What the book answers: trial balance, statement, postings, control accounts, and what contradicts itself."""

from datetime import date

import pytest

from tantam.base.asked import EVERYTHING, Scope
from tantam.base.errors import OutOfScope
from tantam.core.law.chart import SubLedger
from tantam.ledger.models import Account, Posting
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.ledger.queries.controls import get_balance, list_book_faults, list_control_balances
from tantam.ledger.queries.postings import count_postings, get_posting, list_postings, list_transfers
from tantam.ledger.queries.statement import count_statement_lines, get_statement
from tantam.ledger.queries.trial_balance import TrialFilter, get_trial_balance
from tests.support.cast import TODAY, asked_by_system
from tests.support.ledger import CAPITAL, CASH, CONTRA, INCOME, LOANS, LOCAL_CAPITAL, OVERDUE, WRITTEN_OFF, make_post

YESTERDAY = date(2026, 11, 21)
NOVEMBER = date(2026, 11, 1)
NOBODY = Scope(unit_ids=frozenset())


@pytest.fixture
def branch(cast):
    """Return the branch with a book of two days, the first of them closed."""
    office_id = cast.units["NHCSXH"].pk
    make_post(office_id, (CASH, CAPITAL, 1_000), (CASH, LOCAL_CAPITAL, 300), on=YESTERDAY, document="N-1")
    close_ledger_day(asked=asked_by_system(on=YESTERDAY), office_id=office_id, day=YESTERDAY)
    make_post(office_id, (LOANS, CASH, 700), (CASH, INCOME, 7), (WRITTEN_OFF, CONTRA, 50))
    make_post(office_id, (CASH, INCOME, 9), value_date=YESTERDAY, kind="MANUAL")
    return office_id


def told(balance):
    return {line.account.code: line.sums.columns for line in (*balance.lines, *balance.memo_lines)}


def test_the_trial_balance_has_three_pairs_of_equal_sums(branch):
    balance = get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(TODAY, TODAY))

    assert told(balance) == {
        "CASH_AT_OFFICE": (1_300, 0, 16, 700, 616, 0),
        "LOANS_CURRENT": (0, 0, 700, 0, 700, 0),
        "CAPITAL": (0, 1_300, 0, 0, 0, 1_300),
        "INTEREST_INCOME": (0, 0, 0, 16, 0, 16),
        "MEMO_WRITTEN_OFF": (0, 0, 50, 0, 50, 0),
        "MEMO_CONTRA": (0, 0, 0, 50, 0, 50),
    }
    assert balance.total.columns == (1_300, 1_300, 716, 716, 1_316, 1_316)
    assert balance.total.balances
    assert balance.memo_total.balances


def test_a_day_by_value_as_known_then_and_as_known_now(branch):
    then = get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(NOVEMBER, YESTERDAY, known_on=YESTERDAY))
    now = get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(NOVEMBER, YESTERDAY, known_on=TODAY))

    assert "INTEREST_INCOME" not in told(then)
    assert told(now)["INTEREST_INCOME"] == (0, 0, 0, 9, 0, 9)
    assert now.total.balances


def test_one_code_is_told_account_by_account(branch):
    balance = get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(TODAY, TODAY, code="CAPITAL"))

    assert [(line.source, line.sums.closing_credit_vnd) for line in balance.lines] == [
        ("Vốn Trung ương", 1_000),
        ("Vốn ủy thác của ngân sách tỉnh", 300),
    ]
    assert all(line.account_id for line in balance.lines)


def test_filters_narrow_and_another_offices_book_is_not_seen(branch):
    local = get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(TODAY, TODAY, source="LOCAL_PROVINCE"))
    poor = get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(TODAY, TODAY, programme="poor"))

    assert set(told(local)) == {"CAPITAL"}
    assert set(told(poor)) == {"LOANS_CURRENT", "INTEREST_INCOME", "MEMO_WRITTEN_OFF"}
    assert not get_trial_balance(scope=NOBODY, chosen=TrialFilter(TODAY, TODAY)).lines
    assert not get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(TODAY, TODAY, office_id=0)).lines


def test_a_balance_on_the_side_where_it_should_not_be_is_marked(branch):
    make_post(branch, (CAPITAL, CASH, 900))

    marked = {
        line.account.code
        for line in get_trial_balance(scope=EVERYTHING, chosen=TrialFilter(TODAY, TODAY)).lines
        if line.is_wrong_side
    }

    assert marked == {"CASH_AT_OFFICE"}


def test_a_statement_runs_from_its_opening_to_its_closing_balance(branch):
    cash = Account.objects.get(code="CASH_AT_OFFICE").pk
    asked = {"scope": EVERYTHING, "account_id": cash, "from_day": TODAY, "to_day": TODAY}

    statement = get_statement(**asked, start=0, count=50)
    second = get_statement(**asked, start=1, count=1)

    assert (statement.opening_vnd, statement.closing_vnd) == (1_300, 616)
    assert [line.balance_vnd for line in statement.lines] == [600, 607, 616]
    assert [line.other.code for line in statement.lines] == ["LOANS_CURRENT", "INTEREST_INCOME", "INTEREST_INCOME"]
    assert [line.is_backdated for line in statement.lines] == [False, False, True]
    assert (statement.moved.debit_vnd, statement.moved.credit_vnd) == (16, 700)
    assert second.lines == statement.lines[1:2]
    assert count_statement_lines(**asked) == 3
    with pytest.raises(OutOfScope):
        get_statement(**{**asked, "scope": NOBODY}, start=0, count=50)


def test_postings_of_days_and_one_of_them(branch):
    asked = {"scope": EVERYTHING, "from_day": NOVEMBER, "to_day": TODAY}
    lines = list_postings(**asked, start=0, count=50)

    assert [(line.book_date, line.amount_vnd) for line in lines] == [(TODAY, 9), (TODAY, 757), (YESTERDAY, 1_300)]
    assert count_postings(**asked) == 3
    assert count_postings(**asked, office_id=branch) == 3
    page = get_posting(scope=EVERYTHING, posting_id=lines[0].id)
    assert (page.line.is_backdated, page.may_be_taken_back) == (True, True)
    assert not get_posting(scope=EVERYTHING, posting_id=lines[1].id).may_be_taken_back
    moved = list_transfers(scope=EVERYTHING, posting_id=lines[1].id, start=0, count=50)
    assert (moved[0].debit.account.code, moved[0].debit.programme, moved[0].amount_vnd) == (
        "LOANS_CURRENT",
        "poor",
        700,
    )
    assert count_postings(**{**asked, "scope": NOBODY}) == 0
    with pytest.raises(OutOfScope):
        get_posting(scope=NOBODY, posting_id=lines[0].id)


def test_one_balance_by_book_day_and_by_value_day(branch):
    asked = {"scope": EVERYTHING, "office_id": branch, "day": YESTERDAY}

    assert get_balance(**asked, key=CASH) == 1_300
    assert get_balance(**asked, key=CASH, known_on=TODAY) == 1_309
    assert get_balance(**{**asked, "day": TODAY}, key=CASH) == 616
    assert get_balance(**asked, key=OVERDUE) == 0
    assert get_balance(**{**asked, "scope": NOBODY}, key=CASH) == 0


def test_control_accounts_tell_what_their_sub_ledger_must_come_to(branch):
    found = list_control_balances(scope=EVERYTHING, sub_ledger=SubLedger.LOANS, day=TODAY)

    assert [(one.office_id, one.key, one.balance_vnd) for one in found] == [
        (branch, LOANS, 700),
        (branch, WRITTEN_OFF, 50),
    ]
    capital = list_control_balances(scope=EVERYTHING, sub_ledger=SubLedger.CAPITAL, day=YESTERDAY)
    assert {one.key: one.balance_vnd for one in capital} == {CAPITAL: -1_000, LOCAL_CAPITAL: -300}


def test_a_book_that_is_whole_has_no_faults(branch):
    assert list_book_faults(scope=EVERYTHING, day=TODAY) == []


def test_what_contradicts_itself_is_found(branch, cast):
    first = Posting.objects.earliest("id")
    account = Account.objects.get(code="CASH_AT_OFFICE")
    other = Account.objects.get(code="INTEREST_INCOME")
    first.transfers.create(debit=account, credit=other, amount_vnd=3, value_date=TODAY, book_date=TODAY, kind="OPENING")

    found = {(fault.what, fault.posting_id) for fault in list_book_faults(scope=EVERYTHING, day=TODAY)}

    assert found >= {("POSTING_NOT_WHOLE", first.pk), ("TRANSFER_OFF_ITS_POSTING", first.pk), ("TOTALS_DIFFER", None)}


def test_an_account_that_the_chart_lost_keeps_its_code(branch):
    from tantam.ledger.queries.accounts import name_account

    assert name_account("GONE", day=TODAY).words == "– – GONE"
