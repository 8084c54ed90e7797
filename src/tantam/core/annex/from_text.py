"""Read an annex from a text that has lost its columns.

Four steps: the header gives the order of the columns; the numbers that fit the sequence start the rows;
each row's lines are cut into columns, twice, the second time with the widths that the first time
showed; the cells are read.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tantam.core.annex.assembly import RawRow, assemble, visible
from tantam.core.annex.columns import UNSURE_BELOW, Layout
from tantam.core.annex.frame import find_frame, pieces_of
from tantam.core.annex.header_words import Role
from tantam.core.annex.numbering import Candidate, Style, Verdict, code_of, labels_of, number_rows
from tantam.core.annex.pages import RowCut, cut_row
from tantam.core.annex.reading import AnnexReading, Doubt, DoubtCode, Leftover
from tantam.core.annex.rows import TextRow, rows_of
from tantam.core.annex.side_by_side import unglued
from tantam.core.annex.title_date import date_in_title
from tantam.core.annex.vocabulary import TIME_HEAD_KEYS, Vocabulary, starts_with_actor, starts_with_head
from tantam.core.annex.widths import choose_measure, first_word
from tantam.core.deadlines import UNPARSED, read_deadline
from tantam.core.text import full_keys

if TYPE_CHECKING:
    from datetime import date

    from tantam.core.annex.headers import Column
    from tantam.core.annex.pieces import Piece
    from tantam.core.annex.source import TextSource
    from tantam.core.working_days import DaysOff

_LEARN_FROM = 4
# What it costs to leave lines after the last row out of it, and each line more.
_TAIL_COST, _TAIL_LINE_COST, _TAIL_LINES_MAX = 120, 15, 25
# Without a header the reader believes its own guess only for this many rows, most of them complete.
_GUESS_ROWS_MIN = 3


def number_pieces(body: list[Piece], usual_gap: int) -> list[Verdict]:
    """Say of every piece that may be a number what it is."""
    candidates = []
    for place, piece in enumerate(body):
        labels = tuple(labels_of(piece.text))
        if not labels:
            continue
        before = body[place - 1] if place else None
        after = body[place + 1] if place + 1 < len(body) else None
        candidates.append(
            Candidate(
                line=place,
                labels=labels,
                gap_odd=piece.gap != usual_gap,
                page_start=piece.page_start,
                next_starts_lower=after is not None and after.starts_lower,
                next_is_number=after is None or bool(labels_of(after.text)),
                next_is_party=after is not None and starts_with_actor(list(full_keys(after.text)), 0),
                before_ends_open=before is not None and before.ends_open,
                before_ends_row=before is None or _ends_row(before),
            )
        )
    return number_rows(candidates)


def _ends_row(piece: Piece) -> bool:
    keys = list(full_keys(piece.text))
    return starts_with_head(keys, 0, TIME_HEAD_KEYS) or piece.text.endswith(".")


def read_text(
    source: TextSource, *, vocabulary: Vocabulary, issued_on: date | None, days_off: DaysOff | None = None
) -> AnnexReading:
    """Read a flattened annex; without any table the whole text is left over and a doubt says so."""
    pieces = pieces_of(source)
    frame = find_frame(pieces)
    body = [part for piece in frame.body for part in unglued(piece, vocabulary)]
    usual_gap = Counter(piece.gap for piece in body).most_common(1)[0][0] if body else 0
    rows, orphans = rows_of(body, number_pieces(body, usual_gap))
    total = sum(visible(piece.text) for piece in pieces)
    title = " ".join(piece.text for piece in frame.title)
    issued = issued_on or date_in_title(title)
    layout, cuts = _cut_rows(frame.columns, rows, usual_gap, vocabulary)
    if not rows or not (frame.has_header or _convincing(layout, cuts)):
        left = tuple(Leftover(str(piece.number), piece.text) for piece in pieces)
        doubts = [Doubt(DoubtCode.NO_TABLE)]
        return assemble([], title="", left=left, doubts=doubts, total=total, vocabulary=vocabulary, issued_on=issued)
    tail: list[Piece] = []
    rows[-1], cuts[-1], tail = _without_tail(rows[-1], cuts[-1], layout, vocabulary)
    raw = [_raw_row(row, cut, layout) for row, cut in zip(rows, cuts, strict=True)]
    left = tuple(Leftover(str(piece.number), piece.text) for piece in (*orphans, *tail))
    doubts = [Doubt(DoubtCode.UNKNOWN_COLUMN, "", c.title) for c in frame.columns if c.role == Role.OTHER]
    if not frame.has_header:
        doubts.insert(0, Doubt(DoubtCode.NO_HEADER))
    return assemble(
        raw,
        title=title,
        left=left,
        doubts=doubts,
        total=total,
        vocabulary=vocabulary,
        issued_on=issued,
        days_off=days_off,
    )


def _cut_rows(
    columns: tuple[Column, ...], rows: list[TextRow], usual_gap: int, vocabulary: Vocabulary
) -> tuple[Layout, list[RowCut]]:
    """Cut all rows, learn how wide the columns are, and cut again until that changes no more."""
    layout = _first_layout(columns, rows, usual_gap)
    cuts = [cut_row(row, layout, vocabulary) for row in rows]
    for _ in range(2):
        learnt = _learn(layout, cuts)
        if learnt == layout:
            break
        layout = learnt
        cuts = [cut_row(row, layout, vocabulary) for row in rows]
    return layout, cuts


def _convincing(layout: Layout, cuts: list[RowCut]) -> bool:
    """Tell whether rows without a header look like tasks: two of three have a lead and a time that can
    be read.
    """
    roles = [column.role for column in layout.columns]
    lead, time = roles.index(Role.LEAD), roles.index(Role.TIME)
    whole = 0
    for cut in cuts:
        words = join_lines(cut.cells.get(time, []))
        whole += lead in cut.cells and read_deadline(words, issued_on=None).kind != UNPARSED
    tasks = [cut for cut in cuts if not cut.title]
    return len(tasks) >= _GUESS_ROWS_MIN and 3 * whole >= 2 * len(tasks)


def _without_tail(
    row: TextRow, cut: RowCut, layout: Layout, vocabulary: Vocabulary
) -> tuple[TextRow, RowCut, list[Piece]]:
    """Leave out what follows the table: signatures, recipients and notes that no column would take."""
    best, best_weight, kept = (row, cut), cut.weight, len(row.pieces)
    for size in range(max(1, len(row.pieces) - _TAIL_LINES_MAX), len(row.pieces)):
        shorter = replace(row, pieces=row.pieces[:size])
        tried = cut_row(shorter, layout, vocabulary)
        weight = tried.weight - _TAIL_COST - _TAIL_LINE_COST * (len(row.pieces) - size)
        if not row.pieces[size].starts_lower and weight > best_weight:
            best, best_weight, kept = (shorter, tried), weight, size
    return best[0], best[1], list(row.pieces[kept:])


def _first_layout(columns: tuple[Column, ...], rows: list[TextRow], usual_gap: int) -> Layout:
    """Guess the layout before any row is cut: only the width of the content column shows by itself."""
    lines = [piece.text for row in rows if not row.has_children for piece in row.pieces]
    pairs = [
        (before.text, after.text)
        for row in rows
        for before, after in zip(row.pieces, row.pieces[1:], strict=False)
        if not row.has_children and after.starts_lower
    ]
    lengths = sorted(len(text) for text in lines) or [0]
    wide = [pair for pair in pairs if 4 * len(pair[0]) >= 3 * lengths[len(lengths) * 9 // 10]]
    measure = choose_measure(wide)
    widths = sorted(measure(text) for text in lines) or [0]
    return Layout(columns, measure, (None,) * len(columns), usual_gap, content_width=widths[len(widths) * 9 // 10])


def _learn(layout: Layout, cuts: list[RowCut]) -> Layout:
    """Learn how wide each column is from a first cut of all rows."""
    caps: list[int | None] = []
    for place, column in enumerate(layout.columns):
        widths = sorted(
            layout.measure(piece.text) for cut in cuts if not cut.title for piece in cut.cells.get(place, [])
        )
        if len(widths) < _LEARN_FROM:
            caps.append(None)
            continue
        share = 97 if column.role == Role.CONTENT else 92
        caps.append(widths[(len(widths) - 1) * share // 100] * 103 // 100)
    content = layout.columns.index(next(c for c in layout.columns if c.role == Role.CONTENT))
    return replace(layout, caps=tuple(caps), content_width=caps[content] or layout.content_width)


def _raw_row(row: TextRow, cut: RowCut, layout: Layout) -> RawRow:
    """Turn the lines of each column into the text of its cell."""
    raw = RawRow(
        code=code_of(row.position),
        parent=code_of(row.position[:-1]) if len(row.position) > 1 else "",
        cells={},
        source=tuple(dict.fromkeys([str(row.number_line), *(str(piece.number) for piece in row.pieces)])),
        group=row.position[-1].style <= Style.ROMAN,
    )
    for place, held in cut.cells.items():
        column = layout.columns[place]
        text = join_paragraphs(held, place, layout) if column.role == Role.CONTENT else join_lines(held)
        if column.role == Role.OTHER:
            raw.extras[column.title] = text
        else:
            raw.cells[column.role] = text
        raw.in_days = raw.in_days or column.in_days
    if cut.margin < UNSURE_BELOW:
        raw.doubts.append((DoubtCode.BOUNDARY_UNSURE, ""))
    if row.skipped:
        raw.doubts.append((DoubtCode.NUMBER_SKIPPED, raw.code))
    return raw


def join_lines(pieces: list[Piece]) -> str:
    """Return the lines of a cell as one line."""
    return " ".join(piece.text for piece in pieces)


def join_paragraphs(pieces: list[Piece], column: int, layout: Layout) -> str:
    """Return the lines of a content cell with its paragraphs kept apart by line ends."""
    text = pieces[0].text
    cap = layout.cap(column)
    for before, piece in itertools.pairwise(pieces):
        room = cap is not None and layout.measure(f"{before.text} {first_word(piece.text)}") <= cap
        new = piece.bullet or (room and before.ends_sentence and piece.starts_upper)
        text += ("\n" if new else " ") + piece.text
    return text
