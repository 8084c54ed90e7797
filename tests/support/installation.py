"""A whole installation of its own for a test: home, keys, database, and the tool as a person calls it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from tests.repo.source import ROOT

_numbers = count(1)
TOOL = "from tantam.cli.main import run; run()"
# The cast, a sealed person, two kept files, a command's entry in the chain, and a checkpoint, which makes the key.
WORK = """
import django; django.setup()
from datetime import date, datetime, UTC
from tests.support.register import make_person
from tantam.base.sealing import ensure_person_data_key
from tests.support.cast import make_cast, asked_by_system
from tantam.base.checkpoints import make_checkpoint, record_verification
from tantam.base.files import keep_file
make_cast()
ensure_person_data_key()
make_person("Người Thử", number=1, sex="MALE", born=date(1980, 1, 1))
for text in ("Quyết định", "Công văn"):
    keep_file(text.encode(), media_type="text/plain", at=datetime(2026, 11, 22, tzinfo=UTC))
record_verification(asked=asked_by_system(key="work"), entries=0, root="0" * 64, problem="")
make_checkpoint(asked=asked_by_system(key="seal"))
"""


@dataclass(frozen=True)
class Installation:
    """Where it lies, and its database when that is not SQLite."""

    home: Path
    url: str = ""

    def tantam(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Call the tool and return what it said and its exit code."""
        return self.python("-c", TOOL, *arguments, **environment)

    def prepare(self) -> None:
        """Make the tables; quicker than `tantam setup`, which also packs the static files."""
        done = self.python("-m", "django", "migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr

    def work(self) -> None:
        """Prepare, and let people work here."""
        self.prepare()
        done = self.python("-c", WORK)
        assert done.returncode == 0, done.stderr

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python with this installation's settings."""
        base = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        settings = {
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tantam.site.settings",
            "TANTAM_HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
        }
        if self.url:
            settings["TANTAM_DATABASE_URL"] = self.url
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.home.parent,
            env={**base, **settings, **environment},
            capture_output=True,
            text=True,
            check=False,
        )


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """Yield the address of an empty database: a new one on the tests' server, or "" for SQLite."""
    server = os.environ.get("TANTAM_TEST_DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"own_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
