"""Which rows of a sheet are persons, and which are lines between them: a village, a standing, a total, a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from tantam.core.lists.fields import NAME_FIELDS, STANDING_MARKS, ListField, shown
from tantam.core.lists.terms import SheetRow, Under
from tantam.core.lists.words import read_standing
from tantam.core.text import fold

# Marks the row that a template shows as an example; it is never read.
EXAMPLE_NOTE: Final = "Ví dụ: xóa hàng này"
_EXAMPLE: Final = fold(EXAMPLE_NOTE)
_ORDER = re.compile(r"^(?:[ivxIVX]+|[a-zA-Z]|\d{1,3})\s*[.)\-:/]\s*")
_VILLAGE = re.compile(r"^(?:thon|lang|to dan pho|tdp|xom|ban|buon|khu dan cu|kdc|to|plei)\s+\S")
_TOTAL = re.compile(r"^(?:tong|cong|tong cong|tong so)\b")
_TELLS: Final = frozenset(
    {
        ListField.IDENTITY,
        ListField.OLD_IDENTITY,
        ListField.BIRTH,
        ListField.BIRTH_MALE,
        ListField.BIRTH_FEMALE,
        ListField.SEX,
        ListField.MALE_MARK,
        ListField.FEMALE_MARK,
        ListField.RELATION,
        ListField.HOUSEHOLD_CODE,
        ListField.ETHNICITY,
        ListField.STANDING,
        *STANDING_MARKS,
    }
)


class Line(Enum):
    """What a row is."""

    EMPTY = "EMPTY"
    PERSON = "PERSON"
    SECTION = "SECTION"
    TOTAL = "TOTAL"
    EXAMPLE = "EXAMPLE"
    OTHER = "OTHER"  # a signature below the list, or a row with too little in it


@dataclass(frozen=True, slots=True)
class Classed:
    """What a row is, and what the rows below it stand under from now on."""

    line: Line
    under: Under


def class_row(row: SheetRow, under: Under) -> Classed:
    """Return what a row is, and what the rows from here on stand under."""
    texts = list(dict.fromkeys(text for text in row.written if text))  # a merged cell may repeat itself
    if not texts or fold(texts[-1]) == _EXAMPLE:
        return Classed(Line.EXAMPLE if texts else Line.EMPTY, under)
    if _is_person(row):
        return Classed(Line.PERSON, under)
    first = fold(" ".join(texts[:2]))
    if _TOTAL.match(first) or _TOTAL.match(fold(texts[-1])):
        return Classed(Line.TOTAL, under)
    below = _section(texts, under)
    return Classed(Line.SECTION, below) if below else Classed(Line.OTHER, under)


def _section(texts: list[str], under: Under) -> Under | None:
    """Return what the rows below a line of one text stand under; None where it says neither standing nor village."""
    spoken = [text for text in texts if not re.fullmatch(r"[ivxIVX]+|[a-zA-Z]|\d{1,4}|\(\d+\)", text)]
    if len(spoken) != 1:
        return None
    name = _ORDER.sub("", spoken[0]).rstrip(" :;.")
    name = re.sub(r"\s*[(:]\s*\d+\s*(?:hộ|người|khẩu).*$", "", name, flags=re.IGNORECASE)
    if standing := read_standing(name):
        return replace(under, standing=standing)
    return replace(under, village=name) if _VILLAGE.match(fold(name)) and len(name) <= 60 else None


def _is_person(row: SheetRow) -> bool:
    filled = {field for field, cell in row.cells.items() if shown(cell)} | row.valueless
    if filled & NAME_FIELDS:
        return bool(filled & _TELLS)
    return len(filled & _TELLS) >= 2
