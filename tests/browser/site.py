"""A real installation with a small demo province, served on a free port as a new user meets it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "tan-tam-2026"
COMMUNES = "6"
PATIENCE_SECONDS = 60
_TANTAM = (sys.executable, "-c", "from tantam.cli.main import run; run()")


@dataclass(frozen=True, slots=True)
class Site:
    """A running installation."""

    address: str
    home: Path
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        """Run `tantam` with these words beside the server and return what it printed."""
        return _run(words, self.environment)

    def count_mails(self) -> int:
        """Return how many mails lie in the outgoing folder; one file holds what one connection sent."""
        mails = (self.home / "mail").glob("*.log")
        return sum(path.read_text(encoding="utf-8").count("\nMIME-Version:") for path in mails)


@contextmanager
def serve(folder: Path, shared: Path) -> Iterator[Site]:
    """Serve a copy of the demo province until the tests of this worker are over."""
    with _alone(shared):
        _load_once(shared / "province")
    home = folder / "home"
    shutil.copytree(shared / "province", home)
    port = _free_port()
    address = f"http://localhost:{port}"
    environment = _environment(home) | {"TANTAM_ADDRESS": address}
    with (folder / "server.txt").open("w") as output:
        server = subprocess.Popen(  # the port was free a moment ago
            [*_TANTAM, "serve", "--port", str(port), "--workers", "1"], env=environment, stdout=output, stderr=output
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server)
            yield Site(address=address, home=home, environment=environment)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def _load_once(home: Path) -> None:
    """Set up an installation and load the demo province, unless another worker did."""
    if home.exists():
        return
    unfinished = home.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    environment = _environment(unfinished)
    _run(("setup",), environment)
    _run(("demo", "load", "--communes", COMMUNES), environment)
    unfinished.rename(home)


def _environment(home: Path) -> dict[str, str]:
    """Return the variables of an operator who knows nothing but the home of the installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TANTAM_", "DJANGO_"))}
    source = Path(__file__).parents[2] / "src"
    return kept | {"TANTAM_HOME": str(home), "TANTAM_DEMO": "1", "PYTHONPATH": str(source)}


def _run(words: tuple[str, ...], environment: dict[str, str]) -> str:
    done = subprocess.run([*_TANTAM, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def _alone(shared: Path) -> Iterator[None]:
    """Keep other workers waiting."""
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "The server ended at once."
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"No answer from {address}.")
