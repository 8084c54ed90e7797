"""Rows that go on after the end of a page: every column may continue, in the order of the columns."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tantam.core.annex.columns import EMPTY_COSTS, Carried, Layout, RowScorer, split_row
from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import PARTY_ROLES
from tantam.core.deadlines import UNPARSED, read_deadline

if TYPE_CHECKING:
    from tantam.core.annex.pieces import Piece
    from tantam.core.annex.rows import TextRow
    from tantam.core.annex.vocabulary import Vocabulary

# What it costs to say that a page ended here though nothing shows it.
_HIDDEN_PAGE_COST = 150
_SHOWN_PAGE_GAIN = 100
_HIDDEN_TRIES_MAX = 6


@dataclass(frozen=True)
class RowCut:
    """The lines of a row by column, and by how much this way of cutting wins."""

    cells: dict[int, list[Piece]]
    weight: int
    margin: int
    breaks: tuple[int, ...] = ()
    title: bool = False


def cut_row(row: TextRow, layout: Layout, vocabulary: Vocabulary) -> RowCut:
    """Cut a row into its columns, with or without an end of a page inside."""
    if not row.pieces:
        return RowCut({}, 0, 10_000)
    if row.is_group:
        title = _title_cut(row, layout)
        if title is not None:
            return title
    shown = [place for place, piece in enumerate(row.pieces) if place and piece.page_start]
    whole = _cut_parts(row, [], layout, vocabulary)
    tries = [_cut_parts(row, shown, layout, vocabulary)] if shown else []
    if shown and len(shown) > 1:
        tries += [_cut_parts(row, [place], layout, vocabulary) for place in shown]
    if not shown:
        tries = [
            _cut_parts(row, [place], layout, vocabulary, toll=_HIDDEN_PAGE_COST)
            for place in _hidden_breaks(row, layout)
        ]
    return max([whole, *tries], key=lambda cut: cut.weight)


def _title_cut(row: TextRow, layout: Layout) -> RowCut | None:
    """Return the title of a group, if all of its lines are one sentence across the page."""
    measure = layout.measure
    widths = [measure(piece.text) for piece in row.pieces]
    across = all(width > layout.content_width for width in widths[:-1])
    if (len(widths) > 1 and across) or len(widths) == 1:
        return RowCut({_content(layout): list(row.pieces)}, 0, 10_000, title=True)
    return None


def _content(layout: Layout) -> int:
    return next(place for place, column in enumerate(layout.columns) if column.role == Role.CONTENT)


def _hidden_breaks(row: TextRow, layout: Layout) -> list[int]:
    """Return where a page may have ended unseen: a line in mid-sentence after a time, or a wide after a
    narrow one.
    """
    found = []
    for place in range(1, len(row.pieces)):
        before, piece = row.pieces[place - 1], row.pieces[place]
        wide = 4 * layout.measure(piece.text) >= 3 * layout.content_width
        narrow = 2 * layout.measure(before.text) <= layout.content_width
        if piece.starts_lower and ((wide and narrow) or (narrow and _reads_as_time(before))):
            found.append(place)
    return found[:_HIDDEN_TRIES_MAX]


def _reads_as_time(piece: Piece) -> bool:
    return piece.starts_upper and read_deadline(piece.text, issued_on=None).kind != UNPARSED


def _cut_parts(row: TextRow, breaks: list[int], layout: Layout, vocabulary: Vocabulary, *, toll: int = 0) -> RowCut:
    """Cut each page's part of a row, later parts going on with the columns of earlier ones."""
    cells: dict[int, list[Piece]] = {}
    weight, margin = (_SHOWN_PAGE_GAIN if breaks and not toll else 0) - toll, 10_000
    edges = [0, *breaks, len(row.pieces)]
    for start, end in itertools.pairwise(edges):
        pieces = row.pieces[start:end]
        carried = {column: _carried(column, held, layout, vocabulary) for column, held in cells.items()}
        scorer = RowScorer(pieces, layout, vocabulary, carried, cut_below=end < len(row.pieces))
        split = split_row(scorer, with_children=row.has_children, continued=bool(breaks))
        weight += split.weight
        margin = min(margin, split.margin)
        for cut in split.cuts:
            cells.setdefault(cut.column, []).extend(pieces[cut.start : cut.end])
    if breaks and not row.has_children:
        missing = [column.role for place, column in enumerate(layout.columns) if place not in cells]
        weight -= sum(EMPTY_COSTS[role] - EMPTY_COSTS[role] // 5 * (len(edges) - 1) for role in missing)
    return RowCut(cells, weight, margin, tuple(breaks))


def _carried(column: int, held: list[Piece], layout: Layout, vocabulary: Vocabulary) -> Carried:
    text = " ".join(piece.text for piece in held)
    last = held[-1]
    if layout.columns[column].role in PARTY_ROLES:
        scorer = RowScorer(held, layout, vocabulary)
        complete = scorer.words.party_end(len(held) - 1, open_end=last.ends_open) > 0
    else:
        complete = last.text.endswith(".") and layout.columns[column].role == Role.CONTENT
    return Carried(text, last.text, complete)
