"""The header of a real table: one row or two, merged or not, and the columns it names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import Column, known_roles, looks_like_header, read_title
from tantam.core.annex.source import Cell, Table
from tantam.core.text import fold

_SEARCHED_ROWS = 8


@dataclass(frozen=True)
class Grid:
    """A table in which every place knows the cell it belongs to."""

    table: Table
    origins: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.table.rows)

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell whose text stands at this place, which may begin above or to the left."""
        origin_row, origin_column = self.origins[row][column]
        return self.table.rows[origin_row][origin_column]

    def own(self, row: int, column: int) -> Cell | None:
        """Return the cell that begins in this row and column, or None where another reaches in."""
        return None if self.origins[row][column] != (row, column) else self.table.rows[row][column]


def grid_of(table: Table) -> Grid:
    """Work out which cell reaches over which places."""
    width = max((len(row) for row in table.rows), default=0)
    origins = [[(row, column) for column in range(width)] for row in range(len(table.rows))]
    rows = []
    for number, row in enumerate(table.rows):
        padded = (*row, *(Cell("", "") for _ in range(width - len(row))))
        rows.append(padded)
        for column, cell in enumerate(padded):
            if cell.covered:
                continue
            for down in range(number, min(number + cell.rows, len(table.rows))):
                for right in range(column, min(column + cell.columns, width)):
                    origins[down][right] = (number, column)
    return Grid(replace(table, rows=tuple(rows)), tuple(map(tuple, origins)))


@dataclass(frozen=True)
class TableHeader:
    """The columns of a table, the rows that name them, and those rows' words for finding repeats."""

    columns: tuple[Column, ...]
    first: int
    end: int
    words: tuple[tuple[str, ...], ...]


def find_header(grid: Grid) -> TableHeader | None:
    """Return the header among the first rows, or None; two rows are preferred when they name more columns."""
    best: TableHeader | None = None
    best_score = 0
    for first in range(min(grid.height, _SEARCHED_ROWS)):
        for size in (1, 2, 3):
            if first + size > grid.height or not _names_columns(grid, first + size - 1):
                break
            header = _header(grid, first, size)
            score = 10 * len(known_roles(list(header.columns))) - size
            if looks_like_header(list(header.columns)) and score > best_score:
                best, best_score = header, score
        if best is not None:
            break
    return best


def _names_columns(grid: Grid, row: int) -> bool:
    """Tell whether at least two cells of a row say something; a title stands alone in its row."""
    return len(set(row_words(grid, row)) - {""}) >= 2


def _header(grid: Grid, first: int, size: int) -> TableHeader:
    # Cells that reach further down belong to the header as a whole.
    end = first + size
    if size == 1:
        end = max(first + cell.rows for cell in grid.table.rows[first])
        end = min(end, first + 3, grid.height)
    columns = [_column(grid, first, end, place) for place in range(len(grid.origins[first]))]
    words = tuple(row_words(grid, row) for row in range(first, end))
    while end < grid.height and _only_column_numbers(grid, end):
        end += 1
    return TableHeader(tuple(_unique(columns)), first, end, words)


def _column(grid: Grid, first: int, end: int, place: int) -> Column:
    """Return the column named by the header cells above it, from the top down."""
    titles: list[str] = []
    for row in range(first, end):
        title = " ".join(grid.cell(row, place).text.split())
        if title and (not titles or titles[-1] != title):
            titles.append(title)
    if not titles:
        return Column(Role.OTHER, "")
    whole = read_title(" ".join(titles))
    lowest = read_title(titles[-1])
    if len(titles) == 1 or (whole.role != Role.OTHER and lowest.role == Role.OTHER):
        return whole
    split = grid.origins[first][place] != grid.origins[end - 1][place]
    title = " - ".join(titles) if split else " ".join(titles)
    return replace(lowest if lowest.role != Role.OTHER else whole, title=title)


def _unique(columns: list[Column]) -> list[Column]:
    """Let every role but ``other`` stand once: the second column of a role keeps its title only.

    In the follow-up table of offices "Kết quả" tells what came of the task and is no product.
    """
    follow_up = any(fold(column.title) == "trang thai" for column in columns)
    seen: set[Role] = set()
    kept = []
    for column in columns:
        current = column
        if column.role in seen or (follow_up and fold(column.title) == "ket qua"):
            current = Column(Role.OTHER, column.title)
        elif column.role != Role.OTHER:
            seen.add(column.role)
        kept.append(current)
    return kept


def row_words(grid: Grid, row: int) -> tuple[str, ...]:
    """Return the folded texts of a row, for comparing it with a header."""
    return tuple(fold(grid.cell(row, column).text) for column in range(len(grid.origins[row])))


def _only_column_numbers(grid: Grid, row: int) -> bool:
    texts = [cell.text.strip(" ()") for cell in grid.table.rows[row] if cell.text.strip()]
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) == len(texts) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def is_repeat(grid: Grid, row: int, header: TableHeader) -> int:
    """Return how many rows from here repeat the header, 0 if none do."""
    size = len(header.words)
    if row + size > grid.height:
        return 0
    here = tuple(row_words(grid, place) for place in range(row, row + size))
    if here != header.words:
        return 0
    end = row + size
    while end < grid.height and _only_column_numbers(grid, end):
        end += 1
    return end - row
