"""The life of a submission as one table: which step may follow which state, who takes it, where it leads.

A unit writes and files; its approver signs off or sends back; the coordinator accepts or returns, also what
was accepted before. Work counts as done from the sign-off until it is returned: returned work is not done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final


class SubmissionState(StrEnum):
    """What stands with a submission."""

    DRAFT = "DRAFT"
    FILED = "FILED"
    SENT_BACK = "SENT_BACK"
    SIGNED_OFF = "SIGNED_OFF"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"


class Step(StrEnum):
    """Something that is done with a submission, named as it stands in the history."""

    FILED = "FILED"
    WITHDRAWN = "WITHDRAWN"
    SIGNED_OFF = "SIGNED_OFF"
    SENT_BACK = "SENT_BACK"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"


class Side(StrEnum):
    """Who takes a step."""

    REPORTER = "REPORTER"
    APPROVER = "APPROVER"
    COORDINATOR = "COORDINATOR"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: from which states a step may be taken, where it leads, who takes it."""

    before: frozenset[SubmissionState]
    after: SubmissionState
    by: Side
    needs_reason: bool = False


EDITABLE: Final = frozenset({SubmissionState.DRAFT, SubmissionState.SENT_BACK, SubmissionState.RETURNED})
DONE: Final = frozenset({SubmissionState.SIGNED_OFF, SubmissionState.ACCEPTED})
RULES: Final[Mapping[Step, Rule]] = {
    Step.FILED: Rule(EDITABLE, SubmissionState.FILED, Side.REPORTER),
    Step.WITHDRAWN: Rule(frozenset({SubmissionState.FILED}), SubmissionState.DRAFT, Side.REPORTER),
    Step.SIGNED_OFF: Rule(frozenset({SubmissionState.FILED}), SubmissionState.SIGNED_OFF, Side.APPROVER),
    Step.SENT_BACK: Rule(
        frozenset({SubmissionState.FILED}), SubmissionState.SENT_BACK, Side.APPROVER, needs_reason=True
    ),
    Step.ACCEPTED: Rule(frozenset({SubmissionState.SIGNED_OFF}), SubmissionState.ACCEPTED, Side.COORDINATOR),
    Step.RETURNED: Rule(DONE, SubmissionState.RETURNED, Side.COORDINATOR, needs_reason=True),
}
assert set(RULES) == set(Step)


def next_state(state: SubmissionState, step: Step) -> SubmissionState | None:
    """Return where a step leads from a state; None when it may not be taken there."""
    rule = RULES[step]
    return rule.after if state in rule.before else None


def may_edit(state: SubmissionState) -> bool:
    """Tell whether the unit may change the content."""
    return state in EDITABLE


def done_after(step: Step, *, done_on: date | None, on: date) -> date | None:
    """Return the day on which the work counts as done after a step taken on a day.

    The sign-off sets it, acceptance keeps it, every other step takes it away.
    """
    if step is Step.SIGNED_OFF:
        return on
    return done_on if RULES[step].after in DONE else None


@dataclass(frozen=True, slots=True)
class Life:
    """A submission's state, the day it counts as done, and the steps that led there."""

    state: SubmissionState = SubmissionState.DRAFT
    done_on: date | None = None
    history: tuple[tuple[Step, date], ...] = ()

    def __post_init__(self) -> None:
        assert (self.done_on is not None) == (self.state in DONE)


def take(life: Life, step: Step, *, on: date) -> Life | None:
    """Return the life after a step; None when the step may not be taken."""
    after = next_state(life.state, step)
    if after is None:
        return None
    return replace(
        life,
        state=after,
        done_on=done_after(step, done_on=life.done_on, on=on),
        history=(*life.history, (step, on)),
    )
