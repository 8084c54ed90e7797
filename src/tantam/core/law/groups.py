"""The law of savings-and-credit groups: how large they are, who leads them, what the entrusted work is paid."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from tantam.core.law.dated import Dated, LawModel, Ppm, Vnd

WHOLE_PPM = 1_000_000
MEMBERS_LIMIT = 1_000
MONTHLY_PPM_LIMIT = 100_000  # a tenth a month: whatever is above was written in another unit

Members = Annotated[int, Field(strict=True, ge=1, le=MEMBERS_LIMIT)]
MonthlyPpm = Annotated[int, Field(strict=True, ge=0, le=MONTHLY_PPM_LIMIT)]


class Kin(StrEnum):
    """How two persons are related."""

    SPOUSE = "SPOUSE"
    PARENT_CHILD = "PARENT_CHILD"
    SIBLING = "SIBLING"
    OTHER = "OTHER"
    NONE = "NONE"


class GroupRules(LawModel):
    """law/groups/group.yaml."""

    members_min: tuple[Dated[Members], ...]
    members_max: tuple[Dated[Members], ...]
    board_min: tuple[Dated[Members], ...]
    board_max: tuple[Dated[Members], ...]
    board_close_kin: tuple[Dated[frozenset[Kin]], ...]
    savings_flag_vnd: tuple[Dated[Vnd], ...]


class FeeSplit(LawModel):
    """Which part of the fee each level of an organisation has; nobody else has any."""

    commune: Ppm
    district: Ppm = 0
    province: Ppm
    central: Ppm

    @model_validator(mode="after")
    def _is_whole(self) -> FeeSplit:
        total = self.commune + self.district + self.province + self.central
        if total != WHOLE_PPM:
            raise ValueError(f"the parts add up to {total}, not {WHOLE_PPM}")
        return self


class SilentRate(LawModel):
    """From when until when a term of entrustment has no value, and why."""

    what: Literal["fee_ppm_month", "fee_split_ppm", "commission_ppm_month"]
    starts_on: date
    ends_before: date | None = None
    note: str = Field(min_length=1)


class EntrustmentTerms(LawModel):
    """law/groups/entrustment.yaml: rates are parts per million a month."""

    fee_ppm_month: tuple[Dated[MonthlyPpm], ...]
    fee_split_ppm: tuple[Dated[FeeSplit], ...]
    commission_ppm_month: tuple[Dated[MonthlyPpm], ...]
    silent: tuple[SilentRate, ...] = ()


class GroupLaw(LawModel):
    """Everything that `law/groups` says."""

    rules: GroupRules
    entrustment: EntrustmentTerms
