"""What one row says, typed; and the same as plain values that can be sealed and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from tantam.core.lists.reasons import Reason


@dataclass(frozen=True, slots=True)
class RowReading:
    """One person of a list: what is known, why the row is not taken, what to look at.

    `number` is the row in the sheet as people see it. `head_row` is the row of the head of the person's household
    in the same list: its own number for a head, None where the list names no head. `standing`, `sex`, `relation`
    and `ethnicity` are codes (`people.models`, `core/ethnicities.py`); "" where the list says nothing.
    """

    number: int
    full_name: str = ""
    name_folded: str = ""
    identity: str = ""
    old_identity: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = "UNKNOWN"
    ethnicity: str = ""
    village: str = ""
    address: str = ""
    phone: str = ""
    relation: str = "HEAD"
    household_code: str = ""
    head_row: int | None = None
    standing: str = ""
    income_vnd: int | None = None  # a person a month
    deprivations: int | None = None
    members: int | None = None
    starts_on: date | None = None
    grounds: str = ""
    note: str = ""
    reasons: tuple[Reason, ...] = ()
    cautions: tuple[Reason, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Tell whether the row cannot be taken."""
        return bool(self.reasons)

    @property
    def household_key(self) -> str:
        """Return under what the rows of one household are found together: the head's row, else the code."""
        if self.head_row is not None:
            return f"row:{self.head_row}"
        return f"code:{self.household_code[:30]}" if self.household_code else f"row:{self.number}"


_DAYS = frozenset({"birth_date", "starts_on"})
_REASONS = frozenset({"reasons", "cautions"})


def plain_reading(reading: RowReading) -> dict[str, Any]:
    """Return the reading as values that JSON keeps exactly."""
    plain = asdict(reading)
    for name in _DAYS:
        plain[name] = plain[name].isoformat() if plain[name] else None
    for name in _REASONS:
        plain[name] = [{"code": reason["code"], "values": dict(reason["values"])} for reason in plain[name]]
    return plain


def reading_from_plain(plain: Mapping[str, Any]) -> RowReading:
    """Return the reading that `plain_reading` made plain."""
    known = {field.name for field in fields(RowReading)}
    values = {name: value for name, value in plain.items() if name in known}
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    for name in _REASONS:
        values[name] = tuple(Reason(str(reason["code"]), dict(reason["values"])) for reason in values.get(name, ()))
    return RowReading(**values)
