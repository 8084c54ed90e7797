"""Building the columns of a register, row by row, and writing them down as bytes and back."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import numpy as np

from tantam.core.eligibility.answers import FactValue
from tantam.core.eligibility.households import NO_DAY, Column, FactColumn, HouseholdColumns, day_number
from tantam.core.law.facts import FACTS, FactKind

_TYPES: Final = {
    FactKind.YES_NO: np.bool_,
    FactKind.COUNT: np.int64,
    FactKind.VND: np.int64,
    FactKind.DAY: np.int32,
    FactKind.CHOICE: np.uint8,
}
_INDEX: Final = "index"


class ColumnsBuilder:
    """Takes households one by one and gives them back in columns; `room_for` is how many there may be."""

    def __init__(self, *, room_for: int) -> None:
        self._room = room_for
        self._count = 0
        self._numbers = np.zeros(room_for, dtype=np.int64)
        self._communes = np.zeros(room_for, dtype=np.int32)
        self._codes: dict[str, int] = {}
        self._facts: dict[str, FactColumn] = {}
        self._debts_known = np.zeros(room_for, dtype=np.bool_)
        self._debts: dict[tuple[str, str], Column] = {}

    @property
    def count(self) -> int:
        """Return how many households were taken."""
        return self._count

    def add(
        self,
        *,
        number: int,
        commune_code: str,
        facts: Mapping[str, FactValue],
        debts: Mapping[tuple[str, str], int] | None,
    ) -> None:
        """Take one household; debts in đồng by programme and source, None where they are not known."""
        place = self._count
        assert place < self._room
        self._numbers[place] = number
        self._communes[place] = self._codes.setdefault(commune_code, len(self._codes))
        for name, value in facts.items():
            column = self._facts.get(name) or self._begin(name)
            column.values[place] = as_stored(name, value)
            column.known[place] = True
        if debts is not None:
            self._debts_known[place] = True
            for key, principal_vnd in debts.items():
                if key not in self._debts:
                    self._debts[key] = np.zeros(self._room, dtype=np.int64)
                self._debts[key][place] = principal_vnd
        self._count += 1

    def build(self) -> HouseholdColumns:
        """Return the columns of what was taken."""
        end = self._count
        return HouseholdColumns(
            count=end,
            numbers=self._numbers[:end],
            communes=self._communes[:end],
            commune_codes=tuple(self._codes),
            facts={name: FactColumn(c.values[:end], c.known[:end]) for name, c in sorted(self._facts.items())},
            debts_known=self._debts_known[:end],
            debts={key: column[:end] for key, column in sorted(self._debts.items())},
        )

    def _begin(self, name: str) -> FactColumn:
        values: Column = np.zeros(self._room, dtype=_TYPES[FACTS[name].kind])
        self._facts[name] = FactColumn(values, np.zeros(self._room, dtype=np.bool_))
        return self._facts[name]


def as_stored(name: str, value: FactValue) -> int:
    """Return the value of a fact as it stands in its column."""
    fact = FACTS[name]
    if fact.kind is FactKind.DAY:
        assert value is None or isinstance(value, date)
        return NO_DAY if value is None else day_number(value)
    if fact.kind is FactKind.CHOICE:
        assert isinstance(value, str)
        return fact.choices.index(value)
    assert isinstance(value, int)
    return int(value)


def pack(households: HouseholdColumns) -> bytes:
    """Return the columns as bytes (NumPy's own format)."""
    index, arrays = _flat(households)
    target = io.BytesIO()
    np.savez(target, allow_pickle=False, **{_INDEX: np.frombuffer(index, dtype=np.uint8)}, **arrays)
    return target.getvalue()


def unpack(content: bytes) -> HouseholdColumns:
    """Return the columns that `pack` wrote."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        index = json.loads(arrays[_INDEX].tobytes())
        take: Callable[[str], Column] = arrays.__getitem__
        return HouseholdColumns(
            count=index["count"],
            numbers=take("numbers"),
            communes=take("communes"),
            commune_codes=tuple(index["communes"]),
            facts={name: FactColumn(take(f"v{i}"), take(f"k{i}")) for i, name in enumerate(index["facts"])},
            debts_known=take("debts_known"),
            debts={(programme, source): take(f"d{i}") for i, (programme, source) in enumerate(index["debts"])},
        )


def digest_of(households: HouseholdColumns) -> str:
    """Return the SHA-256 of what the columns say, in hexadecimal; how they are packed does not matter."""
    index, arrays = _flat(households)
    whole = hashlib.sha256(index)
    for name in sorted(arrays):
        whole.update(name.encode() + b"\0" + str(arrays[name].dtype).encode() + b"\0")
        whole.update(np.ascontiguousarray(arrays[name]).tobytes())
    return whole.hexdigest()


def _flat(households: HouseholdColumns) -> tuple[bytes, dict[str, Any]]:
    index = {
        "count": households.count,
        "communes": list(households.commune_codes),
        "facts": list(households.facts),
        "debts": [list(key) for key in households.debts],
    }
    arrays: dict[str, Any] = {
        "numbers": households.numbers,
        "communes": households.communes,
        "debts_known": households.debts_known,
    }
    for place, fact in enumerate(households.facts.values()):
        arrays |= {f"v{place}": fact.values, f"k{place}": fact.known}
    arrays |= {f"d{place}": column for place, column in enumerate(households.debts.values())}
    return json.dumps(index, sort_keys=True).encode(), arrays
