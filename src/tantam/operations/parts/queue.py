"""The queue of long work as rows."""

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def requeue_left_tasks() -> int:
    """Put the tasks that a worker left half done back in the queue; return how many.

    A task that a living worker still does may be put back too: every task of `operations/work.py` is safe to
    do twice, because each of its pieces is one command under one key.
    """
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)
