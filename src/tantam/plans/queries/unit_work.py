"""Everything a unit entered, typed, for the unit to take away."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Scope
from tantam.plans.models import Contribution
from tantam.plans.queries.content import Content, content_of_duty
from tantam.plans.queries.duty_lines import DutyLine, duty_line, duty_rows, submission_of
from tantam.plans.queries.duty_page import (
    ContributionPart,
    DecisionLine,
    HistoryStep,
    decision_line,
    history_step,
)


@dataclass(frozen=True, slots=True)
class DutyWork:
    """A duty with all that the unit entered for it, and what became of it."""

    line: DutyLine
    content: Content
    history: tuple[HistoryStep, ...]
    decisions: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True)
class ContributionWork:
    """What the unit added to a task that it coordinates."""

    task_code: str
    period_label: str
    part: ContributionPart


@dataclass(frozen=True, slots=True)
class UnitWork:
    """All work of a unit; the digests of attached files stand with their documents."""

    unit_id: int
    duties: tuple[DutyWork, ...]
    contributions: tuple[ContributionWork, ...]


def list_unit_work(*, unit_id: int, scope: Scope, on: date) -> UnitWork:
    """Return everything that a unit in scope entered, by deadline."""
    assert scope.covers(unit_id)
    rows = duty_rows().filter(unit_id=unit_id).order_by("due_on", "task__order", "id")
    written = Contribution.objects.filter(unit_id=unit_id).select_related("task", "period", "unit")
    duties = []
    for row in rows:
        submission = submission_of(row)
        events = submission.events.order_by("-id") if submission else ()
        duties.append(
            DutyWork(
                line=duty_line(row, on=on),
                content=content_of_duty(submission, task_id=row.task_id),
                history=tuple(history_step(event, inside=True) for event in events),
                decisions=tuple(decision_line(decision) for decision in row.decisions.order_by("-id")),
            )
        )
    return UnitWork(
        unit_id=unit_id,
        duties=tuple(duties),
        contributions=tuple(
            ContributionWork(
                task_code=row.task.code,
                period_label=row.period.label,
                part=ContributionPart(
                    unit_id=unit_id,
                    unit_name=row.unit.name,
                    version=row.version,
                    text=row.text,
                    changed_at=row.changed_at,
                    changed_by_name=row.changed_by_name,
                ),
            )
            for row in written.order_by("period__due_on", "task__order")
        ),
    )
