"""The header of a table whose columns are kept apart by spaces: which columns there are and where they begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tantam.core.annex.frame import COLUMN_NUMBERS, FIRST_WORDS
from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import Column, known_roles, looks_like_header, read_title, split_header
from tantam.core.annex.numbering import labels_of
from tantam.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_LINES_MAX, _LINES_ABOVE_MAX = 6, 3
_ROLES_MIN = 3


@dataclass(frozen=True)
class Segment:
    """Words of one line with single spaces between them, and where they start and end."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class SpacedHeader:
    """The columns, where each title begins and ends, and the lines of the header by their place."""

    columns: tuple[Column, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    first: int
    end: int


def segments_of(line: str) -> list[Segment]:
    """Return the parts of a line that two spaces or more keep apart."""
    return [Segment(found.group(), found.start(), found.end()) for found in _SEGMENT.finditer(line)]


def find_spaced_header(lines: Sequence[str]) -> SpacedHeader | None:
    """Return the first header whose titles stand side by side, if there is one."""
    for place, line in enumerate(lines):
        words = fold(line).split(" ", 1)
        if words[0] not in FIRST_WORDS or len(segments_of(line)) < 2:
            continue
        header = _header_at(lines, place)
        if header is not None:
            return header
    return None


def _header_at(lines: Sequence[str], place: int) -> SpacedHeader | None:
    first = place
    while first > max(0, place - _LINES_ABOVE_MAX) and len(segments_of(lines[first - 1])) > 1:
        first -= 1
    end = place + 1
    while end < min(len(lines), place + _LINES_MAX) and _goes_on(lines[end]):
        end += 1
    titles = [title for cluster in _clusters(lines[first:end]) for title in _titles(cluster)]
    columns = [column for column, _, _ in titles]
    known = known_roles(columns)
    if not columns or columns[0].role != Role.NO or not looks_like_header(columns) or len(known) <= _ROLES_MIN:
        return None
    while end < len(lines) and (not lines[end].strip() or COLUMN_NUMBERS.match(lines[end].strip())):
        end += 1
    starts, ends = tuple(start for _, start, _ in titles), tuple(end for _, _, end in titles)
    return SpacedHeader(tuple(columns), starts, ends, first, end)


def _goes_on(line: str) -> bool:
    text = line.strip()
    row = any(label.value == 1 for label in labels_of(text))
    return bool(text) and not row and not COLUMN_NUMBERS.match(text)


def _clusters(lines: Sequence[str]) -> list[list[Segment]]:
    """Return the titles as stacks of segments that stand above one another; one over several gives way."""
    rows = [segments_of(line) for line in lines]
    stacks: list[list[Segment]] = []
    for number, row in enumerate(rows):
        for segment in row:
            below = [other for later in rows[number + 1 :] for other in later if _overlap(segment, other)]
            apart = any(not _overlap(one, two) for one in below for two in below if one.start < two.start)
            if apart:
                continue
            stack = next((stack for stack in stacks if any(_overlap(segment, other) for other in stack)), None)
            if stack is None:
                stacks.append([segment])
            else:
                stack.append(segment)
    return sorted(stacks, key=lambda stack: min(segment.start for segment in stack))


def _overlap(one: Segment, two: Segment) -> bool:
    return one.start < two.end and two.start < one.end


def _titles(stack: list[Segment]) -> list[tuple[Column, int, int]]:
    """Return the columns that a stack of words names, with where each begins and ends; "STT NỘI DUNG" names two."""
    start = min(segment.start for segment in stack)
    text = " ".join(segment.text for segment in stack)
    whole = read_title(text)
    if whole.role not in {Role.OTHER, Role.NO}:
        return [(whole, start, max(segment.end for segment in stack))]
    columns = split_header(text.split())
    found = []
    place = 0
    for column in columns:
        found.append((column, start + place, start + place + len(column.title)))
        place += len(column.title) + 1
    return found
