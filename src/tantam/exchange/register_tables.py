"""Tables of the register that come as CSV: another register's households, the bank's balances, the hard areas."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from tantam.exchange.csv_tables import ReadTable, iterate_lines, read_day, read_dong
from tantam.people.commands.statements import AreaRow, BalanceRow
from tantam.people.parts.recording import Paper, PersonFields
from tantam.people.parts.taking_in import TakenHousehold, TakenPerson, TakenStatus

BALANCE_COLUMNS: Final = ("household_code", "programme", "source", "principal_vnd")
HOUSEHOLD_COLUMNS: Final = ("state_code", "household_code", "village", "relation", "full_name", "since")
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


@dataclass(frozen=True, slots=True)
class HomeOfCommune:
    """A household that a table holds, and the State code of its commune."""

    state_code: str
    household: TakenHousehold


def read_households(path: Path) -> ReadTable[HomeOfCommune]:
    """Return the households of another register: a line is a person, and lines of one household follow each other.

    `address`, `status` with its days and its paper stand on a household's first line. Days are written as elsewhere,
    a birth also as a year alone. A household of which a line cannot be read is refused whole.

    :raises UnableToReadTable: if the file is no CSV in UTF-8, or a column is missing.
    """
    rows: list[HomeOfCommune] = []
    refused: list[tuple[int, str]] = []
    seen: set[tuple[str, str]] = set()
    for key, lines in groupby(iterate_lines(path, HOUSEHOLD_COLUMNS), key=_home_of):
        some = list(lines)
        fault = next(((line, reason) for line, cells in some if (reason := _unread(cells))), None)
        if fault is None and key in seen:
            fault = some[0][0], "APART"
        seen.add(key)
        if fault is not None:
            refused.append(fault)
        else:
            rows.append(HomeOfCommune(key[0], _household(some)))
    return ReadTable(tuple(rows), tuple(refused))


def _home_of(row: tuple[int, dict[str, str]]) -> tuple[str, str]:
    return row[1]["state_code"], row[1]["household_code"]


def _unread(cells: dict[str, str]) -> str:
    """Return the code of what cannot be read of a line, nothing if all can."""
    if not cells["household_code"] or not cells["state_code"]:
        return "CODE"
    if read_day(cells["since"]) is None or _birth(cells.get("born", "")) is None:
        return "DAYS"
    if cells.get("status"):
        days = [cells.get("status_from", ""), cells.get("decided_on", "")]
        days += [cells["status_until"]] if cells.get("status_until") else []
        if any(read_day(day) is None for day in days):
            return "STATUS_DAYS"
    return ""


def _birth(text: str) -> tuple[date | None, int | None] | None:
    """Return the day and the year of birth, of which either may be unknown; None for what is neither."""
    if not text:
        return None, None
    if text.isascii() and text.isdigit() and len(text) == len("1980"):
        return None, int(text)
    day = read_day(text)
    return None if day is None else (day, day.year)


def _household(lines: Iterable[tuple[int, dict[str, str]]]) -> TakenHousehold:
    some = list(lines)
    line, head = some[0]
    since = read_day(head["since"])
    assert since is not None
    return TakenHousehold(
        line=line,
        code=head["household_code"],
        village_name=head["village"],
        starts_on=since,
        members=tuple(_member(line, cells) for line, cells in some),
        address=head.get("address", ""),
        statuses=tuple(_statuses(head)),
    )


def _member(line: int, cells: dict[str, str]) -> TakenPerson:
    born = _birth(cells.get("born", ""))
    assert born is not None
    fields = PersonFields(
        full_name=cells["full_name"],
        sex=cells.get("sex", "").upper() or "UNKNOWN",
        birth_date=born[0],
        birth_year=born[1],
        identity=cells.get("identity", ""),
        old_identity=cells.get("old_identity", ""),
        phone=cells.get("phone", ""),
        ethnicity=cells.get("ethnicity", "").upper(),
    )
    return TakenPerson(line=line, person=fields, relation=cells["relation"].upper())


def _statuses(cells: dict[str, str]) -> Iterator[TakenStatus]:
    if not cells.get("status"):
        return
    starts_on, decided_on = read_day(cells.get("status_from", "")), read_day(cells.get("decided_on", ""))
    assert starts_on is not None
    assert decided_on is not None
    paper = Paper(
        number=cells.get("decision", ""),
        signed_on=decided_on,
        issuer=cells.get("decided_by", ""),
        title=cells.get("decision_title", ""),
    )
    yield TakenStatus(cells["status"].upper(), starts_on, paper, read_day(cells.get("status_until", "")))
