"""`tantam work` does what waits, takes up what a dead worker left, and ends when it is told to."""

import os
import signal
import subprocess
import sys

import pytest

from tests.repo.source import ROOT
from tests.support.installation import TOOL, Installation

pytestmark = pytest.mark.slow

# A commune, its clerk's list of three, mapped and queued; printed: how far it is.
STAGED = """
import django; django.setup()
from datetime import date
from tests.support.cast import make_cast
from tests.support.lists import chosen, list_workbook, person_row, stage
from tantam.people.commands.lists import map_columns
from tantam.base.sealing import ensure_person_data_key
from tantam.operations.work import read_list
ensure_person_data_key()
cast = make_cast()
rows = [person_row(f"Phạm Văn {word}", 70 + at) for at, word in enumerate(("Một", "Hai", "Ba"))]
list_id = stage(cast, list_workbook(*rows))
fields = {2: "FULL_NAME", 4: "IDENTITY", 5: "BIRTH", 6: "VILLAGE", 7: "STANDING"}
map_columns(asked=cast.asked("ha"), list_id=list_id, chosen=chosen(3, fields))
"""
QUEUED = STAGED + "read_list.enqueue(list_id, cast.asked('ha').at.isoformat())\n"
# As a worker leaves a task that died with it.
DIED = QUEUED + "from django_tasks_db.models import DBTaskResult; DBTaskResult.objects.update(status='RUNNING')\n"
STATES = """
import django; django.setup()
from tantam.people.models import OfficialList
from django_tasks_db.models import DBTaskResult
print(*OfficialList.objects.values_list("state", "rows_read"), *DBTaskResult.objects.values_list("status", flat=True))
"""


@pytest.fixture
def installation(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    made = Installation(home)
    made.prepare()
    return made


def run(installation: Installation, program: str, **environment: str) -> str:
    done = installation.python("-c", program, TANTAM_ALLOW_SAMPLE_IDENTITIES="1", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("left", [STAGED, QUEUED, DIED], ids=["never queued", "queued", "left by a dead worker"])
def test_work_that_waits_is_done_and_the_worker_ends(installation, left):
    run(installation, left)

    done = installation.tantam("work", "--once", TANTAM_ALLOW_SAMPLE_IDENTITIES="1")

    assert done.returncode == 0, done.stderr
    assert run(installation, STATES).startswith("('READ', 3)")
    assert "FAILED" not in run(installation, STATES)


def test_a_worker_ends_when_it_is_told_to(installation):
    with _started(installation, "work") as worker:
        assert b"Ctrl+C" in worker.stdout.readline()

        worker.send_signal(signal.SIGTERM)

        assert worker.wait(20) == 0


def test_a_worker_ends_with_the_server_that_started_it(installation):
    with _started(installation, "work", "--with-server") as worker:
        assert worker.poll() is None

        worker.stdin.close()

        assert worker.wait(20) == 0


def _started(installation: Installation, *words: str) -> subprocess.Popen:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "TANTAM_HOME": str(installation.home),
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.Popen(
        [sys.executable, "-c", TOOL, *words],
        cwd=installation.home.parent,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
