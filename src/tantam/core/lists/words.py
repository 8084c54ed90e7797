"""Words of lists read: standing, sex, relation, telephone, marks, whole numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tantam.core.figures import read_figure
from tantam.core.lists.fields import Cell, shown
from tantam.core.lists.reasons import CautionCode, ReasonCode
from tantam.core.text import fold

AMOUNT_MAX: Final = 10**15
_MARKED: Final = frozenset({"x", "v", "1", "co", "✓", "✔", "dung", "true", "*", "+"})
_UNMARKED: Final = frozenset({"", "0", "-", "khong", "false", "k"})
_LETTERS = re.compile(r"[^a-z0-9]+")

_STANDINGS: Final = {
    "POOR": ("ho ngheo", "ngheo", "hn", "ho ngheo da chieu", "ngheo da chieu"),
    "NEAR_POOR": ("ho can ngheo", "can ngheo", "hcn", "cn", "h can ngheo"),
    # A household that left the poor or the near-poor (QĐ 28/2015/QĐ-TTg, article 1).
    "NEWLY_ESCAPED": (
        "ho moi thoat ngheo",
        "ho thoat ngheo",
        "moi thoat ngheo",
        "thoat ngheo",
        "htn",
        "hmtn",
        "ho thoat can ngheo",
        "thoat can ngheo",
        "ho moi thoat can ngheo",
        "moi thoat can ngheo",
    ),
    "AVERAGE_LIVING": (
        "ho co muc song trung binh",
        "muc song trung binh",
        "ho muc song trung binh",
        "mstb",
        "ho mstb",
        "trung binh",
        "ho trung binh",
    ),
}
_STANDING_OF: Final = {word: code for code, words in _STANDINGS.items() for word in words}

_SEXES: Final = {"nam": "MALE", "nu": "FEMALE", "trai": "MALE", "gai": "FEMALE", "male": "MALE", "female": "FEMALE"}

_RELATIONS: Final = {
    "HEAD": ("chu ho", "ch", "ban than chu ho", "chu", "dai dien ho"),
    "SPOUSE": ("vo", "chong", "vo chong", "vo hoac chong", "vo chu ho", "chong chu ho"),
    "CHILD": ("con", "con trai", "con gai", "con de", "con nuoi", "con ruot", "con chu ho"),
    "PARENT": (
        "cha",
        "me",
        "bo",
        "ba",
        "ma",
        "cha de",
        "me de",
        "bo de",
        "cha me",
        "cha hoac me",
        "me chu ho",
        "cha chu ho",
    ),
}
_RELATION_OF: Final = {word: code for code, words in _RELATIONS.items() for word in words}

_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")


def _bare(text: str) -> str:
    return _LETTERS.sub(" ", fold(text)).strip()


def read_mark(cell: Cell) -> bool | None:
    """Tell whether a cell is ticked; None for words that are neither a tick nor none."""
    text = fold(shown(cell))
    return False if text in _UNMARKED else (True if text in _MARKED else None)


def read_standing(text: str) -> str | None:
    """Return the code of a standing in words; None for words that mean none of them, "" for no words."""
    bare = _bare(text)
    return _STANDING_OF.get(bare) if bare else ""


def read_sex(text: str) -> str | None:
    """Return FEMALE or MALE; None for words that mean neither, UNKNOWN for no words."""
    bare = _bare(text)
    if fold(text) == "nam" and "ă" in text.lower():
        return None
    return _SEXES.get(bare) if bare else "UNKNOWN"


def read_relation(text: str) -> str:
    """Return the code of a relation to the head; "" for no words, OTHER for relations that have no code."""
    bare = _bare(text)
    return _RELATION_OF.get(bare, "OTHER") if bare else ""


@dataclass(frozen=True, slots=True)
class PhoneRead:
    """A telephone number as ten or eleven digits, "" where there is none or none that can be dialled."""

    number: str = ""
    caution: CautionCode | None = None


def read_phone(cell: Cell) -> PhoneRead:
    """Return a telephone number of Vietnam; the nought that a spreadsheet drops is put back."""
    text = shown(cell)
    if not text:
        return PhoneRead()
    digits = re.sub(r"[\s.\-()']", "", text)
    if digits.startswith(("+84", "0084")):
        digits = "0" + digits.removeprefix("+84").removeprefix("0084").removeprefix("0")
    elif digits.startswith("84") and len(digits) == 11:
        digits = "0" + digits[2:]
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return PhoneRead(digits)
    if _MOBILE.fullmatch("0" + digits):
        return PhoneRead("0" + digits, CautionCode.PHONE_ZERO_ADDED)
    return PhoneRead(caution=CautionCode.PHONE_UNREADABLE)


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number, exact; None with no reason where nothing is written."""

    value: Decimal | None = None
    reason: ReasonCode | None = None


def read_amount(cell: Cell, *, decimals: int) -> NumberRead:
    """Return a number that is not negative, with at most so many decimals; "1.234" may need a person to say."""
    if cell is None or isinstance(cell, bool) or shown(cell) in {"", "-"}:
        return NumberRead()
    if isinstance(cell, int | Decimal):
        value = Decimal(cell)
        fits = 0 <= value <= AMOUNT_MAX and value == value.quantize(Decimal(1).scaleb(-decimals))
        return NumberRead(value) if fits else NumberRead(reason=ReasonCode.NUMBER_UNREADABLE)
    text = re.sub(r"\s*(đồng|đ|vnđ|vnd)\.?$", "", shown(cell), flags=re.IGNORECASE)
    reading = read_figure(text, decimals=decimals)
    if reading.is_ambiguous:
        return NumberRead(reason=ReasonCode.NUMBER_AMBIGUOUS)
    if reading.value is None or not 0 <= reading.value <= AMOUNT_MAX:
        return NumberRead(reason=ReasonCode.NUMBER_UNREADABLE)
    return NumberRead(reading.value)
