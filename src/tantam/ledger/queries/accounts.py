"""Accounts, offices, sources and days as the screens offer them."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Scope
from tantam.core.law.chart import Chart, Split, in_order
from tantam.core.law.dated import MissingValueError
from tantam.ledger.chart import load_chart, name_of
from tantam.ledger.models import Account
from tantam.ledger.parts.books import OFFICE_KINDS
from tantam.ledger.parts.scope import books_in
from tantam.units.queries import UnitLine, list_units

NO_NUMBER = "–"


@dataclass(frozen=True, slots=True)
class AccountName:
    """What an account is called on a day."""

    code: str
    number: str
    name: str
    nature: str
    side: str
    is_memo: bool
    is_control: bool
    by_source: bool = False
    by_programme: bool = False

    @property
    def words(self) -> str:
        """Return the number and the name."""
        return f"{self.number} – {self.name}"


def name_account(code: str, *, day: date, chart: Chart | None = None) -> AccountName:
    """Return what an account of the chart is called on a day; an account that the chart has lost keeps its code."""
    chart = chart or load_chart()
    found = chart.accounts.get(code)
    try:
        number = chart.number_on(code, day)
    except MissingValueError:
        number = NO_NUMBER
    if found is None:
        return AccountName(code, number, code, "", "EITHER", is_memo=False, is_control=False)
    return AccountName(
        code=code,
        number=number,
        name=name_of(found),
        nature=found.nature.value,
        side=found.side.value,
        is_memo=found.is_memo,
        is_control=found.control_of is not None,
        by_source=Split.SOURCE in found.split_by,
        by_programme=Split.PROGRAMME in found.split_by,
    )


def name_source(source: str) -> str:
    """Return what a source of capital is called."""
    found = load_chart().sources.get(source)
    return name_of(found) if found is not None else source


def list_accounts_of_chart(*, day: date, by_hand: bool = False) -> list[AccountName]:
    """Return the accounts of the chart in use on a day, in order; `by_hand` leaves out those of sub-ledgers."""
    chart = load_chart()
    named = [name_account(code, day=day, chart=chart) for code in in_order(chart.accounts)]
    return [one for one in named if one.number != NO_NUMBER and not (by_hand and one.is_control)]


def list_sources() -> list[tuple[str, str]]:
    """Return the sources of capital with their names, in order."""
    chart = load_chart()
    return [(code, name_of(chart.sources[code])) for code in in_order(chart.sources)]


def list_programmes_used(*, scope: Scope) -> list[str]:
    """Return the codes of the programmes that accounts in the scope are kept by."""
    rows = Account.objects.filter(book__in=books_in(scope)).exclude(programme="")
    return sorted(set(rows.values_list("programme", flat=True)))


def list_offices(*, scope: Scope) -> list[UnitLine]:
    """Return the offices of the bank in the scope, whether they have a book yet or not."""
    kinds = frozenset(str(kind) for kind in OFFICE_KINDS)
    return [unit for unit in list_units(kinds=kinds) if scope.covers(unit.id)]


def find_closed_through(*, scope: Scope, office_id: int) -> date | None:
    """Return the last closed day of an office's book, if any is."""
    found = books_in(scope).filter(office_id=office_id).first()
    return found.closed_through if found is not None else None
