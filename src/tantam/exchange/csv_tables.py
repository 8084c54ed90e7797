"""Tables that come as CSV: the first line names the columns, in any order; an amount is in đồng.

A row that cannot be read is kept with the reason, never dropped.
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

R = TypeVar("R")

SIZE_MAX: Final = 100 << 20
_GROUPED: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,15}")
_AMOUNT_MAX_CHARS: Final = 20  # 999.999.999.999.999
_DAY_FORMATS: Final = ("%Y-%m-%d", "%d/%m/%Y")


class UnableToReadTable(Refusal):
    """The file is not a table that can be read."""


@dataclass(frozen=True, slots=True)
class ReadTable(Generic[R]):
    """The rows of a table, and the lines that could not be read with the reason's code."""

    rows: tuple[R, ...]
    refused: tuple[tuple[int, str], ...]


def iterate_lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each line that is not empty with its cells by column.

    :raises UnableToReadTable: if the file is no CSV in UTF-8, or a column is missing.
    """
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
    yield from _rows(reader)


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows; what would shift cells or swallow rows is refused as a whole, since nobody can tell which."""
    line = reader.line_num + 1
    try:
        for row in reader:
            if None in row:
                raise UnableToReadTable(
                    _("Dòng %(line)d có nhiều ô hơn tiêu đề: dấu phân cách nằm trong một ô không có dấu nháy?")
                    % {"line": line}
                )
            cells = {name: (value or "").strip() for name, value in row.items()}
            if any("\n" in value for value in cells.values()):
                raise UnableToReadTable(_("Dòng %(line)d có dấu nháy mở mà không đóng.") % {"line": line})
            if any(cells.values()):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise UnableToReadTable(_("Không đọc được dòng %(line)d của tệp.") % {"line": line}) from None


def _delimiter(text: str) -> str:
    head = text.split("\n", maxsplit=1)[0]
    return ";" if head.count(";") > head.count(",") else ","


def read_dong(text: str) -> int | None:
    """Return an amount written plain or with dots between thousands; None for anything else."""
    amount = text.replace(" ", "")
    if not _GROUPED.fullmatch(amount) or len(amount) > _AMOUNT_MAX_CHARS:
        return None
    return int(amount.replace(".", ""))


def read_day(text: str) -> date | None:
    """Return a day written 2026-11-22 or 22/11/2026; None for anything else."""
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
