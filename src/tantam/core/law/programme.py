"""A loan programme as the law writes it: terms, rules and papers, each with its dates and its source."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from tantam.core.law.conditions import Requirement, parameters_of
from tantam.core.law.dated import VND_MAX, Code, Dated, LawModel, Months, Ppm, Vnd, Words
from tantam.core.law.facts import FACTS, FactKind


class Lending(Enum):
    """Whether new loans are made: a closed programme stays, because old loans keep its terms."""

    OPEN = "OPEN"
    COLLECTION_ONLY = "COLLECTION_ONLY"
    SUSPENDED = "SUSPENDED"  # needs a decision before anyone may lend (domain.md: "suspended unless configured")


def _is_number(name: str) -> str:
    if name not in FACTS or FACTS[name].kind not in {FactKind.COUNT, FactKind.VND}:
        raise ValueError(f"{name} is no number that is known here")
    return name


class CapPiece(LawModel):
    """A part of a cap: an amount, an amount for each of something, or a share of a price."""

    amount_vnd: Vnd | None = None
    each: str | None = None  # a COUNT fact: 4 m for each month of study
    each_at_most: Annotated[int, Field(strict=True, ge=1, le=VND_MAX)] | None = None  # two types of work at most
    share_ppm: Ppm | None = None
    of: str | None = None  # a VND fact: 80 % of the price

    @model_validator(mode="after")
    def _one_form(self) -> CapPiece:
        for name in (self.each, self.of):
            if name is not None:
                _is_number(name)
        by_amount = self.amount_vnd is not None and self.share_ppm is None and self.of is None
        by_share = self.share_ppm is not None and self.of is not None and self.amount_vnd is None and self.each is None
        if not (by_amount or by_share) or (self.each_at_most is not None and self.each is None):
            raise ValueError("a piece of a cap is amount_vnd (for each of something), or share_ppm of something")
        return self


class Cap(LawModel):
    """The most that may be owed: the sum of the pieces, at most `at_most_vnd`; no pieces and no most: no cap."""

    pieces: tuple[CapPiece, ...] = ()
    at_most_vnd: Vnd | None = None


class Rate(LawModel):
    """A rate a year: a number, or a share of another programme's rate (127 % of the poor's)."""

    ppm: Ppm | None = None
    share_ppm: Ppm | None = None
    of: Code | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Rate:
        if (self.ppm is None) == (self.share_ppm is None) or (self.share_ppm is None) != (self.of is None):
            raise ValueError("a rate is ppm, or share_ppm of a programme")
        return self


class OverdueRate(LawModel):
    """The rate on overdue principal: a share of the contract's rate, or a number."""

    share_ppm: Ppm | None = None
    ppm: Ppm | None = None

    @model_validator(mode="after")
    def _one_form(self) -> OverdueRate:
        if (self.ppm is None) == (self.share_ppm is None):
            raise ValueError("an overdue rate is share_ppm of the contract's rate, or ppm")
        return self


class TermPiece(LawModel):
    """Months for each of a counted fact: twice the months of study."""

    each: str
    times: int = Field(default=1, strict=True, ge=1, le=10)

    @model_validator(mode="after")
    def _counted(self) -> TermPiece:
        _is_number(self.each)
        return self


class LongestTerm(LawModel):
    """The longest term: months, and months that depend on facts."""

    months: Months = 0
    plus: tuple[TermPiece, ...] = ()

    @model_validator(mode="after")
    def _some_time(self) -> LongestTerm:
        if not self.months and not self.plus:
            raise ValueError("a longest term is months, or months for each of something")
        return self


class Silence(LawModel):
    """Days on which the law says nothing of a term, or what it says depends on facts: in words, why."""

    what: Literal["cap", "rate", "overdue_rate", "longest_term"]
    starts_on: date
    ends_before: date | None = None
    note: str = Field(min_length=1)

    def holds_on(self, day: date) -> bool:
        """Tell whether the law is silent on a day."""
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)


class Programme(LawModel):
    """A loan programme. A list of dated values never overlaps; where it has a hole the law says nothing."""

    code: Code
    order: int
    bank_code: str = ""  # the bank's number of the programme; empty where it is not known
    name: Words
    who: Words  # in a sentence, for a citizen
    lending: tuple[Dated[Lending], ...] = Field(min_length=1)
    cap: tuple[Dated[Cap], ...] = ()
    rate: tuple[Dated[Rate], ...] = ()
    overdue_rate: tuple[Dated[OverdueRate], ...] = ()
    longest_term: tuple[Dated[LongestTerm], ...] = ()
    unsecured_up_to_vnd: tuple[Dated[Vnd], ...] = ()
    repayment: tuple[Dated[Words], ...] = ()
    parameters: dict[str, tuple[Dated[int], ...]] = Field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    papers: tuple[Dated[tuple[Code, ...]], ...] = ()  # codes of law/papers.yaml
    shares_cap_with: tuple[Code, ...] = ()  # what is owed there counts against this cap, and is an overlap
    silent: tuple[Silence, ...] = ()  # holes that are known; any other hole is a fault

    @model_validator(mode="after")
    def _whole(self) -> Programme:
        used = frozenset().union(*(parameters_of(rule.when) for rule in self.requirements))
        if used - set(self.parameters):
            raise ValueError(f"{self.code}: no parameter {sorted(used - set(self.parameters))}")
        if set(self.parameters) - used:
            raise ValueError(f"{self.code}: no rule uses parameter {sorted(set(self.parameters) - used)}")
        return self


class Paper(LawModel):
    """A paper that a borrower brings or signs."""

    form: str = ""  # 01/TD
    name: Words


class PovertyStandard(LawModel):
    """The lines of a poverty standard: income a person a month, and how many deprivations make poor."""

    rural_income_vnd: Vnd
    urban_income_vnd: Vnd
    poor_from_deprivations: int = Field(ge=0, le=12)
    average_rural_income_vnd: Vnd | None = None  # up to here: average living standard
    average_urban_income_vnd: Vnd | None = None


class Law(LawModel):
    """The whole law that decisions are made by."""

    programmes: dict[Code, Programme]
    papers: dict[Code, Paper]
    poverty_standard: tuple[Dated[PovertyStandard], ...]
    household_warning_vnd: tuple[Dated[Vnd], ...]

    @model_validator(mode="after")
    def _joined(self) -> Law:
        for code, programme in self.programmes.items():
            if code != programme.code:
                raise ValueError(f"{code}: its file calls it {programme.code}")
            named = {value.value.of for value in programme.rate if value.value.of} | set(programme.shares_cap_with)
            if named - set(self.programmes):
                raise ValueError(f"{code}: no programme {sorted(named - set(self.programmes))}")
            papers = {paper for value in programme.papers for paper in value.value}
            if papers - set(self.papers):
                raise ValueError(f"{code}: no paper {sorted(papers - set(self.papers))}")
        return self
