"""Numbers of identity cards: the 12 digits of a citizen's card (CCCD) and the 9 of the old one (CMND).

The structure of the 12 digits is that of Decree 137/2015/NĐ-CP, article 13, and Circular 59/2021/TT-BCA,
article 4: three digits for the place of birth registration, one for century and sex, two for the year of
birth, six at random. Numbers of people who do not exist begin with 999, a code that no place has.
"""

from enum import StrEnum
from typing import Final

from tantam.core.text import nfc

CARD_DIGITS: Final = 12
OLD_CARD_DIGITS: Final = 9
SAMPLE_PREFIX: Final = "999"
_CENTURIES: Final = {"0": (1900, "MALE"), "1": (1900, "FEMALE"), "2": (2000, "MALE"), "3": (2000, "FEMALE")}
_KNOWN_SEXES: Final = frozenset({"MALE", "FEMALE"})

# The 63 provinces of before 1 July 2025: cards keep the code under which the birth was registered.
# fmt: off
PROVINCES: Final = frozenset({
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42,
    44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84,
    86, 87, 89, 91, 92, 93, 94, 95, 96,
})
# fmt: on
# Codes of countries, for births registered abroad; the circular's annex numbers them upwards from 101.
_ABROAD: Final = range(101, 400)


class Fault(StrEnum):
    """What is wrong with a number; the screens and the lists have the words."""

    NOT_DIGITS = "NOT_DIGITS"
    LENGTH = "LENGTH"
    PROVINCE = "PROVINCE"
    CENTURY = "CENTURY"
    SEX = "SEX"
    BIRTH_YEAR = "BIRTH_YEAR"


def read_number(text: str) -> str:
    """Return the number as it is kept: without spaces, dots, dashes and a spreadsheet's leading apostrophe."""
    if text.isascii() and text.isdigit():
        return text
    return "".join(letter for letter in nfc(text).strip().lstrip("'") if letter not in " .-\t\u2009\u202f")


def card_faults(number: str, *, birth_year: int | None, sex: str, allow_samples: bool) -> tuple[Fault, ...]:
    """Return what is wrong with the number of a citizen's card, nothing for a sound one.

    An unknown year or sex ("UNKNOWN") is not compared. With `allow_samples`, a number that begins with 999
    is only counted.
    """
    if not (number.isascii() and number.isdigit()):
        return (Fault.NOT_DIGITS,)
    if len(number) != CARD_DIGITS:
        return (Fault.LENGTH,)
    if allow_samples and number.startswith(SAMPLE_PREFIX):
        return ()
    faults = []
    if int(number[:3]) not in PROVINCES and int(number[:3]) not in _ABROAD:
        faults.append(Fault.PROVINCE)
    if number[3] not in _CENTURIES:
        return (*faults, Fault.CENTURY)
    century, says_sex = _CENTURIES[number[3]]
    if birth_year is not None and century != birth_year // 100 * 100:
        faults.append(Fault.CENTURY)
    if sex in _KNOWN_SEXES and sex != says_sex:
        faults.append(Fault.SEX)
    if birth_year is not None and int(number[4:6]) != birth_year % 100:
        faults.append(Fault.BIRTH_YEAR)
    return tuple(faults)


def old_card_faults(number: str) -> tuple[Fault, ...]:
    """Return what is wrong with the number of an old card; its nine digits say nothing that can be compared."""
    if not (number.isascii() and number.isdigit()):
        return (Fault.NOT_DIGITS,)
    return () if len(number) == OLD_CARD_DIGITS else (Fault.LENGTH,)


def mask_number(number: str) -> str:
    """Return the first and the last three characters, and nothing of what is between (domain: Law 91/2025/QH15)."""
    if len(number) <= 6:
        return "•" * len(number)
    return f"{number[:3]}{'•' * (len(number) - 6)}{number[-3:]}"
