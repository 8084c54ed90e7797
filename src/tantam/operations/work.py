"""Work that takes longer than a page may: tasks kept in the database, done by `tantam work`.

A task's arguments are plain: numbers, and a moment as text. Every task may be done twice without harm, because
each of its pieces is one command under one key; that is what lets a dead worker's task go back to the queue.
"""

from datetime import datetime
from threading import Event
from typing import Final

from django_tasks import task

from tantam.operations.list_work import read_rest, write_rest
from tantam.operations.parts.queue import requeue_left_tasks
from tantam.people.queries.lists import list_left_lists

# Set when the worker is asked to end: the task stops after the piece that is under way.
STOPPING: Final = Event()


@task()
def read_list(list_id: int, moment: str) -> None:
    """Read the rows of a list's file that are not read yet."""
    if not read_rest(list_id=list_id, at=datetime.fromisoformat(moment), stopping=STOPPING.is_set):
        read_list.enqueue(list_id, moment)


@task()
def write_list(list_id: int) -> None:
    """Write what is not written yet of an approved list, and put it in force."""
    if not write_rest(list_id=list_id, stopping=STOPPING.is_set):
        write_list.enqueue(list_id)


def take_up_left_work(*, at: datetime) -> int:
    """Put back in the queue what was left half done, by a worker that died or before it was queued at all.

    Returns how many pieces of work were taken up.
    """
    STOPPING.clear()
    requeued = requeue_left_tasks()
    left = list_left_lists()
    for list_id, state in left:
        if state == "READING":
            read_list.enqueue(list_id, at.isoformat())
        else:
            write_list.enqueue(list_id)
    return requeued + len(left)
