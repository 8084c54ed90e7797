"""A list's file read: its sheets, its header, its columns as guessed or as chosen, and its rows in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from tantam.core.lists.fields import NAME_FIELDS, Cell, ListField, shown
from tantam.core.lists.headers import (
    HEADER_WITHIN,
    find_header,
    guess_columns,
    headers_digest,
    income_unit_vnd,
    is_numbering,
    join_headers,
)
from tantam.core.lists.readings import RowReading
from tantam.core.lists.reasons import Reason
from tantam.core.lists.terms import ListTerms, SheetRow
from tantam.core.lists.whole import Survey, read_rows, survey_rows
from tantam.exchange.beneficiary_lists.refusal import UnreadableList
from tantam.exchange.beneficiary_lists.workbook import ListSheet, ListWorkbook, SheetShown, open_workbook

__all__ = ["ListReading", "ListTerms", "ReadRow", "SheetShown", "iterate_rows", "read_list"]

SAMPLE_ROWS: Final = 5
HEADER_ROWS_MAX: Final = 4


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was written (one text a column) and what it says."""

    number: int
    written: tuple[str, ...]
    reading: RowReading


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a file holds. `columns` are those chosen, or those guessed; of the guessed, `unsure` need a look."""

    sheets: tuple[SheetShown, ...]
    sheet: str
    headers: tuple[str, ...]
    headers_digest: str
    header_row: int  # as people see it, from 1
    columns: Mapping[int, ListField]
    unsure: frozenset[int]
    rows_total: int  # rows of persons
    notes: tuple[Reason, ...] = ()  # about the whole file: HIDDEN_SHEET (sheet, rows), DAYS_MIXED, NO_NAME_COLUMN
    sample: tuple[ReadRow, ...] = field(default=())  # the first few rows, as they are read


@dataclass(frozen=True, slots=True)
class _Opened:
    """A sheet with its header found and its columns settled."""

    book: ListWorkbook
    sheet: ListSheet
    headers: tuple[str, ...]
    header_from: int  # from 0
    rows_from: int
    columns: Mapping[int, ListField]
    unsure: frozenset[int]

    @property
    def income_unit_vnd(self) -> int | None:
        """Return how many đồng a figure in the column of income stands for, if its header says so."""
        place = next((place for place, name in self.columns.items() if name is ListField.INCOME), None)
        return income_unit_vnd(self.headers[place]) if place is not None else None

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows below the header under their columns."""
        for place, row in enumerate(islice(self.sheet.rows(), self.rows_from, None), start=self.rows_from):
            yield self._under_columns(place, row)

    def _under_columns(self, place: int, row: tuple[Cell, ...]) -> SheetRow:
        found = self.sheet.formulas.found.get(place, 0)
        valueless = self.sheet.formulas.valueless.get(place, 0)
        return SheetRow(
            number=place + 1,
            cells={name: row[column] if column < len(row) else "" for column, name in self.columns.items()},
            written=tuple(map(shown, row)),
            formulas=_marked(self.columns, found) if found else frozenset(),
            valueless=_marked(self.columns, valueless) if valueless else frozenset(),
        )


def _marked(columns: Mapping[int, ListField], bits: int) -> frozenset[ListField]:
    return frozenset(name for column, name in columns.items() if bits >> column & 1)


def read_list(
    content: bytes,
    *,
    filename: str,
    terms: ListTerms,
    sheet: str | None = None,
    columns: Mapping[int, ListField] | None = None,
) -> ListReading:
    """Return what a file holds, and how its first rows are read with the columns chosen (or else guessed).

    :raises UnreadableList: if the file, or the sheet asked for, cannot be read.
    """
    opened = _open(content, filename=filename, sheet=sheet, columns=columns)
    survey = survey_rows(opened.rows())
    return ListReading(
        sheets=opened.book.sheets,
        sheet=opened.sheet.name,
        headers=opened.headers,
        headers_digest=headers_digest(opened.headers),
        header_row=opened.header_from + 1,
        columns=opened.columns,
        unsure=opened.unsure,
        rows_total=survey.persons,
        notes=tuple(_notes(opened, survey)),
        sample=tuple(islice(_read(opened, survey, terms), SAMPLE_ROWS)),
    )


def iterate_rows(
    content: bytes,
    *,
    filename: str,
    terms: ListTerms,
    sheet: str | None = None,
    columns: Mapping[int, ListField] | None = None,
    start: int = 0,
    count: int = 1000,
) -> Iterator[tuple[ReadRow, ...]]:
    """Yield the rows of persons in pieces of at most `count`, leaving out the first `start` of them (to resume).

    A piece ends where a household ends, unless that one is longer than a piece. Earlier rows still count: a row
    that repeats one of them is refused.

    :raises UnreadableList: as `read_list`.
    """
    assert start >= 0
    assert count > 0
    opened = _open(content, filename=filename, sheet=sheet, columns=columns)
    rows = islice(_read(opened, survey_rows(opened.rows()), terms), start, None)
    held: list[ReadRow] = []
    for row in rows:
        if len(held) == count:
            end = _end_of_piece(held, row)
            yield tuple(held[:end])
            del held[:end]
        held.append(row)
    if held:
        yield tuple(held)


