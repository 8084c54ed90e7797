"""The register with the classes that households would have under another poverty standard.

Only the review decides who is poor; this counts what the standard says of incomes and deprivations that are known.
A household of which too little is known has no known class under the other standard.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from tantam.core.eligibility.households import NO_DAY, Column, FactColumn, HouseholdColumns, day_number
from tantam.core.law.programme import PovertyStandard
from tantam.core.poverty import CLASSES, NEAR_POOR, classify_columns, keep_average

_LAST_POOR = CLASSES.index(NEAR_POOR)


def reclassified(households: HouseholdColumns, standard: PovertyStandard, starts_on: date) -> HouseholdColumns:
    """Return the households with the classes of a standard; who leaves poverty has left it on the day of effect.

    Incomes, deprivations and areas that are not known are missing facts, as everywhere.
    """
    facts = dict(households.facts)
    is_rural = _fact(facts.get("is_rural"), households.count, np.dtype(np.bool_))
    computed = classify_columns(
        standard,
        is_rural=is_rural,
        income_vnd=_fact(facts.get("income_vnd"), households.count, np.dtype(np.int64)),
        deprivations=_fact(facts.get("deprivations"), households.count, np.dtype(np.int64)),
    )
    old = facts.get("poverty_class")
    if old is not None:
        computed = keep_average(standard, is_rural=is_rural, computed=computed, listed=old)
        left = computed.known & old.known & (old.values <= _LAST_POOR) & (computed.values > _LAST_POOR)
        facts["escaped_on"] = _since(facts.get("escaped_on"), left, starts_on)
    facts["poverty_class"] = computed
    return replace(households, facts=facts)


def _fact(column: FactColumn | None, count: int, kind: np.dtype[np.generic]) -> FactColumn:
    return column or FactColumn(np.zeros(count, dtype=kind), np.zeros(count, dtype=np.bool_))


def _since(old: FactColumn | None, left: Column, day: date) -> FactColumn:
    if old is None:
        old = FactColumn(np.full(left.shape, NO_DAY, dtype=np.int32), np.zeros(left.shape, dtype=np.bool_))
    return FactColumn(np.where(left, day_number(day), old.values).astype(np.int32), old.known | left)
