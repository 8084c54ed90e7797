"""A whole list: what can only be seen over all its rows. Two passes: look over it, then read it row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from tantam.core.lists.fields import ListField, shown
from tantam.core.lists.readings import RowReading
from tantam.core.lists.reasons import CautionCode, Reason, ReasonCode
from tantam.core.lists.rows import NOTHING_ABOVE, read_row
from tantam.core.lists.sections import Line, class_row
from tantam.core.lists.terms import ListTerms, SheetRow
from tantam.core.lists.words import read_relation
from tantam.core.text import fold, word_keys

DATES_FOR_DOUBT: Final = 3  # so many days of a birth column before its mixture is believed
_BEGINS = re.compile(r"(\d{1,2})\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}")


@dataclass(slots=True)
class Survey:
    """What a look over all rows shows.

    A spreadsheet set to English takes 03/04/1980 for the fourth of March and leaves 13/04/1980 as text: a birth
    column whose days all could be months, beside texts that could not, was mixed up so.
    """

    heads: dict[str, int] = field(default_factory=dict)  # household code → the row of its head
    persons: int = 0
    last_person_row: int = 0
    days: int = 0
    days_could_be_months: bool = True
    texts_only_days: int = 0
    texts_either: int = 0

    @property
    def days_are_mixed(self) -> bool:
        """Tell whether days and months of the birth column were probably exchanged in some rows."""
        only = self.texts_only_days > 0 and self.texts_either == 0
        return only and self.days >= DATES_FOR_DOUBT and self.days_could_be_months


def survey_rows(rows: Iterable[SheetRow]) -> Survey:
    """Look over all rows of a sheet below its header."""
    survey, under = Survey(), NOTHING_ABOVE
    for row in rows:
        classed = class_row(row, under)
        under = classed.under
        if classed.line is not Line.PERSON:
            continue
        survey.persons += 1
        survey.last_person_row = row.number
        code = shown(row.cells.get(ListField.HOUSEHOLD_CODE))
        if code and _says_head(row):
            survey.heads.setdefault(fold(code), row.number)
        _look_at_birth(survey, row)
    return survey


def _says_head(row: SheetRow) -> bool:
    if ListField.RELATION in row.cells:
        return read_relation(shown(row.cells[ListField.RELATION])) == "HEAD"
    own, head = shown(row.cells.get(ListField.FULL_NAME)), shown(row.cells.get(ListField.HEAD_NAME))
    return not own or not head or fold(own) == fold(head)


def _look_at_birth(survey: Survey, row: SheetRow) -> None:
    cell = row.cells.get(ListField.BIRTH)
    if isinstance(cell, date):
        survey.days += 1
        survey.days_could_be_months &= cell.day <= 12
    elif isinstance(cell, str) and (begins := _BEGINS.match(cell.strip())):
        if int(begins.group(1)) > 12:
            survey.texts_only_days += 1
        else:
            survey.texts_either += 1


@dataclass(slots=True)
class _Seen:
    """Rows read so far, to find a person a second time."""

    numbers: dict[str, int] = field(default_factory=dict)
    persons: dict[tuple[object, ...], tuple[int, str]] = field(default_factory=dict)

    def find(self, reading: RowReading) -> int | None:
        """Return the earlier row of the same person, and remember this one."""
        known = [number for number in (reading.identity, reading.old_identity) if number]
        earlier = next((self.numbers[number] for number in known if number in self.numbers), None)
        key = _person_key(reading)
        if earlier is None and key in self.persons:
            row, identity = self.persons[key]
            if not (identity and reading.identity):
                earlier = row
        for number in known:
            self.numbers.setdefault(number, reading.number)
        if key:
            self.persons.setdefault(key, (reading.number, reading.identity))
        return earlier


def _person_key(reading: RowReading) -> tuple[object, ...]:
    """Return what makes two rows one person where a number is missing: a year of birth needs the same household."""
    if not reading.full_name or reading.birth_year is None:
        return ()
    name, village = word_keys(reading.full_name), fold(reading.village)
    if reading.birth_date is not None:
        return (name, reading.birth_date, village)
    return (name, reading.birth_year, village, fold(reading.household_code)) if reading.household_code else ()


def read_rows(
    rows: Iterable[SheetRow], *, terms: ListTerms, survey: Survey, income_unit_vnd: int | None = None
) -> Iterator[tuple[SheetRow, RowReading]]:
    """Yield every row of a person with its reading; lines between and below the persons are left out.

    A row between persons that has too little in it is read all the same, so that its refusal is seen.
    """
    under, seen, head_above = NOTHING_ABOVE, _Seen(), None
    for row in rows:
        if row.number > survey.last_person_row:
            return
        classed = class_row(row, under)
        under = classed.under
        if classed.line not in {Line.PERSON, Line.OTHER}:
            continue
        reading = read_row(row, terms=terms, under=under, income_unit_vnd=income_unit_vnd)
        if survey.days_are_mixed:
            reading = _doubt_day(row, reading)
        reading = _place_in_household(reading, survey, head_above)
        if reading.relation == "HEAD":
            head_above = reading.number
        yield row, _refuse_second(reading, seen)


def _doubt_day(row: SheetRow, reading: RowReading) -> RowReading:
    cell = row.cells.get(ListField.BIRTH)
    if not isinstance(cell, date) or cell.day == cell.month:
        return reading
    return replace(reading, reasons=(*reading.reasons, Reason(ReasonCode.BIRTH_AMBIGUOUS)))


def _place_in_household(reading: RowReading, survey: Survey, head_above: int | None) -> RowReading:
    first = survey.heads.get(fold(reading.household_code)) if reading.household_code else None
    if reading.relation == "HEAD":
        if first is not None and first != reading.number:
            cautions = (*reading.cautions, Reason(CautionCode.TWO_HEADS, {"row": first}))
            return replace(reading, head_row=first, cautions=cautions)
        return replace(reading, head_row=reading.number)
    head = first if reading.household_code else head_above
    if head is None:
        return replace(reading, cautions=(*reading.cautions, Reason(CautionCode.NO_HEAD)))
    return replace(reading, head_row=head)


def _refuse_second(reading: RowReading, seen: _Seen) -> RowReading:
    earlier = seen.find(reading)
    if earlier is None:
        return reading
    return replace(reading, reasons=(*reading.reasons, Reason(ReasonCode.DUPLICATE_IN_LIST, {"row": earlier})))
