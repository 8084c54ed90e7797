"""Households and the persons in them: recorded, changed, joined and left."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.core.identity import read_number
from tantam.people.models import Member, Person
from tantam.people.parts.checking import check_person
from tantam.people.parts.recording import (
    PersonFields,
    UnableToRecord,
    close_member,
    identity_index,
    write_household,
    write_member,
    write_person,
)
from tantam.people.parts.recording import (
    change_person as write_over,
)
from tantam.people.parts.scope import commune_ids, get_household_in, get_person_in
from tantam.people.parts.sealed import identity_of


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person who belongs to a household, and how they are related to its head."""

    person: PersonFields
    relation: str


def _of_household(_result: Any, arguments: dict[str, Any]) -> str:
    return f"household:{arguments['household_id']}"


@command(
    "people.record_household",
    subject=lambda result, _arguments: f"household:{result}",
    sealed=("address", "head", "members"),
)
def record_household(
    *,
    asked: Asked,
    commune_id: int,
    village_name: str,
    head: PersonFields,
    starts_on: date,
    members: tuple[NewMember, ...] = (),
    code: str = "",
    address: str = "",
) -> int:
    """Write a household down with its head and members, and return its number.

    :raises OutOfScope: if the commune is not the actor's.
    :raises UnableToRecord: if a number is wrong or taken, or somebody belongs to another household.
    """
    communes = commune_ids(asked.actor.scope)
    if communes is not None and commune_id not in communes:
        raise OutOfScope(_("Xã này không thuộc địa bàn của bạn."))
    _check_day(starts_on, asked)
    household = write_household(
        commune_id=commune_id, village_name=village_name, code=code, address=address, at=asked.at
    )
    for member in (NewMember(head, Member.Relation.HEAD), *members):
        person = _take_person(member.person, asked)
        write_member(household=household, person=person, relation=_relation(member.relation), starts_on=starts_on)
    return household.pk


@command("people.add_member", subject=_of_household, sealed=("person",))
def add_member(*, asked: Asked, household_id: int, person: PersonFields, relation: str, starts_on: date) -> int:
    """Write down that a person belongs to a household, and return the number of the membership.

    A person who is known by the number of their card is taken as the one they are.

    :raises OutOfScope: if the household is not the actor's to see.
    :raises UnableToRecord: if a number is wrong, or the person belongs to another household.
    """
    household = get_household_in(asked.actor.scope, household_id)
    _check_day(starts_on, asked)
    if household.merged_into_id is not None:
        raise UnableToRecord(_("Hộ này đã được gộp vào hộ khác. Hãy ghi vào hộ còn lại."))
    row = write_member(
        household=household, person=_take_person(person, asked), relation=_relation(relation), starts_on=starts_on
    )
    return row.pk


@command("people.end_membership", subject=lambda _result, arguments: f"member:{arguments['member_id']}")
def end_membership(*, asked: Asked, member_id: int, ends_before: date) -> int:
    """Write down from which day on a person belongs to a household no longer; return the household.

    :raises OutOfScope: if the household is not the actor's to see.
    :raises UnableToRecord: if the end is known already, or lies before the beginning.
    """
    member = Member.objects.select_for_update().filter(id=member_id).first()
    if member is None:
        raise OutOfScope(_("Không tìm thấy người này trong hộ."))
    household = get_household_in(asked.actor.scope, member.household_id)
    close_member(member, ends_before=ends_before)
    return household.pk


@command(
    "people.change_person", subject=lambda _result, arguments: f"person:{arguments['person_id']}", sealed=("person",)
)
def change_person(*, asked: Asked, person_id: int, person: PersonFields) -> int:
    """Write over what stands about a person; what is left empty stays as it is.

    :raises OutOfScope: if the person lives elsewhere.
    :raises UnableToRecord: if a number is wrong or taken, or the person was erased.
    """
    row = get_person_in(asked.actor.scope, person_id)
    whole = replace(
        person,
        identity=person.identity or identity_of(row),
        sex=person.sex if person.sex != Person.Sex.UNKNOWN else row.sex,
        birth_year=person.year_of_birth or row.birth_year,
    )
    check_person(whole)
    write_over(row, person)
    return row.pk


def _take_person(fields: PersonFields, asked: Asked) -> Person:
    """Return the person whose card it is, with what is new about them, or a new one."""
    check_person(fields)
    known = None
    if read_number(fields.identity):
        known = Person.objects.filter(identity_index=identity_index(fields.identity), merged_into=None).first()
    if known is None:
        return write_person(fields, at=asked.at)
    if known.memberships.filter(ends_before=None).exists():
        raise UnableToRecord(
            _("Người có số định danh này đang là thành viên của một hộ. Hãy ghi ngày rời hộ cũ trước.")
        )
    return write_over(known, fields)


def _relation(code: str) -> str:
    if code not in Member.Relation.values:
        raise UnableToRecord(_("Cần quan hệ với chủ hộ."))
    return code


def _check_day(day: date, asked: Asked) -> None:
    if day > asked.book_date:
        raise UnableToRecord(_("Ngày vào hộ không thể sau hôm nay."))
