"""A duty as a line of a list."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tantam.core.duties import DutyState, state_of
from tantam.core.submissions import SubmissionState
from tantam.plans.models import Duty, Submission, SubmissionEvent


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with its state on a day and where its submission stands.

    `submission_state` is None before anything was written; `why` and `why_by` tell the reason when the work
    was sent back or returned.
    """

    id: int
    plan_id: int
    plan_number: str
    task_id: int
    task_code: str
    task_content: str
    unit_id: int
    unit_name: str
    period_id: int
    period_label: str
    opens_on: date
    due_on: date
    original_due_on: date
    done_on: date | None
    state: DutyState
    submission_state: SubmissionState | None
    version: int
    changed_at: datetime | None
    changed_by_name: str
    why: str = ""
    why_by: str = ""


def duty_rows() -> QuerySet[Duty]:
    """Return the duties with all that a line shows, in one query."""
    return Duty.objects.select_related("task__plan", "period", "unit", "submission")


def duty_line(row: Duty, *, on: date, last_step: SubmissionEvent | None = None) -> DutyLine:
    """Return a row of `duty_rows` as a line."""
    submission = submission_of(row)
    return DutyLine(
        id=row.id,
        plan_id=row.task.plan_id,
        plan_number=row.task.plan.number,
        task_id=row.task_id,
        task_code=row.task.code,
        task_content=row.task.content,
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        period_id=row.period_id,
        period_label=row.period.label,
        opens_on=row.opens_on,
        due_on=row.due_on,
        original_due_on=row.original_due_on,
        done_on=row.done_on,
        state=state_of(opens_on=row.opens_on, due_on=row.due_on, done_on=row.done_on, exempt=row.exempt, on=on),
        submission_state=SubmissionState(submission.state) if submission else None,
        version=submission.version if submission else 0,
        changed_at=submission.changed_at if submission else None,
        changed_by_name=submission.changed_by_name if submission else "",
        why=last_step.reason if last_step else "",
        why_by=last_step.by_name if last_step else "",
    )


def submission_of(row: Duty) -> Submission | None:
    """Return the submission of a duty; one that was begun but holds nothing yet counts as none."""
    submission: Submission | None = getattr(row, "submission", None)
    return submission if submission is not None and submission.version > 0 else None


def list_last_steps(duty_ids: list[int]) -> dict[int, SubmissionEvent]:
    """Return the last step in the history of each duty that has one."""
    rows = SubmissionEvent.objects.filter(submission__duty_id__in=duty_ids).select_related("submission")
    return {row.submission.duty_id: row for row in rows.order_by("id")}
