"""Long work goes on by itself after a fault: a piece is tried again at once, a task after a pause, both so often."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import InterfaceError, OperationalError
from django_tasks_db.models import DBTaskResult

from tantam.cli.working import _make_worker
from tantam.operations import list_work
from tantam.operations.work import STOPPING, find_trouble, read_list, try_again_later
from tantam.people.commands.lists import map_columns
from tantam.people.models import OfficialList
from tests.support.lists import chosen, list_workbook, person_row, stage

# Real transactions: what lost its connection opens a new one between two tries.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("small_register")]
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
FIELDS = {2: "FULL_NAME", 4: "IDENTITY", 5: "BIRTH", 6: "VILLAGE", 7: "STANDING"}


@pytest.fixture
def list_id(cast):
    number = stage(cast, list_workbook(person_row("Phạm Văn Một", 71), person_row("Phạm Văn Hai", 72)))
    map_columns(asked=cast.asked("ha"), list_id=number, chosen=chosen(2, FIELDS))
    return number


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return DBTaskResult.objects.all()


def fail(monkeypatch, times: int, fault: Exception) -> None:
    """Let the reading of a piece fail so many times before it is carried out."""
    run, left = list_work.read_list_rows, iter(range(times))

    def failing(**arguments):
        if next(left, None) is not None:
            raise fault
        return run(**arguments)

    monkeypatch.setattr(list_work, "read_list_rows", failing)


@pytest.mark.parametrize("fault", [OperationalError("database is locked"), InterfaceError("connection already closed")])
def test_a_piece_is_tried_again_when_the_database_was_busy_or_away(list_id, monkeypatch, fault):
    fail(monkeypatch, 2, fault)
    rests = []

    assert list_work.read_rest(list_id=list_id, at=NOW, stopping=lambda: False, rest=rests.append)

    assert OfficialList.objects.get(id=list_id).state == "READ"
    assert rests == [1, 5]


def test_a_piece_is_not_tried_for_ever(list_id, monkeypatch):
    fail(monkeypatch, 99, OperationalError("database is locked"))
    rests = []

    with pytest.raises(OperationalError):
        list_work.read_rest(list_id=list_id, at=NOW, stopping=lambda: False, rest=rests.append)

    assert rests == [1, 5, 20]


def test_a_worker_that_is_asked_to_end_does_not_wait_for_the_database(list_id, monkeypatch):
    fail(monkeypatch, 99, OperationalError("database is locked"))
    rests = []

    with pytest.raises(OperationalError):
        list_work.read_rest(
            list_id=list_id, at=NOW, stopping=lambda: False, rest=lambda seconds: rests.append(seconds) or True
        )

    assert rests == [1]


def test_another_fault_is_not_hidden_by_trying_again(list_id, monkeypatch):
    fail(monkeypatch, 1, ValueError("a bug"))
    rests = []

    with pytest.raises(ValueError, match="a bug"):
        list_work.read_rest(list_id=list_id, at=NOW, stopping=lambda: False, rest=rests.append)

    assert not rests


def test_the_running_worker_takes_failed_work_up_again_after_a_pause(list_id, monkeypatch, queue, time_machine):
    time_machine.move_to(NOW, tick=False)
    fail(monkeypatch, 1, ValueError("a bug"))
    read_list.enqueue(list_id, NOW.isoformat())

    _make_worker(once=True).run()

    left = queue.get()
    assert (left.status, left.run_after) == ("READY", NOW + timedelta(minutes=1))
    trouble = find_trouble(list_id)
    assert trouble.again_at == NOW + timedelta(minutes=1)
    assert "ValueError" in trouble.why

    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)
    _make_worker(once=True).run()

    assert queue.get().status == "SUCCESSFUL"
    assert OfficialList.objects.get(id=list_id).state == "READ"
    assert find_trouble(list_id) is None


def test_after_so_many_tries_the_list_says_that_it_failed_and_why(list_id, monkeypatch, queue, time_machine):
    fail(monkeypatch, 99, OperationalError("no space left on device"))
    monkeypatch.setattr(STOPPING, "wait", lambda _seconds: False)
    read_list.enqueue(list_id, NOW.isoformat())

    for hour in range(9):
        time_machine.move_to(NOW + timedelta(hours=hour), tick=False)
        _make_worker(once=True).run()

    given_up = queue.get()
    assert (given_up.status, len(given_up.worker_ids)) == ("FAILED", 5)
    trouble = find_trouble(list_id)
    assert trouble.again_at is None
    assert "cơ sở dữ liệu" in trouble.why.lower()


def test_work_that_succeeded_is_not_put_back(list_id, queue):
    read_list.enqueue(list_id, NOW.isoformat())
    _make_worker(once=True).run()

    assert not try_again_later(queue.get().id, at=NOW)
    assert queue.get().status == "SUCCESSFUL"


def test_the_trouble_of_one_list_is_not_that_of_another(list_id, monkeypatch, queue):
    fail(monkeypatch, 1, ValueError("a bug"))
    read_list.enqueue(list_id, NOW.isoformat())
    _make_worker(once=True).run()

    assert find_trouble(list_id) is not None
    assert find_trouble(list_id + 1) is None
