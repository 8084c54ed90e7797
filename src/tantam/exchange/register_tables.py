"""Tables of the register that come as CSV: the bank's balances, and the lists of hard areas.

The first line names the columns; their order does not matter. A row that cannot be read is kept with the
reason, never dropped.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Final, Generic, TypeVar

from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.core.text import nfc
from tantam.people.commands.statements import AreaRow, BalanceRow

R = TypeVar("R")

BALANCE_COLUMNS: Final = ("household_code", "programme", "source", "principal_vnd")
AREA_COLUMNS: Final = ("state_code", "village", "kind", "starts_on", "document", "year")
SIZE_MAX: Final = 100 << 20
_GROUPED: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,15}")
_DAY_FORMATS: Final = ("%Y-%m-%d", "%d/%m/%Y")


class UnableToReadTable(Refusal):
    """The file is not a table that can be read."""


@dataclass(frozen=True, slots=True)
class ReadTable(Generic[R]):
    """The rows of a table, and the lines that could not be read with the reason's code."""

    rows: tuple[R, ...]
    refused: tuple[tuple[int, str], ...]


def read_balances(path: Path) -> ReadTable[BalanceRow]:
    """Return the rows of the bank's balances; an amount is in đồng, plain or with dots between thousands.

    :raises UnableToReadTable: if the file is no CSV in UTF-8, or a column is missing.
    """
    rows, refused = [], []
    for line, cells in _lines(path, BALANCE_COLUMNS):
        amount = cells["principal_vnd"].replace(" ", "")
        if not _GROUPED.fullmatch(amount):
            refused.append((line, "AMOUNT"))
            continue
        rows.append(
            BalanceRow(
                line=line,
                household_code=cells["household_code"],
                programme=cells["programme"],
                source=cells["source"].upper() or "CENTRAL",
                principal_vnd=int(amount.replace(".", "")),
            )
        )
    return ReadTable(tuple(rows), tuple(refused))


def read_areas(path: Path) -> ReadTable[AreaRow]:
    """Return the rows of a list of hard areas; `ends_before` may be left out.

    :raises UnableToReadTable: if the file is no CSV in UTF-8, or a column is missing.
    """
    rows, refused = [], []
    for line, cells in _lines(path, AREA_COLUMNS):
        starts_on, ends_before = _day(cells["starts_on"]), _day(cells.get("ends_before", ""))
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


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each line that is not empty with its cells by column."""
    if path.stat().st_size > SIZE_MAX:
        raise UnableToReadTable(_("Tệp lớn hơn 100 MB. Hãy chia thành nhiều tệp."))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnableToReadTable(_("Tệp không phải CSV mã UTF-8. Hãy lưu lại dạng CSV UTF-8.")) from None
    reader = csv.DictReader(StringIO(nfc(text), newline=""), restval="", delimiter=_delimiter(text))
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise UnableToReadTable(_("Tệp thiếu cột: %(names)s.") % {"names": ", ".join(missing)})
    for row in reader:
        cells = {name: (value or "").strip() for name, value in row.items() if name is not None}
        if any(cells.values()):
            yield reader.line_num, cells


def _delimiter(text: str) -> str:
    head = text.split("\n", maxsplit=1)[0]
    return ";" if head.count(";") > head.count(",") else ","


def _day(text: str) -> date | None:
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