def _end_of_piece(held: Sequence[ReadRow], following: ReadRow) -> int:
    """Return how many of the rows come before the household that goes on; all of them if it is the only one."""
    key = following.reading.household_key
    end = len(held)
    while end and held[end - 1].reading.household_key == key:
        end -= 1
    return end or len(held)


def _read(opened: _Opened, survey: Survey, terms: ListTerms) -> Iterator[ReadRow]:
    read = read_rows(opened.rows(), terms=terms, survey=survey, income_unit_vnd=opened.income_unit_vnd)
    for row, reading in read:
        yield ReadRow(row.number, row.written, reading)


def _notes(opened: _Opened, survey: Survey) -> Iterator[Reason]:
    for found in opened.book.sheets:
        if found.is_hidden and found.rows:
            yield Reason("HIDDEN_SHEET", {"sheet": found.name, "rows": found.rows})
    if not NAME_FIELDS & set(opened.columns.values()):
        yield Reason("NO_NAME_COLUMN")
    if survey.days_are_mixed:
        yield Reason("DAYS_MIXED")


def _open(content: bytes, *, filename: str, sheet: str | None, columns: Mapping[int, ListField] | None) -> _Opened:
    book = open_workbook(content, filename=filename)
    chosen, top, at = _find_sheet(book, sheet)
    begins, depth = _header_rows(chosen, top, at)
    headers = join_headers([_with_spans(chosen, top[row], row) for row in range(begins, begins + depth)])
    rows_from = begins + depth
    if rows_from < len(top) and is_numbering(top[rows_from]):
        rows_from += 1
    guessed = guess_columns(headers)
    if columns is None:
        return _Opened(book, chosen, headers, begins, rows_from, guessed.columns, guessed.unsure)
    known = {place: ListField(name) for place, name in columns.items() if 0 <= place < len(headers)}
    return _Opened(book, chosen, headers, begins, rows_from, known, frozenset())


def _find_sheet(book: ListWorkbook, name: str | None) -> tuple[ListSheet, list[tuple[str, ...]], int]:
    """Return the sheet asked for, or the longest that has a header; its first rows, and which names the columns."""
    for offered in [name] if name is not None else book.offered():
        chosen = book.read_sheet(offered)
        top = [tuple(map(shown, row)) for row in islice(chosen.rows(), HEADER_WITHIN + HEADER_ROWS_MAX)]
        at = find_header(top)
        if at is not None:
            return chosen, top, at
    raise UnreadableList(
        "NO_HEADER",
        _(
            "Không tìm thấy hàng tiêu đề trong trang tính “%(sheet)s”: cần một hàng có tên các cột, trong đó "
            "có “Họ và tên”. Hãy thêm hàng tiêu đề, hoặc dùng tệp mẫu rồi gửi lại."
        )
        % {"sheet": chosen.name},
    )


def _header_rows(sheet: ListSheet, top: list[tuple[str, ...]], at: int) -> tuple[int, int]:
    """Return the first row of the header and how many it has: cells merged downwards say so, or words below."""
    begins, ends = at, at
    for (first, left), (last, right) in sheet.merged():
        if first <= at <= last and last - first < HEADER_ROWS_MAX:
            begins, ends = min(begins, first), max(ends, last)
        if first == at and right > left:
            ends = max(ends, at + 1)
    name_at = next(
        (place for place, text in enumerate(top[at]) if guess_columns([text]).columns.get(0) in NAME_FIELDS), None
    )
    below = top[at + 1] if at + 1 < len(top) else ()
    if ends == at and name_at is not None and _continues(top[at], below, name_at):
        ends = at + 1
    return begins, min(ends, at + HEADER_ROWS_MAX - 1) - begins + 1


def _continues(header: tuple[str, ...], below: tuple[str, ...], name_at: int) -> bool:
    """Tell whether a row goes on with the header above: words under columns that have none, none under the name."""
    if not any(below) or (name_at < len(below) and below[name_at]) or is_numbering(below):
        return False
    spoken = [place for place, text in enumerate(below) if text]
    nameless = [place for place in spoken if place >= len(header) or not header[place]]
    return bool(nameless) and not any(below[place].isdigit() for place in spoken)


def _with_spans(sheet: ListSheet, row: tuple[str, ...], at: int) -> tuple[str, ...]:
    """Return a row of a header with the text of a merged cell in every column that it covers."""
    texts = list(row)
    for (first, left), (last, right) in sheet.merged():
        if first <= at <= last and left < len(texts) and texts[left]:
            for place in range(left, min(right + 1, len(texts))):
                texts[place] = texts[left]
    return tuple(texts)
