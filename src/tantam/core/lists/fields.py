"""The fields that columns of a list may mean, and the cells that stand in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from tantam.core.text import nfc
from tantam.core.vietnamese import format_date

# What a cell holds: exact values only; a workbook's binary fractions were made decimal when it was opened.
Cell = str | int | Decimal | date | bool | None


class ListField(StrEnum):
    """What a column means. The marks are columns in which an "x" says it."""

    NUMBER = "NUMBER"
    HOUSEHOLD_CODE = "HOUSEHOLD_CODE"
    HEAD_NAME = "HEAD_NAME"
    FULL_NAME = "FULL_NAME"
    RELATION = "RELATION"
    IDENTITY = "IDENTITY"  # 12-digit CCCD; a 9-digit CMND is accepted there with a caution
    OLD_IDENTITY = "OLD_IDENTITY"  # 9-digit CMND
    BIRTH = "BIRTH"  # a day or a year
    BIRTH_MALE = "BIRTH_MALE"  # the year stands under "nam" or under "nữ"
    BIRTH_FEMALE = "BIRTH_FEMALE"
    SEX = "SEX"
    MALE_MARK = "MALE_MARK"
    FEMALE_MARK = "FEMALE_MARK"
    ETHNICITY = "ETHNICITY"
    VILLAGE = "VILLAGE"
    COMMUNE = "COMMUNE"
    ADDRESS = "ADDRESS"
    PHONE = "PHONE"
    STANDING = "STANDING"  # poor, near-poor, … in words
    POOR_MARK = "POOR_MARK"
    NEAR_POOR_MARK = "NEAR_POOR_MARK"
    NEWLY_ESCAPED_MARK = "NEWLY_ESCAPED_MARK"
    AVERAGE_LIVING_MARK = "AVERAGE_LIVING_MARK"
    INCOME = "INCOME"
    DEPRIVATIONS = "DEPRIVATIONS"
    MEMBERS = "MEMBERS"
    STARTS_ON = "STARTS_ON"
    GROUNDS = "GROUNDS"  # why a household is added or taken out
    NOTE = "NOTE"


NAME_FIELDS: Final = frozenset({ListField.FULL_NAME, ListField.HEAD_NAME})
# Marks, and the standing (`people.models.Status.Kind`) each gives.
STANDING_MARKS: Final = {
    ListField.POOR_MARK: "POOR",
    ListField.NEAR_POOR_MARK: "NEAR_POOR",
    ListField.NEWLY_ESCAPED_MARK: "NEWLY_ESCAPED",
    ListField.AVERAGE_LIVING_MARK: "AVERAGE_LIVING",
}


def shown(cell: Cell) -> str:
    """Return a cell as an office would write it: days dd/mm/yyyy, a true box as x, decimals after a comma."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, date):
        return format_date(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return " ".join(nfc(str(cell)).split())
