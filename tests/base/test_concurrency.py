"""Many writers at once leave one chain."""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tantam.base.commands import COMMANDS, command
from tantam.base.errors import AlreadyDone
from tantam.base.models import AuditEntry, AuditHead
from tantam.base.verification import verify_chain
from tests.support.cast import asked_by_system
from tests.support.installation import Installation

THREADS, EACH = 8, 25


@pytest.fixture
def note():
    @command("test.note_at_once")
    def note(*, asked, number):
        return number

    yield note
    COMMANDS.pop("test.note_at_once")


def test_eight_writers_leave_an_unbroken_chain_without_gaps(many_connections, note):
    def write(thread):
        return lambda: [note(asked=asked_by_system(key=f"{thread}-{number}"), number=number) for number in range(EACH)]

    many_connections([write(thread) for thread in range(THREADS)])

    found = verify_chain()
    assert found.holds
    assert found.entries == THREADS * EACH == AuditHead.objects.get().sequence
    assert set(AuditEntry.objects.values_list("sequence", flat=True)) == set(range(1, THREADS * EACH + 1))


def test_the_same_request_by_eight_at_once_is_carried_out_once(many_connections, note):
    def ask():
        try:
            return note(asked=asked_by_system(key="once"), number=1)
        except AlreadyDone as earlier:
            return f"again {earlier.result}"

    answers = many_connections([ask] * THREADS)

    assert sorted(map(str, answers)) == ["1", *["again 1"] * (THREADS - 1)]
    assert AuditEntry.objects.count() == 1


def test_the_chain_may_be_verified_while_others_write(many_connections, note):
    def write():
        for number in range(EACH):
            note(asked=asked_by_system(key=f"w-{number}"), number=number)

    def verify():
        return [verify_chain().problems for _ in range(10)]

    results = many_connections([write, verify, verify])

    assert results[1] == results[2] == [()] * 10


WRITER = """
import django; django.setup()
from tantam.base.checkpoints import record_verification
from tests.support.cast import asked_by_system
for number in range(15):
    record_verification(asked=asked_by_system(key=f"{name}-{number}"), entries=number, root="0" * 64, problem="")
"""


@pytest.mark.slow
@pytest.mark.skipif(bool(os.environ.get("TANTAM_TEST_DATABASE_URL")), reason="is about SQLite")
def test_four_processes_at_once_leave_an_unbroken_chain_on_sqlite(tmp_path):
    installation = Installation(tmp_path / "home")
    installation.home.mkdir()
    installation.prepare()

    with ThreadPoolExecutor(max_workers=4) as pool:
        done = list(pool.map(lambda name: installation.python("-c", f"name = {name}\n{WRITER}"), range(4)))

    assert [process.stderr for process in done] == [""] * 4
    answer = json.loads(installation.tantam("audit", "verify", "--json", "--no-record").stdout)
    assert (answer["holds"], answer["entries"]) == (True, 60)
