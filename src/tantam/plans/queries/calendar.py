"""A unit's deadlines as its calendar shows them, and whose calendar a secret address is."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Count, Max, Q, QuerySet

from tantam.core.duties import DutyState, state_of
from tantam.plans.models import CalendarFeed, Duty, DutyDecision
from tantam.units.queries import UnitLine, unit_line

_CHANGES = Q(decisions__kind__in=(DutyDecision.Kind.EXTENSION, DutyDecision.Kind.EXEMPTION))


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A duty as an event of its due day. `changes` counts the decisions that moved or lifted it."""

    duty_id: int
    task_code: str
    task: str
    period: str
    plan: str
    due_on: date
    done_on: date | None
    exempt: bool
    changes: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """An open duty of a unit in the list of deadlines."""

    duty_id: int
    task_code: str
    task: str
    period: str
    due_on: date
    state: DutyState


@dataclass(frozen=True, slots=True)
class Feed:
    """That a unit has a calendar address, and since when."""

    made_at: datetime


def token_digest(token: str) -> str:
    """Return the form in which the secret of an address is kept: SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_feed(*, unit_id: int) -> Feed | None:
    """Return the unit's calendar address, as far as it is known; None if none was made."""
    row = CalendarFeed.objects.filter(unit_id=unit_id).first()
    return None if row is None else Feed(made_at=row.made_at)


def find_feed_unit(*, token: str) -> UnitLine | None:
    """Return the unit whose calendar the secret opens; None for a wrong or outdated one."""
    row = CalendarFeed.objects.filter(token_digest=token_digest(token)).select_related("unit__commune").first()
    return None if row is None else unit_line(row.unit)


def list_calendar_events(*, unit_id: int, due_from: date) -> list[CalendarEvent]:
    """Return a unit's duties that are due on a day or later, in order of due day."""
    rows = (
        _duties(unit_id)
        .filter(due_on__gte=due_from)
        .annotate(changes=Count("decisions", filter=_CHANGES), decided_at=Max("decisions__recorded_at"))
        .order_by("due_on", "id")
    )
    return [
        CalendarEvent(
            duty_id=row.id,
            task_code=row.task.code,
            task=row.task.content,
            period=row.period.label,
            plan=row.task.plan.number,
            due_on=row.due_on,
            done_on=row.done_on,
            exempt=row.exempt,
            changes=row.changes,
            changed_at=max(row.created_at, row.decided_at or row.created_at, _done_at(row) or row.created_at),
        )
        for row in rows
    ]


def list_deadlines(*, unit_id: int, on: date) -> list[Deadline]:
    """Return what a unit still has to do, the most urgent first."""
    rows = _duties(unit_id).filter(exempt=False, done_on=None).order_by("due_on", "task__order", "id")
    return [
        Deadline(
            duty_id=row.id,
            task_code=row.task.code,
            task=row.task.content,
            period=row.period.label,
            due_on=row.due_on,
            state=state_of(opens_on=row.opens_on, due_on=row.due_on, done_on=None, exempt=False, on=on),
        )
        for row in rows
    ]


def _done_at(row: Duty) -> datetime | None:
    """Return the beginning of the day on which a duty was done, as the moment its event changed."""
    return None if row.done_on is None else datetime.combine(row.done_on, time.min, tzinfo=UTC)


def _duties(unit_id: int) -> QuerySet[Duty]:
    """Return a unit's duties; those of tasks that were withdrawn are left out."""
    rows = Duty.objects.filter(unit_id=unit_id, task__withdrawn_at=None)
    return rows.select_related("task__plan", "period")
