"""The trial balance: what every account opened with, took, and closed with; debits are credits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tantam.base.asked import Scope
from tantam.core.law.chart import Chart
from tantam.ledger.chart import load_chart
from tantam.ledger.models import Account
from tantam.ledger.parts.scope import books_in
from tantam.ledger.queries.accounts import AccountName, name_account, name_source
from tantam.ledger.queries.totals import Totals, Which, totals_by_book_day, totals_by_value_day


@dataclass(frozen=True, slots=True)
class TrialFilter:
    """Which days, and of what. `known_on` asks by value days as known then; None asks by book days."""

    from_day: date
    to_day: date
    office_id: int | None = None
    code: str = ""
    source: str = ""
    programme: str = ""
    known_on: date | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether whole books are asked for, which must balance."""
        return not (self.code or self.source or self.programme)


@dataclass(frozen=True, slots=True)
class Sums:
    """The six columns of a trial balance, in đồng. Balances of both sides stand side by side, never netted."""

    opening_debit_vnd: int = 0
    opening_credit_vnd: int = 0
    debit_vnd: int = 0
    credit_vnd: int = 0
    closing_debit_vnd: int = 0
    closing_credit_vnd: int = 0

    @property
    def columns(self) -> tuple[int, ...]:
        """Return the columns in their order on paper."""
        return (
            *(self.opening_debit_vnd, self.opening_credit_vnd, self.debit_vnd),
            *(self.credit_vnd, self.closing_debit_vnd, self.closing_credit_vnd),
        )

    @property
    def balances(self) -> bool:
        """Tell whether debits are credits, three times."""
        one, other = self.columns[::2], self.columns[1::2]
        return one == other


@dataclass(frozen=True, slots=True)
class TrialLine:
    """A line: an account of the chart, or with `account_id` one account of one office."""

    account: AccountName
    sums: Sums
    account_id: int | None = None
    office: str = ""
    source: str = ""
    programme: str = ""
    is_wrong_side: bool = False  # the balance stands on the side where it usually does not


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Lines on the balance sheet, memo lines, and what each come to."""

    lines: tuple[TrialLine, ...]
    memo_lines: tuple[TrialLine, ...]
    total: Sums
    memo_total: Sums


def get_trial_balance(*, scope: Scope, chosen: TrialFilter) -> TrialBalance:
    """Return the trial balance of the books in the scope; by account of the chart, or each account of one code."""
    books = books_in(scope)
    if chosen.office_id is not None:
        books = books.filter(office_id=chosen.office_id)
    which = Which(
        book_ids=tuple(books.values_list("id", flat=True)),
        code=chosen.code,
        source=chosen.source,
        programme=chosen.programme,
    )
    opening = _totals(which, chosen.from_day - timedelta(days=1), chosen.known_on)
    closing = _totals(which, chosen.to_day, chosen.known_on)
    accounts = Account.objects.filter(which.condition()).select_related("book__office")
    none = Totals()
    told = [(row, _sums(opening.get(row.pk, none), closing.get(row.pk, none))) for row in accounts]
    told = [(row, sums) for row, sums in told if sums != Sums()]
    lines = _single(told, chosen.to_day) if chosen.code else _by_code(told, chosen.to_day)
    on_sheet = tuple(line for line in lines if not line.account.is_memo)
    memo = tuple(line for line in lines if line.account.is_memo)
    return TrialBalance(
        lines=on_sheet,
        memo_lines=memo,
        total=added(line.sums for line in on_sheet),
        memo_total=added(line.sums for line in memo),
    )


def added(sums: Iterable[Sums]) -> Sums:
    """Return the sum of each column."""
    columns = [one.columns for one in sums]
    return Sums(*(sum(column) for column in zip(*columns, strict=True))) if columns else Sums()


def _totals(which: Which, day: date, known_on: date | None) -> dict[int, Totals]:
    if known_on is None:
        return totals_by_book_day(which, day)
    return totals_by_value_day(which, day, known_on=known_on)


def _sums(opening: Totals, closing: Totals) -> Sums:
    moved = closing.less(opening)
    return Sums(
        opening_debit_vnd=max(opening.net_vnd, 0),
        opening_credit_vnd=max(-opening.net_vnd, 0),
        debit_vnd=moved.debit_vnd,
        credit_vnd=moved.credit_vnd,
        closing_debit_vnd=max(closing.net_vnd, 0),
        closing_credit_vnd=max(-closing.net_vnd, 0),
    )


def _by_code(told: list[tuple[Account, Sums]], day: date) -> list[TrialLine]:
    chart = load_chart()
    groups: dict[str, list[Sums]] = defaultdict(list)
    for row, sums in told:
        groups[row.code].append(sums)
    lines = []
    for code in sorted(groups, key=lambda code: _place(chart, code)):
        account, together = name_account(code, day=day, chart=chart), added(groups[code])
        lines.append(TrialLine(account, together, is_wrong_side=_is_wrong(account, together)))
    return lines


def _single(told: list[tuple[Account, Sums]], day: date) -> list[TrialLine]:
    chart = load_chart()
    lines = []
    for row, sums in sorted(told, key=lambda one: (one[0].book.office.order, one[0].source, one[0].programme)):
        account = name_account(row.code, day=day, chart=chart)
        lines.append(
            TrialLine(
                account=account,
                sums=sums,
                account_id=row.pk,
                office=row.book.office.name,
                source=name_source(row.source),
                programme=row.programme,
                is_wrong_side=_is_wrong(account, sums),
            )
        )
    return lines


def _place(chart: Chart, code: str) -> tuple[int, str]:
    found = chart.accounts.get(code)
    return (found.order if found is not None else 1_000_001, code)


def _is_wrong(account: AccountName, sums: Sums) -> bool:
    wrong = {"DEBIT": sums.closing_credit_vnd, "CREDIT": sums.closing_debit_vnd}
    return wrong.get(account.side, 0) > 0
