"""The write steps of the register: what the commands of the register and of the lists do, never outside a command."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.sealing import blind_index, seal
from tantam.core.ethnicities import ETHNICITIES
from tantam.core.identity import read_number
from tantam.core.text import fold, nfc
from tantam.people.models import Decision, Household, Member, Person
from tantam.people.parts.sealed import (
    ETHNICITY,
    IDENTITY,
    OLD_IDENTITY,
    PHONE,
    ethnicity_of,
    identity_of,
    old_identity_of,
    phone_of,
)
from tantam.people.parts.standing import (
    UnableToRecord,
    end_status,
    withdraw_status,
    write_fact,
    write_status,
)
from tantam.units.models import Commune, Village

__all__ = [
    "FILLED",
    "Paper",
    "PersonFields",
    "UnableToRecord",
    "change_person",
    "close_member",
    "end_status",
    "fill_over",
    "fill_person",
    "find_or_write_village",
    "find_or_write_villages",
    "highest_number",
    "identity_index",
    "lock_commune",
    "old_identity_index",
    "person_values",
    "phone_index",
    "withdraw_status",
    "write_decision",
    "write_fact",
    "write_household",
    "write_member",
    "write_person",
    "write_status",
]

# The columns of a person that `PersonFields` fill.
FILLED: Final = (
    *("full_name", "name_folded", "sex", "birth_date", "birth_year", "identity_sealed", "identity_index"),
    *("old_identity_sealed", "old_identity_index", "phone_sealed", "phone_index", "ethnicity_sealed"),
)


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What is written down about a person; an empty field is not known."""

    full_name: str = ""
    sex: str = "UNKNOWN"
    birth_date: date | None = None
    birth_year: int | None = None
    identity: str = ""
    old_identity: str = ""
    phone: str = ""
    ethnicity: str = ""  # a code of core/ethnicities.py

    @property
    def year_of_birth(self) -> int | None:
        """Return the year of birth, from the day where that is known."""
        return self.birth_date.year if self.birth_date else self.birth_year


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that decides: number and symbol, day, issuer, subject."""

    number: str
    signed_on: date
    issuer: str
    title: str


def identity_index(number: str) -> str:
    """Return the index by which a citizen's card is found."""
    return blind_index(read_number(number), purpose=IDENTITY)


def old_identity_index(number: str) -> str:
    """Return the index by which an old card is found."""
    return blind_index(read_number(number), purpose=OLD_IDENTITY)


def phone_index(number: str) -> str:
    """Return the index by which a telephone number is found."""
    return blind_index(read_number(number), purpose=PHONE)


def write_person(fields: PersonFields, *, at: datetime) -> Person:
    """Write a person down: names composed, numbers and ethnicity sealed, indexes made.

    :raises UnableToRecord: without a name, or when somebody has the number already.
    """
    person = Person(recorded_at=at)
    _fill(person, fields)
    person.save()
    return person


def change_person(person: Person, fields: PersonFields, *, blank_too: bool = False) -> Person:
    """Write what is given over what stands; what is not given stays, unless `blank_too`.

    :raises UnableToRecord: if the person was erased, or somebody else has the number.
    """
    if person.erased_at is not None:
        raise UnableToRecord(_("Dữ liệu của người này đã được xóa theo thời hạn lưu giữ, không ghi thêm được."))
    _fill(person, fields if blank_too else _over(person, fields))
    person.save()
    return person


def write_household(
    *, commune_id: int, village_name: str, at: datetime, code: str = "", address: str = ""
) -> Household:
    """Write a household down, under its code or the commune's next one.

    :raises UnableToRecord: if the code is taken.
    """
    commune = lock_commune(commune_id)
    code = nfc(code).strip() or _next_code(commune)
    if Household.objects.filter(code=code).exists():
        raise UnableToRecord(_("Mã hộ %(code)s đã có trong sổ. Hãy dùng mã khác.") % {"code": code})
    return Household.objects.create(
        code=code,
        commune=commune,
        village=find_or_write_village(commune_id, village_name),
        address=nfc(address).strip(),
        recorded_at=at,
    )


def lock_commune(commune_id: int) -> Commune:
    """Lock a commune, where writers of households queue for the next code and for new villages.

    The order of locks is: list, commune, persons, the head of the audit chain. Rows that only refer to the commune
    are not held up.
    """
    return Commune.objects.select_for_update(no_key=True).get(id=commune_id)


def find_or_write_village(commune_id: int, name: str) -> Village | None:
    """Return the commune's village of that name in any spelling; written down if it is new, None without a name."""
    name = nfc(name).strip()
    if not name:
        return None
    village, _made = Village.objects.get_or_create(commune_id=commune_id, key=fold(name), defaults={"name": name})
    return village


def find_or_write_villages(commune_id: int, names: Iterable[str]) -> dict[str, Village]:
    """Return the commune's villages of these names in any spelling, by folded name; new ones are written down."""
    wanted = {fold(name): name for name in (nfc(name).strip() for name in names) if name}
    found = {row.key: row for row in Village.objects.filter(commune_id=commune_id, key__in=wanted)}
    fresh = [Village(commune_id=commune_id, key=key, name=name) for key, name in wanted.items() if key not in found]
    return found | {row.key: row for row in Village.objects.bulk_create(fresh)}


