"""What a change of a loan's balances moves in the ledger.

Each amount of the balances belongs to an account; what changed is set down as debits and credits, and these are
paired into transfers. So a payment, its reversal and the correction of a past day go by one rule, and money is moved
only by as much as really came or went.
"""

from collections.abc import Mapping
from typing import Final

from tantam.core.loans.balances import Balances
from tantam.ledger.chart import load_chart
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Line
from tantam.lending.models import Loan

# What a transfer is, by the account that it settles: what the borrower brings is credited to it, what the borrower is
# given is debited.
_BROUGHT: Final = {
    "LOANS_CURRENT": "PRINCIPAL_REPAID",
    "LOANS_OVERDUE": "PRINCIPAL_REPAID",
    "INTEREST_RECEIVABLE": "INTEREST_REPAID",
    "INTEREST_INCOME": "INTEREST_REPAID",
    "MEMO_INTEREST_OVERDUE": "INTEREST_REPAID",
    "BORROWER_SURPLUS": "SURPLUS_HELD",
    "OTHER_INCOME": "RECOVERED",
}
_GIVEN: Final = {"LOANS_CURRENT": "DISBURSEMENT", "BORROWER_SURPLUS": "SURPLUS_RETURNED", "RISK_FUND": "WRITTEN_OFF"}


def lines_of(loan: Loan, *, before: Balances, after: Balances, money: AccountKey, kind: str = "") -> list[Line]:
    """Return the transfers between two balances of one day; none if nothing changed.

    `money` is the account into which the borrower pays: the cash of the point or of the office. Without a kind, each
    transfer has that of the account that it settles.
    """
    assert before.day == after.day
    return pair(positions(loan, before=before, after=after, money=money), kind=kind, reference=loan.number)


def positions(loan: Loan, *, before: Balances, after: Balances, money: AccountKey) -> dict[AccountKey, int]:
    """Return by how much each account is debited (+) or credited (-), in đồng; they sum to nothing."""

    def grown(name: str) -> int:
        return int(getattr(after, name) - getattr(before, name))

    def kept(code: str) -> AccountKey:
        return AccountKey(code, loan.source, loan.programme)

    overdue = grown("overdue_vnd")
    positions = {
        kept("LOANS_CURRENT"): grown("principal_vnd") - overdue,
        kept("LOANS_OVERDUE"): overdue,
        kept("INTEREST_RECEIVABLE"): -grown("interest_current_paid_vnd"),
        kept("INTEREST_INCOME"): -grown("interest_overdue_paid_vnd"),
        AccountKey("BORROWER_SURPLUS"): -grown("surplus_vnd"),
        AccountKey("OTHER_INCOME"): -grown("recovered_vnd"),
        AccountKey("RISK_FUND", loan.source): grown("principal_written_off_vnd"),
        kept("MEMO_INTEREST_OVERDUE"): -grown("interest_overdue_paid_vnd"),
        AccountKey("MEMO_CONTRA"): grown("interest_overdue_paid_vnd"),
        money: after.money_in_vnd - before.money_in_vnd - grown("disbursed_vnd") - grown("surplus_returned_vnd"),
    }
    assert sum(positions.values()) == 0
    return {key: vnd for key, vnd in positions.items() if vnd}


def kind_of_passed(kept: Balances, passed: Balances) -> str:
    """Return what a transfer is that tells the ledger what time alone changed since it was last told."""
    return "MOVED_TO_OVERDUE" if passed.overdue_vnd > kept.overdue_vnd else "MOVED_TO_CURRENT"


def less(one: Mapping[AccountKey, int], other: Mapping[AccountKey, int]) -> dict[AccountKey, int]:
    """Return what is left of positions when others are taken away."""
    left = {key: one.get(key, 0) - other.get(key, 0) for key in one.keys() | other.keys()}
    return {key: vnd for key, vnd in left.items() if vnd}


def pair(moved: Mapping[AccountKey, int], *, kind: str = "", reference: str) -> list[Line]:
    """Return transfers that bring accounts to their positions (debit +, credit -, đồng); few of them.

    Every transfer settles one of the two accounts, so there are fewer transfers than accounts. Memo accounts are
    paired among themselves.
    """
    chart = load_chart().accounts
    memo = {key: vnd for key, vnd in moved.items() if chart[key.code].is_memo}
    plain = {key: vnd for key, vnd in moved.items() if key not in memo}
    return [*_pair(plain, kind, reference), *_pair(memo, kind, reference)]


def _pair(moved: Mapping[AccountKey, int], kind: str, reference: str) -> list[Line]:
    left = dict(sorted(moved.items()))
    assert sum(left.values()) == 0
    lines = []
    for debit in [key for key, vnd in left.items() if vnd > 0]:
        for credit in [key for key, vnd in left.items() if vnd < 0]:
            amount_vnd = min(left[debit], -left[credit])
            if amount_vnd:
                what = kind or _BROUGHT.get(credit.code) or _GIVEN[debit.code]
                lines.append(Line(debit, credit, amount_vnd, what, reference))
                left[debit] -= amount_vnd
                left[credit] += amount_vnd
    return lines
