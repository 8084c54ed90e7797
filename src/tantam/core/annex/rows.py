"""Rows of a flattened table: a number with the lines up to the next number, pages and all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tantam.core.annex.numbering import Fate, Position, Style, Verdict

if TYPE_CHECKING:
    from tantam.core.annex.pieces import Piece


@dataclass(frozen=True)
class TextRow:
    """The lines of one row without its number, where the row stands, and whether rows below belong to it."""

    position: Position
    number_line: int
    pieces: tuple[Piece, ...]
    has_children: bool = False
    last: bool = False
    skipped: bool = False

    @property
    def is_group(self) -> bool:
        """Tell whether the row is numbered like a group of tasks, which has its title across the page."""
        return self.has_children and self.position[-1].style <= Style.ROMAN


def rows_of(body: list[Piece], verdicts: list[Verdict]) -> tuple[list[TextRow], list[Piece]]:
    """Divide the body into rows; return them and the pieces before the first number.

    Page numbers are left out, and what follows one starts a page.
    """
    fates = {verdict.line: verdict for verdict in verdicts}
    rows: list[tuple[Verdict, int, list[Piece]]] = []
    orphans: list[Piece] = []
    page_start = False
    for place, piece in enumerate(body):
        verdict = fates.get(place)
        if verdict is not None and verdict.fate == Fate.PAGE:
            page_start = True
            continue
        current = replace(piece, page_start=True) if page_start else piece
        page_start = False
        if verdict is not None and verdict.fate == Fate.ROW and verdict.label is not None:
            rest = verdict.label.rest
            rows.append((verdict, piece.number, [replace(current, text=rest, page_start=False)] if rest else []))
        elif rows:
            rows[-1][2].append(current)
        else:
            orphans.append(current)
    return [_row(rows, place) for place in range(len(rows))], orphans


def _row(rows: list[tuple[Verdict, int, list[Piece]]], place: int) -> TextRow:
    verdict, number, pieces = rows[place]
    after = rows[place + 1][0].position if place + 1 < len(rows) else ()
    has_children = len(after) > len(verdict.position) and after[: len(verdict.position)] == verdict.position
    if pieces:
        pieces[0] = replace(pieces[0], page_start=False)
    return TextRow(verdict.position, number, tuple(pieces), has_children, place + 1 == len(rows), verdict.skipped)