def write_member(*, household: Household, person: Person, relation: str, starts_on: date) -> Member:
    """Write down that a person belongs to a household from a day on.

    :raises UnableToRecord: if the person still belongs to one, or the household has a head already.
    """
    if person.memberships.filter(ends_before=None).exists():
        raise UnableToRecord(_("Người này đang là thành viên của một hộ. Hãy ghi ngày rời hộ cũ trước."))
    headed = household.members.filter(relation=Member.Relation.HEAD, ends_before=None)
    if relation == Member.Relation.HEAD and headed.exists():
        raise UnableToRecord(_("Hộ đã có chủ hộ. Hãy ghi ngày chủ hộ cũ rời hộ hoặc đổi quan hệ trước."))
    if household.members.filter(person=person, starts_on=starts_on).exists():
        raise UnableToRecord(_("Người này đã được ghi vào hộ từ đúng ngày đó."))
    return Member.objects.create(household=household, person=person, relation=relation, starts_on=starts_on)


def close_member(member: Member, *, ends_before: date) -> Member:
    """Write down that a person belongs to a household no longer.

    :raises UnableToRecord: if that has an end already, or would end before it began.
    """
    if member.ends_before is not None:
        raise UnableToRecord(_("Ngày rời hộ của người này đã được ghi."))
    if ends_before <= member.starts_on:
        raise UnableToRecord(_("Ngày rời hộ phải sau ngày vào hộ."))
    member.ends_before = ends_before
    member.save(update_fields=["ends_before"])
    return member


def write_decision(*, commune_id: int | None, paper: Paper) -> Decision:
    """Return the decision of that number, year and issuer; written down if it is new.

    :raises UnableToRecord: if it is known with another day of signing.
    """
    given = Paper(nfc(paper.number).strip(), paper.signed_on, nfc(paper.issuer).strip(), nfc(paper.title).strip())
    found, made = Decision.objects.get_or_create(
        issuer=given.issuer,
        number=given.number,
        year=given.signed_on.year,
        defaults={"commune_id": commune_id, "signed_on": given.signed_on, "title": given.title},
    )
    if not made and found.signed_on != given.signed_on:
        raise UnableToRecord(
            _("Văn bản %(number)s đã có trong sổ với ngày ký %(day)s. Hãy xem lại số và ngày ký.")
            % {"number": found.number, "day": f"{found.signed_on:%d/%m/%Y}"}
        )
    return found


def _next_code(commune: Commune) -> str:
    return f"{commune.state_code}-{highest_number(commune) + 1:05d}"


def highest_number(commune: Commune) -> int:
    """Return the highest number among the codes of the commune's households that are its code and a number."""
    prefix = f"{commune.state_code}-"
    codes = Household.objects.filter(commune=commune, code__startswith=prefix).values_list("code", flat=True)
    taken = (code.removeprefix(prefix) for code in codes)
    return max((int(number) for number in taken if number.isascii() and number.isdigit()), default=0)


def fill_over(person: Person, fields: PersonFields) -> None:
    """Write what is given over what stands in a row that is not saved yet; what is not given stays."""
    fill_person(person, _over(person, fields))


def _over(person: Person, fields: PersonFields) -> PersonFields:
    """Return the fields with what stands in the place of what is not given."""
    knows_birth = fields.birth_date or fields.birth_year
    return PersonFields(
        full_name=fields.full_name or person.full_name,
        sex=fields.sex if fields.sex != Person.Sex.UNKNOWN else person.sex,
        birth_date=fields.birth_date if knows_birth else person.birth_date,
        birth_year=fields.birth_year if knows_birth else person.birth_year,
        identity=fields.identity or identity_of(person),
        old_identity=fields.old_identity or old_identity_of(person),
        phone=fields.phone or phone_of(person),
        ethnicity=fields.ethnicity or ethnicity_of(person),
    )


def _fill(person: Person, fields: PersonFields) -> None:
    fill_person(person, fields)
    if person.identity_index is None:
        return
    others = Person.objects.filter(identity_index=person.identity_index).exclude(pk=person.pk)
    if others.exists():
        raise UnableToRecord(_("Số định danh này đã được ghi cho một người khác. Hãy tra cứu người đó trong sổ."))


def fill_person(person: Person, fields: PersonFields) -> None:
    """Write the fields into a row that is not saved yet; whether somebody else has the number is not looked up.

    :raises UnableToRecord: without a name.
    """
    for name, value in zip(FILLED, person_values(fields), strict=True):
        setattr(person, name, value)


def person_values(fields: PersonFields, *, index: str = "") -> tuple[Any, ...]:
    """Return what the columns `FILLED` of a person hold: names composed, numbers and ethnicity sealed, indexes made.

    `index` is that of the citizen's card, where it was made before.

    :raises UnableToRecord: without a name.
    """
    name = " ".join(nfc(fields.full_name).split())
    if not name:
        raise UnableToRecord(_("Cần họ và tên."))
    assert not fields.ethnicity or fields.ethnicity in ETHNICITIES
    return (
        *(name, fold(name), fields.sex, fields.birth_date, fields.year_of_birth),
        *_sealed(fields.identity, IDENTITY, index=index),
        *_sealed(fields.old_identity, OLD_IDENTITY),
        *_sealed(fields.phone, PHONE),
        seal(fields.ethnicity, purpose=ETHNICITY) if fields.ethnicity else None,
    )


def _sealed(number: str, purpose: str, *, index: str = "") -> tuple[bytes | None, str | None]:
    number = read_number(number)
    if not number:
        return None, None
    return seal(number, purpose=purpose), index or blind_index(number, purpose=purpose)
