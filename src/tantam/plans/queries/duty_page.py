"""One duty whole: what is asked, by when, what was written, each step and decision, who added what."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.core.submissions import DONE, Step, SubmissionState
from tantam.plans.models import (
    AnnexReading,
    Contribution,
    Duty,
    DutyDecision,
    Party,
    Period,
    Submission,
    SubmissionEvent,
    Task,
)
from tantam.plans.queries.content import Content, content_at_step, content_of_duty
from tantam.plans.queries.duty_lines import DutyLine, duty_line, duty_rows, submission_of

# Steps at which the work is, or was, before the eyes of the province.
_OUTWARD = frozenset({Step.SIGNED_OFF, Step.ACCEPTED, Step.RETURNED})


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """A row of the annex, with the lines that it was read from."""

    id: int
    code: str
    section_title: str
    heading: str
    content: str
    product: str
    lead_text: str
    coordinating_text: str
    time_text: str
    source: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PeriodDetails:
    """A period: data run from `starts_on` until before `ends_before`; the deadline is of another calendar."""

    id: int
    label: str
    starts_on: date
    ends_before: date
    due_on: date


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A step in the life of a submission, with what it held then if the reader may see it."""

    id: int
    kind: Step
    kind_label: str
    at: datetime
    by_name: str
    by_role: str
    reason: str
    content: Content | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """An exemption, extension or addition."""

    id: int
    kind: str
    kind_label: str
    decided_by: str
    reason: str
    document: str
    has_file: bool
    old_due_on: date
    new_due_on: date
    recorded_at: datetime
    recorded_by_name: str


@dataclass(frozen=True, slots=True)
class ContributionPart:
    """What a coordinating unit added; no text, version 0 and no moment when it added nothing yet."""

    unit_id: int
    unit_name: str
    version: int
    text: str
    changed_at: datetime | None
    changed_by_name: str


@dataclass(frozen=True, slots=True)
class DutyPage:
    """All that is known of a duty. `content` is None for readers outside the unit until it was signed off."""

    line: DutyLine
    task: TaskDetails
    period: PeriodDetails
    content: Content | None
    history: tuple[HistoryStep, ...]
    decisions: tuple[DecisionLine, ...]
    contributions: tuple[ContributionPart, ...]


def get_duty_page(*, duty_id: int, scope: Scope, reader_unit_id: int | None, on: date) -> DutyPage:
    """Return a duty for a reader.

    The unit itself sees its drafts; others see the work while it is signed off or accepted, and in the
    history what it was at each outward step.

    :raises OutOfScope: if there is no such duty for this reader.
    """
    row = duty_rows().select_related("task__section").filter(id=duty_id).first()
    if row is None or not scope.covers(row.unit_id):
        raise OutOfScope(_("Không tìm thấy nhiệm vụ này."))
    submission = submission_of(row)
    inside = reader_unit_id == row.unit_id
    events = list(_events(submission))
    shown = inside or submission is None or SubmissionState(submission.state) in DONE
    last = events[-1] if events else None
    return DutyPage(
        line=duty_line(row, on=on, last_step=last),
        task=task_details(row.task),
        period=period_details(row.period),
        content=content_of_duty(submission, task_id=row.task_id) if shown else None,
        history=tuple(history_step(event, inside=inside) for event in reversed(events)),
        decisions=tuple(_decisions(row)),
        contributions=tuple(list_contributions(task_id=row.task_id, period_id=row.period_id)),
    )


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """A task in a period for a coordinating unit, with its own part."""

    task: TaskDetails
    period: PeriodDetails
    own: ContributionPart


