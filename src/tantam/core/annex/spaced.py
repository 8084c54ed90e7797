"""Tables whose columns are kept apart by spaces, as `pdftotext -layout` prints them, cut back into cells.

The header says which columns there are and about where they begin. A converter moves the columns of each
row by some places, so every row is cut by itself: where no word of the row is cut in two and as many of
its lines as possible begin a word after a wide gap.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import PARTY_ROLES
from tantam.core.annex.pieces import Piece
from tantam.core.annex.prose_words import FOOT
from tantam.core.annex.source import Cell, Table, TableSource, TextSource
from tantam.core.annex.spaced_header import SpacedHeader, find_spaced_header, segments_of
from tantam.core.annex.vocabulary import PRODUCT_HEAD_KEYS, TIME_HEAD_KEYS, starts_with_actor, starts_with_head
from tantam.core.annex.widths import first_word
from tantam.core.text import full_keys, nfc

_SPACED_LINES_MIN = 3
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5}|[A-K])[.)]?$")
_PAGE_NUMBER = re.compile(r"^(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?$")
_TAB_STOPS = 8
# What speaks for a place as the start of a column: a word after a wide gap, a word, the name of a unit.
_WIDE_GAP, _ANY_GAP, _RIGHT_WORD, _WRONG_WORD, _CUT_WORD = 40, 10, 60, 120, 100
# What speaks against each place farther from where a column usually begins; more if all rows agree.
_FARTHER, _FARTHER_IF_STEADY = 1, 60
# How far a column may begin behind its title.
_SHIFTED = 3
# How far the columns of a row may stand from where they usually do, and how narrow they may become.
_TO_THE_LEFT, _TO_THE_RIGHT, _NARROWER_PER_CENT = 20, 10, 40
# A word may begin so many places before its column, where a converter had to squeeze.
_SQUEEZED = 2
_ODD_PER_CENT = 2


@dataclass
class _Row:
    """The lines of one row, page by page, with their numbers in the source."""

    parts: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    label: str = ""

    def add(self, line: str, number: int, *, new_page: bool) -> None:
        """Add a line, on the next page if a page ended before it."""
        if new_page or not self.parts:
            self.parts.append([])
        self.parts[-1].append(line)
        self.numbers.append(number)


@dataclass(frozen=True)
class SpacedTable:
    """The table as cells, and for the address of each row the lines it came from."""

    source: TableSource
    lines: dict[str, tuple[str, ...]]


def spaced_table(source: TextSource) -> SpacedTable | None:
    """Return the table of a text in columns of spaces, or None if the text is not laid out like that."""
    texts = [nfc(line.text).expandtabs(_TAB_STOPS).rstrip() for line in source.lines]
    if sum(1 for text in texts if len(segments_of(text)) > 2) < _SPACED_LINES_MIN:
        return None
    header = find_spaced_header(texts)
    if header is None:
        return None
    guide = _guide(texts[header.end :], header)
    rows, foot = _rows(source, texts, header, content=guide[1])
    if not rows:
        return None
    edges = _settled_edges(rows, header, guide)
    width = len(header.columns)
    cells = [tuple(Cell(column.title, f"{source.lines[header.first].number}") for column in header.columns)]
    cut = [_cut(row, edge) for row, edge in zip(rows, edges, strict=True)]
    content = next(place for place, column in enumerate(header.columns) if column.role == Role.CONTENT)
    room = _room([parts[content] for parts in cut if parts])
    for row, parts in zip(rows, cut, strict=True):
        cells.append(_cells(row, parts, width, content=content, room=room))
    return SpacedTable(
        TableSource(
            (Table(tuple(cells)),),
            before=_around(source, texts, range(header.first)),
            after=_around(source, texts, foot),
        ),
        {str(row.numbers[0]): tuple(map(str, row.numbers)) for row in rows},
    )


def _around(source: TextSource, texts: list[str], places: range) -> tuple[Cell, ...]:
    return tuple(
        Cell(" ".join(texts[place].split()), str(source.lines[place].number))
        for place in places
        if texts[place].strip()
    )


def _rows(source: TextSource, texts: list[str], header: SpacedHeader, *, content: int) -> tuple[list[_Row], range]:
    """Return the rows under the header, and the lines after the last one."""
    repeated = {" ".join(text.split()) for text in texts[header.first : header.end]}
    rows: list[_Row] = []
    new_page = False
    for place in range(header.end, len(texts)):
        text = texts[place]
        words = " ".join(text.split())
        new_page = new_page or source.lines[place].page_start or words in repeated
        if not words or words in repeated:
            continue
        start = len(text) - len(text.lstrip())
        if FOOT.match(words) and rows:
            return rows, range(place, len(texts))
        if _PAGE_NUMBER.match(words) and start >= content and (new_page or _stands_apart(source, texts, place)):
            continue
        label = first_word(words)
        if start < content and _NUMBER.match(label):
            rows.append(_Row(label=label))
        if rows:
            rows[-1].add(text, source.lines[place].number, new_page=new_page)
        new_page = False
    return rows, range(len(texts), len(texts))


def _stands_apart(source: TextSource, texts: list[str], place: int) -> bool:
    """Tell whether a page ends after this line, or blank lines keep it apart."""
    if place + 1 == len(texts) or source.lines[place + 1].page_start:
        return True
    return not texts[place - 1].strip() or not texts[place + 1].strip()


# Where the columns of a row begin.


def _guide(lines: list[str], header: SpacedHeader) -> tuple[int, ...]:
    """Return about where each column begins: where most words follow a wide gap, between two titles.

    A title may stand in the middle of its column, so the column begins behind the title before it, and not
    far behind the beginning of its own.
    """
    counts = Counter(segment.start for line in lines for segment in segments_of(line))
    found = [0]
    for column in range(1, len(header.columns)):
        places = range(max(header.ends[column - 1], found[-1] + 1), header.starts[column] + _SHIFTED + 1)
        best = max(places, key=lambda place: (counts[place], place), default=header.starts[column])
        found.append(best if counts[best] else header.starts[column])
    return tuple(found)


def _settled_edges(
    rows: list[_Row], header: SpacedHeader, guide: tuple[int, ...]
) -> list[list[tuple[int, ...]] | None]:
    """Return where the columns of each part of a row begin, or None for a row whose title reaches over them.

    The guide serves the first round only; the second is guided by what the rows showed.
    """
    expected = guide
    farther = (_FARTHER,) * len(guide)
    edges: list[list[tuple[int, ...]] | None] = []
    for _ in range(2):
        edges = [
            None if _reaches_over(row, expected) else [_edges(part, header, expected, farther) for part in row.parts]
            for row in rows
        ]
        shown = [part for parts in edges if parts is not None for part in parts]
        if not shown:
            break
        expected = tuple(sorted(column)[len(column) // 2] for column in zip(*shown, strict=True))
        lines = [line for row, parts in zip(rows, edges, strict=True) if parts for part in row.parts for line in part]
        farther = tuple(_FARTHER_IF_STEADY if _cuts_no_word(lines, place) else _FARTHER for place in expected)
    return edges


def _cuts_no_word(lines: list[str], place: int) -> bool:
    """Tell whether this place is blank before in every line, as where the columns of all rows agree."""
    return not any(line[max(0, place - 1) : place].strip() for line in lines)


def _edges(
    lines: list[str], header: SpacedHeader, expected: tuple[int, ...], farther: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the columns' places that together have most in favour of them, from left to right."""
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    for column in range(1, len(expected)):
        least = (expected[column] - expected[column - 1]) * _NARROWER_PER_CENT // 100
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for place in range(max(1, expected[column] - _TO_THE_LEFT), expected[column] + _TO_THE_RIGHT + 1):
            ways = [way for before, way in best.items() if before + max(least, 1) <= place]
            if ways:
                before, places = max(ways)
                weight = _weight(lines, place, header.columns[column].role)
                weight -= farther[column] * abs(place - expected[column])
                following[place] = (before + weight, (*places, place))
        best = following
    return max(best.values())[1] if best else expected


