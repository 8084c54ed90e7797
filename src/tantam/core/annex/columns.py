"""Give the lines of one flattened row back to their columns.

The cells of a row come one after the other, in the order of the header, each broken into lines. Where
one cell ends and the next begins is found by weighing every way of cutting the lines (a Viterbi search
over columns): names of units belong to party columns, phrases of time to the time column, wide lines to
the content; a line that had room for the next word was probably the last of its cell; a line that
starts in mid-sentence is not the first of one. All weights are whole numbers, in hundredths of a clear
hint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import PARTY_ROLES, Column
from tantam.core.annex.pieces import Piece, starts_cell
from tantam.core.annex.row_words import RowWords
from tantam.core.annex.vocabulary import PRODUCT_HEAD_KEYS, TIME_HEAD_KEYS, Vocabulary
from tantam.core.annex.widths import Measure, first_word
from tantam.core.deadlines import UNPARSED, read_deadline

if TYPE_CHECKING:
    from collections.abc import Sequence

# What it costs to leave a column empty.
EMPTY_COSTS = {
    Role.CONTENT: 600, Role.LEAD: 350, Role.TIME: 200, Role.PRODUCT: 150, Role.COORD: 100, Role.SUPPORT: 60,
    Role.KPI: 60, Role.BASIS: 60, Role.START: 60, Role.OWNER: 30, Role.NOTE: 10, Role.OTHER: 30,
}  # fmt: skip
TIME_LINES_MAX = 9
UNSURE_BELOW = 60
_TIME_LINES_TRIED = 3
# From this weight on, a line is nothing but known names.
_NAMED_FROM = 75
# The day from which phrases such as "15 ngày kể từ ngày ban hành" count does not matter for recognising them.
_ANY_DAY = date(2025, 1, 1)


@dataclass(frozen=True)
class Layout:
    """What is known of the table as a whole: its columns in order, how wide each is, the usual gap of
    lines.
    """

    columns: tuple[Column, ...]
    measure: Measure
    caps: tuple[int | None, ...]
    usual_gap: int = 0
    content_width: int = 0
    words: dict[tuple[str, ...], RowWords] = field(default_factory=dict, compare=False, repr=False)

    def words_of(self, lines: tuple[str, ...], vocabulary: Vocabulary) -> RowWords:
        """Return the words of these lines, worked out once however often the row is cut."""
        if lines not in self.words:
            self.words[lines] = RowWords(list(lines), vocabulary)
        return self.words[lines]

    def cap(self, column: int) -> int | None:
        """Return the width of a column, if known."""
        return self.caps[column]


@dataclass(frozen=True)
class Cut:
    """A run of lines of a row given to one column: lines from `start` up to, not including, `end`."""

    column: int
    start: int
    end: int


@dataclass(frozen=True)
class Split:
    """One way of cutting a row, its weight, and by how much it is better than the next best way."""

    cuts: tuple[Cut, ...]
    weight: int
    margin: int = 10_000


@dataclass(frozen=True)
class Carried:
    """What a column already holds when a row goes on after the end of a page."""

    text: str = ""
    last_line: str = ""
    complete: bool = False


@dataclass
class RowScorer:
    """The weights of one row's lines, for every column."""

    pieces: Sequence[Piece]
    layout: Layout
    vocabulary: Vocabulary
    carried: dict[int, Carried] = field(default_factory=dict)
    cut_below: bool = False  # a page ends after these lines, so that any cell may end in mid-sentence

    def __post_init__(self) -> None:
        self.words = self.layout.words_of(tuple(piece.text for piece in self.pieces), self.vocabulary)
        self.widths = [self.layout.measure(piece.text) for piece in self.pieces]
        self.can_start = [starts_cell(piece) for piece in self.pieces]
        self._time_memo: dict[tuple[int, int], int] = {}
        self._time_starts: dict[int, bool] = {}
        self._sums: dict[int, list[int]] = {}

    @cached_property
    def needed(self) -> list[int]:
        """Return for each line but the last the width it would have had with the next line's first word."""
        measure = self.layout.measure
        return [
            measure(f"{piece.text} {first_word(after.text)}")
            for piece, after in zip(self.pieces, self.pieces[1:], strict=False)
        ]

    def room(self, line: int, column: int) -> int | None:
        """Return how clearly the first word of the next line would have fitted on this line.

        0 says that it would not, 100 that there was ample room; None that the column's width is not known.
        """
        cap = self.layout.cap(column)
        if cap is None:
            return None
        return max(0, min(100, 1000 * (cap - self.needed[line]) // cap - 30))

    def segment(self, column: int, start: int, end: int) -> int:
        """Return the weight of giving the lines from `start` to before `end` to a column."""
        role = self.layout.columns[column].role
        sums = self._line_sums(column)
        weight = sums[end] - sums[start] - self._pair_before(column, start)
        if column in self.carried:
            weight += self._continuation(column, start)
        elif role in PARTY_ROLES:
            weight += self._party_start(start)
        elif role == Role.TIME:
            weight += self._time_start(start)
        else:
            weight += self._free_start(role, start)
        ending = self._end(role, end)
        weight += ending // 4 if self.cut_below and ending < 0 else ending
        if role == Role.TIME and column not in self.carried:
            weight += self._time_phrase(column, start, end)
        return weight

    def boundary(self, column: int, last: int) -> int:
        """Return the weight of ending a cell after line `last`, when another cell follows in the row."""
        room = self.room(last, column)
        weight = 0 if room is None else (120 * room // 100 or -20)
        if self.pieces[last + 1].starts_lower and not self.pieces[last].ends_sentence:
            weight -= 130
        odd = self.pieces[last + 1].gap != self.layout.usual_gap
        return weight + (80 if odd else 0)

    # Lines one by one, summed up so that a segment's weight is a difference.

    def _line_sums(self, column: int) -> list[int]:
        if column not in self._sums:
            sums = [0]
            for line in range(len(self.pieces)):
                sums.append(sums[-1] + self._line(column, line) + self._pair_before(column, line))
            self._sums[column] = sums
        return self._sums[column]

    def _line(self, column: int, line: int) -> int:
        role = self.layout.columns[column].role
        width, cap = self.widths[line], self.layout.cap(column)
        weight = 0
        if cap is not None and width > cap:
            weight -= min(60 + 600 * (width - cap) // cap, 500)
        wide = 4 * width >= 3 * self.layout.content_width
        if role == Role.CONTENT:
            if not wide and self.time_starts(line):
                weight -= 200
            named = not wide and self.words.actor_at(line) and self.words.party_weight(line) >= _NAMED_FROM
            return weight + (60 if wide else 0) - (100 if named and self.pieces[line].starts_upper else 0)
        if cap is None and wide:
            weight -= 60
        if role in PARTY_ROLES:
            weight += self.words.party_weight(line)
        elif role == Role.TIME:
            weight += self.words.time_weight(line)
        return weight

    def _pair_before(self, column: int, line: int) -> int:
        """Return the weight of the join between a line and the one before it, both in this column."""
        if line == 0:
            return 0
        role = self.layout.columns[column].role
        before, piece = self.pieces[line - 1], self.pieces[line]
        weight = self._gap_inside(before, piece, role)
        room = self.room(line - 1, column)
        if role == Role.CONTENT:
            return weight + self._content_pair(before, piece, room=room)
        if room:
            weight -= (150 if piece.starts_upper and not before.ends_open else 90) * room // 100
        if role in PARTY_ROLES:
            return weight + self._party_pair(before, piece, line)
        if role != Role.TIME and self.time_starts(line):
            weight -= 250
        elif role != Role.TIME and piece.starts_upper and self.words.head_at(line, TIME_HEAD_KEYS):
            weight -= 120
        if piece.starts_upper and not before.ends_open:
            weight -= 40
        return weight

    def _gap_inside(self, before: Piece, piece: Piece, role: Role) -> int:
        if piece.gap == self.layout.usual_gap or piece.page_start:
            return 0
        if piece.gap < self.layout.usual_gap:
            return -80
        return -60 if role == Role.CONTENT and before.ends_sentence and piece.starts_upper else -150

    @staticmethod
    def _content_pair(before: Piece, piece: Piece, *, room: int | None) -> int:
        if room is None:
            return 0
        if not room:
            return 20
        if piece.starts_upper and (before.ends_sentence or piece.bullet):
            return -20
        return (-120 if piece.starts_upper else -200) * room // 100

    def _party_pair(self, before: Piece, piece: Piece, line: int) -> int:
        weight = 0
        start = self.words.line_starts[line]
        if self.words.actor_at(line) and piece.starts_upper and not self.words.inside_known(start):
            if before.text[-1:] == ".":
                weight -= 60
            elif not before.ends_open and before.text[-1:] not in ";:":
                weight -= 300
        if piece.starts_upper and self.words.head_at(line, PRODUCT_HEAD_KEYS) and not self.words.actor_at(line):
            weight -= 200
        if piece.starts_upper and self.words.head_at(line, TIME_HEAD_KEYS):
            weight -= 250
        return weight

    # Starts and ends of cells.

    def _party_start(self, start: int) -> int:
        if self.words.inside_known(self.words.line_starts[start]):
            return -400
        if self.words.actor_at(start):
            return 250 if self.pieces[start].starts_upper else -50
        return -150 if self.pieces[start].starts_upper else -500

    def _free_start(self, role: Role, start: int) -> int:
        piece = self.pieces[start]
        if role == Role.CONTENT:
            return 50 if piece.starts_upper else -300
        if role == Role.PRODUCT and self.words.head_at(start, PRODUCT_HEAD_KEYS):
            return 250 if piece.starts_upper else 150
        if role == Role.PRODUCT and self.words.actor_at(start):
            return -120
        return 0 if piece.starts_upper else -350

    def _time_start(self, start: int) -> int:
        text = self.pieces[start].text
        if self.words.head_at(start, TIME_HEAD_KEYS):
            return 150 if self.pieces[start].starts_upper else -100
        if text[:1].isdigit():
            return 50
        return -350

    def _end(self, role: Role, end: int) -> int:
        last = self.pieces[end - 1]
        if role in PARTY_ROLES:
            return self.words.party_end(end - 1, open_end=last.ends_open or last.text.endswith(";"))
        if last.ends_open:
            return -400
        return 40 if role == Role.CONTENT and last.text.endswith(".") else 0

    def _time_phrase(self, column: int, start: int, end: int) -> int:
        if (start, end) not in self._time_memo:
            text = " ".join(piece.text for piece in self.pieces[start:end])
            in_days = self.layout.columns[column].in_days and text.isdigit()
            known = in_days or _reads_as_time(text)
            self._time_memo[start, end] = 300 if known else 0
        return self._time_memo[start, end]

    def time_starts(self, line: int) -> bool:
        """Tell whether a time that can be read starts with this line, perhaps over the next lines."""
        if line not in self._time_starts:
            piece = self.pieces[line]
            texts = [other.text for other in self.pieces[line : line + _TIME_LINES_TRIED]]
            self._time_starts[line] = (
                piece.starts_upper
                and self.words.head_at(line, TIME_HEAD_KEYS)
                and any(_reads_as_time(" ".join(texts[:size])) for size in range(1, len(texts) + 1))
            )
        return self._time_starts[line]

    def _continuation(self, column: int, start: int) -> int:
        """Return the weight of going on with a cell that began on the page before."""
        carried, role = self.carried[column], self.layout.columns[column].role
        piece = self.pieces[start]
        weight = 30 if piece.starts_lower else -60
        if role in PARTY_ROLES:
            if self.words.completes(carried.text, start, self.vocabulary):
                return weight + 350
            return weight + (-200 if carried.complete else 150)
        cap = self.layout.cap(column)
        if cap is not None and self.layout.measure(f"{carried.last_line} {first_word(piece.text)}") <= cap:
            return weight - 250
        return weight + (-100 if carried.complete else 60)


@lru_cache(maxsize=8192)
def _reads_as_time(text: str) -> bool:
    return read_deadline(text, issued_on=_ANY_DAY).kind != UNPARSED


def split_row(scorer: RowScorer, *, with_children: bool = False, continued: bool = False) -> Split:
    """Return the best way of cutting a row, with the margin by which it wins.

    A row `with_children` may be a heading, whose columns are free to be empty; so may a part of a row
    `continued` over a page.
    """
    lines, columns = len(scorer.pieces), len(scorer.layout.columns)
    costs = [EMPTY_COSTS[column.role] for column in scorer.layout.columns]
    if with_children or continued:
        costs = [0 if column in scorer.carried else cost // 5 for column, cost in enumerate(costs)]
    skipped = [0]
    for cost in costs:
        skipped.append(skipped[-1] + cost)
    # best[line][column]: the two best ways in which lines before `line` end with a cell in `column`.
    best: list[dict[int, list[Split]]] = [{} for _ in range(lines + 1)]
    best[0][-1] = [Split((), 0)]
    for start in range(lines):
        if not best[start] or not _may_start(scorer, start):
            continue
        for column in range(columns):
            before = _ways_before(scorer, best[start], start, column, skipped)
            if before:
                _extend(scorer, best, before, start, column)
    final = [
        Split(way.cuts, way.weight - (skipped[columns] - skipped[column + 1]))
        for column, ways in best[lines].items()
        for way in ways
    ]
    final.sort(key=lambda way: -way.weight)
    if not final:
        return Split((Cut(0, 0, lines),), -10_000, 0)
    margin = final[0].weight - final[1].weight if len(final) > 1 else 10_000
    return Split(final[0].cuts, final[0].weight, margin)


def _may_start(scorer: RowScorer, start: int) -> bool:
    return start == 0 or scorer.can_start[start] or bool(scorer.carried)


def _ways_before(
    scorer: RowScorer, ways: dict[int, list[Split]], start: int, column: int, skipped: list[int]
) -> list[Split]:
    """Return the two best ways of arriving at `start` from an earlier column, with what was skipped paid
    for.
    """
    arrivals = []
    for earlier, splits in ways.items():
        if earlier >= column:
            continue
        toll = skipped[column] - skipped[earlier + 1]
        edge = scorer.boundary(earlier, start - 1) if start else 0
        arrivals += [Split(split.cuts, split.weight - toll + edge) for split in splits]
    arrivals.sort(key=lambda split: -split.weight)
    return arrivals[:2]


def _extend(
    scorer: RowScorer, best: list[dict[int, list[Split]]], before: list[Split], start: int, column: int
) -> None:
    lines = len(scorer.pieces)
    role = scorer.layout.columns[column].role
    furthest = min(lines, start + TIME_LINES_MAX) if role == Role.TIME else lines
    for end in range(start + 1, furthest + 1):
        if end < lines and not _may_start(scorer, end):
            continue
        weight = scorer.segment(column, start, end)
        ways = best[end].setdefault(column, [])
        ways += [Split((*way.cuts, Cut(column, start, end)), way.weight + weight) for way in before]
        ways.sort(key=lambda way: -way.weight)
        del ways[2:]
