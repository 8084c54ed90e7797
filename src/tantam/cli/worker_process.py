"""The worker beside the server: one process, started again when it ends, ended with the server."""

import subprocess
import sys
from threading import Event, Thread

REST_SECONDS = 5  # before a worker that ended is started again
PATIENCE_SECONDS = 30  # a piece of work is over long before
_TOOL = "from tantam.cli.main import run; run()"


class WorkerProcess:
    """One `tantam work` process.

    It is a session of its own, so that Ctrl+C reaches the server alone and the worker is asked to stop once.
    """

    def __init__(self) -> None:
        self._stopping = Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._watch = Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """Start the process, and start it again whenever it ends."""
        self._child = _open()
        self._watch.start()

    def stop(self) -> None:
        """Ask the process to stop and wait for it; a piece of work that is under way is finished first."""
        self._stopping.set()
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        try:
            child.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
        _close(child)

    def _keep_running(self) -> None:
        while self._child is not None:
            self._child.wait()
            if self._stopping.wait(REST_SECONDS):
                return
            _close(self._child)
            self._child = _open()


def _close(child: "subprocess.Popen[bytes]") -> None:
    if child.stdin is not None:
        child.stdin.close()


def _open() -> subprocess.Popen[bytes]:
    """Start a worker that ends when our end of its input is closed, however we end."""
    return subprocess.Popen(  # noqa: S603 - our own tool, with words of our own
        [sys.executable, "-c", _TOOL, "work", "--with-server"],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
