"""Numbers of identity as spreadsheets leave them: noughts dropped, digits rounded away, columns mixed up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tantam.core.identity import CARD_DIGITS, OLD_CARD_DIGITS, SAMPLE_PREFIX, Fault, card_faults, read_number
from tantam.core.lists.fields import Cell, shown
from tantam.core.lists.reasons import CautionCode, Reason, ReasonCode

LOST_ZEROS_MAX: Final = 2  # no place has a code below 001
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_POINT_ZERO = re.compile(r"(\d+)[.,]0+")


@dataclass(frozen=True, slots=True)
class IdentityRead:
    """The number of a citizen's card, or of an old card, or why neither can be taken."""

    identity: str = ""
    old_identity: str = ""
    reasons: tuple[Reason, ...] = ()
    cautions: tuple[Reason, ...] = ()


def read_identity(cell: Cell, *, birth_year: int | None, sex: str, allow_samples: bool) -> IdentityRead:
    """Return the number in the column of citizens' cards; nine digits there are an old card's."""
    number, problem = _digits(cell)
    if problem or not number:
        return IdentityRead(reasons=(problem,) if problem else ())
    if len(number) == OLD_CARD_DIGITS:
        return IdentityRead(old_identity=number, cautions=(Reason(CautionCode.OLD_IDENTITY_IN_PLACE),))
    if len(number) != CARD_DIGITS:
        return IdentityRead(reasons=(_wrong_length(number),))
    if number.startswith(SAMPLE_PREFIX) and not allow_samples:
        return IdentityRead(reasons=(Reason(ReasonCode.IDENTITY_PROVINCE),))
    faults = card_faults(number, birth_year=birth_year, sex=sex, allow_samples=allow_samples)
    return IdentityRead(identity=number, reasons=tuple(Reason(_CODES[fault]) for fault in faults))


def read_old_identity(cell: Cell) -> IdentityRead:
    """Return the number in the column of old cards, nine digits."""
    number, problem = _digits(cell)
    if problem or not number:
        return IdentityRead(reasons=(problem,) if problem else ())
    if len(number) != OLD_CARD_DIGITS:
        return IdentityRead(reasons=(Reason(ReasonCode.OLD_IDENTITY_LENGTH, {"digits": len(number)}),))
    return IdentityRead(old_identity=number)


_CODES: Final = {
    Fault.NOT_DIGITS: ReasonCode.IDENTITY_NOT_DIGITS,
    Fault.LENGTH: ReasonCode.IDENTITY_LENGTH,
    Fault.PROVINCE: ReasonCode.IDENTITY_PROVINCE,
    Fault.CENTURY: ReasonCode.IDENTITY_CENTURY,
    Fault.SEX: ReasonCode.IDENTITY_SEX,
    Fault.BIRTH_YEAR: ReasonCode.IDENTITY_BIRTH_YEAR,
}


def _digits(cell: Cell) -> tuple[str, Reason | None]:
    if isinstance(cell, Decimal) and cell != int(cell):
        return "", Reason(ReasonCode.IDENTITY_NOT_DIGITS)
    text = str(int(cell)) if isinstance(cell, Decimal) else shown(cell)
    if _SCIENTIFIC.fullmatch(text):
        return "", Reason(ReasonCode.IDENTITY_ROUNDED)
    if found := _POINT_ZERO.fullmatch(text):
        text = found.group(1)
    number = read_number(text)
    if number and not (number.isascii() and number.isdigit()):
        return "", Reason(ReasonCode.IDENTITY_NOT_DIGITS)
    return number, None


def _wrong_length(number: str) -> Reason:
    lost = CARD_DIGITS - len(number)
    values = {"digits": len(number)} | ({"lost_zeros": lost} if 0 < lost <= LOST_ZEROS_MAX else {})
    return Reason(ReasonCode.IDENTITY_LENGTH, values)
