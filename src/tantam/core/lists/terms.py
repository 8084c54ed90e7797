"""What a list is read for, and a row as it comes out of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tantam.core.lists.fields import Cell, ListField


@dataclass(frozen=True, slots=True)
class ListTerms:
    """What a list is read for.

    `commune_names` are the names that a row's commune column may say, the commune's own first (former names
    after it). `needs_standing` is off for lists of removals. `allow_samples` lets impossible identity numbers
    (999…) through, for demonstrations and tests.
    """

    commune_names: tuple[str, ...]
    list_year: int
    effective_on: date
    needs_standing: bool = True
    allow_samples: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet under its columns: what stands in each field, and where formulas stand.

    `number` is the row as people see it, `written` one text a column of the file.
    """

    number: int
    cells: Mapping[ListField, Cell]
    written: tuple[str, ...] = ()
    formulas: frozenset[ListField] = field(default=frozenset())
    valueless: frozenset[ListField] = field(default=frozenset())  # formulas whose result is not in the file


@dataclass(frozen=True, slots=True)
class Under:
    """What a row of a list stands under: the village or the standing that a line above it says for all."""

    village: str = ""
    standing: str = ""
