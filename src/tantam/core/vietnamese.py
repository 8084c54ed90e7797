"""Numbers, dates and amounts as Vietnamese offices write them, and numbers read back.

Thousands are set apart by dots, decimals follow a comma, dates are dd/mm/yyyy. Everything is exact:
integers and `Decimal` only.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

NOTHING_TO_DIVIDE = "–"
WORDS_MAX = 10**18

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def format_number(value: int | Decimal, places: int | None = None) -> str:
    """Write a number with dots between thousands and a comma before decimals.

    Without `places` every digit of the value is kept; with it the value is rounded half up, away from zero.
    """
    exact = Decimal(value)  # never format the integer itself with "f": that goes through a float
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = "-" if exact < 0 else ""
    whole, _, decimals = f"{exact.copy_abs():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def format_percent(numerator: int, denominator: int, places: int = 1) -> str:
    """Write a share of whole numbers in percent, rounded half up; an en dash if the whole is zero."""
    assert denominator >= 0
    if denominator == 0:
        return NOTHING_TO_DIVIDE
    scaled = abs(numerator) * 100 * 10**places
    rounded = (2 * scaled + denominator) // (2 * denominator)
    if numerator < 0:
        rounded = -rounded
    return format_number(Decimal(rounded).scaleb(-places)) + "%"


def format_date(day: date) -> str:
    """Write a date in figures: 07/08/2025."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_date_long(day: date) -> str:
    """Write a date as at the head of a document: ngày 07 tháng 8 năm 2025.

    Days below 10 and the months 1 and 2 get a leading zero (Decree 30/2020/NĐ-CP, Appendix I), so that
    nobody can put a digit before them.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number_in_words(number: int, *, zero_tens: Literal["lẻ", "linh"] = "lẻ") -> str:
    """Read a whole number aloud, up to 10^18 either way.

    A wholly empty group of thousands before hundreds is said ("một triệu không nghìn năm trăm"), because
    without it 1.000.500 and one and a half million sound alike.
    """
    assert abs(number) <= WORDS_MAX
    if number == 0:
        return _DIGITS[0]
    words = _below_or_with_billions(abs(number), zero_tens, follows=False)
    return ("âm " if number < 0 else "") + " ".join(words)


def vnd_in_words(amount_vnd: int) -> str:
    """Read an amount of money as forms ask for it under "Bằng chữ": Một triệu hai trăm nghìn đồng."""
    words = number_in_words(amount_vnd)
    return f"{words[0].upper()}{words[1:]} đồng"


def _below_or_with_billions(number: int, zero_tens: str, *, follows: bool) -> list[str]:
    """Say a number in billions and what is left of them; `follows` when something larger was said before."""
    billions, rest = divmod(number, _BILLION)
    words: list[str] = []
    if billions:
        words += [*_below_or_with_billions(billions, zero_tens, follows=follows), "tỷ"]
    if rest:
        words += _millions(rest, zero_tens, follows=follows or billions > 0)
    return words


def _millions(number: int, zero_tens: str, *, follows: bool) -> list[str]:
    words: list[str] = []
    groups = ((number // 10**6, "triệu"), (number // 1000 % 1000, "nghìn"), (number % 1000, ""))
    for group, unit in groups:
        if group:
            words += _hundreds(group, zero_tens, follows=follows or bool(words))
            words += [unit] if unit else []
        elif unit == "nghìn" and number % 1000 >= 100 and (words or follows):
            words += [_DIGITS[0], unit]
    return words


def _hundreds(number: int, zero_tens: str, *, follows: bool) -> list[str]:
    hundreds, below = divmod(number, 100)
    tens, ones = divmod(below, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or follows else []
    if tens == 0:
        return [*words, *([zero_tens] if words and ones else []), *([_DIGITS[ones]] if ones else [])]
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        return [*words, "mốt"]
    if ones == 4 and tens > 1:
        return [*words, "tư"]
    if ones == 5:
        return [*words, "lăm"]
    return [*words, _DIGITS[ones]] if ones else words


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a text may mean as a number: nothing, one value, or several that only a person can tell apart."""

    candidates: tuple[Decimal, ...]

    @property
    def value(self) -> Decimal | None:
        """The number, if the text has exactly one meaning."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        return len(self.candidates) > 1


_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?:\D|$))")
_BY_DECIMAL_MARK = {
    ",": re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?", re.ASCII),
    ".": re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII),
}


def read_number(text: str, *, decimal_mark: Literal[",", "."] | None = None) -> NumberReading:
    """Read a number somebody typed; both meanings are reported where dots and commas leave a doubt.

    "1.234,5" and "1.234.567" can mean one thing. "1.234" means 1234 to a Vietnamese reader and 1,234 to a
    program set to English, so it has two candidates (the Vietnamese one first) unless the caller knows the
    decimal mark. Brackets around a number, as accountants write, mean minus.
    """
    bare = text.strip().replace("\u2212", "-")
    negative = False
    if bare.startswith("(") and bare.endswith(")"):
        negative, bare = True, bare[1:-1].strip()
    elif bare[:1] in {"-", "+"}:
        negative, bare = bare[0] == "-", bare[1:].strip()
    bare = _SPACES.sub("", bare)
    candidates: list[Decimal] = []
    for mark in (decimal_mark,) if decimal_mark else (",", "."):
        value = _read_with(bare, mark)
        if value is not None:
            signed = -value if negative and value else value
            candidates += [signed] if signed not in candidates else []
    return NumberReading(tuple(candidates))


def _read_with(bare: str, decimal_mark: str) -> Decimal | None:
    """Read an unsigned number whose decimal mark is known."""
    if not _BY_DECIMAL_MARK[decimal_mark].fullmatch(bare):
        return None
    thousands_mark = "." if decimal_mark == "," else ","
    if thousands_mark in bare and bare.startswith("0"):
        return None  # nobody groups thousands under a leading zero: 0.500 is a half
    return Decimal(bare.replace(thousands_mark, "").replace(decimal_mark, "."))
