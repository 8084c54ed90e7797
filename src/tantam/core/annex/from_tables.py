"""Read an annex from real tables: any order of columns, merged cells, group rows, tables cut by pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tantam.core.annex.assembly import RawRow, assemble, visible
from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import Column
from tantam.core.annex.numbering import Label, Level, Position, Style, code_of, labels_of
from tantam.core.annex.reading import AnnexReading, Doubt, DoubtCode, Leftover
from tantam.core.annex.table_cells import cell_text, without_contacts
from tantam.core.annex.table_header import Grid, TableHeader, find_header, grid_of, is_repeat
from tantam.core.annex.title_date import date_in_title
from tantam.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tantam.core.annex.source import Cell, TableSource
    from tantam.core.annex.vocabulary import Vocabulary
    from tantam.core.working_days import DaysOff

# Serial day numbers of spreadsheets that stand for days from 2000 to 2099.
_SERIAL_MIN, _SERIAL_MAX = 36_526, 73_050
_SERIAL_ZERO = date(1899, 12, 30)
_FREE_CODE = re.compile(r"^[\w./\-]{2,40}$")
_PAGE_NUMBER = re.compile(r"^\s*(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*$", re.IGNORECASE)
_CONTACT_TITLES = ("email", "dt", "sdt", "dien thoai", "so dien thoai")
_SHORT_LABEL = re.compile(r"^(?:\d{1,3}|[a-zđ]|[IVX]{1,5}|[A-Z])[.)]?$")


@dataclass
class _Builder:
    """The rows read so far, and where in the numbering they stand."""

    rows: list[RawRow] = field(default_factory=list)
    position: Position = ()
    left: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    groups: int = 0


@dataclass(frozen=True)
class _Places:
    """Which column of a table plays which role."""

    columns: tuple[Column, ...]
    number: int | None
    letter: int | None
    content: int

    def party(self) -> list[int]:
        """Return the columns after the number columns."""
        return [place for place in range(len(self.columns)) if place not in (self.number, self.letter)]


def read_tables(
    source: TableSource, *, vocabulary: Vocabulary, issued_on: date | None, days_off: DaysOff | None = None
) -> AnnexReading:
    """Read the tables of an annex; if none holds tasks, everything is left over and a doubt says so."""
    builder = _Builder()
    header: TableHeader | None = None
    places: _Places | None = None
    for table in source.tables:
        grid = grid_of(table)
        if not grid.height:
            continue
        start, found = 0, find_header(grid)
        if found is not None and (header is None or not is_repeat(grid, found.first, header)):
            header, places, start = found, _places(grid, found), found.end
            _take_title(grid, range(found.first), builder)
        if header is None or places is None or len(grid.origins[0]) != len(places.columns):
            _leave_over(grid, range(grid.height), builder)
            continue
        _read_rows(grid, start, header, places, builder)
    return _finish(source, builder, places, vocabulary=vocabulary, issued_on=issued_on, days_off=days_off)


def _finish(
    source: TableSource,
    builder: _Builder,
    places: _Places | None,
    *,
    vocabulary: Vocabulary,
    issued_on: date | None,
    days_off: DaysOff | None,
) -> AnnexReading:
    lines = [cell.text for cell in source.before if not _PAGE_NUMBER.match(cell.text)]
    title = " ".join(" ".join([*lines, *builder.title]).split())
    cells = [cell for table in source.tables for row in table.rows for cell in row]
    total = sum(visible(cell.text) for cell in (*cells, *source.before, *source.after))
    doubts = [Doubt(DoubtCode.FORMULA, "", f"{address}: {what}") for address, what in source.notes]
    if not builder.rows:
        everything = tuple(
            Leftover(cell.address, cell.text) for cell in (*source.before, *cells, *source.after) if cell.text.strip()
        )
        doubts.append(Doubt(DoubtCode.NO_TABLE))
        return assemble(
            [],
            title="",
            left=everything,
            doubts=doubts,
            total=total,
            vocabulary=vocabulary,
            issued_on=issued_on,
        )
    if places is not None:
        doubts += [
            Doubt(DoubtCode.UNKNOWN_COLUMN, "", column.title)
            for place, column in enumerate(places.columns)
            if column.role == Role.OTHER and column.title and place not in (places.number, places.letter)
        ]
    after = [
        Leftover(cell.address, cell.text)
        for cell in source.after
        if cell.text.strip() and not _PAGE_NUMBER.match(cell.text)
    ]
    _name_groups(builder.rows)
    return assemble(
        builder.rows,
        title=title,
        left=(*builder.left, *after),
        doubts=[*doubts, *builder.doubts],
        total=total,
        vocabulary=vocabulary,
        issued_on=issued_on or date_in_title(title),
        days_off=days_off,
    )


def _name_groups(rows: list[RawRow]) -> None:
    """Take a row at the top that has rows below and nobody of its own for a group."""
    parents = {row.parent for row in rows}
    for row in rows:
        if not row.parent and row.code in parents and not row.has_lead:
            row.group = True


def _take_title(grid: Grid, rows: range, builder: _Builder) -> None:
    """Take the cells above the header for the title."""
    builder.title += [cell.text for row in rows for cell in grid.table.rows[row] if cell.text.strip()]


def _leave_over(grid: Grid, rows: range, builder: _Builder) -> None:
    """Record cells that no task takes."""
    for row in rows:
        for cell in grid.table.rows[row]:
            if cell.text.strip() and not _PAGE_NUMBER.match(cell.text):
                builder.left.append(Leftover(cell.address, cell.text))


def _places(grid: Grid, header: TableHeader) -> _Places:
    """Find the number columns: the one named so, and one of letters between it and the content."""
    columns = list(header.columns)
    contents = [place for place, column in enumerate(columns) if column.role == Role.CONTENT]
    number = next((place for place, column in enumerate(columns) if column.role == Role.NO), None)
    content = contents[0]
    letter = None
    if _is_label_column(grid, header.end, content):
        letter = content
        later = [place for place in range(content + 1, len(columns)) if _reads_content(columns[place])]
        if later:
            content = later[0]
            columns[letter] = Column(Role.OTHER, columns[letter].title)
            columns[content] = Column(Role.CONTENT, columns[content].title)
    elif number is not None and content - number == 2 and _is_label_column(grid, header.end, number + 1):
        letter = number + 1
    if letter == content:
        letter = None
    return _Places(tuple(columns), number, letter, content)


def _reads_content(column: Column) -> bool:
    plain = fold(column.title)
    return column.role == Role.CONTENT or plain.startswith(("noi dung", "nhiem vu", "cong viec"))


def _is_label_column(grid: Grid, start: int, column: int) -> bool:
    own = [grid.own(row, column) for row in range(start, grid.height)]
    # A group's title may reach over the letter column; it says nothing about it.
    texts = [cell.text.strip() for cell in own if cell is not None and cell.columns == 1]
    filled = [text for text in texts if text]
    return bool(filled) and all(_SHORT_LABEL.match(text) for text in filled)


def _read_rows(grid: Grid, start: int, header: TableHeader, places: _Places, builder: _Builder) -> None:
    row = start
    while row < grid.height:
        repeated = is_repeat(grid, row, header)
        if repeated:
            row += repeated
            continue
        if not _is_page_number_row(grid, row, places):
            _read_row(grid, row, places, builder)
        row += 1


def _is_page_number_row(grid: Grid, row: int, places: _Places) -> bool:
    filled = [cell.text for cell in grid.table.rows[row] if cell.text.strip()]
    alone = len(filled) == 1 and bool(_PAGE_NUMBER.match(filled[0]))
    merged = any(grid.origins[row][place][0] < row and grid.cell(row, place).text.strip() for place in places.party())
    return not filled or (alone and not merged)


def _read_row(grid: Grid, row: int, places: _Places, builder: _Builder) -> None:
    label, from_content = _label_text(grid, row, places)
    if label is None:
        _continue_row(grid, row, places, builder)
        return
    raw = RawRow(code="", parent="", cells={}, source=_addresses(grid, row))
    _fill(raw, grid, row, places, skip=from_content)
    _number(raw, label, builder)
    parent = raw.extras.pop("parent", "")
    if parent:
        raw.parent = parent
    builder.rows.append(raw)


def _label_text(grid: Grid, row: int, places: _Places) -> tuple[list[str] | None, str]:
    """Return the texts that number this row, outermost first, and the label cut off from the content, if
    any.
    """
    texts = []
    for place in (places.number, places.letter):
        own = grid.own(row, place) if place is not None else None
        if own is not None and own.columns == 1 and own.text.strip():
            texts.append(" ".join(own.text.split()))
    if texts:
        return texts, ""
    if places.number is None and _content_of(grid, row, places):
        return [""], ""
    spanning = _spanning(grid, row)
    if spanning is not None:
        labels = labels_of(spanning.text.split("\n")[0])
        if labels and labels[0].rest:
            return [labels[0].printed], labels[0].rest
        if spanning.columns >= len(grid.origins[row]) - 1:
            return ["§"], ""
    return None, ""


def _content_of(grid: Grid, row: int, places: _Places) -> str:
    own = grid.own(row, places.content)
    return own.text.strip() if own is not None else ""


def _spanning(grid: Grid, row: int) -> Cell | None:
    """Return the cell that reaches over several columns of this row and is alone in it."""
    own = [cell for place, cell in enumerate(grid.table.rows[row]) if grid.own(row, place) and cell.text.strip()]
    return own[0] if len(own) == 1 and own[0].columns > 1 else None


def _addresses(grid: Grid, row: int) -> tuple[str, ...]:
    cells = (grid.cell(row, place) for place in range(len(grid.origins[row])))
    return tuple(dict.fromkeys(cell.address for cell in cells if cell.text.strip()))


def _cells_of(grid: Grid, row: int, places: _Places) -> Iterator[tuple[Column, Cell]]:
    """Give each column's cell in this row; a cell merged from above counts, one from the left does not."""
    for place in places.party():
        origin_row, origin_column = grid.origins[row][place]
        cell = grid.table.rows[origin_row][origin_column]
        spans_content = origin_column <= places.content < origin_column + cell.columns
        if cell.text.strip() and (origin_column == place or (place == places.content and spans_content)):
            column = places.columns[places.content] if spans_content else places.columns[place]
            yield column, cell