def get_contribution_page(*, task_id: int, period_id: int, unit_id: int | None) -> ContributionPage:
    """Return what a coordinating unit sees of a task in an open period: the task, and its own part.

    :raises OutOfScope: if the unit does not coordinate the task, or the period is not open for it.
    """
    task = Task.objects.select_related("section").filter(id=task_id).first()
    period = Period.objects.filter(id=period_id).exclude(opened_at=None).first()
    parts = list_contributions(task_id=task_id, period_id=period_id)
    own = next((part for part in parts if part.unit_id == unit_id), None)
    if task is None or period is None or own is None or period.plan_id != task.plan_id:
        raise OutOfScope(_("Không tìm thấy nhiệm vụ phối hợp này."))
    if period.task_id not in (None, task.id):
        raise OutOfScope(_("Không tìm thấy nhiệm vụ phối hợp này."))
    return ContributionPage(task=task_details(task), period=period_details(period), own=own)


def list_contributions(*, task_id: int, period_id: int) -> list[ContributionPart]:
    """Return a part for each unit that coordinates a task, and for units that did when they wrote."""
    written = {
        row.unit_id: row
        for row in Contribution.objects.filter(task_id=task_id, period_id=period_id).select_related("unit")
    }
    parties = Party.objects.filter(task_id=task_id, role="COORDINATING").select_related("unit")
    units = {row.unit_id: row.unit for row in parties.order_by("unit__order", "unit_id")}
    units |= {row.unit_id: row.unit for row in written.values()}
    return [
        ContributionPart(
            unit_id=unit_id,
            unit_name=unit.name,
            version=written[unit_id].version if unit_id in written else 0,
            text=written[unit_id].text if unit_id in written else "",
            changed_at=written[unit_id].changed_at if unit_id in written else None,
            changed_by_name=written[unit_id].changed_by_name if unit_id in written else "",
        )
        for unit_id, unit in units.items()
    ]


def task_details(task: Task) -> TaskDetails:
    """Return a task with the source lines it was read from."""
    return TaskDetails(
        id=task.id,
        code=task.code,
        section_title=task.section.title,
        heading=task.heading,
        content=task.content,
        product=task.product,
        lead_text=task.lead_text,
        coordinating_text=task.coordinating_text,
        time_text=task.time_text,
        source=_source_lines(task),
    )


def period_details(period: Period) -> PeriodDetails:
    """Return a period's two calendars."""
    return PeriodDetails(
        id=period.id,
        label=period.label,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        due_on=period.due_on,
    )


def _source_lines(task: Task) -> tuple[tuple[str, str], ...]:
    """Return the places of the annex that the task names, with their text where the reading kept lines."""
    places = [str(place) for place in task.source]
    if not places:
        return ()
    reading = AnnexReading.objects.filter(plan_id=task.plan_id).order_by("-id").first()
    lines = reading.source_lines if reading else []
    texts = {str(number): line for number, line in enumerate(lines, start=1) if isinstance(line, str)}
    return tuple((place, texts.get(place, "")) for place in places)


def _events(submission: Submission | None) -> list[SubmissionEvent]:
    return list(submission.events.order_by("id")) if submission else []


def history_step(event: SubmissionEvent, *, inside: bool) -> HistoryStep:
    """Return a step of the history; outside the unit, only outward steps show what was held."""
    kind = Step(event.kind)
    kept: dict[str, Any] | None = event.content if inside or kind in _OUTWARD else None
    return HistoryStep(
        id=event.id,
        kind=kind,
        kind_label=str(event.get_kind_display()),
        at=event.at,
        by_name=event.by_name,
        by_role=event.by_role,
        reason=event.reason,
        content=None if kept is None else content_at_step(kept, version=event.version),
    )


def _decisions(duty: Duty) -> list[DecisionLine]:
    return [decision_line(row) for row in duty.decisions.order_by("-id")]


def decision_line(row: DutyDecision) -> DecisionLine:
    """Return a decision on a duty."""
    return DecisionLine(
        id=row.id,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        decided_by=row.decided_by,
        reason=row.reason,
        document=row.document,
        has_file=row.file_id is not None,
        old_due_on=row.old_due_on,
        new_due_on=row.new_due_on,
        recorded_at=row.recorded_at,
        recorded_by_name=row.recorded_by_name,
    )
