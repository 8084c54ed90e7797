"""What a run of a reform assumes: how many households would borrow, how much, and from whose capital."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

from pydantic import Field, field_validator, model_validator

from tantam.core.law.dated import LawModel, Months, Ppm
from tantam.core.reforms.overlay import Source

MILLION: Final = 1_000_000
YEARS_MAX: Final = 15
Share = Annotated[int, Field(strict=True, ge=0, le=MILLION)]


class ScenarioName(Enum):
    """The three assumptions about take-up, from the lowest."""

    LOW = "LOW"
    CENTRAL = "CENTRAL"
    HIGH = "HIGH"


class TakeUp(LawModel):
    """How many of the households that gain borrow, and how much.

    `borrow_ppm` is the share that has borrowed by the end of the first, second … year; the last share stays.
    `drawn_ppm` is the share of what is left of the cap that they draw. `unknown_ppm` is the share of the
    households whose answer turns from no to "not known" that would turn out to qualify.
    """

    borrow_ppm: tuple[Share, ...] = Field(min_length=1, max_length=YEARS_MAX)
    drawn_ppm: Share
    unknown_ppm: Share = 0

    @field_validator("borrow_ppm")
    @classmethod
    def _never_less(cls, shares: tuple[int, ...]) -> tuple[int, ...]:
        if list(shares) != sorted(shares):
            raise ValueError("the share that has borrowed cannot fall")
        return shares

    def borrowed_ppm(self, year: int) -> int:
        """Return the share that has borrowed by the end of a year; 0 is before the first."""
        return self.borrow_ppm[min(year, len(self.borrow_ppm)) - 1] if year > 0 else 0


class SourceShares(LawModel):
    """From which capital loans are made; the shares add up to one."""

    central: Share
    mobilised: Share
    local: Share

    @model_validator(mode="after")
    def _whole(self) -> SourceShares:
        if self.central + self.mobilised + self.local != MILLION:
            raise ValueError("the shares of the sources do not add up to 100 %")
        return self

    @classmethod
    def only(cls, source: Source) -> SourceShares:
        """Return shares where everything comes from one source."""
        return cls(**{name.value.lower(): MILLION if name is source else 0 for name in Source})

    def of(self, source: Source) -> int:
        """Return the share of a source."""
        share: int = getattr(self, source.value.lower())
        return share


class CostOfCapital(LawModel):
    """What a year of capital costs by source, in parts per million, its management included."""

    central: Ppm
    mobilised: Ppm
    local: Ppm

    def of(self, source: Source) -> int:
        """Return the cost of a source."""
        cost: int = getattr(self, source.value.lower())
        return cost


class Assumptions(LawModel):
    """All that a run assumes; none of it is law.

    `term_months_where_open` stands for the longest term where the law makes it depend on facts of the borrower,
    `remaining_term_ppm` is the share of the longest term that existing loans have left, on average.
    """

    low: TakeUp
    central: TakeUp
    high: TakeUp
    last_year: Annotated[int, Field(strict=True, ge=2001, le=2100)]
    shares: SourceShares
    shares_by_programme: dict[str, SourceShares] = Field(default_factory=dict)
    cost_of_capital: CostOfCapital
    term_months_where_open: Annotated[Months, Field(ge=1)]
    remaining_term_ppm: Annotated[int, Field(strict=True, ge=1, le=MILLION)]

    def take_up(self, scenario: ScenarioName) -> TakeUp:
        """Return the take-up of a scenario."""
        found: TakeUp = getattr(self, scenario.value.lower())
        return found
