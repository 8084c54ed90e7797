"""The one write path."""

import pytest
from django.db import DatabaseError, connection, transaction

from tantam.base.asked import Actor, Asked
from tantam.base.commands import COMMANDS, command
from tantam.base.errors import AlreadyDone, NotAllowed, RequestConflict
from tantam.base.models import AuditEntry, Request
from tantam.base.sealing import KEY_FILE, MissingPersonDataKey, add_person_data_key, blind_index, ensure_person_data_key
from tantam.core.canonical import digest
from tests.support.cast import asked_as, asked_by_system

pytestmark = pytest.mark.django_db


@command("test.add")
def add(*, asked: Asked, left: int, right: int) -> int:
    return left + right


@command("test.fail")
def fail(*, asked: Asked) -> None:
    raise ValueError("no")


@command("test.note", sealed=("number", "name"))
def note(*, asked: Asked, number: str, name: str = "", unit: int = 1) -> int:
    return unit


@pytest.fixture
def keys(tmp_path, settings):
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"
    return settings.TANTAM_KEYS_DIR


@pytest.fixture(autouse=True, scope="module")
def _forget_test_commands():
    yield
    for name in ("test.add", "test.fail", "test.note"):
        COMMANDS.pop(name, None)


def test_a_command_answers_and_leaves_one_entry_in_the_chain():
    assert add(asked=asked_by_system(), left=2, right=3) == 5

    entry = AuditEntry.objects.get()
    assert (entry.sequence, entry.command) == (1, "test.add")
    assert entry.details == {"arguments": {"left": 2, "right": 3}, "result": 5}


def test_the_same_request_twice_answers_what_it_answered_first():
    add(asked=asked_by_system(key="k"), left=2, right=3)

    with pytest.raises(AlreadyDone) as repeat:
        add(asked=asked_by_system(key="k"), left=2, right=3)

    assert repeat.value.result == 5
    assert AuditEntry.objects.count() == 1


def test_the_same_key_with_other_content_is_a_conflict():
    add(asked=asked_by_system(key="k"), left=2, right=3)

    with pytest.raises(RequestConflict):
        add(asked=asked_by_system(key="k"), left=2, right=4)


def test_a_command_that_fails_leaves_nothing_and_its_key_can_be_used_again():
    with pytest.raises(ValueError, match="no"):
        fail(asked=asked_by_system(key="k"))

    assert not Request.objects.exists()
    assert not AuditEntry.objects.exists()
    assert add(asked=asked_by_system(key="k"), left=1, right=1) == 2


def test_without_the_permission_nothing_happens():
    with pytest.raises(NotAllowed):
        add(asked=asked_as(Actor(user_id=1, name="A", role="REPORTER")), left=1, right=1)

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE base_auditentry SET actor_name = 'x'", "DELETE FROM base_auditentry"])
def test_the_database_refuses_to_change_the_chain(statement):
    add(asked=asked_by_system(), left=2, right=3)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.get().actor_name == "tantam"


def test_what_is_sealed_cannot_be_guessed_from_the_chain_or_the_request():
    number = "999000000001"

    note(asked=asked_by_system(key="k"), number=number, name="Người Thử")

    arguments = AuditEntry.objects.get().details["arguments"]
    assert arguments["number"] == blind_index(digest(number), purpose="command.test.note.number")
    assert arguments["number"] != digest(number)
    guessed = {"number": digest(number), "name": digest("Người Thử")}
    assert Request.objects.get().digest != digest({"actor": 0, "arguments": guessed})


def test_the_same_value_in_another_argument_looks_different():
    note(asked=asked_by_system(), number="999000000001", name="999000000001")

    arguments = AuditEntry.objects.get().details["arguments"]
    assert arguments["number"] != arguments["name"]


def test_a_repeat_is_known_after_the_key_was_rotated(keys):
    ensure_person_data_key()
    note(asked=asked_by_system(key="k"), number="999000000001")

    add_person_data_key()

    with pytest.raises(AlreadyDone):
        note(asked=asked_by_system(key="k"), number="999000000001")
    with pytest.raises(RequestConflict):
        note(asked=asked_by_system(key="k"), number="999000000002")


def test_only_what_is_sealed_needs_the_key(keys):
    assert add(asked=asked_by_system(), left=2, right=3) == 5

    with pytest.raises(MissingPersonDataKey):
        note(asked=asked_by_system(key="k"), number="999000000001")

    assert not (keys / KEY_FILE).exists()
    assert not Request.objects.filter(key="k").exists()
