"""Conditions as a jurist writes them in YAML, over the facts of `facts.py`.

One form a condition:

    {fact: has_student}                                  a yes/no fact holds
    {fact: poverty_class, one_of: [POOR, NEAR_POOR]}     a choice is one of these
    {fact: adults, at_least: 1}                          a number; also at_most, below, above
    {fact: escaped_on, years_since_at_most: {parameter: escaped_years}}
                                                         so many years have not yet passed since a day
    {all: [...]}  {any: [...]}  {not: ...}               joined

A fact that is not known makes the condition unknown, by Kleene's three values: `all` with one false is false
whatever the rest, `any` with one true is true. A day that is known to be none (never released, never escaped)
makes `years_since_at_most` false.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from pydantic import Field, model_validator

from tantam.core.law.dated import Code, LawModel, Standing, Words
from tantam.core.law.facts import FACTS, FactKind


class Truth(IntEnum):
    """Three values, so that `all` is the least, `any` the greatest, and `not` is 2 minus the value."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class Parameter(LawModel):
    """The number that the programme's parameter of this name has on the day asked for."""

    parameter: str = Field(pattern=r"^[a-z][a-z0-9_]*$")


_COMPARISONS: Final = ("at_most", "at_least", "below", "above", "years_since_at_most", "one_of")
_NUMBERS: Final = ("at_most", "at_least", "below", "above")


class Condition(LawModel):
    """A condition; exactly one form (see the module)."""

    fact: str | None = None
    at_most: int | Parameter | None = None
    at_least: int | Parameter | None = None
    below: int | Parameter | None = None
    above: int | Parameter | None = None
    years_since_at_most: int | Parameter | None = None
    one_of: tuple[str, ...] | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    not_: Condition | None = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        joined = [name for name in ("all", "any", "not_") if getattr(self, name) is not None]
        compared = [name for name in _COMPARISONS if getattr(self, name) is not None]
        if self.fact is None:
            if len(joined) != 1 or compared:
                raise ValueError("a condition is a fact with at most one comparison, or one of all, any, not")
            if self.all == () or self.any == ():
                raise ValueError("an empty list of conditions says nothing")
            return self
        if joined or len(compared) > 1:
            raise ValueError(f"{self.fact}: a fact takes at most one comparison")
        if self.fact not in FACTS:
            raise ValueError(f"{self.fact} is no fact that is known here")
        self._fits_kind(FACTS[self.fact].kind, compared[0] if compared else None)
        return self

    def _fits_kind(self, kind: FactKind, comparison: str | None) -> None:
        wanted = {
            FactKind.YES_NO: (None,),
            FactKind.CHOICE: ("one_of",),
            FactKind.DAY: ("years_since_at_most",),
            FactKind.COUNT: _NUMBERS,
            FactKind.VND: _NUMBERS,
        }[kind]
        if comparison not in wanted:
            raise ValueError(f"{self.fact}: this kind of fact is asked with {wanted}")
        if self.one_of is not None:
            strange = set(self.one_of) - set(FACTS[self.fact or ""].choices)
            if strange or not self.one_of:
                raise ValueError(f"{self.fact}: no such choice: {sorted(strange)}")


class Requirement(Standing):
    """One rule of a programme: a named condition with its words and its clause."""

    key: Code
    words: Words
    when: Condition


def facts_of(condition: Condition) -> frozenset[str]:
    """Return the names of the facts that a condition asks for."""
    if condition.fact is not None:
        return frozenset({condition.fact})
    parts = condition.all or condition.any or ((condition.not_,) if condition.not_ else ())
    return frozenset().union(*(facts_of(part) for part in parts))


def parameters_of(condition: Condition) -> frozenset[str]:
    """Return the names of the parameters that a condition uses."""
    own = {value.parameter for name in _COMPARISONS if isinstance(value := getattr(condition, name), Parameter)}
    parts = condition.all or condition.any or ((condition.not_,) if condition.not_ else ())
    return frozenset(own).union(*(parameters_of(part) for part in parts))
