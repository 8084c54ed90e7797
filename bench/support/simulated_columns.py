"""A register of a million households that do not exist, drawn from a seed, as columns."""

from __future__ import annotations

from datetime import date

import numpy as np

from tantam.core.eligibility.households import NO_DAY, Column, FactColumn, HouseholdColumns, day_number
from tantam.core.law.facts import FACTS, Fact, FactKind
from tantam.core.law.programme import Law

COMMUNES = 96
SOURCES = ("TW", "DP")
# Of these everything is known, because the lists and the places say it; of the rest only what somebody asked.
ALWAYS_KNOWN = ("poverty_class", "adults", "is_rural", "in_hardship_area", "in_extremely_hard_place")
CLASS_PERCENTS = (5, 6, 19, 70)  # poor, near-poor, average, none
KNOWN_PERCENT = 60
DEBTS_KNOWN_PERCENT = 95
OWING_PERCENT = 6  # of the households, under each programme


def simulated_households(law: Law, *, count: int, on: date, seed: int = 17) -> HouseholdColumns:
    """Return a register in which every fact has a column and every programme two sources of debt."""
    random = np.random.default_rng(seed)
    debts = {}
    for code in law.programmes:
        is_owing = random.integers(0, 100, count, dtype=np.int16) < OWING_PERCENT
        owed_vnd = random.integers(0, 90_000_000, count) * is_owing
        from_above = random.integers(0, 2, count, dtype=np.int8).astype(np.bool_)
        for source, share in zip(SOURCES, (from_above, ~from_above), strict=True):
            debts[code, source] = owed_vnd * share
    return HouseholdColumns(
        count=count,
        numbers=np.arange(1, count + 1, dtype=np.int64),
        communes=random.integers(0, COMMUNES, count, dtype=np.int32),
        commune_codes=tuple(f"{21_000 + place}" for place in range(COMMUNES)),
        facts={name: _column(fact, random, count=count, on=on) for name, fact in FACTS.items()},
        debts_known=random.integers(0, 100, count, dtype=np.int16) < DEBTS_KNOWN_PERCENT,
        debts=debts,
    )


def _column(fact: Fact, random: np.random.Generator, *, count: int, on: date) -> FactColumn:
    if fact.name in ALWAYS_KNOWN:
        known = np.ones(count, dtype=np.bool_)
    else:
        known = random.integers(0, 100, count, dtype=np.int16) < KNOWN_PERCENT
    return FactColumn(values=_values(fact, random, count=count, on=on), known=known)


def _values(fact: Fact, random: np.random.Generator, *, count: int, on: date) -> Column:
    if fact.kind is FactKind.YES_NO:
        return random.integers(0, 10, count, dtype=np.int8) < 4
    if fact.kind is FactKind.CHOICE:
        return _classes(random, count)
    if fact.kind is FactKind.DAY:
        days = day_number(on) - random.integers(0, 12 * 365, count, dtype=np.int32)
        return np.where(random.integers(0, 2, count, dtype=np.int8) == 1, days, np.int32(NO_DAY))
    if fact.kind is FactKind.VND:
        return random.integers(0, 5_000_000 if fact.name == "income_vnd" else 900_000_000, count)
    return random.integers(0, 1_000_001 if fact.name.endswith("_ppm") else 13, count)


def _classes(random: np.random.Generator, count: int) -> Column:
    limits = np.cumsum(CLASS_PERCENTS)
    return np.searchsorted(limits, random.integers(0, 100, count), side="right").astype(np.uint8)
