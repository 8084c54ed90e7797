"""PDF files: tables by their ruling lines, and the text in the order in which the file gives it."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
from django.utils.translation import gettext as _
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from tantam.core.annex.headers import PARTY_ROLES
from tantam.core.annex.source import Cell, Line, Table, TableSource, TextSource
from tantam.core.annex.table_header import find_header, grid_of
from tantam.core.annex.vocabulary import starts_with_actor
from tantam.core.text import full_keys, nfc
from tantam.exchange.annex_files.kinds import damaged, protected
from tantam.exchange.annex_files.plain import refuse_old_letters
from tantam.exchange.annex_files.refusal import UnreadableAnnex

PAGES_MAX = 200
LETTERS_MIN = 30
_SAME_LINE = 3
_EDGE = 3
# How many heights of a line may lie between two words of one cell.
_CELL_GAP = 0.8
_TEXT_OPTIONS = {"x_tolerance": 1.5, "y_tolerance": 3}


def read_pdf(content: bytes) -> TableSource:
    """Return the ruled tables of a PDF, the lines around them, and the whole text as a fallback.

    :raises UnreadableAnnex: if the file is protected, damaged, too long, or holds pictures of pages only.
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            return _read(document)
    except UnreadableAnnex:
        raise
    except PdfminerException as problem:
        inner = problem.args[0] if problem.args else None
        raise (protected() if isinstance(inner, PDFPasswordIncorrect) else damaged()) from problem
    except (
        MalformedPDFException,
        PDFSyntaxError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
    ) as problem:
        raise damaged() from problem


def _read(document: Any) -> TableSource:
    if len(document.pages) > PAGES_MAX:
        raise UnreadableAnnex(
            "TOO_MANY_PAGES",
            _("Tệp có %(pages)s trang, quá giới hạn %(limit)s trang. Hãy chỉ gửi phần phụ lục.")
            % {"pages": len(document.pages), "limit": PAGES_MAX},
        )
    tables: list[Table] = []
    before: list[Cell] = []
    after: list[Cell] = []
    shown: list[str] = []
    for page in document.pages:
        words = page.extract_words(keep_blank_chars=False, **_TEXT_OPTIONS)
        found = sorted(page.find_tables(), key=lambda table: table.bbox[1])
        boxes = [table for table in found if len(table.cells) > 1]
        tables += [_table(table, words, page.page_number) for table in boxes]
        for line in _outside(words, boxes, page.page_number):
            (after if tables and line[1] else before).append(line[0])
        shown += [word["text"] for word in words]
    whole = " ".join(shown)
    if sum(1 for letter in whole if letter.isalpha()) < LETTERS_MIN:
        raise UnreadableAnnex(
            "SCANNED",
            _("Tệp PDF này là ảnh quét, không có chữ để đọc. Hãy gửi bản Word, bản Excel hoặc bản PDF xuất từ Word."),
        )
    refuse_old_letters(whole)
    # The order of drawing is needed only where no ruled table says who does what.
    fallback = None if any(map(_assigns, tables)) else _lines_as_drawn(document)
    return TableSource(tuple(tables), tuple(before), tuple(after), fallback=fallback)


def _assigns(table: Table) -> bool:
    """Tell whether a table has a column for those who do the work, with a unit in it."""
    header = find_header(grid_of(table))
    places = [n for n, column in enumerate(header.columns) if column.role in PARTY_ROLES] if header else []
    texts = (row[place].text for row in table.rows for place in places if place < len(row))
    return any(starts_with_actor(list(full_keys(text)), 0) for text in texts)


def _lines_as_drawn(document: Any) -> TextSource:
    flowing = (line for page in document.pages for line in _flow(page))
    return TextSource(tuple(Line(number, text, start) for number, (text, start) in enumerate(flowing, start=1)))


def _flow(page: Any) -> list[tuple[str, bool]]:
    """Return the page's lines in the order in which the file draws them, the first one marked.

    Cells of a table without ruling lines come one after the other; a gap wider than any space keeps
    apart two that stand side by side.
    """
    lines: list[list[Any]] = []
    for word in page.extract_words(use_text_flow=True, **_TEXT_OPTIONS):
        if lines and _goes_on(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [(" ".join(word["text"] for word in line), number == 0) for number, line in enumerate(lines)]


def _goes_on(before: Any, word: Any) -> bool:
    height = word["bottom"] - word["top"]
    gap = word["x0"] - before["x1"]
    return bool(abs(before["top"] - word["top"]) <= _SAME_LINE and -height < gap < _CELL_GAP * height)


def _outside(words: list[Any], tables: list[Any], page: int) -> list[tuple[Cell, bool]]:
    """Return the lines outside the tables, each with whether a table stands above it on the page or
    before.
    """
    free = [word for word in words if not any(_within(word, table.bbox) for table in tables)]
    top = min((table.bbox[1] for table in tables), default=None)
    return [
        (Cell(text, f"p{page} dòng {number}"), top is None or line_top > top)
        for number, (line_top, text) in enumerate(_lines(free), start=1)
    ]


def _within(word: Any, box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


def _lines(words: list[Any]) -> list[tuple[float, str]]:
    """Group words into lines from top to bottom, left to right."""
    lines: list[tuple[float, list[Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        if lines and abs(lines[-1][0] - word["top"]) <= _SAME_LINE:
            lines[-1][1].append(word)
        else:
            lines.append((word["top"], [word]))
    return [(top, nfc(" ".join(w["text"] for w in sorted(line, key=lambda w: w["x0"])))) for top, line in lines]


def _table(table: Any, words: list[Any], page: int) -> Table:
    """Return a ruled table as a grid; a cell's lines keep the breaks that the column's width made."""
    xs = _edges([x for cell in table.cells for x in (cell[0], cell[2])])
    ys = _edges([y for cell in table.cells for y in (cell[1], cell[3])])
    width, height = len(xs) - 1, len(ys) - 1
    grid = [[Cell("", "", covered=True) for _ in range(width)] for _ in range(height)]
    inside = [word for word in words if _within(word, table.bbox)]
    for box in table.cells:
        left, right = _place(xs, box[0]), _place(xs, box[2])
        top, bottom = _place(ys, box[1]), _place(ys, box[3])
        text = "\n".join(line for _, line in _lines([word for word in inside if _within(word, box)]))
        address = f"p{page} r{top + 1} c{left + 1}"
        grid[top][left] = Cell(text, address, rows=max(bottom - top, 1), columns=max(right - left, 1))
    return Table(tuple(map(tuple, grid)), page=page, wrapped=True)


def _edges(values: list[float]) -> list[float]:
    """Return the distinct positions of ruling lines, those nearer than a line's width taken for one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _EDGE:
            edges.append(value)
    return edges


def _place(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))
