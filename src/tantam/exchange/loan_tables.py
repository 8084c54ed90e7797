"""Loans of another book, as a CSV table."""

from datetime import date
from pathlib import Path
from typing import Final

from tantam.core.loans.terms import RATE_MAX_PPM
from tantam.core.vietnamese import read_number
from tantam.exchange.csv_tables import ReadTable, iterate_lines, read_day, read_dong
from tantam.lending.commands.taking_over import LoanFigures

COLUMNS: Final = (
    "number",
    "household_code",
    "programme",
    "source",
    "contract_on",
    "approved_vnd",
    "rate",
    "overdue_rate",
    "instalments",
    "disbursed_vnd",
    "principal_vnd",
    "interest_vnd",
    "overdue_interest_vnd",
)
_AMOUNTS: Final = ("approved_vnd", "disbursed_vnd", "principal_vnd", "interest_vnd", "overdue_interest_vnd")
_MAY_BE_BLANK: Final = frozenset({"interest_vnd", "overdue_interest_vnd"})
_PPM_OF_PERCENT: Final = 10_000


def read_loans(path: Path) -> ReadTable[tuple[int, LoanFigures]]:
    """Return the loans of a table with their lines; what cannot be read is refused with the code of the reason.

    `rate` and `overdue_rate` are percent a year ("7,92"). `instalments` are due day and đồng, one after another:
    "10/07/2026 40.000.000; 10/01/2027 60.000.000".

    :raises UnableToReadTable: if the file is no CSV in UTF-8, or a column is missing.
    """
    rows: list[tuple[int, LoanFigures]] = []
    refused: list[tuple[int, str]] = []
    seen: set[str] = set()
    for line, cells in iterate_lines(path, COLUMNS):
        loan = _read(cells)
        if isinstance(loan, str):
            refused.append((line, loan))
        elif loan.number in seen:
            refused.append((line, "TWICE"))
        else:
            seen.add(loan.number)
            rows.append((line, loan))
    return ReadTable(tuple(rows), tuple(refused))


def _read(cells: dict[str, str]) -> LoanFigures | str:
    """Return a row's loan, or the code of the reason for which it is none."""
    if not cells["number"]:
        return "NUMBER"
    contract_on = read_day(cells["contract_on"])
    if contract_on is None:
        return "DAYS"
    amounts = {name: read_dong(cells[name] or ("0" if name in _MAY_BE_BLANK else "")) for name in _AMOUNTS}
    known = {name: vnd for name, vnd in amounts.items() if vnd is not None}
    if len(known) < len(amounts):
        return "AMOUNT"
    rate_ppm, overdue_rate_ppm = _read_rate(cells["rate"]), _read_rate(cells["overdue_rate"])
    if rate_ppm is None or overdue_rate_ppm is None:
        return "RATE"
    instalments = _read_plan(cells["instalments"])
    if instalments is None:
        return "PLAN"
    return LoanFigures(
        number=cells["number"],
        household_code=cells["household_code"],
        programme=cells["programme"],
        source=cells["source"].upper(),
        contract_on=contract_on,
        approved_vnd=known["approved_vnd"],
        rate_ppm=rate_ppm,
        overdue_rate_ppm=overdue_rate_ppm,
        instalments=instalments,
        disbursed_vnd=known["disbursed_vnd"],
        principal_vnd=known["principal_vnd"],
        interest_current_vnd=known["interest_vnd"],
        interest_overdue_vnd=known["overdue_interest_vnd"],
    )


def _read_rate(text: str) -> int | None:
    """Return a rate in ppm a year from percent; None unless it is one number of whole ppm."""
    value = read_number(text.removesuffix("%").strip(), decimal_mark=",").value
    ppm = None if value is None else value * _PPM_OF_PERCENT
    return int(ppm) if ppm is not None and ppm == int(ppm) and 0 <= ppm <= RATE_MAX_PPM else None


def _read_plan(text: str) -> tuple[tuple[date, date, int], ...] | None:
    """Return the instalments, each collected on its due day; None if one cannot be read."""
    instalments = []
    for piece in filter(None, (piece.strip() for piece in text.split(";"))):
        day_text, _space, amount_text = piece.partition(" ")
        day, amount_vnd = read_day(day_text), read_dong(amount_text)
        if day is None or amount_vnd is None:
            return None
        instalments.append((day, day, amount_vnd))
    return tuple(instalments)
