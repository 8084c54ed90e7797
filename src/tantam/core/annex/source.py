"""What an annex is before anyone has understood it: numbered lines, or tables of cells with their
addresses.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One line of a text; `number` counts from 1 in the file, `page_start` marks the first line of a page."""

    number: int
    text: str
    page_start: bool = False


@dataclass(frozen=True)
class TextSource:
    """A text that has lost its columns."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Cell:
    """One cell: its text, where it stands ("p3 r12 c2", "Sheet1!B7"), and how far it is merged.

    `covered` marks a place that a merged cell reaches into; its text is empty.
    """

    text: str
    address: str
    rows: int = 1
    columns: int = 1
    covered: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells of one table, or of one page of it; every row has the same number of places.

    `wrapped` says that line ends inside cells come from the width of the column, as in a PDF, not from
    the writer.
    """

    rows: tuple[tuple[Cell, ...], ...]
    page: int = 0
    wrapped: bool = False


@dataclass(frozen=True)
class TableSource:
    """Tables in reading order, with the paragraphs before the first and after it (address and text).

    `notes` are formulas and the like that the reader should report: an address and what was found there.
    `fallback` is the same file as lines, for when no table turns out to be one of tasks.
    """

    tables: tuple[Table, ...]
    before: tuple[Cell, ...] = ()
    after: tuple[Cell, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    fallback: TextSource | None = field(default=None, repr=False)


Source = TextSource | TableSource


def text_source(text: str) -> TextSource:
    """Return the lines of a text; a form feed ends a line and starts a page, without counting as a line."""
    lines: list[Line] = []
    page_start = False
    for number, raw in enumerate(text.split("\n"), start=1):
        for place, part in enumerate(raw.split("\f")):
            page_start = page_start or place > 0
            if place and not part.strip():
                continue
            lines.append(Line(number, part.rstrip("\r"), page_start=page_start))
            page_start = False
    return TextSource(tuple(lines))
