"""The coordinator's queue: work that was signed off and waits for acceptance, oldest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from tantam.base.asked import Scope
from tantam.core.submissions import Step, SubmissionState
from tantam.core.text import fold
from tantam.plans.models import Duty
from tantam.plans.queries.duty_lines import DutyLine, duty_line, duty_rows


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is shown; nothing set is all of it. `text` is sought in task codes and unit names."""

    period_id: int | None = None
    task_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where one stands in the queue: the duty before and after, the place (from 1) and the length."""

    previous_id: int | None
    next_id: int | None
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Periods and tasks that have work waiting: number and label."""

    periods: tuple[tuple[int, str], ...]
    tasks: tuple[tuple[int, str], ...]


def count_waiting(*, scope: Scope, chosen: QueueFilter | None = None) -> tuple[int, date | None]:
    """Return how many duties wait for acceptance, and the day since which the oldest waits."""
    rows = _waiting(scope, chosen or QueueFilter())
    oldest = rows.values_list("done_on", flat=True).order_by("done_on").first()
    return rows.count(), oldest


def list_waiting(
    *, scope: Scope, on: date, chosen: QueueFilter | None = None, start: int = 0, count: int = 50
) -> list[DutyLine]:
    """Return a part of the queue, the one that waits longest first."""
    rows = _waiting(scope, chosen or QueueFilter())
    return [duty_line(row, on=on) for row in rows[start : start + count]]


def get_neighbours(*, duty_id: int, scope: Scope, chosen: QueueFilter | None = None) -> Neighbours:
    """Return what comes before and after a duty in the queue; the head of the queue if it is not in it."""
    ids = list(_waiting(scope, chosen or QueueFilter()).values_list("id", flat=True))
    if duty_id not in ids:
        return Neighbours(previous_id=None, next_id=ids[0] if ids else None, place=0, count=len(ids))
    place = ids.index(duty_id)
    return Neighbours(
        previous_id=ids[place - 1] if place else None,
        next_id=ids[place + 1] if place + 1 < len(ids) else None,
        place=place + 1,
        count=len(ids),
    )


def list_choices(*, scope: Scope) -> Choices:
    """Return what the queue can be filtered by."""
    rows = _waiting(scope, QueueFilter())
    periods = rows.order_by("period__due_on", "period_id").values_list("period_id", "period__label")
    tasks = rows.order_by("task__order", "task_id").values_list("task_id", "task__code")
    return Choices(periods=tuple(dict.fromkeys(periods)), tasks=tuple(dict.fromkeys(tasks)))


def _waiting(scope: Scope, chosen: QueueFilter) -> QuerySet[Duty]:
    rows = duty_rows().filter(submission__state=SubmissionState.SIGNED_OFF, exempt=False)
    if not scope.all_units:
        rows = rows.filter(unit_id__in=scope.unit_ids)
    if chosen.period_id is not None:
        rows = rows.filter(period_id=chosen.period_id)
    if chosen.task_id is not None:
        rows = rows.filter(task_id=chosen.task_id)
    for word in fold(chosen.text).split():
        rows = rows.filter(Q(unit__name_folded__contains=word) | Q(task__code__iexact=word))
    signed = Max("submission__events__at", filter=Q(submission__events__kind=Step.SIGNED_OFF))
    return rows.annotate(signed_at=signed).order_by("signed_at", "id")