def _reaches_over(row: _Row, expected: tuple[int, ...]) -> bool:
    """Tell whether the row is one sentence across the columns, as the titles of groups are."""
    if len(expected) < 3:
        return False
    first = row.parts[0][0]
    lines = [first.replace(row.label, " " * len(row.label), 1), *[line for part in row.parts for line in part][1:]]
    return len(first) > expected[2] and all(len(segments_of(line)) < 2 for line in lines)


def _weight(lines: list[str], place: int, role: Role) -> int:
    """Return what speaks for a column of this role beginning at this place of a row's lines.

    A word after a single space speaks for it only if another line, or its first words, do so too; else it
    would cut a sentence in two.
    """
    weight, clear, narrow = 0, False, 0
    first = True
    for line in lines:
        if place <= len(line) and line[place - 1 : place].strip():
            weight -= _CUT_WORD
        elif line[place : place + 1].strip():
            wide = not line[max(0, place - 2) : place].strip()
            fit = _fit(line, place, role) if first else 0
            weight += _WIDE_GAP * wide + (_RIGHT_WORD if fit > 0 else _WRONG_WORD) * fit
            clear = clear or wide or fit > 0
            narrow += not wide
            first = False
    return weight + (_ANY_GAP * narrow if clear else -_CUT_WORD * narrow)


