"""`tantam serve`: the HTTP server."""

import os
from typing import Annotated

import typer
from rich.console import Console

from tantam.cli.worker_process import WorkerProcess

BLOCKING_THREADS = 4  # a worker's requests at once; pages wait for the database, not for the processor


def serve(
    address: Annotated[str, typer.Option("--address", envvar="TANTAM_BIND", help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", envvar="TANTAM_PORT", help="Cổng.")] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, envvar="TANTAM_WORKERS", help="Số tiến trình.")
    ] = 2,
    worker: Annotated[
        bool,
        typer.Option("--worker/--no-worker", envvar="TANTAM_WORKER", help="Kèm một tiến trình làm việc nền."),
    ] = True,
) -> None:
    """Phục vụ các màn hình qua HTTP (mặc định chỉ trên máy này)."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    _refuse_when_not_set_up()
    shown = os.environ.get("TANTAM_ADDRESS", f"http://{address}:{port}")
    Console(highlight=False).print(f"Tận Tâm đang chạy tại [bold]{shown}[/bold]  (Ctrl+C để dừng)")
    server = Server(
        "tantam.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
    )
    background = WorkerProcess()
    if worker:
        background.start()
    try:
        server.serve()
    finally:
        background.stop()


def _refuse_when_not_set_up() -> None:
    """Say what to do instead of serving pages that cannot work."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from tantam.base.errors import Refusal

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refusal("Cơ sở dữ liệu chưa sẵn sàng cho phiên bản này. Hãy chạy: tantam setup")
    connection.close()
