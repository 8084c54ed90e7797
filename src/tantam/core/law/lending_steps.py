"""The law of a loan's way from request to cash: its steps on each path, their time limits, how it is repaid."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, model_validator

from tantam.core.law.dated import Code, Dated, LawModel

WorkingDays = Annotated[int, Field(strict=True, ge=1, le=250)]
Days = Annotated[int, Field(strict=True, ge=1, le=1_000)]
Months = Annotated[int, Field(strict=True, ge=1, le=120)]


class Path(StrEnum):
    """Through a savings-and-credit group; from a household straight to the bank; or from an establishment."""

    GROUP = "GROUP"
    DIRECT = "DIRECT"
    ESTABLISHMENT = "ESTABLISHMENT"


class Step(StrEnum):
    """What is done with a list of requests."""

    WRITE = "WRITE"
    VOTE = "VOTE"
    CONFIRM = "CONFIRM"
    CHECK = "CHECK"
    DECIDE = "DECIDE"
    NOTIFY = "NOTIFY"


_PLACES: Final = {step: place for place, step in enumerate(Step)}
# Nobody is lent to whom the law was not asked about, on whom nobody decided and who was told nothing.
_NEEDED: Final = frozenset({Step.WRITE, Step.CHECK, Step.DECIDE, Step.NOTIFY})


class StepRule(LawModel):
    """A step of a path; each limit is the working days that it may take after the step before."""

    path: Path
    step: Step
    limits: tuple[Dated[WorkingDays], ...] = ()


class OwnInstalments(LawModel):
    """How many months may lie between two instalments of one programme."""

    programme: Code
    values: tuple[Dated[frozenset[Months]], ...] = Field(min_length=1)


class LendingSteps(LawModel):
    """law/lending/steps.yaml."""

    steps: tuple[StepRule, ...]
    approval_days: tuple[Dated[Days], ...]
    use_check_days: tuple[Dated[Days], ...]
    single_payment_months: tuple[Dated[Months], ...]
    instalment_months: tuple[Dated[frozenset[Months]], ...]
    own_instalment_months: tuple[OwnInstalments, ...] = ()

    @model_validator(mode="after")
    def _paths_are_whole(self) -> LendingSteps:
        for path in Path:
            steps = [rule.step for rule in self.steps if rule.path is path]
            if steps != sorted(set(steps), key=_PLACES.__getitem__):
                raise ValueError(f"{path}: steps stand twice or out of order")
            if lacking := _NEEDED - set(steps):
                raise ValueError(f"{path}: no step {', '.join(sorted(lacking))}")
        if any(rule.path is not Path.GROUP and rule.step is Step.VOTE for rule in self.steps):
            raise ValueError("DIRECT, ESTABLISHMENT: there is no group that could vote")
        return self
