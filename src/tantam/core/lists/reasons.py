"""Why a row is not taken, and what a person should look at: codes, worded where they are shown.

The values of a reason are kept unsealed beside the row, so that none may say who the person is: they are row
numbers, counts and names of fields, never a name, a number of identity, a phone or a birthday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ReasonCode(StrEnum):
    """Any of these refuses the row."""

    NAME_MISSING = "NAME_MISSING"
    NAME_UNREADABLE = "NAME_UNREADABLE"
    LEGACY_FONT = "LEGACY_FONT"
    IDENTITY_NOT_DIGITS = "IDENTITY_NOT_DIGITS"
    IDENTITY_LENGTH = "IDENTITY_LENGTH"  # digits; lost_zeros where a spreadsheet dropped leading noughts
    IDENTITY_ROUNDED = "IDENTITY_ROUNDED"  # scientific notation: digits are lost for good
    IDENTITY_PROVINCE = "IDENTITY_PROVINCE"
    IDENTITY_CENTURY = "IDENTITY_CENTURY"
    IDENTITY_SEX = "IDENTITY_SEX"
    IDENTITY_BIRTH_YEAR = "IDENTITY_BIRTH_YEAR"
    OLD_IDENTITY_LENGTH = "OLD_IDENTITY_LENGTH"  # digits
    BIRTH_UNREADABLE = "BIRTH_UNREADABLE"
    BIRTH_AMBIGUOUS = "BIRTH_AMBIGUOUS"
    BIRTH_FUTURE = "BIRTH_FUTURE"
    BIRTH_TOO_EARLY = "BIRTH_TOO_EARLY"
    DATE_UNREADABLE = "DATE_UNREADABLE"
    DATE_FUTURE = "DATE_FUTURE"
    SEX_TWICE = "SEX_TWICE"
    ETHNICITY_UNKNOWN = "ETHNICITY_UNKNOWN"
    VILLAGE_MISSING = "VILLAGE_MISSING"
    WRONG_COMMUNE = "WRONG_COMMUNE"
    STANDING_MISSING = "STANDING_MISSING"
    STANDING_UNKNOWN = "STANDING_UNKNOWN"
    STANDING_TWICE = "STANDING_TWICE"
    NUMBER_UNREADABLE = "NUMBER_UNREADABLE"  # field
    NUMBER_AMBIGUOUS = "NUMBER_AMBIGUOUS"  # field
    INCOME_UNIT = "INCOME_UNIT"  # đồng, nghìn or triệu?
    DUPLICATE_IN_LIST = "DUPLICATE_IN_LIST"  # row
    FORMULA_WITHOUT_VALUE = "FORMULA_WITHOUT_VALUE"  # field
    ERROR_VALUE = "ERROR_VALUE"  # field: #REF!, #N/A …
    # What only the register knows.
    # list: of the same year, in another class, or in another commune where the person still lives
    PERSON_ON_TWO_LISTS = "PERSON_ON_TWO_LISTS"
    HOUSEHOLD_OF_OTHER_COMMUNE = "HOUSEHOLD_OF_OTHER_COMMUNE"
    NOT_ON_LIST = "NOT_ON_LIST"  # a removal of who is on no list in force
    HEAD_REFUSED = "HEAD_REFUSED"  # row: the household's head is refused
    # Found when an approved list is written.
    MOVED_AWAY = "MOVED_AWAY"  # the person has a home in another commune since
    HEAD_MOVED_AWAY = "HEAD_MOVED_AWAY"  # row: the household's head has one


class CautionCode(StrEnum):
    """Refuses nothing; a person should look."""

    FORMULA = "FORMULA"
    NAME_SHORT = "NAME_SHORT"
    IDENTITY_MISSING = "IDENTITY_MISSING"
    OLD_IDENTITY_IN_PLACE = "OLD_IDENTITY_IN_PLACE"
    BIRTH_MISSING = "BIRTH_MISSING"
    BIRTH_YEAR_ONLY = "BIRTH_YEAR_ONLY"
    BIRTH_FROM_SERIAL = "BIRTH_FROM_SERIAL"
    SEX_UNREADABLE = "SEX_UNREADABLE"
    PHONE_UNREADABLE = "PHONE_UNREADABLE"  # the phone is left out, the row is taken
    PHONE_ZERO_ADDED = "PHONE_ZERO_ADDED"
    RELATION_MISSING = "RELATION_MISSING"
    TWO_HEADS = "TWO_HEADS"  # row
    NO_HEAD = "NO_HEAD"
    MOVED_HERE = "MOVED_HERE"  # list: of the same year, of the commune that the person moved away from


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `ReasonCode` or `CautionCode` with its values."""

    code: str
    values: Mapping[str, int | str] = field(default_factory=dict)
