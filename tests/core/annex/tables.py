"""Make tables for the reader from plain rows."""

from __future__ import annotations

from tantam.core.annex.source import Cell, Table, TableSource


def table(*rows, merges=(), page=0, wrapped=False):
    """Return a table of rows of texts; `merges` are (row, column, rows, columns) counted from 0."""
    spans = {(row, column): (down, right) for row, column, down, right in merges}
    covered = {
        (row + down, column + right)
        for row, column, rows_, columns in merges
        for down in range(rows_)
        for right in range(columns)
        if (down, right) != (0, 0)
    }
    width = max(map(len, rows))
    cells = []
    for number, row in enumerate(rows):
        padded = (*row, *[""] * (width - len(row)))
        cells.append(
            tuple(
                Cell(
                    "" if (number, place) in covered else text,
                    f"r{number + 1} c{place + 1}",
                    *spans.get((number, place), (1, 1)),
                    covered=(number, place) in covered,
                )
                for place, text in enumerate(padded)
            )
        )
    return Table(tuple(cells), page=page, wrapped=wrapped)


def source(*tables, before=(), after=()):
    """Return the tables of one file, with the paragraphs around them."""
    return TableSource(
        tables,
        before=tuple(Cell(text, f"đoạn {number}") for number, text in enumerate(before, 1)),
        after=tuple(Cell(text, f"đoạn {number}") for number, text in enumerate(after, 90)),
    )
