"""Making duties: task × lead unit × period, once, when the period opens."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tantam.core.following import DATED
from tantam.plans.calendars.reporting import reporting_calendar
from tantam.plans.models import Duty, Period, Phrase, Task
from tantam.plans.models.plan import PartyRole
from tantam.plans.parts.parties import lead_unit_ids

DEADLINE_CODE = "D:"


def unsettled_leads(tasks: Iterable[Task]) -> list[Phrase]:
    """Return the lead phrases of these tasks of which it is not settled which units they mean."""
    return list(
        Phrase.objects.filter(task__in=list(tasks), role=PartyRole.LEAD, settled_at=None)
        .select_related("task")
        .order_by("task__order", "order")
    )


def write_duties(*, tasks: Iterable[Task], period: Period, at: datetime) -> int:
    """Write the duties of these tasks in a period and return how many; existing ones stay as they are."""
    present = set(Duty.objects.filter(period=period).values_list("task_id", "unit_id"))
    rows = [
        Duty(
            task=task,
            unit_id=unit_id,
            period=period,
            opens_on=period.opens_on,
            due_on=period.due_on,
            original_due_on=period.due_on,
            created_at=at,
        )
        for task in tasks
        for unit_id in lead_unit_ids(task)
        if (task.pk, unit_id) not in present
    ]
    Duty.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def open_own_deadline(*, task: Task, at: datetime) -> None:
    """Open the one deadline of a dated task as soon as it is settled who leads it.

    A deadline that was opened before keeps its set of duties; another date in an amended annex does not move
    it: that takes an extension, with its document.
    """
    if task.time_kind not in DATED or task.time_due is None or unsettled_leads([task]):
        return
    if Period.objects.filter(task=task, kind=Period.Kind.DEADLINE).exists() or not lead_unit_ids(task):
        return
    period = Period.objects.create(
        plan_id=task.plan_id,
        kind=Period.Kind.DEADLINE,
        code=f"{DEADLINE_CODE}{task.code}",
        label=f"Hạn {task.time_due:%d/%m/%Y}",
        task=task,
        opened_at=at,
        **dates_until(task.time_due, issued_on=task.plan.issued_on),
    )
    write_duties(tasks=[task], period=period, at=at)


def dates_until(due_on: date, *, issued_on: date) -> dict[str, date]:
    """Return the dates of a period that ends with one deadline: work from the plan's issue up to it."""
    ends_before = due_on + timedelta(days=1)
    opens_on = due_on - timedelta(days=reporting_calendar().opens_days_before)
    return {
        "starts_on": min(issued_on, due_on),
        "ends_before": ends_before,
        "opens_on": opens_on,
        "due_on": due_on,
    }
