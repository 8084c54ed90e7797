"""`tantam work`: the worker that does what takes longer than a page may."""

import os
import signal
import sys
from threading import Thread
from types import FrameType
from typing import Annotated, Any

import typer

PAUSE_SECONDS = 1  # between two looks at an empty queue


def work(
    once: Annotated[bool, typer.Option("--once", help="Làm hết việc đang chờ rồi kết thúc.")] = False,
    with_server: Annotated[
        bool,
        typer.Option("--with-server", hidden=True, help="Kết thúc khi tiến trình đã mở nó (tantam serve) kết thúc."),
    ] = False,
) -> None:
    """Làm các việc dài chạy nền: đọc danh sách, ghi danh sách, diễn tập; việc dở dang được làm tiếp."""
    from django.utils import timezone

    from tantam.operations.work import take_up_left_work

    worker = _make_worker(once=once)
    worker.configure_signals()
    if with_server:
        Thread(target=_end_with_server, daemon=True).start()
    elif not once:
        typer.echo("Sẵn sàng làm việc nền (Ctrl+C để dừng)")
    take_up_left_work(at=timezone.now())
    worker.run()


def _make_worker(*, once: bool) -> Any:
    """Return the queue's worker; on a signal it stops between two pieces, and what failed it tries again later."""
    from django.utils import timezone
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from tantam.operations.work import STOPPING, try_again_later

    class PatientWorker(Worker):
        def run_task(self, db_task_result: Any) -> None:
            super().run_task(db_task_result)
            try_again_later(db_task_result.id, at=timezone.now())

        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            STOPPING.set()
            super().shutdown(signum, frame)

    return PatientWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=PAUSE_SECONDS,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def _end_with_server() -> None:
    """Wait until the server's end of the pipe is closed, then stop as after a signal."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
