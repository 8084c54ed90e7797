"""The frame of a flattened table: its lines, the title before it, its header, and the body under it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import Column, known_roles, looks_like_header, settle, split_header
from tantam.core.annex.numbering import labels_of
from tantam.core.annex.pieces import Piece
from tantam.core.text import fold, nfc

if TYPE_CHECKING:
    from tantam.core.annex.source import TextSource

DEFAULT_COLUMNS = (
    Column(Role.CONTENT, ""),
    Column(Role.LEAD, ""),
    Column(Role.COORD, ""),
    Column(Role.PRODUCT, ""),
    Column(Role.TIME, ""),
)
# The first word of a header that has lost its columns.
FIRST_WORDS = frozenset({"stt", "tt", "so", "noi", "nhiem", "ten", "cong", "ma"})
_UNKNOWN_WORDS_MAX = 6
_HEADER_LINES_MAX = 24
COLUMN_NUMBERS = re.compile(r"^\(?\d{1,2}\)?(?:\s+\(?\d{1,2}\)?)+$|^(?:\(\d{1,2}\)\s*)+$")


def pieces_of(source: TextSource) -> list[Piece]:
    """Return the lines that are not blank, each with the number of blank lines before it."""
    pieces = []
    gap, page_start = 0, False
    for line in source.lines:
        text = " ".join(nfc(line.text).split())
        page_start = page_start or line.page_start
        if not text:
            gap += 1
            continue
        pieces.append(Piece(line.number, text, gap, page_start))
        gap, page_start = 0, False
    return pieces


@dataclass(frozen=True)
class Frame:
    """The text without its rows: title before, columns, and the pieces that belong to the table's body."""

    title: tuple[Piece, ...]
    columns: tuple[Column, ...]
    header: tuple[Piece, ...]
    body: tuple[Piece, ...]
    has_header: bool


def find_frame(pieces: list[Piece]) -> Frame:
    """Find the header of the table; pieces before it are the title, repeats of it are left out of the
    body.
    """
    for start in range(len(pieces)):
        columns, end = _header_at(pieces, start)
        if columns:
            header = pieces[start:end]
            body = _without_repeats(pieces[end:], header)
            return Frame(tuple(pieces[:start]), columns, tuple(header), tuple(body), has_header=True)
    start = next((place for place, piece in enumerate(pieces) if _first_number(piece)), len(pieces))
    return Frame(tuple(pieces[:start]), DEFAULT_COLUMNS, (), tuple(pieces[start:]), has_header=False)


def _first_number(piece: Piece) -> bool:
    return any(label.value == 1 for label in labels_of(piece.text))


def _header_at(pieces: list[Piece], start: int) -> tuple[tuple[Column, ...], int]:
    """Return the columns of the header that starts here and where it ends, or nothing."""
    if fold(pieces[start].text).split(" ", 1)[0] not in FIRST_WORDS:
        return (), start
    words: list[str] = []
    end = start
    for place in range(start, min(start + _HEADER_LINES_MAX, len(pieces))):
        text = pieces[place].text
        if place > start and (_first_number(pieces[place]) or COLUMN_NUMBERS.match(text)):
            break
        words += text.split()
        end = place + 1
    named = split_header(words)
    columns = settle([column for column in named if column.role != Role.NO])
    if not looks_like_header(columns) or not _plausible(named):
        return (), start
    return tuple(columns), _after_column_numbers(pieces, end)


def _plausible(columns: list[Column]) -> bool:
    """Tell a header from a title with some of its words: nothing long is unknown, the number column
    comes first.
    """
    numbers = [place for place, column in enumerate(columns) if column.role == Role.NO]
    unknown = [column for column in columns if column.role == Role.OTHER]
    brief = all(len(column.title.split()) <= _UNKNOWN_WORDS_MAX for column in unknown)
    enough = len(known_roles(columns) - {Role.NO}) >= (2 if numbers else 3)
    return enough and brief and numbers in ([], [0]) and len(unknown) <= 2


def _after_column_numbers(pieces: list[Piece], end: int) -> int:
    """Skip the row of column numbers, on one line or one number a line."""
    while end < len(pieces) and COLUMN_NUMBERS.match(pieces[end].text):
        end += 1
    count = 0
    while end + count < len(pieces) and pieces[end + count].text == str(count + 1):
        count += 1
    return end + count if count >= 3 else end


def _without_repeats(pieces: list[Piece], header: list[Piece]) -> list[Piece]:
    """Leave out repeats of the header; what follows one starts a page."""
    wanted = [fold(piece.text) for piece in header]
    kept: list[Piece] = []
    place, page_start = 0, False
    while place < len(pieces):
        if wanted and [fold(piece.text) for piece in pieces[place : place + len(wanted)]] == wanted:
            place += len(wanted)
            page_start = True
            continue
        piece = pieces[place]
        kept.append(replace(piece, page_start=True) if page_start else piece)
        page_start = False
        place += 1
    return kept
