"""Erasure, retention, and the key with which persons are sealed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from tantam.base import sealing
from tantam.base.errors import OutOfScope
from tantam.people.commands.erasing import UnableToErase, erase_person, reseal
from tantam.people.commands.households import (
    change_person,
    end_membership,
)
from tantam.people.models import BankBalance, Household, Member, Person, Status
from tantam.people.parts.recording import PersonFields, UnableToRecord
from tantam.people.parts.sealed import identity_of
from tantam.people.queries.keeping import get_seal_state, list_for_erasure
from tests.support.cast import TODAY, asked_by_system
from tests.support.register import make_person
from tests.support.replay import assert_replay_safe

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
NEW = PersonFields(full_name="Phạm Thị Mới", sex="FEMALE", identity="999000000100")


@pytest.fixture
def keys_of_one_test(settings, tmp_path):
    """Keep keys that this test makes away from the others."""
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"
    sealing.ensure_person_data_key()


@pytest.mark.replays("people.erase_person")
def test_a_person_is_erased_once_and_nothing_of_them_is_left(cast, small_register):
    person = small_register.persons["an-son"]
    end_membership(asked=cast.asked("ha"), member_id=person.memberships.get().pk, ends_before=date(2026, 10, 1))

    assert_replay_safe(
        erase_person,
        asked=asked_by_system(),
        other={"person_id": small_register.persons["an"].pk},
        person_id=person.pk,
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person WHERE id = %s", [person.pk])
        row = cursor.fetchone()
    assert [cell for cell in row if isinstance(cell, bytes | memoryview)] == []
    assert "Ấm" not in str(row)
    assert "am ngheo" not in str(row)
    assert Person.objects.get(pk=person.pk).birth_year is None
    with pytest.raises(UnableToRecord):
        change_person(asked=asked_by_system(), person_id=person.pk, person=NEW)


def test_who_has_a_status_in_force_or_a_debt_is_not_erased(small_register):
    with pytest.raises(UnableToErase, match="hiệu lực"):
        erase_person(asked=asked_by_system(), person_id=small_register.persons["an"].pk)
    home = Household.objects.create(code="X-9", commune=small_register.households["an"].commune, recorded_at=NOW)
    debtor = make_person("Người Nợ", number=900, sex="MALE", born=date(1980, 1, 1))
    Member.objects.create(household=home, person=debtor, relation="HEAD", starts_on=date(2026, 1, 1))
    BankBalance.objects.create(
        statement=BankBalance.objects.get().statement, household=home, programme="poor", principal_vnd=1
    )
    with pytest.raises(UnableToErase, match="dư nợ"):
        erase_person(asked=asked_by_system(), person_id=debtor.pk)
    with pytest.raises(OutOfScope):
        erase_person(asked=asked_by_system(), person_id=10**6)


def test_persons_are_listed_for_erasure_when_ten_years_went_by(small_register):
    gone = make_person("Người Cũ", number=901, sex="MALE", born=date(1950, 1, 1))
    Person.objects.filter(pk=gone.pk).update(recorded_at=datetime(2016, 1, 5, tzinfo=UTC))

    assert list_for_erasure(day=TODAY, at=NOW) == [gone.pk]
    Status.objects.create(
        person=gone,
        kind="STUDENT",
        starts_on=date(2014, 1, 1),
        ends_before=date(2017, 1, 1),
        decision=small_register.decision,
        recorded_at=datetime(2016, 1, 5, tzinfo=UTC),
    )
    assert list_for_erasure(day=TODAY, at=NOW) == []
    assert list_for_erasure(day=date(2027, 2, 28), at=NOW) == [gone.pk]


@pytest.mark.usefixtures("keys_of_one_test")
@pytest.mark.replays("people.reseal")
def test_what_is_sealed_with_an_old_key_is_sealed_again(small_register):
    person = Person.objects.order_by("id").first()
    before = bytes(person.identity_sealed)
    assert sealing.add_person_data_key() == 2

    last = assert_replay_safe(reseal, asked=asked_by_system(), other={"after": 1}, table="PERSON", after=0)

    person.refresh_from_db()
    assert last == Person.objects.order_by("id").last().pk
    assert sealing.key_number(before) == 1
    assert sealing.key_number(person.identity_sealed) == 2
    assert identity_of(person) == "999000000001"
    assert reseal(asked=asked_by_system(), table="PERSON", after=last) is None
    assert reseal(asked=asked_by_system(), table="LIST_ROW", after=0) is None


def test_the_database_holds_no_digit_of_a_number(small_register):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        cells = [bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for r in cursor for c in r]

    assert not [cell for cell in cells if b"99900000" in cell or b"HRE" in cell]


@pytest.mark.usefixtures("keys_of_one_test")
def test_a_lost_key_is_seen(small_register, settings, tmp_path):
    assert get_seal_state().opens

    settings.TANTAM_KEYS_DIR = tmp_path / "empty"
    lost = get_seal_state()
    with pytest.raises(sealing.MissingPersonDataKey):
        sealing.seal("x", purpose="person.phone")
    sealing.ensure_person_data_key()
    other = get_seal_state()

    assert (lost.rows, lost.has_key, lost.opens) == (6, False, False)
    assert (other.has_key, other.opens) == (True, False)