def _fit(line: str, place: int, role: Role) -> int:
    """Return 1 if the first words of a cell are such as this column has, -1 if another column has them."""
    text = line[place:]
    keys = list(full_keys(text[:60]))
    time, product = starts_with_head(keys, 0, TIME_HEAD_KEYS), starts_with_head(keys, 0, PRODUCT_HEAD_KEYS)
    large = text[:1].isupper()
    if role in PARTY_ROLES:
        listed = line[:place].rstrip().endswith((",", ";", " và"))
        if starts_with_actor(keys, 0):
            return int(not listed and (large or text.startswith("các ")))
        return -int(large and (time or product))
    if role == Role.TIME:
        return int(large and time)
    if role == Role.PRODUCT and large:
        return int(product and not line[:place].rstrip().endswith((",", " và"))) - int(time and not product)
    return 0


# From lines to cells.


def _cut(row: _Row, edges: list[tuple[int, ...]] | None) -> list[list[str]] | None:
    """Return the lines of each cell."""
    if edges is None:
        return None
    cells: list[list[str]] = [[] for _ in edges[0]]
    for lines, places in zip(row.parts, edges, strict=True):
        for line in lines:
            words: list[list[str]] = [[] for _ in places]
            for word in re.finditer(r"\S+", line):
                words[_column_of(word.start(), word.end(), places)].append(word.group())
            for column, found in enumerate(words):
                if found:
                    cells[column].append(" ".join(found))
    return cells


def _column_of(start: int, end: int, edges: tuple[int, ...]) -> int:
    """Return the column of a word: the last that begins before it, or right behind its first letters."""
    squeezed = start + min(_SQUEEZED, end - start - 1)
    return max(place for place, edge in enumerate(edges) if edge <= squeezed)


def _cells(row: _Row, parts: list[list[str]] | None, width: int, *, content: int, room: int) -> tuple[Cell, ...]:
    address = str(row.numbers[0])
    if parts is None:
        title = (
            " ".join(word for part in row.parts for line in part for word in line.split())
            .removeprefix(row.label)
            .strip()
        )
        covered = (Cell("", address, covered=True) for _ in range(width - 2))
        return (Cell(row.label, address), Cell(title, address, columns=width - 1), *covered)
    return tuple(
        Cell(_paragraphs(lines, room) if place == content else " ".join(lines), address)
        for place, lines in enumerate(parts)
    )


def _paragraphs(lines: list[str], room: int) -> str:
    """Rejoin lines that the width of the column broke; a line with room for the next word ends a paragraph."""
    pieces = [Piece(0, line, 0) for line in lines]
    text = pieces[0].text if pieces else ""
    for before, piece in itertools.pairwise(pieces):
        ended = _with_next(before.text, piece.text) <= room and before.ends_sentence and piece.starts_upper
        text += ("\n" if piece.bullet or ended else " ") + piece.text
    return text


def _with_next(line: str, following: str) -> int:
    return len(line) + 1 + len(first_word(following))


def _room(cells: list[list[str]]) -> int:
    """Return the length up to which the next word would have fitted on a line.

    Lines broken in mid-sentence show it: all but the oddest of them had no room for the next word.
    """
    broken = sorted(
        _with_next(before, line) for lines in cells for before, line in itertools.pairwise(lines) if line[:1].islower()
    )
    longest = max((len(line) for lines in cells for line in lines), default=0)
    return min(longest, broken[len(broken) * _ODD_PER_CENT // 100] - 1) if broken else longest
