"""A value of the law: what it is, from when until when, where it stands, and when somebody looked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

T = TypeVar("T")

PPM_MAX = 100_000_000
VND_MAX = 10**15

Ppm = Annotated[int, Field(strict=True, ge=0, le=PPM_MAX)]
Vnd = Annotated[int, Field(strict=True, ge=0, le=VND_MAX)]
Months = Annotated[int, Field(strict=True, ge=0, le=1_200)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]


class MissingValueError(LookupError):
    """The law has no value for a date; a missing value is never zero."""


class LawModel(BaseModel):
    """What all parts of the law share: nothing changes, and a word that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Words(LawModel):
    """A text in both languages."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Reference(LawModel):
    """Where a value stands. The year belongs to it: QĐ 08/2021 and QĐ 08/2026 are two documents."""

    document: str = Field(min_length=1)
    year: int = Field(strict=True, ge=1945, le=2100)
    article: str = Field(min_length=1)
    note: str = ""


class Standing(LawModel):
    """From when until when something holds (half-open), where it stands, and how sure we are."""

    starts_on: date
    ends_before: date | None = None
    reference: Reference
    verify: bool = False
    checked_on: date
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Standing:
        if self.ends_before is not None and self.ends_before <= self.starts_on:
            raise ValueError("ends_before is not after starts_on")
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether this holds on a day."""
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)


class Dated(Standing, Generic[T]):
    """One value of the law with its dates."""

    value: T


def find_on(values: tuple[Dated[T], ...], day: date) -> Dated[T] | None:
    """Return the value that holds on a day, or None."""
    return next((value for value in values if value.holds_on(day)), None)


def get_on(values: tuple[Dated[T], ...], day: date, *, name: str) -> Dated[T]:
    """Return the value that holds on a day.

    :raises MissingValueError: if the law says nothing for the day.
    """
    found = find_on(values, day)
    if found is None:
        raise MissingValueError(f"{name}: the law has no value for {day.isoformat()}")
    return found
