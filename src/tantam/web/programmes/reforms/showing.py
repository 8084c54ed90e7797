"""Tables and charts of a run as a page shows them: đồng in millions, the exact numbers in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _

from tantam.programmes.reforms.evidence import EvidenceCell, EvidenceTable
from tantam.programmes.reforms.tables import LONG
from tantam.web.templatetags.tantam import num

ROWS_SHOWN: Final = 100
CHARTED: Final = {"years": (0, 1, 2, 3), "communes": (0, 6, 7, 8)}  # name, low, central, high
BARS_MAX: Final = 15
CARDS_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: its words, and the head that stands beside it where the table is cards."""

    text: str
    head: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from zero: name, the central value, the ends of its range."""

    name: str
    low_vnd: int
    central_vnd: int
    high_vnd: int


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its bars, if a shape says more than its numbers."""

    key: str
    title: str
    note: str
    heads: tuple[ShownCell, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    total: tuple[ShownCell, ...]
    bars: tuple[Bar, ...]
    hidden: int  # rows that only the workbook has

    @property
    def is_long(self) -> bool:
        """Return whether cards of all its rows would fill many screens of a phone."""
        return len(self.rows) > CARDS_MAX


def millions(amount_vnd: int) -> str:
    """Write đồng in millions with one decimal: 1.234,5."""
    return num((Decimal(amount_vnd) / 1_000_000).quantize(Decimal("0.1"), ROUND_HALF_UP))


def shown_tables(tables: Sequence[EvidenceTable]) -> list[ShownTable]:
    """Return the tables for a page, without those that only the workbook has."""
    return [_shown(table) for table in tables if table.key not in LONG]


def _shown(table: EvidenceTable) -> ShownTable:
    rows = [_row(table, row) for row in table.rows[:ROWS_SHOWN]]
    return ShownTable(
        key=table.key,
        title=_("%(title)s (triệu đồng)") % {"title": table.title} if table.money_columns else table.title,
        note=table.note,
        heads=tuple(ShownCell(head, head, _is_number(table, at)) for at, head in enumerate(table.header)),
        rows=tuple(rows),
        total=_row(table, table.total) if table.total else (),
        bars=_bars(table),
        hidden=max(len(table.rows) - ROWS_SHOWN, 0),
    )


def _is_number(table: EvidenceTable, at: int) -> bool:
    return any(isinstance(row[at], int) for row in table.rows)


def _row(table: EvidenceTable, row: Sequence[EvidenceCell]) -> tuple[ShownCell, ...]:
    return tuple(
        ShownCell(_text(cell, is_money=at in table.money_columns), head, isinstance(cell, int))
        for at, (cell, head) in enumerate(zip(row, table.header, strict=True))
    )


def _text(cell: EvidenceCell, *, is_money: bool) -> str:
    if isinstance(cell, int):
        return millions(cell) if is_money else num(cell)
    return "–" if cell is None else cell


def _bars(table: EvidenceTable) -> tuple[Bar, ...]:
    """Return bars where all amounts are at or above zero: a bar below it would need another chart."""
    if table.key not in CHARTED:
        return ()
    name, low, central, high = CHARTED[table.key]
    found = [
        Bar(str(row[name]), int(row[low] or 0), int(row[central] or 0), int(row[high] or 0)) for row in table.rows
    ][:BARS_MAX]
    if min((min(bar.low_vnd, bar.central_vnd) for bar in found), default=0) < 0:
        return ()
    return tuple(bar for bar in found if bar.high_vnd > 0)
