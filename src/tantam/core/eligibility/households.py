"""Households in columns: one row a household, one column a fact, a mask where it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
EPOCH: Final = date(1970, 1, 1)
# A day that is known to be none: never released, never escaped.
NO_DAY: Final = -(2**31)


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A fact of every household.

    `values` are bool for YES_NO, int64 for COUNT and VND, int32 days since 1/1/1970 for DAY (NO_DAY where there
    is none), uint8 places in the fact's choices for CHOICE; where `known` is false the value means nothing.
    """

    values: Column
    known: Column

    def __post_init__(self) -> None:
        assert self.values.shape == self.known.shape
        assert self.known.dtype == np.bool_


@dataclass(frozen=True, slots=True)
class HouseholdColumns:
    """A register in columns.

    `communes` are places in `commune_codes` (int32). A fact without a column is unknown for everybody. `debts`
    has principal outstanding in đồng (int64) by programme, and then by source; where `debts_known` is false
    what is owed is not known. `numbers` are the households' own numbers (int64), to find them again.
    """

    count: int
    numbers: Column
    communes: Column
    commune_codes: tuple[str, ...]
    facts: Mapping[str, FactColumn]
    debts_known: Column
    debts: Mapping[tuple[str, str], Column]  # (programme, source) → đồng

    def __post_init__(self) -> None:
        columns = [self.numbers, self.communes, self.debts_known, *self.debts.values()]
        columns += [fact.values for fact in self.facts.values()]
        assert all(column.shape == (self.count,) for column in columns)


def day_number(day: date) -> int:
    """Return a day as it stands in a column."""
    return (day - EPOCH).days
