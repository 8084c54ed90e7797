"""Two who write to one commune at the same time: every household gets a code of its own, and nobody waits for ever."""

from collections import Counter
from contextlib import suppress
from datetime import date
from importlib import import_module
from time import sleep

import pytest

from tantam.operations.list_work import write_rest
from tantam.people.commands.households import record_household
from tantam.people.models import Household, OfficialList, Person
from tantam.people.parts import list_homes, recording
from tantam.people.parts.recording import PersonFields, UnableToRecord
from tests.support.lists import approve, person_row, take_in

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 4


@pytest.fixture
def slow_numbering(monkeypatch):
    """Leave time between reading the last number and writing the next."""
    for module, name in ((list_homes, "_last_number"), (recording, "_next_code")):
        monkeypatch.setattr(module, name, slowly(getattr(module, name)))


def slowly(run):
    def slow(*arguments, **more):
        answer = run(*arguments, **more)
        sleep(0.5)
        return answer

    return slow


def approved(cast, letter: str, number: int) -> OfficialList:
    """Return an approved list of new households in a village that is new too, not yet written."""
    rows = [person_row(f"Phạm Văn {letter}{chr(97 + at)}", number * 100 + at, village="Làng Mới") for at in range(EACH)]
    official_list = take_in(cast, *rows, kind="ADDITIONS", upto="READ")
    approve(cast, official_list.pk, number=number)
    return official_list


@pytest.mark.usefixtures("slow_numbering", "small_register")
def test_two_lists_of_a_commune_are_written_at_once(many_connections, cast):
    lists = [approved(cast, "M", 11), approved(cast, "N", 12)]

    many_connections([lambda one=one: write_rest(list_id=one.pk, stopping=lambda: False) for one in lists])

    assert {one.state for one in OfficialList.objects.all()} == {"IN_FORCE"}
    codes = Counter(Household.objects.filter(village__name="Làng Mới").values_list("code", flat=True))
    assert len(codes) == 2 * EACH


@pytest.mark.usefixtures("slow_numbering")
def test_a_clerk_records_a_household_while_a_list_is_written(many_connections, cast, small_register):
    waiting = approved(cast, "M", 11)
    commune = small_register.households["an"].commune

    def record():
        return record_household(
            asked=cast.asked("ha"),
            commune_id=commune.pk,
            village_name="Làng Mới",
            head=PersonFields(full_name="Đinh Thị Riêng", sex="FEMALE", birth_year=1980),
            starts_on=date(2026, 11, 1),
        )

    many_connections([lambda: write_rest(list_id=waiting.pk, stopping=lambda: False), record])

    codes = Counter(Household.objects.filter(village__name="Làng Mới").values_list("code", flat=True))
    assert len(codes) == EACH + 1


@pytest.mark.usefixtures("small_register")
def test_a_clerk_and_a_list_that_mean_the_same_person_do_not_wait_for_each_other(many_connections, cast, monkeypatch):
    """The clerk holds the commune and wants the person, the list the person and the commune: one order for both."""
    person = take_in(cast, person_row("Phạm Văn Cũ", 90), kind="ADDITIONS", number=10).rows.get().person
    person.memberships.update(ends_before=date(2026, 1, 2), starts_on=date(2026, 1, 1))
    rows = (person_row("Phạm Văn Cũ", 90), person_row("Ai Khác", 91))
    official_list = take_in(cast, *rows, kind="ADDITIONS", upto="READ")
    approve(cast, official_list.pk, number=11)
    # The list has something to write about them.
    Person.objects.filter(pk=person.pk).update(birth_date=None, birth_year=None)
    for place in ("parts.list_writing.settle_persons", "commands.households.write_household"):
        module, name = f"tantam.people.{place}".rsplit(".", 1)
        monkeypatch.setattr(f"{module}.{name}", slowly(getattr(import_module(module), name)))

    def record():
        sleep(0.1)
        with suppress(UnableToRecord):  # the list came first: the person has a home
            record_household(
                asked=cast.asked("ha"),
                commune_id=official_list.commune_id,
                village_name="Làng Một",
                head=PersonFields(full_name="Phạm Văn Cũ", sex="MALE", birth_year=1980, identity="999000000090"),
                starts_on=date(2026, 11, 1),
            )

    rests = []

    def write_list():
        write_rest(list_id=official_list.pk, stopping=lambda: False, rest=rests.append)

    many_connections([write_list, record])

    assert not rests
    assert OfficialList.objects.get(pk=official_list.pk).state == "IN_FORCE"
