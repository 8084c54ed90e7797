"""From persons to households: sums, counts and "does any", in whole numbers.

`household` says for each person the place of its household (int64, 0 up to `count`); households without persons
get 0 or False. Persons need not be in any order. `np.add.at` adds in int64; `np.bincount` with weights would
add in float64 and lose đồng above 2**53.
"""

from __future__ import annotations

import numpy as np

from tantam.core.eligibility.households import Column


def sum_by_household(values: Column, household: Column, *, count: int) -> Column:
    """Add whole numbers of persons up for each household (int64, exact)."""
    _assert_places(values, household, count)
    assert values.dtype.kind in "iu"
    _assert_no_overflow(values, household)
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, household, values.astype(np.int64, copy=False))
    return sums


def count_by_household(flags: Column, household: Column, *, count: int) -> Column:
    """Count for each household the persons of whom something is true (int64)."""
    _assert_places(flags, household, count)
    assert flags.dtype == np.bool_
    counts = np.zeros(count, dtype=np.int64)
    np.add.at(counts, household, flags.view(np.uint8).astype(np.int64))
    return counts


def any_by_household(flags: Column, household: Column, *, count: int) -> Column:
    """Tell for each household whether something is true of any of its persons (bool)."""
    _assert_places(flags, household, count)
    assert flags.dtype == np.bool_
    found = np.zeros(count, dtype=np.bool_)
    found[household[flags]] = True
    return found


def _assert_places(values: Column, household: Column, count: int) -> None:
    assert values.shape == household.shape
    assert household.dtype.kind in "iu"
    if household.size:
        assert household.min() >= 0
        assert household.max() < count


def _assert_no_overflow(values: Column, household: Column) -> None:
    """Assert that no sum leaves int64: the greatest value times the persons, or the largest household's persons."""
    if not values.size:
        return
    greatest = max(abs(int(values.min())), abs(int(values.max())))
    if greatest * values.size >= 2**63:
        assert greatest * int(np.bincount(household).max()) < 2**63
