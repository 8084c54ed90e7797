"""The class of a household by the poverty standard: poor, near-poor, average, or none of them.

At or under the income line with so many services lacking is poor, with fewer near-poor; above it and up to the
average line is of average living standard (Decree 07/2021/NĐ-CP, article 3, until 31/12/2026; Decree
351/2025/NĐ-CP from 1/1/2027). This proposes a class to a review; only the commune's decision makes it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from tantam.core.eligibility.households import Column, FactColumn
from tantam.core.law.facts import FACTS
from tantam.core.law.programme import PovertyStandard

CLASSES: Final = FACTS["poverty_class"].choices
POOR, NEAR_POOR, AVERAGE, NONE = "POOR", "NEAR_POOR", "AVERAGE", "NONE"
DEPRIVATIONS_MAX: Final = 12
assert CLASSES == (POOR, NEAR_POOR, AVERAGE, NONE)  # the columns count places


def classify(
    standard: PovertyStandard, *, is_rural: bool | None, income_vnd: int | None, deprivations: int | None
) -> str | None:
    """Return the class by income a person a month and services lacking; None while a fact that matters is missing.

    A fact matters if the class hangs on it: above the average line nobody asks for deprivations.
    """
    assert income_vnd is None or income_vnd >= 0
    assert deprivations is None or 0 <= deprivations <= DEPRIVATIONS_MAX
    if income_vnd is None:
        return None
    possible = {
        _class_of(standard, is_rural=rural, income_vnd=income_vnd, deprivations=lacking)
        for rural in ((True, False) if is_rural is None else (is_rural,))
        for lacking in ((0, DEPRIVATIONS_MAX) if deprivations is None else (deprivations,))
    }
    return possible.pop() if len(possible) == 1 else None


def classify_columns(
    standard: PovertyStandard, *, is_rural: FactColumn, income_vnd: FactColumn, deprivations: FactColumn
) -> FactColumn:
    """Do what `classify` does, for a whole register at once; the values are places in the fact's choices."""
    assert is_rural.values.dtype == np.bool_
    assert income_vnd.values.dtype == np.int64
    assert deprivations.values.dtype == np.int64
    rural_ends = _ends(is_rural, np.False_, np.True_)
    lacking_ends = _ends(deprivations, np.int64(0), np.int64(DEPRIVATIONS_MAX))
    assert all(not end.size or (end.min() >= 0 and end.max() <= DEPRIVATIONS_MAX) for end in lacking_ends)
    # The classes at the ends of what is possible: where they agree, what is missing does not matter.
    first, *others = (
        _places(standard, rural, income_vnd.values, lacking) for rural in rural_ends for lacking in lacking_ends
    )
    known = income_vnd.known.copy()
    for other in others:
        known &= other == first
    return FactColumn(values=first, known=known)


def keep_average(
    standard: PovertyStandard, *, is_rural: FactColumn, computed: FactColumn, listed: FactColumn
) -> FactColumn:
    """Return computed classes, in which who is listed as of average living and is not poor stays so.

    Only where the standard has no average line: it then says nothing against the list. Of who leaves poverty it is
    not said that they are of average living: they stay NONE.
    """
    lines = (standard.average_rural_income_vnd, standard.average_urban_income_vnd)
    no_rural, no_urban = (np.bool_(line is None) for line in lines)
    has_no_line = np.where(is_rural.known, np.where(is_rural.values, no_rural, no_urban), no_rural | no_urban)
    average, none = CLASSES.index(AVERAGE), CLASSES.index(NONE)
    stays = has_no_line & computed.known & (computed.values == none) & listed.known & (listed.values == average)
    return FactColumn(np.where(stays, np.uint8(average), computed.values).astype(np.uint8), computed.known)


def _ends(fact: FactColumn, lowest: np.generic, highest: np.generic) -> tuple[Column, ...]:
    """Return a fact with the lowest and with the highest that it may be; once, if it is known of everybody."""
    if fact.known.all():
        return (fact.values,)
    return np.where(fact.known, fact.values, lowest), np.where(fact.known, fact.values, highest)


def _class_of(standard: PovertyStandard, *, is_rural: bool, income_vnd: int, deprivations: int) -> str:
    line_vnd = standard.rural_income_vnd if is_rural else standard.urban_income_vnd
    average_vnd = standard.average_rural_income_vnd if is_rural else standard.average_urban_income_vnd
    if income_vnd <= line_vnd:
        return POOR if deprivations >= standard.poor_from_deprivations else NEAR_POOR
    if average_vnd is not None and income_vnd <= average_vnd:
        return AVERAGE
    return NONE


def _places(standard: PovertyStandard, rural: Column, income_vnd: Column, deprivations: Column) -> Column:
    """Return the places of the classes (uint8), every fact being known."""
    rural_vnd = (standard.rural_income_vnd, standard.average_rural_income_vnd or 0)
    urban_vnd = (standard.urban_income_vnd, standard.average_urban_income_vnd or 0)
    line_vnd = np.where(rural, np.int64(rural_vnd[0]), np.int64(urban_vnd[0]))
    average_vnd = np.where(rural, np.int64(max(rural_vnd)), np.int64(max(urban_vnd)))
    # From NONE, the last place, one place down for each line that a household is under.
    is_under = income_vnd <= line_vnd
    places = np.full(income_vnd.shape, CLASSES.index(NONE), dtype=np.uint8)
    places -= (income_vnd <= average_vnd).view(np.uint8)
    places -= is_under.view(np.uint8)
    places -= (is_under & (deprivations >= standard.poor_from_deprivations)).view(np.uint8)
    return places
