"""The law of members' savings: what money bears that may be drawn at any time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tantam.core.law.dated import Dated, LawModel

YEARLY_PPM_LIMIT = 300_000  # three tenths a year: whatever is above was written in another unit

YearlyPpm = Annotated[int, Field(strict=True, ge=0, le=YEARLY_PPM_LIMIT)]


class SavingsLaw(LawModel):
    """law/lending/savings.yaml: rates are parts per million a year."""

    demand_ppm: tuple[Dated[YearlyPpm], ...] = Field(min_length=1)