def _fill(raw: RawRow, grid: Grid, row: int, places: _Places, *, skip: str = "") -> None:
    for column, cell in _cells_of(grid, row, places):
        text = cell_text(cell.text, column.role, wrapped=grid.table.wrapped)
        if skip and column.role == Role.CONTENT:
            text = cell_text(skip + cell.text.split(skip, 1)[-1], column.role, wrapped=grid.table.wrapped)
        _set(raw, column, text)


def _set(raw: RawRow, column: Column, text: str) -> None:
    if column.role == Role.START:
        text = _date_of_serial(text)
    if column.role == Role.TIME:
        text = _date_of_serial(text) if not column.in_days else text
        raw.in_days = column.in_days
    if column.role == Role.PARENT:
        raw.extras["parent"] = text
    elif column.role in (Role.OTHER, Role.OWNER):
        kept, contacts = without_contacts(text)
        named_contact = fold(column.title).split(" - ")[-1] in _CONTACT_TITLES
        if contacts or named_contact:
            raw.doubts.append((DoubtCode.PHONE_LEFT_OUT, column.title))
        if kept and not named_contact:
            raw.extras[column.title or column.role.value] = kept
    else:
        raw.cells[column.role] = text


def _date_of_serial(text: str) -> str:
    found = re.fullmatch(r"(\d{5})(?:\.0)?", text)
    if found and _SERIAL_MIN <= int(found[1]) <= _SERIAL_MAX:
        return (_SERIAL_ZERO + timedelta(days=int(found[1]))).strftime("%d/%m/%Y")
    return text


