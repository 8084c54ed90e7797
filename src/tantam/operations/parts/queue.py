"""The queue of long work as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


@dataclass(frozen=True, slots=True)
class Fault:
    """What stopped a task, by the path of its exception, and when the task is tried again; None if it is not."""

    exception: str
    again_at: datetime | None


def requeue_left_tasks() -> int:
    """Put the tasks that a worker left half done back in the queue; return how many.

    A task that a living worker still does may be put back too: every task of `operations/work.py` is safe to
    do twice, because each of its pieces is one command under one key.
    """
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)


def put_back(task_id: UUID, *, at: datetime, pauses_minutes: Sequence[int]) -> bool:
    """Put a task that failed back in the queue, after the pause of its next try; tell whether it was.

    The queue notes a worker for every try, so their number is that of the tries.
    """
    row = DBTaskResult.objects.get(id=task_id)
    tries = len(row.worker_ids)
    if row.status != TaskResultStatus.FAILED or tries > len(pauses_minutes):
        return False
    again_at = at + timedelta(minutes=pauses_minutes[tries - 1])
    failed = DBTaskResult.objects.filter(id=task_id, status=TaskResultStatus.FAILED)
    return bool(failed.update(status=TaskResultStatus.READY, run_after=again_at))


def find_fault(task_paths: Sequence[str], *, first_argument: int) -> Fault | None:
    """Return what stopped the newest task of these on a thing; None if it ended well, or is done or due now."""
    rows = DBTaskResult.objects.filter(task_path__in=task_paths, args_kwargs__args__0=first_argument)
    row = rows.order_by("-enqueued_at").first()
    if row is None or not row.exception_class_path or row.status == TaskResultStatus.RUNNING:
        return None
    return Fault(row.exception_class_path, row.run_after if row.status == TaskResultStatus.READY else None)
