"""What the columns of a list mean, guessed from their headers; the digest by which a mapping is remembered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from tantam.core.lists.fields import NAME_FIELDS, ListField
from tantam.core.lists.header_words import HEADER_WORDS, JOINT, REFUSAL_HEADER
from tantam.core.text import fold, nfc

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_MARKS = re.compile(r"[^\w›]+")
_EXACT: Final = 100
_PART: Final = 90  # a whole header of two words or more stands at the beginning or the end
_LIKE: Final = 86  # below this likeness (of 100) a header is taken for nothing
_SHORT: Final = 4  # letters; shorter words are taken exactly or not at all
_SURE: Final = 95


@dataclass(frozen=True, slots=True)
class Guesses:
    """Columns by their place from 0; a person should look at the unsure ones."""

    columns: Mapping[int, ListField]
    unsure: frozenset[int]


def _plain(text: str) -> str:
    parts = (_MARKS.sub(" ", fold(part)).strip() for part in text.split(JOINT))
    return JOINT.join(part for part in parts if part)


_WORDS: Final = {_plain(word): field for field, words in HEADER_WORDS.items() for word in words}
_IGNORED: Final = _plain(REFUSAL_HEADER)


@lru_cache(maxsize=4_096)
def guess_column(header: str) -> tuple[ListField | None, int]:
    """Return what a header seems to mean, and how sure that is, of 100."""
    whole, bare = _plain(header), _plain(_BRACKETS.sub(" ", header))
    last = bare.rsplit(JOINT, 1)[-1]
    if not whole or last == _IGNORED:
        return None, 0
    # "Năm" and "Nam" fold to the same letters; only the second is a sex.
    if last == "nam" and not re.search(r"\bnam\b", nfc(header).lower().rsplit(JOINT, 1)[-1]):
        return None, 0
    for key in (whole, bare):
        if key in _WORDS:
            return _WORDS[key], _EXACT
    if JOINT in bare:
        return _guess_joined(bare, last)
    if last == "nam":
        return ListField.MALE_MARK, _SURE
    return _guess_likeness(bare)


def _guess_joined(bare: str, last: str) -> tuple[ListField | None, int]:
    """Look at a column under a common head: its own words first, then the head's."""
    above = bare.rsplit(JOINT, 1)[0]
    group, _ = guess_column(above)
    if last in {"nam", "nu"}:
        if group is ListField.BIRTH:
            return (ListField.BIRTH_MALE if last == "nam" else ListField.BIRTH_FEMALE), _EXACT
        return (ListField.MALE_MARK if last == "nam" else ListField.FEMALE_MARK), _SURE
    if last in _WORDS:
        return _WORDS[last], _EXACT
    found, likeness = _guess_likeness(last)
    return (found, likeness) if found else (group, _LIKE if group else 0)


def _guess_likeness(bare: str) -> tuple[ListField | None, int]:
    best: tuple[ListField | None, int] = (None, 0)
    longest = 0
    for words, field in _WORDS.items():
        if len(words) < _SHORT:
            continue
        whole_words = " " in words and (bare.startswith(f"{words} ") or bare.endswith(f" {words}"))
        if whole_words and len(words) > longest:
            best, longest = (field, _PART), len(words)
        elif not longest:
            likeness = int(fuzz.ratio(words, bare))
            if likeness >= _LIKE and likeness > best[1]:
                best = (field, min(likeness, _PART))
    return best


def guess_columns(headers: Sequence[str]) -> Guesses:
    """Return what each column seems to mean; a field is given once, to the likeliest column."""
    guesses = {place: guess_column(header) for place, header in enumerate(headers)}
    columns: dict[int, ListField] = {}
    unsure = set()
    for place, (field, likeness) in sorted(guesses.items(), key=lambda item: (-item[1][1], item[0])):
        if field is None or field in columns.values():
            continue
        columns[place] = field
        if likeness < _SURE:
            unsure.add(place)
    return Guesses(dict(sorted(columns.items())), frozenset(unsure))


def headers_digest(headers: Sequence[str]) -> str:
    """Return the digest under which a mapping of these headers is remembered; the column of reasons is left out."""
    plain = [_plain(header) for header in headers]
    while plain and plain[-1] in {"", _IGNORED}:
        plain.pop()
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()


def income_unit_vnd(header: str) -> int | None:
    """Return how many đồng a figure under this header stands for; None where the header names no unit."""
    folded = fold(header)
    if re.search(r"\btrieu|\btrd\b", folded):
        return 1_000_000
    if re.search(r"\b(nghin|ngan)\b|\b1\.?000 ?d|\bngd\b", folded):
        return 1_000
    return 1 if re.search(r"\bdong\b|\bvnd\b|\((d)\)|\bd/", folded) else None


HEADER_WITHIN: Final = 40  # rows from the top in which a header is looked for
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?(?: ?= ?[\d+() ]+)?", re.IGNORECASE)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the row (from 0) that names the columns: the one with most names of fields, a person's among them."""
    best, most = None, 1
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        found = {guess_column(text)[0] for text in row if text and len(text) <= 120} - {None}
        if found & NAME_FIELDS and len(found) > most:
            best, most = place, len(found)
    return best


def is_numbering(row: Sequence[str]) -> bool:
    """Tell whether a row under a header only numbers the columns: (1) (2) (3), or A B 1 2."""
    written = [text.strip() for text in row if text.strip()]
    return len(written) >= 3 and all(_NUMBERING.fullmatch(text) for text in written)


def join_headers(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return one header a column out of the rows of a header; a text that repeats the one above is left out."""
    width = max((len(row) for row in rows), default=0)
    joined = []
    for place in range(width):
        parts: list[str] = []
        for row in rows:
            text = row[place] if place < len(row) else ""
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        joined.append(JOINT.join(parts))
    return tuple(joined)
