"""Headers of annex tables: which words name which column, in any order, over one or two rows or many
lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tantam.core.annex.header_words import OTHERS, SYNONYMS, Role
from tantam.core.text import fold

PARTY_ROLES = frozenset({Role.LEAD, Role.COORD, Role.SUPPORT})


@dataclass(frozen=True)
class Column:
    """One column: its role, the words of its header, and whether it counts days."""

    role: Role
    title: str
    in_days: bool = False


_PHRASES: dict[str, Role] = {phrase: role for role, phrases in SYNONYMS.items() for phrase in phrases}
_PHRASES |= dict.fromkeys(OTHERS, Role.OTHER)
_BY_WORDS: dict[tuple[str, ...], Role] = {tuple(re.findall(r"\w+", phrase)): role for phrase, role in _PHRASES.items()}
_WORDS = re.compile(r"\w+")
_WORDS_MAX = max(map(len, _BY_WORDS))
_FIRST_WORDS = frozenset(words[0] for words in _BY_WORDS)
_DAYS = re.compile(r"\(\s*(?:so )?ngay\s*\)|^so ngay$")


def read_title(title: str) -> Column:
    """Return the column whose header is this text; unknown words make an ``other`` column with that title."""
    plain = fold(title).strip(" .:*")
    in_days = bool(_DAYS.search(plain))
    words = tuple(re.findall(r"\w+", plain))
    role = _BY_WORDS.get(words)
    if role is None:
        without = tuple(re.findall(r"\w+", re.sub(r"\([^)]*\)", " ", plain)))
        role = _BY_WORDS.get(without) or _closest(without)
    return Column(role or Role.OTHER, " ".join(title.split()), in_days=in_days and role == Role.TIME)


def _closest(words: tuple[str, ...]) -> Role | None:
    """Return the role whose words begin the title, if exactly one role's do and at most three words are
    left.
    """
    for size in range(min(len(words), _WORDS_MAX), 1, -1):
        role = _BY_WORDS.get(words[:size])
        if role is not None:
            return role if len(words) - size <= 4 else None
    return None


def split_header(words: list[str]) -> list[Column]:
    """Split the words of a header that has lost its columns; unknown words between known ones become a
    column.

    The words come as written; the number column is left out.
    """
    plain = [_plain_words(word) for word in words]
    columns: list[Column] = []
    unknown: list[str] = []
    place = 0
    while place < len(words):
        size, role = _match(plain, place)
        if role is None:
            unknown.append(words[place])
            place += 1
            continue
        if unknown:
            columns.append(Column(Role.OTHER, " ".join(unknown)))
            unknown = []
        title = " ".join(words[place : place + size])
        columns.append(Column(role, title, in_days=role == Role.TIME and bool(_DAYS.search(fold(title)))))
        place += size
    if unknown:
        columns.append(Column(Role.OTHER, " ".join(unknown)))
    return columns


@lru_cache(maxsize=16_384)
def _plain_words(word: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(fold(word).strip(" .:;,*/()")))


def _match(plain: list[tuple[str, ...]], place: int) -> tuple[int, Role | None]:
    """Return the longest known title that begins here: how many written words it takes, and its role."""
    if not plain[place] or plain[place][0] not in _FIRST_WORDS:
        return 0, None
    best: tuple[int, Role | None] = (0, None)
    words: tuple[str, ...] = ()
    for size, part in enumerate(plain[place : place + _WORDS_MAX], start=1):
        words += part
        role = _BY_WORDS.get(words)
        best = best if role is None else (size, role)
    return best


def known_roles(columns: list[Column]) -> set[Role]:
    """Return the roles of a header that carry meaning for a task."""
    return {column.role for column in columns} - {Role.OTHER}


def looks_like_header(columns: list[Column]) -> bool:
    """Tell whether these columns can head a table of tasks: content, and someone or some time for it."""
    roles = known_roles(columns)
    return Role.CONTENT in roles and bool(roles & {Role.LEAD, Role.COORD, Role.TIME, Role.PRODUCT})


def settle(columns: list[Column]) -> list[Column]:
    """Put the columns of a header of two rows in the order of the table, each role once.

    Flattened, "Đơn vị thực hiện" over "Chủ trì | Phối hợp" comes as three titles, the two after all
    others; they belong where the first one stands. A title that repeats a role keeps its words only.
    """
    settled = _unfold(_unfold(columns, (Role.LEAD, Role.COORD)), (Role.START, Role.TIME))
    seen: set[Role] = set()
    kept = []
    for column in settled:
        repeated = column.role in seen and column.role != Role.OTHER
        kept.append(Column(Role.OTHER, column.title) if repeated else column)
        seen.add(column.role)
    return kept


def _unfold(columns: list[Column], pair: tuple[Role, Role]) -> list[Column]:
    """Move a pair of sub-titles to the title above them, which has the role of one of the two."""
    roles = [column.role for column in columns]
    lower = next((place for place in range(1, len(roles) - 1) if (roles[place], roles[place + 1]) == pair), None)
    if lower is None:
        return columns
    upper = next((place for place in range(lower) if roles[place] in pair), None)
    if upper is None:
        return columns
    rest = columns[upper + 1 : lower] + columns[lower + 2 :]
    return columns[:upper] + columns[lower : lower + 2] + rest
