"""Tables of the register that come as CSV: the bank's balances, and the lists of hard areas."""

from pathlib import Path
from typing import Final

from tantam.exchange.csv_tables import ReadTable, iterate_lines, read_day, read_dong
from tantam.people.commands.statements import AreaRow, BalanceRow

BALANCE_COLUMNS: Final = ("household_code", "programme", "source", "principal_vnd")
AREA_COLUMNS: Final = ("state_code", "village", "kind", "starts_on", "document", "year")


def read_balances(path: Path) -> ReadTable[BalanceRow]:
    """Return the rows of the bank's balances.

    :raises UnableToReadTable: if the file is no CSV in UTF-8, or a column is missing.
    """
    rows, refused = [], []
    for line, cells in iterate_lines(path, BALANCE_COLUMNS):
        amount_vnd = read_dong(cells["principal_vnd"])
        if amount_vnd is None:
            refused.append((line, "AMOUNT"))
            continue
        rows.append(
            BalanceRow(
                line=line,
                household_code=cells["household_code"],
                programme=cells["programme"],
                source=cells["source"].upper() or "CENTRAL",
                principal_vnd=amount_vnd,
            )
        )
    return ReadTable(tuple(rows), tuple(refused))


def read_areas(path: Path) -> ReadTable[AreaRow]:
    """Return the rows of a list of hard areas; `ends_before` may be left out.

    :raises UnableToReadTable: if the file is no CSV in UTF-8, or a column is missing.
    """
    rows, refused = [], []
    for line, cells in iterate_lines(path, AREA_COLUMNS):
        starts_on, ends_before = read_day(cells["starts_on"]), read_day(cells.get("ends_before", ""))
        year = cells["year"]
        if starts_on is None or (cells.get("ends_before") and ends_before is None):
            refused.append((line, "DAYS"))
        elif not (year.isascii() and year.isdigit() and len(year) == len("2025")):
            refused.append((line, "DOCUMENT"))
        else:
            rows.append(
                AreaRow(
                    line=line,
                    state_code=cells["state_code"],
                    village_name=cells["village"],
                    kind=cells["kind"].upper(),
                    starts_on=starts_on,
                    ends_before=ends_before,
                    document=cells["document"],
                    year=int(year),
                )
            )
    return ReadTable(tuple(rows), tuple(refused))
