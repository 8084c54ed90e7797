"""A status of a person who was merged into another one still counts, wherever statuses are asked for."""

from datetime import date

import pytest

from tantam.people.commands.erasing import UnableToErase, erase_person
from tantam.people.commands.standing import Paper, end_status
from tantam.people.models import Member, Person, Status
from tantam.people.parts.register_filter import RegisterFilter, found_households
from tantam.people.queries.household import Sight
from tantam.people.queries.keeping import list_for_erasure
from tantam.people.queries.register import get_known_household
from tantam.people.queries.taking_out import list_rows_to_take_out
from tests.people.test_duplicates import again, merge_the
from tests.support.cast import TODAY, asked_by_system
from tests.support.register import RECORDED, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def student(cast, small_register):
    """Merge a second Bình Cận, who studies, into the first; return the status."""
    one = small_register.persons["binh-can"]
    second = again(one, home=small_register.households["binh-can"])
    status = Status.objects.create(
        person=second,
        kind="STUDENT",
        starts_on=date(2026, 1, 1),
        decision=small_register.decision,
        recorded_at=RECORDED,
    )
    merge_the(cast, (one, second))
    return status


def test_the_law_still_sees_it(cast, small_register, student):
    home = small_register.households["binh-can"]

    known = get_known_household(
        scope=cast.actor("ha").scope, household_id=home.pk, on=TODAY, known_at=cast.asked("ha").at
    )

    assert ("STUDENT", date(2026, 1, 1)) in known.statuses


def test_the_register_is_still_filtered_by_it(cast, small_register, student):
    asked = cast.asked("ha")

    found = found_households(asked.actor.scope, RegisterFilter(kind="STUDENT"), at=asked.at, day=TODAY)

    assert [row.pk for row in found] == [small_register.households["binh-can"].pk]


def test_it_still_stands_in_the_file(cast, student):
    asked = cast.asked("ha")

    rows = list_rows_to_take_out(
        scope=asked.actor.scope, chosen=RegisterFilter(kind="STUDENT"), sight=Sight(at=asked.at, day=TODAY)
    )

    assert ["học sinh, sinh viên" in row.statuses for row in rows] == [True]


def test_it_still_keeps_the_person_from_erasure(small_register, student):
    person = small_register.persons["binh-can"]
    person.memberships.update(ends_before=date(2026, 2, 1))
    Person.objects.filter(pk=person.pk).update(recorded_at=RECORDED.replace(year=1990))

    with pytest.raises(UnableToErase):
        erase_person(asked=asked_by_system(), person_id=person.pk)

    assert person.pk not in list_for_erasure(day=date(2060, 1, 1), at=RECORDED.replace(year=2059))


def test_it_is_still_ended_by_the_commune(cast, small_register, student):
    paper = Paper(number="9/GXN", signed_on=date(2026, 6, 1), issuer="Trường", title="Xác nhận thôi học")

    number = end_status(asked=cast.asked("ha"), status_id=student.pk, ends_before=date(2026, 6, 1), paper=paper)

    assert Status.objects.get(pk=number).replaces_id == student.pk


def test_who_was_merged_is_kept_as_long_as_who_was_kept(cast, small_register):
    kept = small_register.persons["binh-can"]
    merged = again(kept, home=small_register.households["binh-can"])
    merge_the(cast, (kept, merged))
    Person.objects.filter(pk=merged.pk).update(recorded_at=RECORDED.replace(year=1990))

    assert merged.pk not in list_for_erasure(day=TODAY, at=RECORDED.replace(year=2027))
    with pytest.raises(UnableToErase):
        erase_person(asked=asked_by_system(), person_id=merged.pk)


def test_who_was_merged_goes_with_who_was_kept(cast, small_register):
    kept = make_person("Người Cũ", number=901, sex="MALE", born=date(1950, 1, 1))
    Member.objects.create(
        household=small_register.households["cuong"],
        person=kept,
        relation="OTHER",
        starts_on=date(1990, 1, 1),
    )
    merged = again(kept, home=small_register.households["cuong"])
    merge_the(cast, (kept, merged))
    Member.objects.filter(person=kept).delete()
    Person.objects.filter(pk=merged.pk).update(recorded_at=RECORDED.replace(year=1990))
    now = RECORDED.replace(year=2027)

    assert list_for_erasure(day=TODAY, at=now) == []

    Person.objects.filter(pk=kept.pk).update(recorded_at=RECORDED.replace(year=1990))
    assert list_for_erasure(day=TODAY, at=now) == [kept.pk, merged.pk]
    erase_person(asked=asked_by_system(), person_id=kept.pk)
    assert list_for_erasure(day=TODAY, at=now) == []
