"""The rules of all programmes as one list of steps over columns: what several rules ask is worked out once.

`compile_condition` turns a condition, with the parameters of a day, into steps; a step only looks at facts or at
earlier steps, and the same step is never written twice. `run_steps` carries them out for a block of
households. A truth in a column is 0, 1 or 2 (`Truth`), so that `all` is the least, `any` the greastep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from tantam.core.eligibility.households import Column, FactColumn, day_number
from tantam.core.eligibility.scalar import number_of
from tantam.core.law.conditions import Condition, Truth
from tantam.core.law.facts import FACTS, FactKind

DTYPES = {
    FactKind.YES_NO: np.dtype(np.bool_),
    FactKind.COUNT: np.dtype(np.int64),
    FactKind.VND: np.dtype(np.int64),
    FactKind.DAY: np.dtype(np.int32),
    FactKind.CHOICE: np.dtype(np.uint8),
}

# How far the ends of what fits are from the number that is asked with; None: no end.
_BOUNDS: Final = (("at_most", None, 0), ("at_least", 0, None), ("below", None, -1), ("above", 1, None))


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact compared: from `low` to `high` (both count), or at one of the places of its choices."""

    fact: str
    low: int | None = None
    high: int | None = None
    places: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Earlier steps joined: `all`, `any`, or `not` of one."""

    form: str
    parts: tuple[int, ...]


Step = Compared | Join


@dataclass(slots=True)
class Steps:
    """The steps so far, each once."""

    listed: list[Step] = field(default_factory=list)
    places: dict[Step, int] = field(default_factory=dict)

    def place_of(self, step: Step) -> int:
        """Return the place of a step, written down if it is new."""
        if step not in self.places:
            self.places[step] = len(self.listed)
            self.listed.append(step)
        return self.places[step]

    def joined(self, form: str, parts: tuple[int, ...]) -> int:
        """Return the place of a join; the order of its parts and a part said twice make no difference."""
        different = tuple(sorted(set(parts)))
        if form != "not" and len(different) == 1:
            return different[0]
        return self.place_of(Join(form, different))


def compile_condition(steps: Steps, condition: Condition, on: date, parameters: Mapping[str, int]) -> int:
    """Write a condition down as steps and return the place of the last."""
    if condition.not_ is not None:
        return steps.joined("not", (compile_condition(steps, condition.not_, on, parameters),))
    for form, parts in (("all", condition.all), ("any", condition.any)):
        if parts is not None:
            return steps.joined(form, tuple(compile_condition(steps, part, on, parameters) for part in parts))
    return steps.place_of(_compared(condition, on, parameters))


def run_steps(steps: list[Step], facts: Mapping[str, FactColumn], block: slice, *, count: int) -> list[Column]:
    """Carry the steps out for a block of `count` households; return the truth of each step (uint8)."""
    results: list[Column] = []
    unknown: dict[str, Column | None] = {}
    for step in steps:
        if isinstance(step, Join):
            results.append(_join(step, results))
        elif step.fact not in facts:
            results.append(np.full(count, Truth.UNKNOWN, dtype=np.uint8))
        else:
            if step.fact not in unknown:
                unknown[step.fact] = _unknown(facts[step.fact].known[block])
            results.append(_weigh(step, facts[step.fact].values[block], unknown[step.fact]))
    return results


def earliest_day(on: date, years: int) -> date:
    """Return the first day from which on `years` years have not yet passed: the other end of `add_years`."""
    year = on.year - years
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    try:
        return on.replace(year=year)
    except ValueError:  # 29 February of a common year: the 28th has its anniversary a day too early
        return date(year, 3, 1)


def _compared(condition: Condition, on: date, parameters: Mapping[str, int]) -> Compared:
    assert condition.fact is not None
    if condition.one_of is not None:
        choices = FACTS[condition.fact].choices
        return Compared(condition.fact, places=tuple(sorted({choices.index(choice) for choice in condition.one_of})))
    if condition.years_since_at_most is not None:
        years = number_of(condition.years_since_at_most, parameters)
        return Compared(condition.fact, low=day_number(earliest_day(on, years)), high=day_number(on))
    for name, low, high in _BOUNDS:
        wanted = getattr(condition, name)
        if wanted is not None:
            number = number_of(wanted, parameters)
            return Compared(
                condition.fact,
                low=None if low is None else number + low,
                high=None if high is None else number + high,
            )
    return Compared(condition.fact)


def _join(step: Join, results: list[Column]) -> Column:
    first, *others = (results[place] for place in step.parts)
    if step.form == "not":
        return np.subtract(np.uint8(Truth.YES), first)
    combine = np.minimum if step.form == "all" else np.maximum
    joined = combine(first, others[0])
    for other in others[1:]:
        combine(joined, other, out=joined)
    return joined


def _unknown(known: Column) -> Column | None:
    """Return 1 where a fact is not known (uint8); None where it is known of all, which saves work."""
    return None if known.all() else np.logical_not(known).view(np.uint8)


def _weigh(step: Compared, values: Column, unknown: Column | None) -> Column:
    """Return 2 where a fact holds, 0 where it does not, 1 where it is not known."""
    holds = _holds(step, values).view(np.uint8)
    if unknown is None:
        return np.left_shift(holds, 1)
    # Unknown: 0 and then 0 or 1; known: twice what holds.
    sure = np.greater(holds, unknown).view(np.uint8)
    return np.add(sure, np.bitwise_or(sure, unknown))


def _holds(step: Compared, values: Column) -> Column:
    """Return where a test holds (bool), whatever is known."""
    if step.places is not None:
        first, *others = (np.asarray(values == np.uint8(place)) for place in step.places)
        for other in others:
            np.logical_or(first, other, out=first)
        return first
    if step.low is None and step.high is None:
        return np.asarray(values)
    if step.low is None:
        return np.asarray(values <= step.high)
    if step.high is None:
        return np.asarray(values >= step.low)
    within = np.asarray(values >= step.low)
    return np.logical_and(within, values <= step.high, out=within)
