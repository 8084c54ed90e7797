"""Work that takes longer than a page may: tasks kept in the database, done by `tantam work`.

A task's arguments are plain: numbers, and a moment as text. Every task may be done twice without harm, because
each of its pieces is one command under one key; that is what lets a dead worker's task go back to the queue, and
a task that failed be tried again.
"""

from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Final
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django_tasks import task

from tantam.base.sealing import MissingPersonDataKey, UnreadableSeal
from tantam.operations.list_work import read_rest, write_rest
from tantam.operations.parts.queue import Fault, find_fault, put_back, requeue_left_tasks
from tantam.people.queries.lists import list_left_lists

# Set when the worker is asked to end: the task stops after the piece that is under way.
STOPPING: Final = Event()
# Minutes before a task that failed is tried again, for the first time, the second …; then it stays failed.
PAUSES_MINUTES: Final = (1, 5, 15, 60)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the work on a list stopped, in a sentence, and when it is tried again; None if it is not."""

    why: str
    again_at: datetime | None


@task()
def read_list(list_id: int, moment: str) -> None:
    """Read the rows of a list's file that are not read yet."""
    if not read_rest(list_id=list_id, at=datetime.fromisoformat(moment), stopping=STOPPING.is_set, rest=STOPPING.wait):
        read_list.enqueue(list_id, moment)


@task()
def write_list(list_id: int) -> None:
    """Write what is not written yet of an approved list, and put it in force."""
    if not write_rest(list_id=list_id, stopping=STOPPING.is_set, rest=STOPPING.wait):
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


def try_again_later(task_id: UUID, *, at: datetime) -> bool:
    """Put a task that failed back in the queue, to be done after a pause; tell whether it was.

    One that failed for the last time, or did not fail, stays as it is.
    """
    return put_back(task_id, at=at, pauses_minutes=PAUSES_MINUTES)


def find_trouble(list_id: int) -> Trouble | None:
    """Return why the work on a list stopped, unless it goes on now."""
    fault = find_fault((read_list.module_path, write_list.module_path), first_argument=list_id)
    return Trouble(_in_words(fault), fault.again_at) if fault else None


def _in_words(fault: Fault) -> str:
    name = fault.exception.rpartition(".")[2]
    if name in {OperationalError.__name__, InterfaceError.__name__}:
        return _("Cơ sở dữ liệu bận, bị khóa, hết chỗ hoặc mất kết nối.")
    if name in {MissingPersonDataKey.__name__, UnreadableSeal.__name__}:
        return _("Không mở được dữ liệu đã niêm phong: thiếu khóa hoặc dữ liệu bị sửa.")
    if name == FileNotFoundError.__name__:
        return _("Không thấy tệp của danh sách trong kho tệp.")
    return _("Lỗi không lường trước (%(name)s).") % {"name": name}