def _number(raw: RawRow, texts: Sequence[str], builder: _Builder) -> None:
    """Give the row its code and its place in the numbering."""
    if texts == ["§"]:
        builder.groups += 1
        builder.position = (Level(Style.PART, builder.groups, ""),)
        raw.code, raw.group = f"§{builder.groups}", True
        return
    if texts == [""]:
        raw.code = str(len(builder.rows) + 1)
        return
    for text in texts:
        labels = [label for label in labels_of(text) if not label.rest]
        label = _fitting(labels, builder.position)
        if label is None:
            raw.code = text.strip(" .)") if _FREE_CODE.match(text.strip(" .)")) else text
            raw.parent = _dotted_parent(raw.code, builder.rows)
            return
        outer = tuple(level for level in builder.position if level.style < label.style)
        builder.position = (*outer, Level(label.style, label.value, label.printed, label.path))
    raw.code = _code(builder.position)
    raw.parent = _code(builder.position[:-1]) if len(builder.position) > 1 else ""
    raw.group = builder.position[-1].style <= Style.ROMAN
    if builder.position[-1].style == Style.DOTTED:
        raw.parent = _dotted_parent(raw.code, builder.rows) or raw.parent


def _fitting(labels: Sequence[Label], position: Position) -> Label | None:
    """Return the reading of a label that goes on from the position: "C" after "B" is a letter, not a
    hundred.
    """
    if not labels:
        return None
    known = {level.style: level.value for level in position}
    following = [label for label in labels if known.get(label.style, 0) + 1 == label.value]
    return (following or list(labels))[0]


