"""Who belongs to a group is not erased from the register; who left long ago is."""

from datetime import UTC, date, datetime

import pytest

from tantam.groups.commands.members import end_membership
from tantam.groups.models import GroupMember
from tantam.people.commands.erasing import UnableToErase, erase_person
from tantam.people.models import Household, Person
from tantam.people.queries.keeping import list_for_erasure
from tests.support.cast import TODAY, asked_by_system
from tests.support.groups import form, members_of

pytestmark = pytest.mark.django_db

OLD = datetime(2005, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


def forget(member):
    """Let everything else that keeps a person lie twenty years back."""
    Person.objects.filter(pk=member.person_id).update(recorded_at=OLD)
    Household.objects.get(pk=member.household_id).members.update(starts_on=date(2005, 1, 1))


def test_a_member_is_not_erased(cast, village):
    member = members_of(form(cast, village))[4]

    with pytest.raises(UnableToErase, match="đang là tổ viên"):
        erase_person(asked=asked_by_system(), person_id=member.person_id)

    end_membership(asked=cast.asked("yen"), member_id=member.pk, ends_before=TODAY, reason="LEFT")
    erase_person(asked=asked_by_system(), person_id=member.person_id)
    assert Person.objects.get(pk=member.person_id).full_name == ""


def test_a_member_is_not_on_the_list_for_erasure_and_who_left_long_ago_is(cast, village):
    member, other = members_of(form(cast, village))[4:]
    forget(member)
    forget(other)
    GroupMember.objects.filter(pk=other.pk).update(
        starts_on=date(2006, 1, 1), ends_before=date(2007, 1, 1), reason_left="LEFT", end_recorded_at=OLD
    )

    found = list_for_erasure(day=TODAY, at=NOW)

    assert other.person_id in found
    assert member.person_id not in found


def test_who_was_kept_in_the_place_of_a_member_is_not_erased(cast, village):
    member, other = members_of(form(cast, village))[4:]
    Person.objects.filter(pk=member.person_id).update(merged_into=other.person_id)
    GroupMember.objects.filter(pk=other.pk).update(ends_before=TODAY, reason_left="LEFT", end_recorded_at=NOW)

    with pytest.raises(UnableToErase, match="đang là tổ viên"):
        erase_person(asked=asked_by_system(), person_id=other.person_id)
