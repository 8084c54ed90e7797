"""Days and years as lists write them: dd/mm/yyyy, a year alone, a spreadsheet's own number of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from tantam.core.lists.fields import Cell, shown
from tantam.core.lists.reasons import CautionCode, ReasonCode

YEARS_MAX: Final = 125  # nobody alive is older
_YEAR: Final = range(1850, 2200)
# Days as a spreadsheet counts them, from 30/12/1899: 15/01/1909 to 05/07/2119. Smaller ones may be years.
_SERIAL: Final = range(3_303, 80_175)
_SERIAL_FROM: Final = date(1899, 12, 30)
_DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_PACKED = re.compile(r"(\d{2})(\d{2})(\d{4})")
_MONTH_YEAR = re.compile(r"[\W0_]*(?:(\d{1,2})\s*[/.\-]\s*)?(\d{4})")
_ONLY_YEAR = re.compile(r"(?:sinh\s+)?(?:năm\s+)?(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day, or only its year; or why neither can be told. An empty cell is neither and has no code."""

    day: date | None = None
    year: int | None = None
    reason: ReasonCode | None = None
    caution: CautionCode | None = None


def read_day(cell: Cell) -> DayRead:
    """Return the day or the year that a cell says; 03/04/1980 is the third of April, as it is written here."""
    if cell is None or isinstance(cell, bool):
        return DayRead()
    if isinstance(cell, date):
        return DayRead(cell, cell.year)
    if isinstance(cell, Decimal):
        return _read_number(int(cell)) if cell == int(cell) else DayRead(reason=ReasonCode.BIRTH_UNREADABLE)
    if isinstance(cell, int):
        return _read_number(cell)
    return _read_text(shown(cell).strip(" '."))


def _read_number(number: int) -> DayRead:
    if number in _YEAR:
        return DayRead(year=number, caution=CautionCode.BIRTH_YEAR_ONLY)
    if number in _SERIAL:
        day = _SERIAL_FROM + timedelta(days=number)
        return DayRead(day, day.year, caution=CautionCode.BIRTH_FROM_SERIAL)
    packed = _PACKED.fullmatch(f"{number:08d}") if 1_000_000 <= number < 100_000_000 else None
    return _made(*map(int, packed.groups())) if packed else DayRead(reason=ReasonCode.BIRTH_UNREADABLE)


def _read_text(text: str) -> DayRead:
    if not text:
        return DayRead()
    if text.isascii() and text.isdigit() and len(text) != 8:
        return _read_number(int(text))
    return _read_whole_day(text) or _read_part(text)


def _read_whole_day(text: str) -> DayRead | None:
    if found := _DAY.fullmatch(text) or _PACKED.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _year_only(month, year) if day == 0 else _made(day, month, year)
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _made(day, month, year, written_backwards=True)
    return None


def _read_part(text: str) -> DayRead:
    if found := _ONLY_YEAR.fullmatch(text):
        return _year_only(0, int(found.group(1)))
    if found := _MONTH_YEAR.fullmatch(text):
        return _year_only(int(found.group(1) or 0), int(found.group(2)))
    # 05/06/12: which century?
    short = _SHORT_YEAR.fullmatch(text)
    return DayRead(reason=ReasonCode.BIRTH_AMBIGUOUS if short else ReasonCode.BIRTH_UNREADABLE)


def _year_only(month: int, year: int) -> DayRead:
    if month > 12 or year not in _YEAR:
        return DayRead(reason=ReasonCode.BIRTH_UNREADABLE)
    return DayRead(year=year, caution=CautionCode.BIRTH_YEAR_ONLY)


def _made(day: int, month: int, year: int, *, written_backwards: bool = False) -> DayRead:
    try:
        made = date(year, month, day)
    except ValueError:
        swapped = not written_backwards and month > 12 and 1 <= day <= 12 and month <= 31
        return DayRead(reason=ReasonCode.BIRTH_AMBIGUOUS if swapped else ReasonCode.BIRTH_UNREADABLE)
    return DayRead(made, year)
