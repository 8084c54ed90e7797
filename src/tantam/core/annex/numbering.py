"""Row numbers: what "IV", "1.", "b)" or "1.2" at the start of a line may mean, and which of them really
number rows.

A "5" alone on a line is a row, a page number or a piece of text. The expected next number decides: all
candidates of a file are weighed together, so that one stray figure cannot push the rest out of step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum

ROMAN_MAX = 30


class Style(IntEnum):
    """Styles of numbers, from the outermost level to the innermost."""

    PART = 1
    UPPER = 2
    ROMAN = 3
    ARABIC = 4
    DOTTED = 5
    LETTER = 6


class Fate(StrEnum):
    """What became of a candidate."""

    ROW = "row"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True)
class Label:
    """A number at the start of a line: its style and value, as printed, and the text glued behind it."""

    style: Style
    value: int
    printed: str
    rest: str
    delimited: bool
    path: tuple[int, ...] = ()


def roman(value: int) -> str:
    """Return a number from 1 to 39 in Roman figures."""
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


_ROMANS = {roman(value): value for value in range(1, ROMAN_MAX + 1)}
_ORDINALS = {"thứ nhất": 1, "thứ hai": 2, "thứ ba": 3}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_UPPERS = "ABCDEFGHK"
_TAIL = r"(?P<mark>[.):/]?)(?:\s+|$)(?P<rest>.*)$"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        Style.PART,
        re.compile(
            r"^(?:Phần|PHẦN|Nhóm|NHÓM|Mục|MỤC)\s+(?P<n>[IVX]+|\d{1,2}|thứ nhất|thứ hai|thứ "
            r"ba)(?P<mark>[.):]?)(?:\s+|$)(?P<rest>.*)$"
        ),
    ),
    (Style.DOTTED, re.compile(r"^(?P<n>\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}(?:\.\d{1,2})+)" + _TAIL)),
    (Style.ARABIC, re.compile(r"^(?P<n>\d{1,3})" + _TAIL)),
    (Style.ROMAN, re.compile(r"^(?P<n>[IVX]{1,6})" + _TAIL)),
    (Style.UPPER, re.compile(rf"^(?P<n>[{_UPPERS}])" + _TAIL)),
    (Style.LETTER, re.compile(rf"^(?P<n>[{_LETTERS}])" + _TAIL)),
)


def labels_of(text: str) -> list[Label]:
    """Return every way in which the start of this line can be a row number."""
    line = text.strip()
    found = []
    for style, pattern in _PATTERNS:
        match = pattern.match(line)
        if match is None:
            continue
        rest = match["rest"].strip()
        if rest and not _may_follow(rest, delimited=bool(match["mark"])):
            continue
        label = _label(style, match["n"], rest, delimited=bool(match["mark"]))
        if label is not None:
            found.append(label)
    return found


def _may_follow(rest: str, *, delimited: bool) -> bool:
    first = next((c for c in rest if c.isalnum()), "")
    if not first:
        return rest[0] in "-–+*•"
    return first.isupper() or (delimited and first.islower() and rest[0] not in "/.%") or rest[0] in '-+"“('


def _label(style: Style, printed: str, rest: str, *, delimited: bool) -> Label | None:
    path: tuple[int, ...] = ()
    if style == Style.PART:
        value = _ORDINALS.get(printed) or _ROMANS.get(printed) or (int(printed) if printed.isdigit() else 0)
    elif style == Style.ROMAN:
        value = _ROMANS.get(printed, 0)
    elif style == Style.UPPER:
        value = _UPPERS.index(printed) + 1
    elif style == Style.LETTER:
        value = _LETTERS.index(printed) + 1
    elif style == Style.DOTTED:
        path = tuple(_ROMANS.get(part, 0) or (int(part) if part.isdigit() else 0) for part in printed.split("."))
        value = path[-1]
    else:
        value = int(printed)
    return Label(style, value, printed, rest, delimited, path) if value and (not path or all(path)) else None


@dataclass(frozen=True)
class Candidate:
    """A line that may be a row number, with what stands around it."""

    line: int
    labels: tuple[Label, ...]
    gap_odd: bool
    page_start: bool
    next_starts_lower: bool
    next_is_number: bool
    next_is_party: bool
    before_ends_open: bool
    before_ends_row: bool


@dataclass(frozen=True)
class Level:
    """One level of the position in the numbering: the last number used on it."""

    style: Style
    value: int
    printed: str
    path: tuple[int, ...] = ()
    delimited: bool = False


Position = tuple[Level, ...]


@dataclass(frozen=True)
class Verdict:
    """What one candidate turned out to be; for a row, its label and its position in the numbering."""

    line: int
    fate: Fate
    label: Label | None = None
    position: Position = ()
    skipped: bool = False


@dataclass(frozen=True)
class _State:
    """One way of reading the candidates so far; the score weighs its evidence in hundredths."""

    score: int
    position: Position = ()
    page: int = 0
    last_arabic: int = 0
    verdicts: tuple[Verdict, ...] = ()


_BEAM = 60
_SKIP_MAX = 2


def number_rows(candidates: list[Candidate]) -> list[Verdict]:
    """Weigh all candidates together and say which are rows, which page numbers, which text."""
    states = [_State(score=0)]
    for candidate in candidates:
        following: list[_State] = []
        for state in states:
            following.append(_as_text(state, candidate))
            for label in candidate.labels:
                following += _as_row(state, candidate, label)
                following += _as_page(state, candidate, label)
        following.sort(key=lambda state: -state.score)
        states = _without_twins(following)[:_BEAM]
    return list(states[0].verdicts)


def _without_twins(states: list[_State]) -> list[_State]:
    seen = set()
    kept = []
    for state in states:
        key = (state.position, state.page)
        if key not in seen:
            seen.add(key)
            kept.append(state)
    return kept


def _as_text(state: _State, candidate: Candidate) -> _State:
    alone = any(not label.rest for label in candidate.labels)
    cost = 250 if alone else 40
    verdict = Verdict(candidate.line, Fate.TEXT)
    return _State(state.score - cost, state.position, state.page, state.last_arabic, (*state.verdicts, verdict))


def _as_page(state: _State, candidate: Candidate, label: Label) -> list[_State]:
    if label.style != Style.ARABIC or label.rest or label.delimited or label.value <= state.page:
        return []
    score = -50 - 15 * min(label.value - state.page - 1, 20)
    score += 100 * candidate.gap_odd + 150 * candidate.page_start + 150 * candidate.next_starts_lower
    score += 100 * candidate.next_is_number + 50 * candidate.before_ends_open
    verdict = Verdict(candidate.line, Fate.PAGE)
    return [_State(state.score + score, state.position, label.value, state.last_arabic, (*state.verdicts, verdict))]


def _as_row(state: _State, candidate: Candidate, label: Label) -> list[_State]:
    placed = _place(state, label)
    if placed is None:
        return []
    position, cost = placed
    score = 300 - cost
    if label.rest:
        score -= 0 if label.delimited else {Style.ROMAN: 30, Style.ARABIC: 80}.get(label.style, 150)
    else:
        score -= 400 * candidate.next_starts_lower + 150 * candidate.next_is_number
        score -= 120 * candidate.next_is_party
    if cost >= _SKIP_COST and not candidate.before_ends_row:
        score -= 400
    score += 100 * candidate.before_ends_row - 150 * candidate.before_ends_open
    verdict = Verdict(candidate.line, Fate.ROW, label, position, skipped=_skips(state, label))
    last_arabic = label.value if label.style == Style.ARABIC else state.last_arabic
    return [_State(state.score + score, position, state.page, last_arabic, (*state.verdicts, verdict))]


_SKIP_COST = 250
# A number given twice, or a count that begins again: both happen, and end as a doubt about the code.
_REPEAT_COST = 300
# What it costs that one number has a full stop or bracket and the one before it on its level has none.
_OTHER_MARK_COST = 120


def _place(state: _State, label: Label) -> tuple[Position, int] | None:
    """Return the position after this label and the cost of getting there, or None if it does not fit."""
    level = Level(label.style, label.value, label.printed, label.path, label.delimited)
    if label.style == Style.DOTTED:
        return _place_dotted(state, label, level)
    outer = tuple(known for known in state.position if known.style < label.style)
    same = next((known for known in state.position if known.style == label.style), None)
    if same is not None:
        cost = _step_cost(same, label)
    elif label.value == 1:
        cost = 0 if outer or not state.position else 100
    else:
        # Counting may go on over groups: I: 1, 2; II: 3, 4.
        goes_on = label.style == Style.ARABIC and label.value == state.last_arabic + 1
        cost = 20 if goes_on else None
    return None if cost is None else ((*outer, level), cost)


def _skips(state: _State, label: Label) -> bool:
    """Tell whether a number is missing between the last one on this level and this one."""
    before = next((known for known in state.position if known.style == label.style), None)
    same_path = before is not None and before.path[:-1] == label.path[:-1]
    return before is not None and same_path and label.value > before.value + 1


def _step_cost(before: Level, label: Label) -> int | None:
    """Return what it costs that this label follows the last one on its level, or None if it cannot."""
    step = label.value - before.value
    odd = _OTHER_MARK_COST * (before.delimited != label.delimited)
    if step == 1:
        return odd
    if step == 0 or label.value == 1:
        return odd + _REPEAT_COST
    return odd + _SKIP_COST + 100 * (step - 2) if 1 < step <= 1 + _SKIP_MAX else None


def _place_dotted(state: _State, label: Label, level: Level) -> tuple[Position, int] | None:
    outer = tuple(known for known in state.position if known.style < Style.DOTTED)
    dotted = [known.path for known in state.position if known.style == Style.DOTTED]
    path = label.path
    if dotted:
        last = dotted[-1]
        if path == (*last[:-1], last[-1] + 1) or path == (*last, 1):
            return (*outer, level), 0
        for size in range(1, len(last)):
            if path == (*last[: size - 1], last[size - 1] + 1) or path == (
                *last[: size - 1],
                last[size - 1] + 1,
                1,
            ):
                return (*outer, level), 20
        step = path[-1] - last[-1]
        if path[:-1] == last[:-1] and 1 < step <= 1 + _SKIP_MAX:
            return (*outer, level), _SKIP_COST
    if path[-1] != 1:
        return None
    fits = any(known.value == path[-2] for known in outer)
    return (*outer, level), 0 if fits else 80


def code_of(position: Position) -> str:
    """Return the code of a row, such as "I.1", "IV.1.a" or "1.2".

    A dotted number that repeats its parent's number stands for that part of the code.
    """
    parts: list[str] = []
    for level in position:
        if level.style == Style.DOTTED:
            parts = _dotted_code(parts, position, level)
        elif level.style == Style.ARABIC:
            parts.append(str(level.value))
        elif level.style == Style.PART:
            parts.append(roman(level.value))
        else:
            parts.append(level.printed)
    return ".".join(parts)


def _dotted_code(parts: list[str], position: Position, level: Level) -> list[str]:
    before = [known for known in position if known.style < Style.DOTTED]
    path = [str(part) for part in level.path]
    if before and before[-1].value == level.path[0]:
        return [*parts, *path[1:]]
    return [*parts, *path]
