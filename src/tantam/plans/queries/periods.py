"""Periods of a plan: those that are open, and those that can be opened."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from tantam.base.errors import OutOfScope
from tantam.core.following import UNDATED, rhythms_of
from tantam.core.periods import PeriodKind, PeriodSpan, periods_due
from tantam.plans.calendars.reporting import reporting_calendar
from tantam.plans.models import Period, Plan, Task

# How far ahead of its deadline a period can be opened.
AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period of a plan, with how many duties it has."""

    id: int
    kind: str
    code: str
    label: str
    task_code: str
    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date
    duties_count: int


def list_periods(plan_id: int) -> list[PeriodLine]:
    """Return the periods that were opened, by deadline."""
    rows = Period.objects.filter(plan_id=plan_id).select_related("task").annotate(n=Count("duties"))
    return [
        PeriodLine(
            id=row.pk,
            kind=row.kind,
            code=row.code,
            label=row.label,
            task_code=row.task.code if row.task else "",
            starts_on=row.starts_on,
            ends_on=row.ends_before - timedelta(days=1),
            opens_on=row.opens_on,
            due_on=row.due_on,
            duties_count=row.n,
        )
        for row in rows.order_by("due_on", "code")
    ]


def list_openable_periods(*, plan_id: int, today: date) -> list[PeriodSpan]:
    """Return the periods that tasks of the plan follow, that can be opened now and are not open yet."""
    plan = Plan.objects.get(id=plan_id)
    cycle = [PeriodKind(kind) for kind in plan.report_cycle]
    kinds: set[PeriodKind] = set()
    for time_kind in plan.tasks.filter(withdrawn_at=None).values_list("time_kind", flat=True).distinct():
        kinds |= rhythms_of(time_kind, report_cycle=cycle)
    until = min(today + AHEAD, date(plan.runs_to_year, 12, 31))
    present = set(plan.periods.values_list("code", flat=True))
    spans = periods_due(kinds=kinds, after=plan.issued_on, until=until, calendar=reporting_calendar())
    return [span for span in spans if span.code not in present]


@dataclass(frozen=True, slots=True)
class TaskHead:
    """What a task is called."""

    id: int
    plan_id: int
    plan_number: str
    code: str
    content: str
    time_text: str


def get_task_head(task_id: int) -> TaskHead:
    """Return what a task is called.

    :raises OutOfScope: if there is none.
    """
    row = Task.objects.select_related("plan").filter(id=task_id, withdrawn_at=None).first()
    if row is None:
        raise OutOfScope
    return _task_head(row)


def list_undated_tasks(plan_id: int) -> list[TaskHead]:
    """Return the tasks of which no duty comes by itself, so that they need a milestone, and have none yet."""
    rows = (
        Task.objects.filter(plan_id=plan_id, withdrawn_at=None, time_kind__in=list(UNDATED), periods=None)
        .select_related("plan")
        .order_by("order")
    )
    return [_task_head(row) for row in rows]


def _task_head(row: Task) -> TaskHead:
    return TaskHead(
        id=row.pk,
        plan_id=row.plan_id,
        plan_number=row.plan.number,
        code=row.code,
        content=row.content,
        time_text=row.time_text,
    )