def _code(position: Position) -> str:
    if position and position[0].style == Style.PART and not position[0].printed:
        head = f"§{position[0].value}"
        rest = code_of(position[1:])
        return f"{head}.{rest}" if rest else head
    return code_of(position)


def _dotted_parent(code: str, rows: Sequence[RawRow]) -> str:
    """Return the row above whose code this one's begins with ("N01" for "N01.1"), or nothing."""
    known = {row.code for row in rows}
    while "." in code:
        code = code.rpartition(".")[0]
        if code in known:
            return code
    return ""


def _continue_row(grid: Grid, row: int, places: _Places, builder: _Builder) -> None:
    """Add a row without a number to the row above it."""
    if not builder.rows:
        _leave_over(grid, range(row, row + 1), builder)
        return
    raw = builder.rows[-1]
    for place in places.party():
        own = grid.own(row, place)
        if own is None or not own.text.strip():
            continue
        column = places.columns[place]
        if own.columns > 1 and place <= places.content < place + own.columns:
            column = places.columns[places.content]
        text = cell_text(own.text, column.role, wrapped=grid.table.wrapped)
        before = raw.cells.get(column.role, "")
        if column.role in (Role.OTHER, Role.OWNER, Role.PARENT) or not before:
            _set(raw, column, text)
        else:
            raw.cells[column.role] = join_cut(before, text, column.role)
    raw.source = tuple(dict.fromkeys((*raw.source, *_addresses(grid, row))))


def join_cut(before: str, after: str, role: Role) -> str:
    """Join the two parts of a cell that a page cut: a sentence goes on, or a new paragraph begins."""
    goes_on = after[:1].islower() or before[-1:] in ",-–(" or after[:1].isdigit()
    ended = before[-1:] in '.:;!”"'
    if role == Role.CONTENT and ended and not goes_on:
        return f"{before}\n{after}"
    return f"{before} {after}"
